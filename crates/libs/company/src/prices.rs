//! An application's price list.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::fields::Fields;
use crate::{Amount, Fault, Flaw, SubscriptionType, Terms};

/// Monthly prices before tax. Their JSON reads back by [`Prices::parse`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prices {
    /// The currency of every price.
    pub currency: Currency,
    /// The subscription of a shipper.
    pub industriel: Amount,
    /// The subscription of a carrier.
    pub transporteur: Amount,
    /// The subscription of a logistics provider.
    pub logisticien: Amount,
    /// The option of assisted chartering.
    #[serde(rename = "afretIA")]
    pub afret_ia: Amount,
    /// The option of text messages.
    pub sms: Amount,
}

/// A currency by its ISO 4217 code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Currency {
    /// The euro.
    #[default]
    #[serde(rename = "EUR")]
    Eur,
}

impl Prices {
    /// Reads an application's `prices`; all are required, the currency is the euro where absent.
    ///
    /// # Errors
    /// All faults, in the order of the fields.
    pub fn parse(data: &Value) -> Result<Self, Vec<Fault>> {
        Fields::read(data, |fields| {
            let currency = fields.optional("currency", Currency::parse).unwrap_or_default();
            let industriel = fields.required("industriel", Amount::parse);
            let transporteur = fields.required("transporteur", Amount::parse);
            let logisticien = fields.required("logisticien", Amount::parse);
            let afret_ia = fields.required("afretIA", Amount::parse);
            let sms = fields.required("sms", Amount::parse);
            Some(Self {
                currency,
                industriel: industriel?,
                transporteur: transporteur?,
                logisticien: logisticien?,
                afret_ia: afret_ia?,
                sms: sms?,
            })
        })
    }

    /// The monthly price of a subscription without options.
    pub const fn subscription(&self, kind: SubscriptionType) -> Amount {
        match kind {
            SubscriptionType::Industriel => self.industriel,
            SubscriptionType::Transporteur => self.transporteur,
            SubscriptionType::Logisticien => self.logisticien,
        }
    }

    /// The monthly price of a subscription with its options.
    pub fn monthly(&self, terms: &Terms) -> Amount {
        let afret_ia = terms.options.afret_ia.then_some(self.afret_ia);
        let sms = terms.options.sms.then_some(self.sms);
        let subscription = self.subscription(terms.subscription_type);
        [Some(subscription), afret_ia, sms].into_iter().flatten().sum()
    }
}

impl Default for Prices {
    /// The list price of an application that gave none.
    fn default() -> Self {
        Self {
            currency: Currency::Eur,
            industriel: Amount::from_cents(49_000),
            transporteur: Amount::from_cents(29_000),
            logisticien: Amount::from_cents(39_000),
            afret_ia: Amount::from_cents(9_000),
            sms: Amount::from_cents(2_000),
        }
    }
}

impl Currency {
    /// The ISO 4217 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Eur => "EUR",
        }
    }

    fn parse(raw: &str) -> Result<Self, Flaw> {
        if raw == Self::Eur.code() { Ok(Self::Eur) } else { Err(Flaw::Choice("EUR")) }
    }
}
