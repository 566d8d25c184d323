//! Numbers, verdicts and verifications, as pure values.

mod asked;
mod evidence;
mod fault;
mod schedule;
mod verdict;
mod verification;

pub(crate) use asked::Asked;
pub(crate) use evidence::{Answered, Evidence};
pub(crate) use fault::{Class, Fault};
pub(crate) use schedule::GIVE_UP;
pub(crate) use verdict::{Company, Reason, Source, Verdict};
pub(crate) use verification::{Decided, Finding, Key, Verification};
