//! A good body for each endpoint that reads one: bad ones are made from it.

use serde_json::{Value, json};

use super::world::World;
use crate::samples;

pub(super) fn profile(_: &World) -> Value {
    let mut profile = samples::application("Application de test");
    profile["contact_email"] = json!("contact@example.com");
    profile["prices"] = json!({
        "currency": "EUR",
        "industriel": "490",
        "transporteur": "290",
        "logisticien": "390",
        "afretIA": "90",
        "sms": "30",
    });
    profile
}

pub(super) fn contract(_: &World) -> Value {
    samples::order()
}

pub(super) fn submission(_: &World) -> Value {
    let mut body = samples::order();
    body["email"] = json!("signataire@example.com");
    body["phone"] = json!("+33 1 99 00 11 22");
    body["organization_name"] = json!("Clinique du Lac");
    body
}

pub(super) fn start(_: &World) -> Value {
    json!({ "email": "admin@example.com", "organization_name": "Clinique du Lac" })
}

pub(super) fn provision(world: &World) -> Value {
    json!({ "uuid": world.uuid, "generate_api_key": true })
}

pub(super) fn complete(_: &World) -> Value {
    json!({ "tenant_id": "tenant_123", "metadata": { "users_count": 1 } })
}

pub(super) fn cancel(_: &World) -> Value {
    json!({ "reason": "sans suite" })
}

pub(super) fn vat(_: &World) -> Value {
    json!({ "vatNumber": "BE0477472701" })
}

pub(super) fn signature(_: &World) -> Value {
    samples::signature()
}
