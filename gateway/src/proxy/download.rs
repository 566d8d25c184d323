//! The body of an answer on its way to the client: streamed as it comes.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use actix_web::body::{BodySize, MessageBody};
use bytes::Bytes;
use http_body::Body as _;
use hyper::body::Incoming;

use crate::upstream::Lease;

/// The rest of an answer, and the connection it comes over. A client that goes away drops both.
pub(super) struct Download {
    body: Incoming,
    lease: Option<Lease>,
    length: Option<u64>,
}

impl Download {
    pub(super) fn new(body: Incoming, lease: Lease, length: Option<u64>) -> Self {
        let mut download = Self { body, lease: Some(lease), length };
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
    type Error = hyper::Error;

    fn size(&self) -> BodySize {
        self.length.map_or(BodySize::Stream, BodySize::Sized)
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, hyper::Error>>> {
        loop {
            match ready!(Pin::new(&mut self.body).poll_frame(context)) {
                None => {
                    self.finish();
                    return Poll::Ready(None);
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(frame)) => {
                    // Trailers end here: the client was not told that any would follow.
                    if let Ok(data) = frame.into_data() {
                        return Poll::Ready(Some(Ok(data)));
                    }
                }
            }
        }
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
