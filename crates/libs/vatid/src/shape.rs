//! The structure of numbers, state by state: which characters may stand where.
//!
//! Source: the structure table of the VIES FAQ (question 11) and the construction rules.

use core::iter::repeat_n;

use crate::{Country, Invalid};

/// Runs of positions: the characters allowed, and how many positions they fill.
type Shape = &'static [(&'static str, usize)];

const DIGITS: &str = "0123456789";
const LEADING: &str = "123456789";
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LETTERS_TO_W: &str = "ABCDEFGHIJKLMNOPQRSTUVW";
const FRENCH_KEY: &str = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";

const EIGHT_DIGITS: &[Shape] = &[&[(DIGITS, 8)]];
const NINE_DIGITS: &[Shape] = &[&[(DIGITS, 9)]];
const TEN_DIGITS: &[Shape] = &[&[(DIGITS, 10)]];
const ELEVEN_DIGITS: &[Shape] = &[&[(DIGITS, 11)]];
const EIGHT_LEADING: &[Shape] = &[&[(LEADING, 1), (DIGITS, 7)]];
const NINE_LEADING: &[Shape] = &[&[(LEADING, 1), (DIGITS, 8)]];

/// No number begins with 12, 7 or 8.
const CYPRUS: &[Shape] = &[
    &[("0234569", 1), (DIGITS, 7), (LETTERS, 1)],
    &[("1", 1), ("013456789", 1), (DIGITS, 6), (LETTERS, 1)],
];
/// Companies; people born before 1954 or without a birth number; people born later.
const CZECHIA: &[Shape] = &[&[("012345678", 1), (DIGITS, 7)], &[(DIGITS, 9)], &[(DIGITS, 10)]];
/// Two forms of today, the second with a letter of status, and the one used before 2013.
const IRELAND: &[Shape] = &[
    &[(DIGITS, 7), (LETTERS_TO_W, 1)],
    &[(DIGITS, 7), (LETTERS_TO_W, 2)],
    &[(DIGITS, 1), ("ABCDEFGHIJKLMNOPQRSTUVWXYZ+*", 1), (DIGITS, 5), (LETTERS_TO_W, 1)],
];
/// The branch number `00` was never given.
const NETHERLANDS: &[Shape] = &[
    &[(DIGITS, 9), ("B", 1), (LEADING, 1), (DIGITS, 1)],
    &[(DIGITS, 9), ("B", 1), ("0", 1), (LEADING, 1)],
];
/// Traders, branches, government departments, health authorities.
const NORTHERN_IRELAND: &[Shape] = &[
    &[(DIGITS, 9)],
    &[(DIGITS, 12)],
    &[("G", 1), ("D", 1), ("01234", 1), (DIGITS, 2)],
    &[("H", 1), ("A", 1), ("56789", 1), (DIGITS, 2)],
];
const ROMANIA: &[Shape] = &[
    &[(LEADING, 1), (DIGITS, 1)],
    &[(LEADING, 1), (DIGITS, 2)],
    &[(LEADING, 1), (DIGITS, 3)],
    &[(LEADING, 1), (DIGITS, 4)],
    &[(LEADING, 1), (DIGITS, 5)],
    &[(LEADING, 1), (DIGITS, 6)],
    &[(LEADING, 1), (DIGITS, 7)],
    &[(LEADING, 1), (DIGITS, 8)],
    &[(LEADING, 1), (DIGITS, 9)],
];
/// Citizens; foreigners and special cases; organisations.
const SPAIN: &[Shape] = &[
    &[(DIGITS, 8), (LETTERS, 1)],
    &[("KLMXYZ", 1), (DIGITS, 7), (LETTERS, 1)],
    &[("ABCDEFGHJNPQRSUVW", 1), (DIGITS, 7), ("0123456789ABCDEFGHIJ", 1)],
];

/// The shapes that a state's numbers may have.
pub(crate) const fn of(country: Country) -> &'static [Shape] {
    match country {
        Country::Austria => &[&[("U", 1), (DIGITS, 8)]],
        Country::Belgium => &[&[("01", 1), (DIGITS, 9)]],
        Country::Bulgaria => &[&[(DIGITS, 9)], &[(DIGITS, 10)]],
        Country::Cyprus => CYPRUS,
        Country::Czechia => CZECHIA,
        Country::Estonia | Country::Greece => NINE_DIGITS,
        Country::Finland | Country::Hungary | Country::Luxembourg => EIGHT_DIGITS,
        Country::Denmark | Country::Malta | Country::Slovenia => EIGHT_LEADING,
        Country::France => &[&[(FRENCH_KEY, 2), (DIGITS, 9)]],
        Country::Germany | Country::Portugal => NINE_LEADING,
        Country::Croatia | Country::Italy | Country::Latvia => ELEVEN_DIGITS,
        Country::Ireland => IRELAND,
        Country::Lithuania => {
            &[&[(DIGITS, 7), ("1", 1), (DIGITS, 1)], &[(DIGITS, 10), ("1", 1), (DIGITS, 1)]]
        }
        Country::Netherlands => NETHERLANDS,
        Country::NorthernIreland => NORTHERN_IRELAND,
        Country::Poland => TEN_DIGITS,
        Country::Romania => ROMANIA,
        Country::Slovakia => &[&[(LEADING, 1), (DIGITS, 1), ("234789", 1), (DIGITS, 7)]],
        Country::Spain => SPAIN,
        Country::Sweden => &[&[(DIGITS, 10), ("0", 1), ("1", 1)]],
    }
}

/// Holds where `body` has one of the shapes.
///
/// # Errors
/// [`Invalid::Character`] for what no number may contain, then [`Invalid::Length`], then
/// [`Invalid::Character`] for a character in the wrong place.
pub(crate) fn fit(shapes: &[Shape], body: &str) -> Result<(), Invalid> {
    let known = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'+' || b == b'*';
    if !body.bytes().all(known) {
        return Err(Invalid::Character);
    }
    if !shapes.iter().any(|shape| length(shape) == body.len()) {
        return Err(Invalid::Length);
    }
    if !shapes.iter().any(|shape| length(shape) == body.len() && allows(shape, body)) {
        return Err(Invalid::Character);
    }
    Ok(())
}

fn length(shape: Shape) -> usize {
    shape.iter().map(|&(_, count)| count).sum()
}

fn allows(shape: Shape, body: &str) -> bool {
    let classes = shape.iter().flat_map(|&(class, count)| repeat_n(class, count));
    classes.zip(body.chars()).all(|(class, c)| class.contains(c))
}
