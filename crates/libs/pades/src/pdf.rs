//! Opening a PDF that may be hostile.

use std::panic::catch_unwind;

use lopdf::xref::XrefRecovery;
use lopdf::{Document, LoadOptions};

/// The longest PDF that is read, in bytes.
pub const MAX_PDF_LEN: usize = 64 << 20;
/// The most that one compressed stream (of objects or of cross-references) may become.
const MAX_STREAM_LEN: usize = 16 << 20;
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
    /// The file cannot be parsed.
    #[error("the PDF cannot be read")]
    Unreadable(#[source] Option<Box<lopdf::Error>>),
    /// The file is encrypted.
    #[error("the PDF is encrypted")]
    Encrypted,
    /// The file's cross-reference data is damaged, so that nothing can be appended to it safely.
    #[error("the PDF is damaged")]
    Damaged,
    /// The catalog, the pages or the form do not have the required structure.
    #[error("the PDF lacks a required structure")]
    Structure,
    /// The file has more signatures than are examined.
    #[error("the PDF has too many signatures")]
    TooManySignatures,
}

impl From<lopdf::Error> for PdfError {
    fn from(error: lopdf::Error) -> Self {
        Self::Unreadable(Some(Box::new(error)))
    }
}

/// Parses a PDF.
///
/// lopdf bounds its nesting and follows no cycle, but its arithmetic on hostile numbers is not
/// proven: a panic counts as an unreadable file (the panic hook still reports it).
pub(crate) fn open(bytes: &[u8]) -> Result<Document, PdfError> {
    if bytes.len() > MAX_PDF_LEN {
        return Err(PdfError::TooLong);
    }
    if !bytes.starts_with(b"%PDF-") {
        return Err(PdfError::NotPdf);
    }
    let options = LoadOptions::with_max_decompressed_size(MAX_STREAM_LEN);
    let document = catch_unwind(|| Document::load_mem_with_options(bytes, options))
        .map_err(|_| PdfError::Unreadable(None))??;
    if document.is_encrypted() || document.encryption_state.is_some() {
        return Err(PdfError::Encrypted);
    }
    Ok(document)
}

/// Parses a PDF to which a revision is to be appended: its cross-reference data must be read as
/// written, because the new revision points at it.
pub(crate) fn open_for_update(bytes: &[u8]) -> Result<Document, PdfError> {
    let document = open(bytes)?;
    let repaired: Option<XrefRecovery> = document.xref_recovery;
    if repaired.is_some() || document.xref_start == 0 || document.max_id >= MAX_OBJECT_NUMBER {
        return Err(PdfError::Damaged);
    }
    Ok(document)
}
