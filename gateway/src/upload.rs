//! The body of a request on its way to a service: streamed, counted, never buffered.

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

/// A request's body. A clone is the same body, for a second attempt as long as nothing was taken.
#[derive(Clone)]
pub(crate) struct Upload(Source);

#[derive(Clone)]
enum Source {
    Whole(Option<Bytes>),
    Client(Rc<Client>),
}

struct Client {
    payload: RefCell<web::Payload>,
    /// As announced by `Content-Length`.
    length: Option<u64>,
    most: u64,
    taken: Cell<u64>,
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
        Self(Source::Client(Rc::new(Client {
            payload: RefCell::new(payload),
            length,
            most,
            taken: Cell::new(0),
            fault: Cell::new(None),
            over: Cell::new(false),
            ended: Notify::new(),
        })))
    }

    /// Whether the body can still be sent from its beginning.
    pub(crate) fn is_untouched(&self) -> bool {
        match &self.0 {
            Source::Whole(_) => true,
            Source::Client(client) => client.taken.get() == 0 && client.fault.get().is_none(),
        }
    }

    /// What the client did wrong while sending it.
    pub(crate) fn fault(&self) -> Option<Error> {
        let Source::Client(client) = &self.0 else { return None };
        client.fault.get().map(|fault| match fault {
            Fault::TooLarge => Error::TooLarge,
            Fault::Broken => Error::BrokenBody,
        })
    }

    /// Waits until the body has been taken to its end.
    pub(crate) async fn ended(&self) {
        if let Source::Client(client) = &self.0
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
        if let Some(Err(fault)) = result {
            self.fault.set(Some(fault));
        }
        let complete = self.length == Some(self.taken.get());
        if complete || !matches!(result, Some(Ok(_))) {
            self.over.set(true);
            self.ended.notify_one();
        }
        Poll::Ready(result)
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
            Source::Client(client) => ready!(client.poll_take(context)),
        };
        Poll::Ready(chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Source::Whole(bytes) => bytes.is_none(),
            Source::Client(client) => client.over.get(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Source::Whole(bytes) => {
                SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
            }
            Source::Client(client) => client.length.map_or_else(SizeHint::default, |length| {
                SizeHint::with_exact(length.saturating_sub(client.taken.get()))
            }),
        }
    }
}
