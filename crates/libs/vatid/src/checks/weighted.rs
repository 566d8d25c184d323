//! Rules that are a weighted sum and little else.

use super::digits::{at, dot, last};

/// A number is right when its weighted sum is a multiple of the modulus.
pub(super) struct Linear {
    weights: &'static [u32],
    modulus: u32,
}

pub(super) const DENMARK: Linear = Linear { weights: &[2, 7, 6, 5, 4, 3, 2, 1], modulus: 11 };
pub(super) const ESTONIA: Linear = Linear { weights: &[3, 7, 1, 3, 7, 1, 3, 7, 1], modulus: 10 };
pub(super) const FINLAND: Linear = Linear { weights: &[7, 9, 10, 5, 8, 4, 2, 1], modulus: 11 };
pub(super) const HUNGARY: Linear = Linear { weights: &[9, 7, 3, 1, 9, 7, 3, 1], modulus: 10 };
/// The last weight is -1: the check digit equals the sum of the others.
pub(super) const POLAND: Linear = Linear { weights: &[6, 5, 7, 2, 3, 4, 5, 6, 7, 10], modulus: 11 };

impl Linear {
    pub(super) fn holds(&self, body: &[u8]) -> bool {
        dot(self.weights, body).is_multiple_of(self.modulus)
    }
}

/// Powers of two, modulo 11, the remainder 10 written 0.
pub(super) fn greece(body: &[u8]) -> bool {
    dot(&[256, 128, 64, 32, 16, 8, 4, 2], body) % 11 % 10 == last(body)
}

/// Cyclic weights modulo 11; where the remainder is 10 the weights start again from 3.
pub(super) fn lithuania(body: &[u8]) -> bool {
    let cyclic = |start: usize| -> u32 {
        let digits = (0..body.len() - 1).map(|place| at(body, place));
        digits.zip((1..=9).cycle().skip(start - 1)).map(|(digit, weight)| digit * weight).sum()
    };
    let expected = match cyclic(1) % 11 {
        10 => cyclic(3) % 11 % 10,
        remainder => remainder,
    };
    expected == last(body)
}

/// The complement to 11, 10 and 11 written 0.
pub(super) fn portugal(body: &[u8]) -> bool {
    (11 - dot(&[9, 8, 7, 6, 5, 4, 3, 2], body) % 11) % 11 % 10 == last(body)
}

/// Short numbers count as if padded with zeros on the left.
pub(super) fn romania(body: &[u8]) -> bool {
    let weights = [7, 5, 3, 2, 1, 7, 5, 3, 2];
    let unused = weights.len() + 1 - body.len();
    10 * dot(&weights[unused..], body) % 11 % 10 == last(body)
}

/// The complement to 11, 10 written 0; numbers whose complement is 11 are not given out.
pub(super) fn slovenia(body: &[u8]) -> bool {
    match dot(&[8, 7, 6, 5, 4, 3, 2], body) % 11 {
        0 => false,
        remainder => (11 - remainder) % 10 == last(body),
    }
}
