//! The other party of the contract: the company that sells.

use parvis_vatid::VatNumber;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::company::vat_number;
use crate::fields::Fields;
use crate::{Address, Amount, Fault, Representative, canonical, text};

/// The provider's data as an application gave them. Its JSON reads back by [`Provider::parse`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Provider {
    /// The registered name, at most 200 characters.
    pub legal_name: String,
    /// The legal form, such as `SAS`, at most 200 characters.
    pub legal_form: String,
    /// The share capital in euros.
    pub capital: Amount,
    /// The entry in the trade register, such as `RCS Paris 552 081 317`, at most 200 characters.
    pub registration: String,
    /// The registered office.
    pub address: Address,
    /// The VAT number; its check digit may be in doubt.
    #[serde(with = "canonical")]
    pub vat_number: VatNumber,
    /// Who signs for the provider.
    pub signatory: Representative,
}

impl Provider {
    /// Reads an application's `provider`; every field is required.
    ///
    /// # Errors
    /// All faults, in the order of the fields.
    pub fn parse(data: &Value) -> Result<Self, Vec<Fault>> {
        Fields::read(data, |fields| {
            let legal_name = fields.required("legalName", text::name);
            let legal_form = fields.required("legalForm", text::name);
            let capital = fields.required("capital", Amount::parse);
            let registration = fields.required("registration", text::name);
            let address = fields.required("address", Address::parse);
            let vat_number = fields.required("vatNumber", vat_number);
            let signatory = fields.required("signatory", Representative::parse);
            Some(Self {
                legal_name: legal_name?,
                legal_form: legal_form?,
                capital: capital?,
                registration: registration?,
                address: address?,
                vat_number: vat_number?,
                signatory: signatory?,
            })
        })
    }
}
