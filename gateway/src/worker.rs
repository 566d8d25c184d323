//! What the handlers of one HTTP worker have: what all workers share, and connections of their own.

use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;

use actix_web::HttpRequest;
use parvis_chassis::Keyring;
use parvis_chassis::identity::{Identity, Subject};
use parvis_chassis::metrics::Metrics;
use parvis_kernel::SharedClock;
use tokio_util::sync::CancellationToken;

use crate::error::Error;
use crate::keys::Keys;
use crate::limits::Limits;
use crate::resolver::Resolver;
use crate::settings::Settings;
use crate::upstream::Upstreams;

/// What all workers share.
pub(crate) struct Common {
    pub(crate) settings: Settings,
    pub(crate) resolver: Arc<Resolver>,
    pub(crate) public_url: String,
    pub(crate) port: u16,
    pub(crate) keyring: Keyring,
    pub(crate) identity: Identity,
    pub(crate) keys: Keys,
    pub(crate) limits: Limits,
    pub(crate) metrics: Metrics,
    pub(crate) clock: SharedClock,
    /// Cancelled when the process is about to end.
    pub(crate) leaving: CancellationToken,
}

/// One HTTP worker.
pub(crate) struct Worker {
    common: Arc<Common>,
    pub(crate) upstreams: Upstreams,
}

impl Worker {
    pub(crate) fn new(common: Arc<Common>) -> Self {
        let settings = &common.settings;
        let (limits, most) = (settings.time_limits(), settings.idle_connections);
        let upstreams = Upstreams::new(common.resolver.clone(), limits, most);
        Self { common, upstreams }
    }

    /// The worker that serves a request.
    pub(crate) fn of(request: &HttpRequest) -> Result<Rc<Self>, Error> {
        request.app_data::<Rc<Self>>().cloned().ok_or(Error::Unrouted)
    }

    /// An internal token for a service.
    pub(crate) fn token(&self, service: &str, subject: Subject) -> Result<String, Error> {
        Ok(self.identity.token(service, subject)?)
    }
}

impl Deref for Worker {
    type Target = Common;

    fn deref(&self) -> &Common {
        &self.common
    }
}
