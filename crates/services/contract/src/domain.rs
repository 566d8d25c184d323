//! The contract as a value: its life, its text, its pages and the proof that they say the same.
//!
//! [`render`] is a pure function of a [`ContractModel`]. It is work for a processor, some tens of
//! milliseconds a contract: call it where blocking is allowed.

mod articles;
mod contract;
mod contract_model;
mod document;
mod draft;
mod french;
mod html;
mod markup;
mod pdf;
mod printable;
mod wording;

use sha2::digest::Output;
use sha2::{Digest as _, Sha256};

pub use contract::{BadState, Contract, Fact, Issue, Obstacle, Signing, State};
pub use contract_model::{ContractModel, VatProof};
pub use document::{
    Article, Block, Closing, Document, Party, Phrase, Row, SignatureBox, Span, Table,
};
pub use draft::draft;
pub use pdf::{SIGNATURE_AREA, Unreadable};
pub use printable::{Named, Unprintable, printable};

/// A contract in its two forms, with the text that both show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// SHA-256 of the PDF.
    pub sha256: [u8; 32],
    /// The number of its pages.
    pub pages: usize,
    /// The same contract as an HTML fragment, one `<article>` element.
    pub html: String,
    /// The same contract as plain text, one line per paragraph, cell or heading.
    pub text: String,
}

impl Rendered {
    /// SHA-256 of the PDF as 64 lower-case hexadecimal digits.
    pub fn sha256_hex(&self) -> String {
        format!("{:x}", Output::<Sha256>::from(self.sha256))
    }
}

/// Why a model did not become a contract. Only the first three are about the model; the others are
/// faults of this crate and would show in its tests.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// A value holds a character that cannot be printed.
    #[error(transparent)]
    Unprintable(#[from] Unprintable),
    /// A value is so long that its party, its table row or the signature block fills over a page.
    #[error("a value is too long for a page")]
    TooLong,
    /// An article's text uses a value that does not exist.
    #[error("an article's template is faulty")]
    Template(#[from] minijinja::Error),
    /// The compiled fonts cannot be read.
    #[error("the fonts cannot be read")]
    Fonts(#[source] genpdf::error::Error),
    /// The pages cannot be drawn.
    #[error("the pages cannot be drawn")]
    Draw(#[from] genpdf::error::Error),
    /// The drawn file cannot be finished.
    #[error("the drawn file cannot be finished")]
    Finish(#[from] lopdf::Error),
    /// A font cannot be parsed.
    #[error("a font cannot be parsed")]
    Font(#[from] ttf_parser::FaceParsingError),
    /// A font cannot be reduced to the glyphs in use.
    #[error("a font cannot be subset")]
    Subset(#[from] subsetter::Error),
    /// The finished file cannot be read back.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// The finished file does not show the document's text.
    #[error("the finished file differs from the contract's text at character {at}")]
    Lost {
        /// Index of the first difference in the text without spaces.
        at: usize,
    },
}

/// Makes the contract: both forms are of the same [`Document`].
pub fn render(model: &ContractModel) -> Result<Rendered, RenderError> {
    let document = draft(model)?;
    let printed = pdf::print(&document, model.issued_at)?;
    Ok(Rendered {
        sha256: Sha256::digest(&printed.pdf).into(),
        pdf: printed.pdf,
        pages: printed.pages,
        html: html::fragment(&document),
        text: document.text(),
    })
}
