//! Whom to believe beyond the authorities that the system trusts.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The system's root certificates and `further` ones, as one PEM text.
pub(super) fn with_system_roots(further: &str) -> Vec<u8> {
    let system = rustls_native_certs::load_native_certs().certs;
    let pem = |root| {
        let text = STANDARD.encode(root);
        format!("-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----")
    };
    let all: Vec<_> = std::iter::once(further.to_owned()).chain(system.iter().map(pem)).collect();
    all.join("\n").into_bytes()
}
