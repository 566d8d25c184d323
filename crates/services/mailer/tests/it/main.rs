//! The mailer between those who order mails and a real SMTP server.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod delivery;
mod orders;
mod post_office;
mod replicas;
mod trouble;
