//! Reading CMS `SignedData` that others wrote, without ever encoding it again.
//!
//! Everything here borrows from the input: signatures are checked over the bytes as they came.
//! Sets may hold duplicates and be in any order, as some timestamp authorities send them.

use cms::cert::IssuerAndSerialNumber;
use der::asn1::{AnyRef, ObjectIdentifier, OctetStringRef};
use der::{Decode, Encode, Reader, SliceReader, Tag, TagNumber, Tagged};
use x509_cert::Certificate;
use x509_cert::ext::pkix::SubjectKeyIdentifier;

use super::attributes;
use super::signature::{self, Refused};
use crate::digest::Digest;
use crate::oid;

/// Why a signed message proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Fault {
    #[error("not a CMS SignedData with one signer")]
    Malformed,
    #[error("the certificate of the signer is missing")]
    NoCertificate,
    #[error("the digest or signature algorithm is not supported")]
    Unsupported,
    #[error("the signed content type is not the expected one")]
    ContentType,
    #[error("the signed digest is not that of the content")]
    Digest,
    #[error("the signature does not verify")]
    Signature,
    #[error("the signature is not bound to its certificate")]
    Unbound,
}

impl From<der::Error> for Fault {
    fn from(_: der::Error) -> Self {
        Self::Malformed
    }
}

const CONTEXT_0: Tag = Tag::ContextSpecific { constructed: true, number: TagNumber::N0 };
const CONTEXT_1: Tag = Tag::ContextSpecific { constructed: true, number: TagNumber::N1 };
const KEY_ID: Tag = Tag::ContextSpecific { constructed: false, number: TagNumber::N0 };
/// The tag byte of `SET OF`, under which signed attributes are hashed (RFC 5652 section 5.4).
const SET_OF: u8 = 0x31;

/// A message with exactly one signer.
pub(crate) struct SignedDataView<'a> {
    pub(crate) content_type: ObjectIdentifier,
    /// The content carried inside, if any.
    pub(crate) content: Option<&'a [u8]>,
    /// The DER of each certificate, as sent.
    pub(crate) certificates: Vec<&'a [u8]>,
    signer: SignerView<'a>,
}

/// An attribute's type and values.
type AttributeView<'a> = (ObjectIdentifier, Vec<AnyRef<'a>>);

struct SignerView<'a> {
    id: AnyRef<'a>,
    digest: Option<Digest>,
    /// The raw attributes, tagged `[0]`.
    signed_raw: Option<&'a [u8]>,
    signed: Vec<AttributeView<'a>>,
    algorithm: &'a [u8],
    signature: &'a [u8],
    unsigned: Vec<AttributeView<'a>>,
}

impl<'a> SignedDataView<'a> {
    /// Reads the DER of a `ContentInfo`.
    pub(crate) fn parse(der: &'a [u8]) -> Result<Self, Fault> {
        let mut info = open(&mut SliceReader::new(der)?, Tag::Sequence)?;
        if info.decode::<ObjectIdentifier>()? != oid::SIGNED_DATA {
            return Err(Fault::Malformed);
        }
        let mut data = open(&mut open(&mut info, CONTEXT_0)?, Tag::Sequence)?;
        data.decode::<AnyRef<'_>>()?; // version
        data.decode::<AnyRef<'_>>()?; // digestAlgorithms
        let (content_type, content) = content(open(&mut data, Tag::Sequence)?)?;
        let certificates = if data.peek_tag()? == CONTEXT_0 {
            raw_elements(open(&mut data, CONTEXT_0)?)?
        } else {
            Vec::new()
        };
        if data.peek_tag()? == CONTEXT_1 {
            data.decode::<AnyRef<'_>>()?; // crls
        }
        let mut signers = open(&mut data, Tag::Set)?;
        let signer = SignerView::parse(open(&mut signers, Tag::Sequence)?)?;
        if !signers.is_finished() {
            return Err(Fault::Malformed);
        }
        Ok(Self { content_type, content, certificates, signer })
    }

