//! Overhears everything on the wire: to count what travels twice, and to send it again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use futures_util::StreamExt as _;
use lapin::options::{
    BasicConsumeOptions, BasicPublishOptions, QueueBindOptions, QueueDeclareOptions,
};
use lapin::types::{FieldTable, ShortString};
use lapin::{BasicProperties, Channel, Connection, ConnectionProperties};
use parvis_events::Envelope;
use parvis_kernel::Secret;
use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;
use tokio::task::JoinHandle;

/// A message as it travelled.
#[derive(Debug, Clone)]
struct Heard {
    exchange: ShortString,
    key: ShortString,
    bytes: Vec<u8>,
}

/// A queue of its own, bound to everything.
pub(crate) struct Witness {
    _connection: Connection,
    heard: Arc<Mutex<Vec<Heard>>>,
    task: JoinHandle<()>,
}

impl Witness {
    /// Listens from now on. With `echo`, each message is sent `echo` times more: within a window of 50
    /// the copies come in another order, those of one aggregate in their own.
    pub(crate) async fn listen(broker: &Secret, echo: usize, chance: StdRng) -> Self {
        let properties = ConnectionProperties::default();
        let connection = Connection::connect(broker.reveal(), properties).await.unwrap();
        let channel = connection.create_channel().await.unwrap();
        let options = QueueDeclareOptions { exclusive: true, ..Default::default() };
        let queue = format!("witness.{}", parvis_kernel::id::fresh());
        let declared = channel.queue_declare(queue.into(), options, FieldTable::default()).await;
        let queue = declared.unwrap().name().clone();
        for exchange in ["parvis.facts", "parvis.commands"] {
            let (options, none) = (QueueBindOptions::default(), FieldTable::default());
            let bound =
                channel.queue_bind(queue.clone(), exchange.into(), "#".into(), options, none);
            bound.await.unwrap();
        }
        let heard = Arc::new(Mutex::new(Vec::new()));
        let task = spawn(Self::follow(channel, queue, heard.clone(), Echo::new(echo, chance)));
        Self { _connection: connection, heard, task }
    }

    async fn follow(
        channel: Channel,
        queue: ShortString,
        heard: Arc<Mutex<Vec<Heard>>>,
        mut echo: Echo,
    ) {
        let options = BasicConsumeOptions { no_ack: true, ..Default::default() };
        let tag = ShortString::default();
        let consumer = channel.basic_consume(queue, tag, options, FieldTable::default()).await;
        let mut consumer = consumer.unwrap();
        while let Some(Ok(delivery)) = consumer.next().await {
            let one = Heard {
                exchange: delivery.exchange.clone(),
                key: delivery.routing_key.clone(),
                bytes: delivery.data.clone(),
            };
            let copies = echo.of(&one);
            heard.lock().unwrap().push(one);
            for copy in copies {
                publish(&channel, &copy).await;
            }
        }
    }

    /// How many messages came more than once.
    pub(crate) fn copies(&self) -> usize {
        let heard = self.heard.lock().unwrap();
        let ids: BTreeSet<_> = heard.iter().filter_map(id_of).collect();
        heard.len() - ids.len()
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn id_of(heard: &Heard) -> Option<String> {
    Some(Envelope::from_bytes(&heard.bytes).ok()?.id.to_string())
}

#[expect(clippy::disallowed_methods, reason = "the witness ends with the row")]
fn spawn(task: impl Future<Output = ()> + Send + 'static) -> JoinHandle<()> {
    tokio::spawn(task)
}

async fn publish(channel: &Channel, heard: &Heard) {
    let (options, properties) = (BasicPublishOptions::default(), BasicProperties::default());
    let (exchange, key) = (heard.exchange.clone(), heard.key.clone());
    let sent = channel.basic_publish(exchange, key, options, &heard.bytes, properties);
    sent.await.unwrap();
}

/// Copies that wait to be sent, and what was copied already.
struct Echo {
    times: usize,
    chance: StdRng,
    known: BTreeSet<String>,
    window: Vec<Heard>,
}

impl Echo {
    const WINDOW: usize = 50;

    fn new(times: usize, chance: StdRng) -> Self {
        Self { times, chance, known: BTreeSet::new(), window: Vec::new() }
    }

    /// The copies that are to be sent now.
    fn of(&mut self, heard: &Heard) -> Vec<Heard> {
        let is_new = id_of(heard).is_some_and(|id| self.known.insert(id));
        if self.times == 0 || !is_new {
            return Vec::new();
        }
        self.window.push(heard.clone());
        if self.window.len() < Self::WINDOW {
            // Each message is sent once more at once, and again when the window is full.
            return vec![heard.clone(); self.times - 1];
        }
        let mut copies = std::mem::take(&mut self.window);
        self.shuffle(&mut copies);
        copies
    }

    /// Shuffles aggregates, and leaves the messages of each in their order.
    fn shuffle(&mut self, copies: &mut Vec<Heard>) {
        let mut by_aggregate: BTreeMap<String, std::collections::VecDeque<Heard>> = BTreeMap::new();
        let mut places = Vec::new();
        for copy in copies.drain(..) {
            let aggregate = Envelope::from_bytes(&copy.bytes).unwrap().aggregate();
            places.push(aggregate.clone());
            by_aggregate.entry(aggregate).or_default().push_back(copy);
        }
        places.shuffle(&mut self.chance);
        copies.extend(places.iter().filter_map(|place| by_aggregate.get_mut(place)?.pop_front()));
    }
}
