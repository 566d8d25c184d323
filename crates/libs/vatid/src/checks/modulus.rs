//! Rules that divide the number itself, or a sum of two digits' weight.

use super::digits::{digit, dot, last, number};

/// The last two digits are 97 minus the remainder of the first eight.
pub(super) fn belgium(body: &[u8]) -> bool {
    let (stem, check) = body.split_at(8);
    97 - number(stem) % 97 == number(check)
}

/// The last two digits are the remainder of the first six by 89.
pub(super) fn luxembourg(body: &[u8]) -> bool {
    let (stem, check) = body.split_at(6);
    number(stem) % 89 == number(check)
}

/// The last two digits are 37 minus the remainder of a weighted sum.
pub(super) fn malta(body: &[u8]) -> bool {
    let (stem, check) = body.split_at(6);
    u64::from(37 - dot(&[3, 4, 6, 7, 8, 9], stem) % 37) == number(check)
}

/// The number is a multiple of 11.
pub(super) fn slovakia(body: &[u8]) -> bool {
    number(body).is_multiple_of(11)
}

/// ISO/IEC 7064 MOD 11,10: Croatia, Germany.
pub(super) fn mod_11_10(body: &[u8]) -> bool {
    let stem = body.iter().take(body.len() - 1);
    let product = stem.fold(10, |product, &byte| match (product + digit(byte)) % 10 {
        0 => 20 % 11,
        sum => sum * 2 % 11,
    });
    (product + last(body)) % 10 == 1
}

/// Companies keep the eleven test; sole traders have, since 2020, ISO/IEC 7064 MOD 97,10 over the
/// whole number with its prefix.
pub(super) fn netherlands(body: &[u8]) -> bool {
    let eleven_test = dot(&[9, 8, 7, 6, 5, 4, 3, 2, 10], body).is_multiple_of(11);
    eleven_test || b"NL".iter().chain(body).copied().fold(0, mod_97_step) == 1
}

/// Appends a character to the remainder, letters counting from 10.
fn mod_97_step(remainder: u32, byte: u8) -> u32 {
    if byte.is_ascii_digit() {
        (remainder * 10 + digit(byte)) % 97
    } else {
        (remainder * 100 + u32::from(byte - b'A') + 10) % 97
    }
}

/// The rules of the United Kingdom: 97 for old numbers, 9755 for those from 100 on. Departments
/// and health authorities have no check digit.
pub(super) fn northern_ireland(body: &[u8]) -> bool {
    if body.len() == 5 {
        return true;
    }
    match dot(&[8, 7, 6, 5, 4, 3, 2, 10, 1], body) % 97 {
        0 => true,
        42 | 55 => body.first().is_some_and(|&b| b != b'0'),
        _ => false,
    }
}
