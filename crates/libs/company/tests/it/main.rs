//! What the crate promises, told from outside.

mod bodies;
mod company;
mod order;
mod prices;
mod provider;
