//! A connection in use, and those that wait for the next request.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use http::Request;
use hyper::client::conn::http1::SendRequest;
use tokio::time::Instant;

use crate::error::Error;
use crate::upload::Upload;

pub(super) type Sender = SendRequest<Upload>;

/// How an attempt over one connection failed.
pub(super) enum Attempt {
    /// Not a byte of it was written.
    NotSent(Box<Request<Upload>>),
    /// The connection ended before a byte of an answer came.
    Broken(hyper::Error),
    /// For a reason that a second attempt would not mend.
    Over(Error),
}

impl Attempt {
    pub(super) fn into_error(self, service: &str) -> Error {
        match self {
            Self::NotSent(_) => {
                let closed = std::io::Error::from(std::io::ErrorKind::ConnectionAborted);
                Error::Away(service.to_owned(), closed)
            }
            Self::Broken(cause) => Error::Broken(service.to_owned(), cause),
            Self::Over(error) => error,
        }
    }
}

/// The connections to one service that wait for a request, the last used on top.
pub(super) struct Idle {
    waiting: Vec<(Sender, Instant)>,
    most: usize,
    limit: Duration,
}

impl Idle {
    pub(super) const fn new(most: usize, limit: Duration) -> Self {
        Self { waiting: Vec::new(), most, limit }
    }

    /// A connection that can take a request now. One that still reads the end of a body is left alone;
    /// those that are closed or have waited too long are thrown away.
    pub(super) fn take(&mut self) -> Option<Sender> {
        let limit = self.limit;
        self.waiting.retain(|(sender, since)| !sender.is_closed() && since.elapsed() < limit);
        let ready = self.waiting.iter().rposition(|(sender, _)| sender.is_ready())?;
        Some(self.waiting.remove(ready).0)
    }

    fn keep(&mut self, sender: Sender) {
        if !sender.is_closed() && self.waiting.len() < self.most {
            self.waiting.push((sender, Instant::now()));
        }
    }
}

/// A connection whose answer is being read. Dropping it closes the connection.
pub(crate) struct Lease {
    sender: Sender,
    home: Rc<RefCell<Idle>>,
}

impl Lease {
    pub(super) const fn new(sender: Sender, home: Rc<RefCell<Idle>>) -> Self {
        Self { sender, home }
    }

    /// The answer was read to its end: the connection may serve the next request.
    pub(crate) fn give_back(self) {
        self.home.borrow_mut().keep(self.sender);
    }
}
