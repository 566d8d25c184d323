//! The sandbox's time: given by whoever starts it, so that a test can stand at any moment.

use std::sync::Arc;
use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

const MILLISECONDS: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");

/// Tells what time it is; every date in an answer or a timestamp of the sandbox comes from here.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> OffsetDateTime + Send + Sync>);

impl Clock {
    /// A clock that asks `now` each time.
    pub fn new(now: impl Fn() -> OffsetDateTime + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The clock of the computer.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the sandbox asks the system"
    )]
    pub fn system() -> Self {
        Self::new(OffsetDateTime::now_utc)
    }

    /// The present, in UTC, cut to milliseconds: no answer of the sandbox is finer.
    pub(crate) fn now(&self) -> OffsetDateTime {
        let now = (self.0)().to_offset(time::UtcOffset::UTC);
        now.replace_millisecond(now.millisecond()).unwrap_or(now)
    }
}

/// `2024-11-24T23:25:51.619Z`, the form in which VIES and the inbox write a moment.
pub(crate) fn written(at: OffsetDateTime) -> String {
    at.format(MILLISECONDS).unwrap_or_default()
}
