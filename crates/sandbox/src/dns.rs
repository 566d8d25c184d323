//! An authoritative name server for the base domain, over UDP and TCP on one port.

pub(crate) mod http;
pub(crate) mod zone;

use crate::faults::{Effect, Faults, Upstream};
use hickory_proto::op::{Message, MessageType, OpCode, ResponseCode};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UdpSocket};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use zone::Zone;

const LARGEST_DATAGRAM: usize = 4096;
const IDLE: Duration = Duration::from_secs(10);
const PORT_TRIES: usize = 16;

/// Both sockets of the name server, bound to the same port.
pub(crate) struct Sockets {
    udp: UdpSocket,
    tcp: TcpListener,
}

/// Answers one query at a time.
#[derive(Clone)]
pub(crate) struct Resolver {
    pub(crate) zone: Arc<Zone>,
    pub(crate) faults: Faults,
}

impl Sockets {
    /// Binds both; with port 0 the system chooses for TCP, and another port is tried where UDP has it already.
    pub(crate) async fn bind(address: SocketAddr) -> io::Result<Self> {
        let mut last = io::Error::from(io::ErrorKind::AddrInUse);
        for _ in 0..PORT_TRIES {
            let tcp = TcpListener::bind(address).await?;
            match UdpSocket::bind(tcp.local_addr()?).await {
                Ok(udp) => return Ok(Self { udp, tcp }),
                Err(error) if address.port() == 0 => last = error,
                Err(error) => return Err(error),
            }
        }
        Err(last)
    }

    pub(crate) fn address(&self) -> io::Result<SocketAddr> {
        self.tcp.local_addr()
    }

    /// Answers until `stop`; every exchange is a task of its own, so that a slow one holds nobody up.
    pub(crate) fn serve(self, resolver: &Resolver, tasks: &TaskTracker, stop: &CancellationToken) {
        let (udp, tcp) = (Arc::new(self.udp), self.tcp);
        let (by_datagram, by_stream) = (resolver.clone(), resolver.clone());
        let (tracker, token) = (tasks.clone(), stop.clone());
        tasks.spawn(stop.clone().run_until_cancelled_owned(async move {
            let mut buffer = [0; LARGEST_DATAGRAM];
            loop {
                let Ok((length, peer)) = udp.recv_from(&mut buffer).await else { continue };
                let (query, udp) = (buffer[..length].to_vec(), udp.clone());
                let resolver = by_datagram.clone();
                tracker.spawn(token.clone().run_until_cancelled_owned(async move {
                    if let Some(answer) = resolver.answer(&query).await
                        && let Err(error) = udp.send_to(&answer, peer).await
                    {
                        tracing::debug!(%error, "dns answer not sent");
                    }
                }));
            }
        }));
        let (tracker, token) = (tasks.clone(), stop.clone());
        tasks.spawn(stop.clone().run_until_cancelled_owned(async move {
            loop {
                let Ok((stream, _)) = tcp.accept().await else { continue };
                let resolver = by_stream.clone();
                tracker.spawn(token.clone().run_until_cancelled_owned(async move {
                    if let Err(error) = converse(stream, &resolver).await {
                        tracing::debug!(%error, "dns connection ended");
                    }
                }));
            }
        }));
    }
}

/// Answers the queries of one TCP connection, each behind its length in two bytes (RFC 1035 4.2.2).
async fn converse(mut stream: TcpStream, resolver: &Resolver) -> io::Result<()> {
    stream.set_nodelay(true)?;
    loop {
        let Ok(length) = tokio::time::timeout(IDLE, stream.read_u16()).await else { return Ok(()) };
        let mut query = vec![0; usize::from(length?)];
        stream.read_exact(&mut query).await?;
        let Some(answer) = resolver.answer(&query).await else { return Ok(()) };
        let length = u16::try_from(answer.len()).map_err(io::Error::other)?;
        stream.write_all(&[&length.to_be_bytes()[..], &answer].concat()).await?;
    }
}

impl Resolver {
    /// The answer to a query as bytes; `None` where nothing is to be sent.
    async fn answer(&self, query: &[u8]) -> Option<Vec<u8>> {
        let answer = match Message::from_vec(query) {
            Ok(query) if query.metadata.message_type == MessageType::Response => return None,
            Ok(query) => self.consider(&query).await?,
            Err(_) => {
                let id = u16::from_be_bytes([*query.first()?, *query.get(1)?]);
                Message::error_msg(id, OpCode::Query, ResponseCode::FormErr)
            }
        };
        answer.to_vec().ok()
    }

    async fn consider(&self, query: &Message) -> Option<Message> {
        match self.faults.meet(Upstream::Dns).await {
            None => Some(self.zone.answer(query)),
            Some(Effect::Drop) => None,
            Some(Effect::Answer { error, .. }) => {
                let mut answer = zone::blank_answer(query);
                answer.metadata.response_code = code(error.as_deref());
                Some(answer)
            }
        }
    }
}

fn code(error: Option<&str>) -> ResponseCode {
    match error {
        Some("FORMERR") => ResponseCode::FormErr,
        Some("NXDOMAIN") => ResponseCode::NXDomain,
        Some("NOTIMP") => ResponseCode::NotImp,
        Some("REFUSED") => ResponseCode::Refused,
        _ => ResponseCode::ServFail,
    }
}
