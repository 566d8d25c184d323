//! Rules with letters: Cyprus, France, Ireland, Spain.

use super::Verdict;
use super::digits::{at, digit, dot, number};
use super::luhn;

/// Digits in odd places count by a table; the sum chooses the letter.
pub(super) fn cyprus(body: &[u8]) -> bool {
    const ODD: [u32; 10] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
    let (digits, letter) = body.split_at(8);
    let value = |(place, &byte): (usize, &u8)| match digit(byte) {
        odd if place.is_multiple_of(2) => ODD[odd as usize],
        even => even,
    };
    let sum: u32 = digits.iter().enumerate().map(value).sum();
    letter.iter().all(|&letter| sum % 26 == u32::from(letter - b'A'))
}

/// A key of two characters and a SIREN. Keys with letters follow a rule that was never published.
pub(super) fn france(body: &[u8]) -> Verdict {
    let (key, siren) = body.split_at(2);
    let in_monaco = siren.starts_with(b"000");
    if !in_monaco && !luhn::holds(siren) {
        return Verdict::Fails;
    }
    if key.iter().all(u8::is_ascii_digit) {
        return Verdict::firm((number(siren) * 100 + 12) % 97 == number(key));
    }
    Verdict::contested(lettered_key(key, number(siren)))
}

/// Counts in an alphabet of digits and letters without I and O.
fn lettered_key(key: &[u8], siren: u64) -> bool {
    const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let rank = |byte: &u8| ALPHABET.iter().position(|known| known == byte).unwrap_or(0) as u64;
    let code = match (rank(&key[0]), rank(&key[1])) {
        (first @ 0..=9, second) => (first * 24 + second).checked_sub(10),
        (first, second) => (first * 34 + second).checked_sub(100),
    };
    code.is_some_and(|code| (siren + 1 + code / 11) % 11 == code % 11)
}

/// Seven digits and a letter chosen by them, then perhaps a letter of status. Letters of status
/// beyond I are in use, and whether the rule counts them is contested.
pub(super) fn ireland(body: &[u8]) -> Verdict {
    const ALPHABET: &[u8; 23] = b"WABCDEFGHIJKLMNOPQRSTUV";
    let status = body.get(8).copied();
    let rank = status.map_or(0, |letter| u32::from(letter - b'A' + 1) % 23);
    let sum = if body[1].is_ascii_digit() {
        dot(&[8, 7, 6, 5, 4, 3, 2], body) + 9 * rank
    } else {
        2 * at(body, 0) + dot(&[7, 6, 5, 4, 3], &body[2..])
    };
    let holds = ALPHABET[sum as usize % ALPHABET.len()] == body[7];
    if status.is_some_and(|letter| letter > b'I') {
        return Verdict::contested(holds);
    }
    Verdict::firm(holds)
}

/// Citizens and foreigners have a letter by 23; organisations a Luhn digit, as digit or letter.
pub(super) fn spain(body: &[u8]) -> bool {
    let (stem, check) = body.split_at(8);
    let (first, digits) = (stem[0], &stem[1..]);
    let value = number(digits);
    match first {
        b'0'..=b'9' => citizen_letter(number(stem)) == check[0],
        b'X' | b'K' | b'L' | b'M' => citizen_letter(value) == check[0],
        b'Y' => citizen_letter(10_000_000 + value) == check[0],
        b'Z' => citizen_letter(20_000_000 + value) == check[0],
        _ => organisation_check(digits, check[0]),
    }
}

fn citizen_letter(number: u64) -> u8 {
    const ALPHABET: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";
    ALPHABET[(number % 23) as usize]
}

fn organisation_check(digits: &[u8], check: u8) -> bool {
    let value = match check {
        b'J' => 0,
        b'A'..=b'I' => check - b'A' + 1,
        _ => check - b'0',
    };
    let whole: Vec<u8> = digits.iter().copied().chain([value + b'0']).collect();
    luhn::holds(&whole)
}
