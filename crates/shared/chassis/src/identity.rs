//! Who calls: tokens between processes, and the proofs that a handler's signature asks for.
//!
//! Services trust tokens, never the network. The gateway vouches for an application or for nobody; a
//! service vouches for itself. A handler that takes none of [`Application`], [`Anyone`] or [`Peer`]
//! can't be reached without a token all the same.

mod caller;
mod layer;
mod token;

pub use caller::{Anyone, Application, Peer};
pub use layer::layer;
pub use token::{Claims, Identity, IdentityError, Subject, Trust};
