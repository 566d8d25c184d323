//! Leaving: a server that is about to end closes each connection with the answer that it gives over it.
//!
//! Whoever keeps connections goes elsewhere then. Without that, a server that ends could close a kept
//! connection at the very moment a request is on its way over it, and nobody could tell whether it had
//! acted on it.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::ConnectionType;
use actix_web::middleware::Next;
use tokio_util::sync::CancellationToken;

/// Closes connections once `leaving` is cancelled.
pub async fn leave<B: MessageBody + 'static>(
    leaving: CancellationToken,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let mut answer = next.call(request).await?;
    if leaving.is_cancelled() {
        answer.response_mut().head_mut().set_connection_type(ConnectionType::Close);
    }
    Ok(answer)
}
