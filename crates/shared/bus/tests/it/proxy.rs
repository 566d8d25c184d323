//! What stands between the bus and the broker: a network that can be cut, can fall silent, and can
//! say what nobody said.

use std::io;
use std::sync::atomic::{AtomicU16, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use crate::broker::server;
use crate::ear::spawn;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Network {
    /// What comes is passed on.
    Open,
    /// Connections are cut, and new ones too.
    Cut,
    /// What comes is swallowed, and nobody is told.
    Silent,
}

impl Wire {
    /// Whether the connection is to be closed over this frame, the first one only.
    fn closes_over(&self, frame: &[u8]) -> bool {
        let mut closes = self.closes.lock().unwrap();
        let hit = closes.is_some_and(|(class, method)| {
            frame[0] == 1 && frame[7..].starts_with(&[0, class, 0, method])
        });
        if hit {
            *closes = None;
        }
        hit
    }
}

/// The network between a bus and the broker.
pub(crate) struct Proxy {
    port: u16,
    network: watch::Sender<Network>,
    wire: Arc<Wire>,
}

#[derive(Default)]
struct Wire {
    /// The channel on which a consumer was asked for last.
    channel: AtomicU16,
    /// How often a consumer was asked for, and how many of those connections have ended.
    consumers: AtomicUsize,
    ended: AtomicUsize,
    /// How often an acknowledgement of nothing is to be said.
    nonsense: watch::Sender<u32>,
    /// The method over which the next connection that uses it is to be closed, as class and number.
    closes: Mutex<Option<Method>>,
}

/// A method of the protocol: the numbers of its class and its own.
pub(crate) type Method = (u8, u8);

impl Proxy {
    pub(crate) async fn new(network: Network) -> Self {
        Self::on(TcpListener::bind("127.0.0.1:0").await.unwrap(), network)
    }

    pub(crate) fn on(listener: TcpListener, network: Network) -> Self {
        let port = listener.local_addr().unwrap().port();
        let (network, state) = watch::channel(network);
        let wire = Arc::<Wire>::default();
        spawn(accept(listener, state, wire.clone()));
        Self { port, network, wire }
    }

    /// The address of the broker behind this network.
    pub(crate) fn url(&self, broker: &str) -> String {
        at(broker, self.port)
    }

    pub(crate) fn becomes(&self, network: Network) {
        self.network.send_replace(network);
    }

    /// How often somebody began to hear.
    pub(crate) fn consumers(&self) -> usize {
        self.wire.consumers.load(Ordering::SeqCst)
    }

    /// How often somebody who heard went away.
    pub(crate) fn ended(&self) -> usize {
        self.wire.ended.load(Ordering::SeqCst)
    }

    /// Acknowledges on the consumer's channel what was never delivered: the broker closes the channel
    /// and leaves the connection open.
    pub(crate) fn acknowledge_nothing(&self) {
        self.wire.nonsense.send_modify(|times| *times += 1);
    }

    /// Closes the next connection that uses a method, in the name of the broker, instead of answering.
    pub(crate) fn close_over(&self, method: Method) {
        *self.wire.closes.lock().unwrap() = Some(method);
    }

    /// Whether that has happened.
    pub(crate) fn has_closed(&self) -> bool {
        self.wire.closes.lock().unwrap().is_none()
    }
}

/// The same address at another port of this machine.
pub(crate) fn at(broker: &str, port: u16) -> String {
    let (who, host) = broker.split_once('@').unwrap();
    let (_, host) = host.split_once('/').unwrap();
    format!("{who}@127.0.0.1:{port}/{host}")
}

async fn accept(listener: TcpListener, network: watch::Receiver<Network>, wire: Arc<Wire>) {
    while let Ok((client, _)) = listener.accept().await {
        spawn(pass(client, network.clone(), wire.clone()));
    }
}

async fn pass(client: TcpStream, mut network: watch::Receiver<Network>, wire: Arc<Wire>) {
    if *network.borrow() == Network::Cut {
        return;
    }
    let Ok(broker) = TcpStream::connect(server()).await else { return };
    let (mut from_client, to_client) = client.into_split();
    let (from_broker, to_broker) = broker.into_split();
    let mut consumes = false;
    if *network.borrow() == Network::Open {
        tokio::select! {
            _ = up(&mut from_client, &to_client, to_broker, &wire, &mut consumes) => {}
            _ = down(from_broker, &to_client) => {}
            _ = network.wait_for(|state| *state != Network::Open) => {}
        }
    }
    // What was swallowed cannot come any more: a silent connection ends when it is not silent.
    if *network.borrow() == Network::Silent {
        let mut nowhere = tokio::io::sink();
        tokio::select! {
            _ = tokio::io::copy(&mut from_client, &mut nowhere) => {}
            _ = network.wait_for(|state| *state != Network::Silent) => {}
        }
    }
    wire.ended.fetch_add(usize::from(consumes), Ordering::SeqCst);
}

async fn down(mut from: OwnedReadHalf, to: &OwnedWriteHalf) -> io::Result<()> {
    let mut bytes = [0; 4096];
    loop {
        let mut rest = match from.read(&mut bytes).await? {
            0 => return Ok(()),
            read => &bytes[..read],
        };
        while !rest.is_empty() {
            to.writable().await?;
            match to.try_write(rest) {
                Ok(written) => rest = &rest[written..],
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
    }
}

/// Passes whole frames, so that something can be said between two of them.
async fn up(
    from: &mut OwnedReadHalf,
    back: &OwnedWriteHalf,
    mut to: OwnedWriteHalf,
    wire: &Wire,
    consumes: &mut bool,
) -> io::Result<()> {
    let mut greeting = [0; 8];
    from.read_exact(&mut greeting).await?;
    to.write_all(&greeting).await?;
    let mut nonsense = wire.nonsense.subscribe();
    let mut heard = Vec::new();
    loop {
        while let Some(frame) = frame(&mut heard) {
            // A method frame of class basic (60), method consume (20).
            if frame[0] == 1 && frame[7..].starts_with(&[0, 60, 0, 20]) {
                wire.channel.store(u16::from_be_bytes([frame[1], frame[2]]), Ordering::SeqCst);
                wire.consumers.fetch_add(1, Ordering::SeqCst);
                *consumes = true;
                nonsense.mark_unchanged();
            }
            if wire.closes_over(&frame) {
                back.try_write(&close())?;
                // As the broker does, it hears nothing any more but the farewell.
                return tokio::io::copy(from, &mut tokio::io::sink()).await.map(|_| ());
            }
            to.write_all(&frame).await?;
        }
        tokio::select! {
            read = from.read_buf(&mut heard) => {
                if read? == 0 {
                    return Ok(());
                }
            }
            _ = nonsense.changed(), if *consumes => {
                to.write_all(&ack(wire.channel.load(Ordering::SeqCst))).await?;
            }
        }
    }
}

/// Takes the first whole frame: type, channel, size, so many bytes, an end mark.
fn frame(heard: &mut Vec<u8>) -> Option<Vec<u8>> {
    let size = u32::from_be_bytes(heard.get(3..7)?.try_into().ok()?);
    let whole = size as usize + 8;
    (heard.len() >= whole).then(|| heard.drain(..whole).collect())
}

/// The frame `basic.ack` of a delivery that never was.
fn ack(channel: u16) -> Vec<u8> {
    let [high, low] = channel.to_be_bytes();
    let mut frame = vec![1, high, low, 0, 0, 0, 13, 0, 60, 0, 80];
    frame.extend(9_999_999_u64.to_be_bytes());
    frame.extend([0, 0xCE]);
    frame
}

/// The frame `connection.close` as an operator causes it: code 320, a short text, no method's fault.
fn close() -> Vec<u8> {
    let mut frame = vec![1, 0, 0, 0, 0, 0, 12, 0, 10, 0, 50];
    frame.extend(320_u16.to_be_bytes());
    frame.extend([1, b'.', 0, 0, 0, 0, 0xCE]);
    frame
}
