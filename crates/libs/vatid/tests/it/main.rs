//! What the crate promises, told from outside.

mod corrupted;
mod french;
mod generated;
mod hostile;
mod random;
mod refused;
mod samples;
