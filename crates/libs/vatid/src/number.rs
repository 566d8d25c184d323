//! VAT numbers in canonical form.

use core::{fmt, str::FromStr};
use std::borrow::Cow;

use crate::checks::{self, Verdict};
use crate::normalise::normalise;
use crate::{Country, Doubt, Invalid, Siren, shape};

/// A VAT number that is well formed for its state, and whose check digits hold or are in doubt.
///
/// Equal numbers are equal values, however they were typed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VatNumber {
    country: Country,
    body: String,
}

impl VatNumber {
    /// Reads a number that begins with its country, ignoring case, spaces and usual separators.
    ///
    /// # Errors
    /// Says which property fails first: country, characters, length, position of characters, check digits.
    pub fn parse(raw: &str) -> Result<Self, Invalid> {
        let compact = normalise(raw);
        let (prefix, rest) = compact.split_at_checked(2).ok_or(Invalid::UnknownCountry)?;
        let country = Country::from_prefix(prefix)?;
        let body = complete(country, rest);
        shape::fit(shape::of(country), &body)?;
        match checks::verdict(country, body.as_bytes()) {
            Verdict::Fails => Err(Invalid::CheckDigit),
            Verdict::Holds | Verdict::Doubtful => Ok(Self { country, body: body.into_owned() }),
        }
    }

    /// The French number of a company: `FR`, a key of two digits, the SIREN.
    pub fn from_siren(siren: Siren) -> Self {
        let body = format!("{:02}{siren}", siren.vat_key());
        Self { country: Country::France, body }
    }

    /// The state that gave the number.
    pub const fn country(&self) -> Country {
        self.country
    }

    /// The number without its country prefix, as VIES wants it: 5 to 12 characters, 2 at least in Romania.
    pub fn body(&self) -> &str {
        &self.body
    }

    /// The country prefix and the body, such as `BE0477472701`.
    pub fn canonical(&self) -> String {
        self.to_string()
    }

    /// The company behind a French number; none for other states, nor for Monaco, whose numbers
    /// are French but carry `000` and no SIREN.
    pub fn siren(&self) -> Option<Siren> {
        let digits = self.body.get(2..).filter(|_| self.country == Country::France)?;
        if digits.starts_with("000") {
            return None;
        }
        Siren::parse(digits).ok()
    }

    /// What only the register can settle, if anything.
    pub fn doubt(&self) -> Option<Doubt> {
        match checks::verdict(self.country, self.body.as_bytes()) {
            Verdict::Doubtful => Some(Doubt::CheckDigit),
            Verdict::Holds | Verdict::Fails => None,
        }
    }
}

/// Adds the leading zero that old Belgian and Greek numbers are written without.
fn complete(country: Country, body: &str) -> Cow<'_, str> {
    match (country, body.len()) {
        (Country::Belgium, _) if body.starts_with("(0)") => {
            Cow::Owned(body.replacen("(0)", "0", 1))
        }
        (Country::Belgium, 9) | (Country::Greece, 8) => Cow::Owned(format!("0{body}")),
        _ => Cow::Borrowed(body),
    }
}

impl FromStr for VatNumber {
    type Err = Invalid;

    fn from_str(raw: &str) -> Result<Self, Invalid> {
        Self::parse(raw)
    }
}

impl fmt::Display for VatNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.country, self.body)
    }
}
