//! The body of an answer on its way to the client: streamed as it comes.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_web::body::{BodySize, MessageBody};
use bytes::Bytes;
use http_body::{Body as _, Frame};
use hyper::body::Incoming;
use tokio::time::Sleep;

use crate::upstream::{Answer, Lease};

/// The rest of an answer, and the connection it comes over. A client that goes away drops both.
pub(super) struct Download {
    body: Incoming,
    lease: Option<Lease>,
    length: Option<u64>,
    /// How long the service may pause, and when a pause that has begun is over.
    patience: Duration,
    pause: Option<Pin<Box<Sleep>>>,
}

/// Why an answer was not sent to its end: the client sees its connection break off.
#[derive(Debug, thiserror::Error)]
pub(super) enum Incomplete {
    #[error("the service broke off")]
    Broken(#[from] hyper::Error),
    #[error("the service paused for too long")]
    Stalled,
}

impl Download {
    pub(super) fn new(answer: Answer, length: Option<u64>, patience: Duration) -> Self {
        let (body, lease) = (answer.response.into_body(), Some(answer.lease));
        let mut download = Self { body, lease, length, patience, pause: None };
        if download.body.is_end_stream() {
            download.finish();
        }
        download
    }

    fn finish(&mut self) {
        if let Some(lease) = self.lease.take() {
            lease.give_back();
        }
    }
}

impl MessageBody for Download {
    type Error = Incomplete;

    fn size(&self) -> BodySize {
        self.length.map_or(BodySize::Stream, BodySize::Sized)
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Incomplete>>> {
        let this = &mut *self;
        while let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(context) {
            this.pause = None;
            let Some(frame) = frame else {
                this.finish();
                return Poll::Ready(None);
            };
            match frame.map(Frame::into_data) {
                Ok(Ok(data)) => return Poll::Ready(Some(Ok(data))),
                // Trailers end here: the client was not told that any would follow.
                Ok(Err(_)) => {}
                Err(error) => return Poll::Ready(Some(Err(error.into()))),
            }
        }
        let patience = this.patience;
        let pause = this.pause.get_or_insert_with(|| Box::pin(tokio::time::sleep(patience)));
        pause.as_mut().poll(context).map(|()| Some(Err(Incomplete::Stalled)))
    }
}

/// A body that a HEAD leaves out. Its size is told by a header that is set by hand, since the framework
/// would otherwise send as many bytes when requests come pipelined.
pub(super) struct Unsent;

impl MessageBody for Unsent {
    type Error = std::convert::Infallible;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Poll::Ready(None)
    }
}
