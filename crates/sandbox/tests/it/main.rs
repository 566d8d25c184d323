//! The sandbox as its clients see it: every protocol spoken by a real client.

mod dns;
mod faults;
mod inbox;
mod running;
mod sirene;
mod tsa;
mod vies;
