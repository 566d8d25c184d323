//! The signed attributes, and the binding of a signature to its certificate (RFC 5035).

use der::asn1::{Any, AnyRef, ObjectIdentifier, OctetString, OctetStringRef, SetOfVec};
use der::{Reader, Sequence, SliceReader, Tag, Tagged};
use sha1::Sha1;
use sha2::Digest as _;
use spki::AlgorithmIdentifierRef;
use x509_cert::attr::{Attribute, Attributes};

use crate::digest::{Digest, sha256};
use crate::oid;

/// `ESSCertIDv2`; the hash algorithm is the default SHA-256 and therefore absent.
#[derive(Sequence)]
struct EssCertIdV2 {
    cert_hash: OctetString,
}

#[derive(Sequence)]
struct SigningCertificateV2 {
    certs: Vec<EssCertIdV2>,
}

/// An attribute with one value.
pub(crate) fn attribute(kind: ObjectIdentifier, value: Any) -> der::Result<Attribute> {
    Ok(Attribute { oid: kind, values: SetOfVec::try_from(vec![value])? })
}

/// The signed attributes of PAdES (EN 319 142-1 section 6.3) and of timestamp tokens. There is no
/// signing time: PAdES forbids it, and a timestamp token carries its own.
pub(crate) fn signed(
    content_type: ObjectIdentifier,
    digest: &[u8; 32],
    certificate: &[u8],
) -> der::Result<Attributes> {
    let cert_hash = OctetString::new(sha256(&[certificate]))?;
    let binding = SigningCertificateV2 { certs: vec![EssCertIdV2 { cert_hash }] };
    SetOfVec::try_from(vec![
        attribute(oid::CONTENT_TYPE, Any::encode_from(&content_type)?)?,
        attribute(oid::MESSAGE_DIGEST, Any::encode_from(&OctetString::new(*digest)?)?)?,
        attribute(oid::SIGNING_CERTIFICATE_V2, Any::encode_from(&binding)?)?,
    ])
}

/// Whether a `SigningCertificateV2` value names `certificate` first.
pub(crate) fn v2_names(value: AnyRef<'_>, certificate: &[u8]) -> der::Result<bool> {
    let mut id = first_certificate_id(value)?;
    let digest = if id.peek_tag()? == Tag::Sequence {
        Digest::from_oid(&id.decode::<AlgorithmIdentifierRef<'_>>()?.oid)
    } else {
        Some(Digest::Sha256)
    };
    let hash: OctetStringRef<'_> = id.decode()?;
    Ok(digest.is_some_and(|digest| digest.of(&[certificate]) == hash.as_bytes()))
}

/// Whether a `SigningCertificate` value (version 1, SHA-1) names `certificate` first.
///
/// SHA-1 only picks the certificate here; what the certificate is worth is decided by its chain.
pub(crate) fn v1_names(value: AnyRef<'_>, certificate: &[u8]) -> der::Result<bool> {
    let hash: OctetStringRef<'_> = first_certificate_id(value)?.decode()?;
    let expected: [u8; 20] = Sha1::digest(certificate).into();
    Ok(expected == hash.as_bytes())
}

/// The inside of the first certificate identifier of either version.
fn first_certificate_id(value: AnyRef<'_>) -> der::Result<SliceReader<'_>> {
    value.tag().assert_eq(Tag::Sequence)?;
    let ids: AnyRef<'_> = SliceReader::new(value.value())?.decode()?;
    ids.tag().assert_eq(Tag::Sequence)?;
    let first: AnyRef<'_> = SliceReader::new(ids.value())?.decode()?;
    first.tag().assert_eq(Tag::Sequence)?;
    SliceReader::new(first.value())
}
