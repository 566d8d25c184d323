//! The way of a signature: prepare, sign, fetch a timestamp (the caller), finish.

use time::OffsetDateTime;

use crate::byte_range::ByteRange;
use crate::cms::{Content, SignedMessage};
use crate::digest::sha256;
use crate::error::Error;
use crate::incremental;
use crate::request::SignatureRequest;
use crate::signer::Signer;
use crate::timestamp::TimestampToken;

/// Appends a revision with an empty signature to `pdf`, which stays untouched as the first bytes
/// of the result.
///
/// The same PDF and request always give the same bytes. The PDF is one the caller made or trusts:
/// unlike in [`verify`](crate::verify), it is parsed as a whole and its memory is not bounded.
pub fn prepare(pdf: &[u8], request: &SignatureRequest) -> Result<Prepared, Error> {
    let (pdf, range) = incremental::append(pdf, request)?;
    Ok(Prepared {
        digest: range.digest(&pdf),
        claimed_at: request.claimed_at,
        capacity: request.capacity,
        range,
        pdf,
    })
}

/// A PDF with an empty signature.
#[derive(Debug)]
pub struct Prepared {
    pdf: Vec<u8>,
    range: ByteRange,
    digest: [u8; 32],
    claimed_at: OffsetDateTime,
    capacity: usize,
}

impl Prepared {
    /// The SHA-256 of the bytes the signature will cover.
    pub fn digest(&self) -> &[u8; 32] {
        &self.digest
    }

    /// Signs, if the signer's certificate is valid at the claimed time.
    pub fn sign(self, signer: &dyn Signer) -> Result<Signed, Error> {
        let chain = signer.chain();
        if !chain.signing().is_valid_at(self.claimed_at) {
            return Err(Error::CertificateNotValid {
                not_before: chain.not_before(),
                not_after: chain.not_after(),
            });
        }
        let message = SignedMessage::sign(signer, &Content::Detached { sha256: self.digest })?;
        Ok(Signed { prepared: self, message })
    }
}

/// A signature that has not been written into its PDF yet.
pub struct Signed {
    prepared: Prepared,
    message: SignedMessage,
}

impl Signed {
    /// The signature value, over which a timestamp is made.
    pub fn signature_value(&self) -> &[u8] {
        self.message.signature_value()
    }

    /// The SHA-256 of the signature value, for a
    /// [`TimestampRequest`](crate::timestamp::TimestampRequest).
    pub fn imprint(&self) -> [u8; 32] {
        sha256(&[self.signature_value()])
    }

    /// Writes the signature into the PDF: PAdES B-T with a timestamp, B-B without
    /// (EN 319 142-1 section 6).
    pub fn finish(self, timestamp: Option<&TimestampToken>) -> Result<Vec<u8>, Error> {
        let imprint = self.imprint();
        let message = match timestamp {
            Some(token) if *token.imprint() != imprint => return Err(Error::ForeignTimestamp),
            Some(token) => self.message.with_timestamp(token.der())?,
            None => self.message,
        };
        let der = message.to_der()?;
        let Prepared { mut pdf, range, capacity, .. } = self.prepared;
        if !range.fill(&mut pdf, &der) {
            return Err(Error::PlaceholderTooSmall { needed: der.len(), capacity });
        }
        Ok(pdf)
    }
}

impl std::fmt::Debug for Signed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Signed").field("prepared", &self.prepared.range).finish_non_exhaustive()
    }
}
