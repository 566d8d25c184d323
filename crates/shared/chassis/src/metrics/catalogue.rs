//! Every metric there is: its name, its kind, its labels and what it means. `deploy/metrics.md` lists them.
//!
//! No label holds anything of a person or a client: routes are patterns, upstreams and states are words of
//! ours. Each also has the label `service`.

/// One metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Metric {
    /// Its name.
    pub name: &'static str,
    /// How it is read.
    pub kind: Kind,
    /// Its labels, beside `service`.
    pub labels: &'static [&'static str],
    /// What it means; one sentence without its full stop.
    pub means: &'static str,
}

/// How a metric is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A value that goes up and down.
    Gauge,
    /// Counted in buckets, with its sum and its count.
    Histogram,
}

const fn gauge(name: &'static str, labels: &'static [&'static str], means: &'static str) -> Metric {
    Metric { name, kind: Kind::Gauge, labels, means }
}

const fn times(name: &'static str, labels: &'static [&'static str], means: &'static str) -> Metric {
    Metric { name, kind: Kind::Histogram, labels, means }
}

/// Which program runs.
pub const BUILD: Metric = gauge(
    "parvis_build_info",
    &["version", "mode"],
    "Always 1: the version that runs, and whether as production or development",
);
/// Requests that were served.
pub const REQUESTS: Metric = times(
    "parvis_http_request_duration_seconds",
    &["method", "route", "status"],
    "Time from a request to the head of its answer, by route pattern and class of status (`gone`: nobody waited for it); health checks and this page are left out",
);
/// Calls to other systems.
pub const CALLS: Metric = times(
    "parvis_upstream_call_duration_seconds",
    &["upstream", "outcome"],
    "Time of a call to another system or service, which `answered`, `failed`, or was `abandoned` by the caller",
);
/// Connections to the database.
pub const CONNECTIONS: Metric = gauge(
    "parvis_database_connections",
    &["state"],
    "Connections of this process to its database: `busy` or `idle`",
);
/// Messages in the outbox.
pub const OUTBOX: Metric = gauge(
    "parvis_outbox_messages",
    &[],
    "Messages that wait to be handed to the bus; counted up to 10000",
);
/// The age of the outbox.
pub const OUTBOX_AGE: Metric = gauge(
    "parvis_outbox_oldest_seconds",
    &[],
    "How long the oldest message has waited to be handed to the bus; 0 when none waits",
);
/// Who relays.
pub const RELAY: Metric = gauge(
    "parvis_relay_active",
    &[],
    "1 in the process that hands messages over; while nothing is said, in none",
);
/// Messages in the inbox.
pub const INBOX: Metric = gauge(
    "parvis_inbox_messages",
    &["state"],
    "Messages in the inbox: `waiting` to be handled, or `parked` until an operator decides; each counted up to 10000",
);
/// The age of the inbox.
pub const INBOX_AGE: Metric = gauge(
    "parvis_inbox_oldest_seconds",
    &[],
    "How long the oldest waiting message has waited to be handled; 0 when none waits",
);
/// Leased work.
pub const WORK: Metric = gauge(
    "parvis_work_rows",
    &["state"],
    "Work that is `due` and that nobody is at, and work that did not succeed and is `retried`; each counted up to 10000",
);
/// The age of leased work.
pub const WORK_AGE: Metric = gauge(
    "parvis_work_oldest_due_seconds",
    &[],
    "How long work has been due that nobody is at; 0 when there is none",
);
/// Steps of journeys.
pub const STEPS: Metric = gauge(
    "parvis_journey_steps",
    &["state"],
    "Steps of open journeys that are `running`, `waiting`, `retrying` or `undoing`; of the 5000 that need a look soonest, looked at every 15 s at most",
);

/// All of them.
pub const ALL: [Metric; 12] = [
    BUILD,
    REQUESTS,
    CALLS,
    CONNECTIONS,
    OUTBOX,
    OUTBOX_AGE,
    RELAY,
    INBOX,
    INBOX_AGE,
    WORK,
    WORK_AGE,
    STEPS,
];
