//! The name in a certificate, as a person reads it.

use der::asn1::{Any, ObjectIdentifier};
use der::{Decode, Tag, Tagged};
use serde::Serialize;
use x509_cert::Certificate;
use x509_cert::name::Name;

use crate::oid;

/// Who a certificate names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Subject {
    /// The common name (CN), when the certificate has one in a readable string type.
    pub common_name: Option<String>,
    /// The organisation (O), when the certificate has one in a readable string type.
    pub organization: Option<String>,
    /// The whole distinguished name in the notation of RFC 4514.
    pub distinguished_name: String,
}

impl Subject {
    /// The subject of a certificate in DER.
    pub(crate) fn of_der(certificate: &[u8]) -> Option<Self> {
        let certificate = Certificate::from_der(certificate).ok()?;
        Some(Self::of(&certificate.tbs_certificate.subject))
    }

    pub(crate) fn of(name: &Name) -> Self {
        Self {
            common_name: attribute(name, oid::COMMON_NAME),
            organization: attribute(name, oid::ORGANIZATION),
            distinguished_name: name.to_string(),
        }
    }
}

fn attribute(name: &Name, kind: ObjectIdentifier) -> Option<String> {
    let attributes = name.0.iter().flat_map(|rdn| rdn.0.iter());
    attributes.filter(|attribute| attribute.oid == kind).find_map(|found| text(&found.value))
}

fn text(value: &Any) -> Option<String> {
    let plain = matches!(value.tag(), Tag::Utf8String | Tag::PrintableString | Tag::Ia5String);
    plain.then(|| String::from_utf8(value.value().to_vec()).ok())?
}
