//! What the contract service hears.

use parvis_events::contract::v1::{CancelContract, GenerateContract, ReserveContract};
use parvis_events::signature::v1::SignatureCompleted;
use parvis_outbox::Subscriptions;

use crate::{Contracts, commands};

/// Three commands, and the fact that somebody signed.
pub(crate) fn subscriptions() -> Subscriptions<Contracts> {
    Subscriptions::default()
        .on::<ReserveContract>(|_, tx, heard| Box::pin(commands::reserve(tx, heard.message)))
        .on::<GenerateContract>(|_, tx, heard| Box::pin(commands::order(tx, heard.message)))
        .on::<CancelContract>(|_, tx, heard| Box::pin(commands::cancel(tx, heard.message)))
        .on::<SignatureCompleted>(|_, tx, heard| Box::pin(commands::signed(tx, heard.message)))
}
