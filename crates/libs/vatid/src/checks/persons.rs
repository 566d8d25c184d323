//! States whose companies have a firm rule and whose people have contested ones: Bulgaria, Czechia, Latvia.

use super::Verdict;
use super::birth;
use super::digits::{at, dot, last, number};

/// Companies have nine digits; citizens, foreigners and others ten.
pub(super) fn bulgaria(body: &[u8]) -> Verdict {
    if body.len() == 10 {
        let holds = bulgarian_citizen(body) || bulgarian_foreigner(body) || bulgarian_other(body);
        return Verdict::contested(holds);
    }
    let expected = match dot(&[1, 2, 3, 4, 5, 6, 7, 8], body) % 11 {
        10 => dot(&[3, 4, 5, 6, 7, 8, 9, 10], body) % 11 % 10,
        remainder => remainder,
    };
    Verdict::firm(expected == last(body))
}

/// EGN: date of birth with the century in the month, serial number, check digit.
fn bulgarian_citizen(body: &[u8]) -> bool {
    let [year, month, day] = pairs(body);
    let born = match month {
        21..=32 => birth::exists(1800 + year, month - 20, day),
        41..=52 => birth::exists(2000 + year, month - 40, day),
        _ => birth::exists(1900 + year, month, day),
    };
    born && dot(&[2, 4, 8, 5, 10, 9, 7, 3, 6], body) % 11 % 10 == last(body)
}

/// PNF, the number of foreigners.
fn bulgarian_foreigner(body: &[u8]) -> bool {
    dot(&[21, 19, 17, 13, 11, 9, 7, 3, 1], body) % 10 == last(body)
}

/// Any other holder: sum and check digit make a multiple of 11.
fn bulgarian_other(body: &[u8]) -> bool {
    dot(&[4, 3, 2, 7, 6, 5, 4, 3, 2, 1], body).is_multiple_of(11)
}

/// Companies have eight digits; people nine or ten, mostly their birth number.
pub(super) fn czechia(body: &[u8]) -> Verdict {
    match (body.len(), body[0]) {
        (8, _) => Verdict::firm(czech_company(body)),
        (9, b'6') => Verdict::contested(czech_special(body)),
        _ => Verdict::contested(czech_birth_number(body)),
    }
}

/// The complement to 11, 10 written 0 and 11 written 1.
fn czech_company(body: &[u8]) -> bool {
    let complement = 11 - dot(&[8, 7, 6, 5, 4, 3, 2], body) % 11;
    complement % 10 == last(body)
}

/// People without a birth number have `6` in front.
fn czech_special(body: &[u8]) -> bool {
    let remainder = dot(&[8, 7, 6, 5, 4, 3, 2], &body[1..]) % 11;
    let distance = (10 - remainder) % 11;
    (18 - distance) % 10 == last(body)
}

/// Nine digits without check digit until 1953, ten with one since. Fifty is added to the month
/// for women, and twenty where a day's serial numbers ran out.
fn czech_birth_number(body: &[u8]) -> bool {
    let [year, month, day] = pairs(body);
    let month = match month {
        21..=32 => month - 20,
        51..=62 => month - 50,
        71..=82 => month - 70,
        _ => month,
    };
    if body.len() == 9 {
        return year <= 53 && birth::exists(1900 + year, month, day);
    }
    let century = if year >= 54 { 1900 } else { 2000 };
    let expected = number(&body[..9]) % 11 % 10;
    birth::exists(century + year, month, day) && expected == u64::from(last(body))
}

/// Companies begin with 4 or more; people with the day of birth, or 32 and more since 2017.
pub(super) fn latvia(body: &[u8]) -> Verdict {
    if at(body, 0) > 3 {
        let sum = dot(&[9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1], body);
        return Verdict::firm(sum % 11 == 3);
    }
    let expected = (1 + dot(&[10, 5, 8, 4, 2, 1, 6, 3, 7, 9], body)) % 11 % 10;
    Verdict::contested(latvian_beginning(body) && expected == last(body))
}

/// A date of birth with the century behind it, or the number that replaced it.
fn latvian_beginning(body: &[u8]) -> bool {
    let [day, month, year] = pairs(body);
    let century = at(body, 6);
    day >= 32 || (century <= 2 && birth::exists(1800 + 100 * century + year, month, day))
}

/// The first six digits, two by two.
fn pairs(body: &[u8]) -> [u32; 3] {
    [0, 2, 4].map(|place| 10 * at(body, place) + at(body, place + 1))
}
