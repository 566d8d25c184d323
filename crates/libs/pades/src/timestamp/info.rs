//! `TSTInfo`, read: what a token says.
//!
//! Not the decoder of `x509-tsp`, which refuses the fractions of a second that RFC 3161 allows.

use der::asn1::{AnyRef, ObjectIdentifier};
use der::{Reader, SliceReader, Tag, Tagged};
use spki::AlgorithmIdentifierRef;
use time::OffsetDateTime;

use crate::cms::view::open;
use crate::digest::Digest;
use crate::instant;

/// The parts of a `TSTInfo` that are checked or reported.
pub(crate) struct TimestampInfo<'a> {
    pub(crate) digest: Option<Digest>,
    pub(crate) imprint: &'a [u8],
    /// The serial number's octets.
    pub(crate) serial: &'a [u8],
    pub(crate) time: OffsetDateTime,
    /// The nonce's octets.
    pub(crate) nonce: Option<&'a [u8]>,
}

impl<'a> TimestampInfo<'a> {
    pub(crate) fn parse(der: &'a [u8]) -> der::Result<Self> {
        let mut info = open(&mut SliceReader::new(der)?, Tag::Sequence)?;
        if info.decode::<u8>()? != 1 {
            return Err(Tag::Integer.value_error());
        }
        info.decode::<ObjectIdentifier>()?; // policy
        let mut message = open(&mut info, Tag::Sequence)?;
        let digest = Digest::from_oid(&message.decode::<AlgorithmIdentifierRef<'_>>()?.oid);
        let imprint = element(&mut message, Tag::OctetString)?;
        let serial = element(&mut info, Tag::Integer)?;
        let time = element(&mut info, Tag::GeneralizedTime)?;
        let time =
            instant::parse_generalized(time).ok_or_else(|| Tag::GeneralizedTime.value_error())?;
        let mut nonce = None;
        while !info.is_finished() {
            // After the time come accuracy, ordering, nonce, authority name and extensions, all
            // optional and each with its own tag.
            let optional: AnyRef<'a> = info.decode()?;
            if optional.tag() == Tag::Integer {
                nonce = Some(optional.value());
            }
        }
        Ok(Self { digest, imprint, serial, time, nonce })
    }

    /// Whether the timestamp is over these bytes.
    pub(crate) fn covers(&self, data: &[u8]) -> bool {
        self.digest.is_some_and(|digest| digest.of(&[data]) == self.imprint)
    }
}

fn element<'a>(reader: &mut SliceReader<'a>, tag: Tag) -> der::Result<&'a [u8]> {
    let element: AnyRef<'a> = reader.decode()?;
    element.tag().assert_eq(tag)?;
    Ok(element.value())
}
