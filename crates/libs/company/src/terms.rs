//! What is subscribed to, and for how long.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::fields::Fields;
use crate::{Fault, Flaw};

/// The commercial terms of a contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Terms {
    /// The trade that the subscription is made for.
    pub subscription_type: SubscriptionType,
    /// The initial duration in months, 1 to 120.
    pub duration_months: u32,
    /// The options subscribed with it.
    pub options: Options,
}

/// The trade that a subscription is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SubscriptionType {
    /// A shipper who makes goods.
    Industriel,
    /// A carrier.
    Transporteur,
    /// A logistics provider.
    Logisticien,
}

/// What can be added to a subscription.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Options {
    /// Assisted chartering.
    #[serde(rename = "afretIA")]
    pub afret_ia: bool,
    /// Notices by text message.
    pub sms: bool,
}

impl Terms {
    /// Reads `subscriptionType`, `duration` (a string of months) and `options` of a request.
    ///
    /// # Errors
    /// All faults, in the order of the fields.
    pub fn parse(body: &Value) -> Result<Self, Vec<Fault>> {
        Fields::read(body, Self::read)
    }

    pub(crate) fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let subscription_type = fields.required("subscriptionType", SubscriptionType::parse);
        let duration_months = fields.required("duration", months);
        let options = Options::read(fields);
        Some(Self {
            subscription_type: subscription_type?,
            duration_months: duration_months?,
            options: options?,
        })
    }
}

impl SubscriptionType {
    /// Every type.
    pub const ALL: [Self; 3] = [Self::Industriel, Self::Transporteur, Self::Logisticien];

    /// The name on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Industriel => "industriel",
            Self::Transporteur => "transporteur",
            Self::Logisticien => "logisticien",
        }
    }

    /// Reads the name on the wire.
    ///
    /// # Errors
    /// [`Flaw::Choice`] for any other text.
    pub fn parse(raw: &str) -> Result<Self, Flaw> {
        let found = Self::ALL.into_iter().find(|kind| kind.code() == raw);
        found.ok_or(Flaw::Choice("industriel, transporteur, logisticien"))
    }
}

impl Options {
    /// Reads `options`; absent means none.
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        if !fields.has("options") {
            return Some(Self::default());
        }
        fields.object("options", |options| {
            let afret_ia = options.switch("afretIA");
            let sms = options.switch("sms");
            Some(Self { afret_ia: afret_ia?, sms: sms? })
        })
    }
}

fn months(raw: &str) -> Result<u32, Flaw> {
    let digits = raw.bytes().all(|b| b.is_ascii_digit());
    let months = raw.parse().ok().filter(|months| digits && (1..=120).contains(months));
    months.ok_or(Flaw::Months)
}
