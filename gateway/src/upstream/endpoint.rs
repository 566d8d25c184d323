//! One replica as one worker sees it: its connections, its requests underway, and whether it is well.

use std::cell::{Cell, RefCell};
use std::io;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use http::header::{CONNECTION, HOST};
use http::{HeaderValue, Request, Response, StatusCode};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use parvis_chassis::addresses::Health;
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::Answer;
use super::lease::{Attempt, Idle, Lease, Sender};
use crate::error::Error;
use crate::resolver::Replica;
use crate::settings::TimeLimits;
use crate::upload::Upload;

/// Where a replica says whether it can work, and how long it may take to say so.
pub(crate) const READY: &str = "/health/ready";
const TRIAL: Duration = Duration::from_secs(2);
/// How long one rests at least that is needed.
const MOMENT: Duration = Duration::from_millis(100);

/// What every replica may take and keep.
#[derive(Debug, Clone, Copy)]
pub(super) struct Means {
    pub(super) limits: TimeLimits,
    pub(super) most_idle: usize,
}

pub(super) struct Endpoint {
    service: Rc<str>,
    replica: Replica,
    limits: TimeLimits,
    idle: RefCell<Idle>,
    underway: Cell<usize>,
    health: RefCell<Health>,
    on_trial: Cell<bool>,
    /// When it was last tried.
    tried: Cell<Option<Instant>>,
    /// How often it was told to rest.
    rests: Cell<u64>,
}

/// How far a replica can be relied on; the best comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// It works.
    Well,
    /// It is not known to work now.
    Doubted,
    /// It failed.
    Resting,
}

/// A request underway at a replica, until it is dropped.
pub(super) struct Busy(Rc<Endpoint>);

impl Endpoint {
    pub(super) fn new(service: Rc<str>, replica: Replica, means: Means) -> Self {
        let Means { limits, most_idle } = means;
        Self {
            service,
            replica,
            limits,
            idle: RefCell::new(Idle::new(most_idle, limits.idle)),
            underway: Cell::new(0),
            health: RefCell::default(),
            on_trial: Cell::new(false),
            tried: Cell::new(None),
            rests: Cell::new(0),
        }
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.replica.address
    }

    pub(super) fn is(&self, replica: &Replica) -> bool {
        self.replica == *replica
    }

    /// Requests underway.
    pub(super) fn underway(&self) -> usize {
        self.underway.get()
    }

    /// How far it can be relied on. One that closed a waiting connection may have ended, and what listens
    /// there now may not be ready.
    pub(super) fn standing(&self) -> Standing {
        if self.idle.borrow().was_closed() {
            self.idle.borrow_mut().clear();
            self.doubt();
        }
        let health = self.health.borrow();
        match (health.is_well(), health.has_failed()) {
            (true, _) => Standing::Well,
            (false, false) => Standing::Doubted,
            (false, true) => Standing::Resting,
        }
    }

    fn is_well(&self) -> bool {
        self.standing() == Standing::Well
    }

    /// It is to be tried before it is relied on.
    pub(super) fn doubt(&self) {
        self.health.borrow_mut().doubt(Instant::now());
    }

    /// It let a request wait for too long: it may have hung, and its other connections with it.
    fn suspect(&self) {
        self.idle.borrow_mut().clear();
        self.doubt();
    }

    /// A kept connection that can take a request now.
    pub(super) fn kept(&self) -> Option<Sender> {
        self.idle.borrow_mut().take()
    }

    /// Sends a request over a kept connection, or over a fresh one, and waits for the head of its answer.
    pub(super) async fn send(
        self: &Rc<Self>,
        kept: Option<Sender>,
        mut request: Request<Upload>,
        wait: Duration,
    ) -> Result<Answer, Attempt> {
        let busy = Busy::new(self.clone());
        request.headers_mut().insert(HOST, self.replica.host.clone());
        let fresh = kept.is_none();
        let sender = match kept {
            Some(sender) => sender,
            None => match self.connect().await {
                Ok(sender) => sender,
                Err(error) => {
                    self.rest();
                    return Err(Attempt::NotSent(Box::new(request), error));
                }
            },
        };
        let answer = self.exchange(sender, busy, request, wait).await;
        match &answer {
            Ok(answer) => self.judge(&answer.response),
            Err(Attempt::NotSent(..)) if !fresh => self.doubt(),
            Err(Attempt::NotSent(..) | Attempt::Broken(_)) => self.rest(),
            Err(Attempt::Over(Error::Slow(_))) => self.suspect(),
            Err(Attempt::Over(_)) => {}
        }
        answer
    }