    /// The certificate the signer refers to.
    pub(crate) fn signing_certificate(&self) -> Result<&'a [u8], Fault> {
        let named = |der: &&&[u8]| self.signer.is_named_by(der);
        self.certificates.iter().find(named).copied().ok_or(Fault::NoCertificate)
    }

    /// Checks that the signed attributes name this content type and this content, whose parts
    /// are given in order.
    pub(crate) fn check_content(
        &self,
        content_type: ObjectIdentifier,
        content: &[&[u8]],
    ) -> Result<(), Fault> {
        let named = self.signer.signed_value(oid::CONTENT_TYPE).ok_or(Fault::ContentType)?;
        if named.decode_as::<ObjectIdentifier>()? != content_type
            || self.content_type != content_type
        {
            return Err(Fault::ContentType);
        }
        let digest = self.signer.digest.ok_or(Fault::Unsupported)?;
        let signed = self.signer.signed_value(oid::MESSAGE_DIGEST).ok_or(Fault::Digest)?;
        if signed.decode_as::<OctetStringRef<'_>>()?.as_bytes() != digest.of(content) {
            return Err(Fault::Digest);
        }
        Ok(())
    }

    /// Checks the signature over the signed attributes, as they came.
    pub(crate) fn check_signature(&self, certificate: &[u8]) -> Result<(), Fault> {
        let signer = &self.signer;
        let mut message = signer.signed_raw.ok_or(Fault::Malformed)?.to_vec();
        *message.first_mut().ok_or(Fault::Malformed)? = SET_OF;
        let digest = signer.digest.ok_or(Fault::Unsupported)?;
        let checked = if signature::algorithm_oid(signer.algorithm)? == oid::RSA_ENCRYPTION {
            signature::verify_rsa(certificate, digest, &message, signer.signature)
        } else {
            signature::verify(certificate, signer.algorithm, &message, signer.signature)
        };
        checked.map_err(|refused| match refused {
            Refused::Unsupported => Fault::Unsupported,
            Refused::Invalid => Fault::Signature,
        })
    }

    /// Checks that the signed attributes name the signing certificate, in version 1 or 2; when
    /// both are there, both must.
    pub(crate) fn check_binding(&self, certificate: &[u8]) -> Result<(), Fault> {
        let v2 = self.signer.signed_value(oid::SIGNING_CERTIFICATE_V2);
        let v1 = self.signer.signed_value(oid::SIGNING_CERTIFICATE);
        let v2 = v2.map(|value| attributes::v2_names(value, certificate)).transpose()?;
        let v1 = v1.map(|value| attributes::v1_names(value, certificate)).transpose()?;
        match (v2, v1) {
            (None, None) | (Some(false), _) | (_, Some(false)) => Err(Fault::Unbound),
            (Some(true) | None, Some(true) | None) => Ok(()),
        }
    }

    /// Whether an attribute is among the signed ones.
    pub(crate) fn has_signed(&self, kind: ObjectIdentifier) -> bool {
        self.signer.signed.iter().any(|(oid, _)| *oid == kind)
    }

    /// The signature value, which a signature timestamp covers.
    pub(crate) fn signature_value(&self) -> &'a [u8] {
        self.signer.signature
    }

    /// The first signature timestamp, if there is one.
    pub(crate) fn timestamp(&self) -> Option<AnyRef<'a>> {
        let mut unsigned = self.signer.unsigned.iter();
        let (_, values) = unsigned.find(|(oid, _)| *oid == oid::TIMESTAMP_TOKEN)?;
        values.first().copied()
    }
}

impl<'a> SignerView<'a> {
    fn parse(mut info: SliceReader<'a>) -> Result<Self, Fault> {
        info.decode::<AnyRef<'_>>()?; // version
        let id = info.decode()?;
        let digest = Digest::from_oid(&signature::algorithm_oid(info.tlv_bytes()?)?);
        let signed_raw = if info.peek_tag()? == CONTEXT_0 { Some(info.tlv_bytes()?) } else { None };
        let signed = match signed_raw {
            Some(raw) => attribute_list(open(&mut SliceReader::new(raw)?, CONTEXT_0)?)?,
            None => Vec::new(),
        };
        let algorithm = info.tlv_bytes()?;
        let signature = info.decode::<OctetStringRef<'_>>()?.as_bytes();
        let unsigned = if info.is_finished() {
            Vec::new()
        } else {
            attribute_list(open(&mut info, CONTEXT_1)?)?
        };
        Ok(Self { id, digest, signed_raw, signed, algorithm, signature, unsigned })
    }

    /// The value of a signed attribute that is there once with one value.
    fn signed_value(&self, kind: ObjectIdentifier) -> Option<AnyRef<'a>> {
        let mut found = self.signed.iter().filter(|(oid, _)| *oid == kind);
        match (found.next()?.1.as_slice(), found.next()) {
            ([value], None) => Some(*value),
            _ => None,
        }
    }

    /// Whether the signer identifier names this certificate.
    fn is_named_by(&self, der: &[u8]) -> bool {
        let Ok(certificate) = Certificate::from_der(der) else { return false };
        let tbs = &certificate.tbs_certificate;
        if self.id.tag() == KEY_ID {
            let extension = tbs.get::<SubjectKeyIdentifier>().ok().flatten();
            return extension.is_some_and(|(_, key)| key.0.as_bytes() == self.id.value());
        }
        let Ok(id) = self.id.to_der() else { return false };
        IssuerAndSerialNumber::from_der(&id)
            .is_ok_and(|id| id.issuer == tbs.issuer && id.serial_number == tbs.serial_number)
    }
}

/// Reads an `EncapsulatedContentInfo`.
fn content<'a>(mut info: SliceReader<'a>) -> Result<(ObjectIdentifier, Option<&'a [u8]>), Fault> {
    let kind = info.decode()?;
    if info.is_finished() {
        return Ok((kind, None));
    }
    let octets: OctetStringRef<'a> = open(&mut info, CONTEXT_0)?.decode()?;
    Ok((kind, Some(octets.as_bytes())))
}

fn attribute_list(mut list: SliceReader<'_>) -> der::Result<Vec<AttributeView<'_>>> {
    let mut found = Vec::new();
    while !list.is_finished() {
        let mut attribute = open(&mut list, Tag::Sequence)?;
        let kind = attribute.decode()?;
        let mut values = open(&mut attribute, Tag::Set)?;
        let mut collected = Vec::new();
        while !values.is_finished() {
            collected.push(values.decode()?);
        }
        found.push((kind, collected));
    }
    Ok(found)
}

fn raw_elements(mut list: SliceReader<'_>) -> der::Result<Vec<&[u8]>> {
    let mut found = Vec::new();
    while !list.is_finished() {
        found.push(list.tlv_bytes()?);
    }
    Ok(found)
}

/// A reader over the contents of the next element, which must have this tag.
pub(crate) fn open<'a>(reader: &mut SliceReader<'a>, tag: Tag) -> der::Result<SliceReader<'a>> {
    let element: AnyRef<'a> = reader.decode()?;
    element.tag().assert_eq(tag)?;
    SliceReader::new(element.value())
}
