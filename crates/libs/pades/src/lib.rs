//! PDF signatures: PAdES baseline B-B and B-T (EN 319 142-1), made and verified.
//!
//! A signature is [`prepare`]d, [signed](Prepared::sign) and [finished](Signed::finish); between
//! the last two steps the caller may fetch a [`timestamp`]. [`verify`] examines what others, or
//! this crate, have signed. [`authority`] and [`responder`] make the certificates and timestamps
//! that development and tests need.
//!
//! What always holds: a PDF is only ever appended to; what others encoded (certificates, tokens,
//! signed attributes) is hashed and embedded byte for byte; the crate reads no clock, opens no
//! connection and no file. Signing uses the RustCrypto implementations, verifying those of
//! aws-lc, so that the two check each other.
//!
//! ```
//! use parvis_pades::authority::{Authority, Enrolment};
//! use parvis_pades::{SignatureRequest, TrustRoots, prepare, verify};
//! use time::{Duration, macros::datetime};
//!
//! # fn sign(pdf: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
//! let now = datetime!(2026-11-20 12:00 UTC);
//! let enrolment = |common_name| Enrolment {
//!     common_name,
//!     organization: "Example TEST",
//!     valid_from: now,
//!     valid_for: Duration::days(365),
//! };
//! let authority = Authority::create(&enrolment("Root TEST"))?;
//! let seal = authority.issue_seal(&enrolment("Seal TEST"))?;
//!
//! let request = SignatureRequest::new("Signature1", "Example", now);
//! let signed = prepare(pdf, &request)?.sign(&seal)?;
//! let sealed = signed.finish(None)?;
//!
//! let trust = TrustRoots::from_der([authority.root_der()])?;
//! let report = verify(&sealed, &trust, now)?;
//! assert!(report.signatures[0].intact && report.signatures[0].trusted);
//! # Ok(())
//! # }
//! ```

pub mod authority;
pub mod responder;
pub mod timestamp;

mod appearance;
mod byte_range;
mod certificate;
mod cms;
mod digest;
mod error;
mod file;
mod file_key;
mod form;
mod hex;
mod incremental;
mod instant;
mod oid;
mod pdf;
mod request;
mod sign;
mod signer;
mod subject;
mod trust;
mod verify;

pub use appearance::{
    Appearance, BadDrawing, Drawing, Rect, TextLine, UnsupportedCharacter, VisibleAppearance,
};
pub use certificate::{CertificateChain, ChainError};
pub use error::Error;
pub use file_key::{FileKey, KeyError};
pub use pdf::{MAX_PDF_LEN, PdfError};
pub use request::{DEFAULT_CAPACITY, SignatureRequest};
pub use sign::{Prepared, Signed, prepare};
pub use signer::{SignatureAlgorithm, Signer, SignerError};
pub use subject::Subject;
pub use trust::{TrustError, TrustRoots, Untrusted};
pub use verify::{Level, Reason, Report, SignatureReport, TimestampReport, verify};
