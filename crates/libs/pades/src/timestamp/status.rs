//! The status of a time-stamp response, read and written.

use der::asn1::{Any, AnyRef, BitString, BitStringRef};
use der::{Encode, Reader, Sequence, SliceReader, Tag, Tagged};

use crate::cms::view::open;
use crate::timestamp::TimestampError;

/// `granted` and `grantedWithMods` of RFC 3161 section 2.4.2.
pub(crate) const GRANTED: u8 = 0;
const GRANTED_WITH_MODS: u8 = 1;
const REJECTION: u8 = 2;

/// Why an authority refuses; the numbers are the bits of `PKIFailureInfo` (RFC 3161 section 2.4.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Failure {
    /// The hash algorithm is unknown or not accepted.
    BadAlgorithm = 0,
    /// The request is not permitted or not supported.
    BadRequest = 2,
    /// The request is not well formed.
    BadDataFormat = 5,
    /// The authority's clock is not available.
    TimeNotAvailable = 14,
    /// The requested policy is not one of the authority's.
    UnacceptedPolicy = 15,
    /// A requested extension is not supported.
    UnacceptedExtension = 16,
    /// The additional information asked for is not available.
    InformationNotAvailable = 17,
    /// The authority failed.
    SystemFailure = 25,
}

const FAILURES: [Failure; 8] = [
    Failure::BadAlgorithm,
    Failure::BadRequest,
    Failure::BadDataFormat,
    Failure::TimeNotAvailable,
    Failure::UnacceptedPolicy,
    Failure::UnacceptedExtension,
    Failure::InformationNotAvailable,
    Failure::SystemFailure,
];

impl Failure {
    /// The named bit list with this one bit, without trailing zeros (X.690 section 11.2.2).
    fn to_bits(self) -> der::Result<BitString> {
        let bit = self as u8;
        let mut bytes = vec![0; usize::from(bit / 8)];
        bytes.push(0x80 >> (bit % 8));
        BitString::new(7 - bit % 8, bytes)
    }

    fn from_bits(bits: BitStringRef<'_>) -> Option<Self> {
        let set = |failure: &Failure| bits.bits().nth(usize::from(*failure as u8)) == Some(true);
        FAILURES.into_iter().find(set)
    }
}

/// `PKIStatusInfo` as this crate writes it, without a text.
#[derive(Sequence)]
struct StatusInfo {
    status: u8,
    #[asn1(optional = "true")]
    failure: Option<BitString>,
}

/// `TimeStampResp`.
#[derive(Sequence)]
struct Response {
    status: StatusInfo,
    #[asn1(optional = "true")]
    token: Option<Any>,
}

/// The DER of a response that grants `token` (the DER of a `ContentInfo`).
pub(crate) fn granted(token: &[u8]) -> der::Result<Vec<u8>> {
    let status = StatusInfo { status: GRANTED, failure: None };
    Response { status, token: Some(der::Decode::from_der(token)?) }.to_der()
}

/// The DER of a response that refuses.
pub(crate) fn rejected(failure: Failure) -> der::Result<Vec<u8>> {
    let status = StatusInfo { status: REJECTION, failure: Some(failure.to_bits()?) };
    Response { status, token: None }.to_der()
}

/// The exact bytes of the token in a response that grants one.
pub(crate) fn token_of(response: &[u8]) -> Result<&[u8], TimestampError> {
    let (status, failure, token) = parse(response).map_err(|_| TimestampError::Malformed)?;
    match (status, token) {
        (GRANTED | GRANTED_WITH_MODS, Some(token)) => Ok(token),
        (GRANTED | GRANTED_WITH_MODS, None) => Err(TimestampError::Malformed),
        _ => Err(TimestampError::NotGranted { status, failure }),
    }
}

type Parts<'a> = (u8, Option<Failure>, Option<&'a [u8]>);

fn parse(response: &[u8]) -> der::Result<Parts<'_>> {
    let mut response = open(&mut SliceReader::new(response)?, Tag::Sequence)?;
    let mut info = open(&mut response, Tag::Sequence)?;
    let status = info.decode()?;
    let mut failure = None;
    while !info.is_finished() {
        let element: AnyRef<'_> = info.decode()?;
        if element.tag() == Tag::BitString {
            failure = Failure::from_bits(element.decode_as()?);
        }
    }
    let token = if response.is_finished() { None } else { Some(response.tlv_bytes()?) };
    Ok((status, failure, token))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_is_read_back_as_what_was_written() {
        for failure in FAILURES {
            let response = rejected(failure).unwrap();
            assert_eq!(
                token_of(&response),
                Err(TimestampError::NotGranted { status: 2, failure: Some(failure) })
            );
        }
    }

    #[test]
    fn a_rejection_is_written_as_openssl_writes_it() {
        let bad_algorithm = [0x30, 0x09, 0x30, 0x07, 0x02, 0x01, 0x02, 0x03, 0x02, 0x07, 0x80];
        assert_eq!(rejected(Failure::BadAlgorithm).unwrap(), bad_algorithm);
    }
}
