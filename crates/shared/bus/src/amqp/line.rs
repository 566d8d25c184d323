//! A line to the broker: the connection and the channel over which this process publishes.

use std::collections::HashSet;
use std::time::Duration;

use futures_util::future::BoxFuture;
use futures_util::stream::{FuturesOrdered, StreamExt as _};
use lapin::options::{BasicPublishOptions, ConfirmSelectOptions};
use lapin::{BasicProperties, Channel, Confirmation};
use parvis_events::must_be_heard;
use parvis_kernel::mutant;
use tokio::sync::Mutex;

use super::Trouble;
use super::address::Address;
use super::connection::Link;
use super::topology::{declare_exchanges, exchange_of};
use crate::{Outgoing, Undelivered};

/// How often an alarm of the broker is looked at.
const LOOK: Duration = Duration::from_millis(100);

/// Messages that the broker has not confirmed yet.
type Underway = FuturesOrdered<BoxFuture<'static, lapin::Result<Confirmation>>>;

/// A message with its properties.
pub(super) type Labelled<'a> = (&'a Outgoing<'a>, BasicProperties);

/// What became of each message, in their order.
pub(super) type Told = Vec<Result<(), Undelivered>>;

/// The way out.
pub(super) struct Line {
    link: Link,
    channel: Channel,
    turn: Mutex<Underway>,
}

impl Line {
    pub(super) async fn open(address: &Address) -> Result<Self, Trouble> {
        let link = Link::open(address, "publishes").await?;
        declare_exchanges(&link).await?;
        let channel = link.channel().await?;
        channel.confirm_select(ConfirmSelectOptions::default()).await?;
        Ok(Self { link, channel, turn: Mutex::default() })
    }

    pub(super) fn is_alive(&self) -> bool {
        self.link.is_alive() && self.channel.status().connected()
    }

    pub(super) fn is_blocked(&self) -> bool {
        self.link.is_blocked()
    }

    /// Hands over messages and waits for the broker's word on each.
    ///
    /// One batch at a time: the client library ties a returned message to whichever confirmation comes
    /// next, so only the returned message's own id tells which one it was, and only within its batch.
    /// Dropped before its end, it leaves what is underway to the next call.
    pub(super) async fn hand_over(&self, messages: Vec<Labelled<'_>>) -> lapin::Result<Told> {
        let mut underway = self.turn.lock().await;
        while let Some(settled) = underway.next().await {
            settled?;
        }
        while self.is_blocked() {
            tokio::time::sleep(LOOK).await;
        }
        let sent: Vec<_> = messages.iter().map(|(message, _)| (message.id, message.kind)).collect();
        for labelled in messages {
            underway.push_back(self.send(labelled));
        }
        let mut words = Vec::with_capacity(sent.len());
        while let Some(word) = underway.next().await {
            words.push(word?);
        }
        Ok(judge(&sent, words))
    }

    fn send(
        &self,
        (message, properties): Labelled<'_>,
    ) -> BoxFuture<'static, lapin::Result<Confirmation>> {
        let (channel, bytes) = (self.channel.clone(), message.bytes.to_vec());
        let (exchange, key) = (exchange_of(message.kind).into(), message.kind.into());
        let mandatory = must_be_heard(message.kind) && !mutant::without("mandatory");
        let options = BasicPublishOptions { mandatory, ..Default::default() };
        Box::pin(async move {
            channel.basic_publish(exchange, key, options, &bytes, properties).await?.await
        })
    }

    /// Takes leave, once nothing is underway.
    pub(super) async fn close(self) {
        self.link.close(&self.channel).await;
    }
}

/// What became of each message: only one that was confirmed and did not come back has arrived.
fn judge(sent: &[(&str, &str)], words: Vec<Confirmation>) -> Told {
    let mut taken = Vec::with_capacity(words.len());
    let mut returned = HashSet::new();
    for word in words {
        taken.push(match word {
            Confirmation::Ack(_) => Ok(()),
            Confirmation::Nack(_) => Err("not confirmed"),
            Confirmation::NotRequested => Err("the channel confirms nothing"),
        });
        if let Some(message) = word.take_message()
            && let Some(id) = message.delivery.properties.message_id()
        {
            returned.insert(id.to_string());
        }
    }
    let judged = sent.iter().zip(taken).map(|((id, kind), taken)| match taken {
        _ if returned.contains(*id) => Err(Undelivered::Unheard((*kind).to_owned())),
        Ok(()) => Ok(()),
        Err(why) => Err(Undelivered::Refused(why.to_owned())),
    });
    judged.collect()
}
