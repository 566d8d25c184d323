//! F12: every message comes three times, and aggregates overtake each other.

use std::time::Duration;

use super::while_clients_order;
use crate::report::Row;
use crate::stack::Setup;
use crate::suite::Setting;
use crate::witness::Witness;

/// F12: each message is delivered three times and shuffled with those about other aggregates.
pub(super) async fn tripled_and_shuffled(setting: &Setting<'_>) -> Row {
    let seconds = setting.times(4, 60);
    let mut stack = setting.stack(Setup::default()).await;
    let broker = setting.backends().broker(&stack.vhost);
    let witness = Witness::listen(&broker, 2, setting.chance()).await;
    let (clients, ()) = while_clients_order(&mut stack, async |_, _| {
        tokio::time::sleep(Duration::from_secs(seconds as u64)).await;
    })
    .await;
    let counts = stack.databases.count(stack.form.name(), &clients.ledger()).await;
    let copies = witness.copies();
    stack.end().await;
    // A copy is dropped by its id, whether its message was handled before or after it came.
    Row::of("F12", copies, counts, 0).and(copies > 0, "nothing came twice")
}
