//! Bodies that clients send, all of them good.

use serde_json::{Value, json};

use crate::source_documents::drawing;

/// An application that can be the other party of a contract.
pub(crate) fn application(name: &str) -> Value {
    json!({
        "app_name": name,
        "provider": {
            "legalName": "Prestataire de démonstration",
            "legalForm": "SAS",
            "capital": "50000",
            "registration": "RCS Paris 111 222 444",
            "address": "1 rue de l’Exemple\n75001 Paris",
            "vatNumber": "FR51111222444",
            "signatory": "Signataire de démonstration - Présidence",
        },
    })
}

/// An order of the sandbox's Belgian company.
pub(crate) fn order() -> Value {
    json!({
        "companyData": {
            "companyName": "SA ODOO",
            "legalForm": "SA",
            "capital": "10000",
            "companyAddress": "Chaussée de Namur 40\n1367 Ramillies",
            "vatNumber": "BE0477472701",
        },
        "subscriptionType": "transporteur",
        "duration": "36",
        "options": { "afretIA": true, "sms": true },
        "representative": "Signataire de démonstration - Direction",
        "paymentMethod": "card",
    })
}

/// A signature that a client's backend brings.
pub(crate) fn signature() -> Value {
    json!({
        "signature": drawing(),
        "signedBy": "Signataire de démonstration",
        "signedAt": "2026-01-05T09:00:00Z",
    })
}
