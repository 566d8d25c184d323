//! Bodies that clients send, all of them good.

use serde_json::{Value, json};

/// The sandbox's Belgian company.
pub const COMPANY: &str = "BE0477472701";

/// An application of this name that can be the other party of a contract.
pub fn application(name: &str) -> Value {
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
pub fn order() -> Value {
    json!({
        "companyData": {
            "companyName": "SA ODOO",
            "legalForm": "SA",
            "capital": "10000",
            "companyAddress": "Chaussée de Namur 40\n1367 Ramillies",
            "vatNumber": COMPANY,
        },
        "subscriptionType": "transporteur",
        "duration": "36",
        "options": { "afretIA": true, "sms": true },
        "representative": "Signataire de démonstration - Direction",
        "paymentMethod": "card",
    })
}

/// The same order, of the person with this address.
pub fn order_of(email: &str) -> Value {
    let mut order = order();
    order["email"] = email.into();
    order
}
