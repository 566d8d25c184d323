//! Overhearing: messages for those who need not keep them, such as caches.

use std::sync::Arc;

use parvis_events::Envelope;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc::Sender;
use tokio_util::sync::CancellationToken;

use crate::amqp::AmqpOverhearing;

/// What is overheard.
#[derive(Debug, Clone)]
pub enum Overheard {
    /// A message.
    Message(Arc<Envelope>),
    /// From now on messages may be missed.
    Away,
    /// From now on none is missed; some may have been before. A broker's first word is this.
    Back,
}

/// An overhearing that waits to be run.
pub struct Overhearing(Source);

enum Source {
    Memory { kinds: Vec<String>, bus: Receiver<Arc<Envelope>> },
    Amqp(AmqpOverhearing),
}

impl Overhearing {
    pub(crate) fn of_memory(kinds: &[&str], bus: Receiver<Arc<Envelope>>) -> Self {
        Self(Source::Memory { kinds: kinds.iter().map(ToString::to_string).collect(), bus })
    }

    pub(crate) const fn of_amqp(overhearing: AmqpOverhearing) -> Self {
        Self(Source::Amqp(overhearing))
    }

    /// Tells `to` what is overheard, until `stop`.
    pub async fn run(self, to: Sender<Overheard>, stop: CancellationToken) {
        match self.0 {
            Source::Memory { kinds, bus } => {
                stop.run_until_cancelled(listen(kinds, bus, to)).await;
            }
            Source::Amqp(overhearing) => overhearing.run(to, stop).await,
        }
    }
}

async fn listen(kinds: Vec<String>, mut bus: Receiver<Arc<Envelope>>, to: Sender<Overheard>) {
    let wants = |kind: &str| kinds.iter().any(|wanted| wanted == "#" || wanted == kind);
    loop {
        let heard = match bus.recv().await {
            Ok(envelope) if wants(&envelope.kind) => Overheard::Message(envelope),
            Ok(_) => continue,
            Err(RecvError::Lagged(_)) => Overheard::Back,
            Err(RecvError::Closed) => return,
        };
        if to.send(heard).await.is_err() {
            return;
        }
    }
}
