//! An authoritative name server for the base domain, over UDP and TCP on one port.

pub(crate) mod http;
pub(crate) mod zone;

use crate::faults::{Effect, Faults, Upstream};
use crate::tasks::Tasks;
use hickory_proto::op::{Message, MessageType, OpCode, ResponseCode};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UdpSocket};
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

    /// Answers until the sandbox stops; every exchange is a task of its own, so that a slow one holds nobody up.
    pub(crate) fn serve(self, resolver: &Resolver, tasks: &Tasks) {
        let by_stream = resolver.clone();
        tasks.accept(self.tcp, move |stream| converse(stream, by_stream.clone()));
        tasks.spawn(receive(Arc::new(self.udp), resolver.clone(), tasks.clone()));
    }
}

async fn receive(udp: Arc<UdpSocket>, resolver: Resolver, tasks: Tasks) {
    let mut buffer = vec![0; LARGEST_DATAGRAM];
    loop {
        let Ok((length, peer)) = udp.recv_from(&mut buffer).await else {
            tokio::task::yield_now().await;
            continue;
        };
        let (query, udp, resolver) = (buffer[..length].to_vec(), udp.clone(), resolver.clone());
        tasks.spawn(async move {
            if let Some(answer) = resolver.answer(&query).await
                && let Err(error) = udp.send_to(&answer, peer).await
            {
                tracing::debug!(%error, "dns answer not sent");
            }
        });
    }
}

/// Answers the queries of one TCP connection, each behind its length in two bytes (RFC 1035 4.2.2).
async fn converse(mut stream: TcpStream, resolver: Resolver) -> io::Result<()> {
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
                let code = error.as_deref().and_then(response_code);
                answer.metadata.response_code = code.unwrap_or(ResponseCode::ServFail);
                Some(answer)
            }
        }
    }
}

/// The response code that a fault names.
pub(crate) fn response_code(name: &str) -> Option<ResponseCode> {
    Some(match name {
        "FORMERR" => ResponseCode::FormErr,
        "SERVFAIL" => ResponseCode::ServFail,
        "NXDOMAIN" => ResponseCode::NXDomain,
        "NOTIMP" => ResponseCode::NotImp,
        "REFUSED" => ResponseCode::Refused,
        _ => return None,
    })
}
