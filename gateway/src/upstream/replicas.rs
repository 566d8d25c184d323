//! The replicas of one service, and whose turn it is.

use std::cell::{Cell, RefCell};
use std::io;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::Instant;

use super::endpoint::{Endpoint, Means, Standing};
use crate::error::Error;
use crate::resolver::Replica;

pub(super) struct Replicas {
    service: Rc<str>,
    means: Means,
    endpoints: RefCell<Vec<Rc<Endpoint>>>,
    turn: Cell<usize>,
}

impl Replicas {
    pub(super) fn new(service: &str, means: Means) -> Self {
        let endpoints = RefCell::default();
        Self { service: service.into(), means, endpoints, turn: Cell::new(0) }
    }

    /// Takes over the replicas that there are now. One of several is tried before it is relied on: it may
    /// accept connections and not be ready.
    pub(super) fn place(&self, replicas: &[Replica]) {
        let mut endpoints = self.endpoints.borrow_mut();
        let known = |replica: &Replica| {
            let same = |endpoint: &&Rc<Endpoint>| endpoint.is(replica);
            endpoints.iter().find(same).cloned()
        };
        let placed = replicas.iter().map(|replica| {
            known(replica).unwrap_or_else(|| {
                let endpoint = Endpoint::new(self.service.clone(), replica.clone(), self.means);
                if replicas.len() > 1 {
                    endpoint.doubt();
                }
                Rc::new(endpoint)
            })
        });
        let placed = placed.collect();
        *endpoints = placed;
    }

    /// The replica with the fewest requests underway, those that are equal in turn; of those that were
    /// tried none, and of those that can be relied on less one only where there is no other.
    pub(super) fn pick(&self, tried: &[SocketAddr]) -> Option<Rc<Endpoint>> {
        let endpoints = self.endpoints.borrow();
        let (count, turn) = (endpoints.len(), self.turn.get());
        let (mut best, mut well) = (None, 0);
        for at in (0..count).map(|step| (turn + step) % count) {
            let endpoint = &endpoints[at];
            let standing = endpoint.standing();
            well += usize::from(standing == Standing::Well);
            if tried.contains(&endpoint.address()) {
                continue;
            }
            let rank = (standing, endpoint.underway());
            if best.is_none_or(|(best, _)| rank < best) {
                best = Some((rank, at));
            }
        }
        if well < count && count > 1 {
            let now = Instant::now();
            endpoints.iter().for_each(|endpoint| endpoint.try_again(now, well == 0));
        }
        let (_, at) = best?;
        self.turn.set((at + 1) % count);
        Some(endpoints[at].clone())
    }

    /// The failure where there is no replica at all.
    pub(super) fn unknown(&self) -> Error {
        Error::Away(self.service.to_string(), io::Error::from(io::ErrorKind::NotFound))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use parvis_chassis::{Config, Mode};
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;
    use tokio::time::timeout;

    use super::*;
    use crate::settings::Settings;

    const READY: &str = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
    const NOT_READY: &str = "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n";

    fn replicas() -> Replicas {
        let config = Config::from_defaults([crate::DEFAULTS]);
        let settings: Settings = config.section(crate::NAME, Mode::Production).unwrap();
        Replicas::new("vat", Means { limits: settings.time_limits(), most_idle: 1 })
    }

    fn at(address: SocketAddr) -> Replica {
        Replica { address, host: "vat:80".try_into().unwrap() }
    }

    /// Answers one question, which must be for its health.
    async fn answer(listener: &TcpListener, text: &str) {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut head = [0; 1024];
        let length = stream.read(&mut head).await.unwrap();
        assert!(head[..length].starts_with(b"GET /health/ready HTTP/1.1\r\nhost: vat:80\r\n"));
        stream.write_all(text.as_bytes()).await.unwrap();
    }

    #[actix_web::test]
    async fn a_replica_that_joins_is_asked_once_it_is_ready() {
        let replicas = replicas();
        let joining = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let old = at("127.0.0.1:1".parse().unwrap());
        let new = at(joining.local_addr().unwrap());
        replicas.place(std::slice::from_ref(&old));
        let picked = || replicas.pick(&[]).unwrap().address();
        assert_eq!(picked(), old.address);
        replicas.place(&[old.clone(), new.clone()]);
        for readiness in [NOT_READY, READY] {
            let asked = answer(&joining, readiness);
            let asking = async {
                loop {
                    assert_eq!(picked(), old.address, "the new one may not be ready");
                    tokio::time::sleep(Duration::from_millis(10)).await;
                }
            };
            tokio::select! { () = asked => {}, () = asking => {} }
        }
        let joined = async {
            while picked() != new.address {
                tokio::task::yield_now().await;
            }
        };
        timeout(Duration::from_secs(20), joined).await.unwrap();
        replicas.place(std::slice::from_ref(&new));
        assert_eq!((picked(), picked()), (new.address, new.address));
    }

    #[actix_web::test]
    async fn where_none_can_be_relied_on_a_resting_one_is_tried_again_soon() {
        let replicas = replicas();
        let starting = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let gone = at("127.0.0.1:1".parse().unwrap());
        replicas.place(&[gone, at(starting.local_addr().unwrap())]);
        let begun = Instant::now();
        let asked = async {
            for _ in 0..5 {
                answer(&starting, NOT_READY).await;
            }
        };
        let asking = async {
            loop {
                replicas.pick(&[]).unwrap();
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::select! { () = asked => {}, () = asking => {} }
        // Its rests would take eleven seconds.
        assert!(begun.elapsed() < Duration::from_secs(6));
    }

    #[actix_web::test]
    async fn each_replica_is_tried_once_a_request_whether_it_is_well_or_not() {
        let replicas = replicas();
        let all: Vec<_> = (1..=3).map(|port| at(([127, 0, 0, 1], port).into())).collect();
        replicas.place(&all);
        let mut tried = Vec::new();
        while let Some(endpoint) = replicas.pick(&tried) {
            tried.push(endpoint.address());
        }
        assert_eq!(tried, all.iter().map(|replica| replica.address).collect::<Vec<_>>());
    }
}
