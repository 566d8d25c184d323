//! A line to the broker: the connection and the channel over which this process publishes.

use std::collections::HashSet;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use futures_util::stream::{FuturesUnordered, StreamExt as _};
use lapin::options::{BasicPublishOptions, ConfirmSelectOptions};
use lapin::{BasicProperties, Channel, Confirmation};
use parvis_events::must_be_heard;
use parvis_kernel::mutant;
use tokio::sync::Mutex;
use tokio::time::{sleep, timeout};

use super::Trouble;
use super::address::Address;
use super::connection::Link;
use super::topology::{declare_exchanges, exchange_of};
use crate::{Outgoing, Undelivered};

/// How long the broker may take to answer anything.
const ANSWERING: Duration = Duration::from_secs(1);
/// How often an alarm of the broker is looked at.
const LOOK: Duration = Duration::from_millis(100);

/// Messages that the broker has not confirmed yet, each with its place in its batch.
type Underway = FuturesUnordered<BoxFuture<'static, (usize, lapin::Result<Confirmation>)>>;

/// A message with its properties.
pub(super) type Labelled<'a> = (&'a Outgoing<'a>, BasicProperties);

/// What became of each message, in their order; nothing where the broker has not said a word.
pub(super) type Known = Vec<Option<Result<(), Undelivered>>>;

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
        self.link.carries(&self.channel)
    }

    pub(super) fn is_connected(&self) -> bool {
        self.link.is_alive()
    }

    pub(super) fn is_blocked(&self) -> bool {
        self.link.is_blocked()
    }

    /// Hands over messages and waits for the broker's word on each, which it adds to `words`.
    ///
    /// One batch at a time: the client library ties a returned message to whichever confirmation comes
    /// next, so only the returned message's own id tells which one it was, and only within its batch.
    /// That one comes before its own confirmation: whatever came of the words, each is complete.
    /// Dropped before its end, it leaves what is underway to the next call.
    pub(super) async fn hand_over(
        &self,
        messages: Vec<Labelled<'_>>,
        words: &mut [Option<Confirmation>],
    ) -> lapin::Result<()> {
        let mut underway = self.turn.lock().await;
        while let Some((_, settled)) = underway.next().await {
            settled?;
        }
        while self.is_blocked() {
            sleep(LOOK).await;
        }
        underway.extend(messages.into_iter().enumerate().map(|(place, m)| self.send(place, m)));
        let mut ended = Ok(());
        while let Some((place, word)) = underway.next().await {
            match word {
                Ok(word) => words[place] = Some(word),
                Err(error) => ended = Err(error),
            }
        }
        ended
    }

    fn send(
        &self,
        place: usize,
        (message, properties): Labelled<'_>,
    ) -> BoxFuture<'static, (usize, lapin::Result<Confirmation>)> {
        let (channel, bytes) = (self.channel.clone(), message.bytes.to_vec());
        let (exchange, key) = (exchange_of(message.kind).into(), message.kind.into());
        let mandatory = must_be_heard(message.kind) && !mutant::without("mandatory");
        let options = BasicPublishOptions { mandatory, ..Default::default() };
        let sending = async move {
            channel.basic_publish(exchange, key, options, &bytes, properties).await?.await
        };
        Box::pin(sending.map(move |word| (place, word)))
    }

    /// Whether the broker answers at all.
    pub(super) async fn answers(&self) -> bool {
        let answer = timeout(ANSWERING, self.link.channel()).await;
        answer.is_ok_and(|channel| channel.is_ok())
    }

    /// Takes leave, once nothing is underway.
    pub(super) async fn close(self) {
        self.link.close(&self.channel).await;
    }
}

/// What became of each message: only one that was confirmed and did not come back has arrived.
pub(super) fn judge(sent: &[(&str, &str)], words: Vec<Option<Confirmation>>) -> Known {
    let mut taken = Vec::with_capacity(words.len());
    let mut returned = HashSet::new();
    for word in words {
        taken.push(word.as_ref().map(|word| match word {
            Confirmation::Ack(_) => Ok(()),
            Confirmation::Nack(_) => Err("not confirmed"),
            Confirmation::NotRequested => Err("the channel confirms nothing"),
        }));
        if let Some(message) = word.and_then(Confirmation::take_message)
            && let Some(id) = message.delivery.properties.message_id()
        {
            returned.insert(id.to_string());
        }
    }
    let judged = sent.iter().zip(taken).map(|((id, kind), taken)| {
        taken.map(|taken| match taken {
            _ if returned.contains(*id) => Err(Undelivered::Unheard((*kind).to_owned())),
            Ok(()) => Ok(()),
            Err(why) => Err(Undelivered::Refused(why.to_owned())),
        })
    });
    judged.collect()
}
