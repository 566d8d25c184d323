//! The body of a request on its way to a service: streamed, counted, never buffered whole.
//!
//! The beginning of a body that may be sent twice is remembered while it is sent, as long as it is short:
//! nothing is copied for that, and nothing waits.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

use actix_web::web;
use bytes::Bytes;
use futures_util::Stream as _;
use http_body::{Body, Frame, SizeHint};
use tokio::sync::Notify;

use crate::error::Error;

/// How much of a body is remembered for a second attempt, in bytes.
const REMEMBERED: u64 = 64 * 1024;

/// A request's body. A clone begins where the original was: for a second attempt, as long as
/// [`Upload::is_whole`].
#[derive(Clone)]
pub(crate) struct Upload(Source);

#[derive(Clone)]
enum Source {
    Whole(Option<Bytes>),
    Client(Reader),
}

/// One reading of a client's body.
#[derive(Clone)]
struct Reader {
    client: Rc<Client>,
    /// How many chunks and bytes this reading has seen.
    chunks: usize,
    bytes: u64,
}

struct Client {
    payload: RefCell<web::Payload>,
    /// As announced by `Content-Length`.
    length: Option<u64>,
    most: u64,
    taken: Cell<u64>,
    /// What was taken so far, where it may be needed again.
    remembered: RefCell<Option<Vec<Bytes>>>,
    fault: Cell<Option<Fault>>,
    over: Cell<bool>,
    ended: Notify,
}

#[derive(Debug, Clone, Copy, thiserror::Error)]
pub(crate) enum Fault {
    #[error("larger than allowed")]
    TooLarge,
    #[error("broken off")]
    Broken,
}

impl Upload {
    /// A body that is there already; `None` is no body at all.
    pub(crate) const fn whole(bytes: Option<Bytes>) -> Self {
        Self(Source::Whole(bytes))
    }

    /// The client's own body, at most `most` bytes of it.
    pub(crate) fn of(payload: web::Payload, length: Option<u64>, most: u64) -> Self {
        Self(Source::Client(Reader {
            client: Rc::new(Client {
                payload: RefCell::new(payload),
                length,
                most,
                taken: Cell::new(0),
                remembered: RefCell::new(None),
                fault: Cell::new(None),
                over: Cell::new(false),
                ended: Notify::new(),
            }),
            chunks: 0,
            bytes: 0,
        }))
    }

    /// Remembers the body from here on while it is sent, so that it can be sent again.
    pub(crate) fn remember(&self) {
        if let Source::Client(Reader { client, .. }) = &self.0
            && client.taken.get() == 0
        {
            client.remembered.replace(Some(Vec::new()));
        }
    }

    /// Whether the body can still be sent from its beginning.
    pub(crate) fn is_whole(&self) -> bool {
        let Source::Client(Reader { client, .. }) = &self.0 else { return true };
        let untouched = client.taken.get() == 0 || client.remembered.borrow().is_some();
        untouched && client.fault.get().is_none()
    }

    /// What the client did wrong while sending it.
    pub(crate) fn fault(&self) -> Option<Error> {
        let Source::Client(Reader { client, .. }) = &self.0 else { return None };
        client.fault.get().map(|fault| match fault {
            Fault::TooLarge => Error::TooLarge,
            Fault::Broken => Error::BrokenBody,
        })
    }

    /// Waits until the body has been taken to its end.
    pub(crate) async fn ended(&self) {
        if let Source::Client(Reader { client, .. }) = &self.0
            && !client.over.get()
        {
            client.ended.notified().await;
        }
    }
}

impl Client {
    fn poll_take(&self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Fault>>> {
        let mut payload = self.payload.borrow_mut();
        let chunk = ready!(Pin::new(&mut *payload).poll_next(context));
        let result = chunk.map(|chunk| {
            let chunk = chunk.map_err(|_| Fault::Broken)?;
            self.taken.set(self.taken.get() + chunk.len() as u64);
            if self.taken.get() > self.most { Err(Fault::TooLarge) } else { Ok(chunk) }
        });
        match &result {
            Some(Ok(chunk)) => self.note(chunk),
            Some(Err(fault)) => self.fault.set(Some(*fault)),
            None => {}
        }
        let complete = self.length == Some(self.taken.get());
        if complete || !matches!(result, Some(Ok(_))) {
            self.over.set(true);
            self.ended.notify_one();
        }
        Poll::Ready(result)
    }

    fn note(&self, chunk: &Bytes) {
        let mut remembered = self.remembered.borrow_mut();
        if self.taken.get() > REMEMBERED {
            *remembered = None;
        } else if let Some(chunks) = remembered.as_mut() {
            chunks.push(chunk.clone());
        }
    }

    fn remembered(&self, at: usize) -> Option<Bytes> {
        self.remembered.borrow().as_ref()?.get(at).cloned()
    }
}

impl Reader {
    fn poll_read(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Fault>>> {
        let chunk = match self.client.remembered(self.chunks) {
            Some(chunk) => Some(Ok(chunk)),
            None if self.client.over.get() => self.client.fault.get().map(Err),
            None => ready!(self.client.poll_take(context)),
        };
        if let Some(Ok(chunk)) = &chunk {
            self.chunks += 1;
            self.bytes += chunk.len() as u64;
        }
        Poll::Ready(chunk)
    }

    fn has_ended(&self) -> bool {
        self.client.over.get() && self.bytes == self.client.taken.get()
    }
}

impl Body for Upload {
    type Data = Bytes;
    type Error = Fault;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Fault>>> {
        let chunk = match &mut self.0 {
            Source::Whole(bytes) => bytes.take().map(Ok),
            Source::Client(reader) => ready!(reader.poll_read(context)),
        };
        Poll::Ready(chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Source::Whole(bytes) => bytes.is_none(),
            Source::Client(reader) => reader.has_ended(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Source::Whole(bytes) => {
                SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
            }
            Source::Client(reader) => {
                let left = |length: u64| length.saturating_sub(reader.bytes);
                reader
                    .client
                    .length
                    .map_or_else(SizeHint::default, |l| SizeHint::with_exact(left(l)))
            }
        }
    }
}
