//! VAT and company numbers: formats, check digits, canonical form. No dependency, no I/O.
//!
//! A [`VatNumber`], a [`Siren`] or a [`Siret`] exists only in canonical form, with its structure and
//! check digits verified offline. Whether the number is *registered* is for the VIES and Sirene
//! registers to say. Every parser accepts any text of any length and never panics.
//!
//! The rules restate the European Commission's "VIES VAT number construction rules" and its later
//! amendments. Where the public sources disagree on a check digit, a number that fails it is kept
//! and carries a [`Doubt`], because refusing it offline would refuse real companies.
//!
//! ```
//! use parvis_vatid::{Country, Invalid, VatNumber};
//!
//! let number = VatNumber::parse("be 0477.472.701")?;
//! assert_eq!(number.country(), Country::Belgium);
//! assert_eq!(number.canonical(), "BE0477472701");
//! assert_eq!(VatNumber::parse("FR12345678900"), Err(Invalid::CheckDigit));
//! # Ok::<(), Invalid>(())
//! ```

mod checks;
mod country;
mod invalid;
mod normalise;
mod number;
mod shape;
mod siren;

pub use country::Country;
pub use invalid::{Doubt, Invalid};
pub use number::VatNumber;
pub use siren::{Siren, Siret};
