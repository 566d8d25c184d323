//! One session of hearing: a connection, its channel, and what the broker delivers over it.

use std::time::Duration;

use futures_util::StreamExt as _;
use futures_util::stream::ReadyChunks;
use lapin::Channel;
use lapin::message::Delivery;
use lapin::options::{
    BasicAckOptions, BasicCancelOptions, BasicConsumeOptions, BasicQosOptions, BasicRejectOptions,
};
use lapin::types::{FieldTable, ShortString};
use parvis_kernel::mutant;
use tokio::time::timeout;

use super::Trouble;
use super::address::Address;
use super::connection::{CLOSING, Link};
use super::topology::{declare_exchanges, declare_queue};
use super::watch::{ended, while_alive};
use crate::Hearer;

/// How many messages may be underway to the service: also the largest batch that it stores at once.
const PREFETCH: u16 = 100;
/// How long the broker may take to set a consumer up, or to take an acknowledgement.
const PATIENCE: Duration = Duration::from_secs(15);

/// What a service holds while it hears.
pub(super) struct Session {
    link: Link,
    channel: Channel,
    tag: ShortString,
    deliveries: ReadyChunks<lapin::Consumer>,
}

impl Session {
    /// Connects, declares what is needed, and begins to consume.
    pub(super) async fn open(address: &Address, hearer: &dyn Hearer) -> Result<Self, Trouble> {
        let opening = timeout(PATIENCE, Self::consume(address, hearer));
        opening.await.map_err(|_| Trouble::TooSlow("setting up"))?
    }

    async fn consume(address: &Address, hearer: &dyn Hearer) -> Result<Self, Trouble> {
        let link = Link::open(address, "hears").await?;
        let (channel, consumer) =
            while_alive(|| link.is_alive(), Self::set_up(&link, hearer)).await??;
        let tag = consumer.tag();
        Ok(Self { link, channel, tag, deliveries: consumer.ready_chunks(PREFETCH.into()) })
    }

    async fn set_up(
        link: &Link,
        hearer: &dyn Hearer,
    ) -> Result<(Channel, lapin::Consumer), Trouble> {
        declare_exchanges(link).await?;
        let channel = link.channel().await?;
        let queue = declare_queue(&channel, hearer.service(), hearer.kinds()).await?;
        channel.basic_qos(PREFETCH, BasicQosOptions::default()).await?;
        let (options, none) = (BasicConsumeOptions::default(), FieldTable::default());
        let consumer =
            channel.basic_consume(queue.into(), ShortString::default(), options, none).await?;
        Ok((channel, consumer))
    }

    /// All that has arrived already, at least one. A channel can die without telling its consumers.
    pub(super) async fn next(&mut self) -> Result<Vec<lapin::Result<Delivery>>, Trouble> {
        if mutant::without("channel-watch") {
            return Ok(self.unwatched().await);
        }
        tokio::select! {
            arrived = self.deliveries.next() => arrived.ok_or(Trouble::Cancelled),
            () = ended(|| self.link.carries(&self.channel)) => Err(Trouble::Lost),
        }
    }

    /// What no product does: nobody notices that the channel has died.
    async fn unwatched(&mut self) -> Vec<lapin::Result<Delivery>> {
        match self.deliveries.next().await {
            Some(arrived) if arrived.iter().all(Result::is_ok) => arrived,
            _ => std::future::pending().await,
        }
    }

    /// Ends when the broker delivers no more.
    pub(super) async fn lost(&self) {
        ended(|| self.link.carries(&self.channel)).await;
    }

    /// Acknowledges this delivery and all before it.
    pub(super) async fn acknowledge(&self, last: &Delivery) -> Result<(), Trouble> {
        self.settled(last.acker.ack(BasicAckOptions { multiple: true })).await
    }

    /// Sends a delivery to the dead letters.
    pub(super) async fn reject(&self, delivery: &Delivery) -> Result<(), Trouble> {
        self.settled(delivery.acker.reject(BasicRejectOptions { requeue: false })).await
    }

    /// Tells the broker; to the library it is no error that the channel is dead.
    async fn settled(
        &self,
        telling: impl Future<Output = lapin::Result<bool>>,
    ) -> Result<(), Trouble> {
        let told = timeout(PATIENCE, telling);
        match while_alive(|| self.link.carries(&self.channel), told).await? {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err(Trouble::Lost),
            Ok(Err(error)) => Err(error.into()),
            Err(_) => Err(Trouble::TooSlow("acknowledging")),
        }
    }

    /// Takes leave; what was not acknowledged goes to the next who hears.
    pub(super) async fn close(self) {
        let cancelling = self.channel.basic_cancel(self.tag, BasicCancelOptions::default());
        if !matches!(timeout(CLOSING, cancelling).await, Ok(Ok(()))) {
            tracing::debug!("the broker did not end the consumer");
        }
        self.link.close(&self.channel).await;
    }
}
