//! Every listener of the sandbox, bound before the first server starts.

use crate::dns::Sockets;
use crate::{Config, Error};
use std::io;
use std::net::SocketAddr;
use tokio::net::TcpListener;

/// The bound listeners.
pub(crate) struct Listeners {
    pub(crate) http: std::net::TcpListener,
    pub(crate) smtp: TcpListener,
    pub(crate) dns: Sockets,
    pub(crate) places: Places,
}

/// Where they listen, with the ports that the system chose.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Places {
    pub(crate) http: SocketAddr,
    pub(crate) smtp: SocketAddr,
    pub(crate) dns: SocketAddr,
}

impl Listeners {
    pub(crate) async fn bind(config: &Config) -> Result<Self, Error> {
        let http = std::net::TcpListener::bind(config.http);
        let (http, at_http) =
            listening("HTTP", config.http, http, std::net::TcpListener::local_addr)?;
        let smtp = TcpListener::bind(config.smtp).await;
        let (smtp, at_smtp) = listening("SMTP", config.smtp, smtp, TcpListener::local_addr)?;
        let dns = Sockets::bind(config.dns).await;
        let (dns, at_dns) = listening("DNS", config.dns, dns, Sockets::address)?;
        Ok(Self { http, smtp, dns, places: Places { http: at_http, smtp: at_smtp, dns: at_dns } })
    }
}

fn listening<L>(
    protocol: &'static str,
    address: SocketAddr,
    bound: io::Result<L>,
    place: fn(&L) -> io::Result<SocketAddr>,
) -> Result<(L, SocketAddr), Error> {
    bound
        .and_then(|listener| place(&listener).map(|place| (listener, place)))
        .map_err(|source| Error::Listen { protocol, address, source })
}