    async fn exchange(
        &self,
        mut sender: Sender,
        busy: Busy,
        request: Request<Upload>,
        wait: Duration,
    ) -> Result<Answer, Attempt> {
        let upload = request.body().clone();
        let sent = sender.try_send_request(request);
        let overdue = async {
            if timeout(self.limits.request_body, upload.ended()).await.is_err() {
                return Error::SlowBody;
            }
            tokio::time::sleep(self.limits.answer + wait).await;
            Error::Slow(self.service.to_string())
        };
        let answer = tokio::select! {
            biased;
            answer = sent => answer,
            error = overdue => return Err(Attempt::Over(error)),
        };
        match answer {
            Ok(response) => Ok(Answer { response, lease: Lease::new(sender, busy) }),
            Err(mut refused) => Err(match (upload.fault(), refused.take_message()) {
                (Some(fault), _) => Attempt::Over(fault),
                (None, Some(request)) => {
                    let closed = io::Error::from(io::ErrorKind::ConnectionAborted);
                    Attempt::NotSent(Box::new(request), self.away(closed))
                }
                (None, None) => Attempt::Broken(self.broken(refused.into_error())),
            }),
        }
    }

    async fn connect(&self) -> Result<Sender, Error> {
        let connect = TcpStream::connect(self.replica.address);
        let late = |_| io::Error::from(io::ErrorKind::TimedOut);
        let stream = timeout(self.limits.connect, connect).await.map_err(late).flatten();
        let stream = stream.map_err(|error| self.away(error))?;
        stream.set_nodelay(true).map_err(|error| self.away(error))?;
        let handshake = http1::handshake(TokioIo::new(stream)).await;
        let (sender, connection) = handshake.map_err(|error| self.broken(error))?;
        let service = self.service.clone();
        actix_web::rt::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(upstream = &*service, %error, "a connection broke off");
            }
        });
        Ok(sender)
    }

    /// Tries a replica that has rested, beside the requests: none of them is risked for it. One that is
    /// needed rests no longer than a moment.
    pub(super) fn try_again(self: &Rc<Self>, now: Instant, needed: bool) {
        let moment = self.tried.get().is_none_or(|tried| now >= tried + MOMENT);
        let due = self.health.borrow().has_rested(now) || (needed && moment);
        if self.is_well() || !due || self.on_trial.replace(true) {
            return;
        }
        self.tried.set(Some(now));
        let (endpoint, rests) = (self.clone(), self.rests.get());
        actix_web::rt::spawn(async move {
            let ready = timeout(TRIAL, endpoint.is_ready()).await == Ok(Some(true));
            endpoint.on_trial.set(false);
            // A request that failed meanwhile says more.
            if endpoint.rests.get() == rests {
                if ready { endpoint.recover() } else { endpoint.rest() }
            }
        });
    }

    async fn is_ready(self: &Rc<Self>) -> Option<bool> {
        let request = Request::get(READY).header(HOST, self.replica.host.clone());
        let request = request.body(Upload::whole(None)).ok()?;
        let (sender, busy) = (self.connect().await.ok()?, Busy::new(self.clone()));
        let answer = self.exchange(sender, busy, request, Duration::ZERO).await.ok()?;
        let ready = answer.response.status().is_success();
        answer.read().await.ok()?;
        Some(ready)
    }

    /// An answer came. A replica that closes the connection with it may be about to leave, and one that
    /// answers 503 may not be ready.
    fn judge(&self, answer: &Response<Incoming>) {
        let closes = |value: &HeaderValue| value.as_bytes().eq_ignore_ascii_case(b"close");
        if answer.headers().get(CONNECTION).is_some_and(closes)
            || answer.status() == StatusCode::SERVICE_UNAVAILABLE
        {
            self.doubt();
        } else if !self.is_well() && !self.on_trial.get() {
            self.recover();
        }
    }

    fn recover(&self) {
        let mut health = self.health.borrow_mut();
        if health.has_failed() {
            tracing::info!(upstream = &*self.service, address = %self.address(), "a replica is back");
        }
        health.recover();
    }

    /// It failed: it rests, and the connections that are left go with it.
    fn rest(&self) {
        let mut health = self.health.borrow_mut();
        if !health.has_failed() {
            tracing::warn!(upstream = &*self.service, address = %self.address(), "a replica rests");
        }
        health.rest(Instant::now());
        self.rests.set(self.rests.get() + 1);
        self.idle.borrow_mut().clear();
    }

    fn away(&self, cause: io::Error) -> Error {
        Error::Away(self.service.to_string(), cause)
    }

    fn broken(&self, cause: hyper::Error) -> Error {
        Error::Broken(self.service.to_string(), cause)
    }
}

impl Busy {
    fn new(endpoint: Rc<Endpoint>) -> Self {
        endpoint.underway.set(endpoint.underway.get() + 1);
        Self(endpoint)
    }

    /// Keeps a connection for the next request.
    pub(super) fn keep(&self, sender: Sender) {
        self.0.idle.borrow_mut().keep(sender);
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.underway.set(self.0.underway.get().saturating_sub(1));
    }
}
