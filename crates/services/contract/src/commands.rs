//! What the contract service can be asked to do: one file a verb, and what an application offers.

mod cancel;
mod collect;
mod create;
mod generate;
mod offer;
mod order;
mod reserve;
mod write;

pub(crate) use cancel::cancel;
pub(crate) use collect::{COLLECT, collect, signed};
pub(crate) use create::create;
pub(crate) use generate::{GENERATE, generate};
pub(crate) use order::order;
pub(crate) use reserve::reserve;

use parvis_kernel::{ApplicationId, ContractId, Timestamp};
use parvis_outbox::{Outcome, Refusal, StoreError, Tx};

use crate::domain::Contract;
use crate::error::Error;
use crate::store;

/// Reads the two ids that each message carries, and the contract they name, if it exists. What is no
/// id is no command, and nobody commands another application's contract.
async fn named(
    tx: &Tx,
    contract: &str,
    application: &str,
) -> Result<(ContractId, ApplicationId, Option<Contract>), Refusal> {
    let bad = |_| Refusal::Poison("not an id".into());
    let id = ContractId::parse(contract).map_err(bad)?;
    let application = ApplicationId::parse(application).map_err(bad)?;
    let found = store::contract::locked(tx, id).await?;
    if found.as_ref().is_some_and(|contract| contract.application != application) {
        return Err(Refusal::Poison("the contract is another application's".into()));
    }
    Ok((id, application, found))
}

/// How work ends whose outcome was recorded. Where somebody changed the contract since it was looked at,
/// the work begins again at once, by what holds now.
fn ended(recorded: Result<(), Error>, now: Timestamp) -> Result<Outcome, Error> {
    match recorded {
        Ok(()) => Ok(Outcome::Done),
        Err(Error::Store(stale @ StoreError::Stale)) => {
            Ok(Outcome::Again { at: now, why: stale.to_string() })
        }
        Err(error) => Err(error),
    }
}
