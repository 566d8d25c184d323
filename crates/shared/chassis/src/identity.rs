//! Who calls: tokens between processes, and the proofs that a handler's signature asks for.
//!
//! Services trust tokens, never the network. The gateway vouches for an application or for nobody; a
//! service vouches for itself, and so does whoever operates the platform. A handler that takes none of
//! [`Application`], [`Anyone`], [`Peer`] or [`Operator`] can't be reached without a token all the same.

mod caller;
mod layer;
mod token;

pub use caller::{Anyone, Application, Operator, Peer};
pub use layer::layer;
pub use parvis_bus::OPERATOR;
pub use token::{Claims, Identity, IdentityError, Subject, Trust};
