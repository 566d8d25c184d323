//! The states whose VAT numbers are known, and the prefixes that belong to other schemes.

use core::fmt;

use crate::Invalid;

/// A state whose VAT numbers VIES answers for: the 27 members and Northern Ireland.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names of the states say all there is to say")]
pub enum Country {
    Austria,
    Belgium,
    Bulgaria,
    Croatia,
    Cyprus,
    Czechia,
    Denmark,
    Estonia,
    Finland,
    France,
    Germany,
    Greece,
    Hungary,
    Ireland,
    Italy,
    Latvia,
    Lithuania,
    Luxembourg,
    Malta,
    Netherlands,
    NorthernIreland,
    Poland,
    Portugal,
    Romania,
    Slovakia,
    Slovenia,
    Spain,
    Sweden,
}

/// Prefixes of numbers that exist but are not in VIES: the one-stop shops (EU, IM), the United
/// Kingdom, Switzerland with Liechtenstein, and Norway.
const OTHER_SCHEMES: [&str; 6] = ["CH", "EU", "GB", "IM", "LI", "NO"];

impl Country {
    /// Every state, in the alphabetical order of its English name.
    pub const ALL: [Self; 28] = [
        Self::Austria,
        Self::Belgium,
        Self::Bulgaria,
        Self::Croatia,
        Self::Cyprus,
        Self::Czechia,
        Self::Denmark,
        Self::Estonia,
        Self::Finland,
        Self::France,
        Self::Germany,
        Self::Greece,
        Self::Hungary,
        Self::Ireland,
        Self::Italy,
        Self::Latvia,
        Self::Lithuania,
        Self::Luxembourg,
        Self::Malta,
        Self::Netherlands,
        Self::NorthernIreland,
        Self::Poland,
        Self::Portugal,
        Self::Romania,
        Self::Slovakia,
        Self::Slovenia,
        Self::Spain,
        Self::Sweden,
    ];

    /// The two-letter VAT prefix: ISO 3166-1, except `EL` for Greece and `XI` for Northern Ireland.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Austria => "AT",
            Self::Belgium => "BE",
            Self::Bulgaria => "BG",
            Self::Croatia => "HR",
            Self::Cyprus => "CY",
            Self::Czechia => "CZ",
            Self::Denmark => "DK",
            Self::Estonia => "EE",
            Self::Finland => "FI",
            Self::France => "FR",
            Self::Germany => "DE",
            Self::Greece => "EL",
            Self::Hungary => "HU",
            Self::Ireland => "IE",
            Self::Italy => "IT",
            Self::Latvia => "LV",
            Self::Lithuania => "LT",
            Self::Luxembourg => "LU",
            Self::Malta => "MT",
            Self::Netherlands => "NL",
            Self::NorthernIreland => "XI",
            Self::Poland => "PL",
            Self::Portugal => "PT",
            Self::Romania => "RO",
            Self::Slovakia => "SK",
            Self::Slovenia => "SI",
            Self::Spain => "ES",
            Self::Sweden => "SE",
        }
    }

    /// The state of an upper-case prefix; `GR` is read as `EL`.
    ///
    /// # Errors
    /// [`Invalid::Unsupported`] for a scheme outside VIES, else [`Invalid::UnknownCountry`].
    pub fn from_prefix(prefix: &str) -> Result<Self, Invalid> {
        if prefix == "GR" {
            return Ok(Self::Greece);
        }
        if OTHER_SCHEMES.contains(&prefix) {
            return Err(Invalid::Unsupported);
        }
        Self::ALL.into_iter().find(|state| state.code() == prefix).ok_or(Invalid::UnknownCountry)
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
