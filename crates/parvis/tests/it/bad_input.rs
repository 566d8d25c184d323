//! Bad input at every endpoint: the agreed problem, nothing written, nothing said about the inside.
//!
//! One platform serves all stories of this folder, one at a time: each compares all databases before and
//! after.

mod bodies;
mod bodies_read;
mod doors;
mod endpoints;
mod fields;
mod ids;
mod queries;
mod refusal;
mod world;
