//! Hearing: brings what waits in a service's queue to the service, and begins anew for ever.

use std::time::Duration;

use lapin::message::Delivery;
use parvis_kernel::mutant;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use super::address::Address;
use super::properties::LARGEST;
use super::readiness::Readiness;
use super::session::Session;
use super::{Trouble, sender};
use crate::{Arrival, Hearer, pause};

/// The pauses between the end of one session and the next.
const PAUSES: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(3));
/// The first and the longest pause between two tries to store a batch.
const STORING: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(5));

/// One service that hears.
pub(super) struct Consumer<'a> {
    pub(super) address: &'a Address,
    pub(super) hearer: &'a dyn Hearer,
    pub(super) readiness: &'a Readiness,
}

impl Consumer<'_> {
    /// Hears until `stop`, whatever becomes of the broker.
    pub(super) async fn run(&self, stop: &CancellationToken) {
        let service = self.hearer.service();
        self.readiness.joins(service);
        while let Err(error) = self.session(stop).await {
            tracing::warn!(service, %error, "hearing was interrupted");
            let pause = pause::between(PAUSES.0, PAUSES.1);
            if stop.run_until_cancelled(sleep(pause)).await.is_none() {
                break;
            }
        }
        self.readiness.leaves(service);
    }

    /// Connects and hears; ends well only on `stop`.
    async fn session(&self, stop: &CancellationToken) -> Result<(), Trouble> {
        let opening = Session::open(self.address, self.hearer);
        let Some(session) = stop.run_until_cancelled(opening).await else {
            return Ok(());
        };
        let mut session = session?;
        tracing::info!(service = self.hearer.service(), "hearing");
        let hearing = self.readiness.hears(self.hearer.service());
        self.hear(&mut session, stop).await?;
        drop(hearing);
        session.close().await;
        Ok(())
    }

    async fn hear(&self, session: &mut Session, stop: &CancellationToken) -> Result<(), Trouble> {
        loop {
            let Some(arrived) = stop.run_until_cancelled(session.next()).await else {
                return Ok(());
            };
            if !self.take(session, arrived?, stop).await? {
                return Ok(());
            }
        }
    }

    /// Stores what arrived and acknowledges it; false if `stop` came first.
    async fn take(
        &self,
        session: &Session,
        arrived: Vec<lapin::Result<Delivery>>,
        stop: &CancellationToken,
    ) -> Result<bool, Trouble> {
        let (mut kept, mut trouble) = (Vec::with_capacity(arrived.len()), None);
        for delivery in arrived {
            match delivery {
                Ok(large) if large.data.len() > LARGEST => self.refuse(session, &large).await?,
                Ok(delivery) => kept.push(delivery),
                Err(error) => trouble = Some(error),
            }
        }
        if let Some(last) = kept.last() {
            if mutant::without("store-before-ack") {
                session.acknowledge(last).await?;
                self.hearer.store(&self.read(&kept)).await.ok();
                return Ok(true);
            }
            if !self.store(&self.read(&kept), session, stop).await? {
                return Ok(false);
            }
            session.acknowledge(last).await?;
        }
        trouble.map_or(Ok(true), |error| Err(error.into()))
    }

    fn read<'d>(&self, deliveries: &'d [Delivery]) -> Vec<Arrival<'d>> {
        let vouched = self.address.users_are_services();
        deliveries.iter().map(|delivery| sender::read(delivery, vouched)).collect()
    }

    /// Tries until it is stored, unless the broker is lost (it brings everything again) or `stop`.
    async fn store(
        &self,
        arrivals: &[Arrival<'_>],
        session: &Session,
        stop: &CancellationToken,
    ) -> Result<bool, Trouble> {
        for failed in 1.. {
            let Err(error) = self.hearer.store(arrivals).await else {
                return Ok(true);
            };
            tracing::warn!(service = self.hearer.service(), %error, "cannot store what arrived");
            tokio::select! {
                () = stop.cancelled() => break,
                () = session.lost() => return Err(Trouble::Lost),
                () = sleep(pause::after(failed, STORING.0, STORING.1)) => {}
            }
        }
        Ok(false)
    }

    async fn refuse(&self, session: &Session, large: &Delivery) -> Result<(), Trouble> {
        let (kind, bytes) = (large.routing_key.as_str(), large.data.len());
        tracing::error!(service = self.hearer.service(), kind, bytes, "too large, not heard");
        session.reject(large).await
    }
}
