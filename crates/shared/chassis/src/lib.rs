//! A running service: settings, telemetry, HTTP, problems, identity, idempotency, health, shutdown.
//!
//! A service is a value that implements [`Service`]; the chassis gives it its [`Base`], serves its
//! routes, feeds it what it hears and wakes it for its work. It knows no service by name.

pub mod addresses;
mod heap;
pub mod http;
pub mod idempotency;
pub mod identity;
pub mod key;
pub mod keyring;
pub mod metrics;
pub mod operations;
pub mod peers;
pub mod problem;
pub mod process;
mod service;
pub mod settings;
mod tasks;
pub mod telemetry;
pub mod upstream;

pub use addresses::Addresses;
pub use idempotency::Claim;
pub use identity::{Anyone, Application, Operator, Peer};
pub use keyring::Keyring;
pub use peers::Peers;
pub use problem::{Failure, Problem};
pub use service::{Base, Prepared, Service, StartError, prepare};
pub use settings::{Config, Fault, Mode, Section, Shared};
pub use tasks::Tasks;

/// Installs the one TLS provider of the process; the first line of every `main`.
pub fn install_tls() {
    // A second call finds it installed already, which is what it wants.
    rustls::crypto::aws_lc_rs::default_provider().install_default().ok();
}
