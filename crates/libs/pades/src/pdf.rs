//! What makes a PDF unusable, and opening one that is to be extended.

use std::panic::catch_unwind;

use lopdf::Document;

/// The longest PDF that is read, in bytes.
pub const MAX_PDF_LEN: usize = 64 << 20;
/// The largest object number of ISO 32000-1 annex C.
const MAX_OBJECT_NUMBER: u32 = 8_388_607;

/// Why a PDF is not read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PdfError {
    /// The file is longer than [`MAX_PDF_LEN`].
    #[error("the file is longer than {MAX_PDF_LEN} bytes")]
    TooLong,
    /// The file does not begin as a PDF does.
    #[error("the file is not a PDF")]
    NotPdf,
    /// The cross-references or the catalog cannot be read; damaged files are not repaired.
    #[error("the PDF cannot be read")]
    Unreadable,
    /// The file is encrypted.
    #[error("the PDF is encrypted")]
    Encrypted,
    /// Reading the form takes more time or memory than any honest file needs.
    #[error("the PDF is too complex")]
    TooComplex,
    /// The file has more signatures than are examined.
    #[error("the PDF has too many signatures")]
    TooManySignatures,
    /// The file cannot be extended: an object it needs is missing or of the wrong type.
    #[error("the PDF cannot be extended")]
    Update(#[from] lopdf::Error),
    /// The file cannot be extended: its pages or its form lack a required structure.
    #[error("the PDF lacks a required structure")]
    Structure,
}

/// Parses the whole of a PDF to which a revision is to be appended. Its cross-references must be
/// read as written, because the new revision points at them.
///
/// The file is one the caller trusts: this takes memory without a bound. A panic of the parser
/// counts as an unreadable file all the same.
pub(crate) fn open_for_update(bytes: &[u8]) -> Result<Document, PdfError> {
    let document =
        catch_unwind(|| Document::load_mem(bytes)).map_err(|_| PdfError::Unreadable)??;
    let repaired = document.xref_recovery.is_some() || document.xref_start == 0;
    if repaired || document.max_id >= MAX_OBJECT_NUMBER {
        return Err(PdfError::Unreadable);
    }
    Ok(document)
}
