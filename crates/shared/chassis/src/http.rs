//! HTTP as every service speaks it: the server, its layers, the body of a request.

mod body;
mod health;
mod leaving;
mod request_id;
mod served;
mod server;

pub use body::{Body, OptionalBody};
pub use health::{live, readiness, ready};
pub use leaving::leave;
pub use request_id::RequestId;
pub(crate) use served::{Served, is_look};
pub(crate) use server::server;
pub use server::{Surface, json_limits, serve, unknown_route};
