//! Replicas come and go while clients go through their journeys: nothing is lost, and nobody sees it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use parvis::apart::Apart;
use tokio::time::sleep;

use super::journeys::tell;
use super::{Row, Setting};
use crate::calls::Caller;
use crate::journey::{self, JOURNEY};
use crate::loops;
use crate::platform::Platform;
use crate::postman::Postman;
use crate::tally::Tally;

const SPAN: Duration = Duration::from_mins(1);
/// Journeys that begin in a second: well below what the platform can do with one replica of each.
const RATE: f64 = 4.0;
/// How long a replica works before the next one comes or goes.
const REST: Duration = Duration::from_millis(500);

const SERVICES: [&str; 6] = ["registry", "onboarding", "vat", "contract", "signature", "mailer"];

pub(super) async fn run(setting: &Setting<'_>) -> Vec<Row> {
    let counts = SERVICES.map(|service| (service, 1, 1));
    let mut platform = Platform::start(setting.backends, &counts).await;
    let (tally, span) = (Tally::default(), setting.options.span(SPAN));
    let postman = Postman::new(&platform.apart.sandbox().http_url);
    let caller = Caller::new(&platform, &tally);
    let over = AtomicBool::new(false);
    let load = async {
        loops::open((RATE, span), |place| journey::go(&caller, &postman, place)).await;
        over.store(true, Ordering::SeqCst);
    };
    let both = async { tokio::join!(load, come_and_go(&mut platform.apart, &over)).1 };
    let changes = tokio::select! {
        changes = both => changes,
        () = postman.deliver() => 0,
    };
    platform.end().await;
    let (journeys, errors) = (tally.count(JOURNEY), tally.errors());
    tell(&tally);
    println!("{journeys} journeys, replicas came or went {changes} times: {errors} errors");
    let row = Row::new("replicas").with("journeys", journeys).with("changes", changes);
    let row = row.with("errors", errors).with("milliseconds", tally.json());
    vec![row.and(errors == 0, tally.failures().join("; "))]
}

/// Each service gets a second replica and loses the first, and the other way round, until the load is over.
async fn come_and_go(apart: &mut Apart, over: &AtomicBool) -> usize {
    let mut changes = 0;
    while !over.load(Ordering::SeqCst) {
        for service in SERVICES {
            for (comes, goes) in [(2, 1), (1, 2)] {
                apart.add(service, comes).await.unwrap();
                sleep(REST).await;
                let status = apart.stop(service, goes).await.unwrap();
                assert!(status.success(), "{service} left something underway");
                sleep(REST).await;
                changes += 2;
            }
        }
    }
    changes
}
