//! Verifying the signatures of a PDF.
//!
//! The questions are answered one by one, because a person decides on them one by one: is the
//! signed part unchanged, is anything outside it, who signed, is he trusted, when was it.
//! Revocation is not checked yet; that belongs to the levels B-LT and B-LTA.

mod report;
mod signature;
mod timestamp;

pub use report::{Level, Reason, Report, SignatureReport, TimestampReport};

use time::OffsetDateTime;

use crate::file::File;
use crate::form;
use crate::pdf::PdfError;
use crate::trust::TrustRoots;
use signature::Examiner;

/// The most signatures examined: each one hashes the file.
const MAX_SIGNATURES: usize = 32;

/// Examines every signature of `pdf`, in the order of the revisions they sign.
///
/// Certificates are judged at the time of a trusted timestamp, else `now`; the claimed time is
/// never relied on. Timestamps are judged at their own time and `now`. The file may be hostile:
/// the answer is a report or an error, never a panic, and the work is bounded by the file's size.
pub fn verify(pdf: &[u8], trust: &TrustRoots, now: OffsetDateTime) -> Result<Report, PdfError> {
    let mut file = File::open(pdf)?;
    let fields = form::fields(&mut file)?;
    let signed: Vec<_> = fields
        .iter()
        .filter_map(|field| Some((field.name.as_str(), field.signature(&mut file)?)))
        .collect();
    if signed.len() > MAX_SIGNATURES {
        return Err(PdfError::TooManySignatures);
    }
    let mut examiner = Examiner { file, pdf, trust, now };
    let mut found: Vec<_> = signed
        .into_iter()
        .map(|(field, dictionary)| examiner.examine(field, &dictionary))
        .collect();
    examiner.file.check_complete()?;
    found.sort_by_key(|(end, _)| *end);
    Ok(Report { signatures: found.into_iter().map(|(_, report)| report).collect() })
}
