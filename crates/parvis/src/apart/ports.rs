//! Loopback ports, chosen before anybody listens: whoever calls must know them first.

use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, UdpSocket};
use std::path::PathBuf;

use anyhow::{Result, bail};
use rand::Rng as _;

/// Below the ports that systems hand out by themselves, so that no connection takes one meanwhile.
const RANGE: std::ops::Range<u16> = 20_000..32_000;
const TRIES: usize = 200;

/// A port that no other platform on this machine chooses as long as this value lives.
#[derive(Debug)]
pub(super) struct Port {
    number: u16,
    _claim: File,
}

impl Port {
    /// Chooses one that nobody listens on.
    pub(super) fn choose() -> Result<Self> {
        let folder = folder();
        fs::create_dir_all(&folder)?;
        for _ in 0..TRIES {
            let number = rand::thread_rng().gen_range(RANGE);
            let claim = File::create(folder.join(number.to_string()))?;
            if claim.try_lock().is_ok() && is_free(number) {
                return Ok(Self { number, _claim: claim });
            }
        }
        bail!("no free port between {} and {}", RANGE.start, RANGE.end)
    }

    /// Its loopback address.
    pub(super) fn address(&self) -> SocketAddr {
        (Ipv4Addr::LOCALHOST, self.number).into()
    }
}

fn is_free(number: u16) -> bool {
    let at = (Ipv4Addr::LOCALHOST, number);
    TcpListener::bind(at).is_ok() && UdpSocket::bind(at).is_ok()
}

fn folder() -> PathBuf {
    let user = rustix::process::getuid().as_raw();
    std::env::temp_dir().join(format!("parvis-ports-{user}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chosen_port_is_not_chosen_again() {
        let chosen: Vec<_> = (0..50).map(|_| Port::choose().unwrap()).collect();
        let mut numbers: Vec<_> = chosen.iter().map(|port| port.number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), 50);
        // Chosen is not taken: whoever it was chosen for can listen on it.
        assert!(chosen.iter().all(|port| TcpListener::bind(port.address()).is_ok()));
    }
}
