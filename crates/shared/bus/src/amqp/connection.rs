//! One connection to the broker, held by its socket.
//!
//! The client library closes a connection by asking the broker, and waits in a thread of its own for
//! an answer that a broker which is away or stopped by an alarm never gives. So each connection here
//! ends with its socket, whatever is still awaited.

use std::net::{Shutdown, TcpStream};
use std::os::fd::AsFd as _;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use lapin::{AsyncTcpStream, Channel, Connection, ConnectionProperties, runtime};
use tokio::time::timeout;

use super::Trouble;
use super::address::Address;

/// How long connecting may take, from the name's look-up to the broker's welcome.
pub(super) const CONNECTING: Duration = Duration::from_secs(5);
/// How long a farewell may take.
pub(super) const CLOSING: Duration = Duration::from_secs(5);

/// A connection to the broker. Dropping it ends it at once.
pub(super) struct Link {
    connection: Connection,
    _socket: Socket,
}

impl Link {
    /// Connects within `CONNECTING`; the broker shows the connection under the name of the process
    /// and its `purpose`.
    pub(super) async fn open(address: &Address, purpose: &str) -> Result<Self, Trouble> {
        let opening = Box::pin(Self::connect(address, format!("{} {purpose}", address.name)));
        timeout(CONNECTING, opening).await.map_err(|_| Trouble::TooSlow("connecting"))?
    }

    async fn connect(address: &Address, name: String) -> Result<Self, Trouble> {
        let authority = &address.uri.authority;
        let runtime = runtime::default_runtime()?;
        let found = tokio::net::lookup_host((authority.host.as_str(), authority.port)).await?;
        let mut stream = AsyncTcpStream::connect(&runtime, found.collect::<Vec<_>>()).await?;
        let AsyncTcpStream::Plain(plain) = &stream else {
            return Err(Trouble::Lost);
        };
        let socket = Socket(TcpStream::from(plain.get_ref().as_fd().try_clone_to_owned()?));
        if address.uri.scheme == lapin::uri::AMQPScheme::AMQPS {
            stream = stream.into_tls(&authority.host, address.tls.as_ref()).await?;
        }
        let properties = ConnectionProperties::default().with_connection_name(name.into());
        let once = Mutex::new(Some(stream));
        let give = async move |_, _| {
            let stream = once.lock().unwrap_or_else(PoisonError::into_inner).take();
            stream.ok_or_else(|| std::io::Error::from(std::io::ErrorKind::NotConnected).into())
        };
        let connection =
            Connection::connector(address.uri.clone(), runtime, give, properties).await?;
        Ok(Self { connection, _socket: socket })
    }

    /// A new channel.
    pub(super) async fn channel(&self) -> Result<Channel, Trouble> {
        Ok(self.connection.create_channel().await?)
    }

    /// Whether the broker was there when it last had to be.
    pub(super) fn is_alive(&self) -> bool {
        self.connection.status().connected()
    }

    /// Whether the broker takes no messages because it is short of memory or disk.
    pub(super) fn is_blocked(&self) -> bool {
        self.connection.status().blocked()
    }

    /// Whether the connection and a channel of it are there: a channel can die without telling its consumers.
    pub(super) fn carries(&self, channel: &Channel) -> bool {
        self.is_alive() && channel.status().connected()
    }

    /// Takes leave: the channel first, then the connection, so that the broker has all that was sent.
    pub(super) async fn close(self, channel: &Channel) {
        let closing = async {
            channel.close(200, "bye".into()).await?;
            self.connection.close(200, "bye".into()).await
        };
        match timeout(CLOSING, closing).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::debug!(%error, "the broker did not take leave"),
            Err(_) => tracing::debug!("the broker took too long to take leave"),
        }
    }
}

/// Shuts a socket down when it is dropped, whoever else holds it.
struct Socket(TcpStream);

impl Drop for Socket {
    fn drop(&mut self) {
        // It may be gone already.
        self.0.shutdown(Shutdown::Both).ok();
    }
}
