//! What the replicas of a service share: settings, data, bus, clock, and the test's hands.

use std::sync::Arc;

use parvis_bus::Bus;
use parvis_chassis::identity::Identity;
use parvis_chassis::settings::SHARED_DEFAULTS;
use parvis_chassis::{Config, Keyring, Service, Tasks};
use parvis_kernel::Secret;

use crate::clock::TestClock;
use crate::ear::Ear;
use crate::ground::Ground;
use crate::neighbour::Neighbour;
use crate::running::Setup;

/// The connections of one replica on PostgreSQL: the server has a hundred for all tests that run.
const CONNECTIONS: u32 = 6;

/// The surroundings of a service; clones share them.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) config: Config,
    pub(crate) ground: Arc<Ground>,
    pub(crate) bus: Bus,
    pub(crate) ear: Arc<Ear>,
    pub(crate) clock: Arc<TestClock>,
    pub(crate) neighbour: Neighbour,
    pub(crate) keyring: Keyring,
    /// Speaks for the gateway and for every other service.
    pub(crate) identity: Identity,
}

impl World {
    pub(crate) async fn around<S: Service>(setup: Setup) -> Self {
        parvis_chassis::install_tls();
        let ground = match setup.ground {
            Some(ground) => ground,
            None => Arc::new(Ground::fresh(S::NAME).await),
        };
        let clock = Arc::new(TestClock::at("2026-01-05T09:00:00Z"));
        let (key, public) = Identity::generate().unwrap();
        let secret = Keyring::generate().unwrap();
        let mut config = Config::from_defaults([SHARED_DEFAULTS, S::DEFAULTS])
            .with("shared.mode", "development")
            .with("shared.public_url", "http://parvis.test")
            .with("shared.key_encryption_key", secret.reveal())
            .with("shared.identity_key", key.reveal())
            .with("shared.trusted_keys.gateway", &public)
            .with("shared.database_connections", CONNECTIONS)
            .with(&format!("shared.databases.{}", S::NAME), ground.url());
        // It answers until the test ends.
        let beside = setup.neighbour.start(&Tasks::default());
        for name in setup.neighbours {
            config = config.with(&format!("shared.addresses.{name}"), &beside);
        }
        for (key, value) in setup.settings {
            config = config.with(&key, value);
        }
        let (bus, ear) = (Bus::memory(), Arc::new(Ear::default()));
        bus.join(ear.clone());
        let identity = Identity::new("gateway", &Secret::new(key.reveal()), clock.clone()).unwrap();
        let (keyring, neighbour) = (Keyring::new(&secret).unwrap(), setup.neighbour);
        Self { config, ground, bus, ear, clock, neighbour, keyring, identity }
    }
}
