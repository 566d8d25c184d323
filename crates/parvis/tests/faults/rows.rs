//! The rows of the table of faults.

mod broker;
mod database;
mod deaths;
mod deliveries;
mod poison;
mod relays;
mod restarts;
mod retries;
mod writers;

use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use crate::client::Clients;
use crate::report::Row;
use crate::stack::Form::{Distributed, Embedded};
use crate::stack::Stack;
use crate::suite::{Entry, Setting};

/// How a row is run.
pub(crate) type Run = for<'a> fn(&'a Setting<'a>) -> LocalBoxFuture<'a, Row>;

/// Clients that order at the same time.
const CLIENTS: usize = 4;

/// Every row, on every stack that it applies to.
pub(crate) const ROWS: [Entry; 21] = [
    ("F1", Embedded, |s| deaths::of_the_relay(s).boxed_local()),
    ("F1", Distributed, |s| deaths::of_the_relay(s).boxed_local()),
    ("F2", Embedded, |s| deaths::at_named_points(s).boxed_local()),
    ("F2", Distributed, |s| deaths::at_named_points(s).boxed_local()),
    ("F3", Distributed, |s| deaths::of_each_process(s).boxed_local()),
    ("F4", Distributed, |s| broker::stopped(s).boxed_local()),
    ("F5", Distributed, |s| broker::killed(s).boxed_local()),
    ("F6", Distributed, |s| broker::closes_every_connection(s).boxed_local()),
    ("F7", Distributed, |s| broker::short_of_memory(s).boxed_local()),
    ("F8", Distributed, |s| broker::closes_channels(s).boxed_local()),
    ("F9", Distributed, |s| broker::forgets_bindings(s).boxed_local()),
    ("F10", Distributed, |s| database::stopped(s).boxed_local()),
    ("F12", Distributed, |s| deliveries::tripled_and_shuffled(s).boxed_local()),
    ("F13", Distributed, |s| relays::three_at_once(s).boxed_local()),
    ("F14", Distributed, |s| poison::among_others(s).boxed_local()),
    ("F15", Embedded, |s| restarts::in_order(s).boxed_local()),
    ("F15", Distributed, |s| restarts::in_order(s).boxed_local()),
    ("F19", Embedded, |s| retries::with_one_key(s).boxed_local()),
    ("F19", Distributed, |s| retries::with_one_key(s).boxed_local()),
    ("F22", Embedded, |s| writers::eight_at_once(s).boxed_local()),
    ("F22", Distributed, |s| writers::eight_at_once(s).boxed_local()),
];

/// Lets clients order while `fault` is at work, and for a moment before and after.
async fn while_clients_order<T>(
    stack: &mut Stack,
    fault: impl AsyncFnOnce(&mut Stack, &Clients) -> T,
) -> (Clients, T) {
    let clients = Clients::new(&stack.gateway, &stack.master_key);
    let faults = async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        let outcome = fault(stack, &clients).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
        clients.stop();
        outcome
    };
    let (outcome, ()) = tokio::join!(faults, clients.order(CLIENTS));
    (clients, outcome)
}

/// Counts, ends the platform, and makes the row of it.
async fn counted(name: &'static str, runs: usize, stack: Stack, clients: &Clients) -> Row {
    let counts = stack.databases.count(stack.form.name(), &clients.ledger()).await;
    stack.end().await;
    Row::of(name, runs, counts, 0)
}
