//! The application's own VAT number, as the service that knows the applications has it.

use std::time::Duration;

use moka::future::Cache;
use parvis_chassis::Peers;
use parvis_kernel::ApplicationId;
use parvis_vatid::VatNumber;
use serde::Deserialize;

/// How long a number is at hand, so that a change is seen soon.
const AT_HAND_FOR: Duration = Duration::from_secs(2);
/// How long the owner may take; without its answer VIES is asked in nobody's name.
const PATIENCE: Duration = Duration::from_secs(1);
const AT_HAND: u64 = 10_000;

/// The applications, seen from here.
pub(crate) struct Applications {
    peers: Peers,
    owner: String,
    numbers: Cache<ApplicationId, Option<VatNumber>>,
}

#[derive(Deserialize)]
struct Known {
    provider: Option<Provider>,
}

#[derive(Deserialize)]
struct Provider {
    #[serde(rename = "vatNumber")]
    vat_number: Option<String>,
}

impl Applications {
    /// Asks the service `owner`; nobody when it is empty.
    pub(crate) fn new(peers: Peers, owner: &str) -> Self {
        let numbers = Cache::builder().max_capacity(AT_HAND).time_to_live(AT_HAND_FOR).build();
        Self { peers, owner: owner.to_owned(), numbers }
    }

    /// The number under which an application asks VIES; none when it has none, or it is not known now.
    pub(crate) async fn vat_number(&self, application: ApplicationId) -> Option<VatNumber> {
        if self.owner.is_empty() {
            return None;
        }
        self.numbers.get_with(application, self.fetch(application)).await
    }

    async fn fetch(&self, application: ApplicationId) -> Option<VatNumber> {
        let path = format!("/internal/applications/{application}");
        let call = self.peers.json::<Known>(&self.owner, &path);
        let known = match tokio::time::timeout(PATIENCE, call).await {
            Ok(Ok(known)) => known,
            Ok(Err(error)) => {
                tracing::warn!(%application, %error, "the requester is not known: no proof");
                return None;
            }
            Err(_) => {
                tracing::warn!(%application, "the requester is not known in time: no proof");
                return None;
            }
        };
        VatNumber::parse(&known.provider?.vat_number?).ok()
    }
}
