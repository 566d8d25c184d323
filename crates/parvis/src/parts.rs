//! The parts of a platform: one list for every way to run them.

use std::net::TcpListener;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use parvis_bus::Bus;
use parvis_chassis::process::Part;
use parvis_chassis::{Config, Fault, Prepared, StartError};
use parvis_kernel::SharedClock;

type ComeUp = for<'a> fn(
    &'a Config,
    &'a Bus,
    SharedClock,
    TcpListener,
) -> BoxFuture<'a, Result<Prepared, StartError>>;

/// One part: what it is called, and how it comes up.
#[derive(Clone, Copy)]
pub(crate) struct Kind {
    /// Its name; its binary is `parvis-<name>`.
    pub(crate) name: &'static str,
    /// Its commented default settings.
    pub(crate) defaults: &'static str,
    /// What is wrong with its section.
    pub(crate) faults: fn(&Config) -> Vec<Fault>,
    /// Builds it up to the point where it can start.
    pub(crate) come_up: ComeUp,
}

impl Kind {
    fn of<P: Part + 'static>() -> Self {
        Self {
            name: P::name(),
            defaults: P::defaults(),
            faults: P::faults,
            come_up: |config, bus, clock, listener| {
                P::come_up(config, bus, clock, listener).boxed()
            },
        }
    }
}

/// The six services, each with a database of its own.
pub(crate) fn services() -> [Kind; 6] {
    [
        Kind::of::<parvis_registry::Registry>(),
        Kind::of::<parvis_onboarding::Onboarding>(),
        Kind::of::<parvis_vat::Vat>(),
        Kind::of::<parvis_contract::Contracts>(),
        Kind::of::<parvis_signature::Signature>(),
        Kind::of::<parvis_mailer::Mailer>(),
    ]
}

/// The services, and the gateway in front of them.
pub(crate) fn parts() -> impl Iterator<Item = Kind> {
    services().into_iter().chain([Kind::of::<parvis_gateway::Gateway>()])
}
