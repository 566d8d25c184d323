//! Arithmetic on ASCII digits. What is not a digit counts as some digit: shapes keep that out.

/// The value of one digit, 0 to 9.
pub(super) fn digit(byte: u8) -> u32 {
    u32::from(byte.wrapping_sub(b'0') % 10)
}

/// The digit at a position counted from 0; 0 beyond the end.
pub(super) fn at(body: &[u8], position: usize) -> u32 {
    body.get(position).map_or(0, |&byte| digit(byte))
}

/// The last digit, where most states put the check digit.
pub(super) fn last(body: &[u8]) -> u32 {
    body.last().map_or(0, |&byte| digit(byte))
}

/// The sum of weight times digit, over as many digits as there are weights.
pub(super) fn dot(weights: &[u32], body: &[u8]) -> u32 {
    weights.iter().zip(body).map(|(weight, &byte)| weight * digit(byte)).sum()
}

/// Up to nineteen digits read as one number.
pub(super) fn number(digits: &[u8]) -> u64 {
    digits.iter().fold(0, |value, &byte| value * 10 + u64::from(digit(byte)))
}
