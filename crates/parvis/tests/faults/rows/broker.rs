//! F4 to F9: the broker stops, dies, forgets, and closes what it likes.

use std::time::{Duration, Instant};

use lapin::types::FieldTable;
use lapin::{Connection, ConnectionProperties};
use parvis_events::{CATALOGUE, Kind};
use parvis_kernel::Secret;

use super::{counted, while_clients_order};
use crate::client::Clients;
use crate::report::Row;
use crate::stack::{Setup, Stack};
use crate::suite::Setting;

/// What an outage may cost beyond its own length.
const STALL: Duration = Duration::from_secs(10);
/// How long a consumer may be deaf after its channel was closed.
const DEAF: Duration = Duration::from_secs(10);

/// F4: the broker's application stops and starts.
pub(super) async fn stopped(setting: &Setting<'_>) -> Row {
    let (runs, seconds) = (setting.times(1, 20), setting.times(3, 10));
    outage(setting, "F4", runs, async |_| {
        setting.backends().ctl(&["stop_app"]);
        tokio::time::sleep(Duration::from_secs(seconds as u64)).await;
        setting.backends().ctl(&["start_app"]);
    })
    .await
}

/// F5: the broker is killed and starts again.
pub(super) async fn killed(setting: &Setting<'_>) -> Row {
    outage(setting, "F5", setting.times(1, 20), async |_| {
        setting.backends().kill("rabbitmq");
        tokio::time::sleep(Duration::from_secs(1)).await;
        setting.backends().start("rabbitmq");
    })
    .await
}

/// F6: the broker closes every connection again and again.
pub(super) async fn closes_every_connection(setting: &Setting<'_>) -> Row {
    outage(setting, "F6", setting.times(4, 50), async |stack| {
        setting.backends().ctl(&["close_all_connections", "-p", &stack.vhost, "fault"]);
        tokio::time::sleep(Duration::from_secs(2)).await;
    })
    .await
}

/// F7: the broker takes no messages; the platform goes on accepting.
pub(super) async fn short_of_memory(setting: &Setting<'_>) -> Row {
    let (runs, seconds) = (setting.times(1, 5), setting.times(6, 30));
    let mut stack = setting.stack(Setup::default()).await;
    let (clients, accepted_meanwhile) = while_clients_order(&mut stack, async |_, clients| {
        let mut fewest = usize::MAX;
        for _ in 0..runs {
            setting.backends().alarm(true);
            let before = clients.ledger().len();
            tokio::time::sleep(Duration::from_secs(seconds as u64)).await;
            fewest = fewest.min(clients.ledger().len() - before);
            setting.backends().alarm(false);
        }
        fewest
    })
    .await;
    let row = counted("F7", runs, stack, &clients).await;
    row.and(accepted_meanwhile > 0, "nothing was accepted while the broker was short of memory")
}

/// F8: the broker closes the channels of every consumer, whose connections live on.
pub(super) async fn closes_channels(setting: &Setting<'_>) -> Row {
    let runs = setting.times(2, 20);
    let mut stack = setting.stack(Setup::default()).await;
    let (clients, deafest) = while_clients_order(&mut stack, async |stack, clients| {
        let mut deafest = Duration::ZERO;
        for _ in 0..runs {
            setting.backends().ctl(&["eval", &close_channels_of(&stack.vhost)]);
            deafest = deafest.max(until_one_more_is_carried_out(stack, clients).await);
        }
        deafest
    })
    .await;
    let row = counted("F8", runs, stack, &clients).await;
    row.and(deafest < DEAF, format!("deaf for {deafest:?}"))
}

/// F9: bindings are deleted while commands go over them; they come back, and are not taken for delivered.
pub(super) async fn forgets_bindings(setting: &Setting<'_>) -> Row {
    outage(setting, "F9", setting.times(2, 10), async |stack| {
        // A service that is away binds nothing anew: meanwhile commands to it go nowhere.
        stack.kill("contract", 1).await;
        unbind_commands(&setting.backends().broker(&stack.vhost), "contract").await;
        tokio::time::sleep(Duration::from_secs(2)).await;
        stack.start_again("contract", 1).await;
    })
    .await
}

/// Makes a fault `runs` times; afterwards everything must go on within `STALL`.
async fn outage(
    setting: &Setting<'_>,
    name: &'static str,
    runs: usize,
    fault: impl AsyncFn(&mut Stack),
) -> Row {
    let mut stack = setting.stack(Setup::default()).await;
    let (clients, longest) = while_clients_order(&mut stack, async |stack, clients| {
        let mut longest = Duration::ZERO;
        for _ in 0..runs {
            fault(stack).await;
            longest = longest.max(until_one_more_is_carried_out(stack, clients).await);
        }
        longest
    })
    .await;
    let row = counted(name, runs, stack, &clients).await;
    row.and(longest < STALL, format!("nothing was carried out for {longest:?} afterwards"))
}

/// How long it takes until something that is ordered from now on is carried out.
async fn until_one_more_is_carried_out(stack: &Stack, clients: &Clients) -> Duration {
    let start = Instant::now();
    let before = clients.ledger().len();
    while start.elapsed() < STALL * 3 {
        let fresh: Vec<_> = clients.ledger().split_off(before.min(clients.ledger().len()));
        let carried_out = stack.databases.carried_out().await;
        if fresh.iter().any(|accepted| carried_out.contains(&accepted.uuid)) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    start.elapsed()
}

/// Deletes the bindings over which a service's queue gets its commands.
async fn unbind_commands(broker: &Secret, service: &str) {
    let connection = Connection::connect(broker.reveal(), ConnectionProperties::default()).await;
    let connection = connection.unwrap();
    let channel = connection.create_channel().await.unwrap();
    let commands = CATALOGUE
        .iter()
        .filter(|entry| entry.kind == Kind::Command && entry.heard_by.contains(&service));
    for command in commands {
        let (queue, none) = (format!("parvis.{service}.v1"), FieldTable::default());
        let (exchange, key) = ("parvis.commands".into(), command.name.into());
        channel.queue_unbind(queue.into(), exchange, key, none).await.unwrap();
    }
    connection.close(200, "done".into()).await.unwrap();
}

/// An Erlang expression that lets each channel of a virtual host that has consumers acknowledge what was
/// never delivered: the broker closes the channel (406), and the connection lives on.
fn close_channels_of(vhost: &str) -> String {
    format!(
        "[rabbit_channel:do(P, {{'basic.ack', 999999999, false}}) || \
         [{{pid, P}}, {{vhost, <<\"{vhost}\">>}}, {{consumer_count, N}}] <- \
         rabbit_channel:info_all([pid, vhost, consumer_count]), N > 0]."
    )
}
