//! Transactions that cannot forget their messages.
//!
//! A service writes only through [`Tx`]: a change and its messages in one database transaction. The
//! relay then hands the messages to the bus; a hearer stores first and works from its inbox; work
//! for oneself is a leased row. The promise: at least once on the wire, once in effect, in order
//! per aggregate.

mod consumer;
mod correlation;
mod database;
mod depths;
mod failpoint;
mod forget;
mod history;
mod inbox;
mod message;
mod migrations;
mod neighbours;
mod parked;
mod printable;
mod relay;
mod row;
mod store;
mod subscriptions;
pub mod trace;
mod tx;
mod unread;
mod wake;
mod work;
mod worker;

pub use consumer::consume;
pub use correlation::correlation;
pub use database::{Database, Options, StoreError};
pub use depths::{COUNTED, Connections, Depths, Pile};
pub use forget::{Kept, forget};
pub use history::{Fact, Wanted, facts};
pub use inbox::Inbox;
pub use message::{Message, Publish};
pub use migrations::migrations;
pub use neighbours::wake_neighbours;
pub use parked::{Audited, Outcome as ParkedOutcome, Parked, ParkingLot, Shown, Tally, Which};
pub use relay::relay;
pub use row::save;
pub use subscriptions::{Heard, Refusal, Subscriptions};
pub use tx::{Persist, Tx};
pub use work::{Job, Outcome};
pub use worker::{WorkTable, work};
