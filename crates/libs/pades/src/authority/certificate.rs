//! Writing certificates (RFC 5280 section 4).

use der::Encode;
use der::asn1::{Any, BitString, Ia5String, OctetString, SetOfVec, Utf8StringRef};
use spki::SubjectPublicKeyInfoOwned;
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::ext::pkix::crl::dp::DistributionPoint;
use x509_cert::ext::pkix::name::{DistributionPointName, GeneralName};
use x509_cert::ext::pkix::{
    AuthorityKeyIdentifier, BasicConstraints, CrlDistributionPoints, ExtendedKeyUsage, KeyUsage,
    KeyUsages, SubjectKeyIdentifier,
};
use x509_cert::ext::{AsExtension, Extension};
use x509_cert::name::{Name, RdnSequence, RelativeDistinguishedName};
use x509_cert::serial_number::SerialNumber;
use x509_cert::time::Validity;
use x509_cert::{TbsCertificate, Version};

use super::{Authority, AuthorityError, Enrolment};
use crate::certificate::{Certificate, CertificateChain};
use crate::file_key::{FileKey, Secret};
use crate::signer::{SignatureAlgorithm, Signer};
use crate::{instant, oid};

/// What a certificate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Root,
    Seal,
    Timestamping,
}

/// A certificate before it is signed.
pub(super) struct Draft(TbsCertificate);

impl Draft {
    /// A draft issued by `issuer`, or by its own holder.
    pub(super) fn new(
        role: Role,
        enrolment: &Enrolment<'_>,
        key: SubjectPublicKeyInfoOwned,
        issuer: Option<&Authority>,
    ) -> Result<Self, AuthorityError> {
        let subject = name(enrolment)?;
        let above = issuer.map(|issuer| issuer.key.chain().signing());
        let crl_url = issuer.and_then(|issuer| issuer.crl_url.as_deref());
        let issuer_tbs = above.map(|above| &above.x509().tbs_certificate);
        Ok(Self(TbsCertificate {
            version: Version::V3,
            serial_number: serial_number()?,
            signature: SignatureAlgorithm::EcdsaP256Sha256.identifier(),
            issuer: issuer_tbs.map_or_else(|| subject.clone(), |above| above.subject.clone()),
            validity: validity(enrolment, issuer)?,
            extensions: Some(extensions(role, &key, issuer_tbs, crl_url)?),
            subject,
            subject_public_key_info: key,
            issuer_unique_id: None,
            subject_unique_id: None,
        }))
    }

    pub(super) fn sign_itself(self, secret: &Secret) -> Result<CertificateChain, AuthorityError> {
        let signature = secret.sign(&self.0.to_der()?)?;
        Ok(CertificateChain::from_der([self.assemble(&signature)?])?)
    }

    pub(super) fn sign_by(mut self, issuer: &FileKey) -> Result<CertificateChain, AuthorityError> {
        self.0.signature = issuer.algorithm().identifier();
        let signature = issuer.sign(&self.0.to_der()?)?;
        let root = issuer.chain().signing().der().to_vec();
        Ok(CertificateChain::from_der([self.assemble(&signature)?, root])?)
    }

    fn assemble(self, signature: &[u8]) -> der::Result<Vec<u8>> {
        x509_cert::Certificate {
            signature_algorithm: self.0.signature.clone(),
            tbs_certificate: self.0,
            signature: BitString::from_bytes(signature)?,
        }
        .to_der()
    }
}

/// Whether a certificate may sign others and revocation lists.
pub(super) fn is_authority(certificate: &Certificate) -> bool {
    let tbs = &certificate.x509().tbs_certificate;
    let constraints = tbs.get::<BasicConstraints>().ok().flatten();
    let usage = tbs.get::<KeyUsage>().ok().flatten();
    constraints.is_some_and(|(_, constraints)| constraints.ca)
        && usage.is_some_and(|(_, usage)| usage.key_cert_sign() && usage.crl_sign())
}

/// 128 random bits: positive, of fixed length, never zero.
fn serial_number() -> der::Result<SerialNumber> {
    let mut bytes: [u8; 16] = rand::random();
    bytes[0] = bytes[0] & 0x7F | 0x40;
    SerialNumber::new(&bytes)
}

