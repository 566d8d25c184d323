//! Publishing: hands messages to the line and tells what became of each.

use std::sync::Arc;
use std::time::Duration;

use lapin::Confirmation;
use tokio::time::timeout;

use super::address::Address;
use super::line::{Known, Labelled, judge};
use super::lines::Lines;
use super::watch::while_alive;
use super::{Trouble, properties};
use crate::{Away, Handed, Outgoing, Undelivered};

/// How long the broker may take to confirm a batch.
const CONFIRMING: Duration = Duration::from_secs(10);

/// What became of each message, in their order.
type Told = Vec<Result<(), Undelivered>>;

/// What publishes for this process.
pub(super) struct Publisher {
    address: Arc<Address>,
    pub(super) lines: Lines,
}

impl Publisher {
    pub(super) fn new(address: Arc<Address>) -> Self {
        Self { lines: Lines::new(address.clone()), address }
    }

    /// Hands over messages; what can't travel is refused without hindering the others.
    pub(super) async fn publish(&self, messages: &[Outgoing<'_>]) -> Handed {
        let (mut good, mut refused) = (Vec::with_capacity(messages.len()), Vec::new());
        for (place, message) in messages.iter().enumerate() {
            match properties::of(message, self.address.user()) {
                Ok(properties) => good.push((message, properties)),
                Err(why) => refused.push((place, Err(why))),
            }
        }
        let handed = self.hand_over(good).await;
        let mut told = handed.map_err(|trouble| Away(trouble.to_string()))?;
        for (place, why) in refused {
            told.insert(place, why);
        }
        Ok(told)
    }

    /// What the broker confirmed counts, whatever becomes of the others; and of a broker that is there and
    /// says nothing, each message is told by itself. Were all sent again together, as they are while the
    /// broker is away, one queue that takes nothing would stop what goes to the others.
    async fn hand_over(&self, messages: Vec<Labelled<'_>>) -> Result<Told, Trouble> {
        let (mut known, mut ended) = self.attempt(messages.clone()).await;
        if let Err(Trouble::Refusal(_)) = ended {
            ended = self.one_by_one(messages, &mut known).await;
        }
        let why = match ended {
            Err(Trouble::Unconfirmed) => Trouble::Unconfirmed.to_string(),
            Err(trouble) if known.iter().all(Option::is_none) => return Err(trouble),
            Err(trouble) => trouble.to_string(),
            Ok(()) => String::new(),
        };
        let told = known.into_iter();
        Ok(told
            .map(|told| told.unwrap_or_else(|| Err(Undelivered::Unknown(why.clone()))))
            .collect())
    }

    /// The broker closes a channel over a message that it refuses, and does not say which one it was.
    async fn one_by_one(
        &self,
        messages: Vec<Labelled<'_>>,
        known: &mut Known,
    ) -> Result<(), Trouble> {
        for (message, known) in messages.into_iter().zip(known).filter(|(_, k)| k.is_none()) {
            let (told, ended) = self.attempt(vec![message]).await;
            *known = told.into_iter().next().flatten();
            match ended {
                Err(Trouble::Refusal(why)) => {
                    *known = Some(Err(Undelivered::Refused(why.to_string())));
                }
                Err(why @ Trouble::Unconfirmed) => {
                    *known = Some(Err(Undelivered::Unknown(why.to_string())));
                }
                ended => ended?,
            }
        }
        Ok(())
    }

    /// What became of the messages, as far as it is known, and why not further.
    async fn attempt(&self, messages: Vec<Labelled<'_>>) -> (Known, Result<(), Trouble>) {
        let sent: Vec<_> = messages.iter().map(|(message, _)| (message.id, message.kind)).collect();
        let mut words: Vec<_> = sent.iter().map(|_| None).collect();
        let ended = self.send(messages, &mut words).await;
        (judge(&sent, words), ended)
    }

    async fn send(
        &self,
        messages: Vec<Labelled<'_>>,
        words: &mut [Option<Confirmation>],
    ) -> Result<(), Trouble> {
        let line = self.lines.line().await?;
        let handing = timeout(CONFIRMING, line.hand_over(messages, words));
        let handed = while_alive(|| line.is_alive(), handing).await;
        match handed.inspect_err(|_| self.lines.drop_line(&line))? {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) if error.is_amqp_soft_error() => {
                self.lines.renew(&line);
                Err(Trouble::Refusal(error))
            }
            Ok(Err(error)) => {
                self.lines.drop_line(&line);
                Err(error.into())
            }
            // What is underway stays so until the alarm ends; a new line would only send it twice.
            Err(_) if line.is_blocked() && line.is_alive() => Err(Trouble::TooSlow("an alarm")),
            Err(_) => {
                let answers = line.answers().await;
                self.lines.drop_line(&line);
                Err(if answers { Trouble::Unconfirmed } else { Trouble::TooSlow("confirming") })
            }
        }
    }
}
