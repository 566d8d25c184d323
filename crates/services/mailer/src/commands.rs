//! What the mailer does: one verb a file.

mod order;
mod send;
mod show;

pub(crate) use order::order;
pub(crate) use send::send;
pub(crate) use show::show;

/// The kind of work that sends one mail; its key is the mail's id.
pub(crate) const SEND: &str = "send";
