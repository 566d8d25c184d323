//! What an operator asks of any service: its parked messages, and the facts it said of late.
//!
//! Only the identity `operator` passes, and each request names who uses it (`as=NAME` in the query).

mod events;
mod parked;

use actix_web::web::{self, get, post, resource};

pub use events::Events;
pub use parked::{AuditPage, DiscardOrder, ParkedPage, ReplayOrder};

/// How much of a list is told when nobody says, and at most.
const SOME: u64 = 50;
const MOST: u64 = 500;

/// The routes that every service has for its operators.
pub(crate) fn routes(config: &mut web::ServiceConfig) {
    config
        .service(resource("/internal/parked").route(get().to(parked::list)))
        .service(resource("/internal/parked/replay").route(post().to(parked::replay)))
        .service(resource("/internal/parked/discard").route(post().to(parked::discard)))
        .service(resource("/internal/parked/audit").route(get().to(parked::audit)))
        .service(resource("/internal/parked/{id}").route(get().to(parked::show)))
        .service(resource("/internal/events").route(get().to(events::list)));
}

/// How much of a list is told to one who asks for `limit`.
fn bounded(limit: Option<u64>) -> u64 {
    limit.unwrap_or(SOME).clamp(1, MOST)
}

/// Where the next page begins: a page that is not full is the last one.
fn next(limit: u64, found: usize, last: Option<i64>) -> Option<i64> {
    let full = u64::try_from(found).is_ok_and(|found| found >= limit);
    last.filter(|_| full)
}
