//! Accepts connections until told to stop, each served by a task that shutdown waits for.

use std::io;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

const AFTER_A_FAILED_ACCEPT: Duration = Duration::from_millis(50);

/// The tasks of a running sandbox and the signal that ends them.
#[derive(Clone, Default)]
pub(crate) struct Tasks {
    tracker: TaskTracker,
    stop: CancellationToken,
}

impl Tasks {
    /// Runs `work` until it is done or the sandbox stops.
    pub(crate) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        let bounded = self.stop.clone().run_until_cancelled_owned(work);
        self.tracker.spawn(async move {
            if bounded.await.is_none() {
                tracing::trace!("ended by shutdown");
            }
        });
    }

    /// Runs `work` to its end; whoever starts it must see to it that it ends.
    pub(crate) fn spawn_whole(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.tracker.spawn(work);
    }

    /// Ends everything and waits for it.
    pub(crate) async fn stop(&self) {
        self.stop.cancel();
        self.tracker.close();
        self.tracker.wait().await;
    }

    /// Serves every connection of `listener` with `serve`.
    pub(crate) fn accept<F, Served>(&self, listener: TcpListener, serve: F)
    where
        F: Fn(TcpStream) -> Served + Send + 'static,
        Served: Future<Output = io::Result<()>> + Send + 'static,
    {
        let tasks = self.clone();
        self.spawn(async move {
            loop {
                let Ok((stream, _)) = listener.accept().await else {
                    tokio::time::sleep(AFTER_A_FAILED_ACCEPT).await;
                    continue;
                };
                let served = serve(stream);
                tasks.spawn(async move {
                    if let Err(error) = served.await {
                        tracing::debug!(%error, "connection ended");
                    }
                });
            }
        });
    }
}
