//! Overhearing over the broker: a queue of one's own that lives as long as the connection.

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt as _;
use lapin::Channel;
use lapin::options::{BasicAckOptions, BasicConsumeOptions, BasicQosOptions};
use lapin::types::{FieldTable, ShortString};
use parvis_kernel::id;
use tokio::sync::mpsc::Sender;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

use super::address::Address;
use super::connection::Link;
use super::topology::{declare_exchanges, declare_own_queue};
use super::watch::{ended, while_alive};
use super::{Trouble, sender};
use crate::{Overheard, pause};

/// How many messages may wait in this process.
const PREFETCH: u16 = 100;
/// How long the broker may take to set the queue up.
const PATIENCE: Duration = Duration::from_secs(15);
/// The pauses between the end of one session and the next.
const PAUSES: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(3));

/// An overhearing that waits to be run.
pub(crate) struct AmqpOverhearing {
    address: Arc<Address>,
    kinds: Vec<String>,
}

impl AmqpOverhearing {
    pub(super) fn new(address: Arc<Address>, kinds: &[&str]) -> Self {
        Self { address, kinds: kinds.iter().map(ToString::to_string).collect() }
    }

    /// Tells `to` what is overheard, until `stop` or until nobody listens.
    pub(crate) async fn run(self, to: Sender<Overheard>, stop: CancellationToken) {
        stop.run_until_cancelled(async {
            while let Err(error) = self.session(&to).await {
                let process = self.address.name;
                tracing::warn!(process, %error, "overhearing was interrupted");
                sleep(pause::between(PAUSES.0, PAUSES.1)).await;
            }
        })
        .await;
    }

    /// Connects and overhears; ends well only when nobody listens any more.
    async fn session(&self, to: &Sender<Overheard>) -> Result<(), Trouble> {
        let opening = timeout(PATIENCE, self.open()).await;
        let (link, channel, deliveries) = opening.map_err(|_| Trouble::TooSlow("setting up"))??;
        if to.send(Overheard::Back).await.is_err() {
            return Ok(());
        }
        let Err(trouble) = self.listen(&link, &channel, deliveries, to).await else {
            link.close(&channel).await;
            return Ok(());
        };
        match to.send(Overheard::Away).await {
            Ok(()) => Err(trouble),
            Err(_) => Ok(()),
        }
    }

    async fn open(&self) -> Result<(Link, Channel, lapin::Consumer), Trouble> {
        let link = Link::open(&self.address, "overhears").await?;
        let (channel, consumer) = while_alive(|| link.is_alive(), self.set_up(&link)).await??;
        Ok((link, channel, consumer))
    }

    async fn set_up(&self, link: &Link) -> Result<(Channel, lapin::Consumer), Trouble> {
        declare_exchanges(link).await?;
        let channel = link.channel().await?;
        let queue = format!("parvis.{}.{}", self.address.name, id::fresh());
        declare_own_queue(&channel, &queue, &self.kinds).await?;
        channel.basic_qos(PREFETCH, BasicQosOptions::default()).await?;
        let (options, none) = (BasicConsumeOptions::default(), FieldTable::default());
        let consumer =
            channel.basic_consume(queue.into(), ShortString::default(), options, none).await?;
        Ok((channel, consumer))
    }

    async fn listen(
        &self,
        link: &Link,
        channel: &Channel,
        mut deliveries: lapin::Consumer,
        to: &Sender<Overheard>,
    ) -> Result<(), Trouble> {
        loop {
            let delivery = tokio::select! {
                next = deliveries.next() => next.ok_or(Trouble::Cancelled)??,
                () = ended(|| link.carries(channel)) => return Err(Trouble::Lost),
            };
            let telling = delivery.acker.ack(BasicAckOptions::default());
            while_alive(|| link.carries(channel), telling).await??;
            let arrival = sender::read(&delivery, self.address.users_are_services());
            let heard = match arrival.envelope {
                Ok(envelope) => Overheard::Message(Arc::new(envelope)),
                Err(error) => {
                    tracing::warn!(kind = arrival.kind, %error, "overheard what can't be read");
                    continue;
                }
            };
            if to.send(heard).await.is_err() {
                return Ok(());
            }
        }
    }
}
