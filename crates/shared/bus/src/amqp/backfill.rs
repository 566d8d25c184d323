//! Handing over again: facts of before, to the one queue of whoever missed them.

use std::time::Duration;

use lapin::options::{BasicPublishOptions, ConfirmSelectOptions};
use lapin::{Channel, Confirmation};
use parvis_kernel::Secret;
use tokio::time::timeout;

use super::address::Address;
use super::connection::Link;
use super::{Trouble, properties};
use crate::{Away, BadUrl, OPERATOR, Outgoing, Undelivered};

/// How long the broker may take to confirm what was handed over together.
const CONFIRMING: Duration = Duration::from_secs(30);

/// Why messages could not be handed over again. What was handed over before stays so; doing it all again
/// does no harm.
#[derive(Debug, thiserror::Error)]
pub enum BackfillError {
    /// The URL names no broker.
    #[error("the broker's address {0}")]
    BadUrl(#[from] BadUrl),
    /// The broker is away.
    #[error(transparent)]
    Away(#[from] Away),
    /// There is no such queue.
    #[error("there is no queue {0}")]
    NoQueue(String),
    /// A message can't travel, or the broker refused it.
    #[error(transparent)]
    Undelivered(#[from] Undelivered),
}

impl From<Trouble> for BackfillError {
    fn from(trouble: Trouble) -> Self {
        Self::Away(Away(trouble.to_string()))
    }
}

/// A way to one queue of a broker, past its exchanges.
pub struct Backfill {
    address: Address,
    queue: String,
    link: Link,
    channel: Channel,
}

impl Backfill {
    /// Connects to the broker at an `amqp://` or `amqps://` URL; `roots` are further roots (PEM) for TLS.
    pub async fn open(url: &Secret, roots: &str, queue: &str) -> Result<Self, BackfillError> {
        let address = Address::parse(url, roots, OPERATOR)?;
        let link = Link::open(&address, "hands over again").await?;
        let setting_up = timeout(CONFIRMING, Self::set_up(&link)).await;
        let channel = setting_up.map_err(|_| Trouble::TooSlow("setting up"))??;
        Ok(Self { address, queue: queue.to_owned(), link, channel })
    }

    async fn set_up(link: &Link) -> Result<Channel, Trouble> {
        let channel = link.channel().await?;
        channel.confirm_select(ConfirmSelectOptions::default()).await?;
        Ok(channel)
    }

    /// Hands over messages in their order; all of them stand in the queue when it returns.
    pub async fn hand_over(&self, messages: &[Outgoing<'_>]) -> Result<(), BackfillError> {
        let handing = timeout(CONFIRMING, self.send(messages)).await;
        handing.map_err(|_| Trouble::TooSlow("confirming"))?
    }

    async fn send(&self, messages: &[Outgoing<'_>]) -> Result<(), BackfillError> {
        let mut underway = Vec::with_capacity(messages.len());
        let options = BasicPublishOptions { mandatory: true, ..Default::default() };
        for message in messages {
            let properties = properties::of(message, self.address.user())?;
            let (queue, bytes) = (self.queue.as_str().into(), message.bytes);
            let sending = self.channel.basic_publish("".into(), queue, options, bytes, properties);
            underway.push(sending.await.map_err(Trouble::from)?);
        }
        for confirming in underway {
            match confirming.await.map_err(Trouble::from)? {
                Confirmation::Ack(None) => {}
                Confirmation::Ack(Some(_)) => {
                    return Err(BackfillError::NoQueue(self.queue.clone()));
                }
                Confirmation::Nack(_) | Confirmation::NotRequested => {
                    return Err(Undelivered::Refused("not confirmed".to_owned()).into());
                }
            }
        }
        Ok(())
    }

    /// Takes leave of the broker.
    pub async fn close(self) {
        self.link.close(&self.channel).await;
    }
}
