//! The time-stamp request.

use der::Encode;
use der::asn1::{Int, OctetString, Uint};
use x509_tsp::{MessageImprint, TimeStampReq, TspVersion};

use crate::digest::sha256_identifier;
use crate::timestamp::TimestampError;

/// A request for a timestamp over a SHA-256 digest (RFC 3161 section 2.4.1). It asks for the
/// authority's certificate, so that the token can be verified on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimestampRequest {
    imprint: [u8; 32],
    nonce: u64,
}

impl TimestampRequest {
    /// A request for the digest `imprint`, recognised in the answer by `nonce`.
    pub fn new(imprint: [u8; 32], nonce: u64) -> Self {
        Self { imprint, nonce }
    }

    /// A request with a random nonce.
    pub fn fresh(imprint: [u8; 32]) -> Self {
        Self::new(imprint, rand::random())
    }

    /// The DER of the `TimeStampReq`, to be posted as `application/timestamp-query`.
    pub fn to_der(&self) -> Result<Vec<u8>, TimestampError> {
        let request = TimeStampReq {
            version: TspVersion::V1,
            message_imprint: MessageImprint {
                hash_algorithm: sha256_identifier(),
                hashed_message: OctetString::new(self.imprint)?,
            },
            req_policy: None,
            nonce: Some(self.nonce()?),
            cert_req: true,
            extensions: None,
        };
        Ok(request.to_der()?)
    }

    pub(crate) fn imprint(&self) -> &[u8; 32] {
        &self.imprint
    }

    pub(crate) fn nonce(&self) -> der::Result<Int> {
        Ok(Uint::new(&self.nonce.to_be_bytes())?.into())
    }
}
