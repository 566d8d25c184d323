//! The health check of a container: the binary asks the process beside it, so an image needs no other tool.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use super::command_line::Page;
use crate::settings::Config;
use crate::{StartError, upstream};

/// How long the answer may take.
const LIMIT: Duration = Duration::from_secs(3);

/// Succeeds when the process that listens at `shared.listen` answers 200.
pub(super) fn ask(config: &Config, page: Page) -> Result<(), StartError> {
    let listen = config.shared().map_err(StartError::Settings)?.listen;
    let path = match page {
        Page::Live => "live",
        Page::Ready => "ready",
    };
    let url = format!("http://{}/health/{path}", reached(listen));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let answer = runtime.map_err(StartError::other)?.block_on(async {
        upstream::client(LIMIT)
            .map_err(StartError::other)?
            .get(url)
            .send()
            .await
            .map_err(|_| StartError::other("no answer"))
    })?;
    let status = answer.status();
    if status.is_success() {
        Ok(())
    } else {
        Err(StartError::other(format_args!("answered {status}")))
    }
}

/// Whoever listens everywhere is reached by loopback.
fn reached(mut listen: SocketAddr) -> SocketAddr {
    if listen.ip().is_unspecified() {
        listen.set_ip(match listen.ip() {
            IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        });
    }
    listen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_listens_everywhere_is_asked_by_loopback() {
        for (listen, reached_at) in [
            ("0.0.0.0:8080", "127.0.0.1:8080"),
            ("[::]:8080", "[::1]:8080"),
            ("10.0.0.7:80", "10.0.0.7:80"),
        ] {
            assert_eq!(reached(listen.parse().unwrap()).to_string(), reached_at);
        }
    }
}
