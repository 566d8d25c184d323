//! A way to a server that is opened when the test wants it.

use std::net::SocketAddr;

use parvis_chassis::Tasks;
use reqwest::Url;
use tokio::net::{TcpListener, TcpStream};

/// An address at which nobody listens yet, and the server that will be reached there.
pub(super) struct Proxy {
    at: SocketAddr,
    server: String,
    url: Url,
}

impl Proxy {
    pub(super) fn to(url: &str, port: u16) -> Self {
        let mut url = Url::parse(url).unwrap();
        let server = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap_or(port));
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let at = free.local_addr().unwrap();
        url.set_host(Some("127.0.0.1")).unwrap();
        url.set_port(Some(at.port())).unwrap();
        Self { at, server, url }
    }

    pub(super) fn url(&self) -> &str {
        self.url.as_str()
    }

    /// From now on the server is reached.
    pub(super) async fn open(&self, tasks: &Tasks) {
        let listener = TcpListener::bind(self.at).await.unwrap();
        let (server, stop, each) = (self.server.clone(), tasks.stop(), tasks.clone());
        tasks.spawn(async move {
            let accepting = async {
                loop {
                    let (mut near, _) = listener.accept().await.unwrap();
                    let mut far = TcpStream::connect(&server).await.unwrap();
                    let stop = each.stop();
                    each.spawn(async move {
                        let talk = tokio::io::copy_bidirectional(&mut near, &mut far);
                        stop.run_until_cancelled(talk).await;
                    });
                }
            };
            stop.run_until_cancelled(accepting).await;
        });
    }
}
