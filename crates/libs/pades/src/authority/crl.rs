//! Writing certificate revocation lists (RFC 5280 section 5).

use der::Encode;
use der::asn1::{BitString, Uint};
use time::OffsetDateTime;
use x509_cert::Version;
use x509_cert::crl::{CertificateList, TbsCertList};
use x509_cert::ext::pkix::CrlNumber;

use super::AuthorityError;
use super::certificate::{authority_key_identifier, extension};
use crate::file_key::FileKey;
use crate::instant;
use crate::signer::Signer;

pub(super) fn sign(
    key: &FileKey,
    now: OffsetDateTime,
    next_update: OffsetDateTime,
) -> Result<Vec<u8>, AuthorityError> {
    let issuer = &key.chain().signing().x509().tbs_certificate;
    let number = CrlNumber(Uint::new(&now.unix_timestamp().to_be_bytes())?);
    let list = TbsCertList {
        version: Version::V2,
        signature: key.algorithm().identifier(),
        issuer: issuer.subject.clone(),
        this_update: instant::to_x509(now)?,
        next_update: Some(instant::to_x509(next_update)?),
        revoked_certificates: None,
        crl_extensions: Some(vec![
            extension(&authority_key_identifier(issuer)?, false)?,
            extension(&number, false)?,
        ]),
    };
    let signature = key.sign(&list.to_der()?)?;
    let signed = CertificateList {
        signature_algorithm: list.signature.clone(),
        tbs_cert_list: list,
        signature: BitString::from_bytes(&signature)?,
    };
    Ok(signed.to_der()?)
}
