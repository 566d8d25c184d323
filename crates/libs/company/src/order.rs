//! Everything that a contract is made from, on the client's side.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::fields::Fields;
use crate::{Company, Fault, Flaw, Representative, Terms};

/// What a client orders: the body of `create-contract`, and the greater part of that of `submit`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    /// Who orders.
    pub company: Company,
    /// What is ordered.
    pub terms: Terms,
    /// Who signs.
    pub representative: Representative,
    /// How it is paid.
    pub payment_method: PaymentMethod,
}

/// How the subscription is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentMethod {
    /// By card.
    Card,
    /// By SEPA direct debit.
    SepaDebit,
    /// By bank transfer.
    Transfer,
}

impl Order {
    /// Reads a request body; members that belong to nothing here are ignored.
    ///
    /// # Errors
    /// All faults, in the order of the fields.
    pub fn parse(body: &Value) -> Result<Self, Vec<Fault>> {
        Fields::read(body, |fields| {
            let company = fields.object("companyData", Company::read);
            let terms = Terms::read(fields);
            let representative = fields.required("representative", Representative::parse);
            let payment_method = fields.required("paymentMethod", PaymentMethod::parse);
            Some(Self {
                company: company?,
                terms: terms?,
                representative: representative?,
                payment_method: payment_method?,
            })
        })
    }
}

impl PaymentMethod {
    /// Every method.
    pub const ALL: [Self; 3] = [Self::Card, Self::SepaDebit, Self::Transfer];

    /// The name on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::SepaDebit => "sepa_debit",
            Self::Transfer => "transfer",
        }
    }

    /// Reads the name on the wire.
    ///
    /// # Errors
    /// [`Flaw::Choice`] for any other text.
    pub fn parse(raw: &str) -> Result<Self, Flaw> {
        let found = Self::ALL.into_iter().find(|method| method.code() == raw);
        found.ok_or(Flaw::Choice("card, sepa_debit, transfer"))
    }
}
