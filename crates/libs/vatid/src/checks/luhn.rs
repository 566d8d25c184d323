//! Rules built on the Luhn sum (ISO/IEC 7812-1): Austria, Italy, Sweden, SIREN, SIRET.

use super::digits::{digit, last, number};

/// Whether the last digit makes the Luhn sum a multiple of 10.
pub(crate) fn holds(digits: &[u8]) -> bool {
    sum(digits).is_multiple_of(10)
}

/// The sum of the digits, every second from the right doubled and reduced to one digit.
pub(super) fn sum(digits: &[u8]) -> u32 {
    let weighted = digits.iter().rev().enumerate().map(|(place, &byte)| match digit(byte) {
        value if place.is_multiple_of(2) => value,
        value if value < 5 => 2 * value,
        value => 2 * value - 9,
    });
    weighted.sum()
}

/// `U`, seven digits, and the digit that completes 96 minus their Luhn sum.
pub(super) fn austria(body: &[u8]) -> bool {
    let digits = body.get(1..8).unwrap_or_default();
    (sum(digits) + 4 + last(body)).is_multiple_of(10)
}

/// Seven digits that are not all 0, an office of the revenue, the Luhn digit.
pub(super) fn italy(body: &[u8]) -> bool {
    let (holder, rest) = body.split_at(7);
    let office = number(&rest[..3]);
    number(holder) != 0 && matches!(office, 1..=100 | 120 | 121 | 888 | 999) && holds(body)
}

/// Ten digits with a Luhn digit, then `01`.
pub(super) fn sweden(body: &[u8]) -> bool {
    body.get(..10).is_some_and(holds)
}
