//! What the contract service can be asked to do: one file a verb.

mod cancel;
mod collect;
mod create;
mod generate;
mod model;
mod order;
mod reserve;

pub(crate) use cancel::cancel;
pub(crate) use collect::{COLLECT, collect, signed};
pub(crate) use create::create;
pub(crate) use generate::{GENERATE, generate};
pub(crate) use order::order;
pub(crate) use reserve::reserve;

use parvis_kernel::{ApplicationId, ContractId};
use parvis_outbox::Refusal;

/// Reads the two ids that each command carries; what is no id is no command.
fn ids(contract: &str, application: &str) -> Result<(ContractId, ApplicationId), Refusal> {
    let bad = |_| Refusal::Poison("not an id".into());
    let application = ApplicationId::parse(application).map_err(bad)?;
    Ok((ContractId::parse(contract).map_err(bad)?, application))
}
