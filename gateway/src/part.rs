//! The gateway as a part of the platform, beside the services.

use std::net::TcpListener;

use parvis_bus::Bus;
use parvis_chassis::process::Part;
use parvis_chassis::{Config, Fault, Prepared, Shared, StartError};
use parvis_kernel::SharedClock;

use crate::settings::Settings;
use crate::{DEFAULTS, Gateway, NAME, addresses};

impl Part for Gateway {
    fn name() -> &'static str {
        NAME
    }

    fn defaults() -> &'static str {
        DEFAULTS
    }

    fn faults(config: &Config) -> Vec<Fault> {
        config.section::<Settings>(NAME, config.mode()).err().unwrap_or_default()
    }

    fn missing(shared: &Shared) -> Vec<Fault> {
        addresses::read(&shared.addresses).err().unwrap_or_default()
    }

    async fn come_up(
        config: &Config,
        bus: &Bus,
        clock: SharedClock,
        listener: TcpListener,
    ) -> Result<Prepared, StartError> {
        let prepared = Self::prepare(config, bus, clock, listener)?;
        Ok(Prepared::new(prepared.leaving(), |tasks| prepared.start(tasks)))
    }
}