fn validity(
    enrolment: &Enrolment<'_>,
    issuer: Option<&Authority>,
) -> Result<Validity, AuthorityError> {
    let from = enrolment.valid_from;
    let wanted = from.checked_add(enrolment.valid_for).ok_or(AuthorityError::Validity)?;
    let until = match issuer.map(|issuer| issuer.key.chain()) {
        Some(chain) if from < chain.not_before() => return Err(AuthorityError::Validity),
        Some(chain) => wanted.min(chain.not_after()),
        None => wanted,
    };
    if until <= from {
        return Err(AuthorityError::Validity);
    }
    Ok(Validity { not_before: instant::to_x509(from)?, not_after: instant::to_x509(until)? })
}

fn name(enrolment: &Enrolment<'_>) -> Result<Name, AuthorityError> {
    let parts =
        [(oid::ORGANIZATION, enrolment.organization), (oid::COMMON_NAME, enrolment.common_name)];
    let mut name = RdnSequence::default();
    for (kind, text) in parts {
        if !(1..=64).contains(&text.chars().count()) {
            return Err(AuthorityError::Name);
        }
        let value = Any::from(Utf8StringRef::new(text)?);
        let attribute = AttributeTypeAndValue { oid: kind, value };
        name.0.push(RelativeDistinguishedName(SetOfVec::try_from(vec![attribute])?));
    }
    Ok(name)
}

fn extensions(
    role: Role,
    key: &SubjectPublicKeyInfoOwned,
    issuer: Option<&TbsCertificate>,
    crl_url: Option<&str>,
) -> der::Result<Vec<Extension>> {
    let constraints = match role {
        Role::Root => BasicConstraints { ca: true, path_len_constraint: Some(0) },
        Role::Seal | Role::Timestamping => {
            BasicConstraints { ca: false, path_len_constraint: None }
        }
    };
    let usage = KeyUsage(match role {
        Role::Root => KeyUsages::KeyCertSign | KeyUsages::CRLSign,
        Role::Seal => KeyUsages::DigitalSignature | KeyUsages::NonRepudiation,
        Role::Timestamping => KeyUsages::DigitalSignature.into(),
    });
    let mut found = vec![
        extension(&constraints, true)?,
        extension(&usage, true)?,
        extension(&subject_key_identifier(key)?, false)?,
    ];
    if role == Role::Timestamping {
        found.push(extension(&ExtendedKeyUsage(vec![oid::TIME_STAMPING]), true)?);
    }
    if let Some(issuer) = issuer {
        found.push(extension(&authority_key_identifier(issuer)?, false)?);
    }
    if let Some(url) = crl_url {
        found.push(extension(&distribution_points(url)?, false)?);
    }
    Ok(found)
}

pub(super) fn extension<E: AsExtension>(value: &E, critical: bool) -> der::Result<Extension> {
    Ok(Extension { extn_id: E::OID, critical, extn_value: OctetString::new(value.to_der()?)? })
}

/// The SHA-1 of the public key (RFC 5280 section 4.2.1.2, method 1); a name, not a protection.
fn subject_key_identifier(key: &SubjectPublicKeyInfoOwned) -> der::Result<SubjectKeyIdentifier> {
    use sha1::Digest;
    let digest: [u8; 20] = sha1::Sha1::digest(key.subject_public_key.raw_bytes()).into();
    Ok(SubjectKeyIdentifier(OctetString::new(digest)?))
}

/// The issuer's subject key identifier, as the issuer's own certificate spells it.
pub(super) fn authority_key_identifier(
    issuer: &TbsCertificate,
) -> der::Result<AuthorityKeyIdentifier> {
    let own = issuer.get::<SubjectKeyIdentifier>()?.map(|(_, key)| key.0);
    let key_identifier = match own {
        Some(identifier) => identifier,
        None => subject_key_identifier(&issuer.subject_public_key_info)?.0,
    };
    Ok(AuthorityKeyIdentifier {
        key_identifier: Some(key_identifier),
        authority_cert_issuer: None,
        authority_cert_serial_number: None,
    })
}

fn distribution_points(url: &str) -> der::Result<CrlDistributionPoints> {
    let name = GeneralName::UniformResourceIdentifier(Ia5String::new(url)?);
    Ok(CrlDistributionPoints(vec![DistributionPoint {
        distribution_point: Some(DistributionPointName::FullName(vec![name])),
        reasons: None,
        crl_issuer: None,
    }]))
}
