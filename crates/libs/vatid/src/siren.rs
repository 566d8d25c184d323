//! French company numbers: SIREN for the company, SIRET for one of its places of business.

use core::{fmt, str::FromStr};

use crate::Invalid;
use crate::checks::luhn;
use crate::normalise::normalise;

/// La Poste outgrew the Luhn key: its SIRETs may instead have a digit sum that is a multiple of 5.
const LA_POSTE: Siren = Siren(356_000_000);

/// The nine digits that INSEE gives to a company; the Luhn key holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Siren(u32);

/// The fourteen digits that INSEE gives to a place of business: its company's SIREN and a number
/// of five digits (NIC); the Luhn key holds, or the rule of La Poste.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Siret {
    siren: Siren,
    nic: u32,
}

impl Siren {
    /// Reads nine digits, ignoring spaces and usual separators.
    ///
    /// # Errors
    /// [`Invalid::Character`] for anything but digits, [`Invalid::Length`], [`Invalid::CheckDigit`].
    pub fn parse(raw: &str) -> Result<Self, Invalid> {
        let digits = digits::<9>(raw)?;
        if !luhn::holds(&digits) {
            return Err(Invalid::CheckDigit);
        }
        Ok(Self(value(&digits)))
    }

    /// The two digits that a French VAT number has before the SIREN, 0 to 96.
    pub(crate) const fn vat_key(self) -> u32 {
        (12 + 3 * (self.0 % 97)) % 97
    }
}

impl Siret {
    /// Reads fourteen digits, ignoring spaces and usual separators.
    ///
    /// # Errors
    /// [`Invalid::Character`] for anything but digits, [`Invalid::Length`], [`Invalid::CheckDigit`].
    pub fn parse(raw: &str) -> Result<Self, Invalid> {
        let digits = digits::<14>(raw)?;
        let (company, place) = digits.split_at(9);
        let siren = Siren(value(company));
        let sum: u32 = digits.iter().map(|&b| u32::from(b - b'0')).sum();
        let key_holds = luhn::holds(&digits) || (siren == LA_POSTE && sum.is_multiple_of(5));
        if !luhn::holds(company) || !key_holds {
            return Err(Invalid::CheckDigit);
        }
        Ok(Self { siren, nic: value(place) })
    }

    /// The company that the place of business belongs to.
    pub const fn siren(self) -> Siren {
        self.siren
    }
}

/// Exactly `N` ASCII digits.
fn digits<const N: usize>(raw: &str) -> Result<[u8; N], Invalid> {
    let compact = normalise(raw);
    if !compact.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Invalid::Character);
    }
    compact.as_bytes().try_into().map_err(|_| Invalid::Length)
}

/// At most nine digits as a number.
fn value(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |value, &b| value * 10 + u32::from(b - b'0'))
}

impl FromStr for Siren {
    type Err = Invalid;

    fn from_str(raw: &str) -> Result<Self, Invalid> {
        Self::parse(raw)
    }
}

impl FromStr for Siret {
    type Err = Invalid;

    fn from_str(raw: &str) -> Result<Self, Invalid> {
        Self::parse(raw)
    }
}

impl fmt::Display for Siren {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:09}", self.0)
    }
}

impl fmt::Display for Siret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:05}", self.siren, self.nic)
    }
}
