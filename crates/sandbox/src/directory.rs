//! The companies that the sandbox's registers know, read from `assets/companies.json`.
//!
//! Two separate lists, as in life: a company that has ended stays in Sirene and leaves VIES. Apart from one real public
//! example every company is invented, and its name says so; check digits are right.

use serde::Deserialize;

/// What the registers know.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Directory {
    vat: Vec<VatEntry>,
    units: Vec<Unit>,
}

/// A VAT number that VIES finds valid; `---` stands for what a member state does not disclose.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct VatEntry {
    country: String,
    number: String,
    pub(crate) name: String,
    pub(crate) address: String,
}

/// A legal unit of Sirene with its only establishment, the head office.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Unit {
    pub(crate) siren: String,
    pub(crate) nic: String,
    pub(crate) status: UnitStatus,
    pub(crate) ended_on: Option<String>,
    pub(crate) diffusion: Diffusion,
    pub(crate) name: Option<String>,
    pub(crate) legal_form: String,
    pub(crate) category: String,
    pub(crate) activity: String,
    pub(crate) staff_band: String,
    pub(crate) created_on: String,
    pub(crate) street: Street,
    pub(crate) postcode: String,
    pub(crate) commune: String,
    pub(crate) commune_code: String,
}

/// Whether a legal unit lives (`A`) or has ceased (`C`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(crate) enum UnitStatus {
    #[serde(rename = "A")]
    Active,
    #[serde(rename = "C")]
    Ceased,
}

/// Whether a unit's data may be shown (`O`) or its name and street are masked (`P`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(crate) enum Diffusion {
    #[serde(rename = "O")]
    Open,
    #[serde(rename = "P")]
    Partial,
}

/// The street line of an address, in INSEE's three parts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Street {
    pub(crate) number: String,
    pub(crate) kind: String,
    pub(crate) name: String,
}

impl Directory {
    /// Reads the data file compiled into the sandbox.
    pub(crate) fn load() -> serde_json::Result<Self> {
        serde_json::from_str(include_str!("../assets/companies.json"))
    }

    pub(crate) fn vat(&self, country: &str, number: &str) -> Option<&VatEntry> {
        self.vat.iter().find(|entry| entry.country == country && entry.number == number)
    }

    pub(crate) fn unit(&self, siren: &str) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.siren == siren)
    }

    pub(crate) fn establishment(&self, siret: &str) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.siret() == siret)
    }
}

impl Unit {
    pub(crate) fn siret(&self) -> String {
        format!("{}{}", self.siren, self.nic)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes_luhn(digits: &str) -> bool {
        let sum: u32 = digits
            .bytes()
            .rev()
            .enumerate()
            .map(|(place, digit)| {
                let value = u32::from(digit - b'0') * if place % 2 == 1 { 2 } else { 1 };
                value / 10 + value % 10
            })
            .sum();
        sum.is_multiple_of(10)
    }

    #[test]
    fn every_french_number_has_right_check_digits() {
        let directory = Directory::load().unwrap();
        for unit in &directory.units {
            assert!(passes_luhn(&unit.siren), "{}", unit.siren);
            assert!(passes_luhn(&unit.siret()), "{}", unit.siret());
        }
        for entry in directory.vat.iter().filter(|entry| entry.country == "FR") {
            let (key, siren) = entry.number.split_at(2);
            let expected = (12 + 3 * (siren.parse::<u64>().unwrap() % 97)) % 97;
            assert_eq!(key, format!("{expected:02}"));
            assert!(directory.unit(siren).is_some(), "{siren} is in Sirene too");
        }
    }

    #[test]
    fn an_ended_company_is_in_sirene_and_not_in_vies() {
        let directory = Directory::load().unwrap();
        let ended = directory.units.iter().find(|unit| unit.status == UnitStatus::Ceased).unwrap();
        assert!(ended.ended_on.is_some());
        assert!(!directory.vat.iter().any(|entry| entry.number.ends_with(&ended.siren)));
    }
}
