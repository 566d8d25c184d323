//! What development leaves open, and where its upstreams are: in the sandbox.

use parvis_sandbox::Addresses;
use serde_json::{Value, json};

/// The sandbox's mail account.
pub(crate) const SMTP_USER: &str = "parvis";
/// Its password.
pub(crate) const SMTP_PASSWORD: &str = "sandbox";
/// A limit an hour that nobody at a desk reaches.
const WIDE: u32 = 1_000_000;

/// The settings that point every adapter at the sandbox, and open what development leaves open.
pub(crate) fn beside(sandbox: &Addresses) -> [(&'static str, Value); 17] {
    [
        ("vat.vies_url", json!(sandbox.vies_url)),
        ("vat.sirene_url", json!(sandbox.sirene_url)),
        ("vat.sirene_key", json!("development")),
        ("registry.registration", json!("open")),
        ("gateway.start_per_hour", json!(WIDE)),
        ("gateway.status_per_hour", json!(WIDE)),
        ("gateway.keyless_per_hour", json!(WIDE)),
        ("gateway.pages_per_hour", json!(WIDE)),
        ("onboarding.provision_interval_hours", json!(0)),
        ("onboarding.dns_resolver", json!(sandbox.dns.to_string())),
        ("signature.timestamp_url", json!(sandbox.tsa_url)),
        ("signature.timestamp_roots", json!(sandbox.tsa_root_pem)),
        ("mailer.smtp_host", json!(sandbox.smtp.ip().to_string())),
        ("mailer.smtp_port", json!(sandbox.smtp.port())),
        ("mailer.smtp_user", json!(SMTP_USER)),
        ("mailer.smtp_password", json!(SMTP_PASSWORD)),
        ("mailer.smtp_root_pem", json!(sandbox.smtp_root_pem)),
    ]
}
