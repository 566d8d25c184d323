//! Publishing: hands messages to the line and tells what became of each.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;

use super::address::Address;
use super::line::{Labelled, Told};
use super::lines::Lines;
use super::{Trouble, properties};
use crate::{Away, Handed, Outgoing, Undelivered};

/// How long the broker may take to confirm a batch.
const CONFIRMING: Duration = Duration::from_secs(10);

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

    /// The broker closes a channel over a message that it refuses, and does not say which one it was.
    async fn hand_over(&self, messages: Vec<Labelled<'_>>) -> Result<Told, Trouble> {
        match self.attempt(messages.clone()).await {
            Err(Trouble::Refusal(_)) => self.one_by_one(messages).await,
            handed => handed,
        }
    }

    async fn one_by_one(&self, messages: Vec<Labelled<'_>>) -> Result<Told, Trouble> {
        let mut told = Vec::with_capacity(messages.len());
        for message in messages {
            match self.attempt(vec![message]).await {
                Ok(one) => told.extend(one),
                Err(Trouble::Refusal(why)) => told.push(Err(Undelivered::Refused(why.to_string()))),
                Err(trouble) => return Err(trouble),
            }
        }
        Ok(told)
    }

    async fn attempt(&self, messages: Vec<Labelled<'_>>) -> Result<Told, Trouble> {
        let line = self.lines.line().await?;
        match timeout(CONFIRMING, line.hand_over(messages)).await {
            Ok(Ok(told)) => Ok(told),
            Ok(Err(error)) => {
                self.lines.drop_line(&line);
                let refusal = error.is_amqp_soft_error();
                Err(if refusal { Trouble::Refusal(error) } else { error.into() })
            }
            // What is underway stays so until the alarm ends; a new line would only send it twice.
            Err(_) if line.is_blocked() && line.is_alive() => Err(Trouble::TooSlow("an alarm")),
            Err(_) => {
                self.lines.drop_line(&line);
                Err(Trouble::TooSlow("confirming"))
            }
        }
    }
}
