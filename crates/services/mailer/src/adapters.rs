//! The systems outside: the owners of mails, and the relay.

mod message;
mod owner;
mod smtp;

pub(crate) use message::{File, Sender};
pub(crate) use owner::{file, letter};
pub(crate) use smtp::Smtp;
