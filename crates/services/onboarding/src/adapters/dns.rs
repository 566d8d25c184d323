//! Asks a name server whether a name has an address: over UDP, and over TCP when the answer is long
//! (RFC 1035 section 4.2, RFC 7766).

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use hickory_proto::ProtoError;
use hickory_proto::op::{Message, Query, ResponseCode};
use hickory_proto::rr::{Name, RecordType};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpStream, UdpSocket};
use tokio::time::timeout;

/// The longest answer over UDP that is read, in bytes.
const LONGEST: usize = 4096;
/// How often a question is sent over UDP, which may lose it.
const TRIES: usize = 2;

/// Why a name server gave no usable answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DnsError {
    /// It did not answer, or could not be reached.
    #[error("the name server did not answer: {0}")]
    Away(#[from] io::Error),
    /// It refused or failed.
    #[error("the name server answered {0}")]
    Refused(ResponseCode),
    /// The name can't be asked for, or the answer can't be read.
    #[error("not readable: {0}")]
    Unreadable(#[from] ProtoError),
}

/// A name server to ask.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NameServer {
    address: SocketAddr,
    patience: Duration,
}

impl NameServer {
    /// The name server at `address`, which answers within `patience` or not at all.
    pub(crate) const fn new(address: SocketAddr, patience: Duration) -> Self {
        Self { address, patience }
    }

    /// Whether the name has an IPv4 address now.
    pub(crate) async fn has_address(&self, name: &str) -> Result<bool, DnsError> {
        let mut question = Message::query();
        let name = Name::from_ascii(format!("{name}."))?;
        question.add_query(Query::query(name, RecordType::A));
        question.metadata.recursion_desired = true;
        let answer = self.ask(&question).await?;
        let code = answer.metadata.response_code;
        if code == ResponseCode::NXDomain {
            return Ok(false);
        }
        if code != ResponseCode::NoError {
            return Err(DnsError::Refused(code));
        }
        Ok(answer.answers.iter().any(|record| record.record_type() == RecordType::A))
    }

    async fn ask(&self, question: &Message) -> Result<Message, DnsError> {
        let bytes = question.to_vec()?;
        let mut last = io::Error::from(io::ErrorKind::TimedOut);
        for _ in 0..TRIES {
            match timeout(self.patience, self.by_datagram(&bytes, question)).await {
                Ok(Ok(answer)) if answer.metadata.truncation => {
                    let stream = timeout(self.patience, self.by_stream(&bytes));
                    return stream.await.map_err(io::Error::from)?;
                }
                Ok(Ok(answer)) => return Ok(answer),
                Ok(Err(error)) => last = error,
                Err(_) => last = io::Error::from(io::ErrorKind::TimedOut),
            }
        }
        Err(last.into())
    }

    /// Sends the question and waits for its answer; what answers another question is ignored.
    async fn by_datagram(&self, bytes: &[u8], question: &Message) -> io::Result<Message> {
        let any = match self.address {
            SocketAddr::V4(_) => SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0)),
            SocketAddr::V6(_) => SocketAddr::from((Ipv6Addr::UNSPECIFIED, 0)),
        };
        let socket = UdpSocket::bind(any).await?;
        socket.connect(self.address).await?;
        socket.send(bytes).await?;
        let mut buffer = [0; LONGEST];
        loop {
            let length = socket.recv(&mut buffer).await?;
            let Ok(answer) = Message::from_vec(&buffer[..length]) else { continue };
            let ours = answer.metadata.id == question.metadata.id;
            if ours && answer.queries == question.queries {
                return Ok(answer);
            }
        }
    }

    async fn by_stream(&self, bytes: &[u8]) -> Result<Message, DnsError> {
        let mut stream = TcpStream::connect(self.address).await?;
        let length = u16::try_from(bytes.len()).map_err(io::Error::other)?;
        stream.write_all(&[&length.to_be_bytes()[..], bytes].concat()).await?;
        let mut answer = vec![0; usize::from(stream.read_u16().await?)];
        stream.read_exact(&mut answer).await?;
        Ok(Message::from_vec(&answer).map_err(ProtoError::from)?)
    }
}
