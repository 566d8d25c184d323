//! The company that asks for a contract.

use parvis_vatid::{Siret, VatNumber};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::fields::Fields;
use crate::{Address, Amount, Fault, Flaw, canonical, text};

/// A company as its own representative describes it; nothing here has been verified by a register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Company {
    /// The registered name, at most 200 characters.
    pub company_name: String,
    /// The legal form, such as `SAS`, at most 200 characters.
    pub legal_form: String,
    /// The share capital in euros; 0 where there is none.
    pub capital: Amount,
    /// The registered office.
    pub company_address: Address,
    /// The place of business; always there for a French company, and of the same SIREN.
    #[serde(default, with = "canonical::option")]
    pub siret: Option<Siret>,
    /// The VAT number; its check digit may be in doubt.
    #[serde(with = "canonical")]
    pub vat_number: VatNumber,
}

impl Company {
    /// Reads the `companyData` of a request, given as the root.
    ///
    /// # Errors
    /// All faults, in the order of the fields.
    pub fn parse(data: &Value) -> Result<Self, Vec<Fault>> {
        Fields::read(data, Self::read)
    }

    pub(crate) fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let company_name = fields.required("companyName", text::name);
        let legal_form = fields.required("legalForm", text::name);
        let capital = fields.required("capital", Amount::parse);
        let company_address = fields.required("companyAddress", Address::parse);
        let vat_number = fields.required("vatNumber", vat_number);
        let siret = siret(fields, vat_number.as_ref());
        Some(Self {
            company_name: company_name?,
            legal_form: legal_form?,
            capital: capital?,
            company_address: company_address?,
            siret,
            vat_number: vat_number?,
        })
    }
}

/// Reads a VAT number.
pub(crate) fn vat_number(raw: &str) -> Result<VatNumber, Flaw> {
    VatNumber::parse(raw).map_err(Flaw::Number)
}

/// Reads the SIRET, which a company with a SIREN must have.
fn siret(fields: &mut Fields<'_>, vat_number: Option<&VatNumber>) -> Option<Siret> {
    let parse = |raw: &str| Siret::parse(raw).map_err(Flaw::Number);
    let Some(holder) = vat_number.and_then(VatNumber::siren) else {
        return fields.optional("siret", parse);
    };
    fields.required("siret", |raw| match parse(raw)? {
        siret if siret.siren() == holder => Ok(siret),
        _ => Err(Flaw::Mismatch),
    })
}
