//! For tests only: a running service, a clock that stands still, captured events.
