//! Writing CMS `SignedData` (RFC 5652): one signer, SHA-256, the attributes PAdES and RFC 3161 ask for.
//!
//! Reading is a different matter and lives in [`view`]: what others wrote is never decoded and
//! encoded again.

pub(crate) mod attributes;
pub(crate) mod signature;
pub(crate) mod view;

use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use der::asn1::{Any, ObjectIdentifier, OctetString, SetOfVec};
use der::{Decode, Encode};

use crate::digest::{sha256, sha256_identifier};
use crate::oid;
use crate::signer::{Signer, SignerError};

/// What a message signs.
pub(crate) enum Content<'a> {
    /// Bytes kept elsewhere (the PDF around its placeholder), by their SHA-256 digest.
    Detached { sha256: [u8; 32] },
    /// The DER of a `TSTInfo`, carried inside.
    TimestampInfo(&'a [u8]),
}

impl Content<'_> {
    fn kind(&self) -> ObjectIdentifier {
        match self {
            Self::Detached { .. } => oid::DATA,
            Self::TimestampInfo(_) => oid::TST_INFO,
        }
    }

    fn digest(&self) -> [u8; 32] {
        match self {
            Self::Detached { sha256 } => *sha256,
            Self::TimestampInfo(bytes) => sha256(&[bytes]),
        }
    }

    fn encapsulated(&self) -> der::Result<EncapsulatedContentInfo> {
        let econtent = match self {
            Self::Detached { .. } => None,
            Self::TimestampInfo(bytes) => Some(Any::encode_from(&OctetString::new(*bytes)?)?),
        };
        Ok(EncapsulatedContentInfo { econtent_type: self.kind(), econtent })
    }

    /// RFC 5652 section 5.1: version 3 as soon as the content is not `id-data`.
    fn version(&self) -> CmsVersion {
        match self {
            Self::Detached { .. } => CmsVersion::V1,
            Self::TimestampInfo(_) => CmsVersion::V3,
        }
    }
}

/// Why a message could not be signed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SigningFailure {
    #[error(transparent)]
    Signer(#[from] SignerError),
    #[error("the signature does not verify with the signer's own certificate")]
    Misfit,
    #[error("the message cannot be encoded")]
    Encoding(#[from] der::Error),
}

/// A signed message to which a timestamp can still be added.
pub(crate) struct SignedMessage {
    version: CmsVersion,
    content: EncapsulatedContentInfo,
    certificates: Option<CertificateSet>,
    signer_info: SignerInfo,
}

impl SignedMessage {
    /// Signs `content`; the signer's chain is embedded.
    pub(crate) fn sign(signer: &dyn Signer, content: &Content<'_>) -> Result<Self, SigningFailure> {
        let chain = signer.chain();
        let choices = chain.iter().map(|link| CertificateChoices::Certificate(link.x509().clone()));
        Ok(Self {
            version: content.version(),
            content: content.encapsulated()?,
            certificates: Some(CertificateSet::try_from(choices.collect::<Vec<_>>())?),
            signer_info: signer_info(signer, content)?,
        })
    }

    /// The same message without certificates, for a requester who has them.
    pub(crate) fn without_certificates(self) -> Self {
        Self { certificates: None, ..self }
    }

    /// The bytes a signature timestamp is made over.
    pub(crate) fn signature_value(&self) -> &[u8] {
        self.signer_info.signature.as_bytes()
    }

    /// Attaches an RFC 3161 token, byte for byte, as the unsigned attribute
    /// `id-aa-signatureTimeStampToken`.
    pub(crate) fn with_timestamp(mut self, token: &[u8]) -> der::Result<Self> {
        let attribute = attributes::attribute(oid::TIMESTAMP_TOKEN, Any::from_der(token)?)?;
        self.signer_info.unsigned_attrs = Some(SetOfVec::try_from(vec![attribute])?);
        Ok(self)
    }

    /// The DER of the `ContentInfo`.
    pub(crate) fn to_der(&self) -> der::Result<Vec<u8>> {
        let signed = SignedData {
            version: self.version,
            digest_algorithms: SetOfVec::try_from(vec![sha256_identifier()])?,
            encap_content_info: self.content.clone(),
            certificates: self.certificates.clone(),
            crls: None,
            signer_infos: SignerInfos::try_from(vec![self.signer_info.clone()])?,
        };
        ContentInfo { content_type: oid::SIGNED_DATA, content: Any::encode_from(&signed)? }.to_der()
    }
}

fn signer_info(signer: &dyn Signer, content: &Content<'_>) -> Result<SignerInfo, SigningFailure> {
    let certificate = signer.chain().signing();
    let attributes = attributes::signed(content.kind(), &content.digest(), certificate.der())?;
    let message = attributes.to_der()?;
    let value = signer.sign(&message)?;
    let algorithm = signer.algorithm().identifier();
    signature::verify(certificate.der(), &algorithm.to_der()?, &message, &value)
        .map_err(|_| SigningFailure::Misfit)?;
    let tbs = &certificate.x509().tbs_certificate;
    Ok(SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: tbs.issuer.clone(),
            serial_number: tbs.serial_number.clone(),
        }),
        digest_alg: sha256_identifier(),
        signed_attrs: Some(attributes),
        signature_algorithm: algorithm,
        signature: OctetString::new(value)?,
        unsigned_attrs: None,
    })
}
