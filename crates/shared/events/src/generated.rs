//! The generated code of `proto/`, arranged as its packages are. `scripts/generate` rewrites it.

use crate::{Entry, Kind, Payload};

/// Declares one package: its messages and their JSON form.
macro_rules! package {
    ($(#[$doc:meta])* $name:ident, $file:literal) => {
        $(#[$doc])*
        pub mod $name {
            /// Version 1 of the package.
            #[expect(clippy::pedantic, clippy::allow_attributes, clippy::allow_attributes_without_reason, reason = "generated code")]
            pub mod v1 {
                include!(concat!("generated/", $file, ".rs"));
                include!(concat!("generated/", $file, ".serde.rs"));
            }
        }
    };
}

package! {
    /// Messages of the contract service.
    contract, "parvis.contract.v1"
}
package! {
    /// Messages of the mailer.
    mailer, "parvis.mailer.v1"
}
package! {
    /// Messages of the onboarding service.
    onboarding, "parvis.onboarding.v1"
}
package! {
    /// Messages of the registry.
    registry, "parvis.registry.v1"
}
package! {
    /// Messages of the signature service.
    signature, "parvis.signature.v1"
}
package! {
    /// Messages of the vat service.
    vat, "parvis.vat.v1"
}

/// What messages of several services are made of.
#[expect(
    clippy::pedantic,
    clippy::allow_attributes,
    clippy::allow_attributes_without_reason,
    reason = "generated code"
)]
pub mod v1 {
    include!("generated/parvis.v1.rs");
    include!("generated/parvis.v1.serde.rs");
}

include!("generated/catalogue.rs");
