//! F13: several relays of one service, of which the active one dies again and again.

use std::time::{Duration, Instant};

use super::while_clients_order;
use crate::report::Row;
use crate::stack::{Setup, Stack};
use crate::suite::Setting;
use crate::witness::Witness;

const REPLICAS: usize = 3;
/// How long all three live before the first one dies: meanwhile one of them hands over, and nothing comes twice.
const CALM: Duration = Duration::from_secs(2);
/// How long the others may take to notice.
const TAKEOVER: Duration = Duration::from_secs(10);
/// The most messages of one round: what the dead one handed over and had not marked travels twice.
const BATCH: usize = 100;

/// F13: three relays at once, and the active one is killed.
pub(super) async fn three_at_once(setting: &Setting<'_>) -> Row {
    let runs = setting.times(3, 50);
    let mut stack = setting.stack(Setup::default().replicas("onboarding", REPLICAS)).await;
    let broker = setting.backends().broker(&stack.vhost);
    let witness = Witness::listen(&broker, 0, setting.chance()).await;
    let (clients, (early, slowest)) = while_clients_order(&mut stack, async |stack, _| {
        tokio::time::sleep(CALM).await;
        let (early, mut slowest) = (witness.copies(), Duration::ZERO);
        for run in 0..runs {
            // Whichever relays: all three die in turn.
            let number = run % REPLICAS + 1;
            let fence = fence(stack).await;
            stack.kill("onboarding", number).await;
            slowest = slowest.max(until_relayed(stack, fence).await);
            stack.start_again("onboarding", number).await;
        }
        (early, slowest)
    })
    .await;
    let counts = stack.databases.count(stack.form.name(), &clients.ledger()).await;
    let copies = witness.copies();
    stack.end().await;
    Row::of("F13", runs, counts, 0)
        .and(early == 0, format!("{early} messages travelled twice while none had died"))
        .and(slowest < TAKEOVER, format!("the others took over after {slowest:?}"))
        .and(copies <= runs * BATCH, format!("{copies} messages travelled twice"))
}

/// The number of the lease: it grows when another relay becomes the active one.
async fn fence(stack: &Stack) -> i64 {
    stack.databases.numbers("onboarding", "SELECT fence FROM relay_lease").await[0]
}

/// How long it takes until everything that waits was handed over, or another relay is active.
async fn until_relayed(stack: &Stack, before: i64) -> Duration {
    let start = Instant::now();
    let waiting = "SELECT count(*) FROM outbox WHERE published_at IS NULL";
    while start.elapsed() < TAKEOVER * 2 {
        let moved = fence(stack).await > before;
        if moved || stack.databases.numbers("onboarding", waiting).await == [0] {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    start.elapsed()
}
