//! HTTP as every service speaks it: the server, its layers, the body of a request.

mod body;
mod health;
mod request_id;
mod server;

pub use body::Body;
pub use health::{live, ready};
pub use request_id::RequestId;
pub(crate) use server::server;
pub use server::{Surface, json_limits, serve, unknown_route};
