//! RFC 3161 timestamps, the authority's side: answer a request.
//!
//! For development and tests. A timestamp from here is not a qualified one.

use der::asn1::{ObjectIdentifier, Uint};
use der::{Decode, Encode};
use time::OffsetDateTime;
use x509_tsp::{Accuracy, TimeStampReq, TspVersion, TstInfo};

use crate::cms::{Content, SignedMessage, SigningFailure};
use crate::digest::Digest;
use crate::instant;
use crate::signer::Signer;
use crate::timestamp::Failure;
use crate::timestamp::status::{granted, rejected};

/// The policy under which timestamps are issued: an example arc of RFC 5612, which promises
/// nothing.
const POLICY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.32473.1.1");

/// A time-stamp authority with one key, whose certificate must be for timestamping only.
#[derive(Debug)]
pub struct Responder<S> {
    signer: S,
}

impl<S: Signer> Responder<S> {
    /// An authority that signs with this key.
    pub fn new(signer: S) -> Self {
        Self { signer }
    }

    /// The DER of the response to a request body, to be sent as `application/timestamp-reply`.
    ///
    /// `now` is the time attested, in whole seconds, and `serial` must be different each time.
    /// Requests may use SHA-256, SHA-384 or SHA-512; policies other than the responder's own and
    /// request extensions are refused. A refusal is a response too.
    pub fn respond(&self, request: &[u8], now: OffsetDateTime, serial: u128) -> Vec<u8> {
        let failure = match accepted(request) {
            Ok(request) => match self.grant(&request, now, serial) {
                Ok(response) => return response,
                Err(_) => Failure::SystemFailure,
            },
            Err(failure) => failure,
        };
        rejected(failure).unwrap_or_default()
    }

    fn grant(
        &self,
        request: &TimeStampReq,
        now: OffsetDateTime,
        serial: u128,
    ) -> Result<Vec<u8>, SigningFailure> {
        let info = TstInfo {
            version: TspVersion::V1,
            policy: POLICY,
            message_imprint: request.message_imprint.clone(),
            serial_number: Uint::new(&serial.to_be_bytes())?.into(),
            gen_time: instant::to_generalized(now)?,
            accuracy: Some(Accuracy { seconds: Some(1), millis: None, micros: None }),
            ordering: false,
            nonce: request.nonce.clone(),
            tsa: None,
            extensions: None,
        };
        let signed = SignedMessage::sign(&self.signer, &Content::TimestampInfo(&info.to_der()?))?;
        let signed = if request.cert_req { signed } else { signed.without_certificates() };
        Ok(granted(&signed.to_der()?)?)
    }
}

fn accepted(request: &[u8]) -> Result<TimeStampReq, Failure> {
    let request = TimeStampReq::from_der(request).map_err(|_| Failure::BadDataFormat)?;
    let imprint = &request.message_imprint;
    let digest = Digest::from_oid(&imprint.hash_algorithm.oid).ok_or(Failure::BadAlgorithm)?;
    if imprint.hashed_message.as_bytes().len() != digest.len() {
        return Err(Failure::BadDataFormat);
    }
    if request.req_policy.is_some_and(|policy| policy != POLICY) {
        return Err(Failure::UnacceptedPolicy);
    }
    if request.extensions.is_some() {
        return Err(Failure::UnacceptedExtension);
    }
    Ok(request)
}
