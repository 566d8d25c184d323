//! Amounts of money, exact to the cent.

use core::{
    fmt,
    iter::Sum,
    ops::{Add, Mul},
};

use serde::{Deserialize, Serialize};

use crate::Flaw;

/// The highest amount that is taken from outside: 10^12 units.
const HIGHEST: Amount = Amount::from_cents(1_000_000_000_000 * 100);

/// An amount in whole cents, never negative. As text it has a point and two decimals: `490.00`.
///
/// Sums and products of amounts from outside stay far below what the type can hold.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Amount(u64);

impl Amount {
    /// The amount of so many cents.
    pub const fn from_cents(cents: u64) -> Self {
        Self(cents)
    }

    /// Reads `10000`, `10 000`, `10000.5`, `10000.50` or `10000,50`; spaces may only part thousands.
    ///
    /// # Errors
    /// [`Flaw::Amount`] for another form, such as `10.000,50`; [`Flaw::TooMuch`] above 10^12.
    pub fn parse(raw: &str) -> Result<Self, Flaw> {
        let amount = Self::read(raw.trim())?;
        if amount > HIGHEST { Err(Flaw::TooMuch) } else { Ok(amount) }
    }

    /// The amount in cents.
    pub const fn cents(self) -> u64 {
        self.0
    }

    fn read(raw: &str) -> Result<Self, Flaw> {
        let (units, decimals) = raw.split_once(['.', ',']).unwrap_or((raw, "0"));
        let units = whole(units)?;
        let cents = match decimals.as_bytes() {
            [tens @ b'0'..=b'9'] => u64::from(tens - b'0') * 10,
            [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => {
                u64::from(tens - b'0') * 10 + u64::from(ones - b'0')
            }
            _ => return Err(Flaw::Amount),
        };
        let amount = units.checked_mul(100).and_then(|units| units.checked_add(cents));
        amount.map(Self).ok_or(Flaw::TooMuch)
    }
}

/// Digits, all together or by thousands.
fn whole(raw: &str) -> Result<u64, Flaw> {
    let groups: Vec<&str> = raw.split(char::is_whitespace).collect();
    let digits_only = groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_digit()));
    let by_thousands = groups.len() == 1
        || groups.iter().enumerate().all(|(place, group)| match place {
            0 => (1..=3).contains(&group.len()),
            _ => group.len() == 3,
        });
    if raw.is_empty() || !digits_only || !by_thousands {
        return Err(Flaw::Amount);
    }
    groups.concat().parse().map_err(|_| Flaw::TooMuch)
}

impl Add for Amount {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Mul<u32> for Amount {
    type Output = Self;

    fn mul(self, times: u32) -> Self {
        Self(self.0.saturating_mul(u64::from(times)))
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::default(), Add::add)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

impl From<Amount> for String {
    fn from(amount: Amount) -> Self {
        amount.to_string()
    }
}

impl TryFrom<String> for Amount {
    type Error = Flaw;

    fn try_from(raw: String) -> Result<Self, Flaw> {
        Self::read(&raw)
    }
}

#[cfg(test)]
mod tests {
    use super::{Amount, Flaw};

    #[test]
    fn amounts_are_read_in_the_ways_people_write_them() {
        let written = [
            ("0", 0),
            ("10000", 1_000_000),
            ("10 000", 1_000_000),
            ("1\u{202f}234\u{a0}567,8", 123_456_780),
            ("10000.00", 1_000_000),
            ("10000,50", 1_000_050),
            (" 007.05 ", 705),
            ("1000000000000", 100_000_000_000_000),
        ];
        for (raw, cents) in written {
            assert_eq!(Amount::parse(raw).map(Amount::cents), Ok(cents), "{raw}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        let bad =
            ["", ".", "-1", "+1", "1.", ".5", "1.234", "1.000,50", "1e3", "1 0", "10  000", "٣"];
        for raw in bad {
            assert_eq!(Amount::parse(raw), Err(Flaw::Amount), "{raw}");
        }
    }

    #[test]
    fn an_amount_is_bounded() {
        let nines = "9".repeat(400);
        for raw in ["1000000000000.01", "184467440737095517", nines.as_str()] {
            assert_eq!(Amount::parse(raw), Err(Flaw::TooMuch), "{raw}");
        }
    }

    #[test]
    fn an_amount_is_written_with_two_decimals_and_read_back() {
        let amount = Amount::parse("1 234,5").unwrap();
        assert_eq!(amount.to_string(), "1234.50");
        assert_eq!(Amount::parse(&amount.to_string()), Ok(amount));
    }
}
