//! An SMTP server that delivers everything to the inbox: STARTTLS, then AUTH, then mail.
//!
//! A fault strikes at `MAIL FROM`, so that it also meets a client that keeps its connections open.

mod auth;
mod certificate;
mod connection;
mod dialogue;

pub(crate) use auth::Credentials;
pub use certificate::CertificateError;

pub(crate) use certificate::Certificate;

use crate::faults::Faults;
use crate::inbox::Inbox;
use crate::tasks::Tasks;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// The largest mail taken, in bytes, as announced by `SIZE` (RFC 1870).
pub(crate) const LARGEST_MAIL: usize = 16 * 1024 * 1024;

/// What every connection needs.
#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) inbox: Inbox,
    pub(crate) faults: Faults,
    pub(crate) credentials: Arc<Credentials>,
    pub(crate) tls: TlsAcceptor,
}

impl Server {
    /// Serves the listener until the sandbox stops.
    pub(crate) fn serve(self, listener: TcpListener, tasks: &Tasks) {
        tasks.accept(listener, move |stream| connection::serve(stream, self.clone()));
    }
}
