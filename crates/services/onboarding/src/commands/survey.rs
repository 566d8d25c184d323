//! Counts the steps at which open journeys stand, for whoever watches the platform.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use parvis_chassis::metrics::catalogue::STEPS;
use parvis_chassis::metrics::{Metrics, Seen};
use parvis_outbox::{Database, StoreError};

use super::{TIMER, read_key};
use crate::store;

/// How often they are counted.
const EVERY: Duration = Duration::from_secs(15);
/// How many steps are counted: those that need a look soonest.
const COUNTED: u64 = 5000;
/// How many journeys are read at once.
const AT_ONCE: usize = 200;
/// The states in which somebody is at a step, or will be.
const STATES: [&str; 4] = ["running", "waiting", "retrying", "undoing"];

/// Lets the metrics tell how many steps are in each state.
pub(crate) fn survey(metrics: &Metrics, database: &Database) {
    let database = database.clone();
    metrics.look(EVERY, move || count(database.clone()));
}

/// Each step at which somebody is has a time at which that ends, and so a row of work of its own.
async fn count(database: Database) -> Result<Vec<Seen>, StoreError> {
    let keys = database.scheduled(TIMER, COUNTED).await?;
    let steps: Vec<_> = keys.iter().filter_map(|key| read_key(key)).collect();
    let mut counts: BTreeMap<_, u64> = STATES.iter().map(|state| (*state, 0)).collect();
    for some in steps.chunks(AT_ONCE) {
        let ids: Vec<_> = some.iter().map(|(id, _)| id.to_string()).collect();
        let journeys: HashMap<_, _> =
            store::case::journeys(database.read(), ids).await?.into_iter().collect();
        for (id, step) in some {
            let state = journeys.get(&id.to_string()).map(|found| found.step(step).state);
            if let Some(count) = state.and_then(|state| counts.get_mut(state.as_str())) {
                *count += 1;
            }
        }
    }
    Ok(counts.into_iter().map(|(state, count)| Seen::count(STEPS, count).of(state)).collect())
}
