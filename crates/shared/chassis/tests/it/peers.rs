//! Internal calls and the replicas of the called service.

use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use actix_web::{App, HttpResponse, HttpServer, web};
use parvis_chassis::identity::Identity;
use parvis_chassis::metrics::Metrics;
use parvis_chassis::peers::PeerError;
use parvis_chassis::{Addresses, Mode, Peers, Tasks};
use parvis_kernel::SystemClock;

/// One replica: it counts its calls.
struct Replica {
    address: SocketAddr,
    calls: Arc<AtomicUsize>,
    ready: Arc<AtomicBool>,
    tasks: Tasks,
}

impl Replica {
    fn start(at: &str) -> Self {
        let (tasks, calls) = (Tasks::default(), Arc::new(AtomicUsize::new(0)));
        let listener = TcpListener::bind(at).unwrap();
        let address = listener.local_addr().unwrap();
        let ready = Arc::new(AtomicBool::new(true));
        let (counted, is_ready) = (calls.clone(), ready.clone());
        let answer = move || {
            counted.fetch_add(1, Ordering::SeqCst);
            let ready = is_ready.load(Ordering::SeqCst);
            async move {
                if ready {
                    HttpResponse::Ok().body("here")
                } else {
                    HttpResponse::ServiceUnavailable().finish()
                }
            }
        };
        let app = move || App::new().default_service(web::to(answer.clone()));
        let server = HttpServer::new(app).workers(1).disable_signals().listen(listener).unwrap();
        tasks.spawn(parvis_chassis::http::serve(server.run(), tasks.stop()));
        Self { address, calls, ready, tasks }
    }

    fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }

    async fn stop(self) -> SocketAddr {
        assert!(self.tasks.drain(std::time::Duration::from_secs(20)).await);
        self.address
    }
}

fn peers(places: &[SocketAddr]) -> Peers {
    parvis_chassis::install_tls();
    let texts: Vec<_> = places.iter().map(|place| format!("http://{place}")).collect();
    let addresses = BTreeMap::from([("other".to_owned(), texts.join(","))]);
    let (key, _) = Identity::generate().unwrap();
    let identity = Identity::new("counter", &key, Arc::new(SystemClock)).unwrap();
    let metrics = Metrics::new("counter", Mode::Development);
    Peers::new(&Addresses::parse(&addresses).unwrap(), identity, metrics).unwrap()
}

#[tokio::test]
async fn calls_go_to_all_replicas_in_turn() {
    let replicas = [(); 3].map(|()| Replica::start("127.0.0.1:0"));
    let peers = peers(&replicas.each_ref().map(|replica| replica.address));
    for _ in 0..9 {
        assert_eq!(peers.bytes("other", "/internal/a").await.unwrap(), b"here");
    }
    assert_eq!(replicas.map(|replica| replica.calls()), [3, 3, 3]);
}

#[tokio::test]
async fn a_replica_that_is_away_costs_no_call_and_is_called_again_when_it_is_back() {
    // At an address of its own: nobody else takes the port meanwhile.
    let (gone, stays) = (Replica::start("127.0.0.2:0"), Replica::start("127.0.0.1:0"));
    let peers = peers(&[gone.address, stays.address]);
    assert!(peers.bytes("other", "/internal/a").await.is_ok());
    let address = gone.stop().await;
    for _ in 0..10 {
        assert!(peers.bytes("other", "/internal/a").await.is_ok());
    }
    let back = Replica::start(&address.to_string());
    let called = async {
        while back.calls() == 0 {
            assert!(peers.bytes("other", "/internal/a").await.is_ok());
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), called).await.unwrap();
}

#[tokio::test]
async fn a_replica_that_is_not_ready_costs_no_call() {
    let replicas = [(); 2].map(|()| Replica::start("127.0.0.1:0"));
    let peers = peers(&replicas.each_ref().map(|replica| replica.address));
    replicas[0].ready.store(false, Ordering::SeqCst);
    for _ in 0..10 {
        assert!(peers.bytes("other", "/internal/a").await.is_ok());
    }
    assert_eq!(replicas[1].calls(), 10);
    replicas[1].ready.store(false, Ordering::SeqCst);
    let refused = peers.bytes("other", "/internal/a").await.unwrap_err();
    assert!(matches!(refused, PeerError::Refused(503)), "{refused}");
}

#[tokio::test]
async fn a_service_of_which_nobody_is_there_is_away() {
    let gone = Replica::start("127.0.0.2:0").stop().await;
    let away = peers(&[gone]).bytes("other", "/internal/a").await.unwrap_err();
    assert!(matches!(away, PeerError::Away(_)), "{away}");
    let unknown = peers(&[gone]).bytes("stranger", "/internal/a").await.unwrap_err();
    assert!(matches!(unknown, PeerError::Unknown(_)), "{unknown}");
}
