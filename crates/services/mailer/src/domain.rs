//! What a mail is, when it is tried again, and how it reads. No I/O.

mod calendar;
mod fact;
mod letter;
mod mail;
mod template;
mod templates;
mod trouble;

pub(crate) use fact::{End, Fact};
pub(crate) use letter::{Attachment, Letter};
pub(crate) use mail::{Mail, Order, State};
pub(crate) use template::Template;
pub(crate) use templates::{Brand, Rendered, Templates};
pub(crate) use trouble::Trouble;
