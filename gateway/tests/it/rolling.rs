//! Replicas that end in order and start again while requests go on.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use actix_web::middleware::from_fn;
use actix_web::{App, HttpResponse, HttpServer, web};
use futures_util::future::join_all;
use parvis_chassis::Tasks;
use parvis_chassis::http::leave;
use parvis_testkit::Answer;
use reqwest::Method;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use crate::house::{House, PATIENCE};

const CLIENTS: usize = 8;
/// How long the others have to notice that a replica leaves: as long as a process gives them.
const NOTICE: Duration = Duration::from_secs(1);
/// How long a replica listens before it is ready.
const STARTING: Duration = Duration::from_millis(100);

/// What a replica knows.
#[derive(Clone)]
struct State {
    /// How many requests acted, at all replicas.
    acted: Arc<AtomicUsize>,
    ready: Arc<AtomicBool>,
    leaving: CancellationToken,
}

/// A replica of a service whose every request acts.
struct Replica {
    address: SocketAddr,
    state: State,
    tasks: Tasks,
}

impl Replica {
    async fn start(at: SocketAddr, acted: Arc<AtomicUsize>) -> Self {
        let (listener, tasks) = (TcpListener::bind(at).unwrap(), Tasks::default());
        let address = listener.local_addr().unwrap();
        let state = State { acted, ready: Arc::default(), leaving: CancellationToken::new() };
        let known = web::Data::new(state.clone());
        let app = move || {
            let leaving = known.leaving.clone();
            App::new()
                .app_data(known.clone())
                .wrap(from_fn(move |request, next| leave(leaving.clone(), request, next)))
                .route("/health/ready", web::get().to(ready))
                .default_service(web::to(act))
        };
        let server = HttpServer::new(app).workers(1).disable_signals().listen(listener).unwrap();
        tasks.spawn(parvis_chassis::http::serve(server.run(), tasks.stop()));
        sleep(STARTING).await;
        state.ready.store(true, Ordering::SeqCst);
        Self { address, state, tasks }
    }

    async fn end(self) -> (SocketAddr, Arc<AtomicUsize>) {
        self.state.leaving.cancel();
        sleep(NOTICE).await;
        assert!(self.tasks.drain(PATIENCE).await);
        (self.address, self.state.acted)
    }
}

async fn ready(state: web::Data<State>) -> HttpResponse {
    if state.ready.load(Ordering::SeqCst) && !state.leaving.is_cancelled() {
        HttpResponse::Ok().finish()
    } else {
        HttpResponse::ServiceUnavailable().finish()
    }
}

async fn act(state: web::Data<State>, body: web::Bytes) -> HttpResponse {
    if !state.ready.load(Ordering::SeqCst) {
        return HttpResponse::ServiceUnavailable().finish();
    }
    state.acted.fetch_add(1, Ordering::SeqCst);
    sleep(Duration::from_millis(1)).await;
    HttpResponse::Ok().body(body)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn replicas_end_and_start_under_load_and_every_request_acts_once() {
    let acted = Arc::new(AtomicUsize::new(0));
    // At an address of their own: nobody else takes a port that is free for a moment.
    let own = "127.0.0.2:0".parse().unwrap();
    let mut replicas = join_all((0..3).map(|_| Replica::start(own, acted.clone()))).await;
    let places: Vec<_> = replicas.iter().map(|r| format!("http://{}", r.address)).collect();
    let house =
        House::with(|config| config.with("shared.addresses.contract", places.join(","))).await;
    let (done, answered) = (AtomicBool::new(false), AtomicUsize::new(0));
    // A POST without a name of its own: nothing but order keeps it from being lost or doubled.
    let client = async || {
        while !done.load(Ordering::SeqCst) {
            let request = house.request(Method::POST, "/api/onboarding/create-contract");
            let request = request.header("x-master-key", house.secret()).body("hello");
            let answer = Answer::of(request.send().await.unwrap()).await;
            assert_eq!((answer.status, answer.text().as_str()), (200, "hello"));
            answered.fetch_add(1, Ordering::SeqCst);
        }
    };
    let clients = join_all((0..CLIENTS).map(|_| client()));
    let rolling = async {
        for _ in 0..2 {
            for at in 0..replicas.len() {
                let (address, acted) = replicas.remove(at).end().await;
                replicas.insert(at, Replica::start(address, acted).await);
            }
        }
        done.store(true, Ordering::SeqCst);
    };
    tokio::join!(clients, rolling);
    let (answered, acted) = (answered.into_inner(), acted.load(Ordering::SeqCst));
    println!("{answered} requests, {acted} of them acted");
    assert_eq!(acted, answered);
}
