//! F1 to F3: processes die at any time and at named points.

use std::time::{Duration, Instant};

use rand::Rng as _;

use super::{counted, while_clients_order};
use crate::report::Row;
use crate::stack::{Form, Setup};
use crate::suite::Setting;

/// How long a process that was started again may take to be ready.
const RECOVERY: Duration = Duration::from_secs(30);
/// How long a process may take to come to the point where it dies, and how often it is looked at: on a busy
/// machine its orders come slowly, and whoever dies unseen is never started again.
const DEATH: Duration = Duration::from_secs(30);
const LOOK: Duration = Duration::from_millis(100);
/// Points that a message or a piece of work passes on its way through a service.
const POINTS: [&str; 5] =
    ["before-commit", "after-commit", "after-publish", "before-inbox-commit", "after-work"];
const PARTS: [&str; 7] =
    ["onboarding", "vat", "contract", "signature", "mailer", "registry", "gateway"];

/// F1: the process that relays is killed at random times.
pub(super) async fn of_the_relay(setting: &Setting<'_>) -> Row {
    let (runs, mut chance) = (setting.times(4, 100), setting.chance());
    let mut stack = setting.stack(Setup::default()).await;
    let (clients, ()) = while_clients_order(&mut stack, async |stack, _| {
        for _ in 0..runs {
            tokio::time::sleep(Duration::from_millis(chance.gen_range(50..900))).await;
            stack.kill("onboarding", 1).await;
            stack.start_again("onboarding", 1).await;
        }
    })
    .await;
    counted("F1", runs, stack, &clients).await
}

/// F2: every service dies at every named point.
pub(super) async fn at_named_points(setting: &Setting<'_>) -> Row {
    let services = &PARTS[..5];
    let points = services.iter().flat_map(|service| POINTS.map(|point| (*service, point)));
    let points: Vec<_> = points.collect();
    let runs = setting.times(6, points.len() * 4);
    let step = (points.len() / runs.min(points.len())).max(1);
    let mut rows = Vec::new();
    for run in 0..runs {
        let (service, point) = points[(run * step + run / points.len()) % points.len()];
        let failpoint = format!("{service}:{point}:{}", run % 3 + 6);
        rows.push(dies_at(setting, &failpoint).await);
        if rows.iter().any(|row| !row.ok) {
            break;
        }
    }
    merged("F2", &rows)
}

async fn dies_at(setting: &Setting<'_>, failpoint: &str) -> Row {
    let setup = Setup::default().with("PARVIS_FAILPOINT", failpoint);
    let mut stack = setting.stack(setup).await;
    let (clients, died) = while_clients_order(&mut stack, async |stack, _| {
        let end = Instant::now() + DEATH;
        while stack.died == 0 && Instant::now() < end {
            tokio::time::sleep(LOOK).await;
            stack.revive();
        }
        stack.died
    })
    .await;
    let row = counted("F2", 1, stack, &clients).await;
    row.and(died == 1, format!("{failpoint} was passed by {died} processes"))
}

/// F3: each process is killed in turn.
pub(super) async fn of_each_process(setting: &Setting<'_>) -> Row {
    debug_assert_eq!(setting.form, Form::Distributed);
    let rounds = setting.times(1, 20);
    let mut stack = setting.stack(Setup::default()).await;
    let (clients, slowest) = while_clients_order(&mut stack, async |stack, _| {
        let mut slowest = Duration::ZERO;
        for _ in 0..rounds {
            for part in PARTS {
                stack.kill(part, 1).await;
                tokio::time::sleep(Duration::from_millis(200)).await;
                slowest = slowest.max(stack.start_again(part, 1).await);
            }
        }
        slowest
    })
    .await;
    let row = counted("F3", rounds * PARTS.len(), stack, &clients).await;
    row.and(slowest < RECOVERY, format!("a process took {slowest:?} to be ready again"))
}

/// One row of several platforms that were hurt in the same way.
fn merged(name: &'static str, rows: &[Row]) -> Row {
    let sum = |count: fn(&Row) -> usize| rows.iter().map(count).sum();
    Row {
        name,
        stack: rows[0].stack,
        runs: sum(|row| row.runs),
        accepted: sum(|row| row.accepted),
        lost: sum(|row| row.lost),
        doubled: sum(|row| row.doubled),
        out_of_order: sum(|row| row.out_of_order),
        parked: sum(|row| row.parked),
        ok: rows.iter().all(|row| row.ok),
        broken: rows.iter().flat_map(|row| row.broken.clone()).collect(),
    }
}
