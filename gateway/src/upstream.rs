//! Connections to the services: each worker has its own, and keeps them for the next request.
//!
//! A connection goes back only when the answer was read to its end; whoever gives up midway closes it.

mod lease;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

use bytes::Bytes;
use http::header::HOST;
use http::{Request, Response};
use http_body_util::{BodyExt as _, Limited};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::addresses::{Address, Addresses};
use crate::error::Error;
use crate::settings::TimeLimits;
use crate::upload::Upload;

pub(crate) use lease::Lease;
use lease::{Attempt, Idle, Sender};

/// The largest answer that the gateway reads itself, in bytes, and how long that may take.
const SHORT: usize = 64 * 1024;
const READING: Duration = Duration::from_secs(5);

/// The connections of one worker.
pub(crate) struct Upstreams {
    services: BTreeMap<String, Service>,
    limits: TimeLimits,
}

struct Service {
    name: String,
    address: Address,
    idle: Rc<RefCell<Idle>>,
}

/// The head of an answer, its body still to be read, and the connection it comes over.
pub(crate) struct Answer {
    pub(crate) response: Response<Incoming>,
    pub(crate) lease: Lease,
}

impl Upstreams {
    pub(crate) fn new(addresses: &Addresses, limits: TimeLimits, most_idle: usize) -> Self {
        let service = |(name, address): (&String, &Address)| {
            let idle = Rc::new(RefCell::new(Idle::new(most_idle, limits.idle)));
            (name.clone(), Service { name: name.clone(), address: address.clone(), idle })
        };
        Self { services: addresses.iter().map(service).collect(), limits }
    }

    /// Sends a request to a service and waits for the head of its answer: for the usual time, and for
    /// `wait` on top where the service was asked to wait itself.
    ///
    /// A kept connection may have died unnoticed. The request is then sent once more over a fresh one,
    /// provided that the service can't have begun to act on it, or that acting twice does no harm, and
    /// that the body is still whole.
    pub(crate) async fn send(
        &self,
        service: &str,
        request: Request<Upload>,
        wait: Duration,
    ) -> Result<Answer, Error> {
        // The route table and the addresses were compared at start.
        let service = self.services.get(service).ok_or(Error::Unrouted)?;
        let request = service.addressed(request);
        let kept = service.idle.borrow_mut().take();
        let Some(sender) = kept else {
            return self.send_fresh(service, request, wait).await;
        };
        let spare = request.clone();
        match self.attempt(service, sender, request, wait).await {
            Ok(answer) => Ok(answer),
            Err(Attempt::NotSent(request)) => self.send_fresh(service, *request, wait).await,
            Err(Attempt::Broken(_))
                if spare.method().is_idempotent() && spare.body().is_untouched() =>
            {
                self.send_fresh(service, spare, wait).await
            }
            Err(failed) => Err(failed.into_error(&service.name)),
        }
    }

    async fn send_fresh(
        &self,
        service: &Service,
        request: Request<Upload>,
        wait: Duration,
    ) -> Result<Answer, Error> {
        let sender = self.connect(service).await?;
        let sent = self.attempt(service, sender, request, wait).await;
        sent.map_err(|failed| failed.into_error(&service.name))
    }

    async fn attempt(
        &self,
        service: &Service,
        mut sender: Sender,
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
            Error::Slow(service.name.clone())
        };
        let answer = tokio::select! {
            biased;
            answer = sent => answer,
            error = overdue => return Err(Attempt::Over(error)),
        };
        match answer {
            Ok(response) => {
                let lease = Lease::new(sender, service.idle.clone());
                Ok(Answer { response, lease })
            }
            Err(mut refused) => Err(match (upload.fault(), refused.take_message()) {
                (Some(fault), _) => Attempt::Over(fault),
                (None, Some(request)) => Attempt::NotSent(Box::new(request)),
                (None, None) => Attempt::Broken(refused.into_error()),
            }),
        }
    }

    async fn connect(&self, service: &Service) -> Result<Sender, Error> {
        let away = |cause| Error::Away(service.name.clone(), cause);
        let connect = TcpStream::connect(service.address.authority());
        let late = |_| std::io::Error::from(std::io::ErrorKind::TimedOut);
        let stream = timeout(self.limits.connect, connect).await.map_err(late).flatten();
        let stream = stream.map_err(away)?;
        stream.set_nodelay(true).map_err(away)?;
        let handshake = http1::handshake(TokioIo::new(stream)).await;
        let (sender, connection) = handshake.map_err(|e| Error::Broken(service.name.clone(), e))?;
        let name = service.name.clone();
        actix_web::rt::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(service = name, %error, "a connection broke off");
            }
        });
        Ok(sender)
    }
}

impl Service {
    fn addressed(&self, mut request: Request<Upload>) -> Request<Upload> {
        request.headers_mut().insert(HOST, self.address.host());
        request
    }
}

impl Answer {
    /// Reads a short body to its end and gives the connection back.
    pub(crate) async fn read(self) -> Result<Bytes, Error> {
        let body = Limited::new(self.response.into_body(), SHORT).collect();
        let body = timeout(READING, body).await.map_err(|_| Error::BadAnswer)?;
        let bytes = body.map_err(|_| Error::BadAnswer)?.to_bytes();
        self.lease.give_back();
        Ok(bytes)
    }
}
