//! A connection in use, and those that wait for the next request.

use std::time::Duration;

use http::Request;
use hyper::client::conn::http1::SendRequest;
use tokio::time::Instant;

use super::endpoint::Busy;
use crate::error::Error;
use crate::upload::Upload;

pub(super) type Sender = SendRequest<Upload>;

/// How an attempt over one connection failed.
pub(super) enum Attempt {
    /// Not a byte of it was written.
    NotSent(Box<Request<Upload>>, Error),
    /// The connection ended before a byte of an answer came.
    Broken(Error),
    /// For a reason that a second attempt would not mend.
    Over(Error),
}

/// The connections to one replica that wait for a request, the last used on top.
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

    pub(super) fn keep(&mut self, sender: Sender) {
        if !sender.is_closed() && self.waiting.len() < self.most {
            self.waiting.push((sender, Instant::now()));
        }
    }

    /// Whether the replica closed the last one while it waited.
    pub(super) fn was_closed(&self) -> bool {
        self.waiting.last().is_some_and(|(sender, _)| sender.is_closed())
    }

    /// Closes them all.
    pub(super) fn clear(&mut self) {
        self.waiting.clear();
    }
}

/// A connection whose answer is being read. Dropping it closes the connection.
pub(crate) struct Lease {
    sender: Sender,
    busy: Busy,
}

impl Lease {
    pub(super) const fn new(sender: Sender, busy: Busy) -> Self {
        Self { sender, busy }
    }

    /// The answer was read to its end: the connection may serve the next request.
    pub(crate) fn give_back(self) {
        self.busy.keep(self.sender);
    }
}
