//! Bodies as clients send them, and what is wrong with their variations.

use parvis_company::Fault;
use serde_json::{Value, json};

/// A French company's `companyData`.
pub(crate) fn company() -> Value {
    json!({
        "companyName": "Ateliers du Parvis",
        "legalForm": "SAS",
        "capital": "10000",
        "companyAddress": "12 rue du Port\n76600 Le Havre",
        "siret": "13003013300016",
        "vatNumber": "FR61130030133",
    })
}

/// The body of `create-contract`.
pub(crate) fn order() -> Value {
    json!({
        "companyData": company(),
        "subscriptionType": "industriel",
        "duration": "36",
        "options": {"afretIA": true, "sms": false},
        "representative": "Nom Prénom - Fonction",
        "paymentMethod": "card",
    })
}

/// The body with another value at the pointer; the members on the way must exist.
pub(crate) fn with(mut body: Value, pointer: &str, value: Value) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap_or_default();
    if let Some(Value::Object(members)) = body.pointer_mut(parent) {
        members.insert(name.to_owned(), value);
    }
    body
}

/// Pointer and code of each fault, in order.
pub(crate) fn told<T>(result: Result<T, Vec<Fault>>) -> Vec<(String, &'static str)> {
    let faults = result.err().unwrap_or_default();
    faults.into_iter().map(|fault| (fault.pointer, fault.code)).collect()
}
