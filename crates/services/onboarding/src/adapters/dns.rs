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

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use hickory_proto::rr::rdata::A;
    use hickory_proto::rr::{RData, Record};
    use tokio::net::TcpListener;

    use super::*;

    /// Answers a long answer over UDP by its head alone, and whole over TCP.
    async fn answer_at_length(stream: TcpListener, datagrams: UdpSocket) -> io::Result<()> {
        let mut buffer = [0; LONGEST];
        let (length, peer) = datagrams.recv_from(&mut buffer).await?;
        let question = Message::from_vec(&buffer[..length]).unwrap();
        let mut head = question.clone().into_response();
        head.metadata.truncation = true;
        datagrams.send_to(&head.to_vec().unwrap(), peer).await?;
        let (mut stream, _) = stream.accept().await?;
        let mut query = vec![0; usize::from(stream.read_u16().await?)];
        stream.read_exact(&mut query).await?;
        let mut answer = question.clone().into_response();
        let address = RData::A(A(Ipv4Addr::LOCALHOST));
        answer.add_answer(Record::from_rdata(question.queries[0].name.clone(), 5, address));
        let answer = answer.to_vec().unwrap();
        stream.write_u16(u16::try_from(answer.len()).unwrap()).await?;
        stream.write_all(&answer).await
    }

    #[tokio::test]
    async fn a_long_answer_is_fetched_over_tcp() {
        let stream = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = stream.local_addr().unwrap();
        let datagrams = UdpSocket::bind(address).await.unwrap();
        let server = NameServer::new(address, Duration::from_secs(5));
        let (found, told) =
            tokio::join!(server.has_address("a.example"), answer_at_length(stream, datagrams));
        told.unwrap();
        assert!(found.unwrap());
    }

    #[tokio::test]
    async fn nobody_there_is_no_answer() {
        let closed = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap().local_addr().unwrap();
        let server = NameServer::new(closed, Duration::from_millis(50));
        assert!(matches!(server.has_address("a.example").await, Err(DnsError::Away(_))));
        assert!(matches!(server.has_address("a..b").await, Err(DnsError::Unreadable(_))));
    }
}
