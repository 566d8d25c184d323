//! A contract between two demonstration companies.

use parvis_company::{Order, Prices, Provider};
use parvis_contract::domain::{ContractModel, VatProof};
use serde_json::{Value, json};
use time::macros::datetime;

/// The body of an order, as a client sends it.
pub(crate) fn order() -> Value {
    json!({
        "companyData": {
            "companyName": "SA ODOO",
            "legalForm": "SA",
            "capital": "12500.50",
            "companyAddress": "Chaussée de Namur 40\n1367 Ramillies",
            "vatNumber": "BE0477472701",
        },
        "subscriptionType": "industriel",
        "duration": "36",
        "options": { "afretIA": true, "sms": true },
        "representative": "Représentant de démonstration - Direction",
        "paymentMethod": "card",
    })
}

/// The provider's data, as an application registers them.
pub(crate) fn provider() -> Value {
    json!({
        "legalName": "Éditeur de démonstration",
        "legalForm": "SAS",
        "capital": "50000",
        "registration": "RCS Lyon 732 829 320",
        "address": "12 rue de l’Exemple\n69002 Lyon",
        "vatNumber": "FR44732829320",
        "signatory": "Signataire de démonstration - Présidence",
    })
}

/// A contract from this order.
pub(crate) fn model(order: &Value) -> ContractModel {
    ContractModel {
        number: "ctr_019a8c3e5f7b7d20a1b2c3d4e5f60718".into(),
        issued_at: datetime!(2026-11-20 09:30:00 UTC),
        application: "Fret & Quai".into(),
        provider: Provider::parse(&provider()).unwrap(),
        order: Order::parse(order).unwrap(),
        prices: Prices::default(),
        vat_proof: Some(VatProof {
            source: "VIES".into(),
            checked_at: datetime!(2026-11-20 09:29:12 UTC),
            consultation_number: Some("WAPIAAAAY3XyZ9kq".into()),
        }),
    }
}
