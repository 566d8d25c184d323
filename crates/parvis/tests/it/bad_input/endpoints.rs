//! The table of all public endpoints, and what each of them reads.

use std::collections::BTreeSet;

use serde_json::Value;

use super::bodies_read::{
    cancel, complete, contract, profile, provision, signature, start, submission, vat,
};
use super::world::World;

/// One endpoint.
pub(super) struct Endpoint {
    pub(super) method: &'static str,
    pub(super) pattern: &'static str,
    pub(super) access: Access,
    pub(super) reads: Option<Reads>,
}

/// What an endpoint reads: a good body, and its fields.
#[derive(Clone, Copy)]
pub(super) struct Reads {
    pub(super) body: fn(&World) -> Value,
    fields: &'static [Field],
}

/// Who may call, and who answers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// An application with its key.
    Key,
    /// Everybody.
    Open,
    /// Everybody; the gateway itself answers.
    Page,
}

/// A field of a body.
pub(super) struct Field {
    pub(super) pointer: &'static str,
    pub(super) kind: Kind,
}

/// What a field is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Required,
    Optional,
    /// A required text of which any characters are judged by the answer, not refused.
    Judged,
    Switch,
    Object,
    OptionalObject,
}

const fn a(kind: Kind, pointer: &'static str) -> Field {
    Field { pointer, kind }
}

const PROFILE: &[Field] = &[
    a(Kind::Required, "/app_name"),
    a(Kind::Optional, "/contact_email"),
    a(Kind::OptionalObject, "/provider"),
    a(Kind::Required, "/provider/legalName"),
    a(Kind::Required, "/provider/legalForm"),
    a(Kind::Required, "/provider/capital"),
    a(Kind::Required, "/provider/registration"),
    a(Kind::Required, "/provider/address"),
    a(Kind::Required, "/provider/vatNumber"),
    a(Kind::Required, "/provider/signatory"),
    a(Kind::OptionalObject, "/prices"),
    a(Kind::Optional, "/prices/currency"),
    a(Kind::Required, "/prices/industriel"),
    a(Kind::Required, "/prices/transporteur"),
    a(Kind::Required, "/prices/logisticien"),
    a(Kind::Required, "/prices/afretIA"),
    a(Kind::Required, "/prices/sms"),
];

const ORDER: &[Field] = &[
    a(Kind::Object, "/companyData"),
    a(Kind::Required, "/companyData/companyName"),
    a(Kind::Required, "/companyData/legalForm"),
    a(Kind::Required, "/companyData/capital"),
    a(Kind::Required, "/companyData/companyAddress"),
    a(Kind::Optional, "/companyData/siret"),
    a(Kind::Required, "/companyData/vatNumber"),
    a(Kind::Required, "/subscriptionType"),
    a(Kind::Required, "/duration"),
    a(Kind::OptionalObject, "/options"),
    a(Kind::Switch, "/options/afretIA"),
    a(Kind::Switch, "/options/sms"),
    a(Kind::Required, "/representative"),
    a(Kind::Required, "/paymentMethod"),
];

const CONTACT: &[Field] = &[
    a(Kind::Required, "/email"),
    a(Kind::Optional, "/phone"),
    a(Kind::Optional, "/organization_name"),
];

const START: &[Field] = &[a(Kind::Required, "/email"), a(Kind::Optional, "/organization_name")];
const PROVISION: &[Field] = &[a(Kind::Required, "/uuid"), a(Kind::Switch, "/generate_api_key")];
const COMPLETE: &[Field] = &[a(Kind::Required, "/tenant_id"), a(Kind::OptionalObject, "/metadata")];
const CANCEL: &[Field] = &[a(Kind::Optional, "/reason")];
const VAT: &[Field] = &[a(Kind::Judged, "/vatNumber")];
const SIGN: &[Field] = &[
    a(Kind::Required, "/signature"),
    a(Kind::Required, "/signedBy"),
    a(Kind::Required, "/signedAt"),
];

const fn of(access: Access, method: &'static str, pattern: &'static str) -> Endpoint {
    Endpoint { method, pattern, access, reads: None }
}

fn json_of(
    method: &'static str,
    pattern: &'static str,
    body: fn(&World) -> Value,
    fields: &'static [Field],
) -> Endpoint {
    Endpoint { reads: Some(Reads { body, fields }), ..of(Access::Key, method, pattern) }
}

/// Every endpoint.
pub(super) fn endpoints() -> Vec<Endpoint> {
    let register = json_of("POST", "/api/v1/applications/register", profile, PROFILE);
    let submit = "/api/onboarding/submit";
    vec![
        of(Access::Page, "GET", "/"),
        of(Access::Page, "GET", "/health"),
        of(Access::Page, "GET", "/health/live"),
        of(Access::Page, "GET", "/health/ready"),
        of(Access::Page, "GET", "/problems"),
        of(Access::Page, "GET", "/problems/{code}"),
        Endpoint { access: Access::Open, ..register },
        of(Access::Key, "GET", "/api/v1/applications/me"),
        json_of("PATCH", "/api/v1/applications/me", profile, PROFILE),
        of(Access::Key, "POST", "/api/v1/applications/me/keys"),
        of(Access::Key, "DELETE", "/api/v1/applications/me/keys/{key_id}"),
        json_of("POST", "/api/v1/onboarding/start", start, START),
        json_of("POST", "/api/v1/onboarding/provision", provision, PROVISION),
        of(Access::Key, "GET", "/api/v1/onboarding/status/{uuid}"),
        json_of("POST", "/api/v1/onboarding/{uuid}/complete", complete, COMPLETE),
        json_of("POST", "/api/v1/onboarding/{uuid}/cancel", cancel, CANCEL),
        of(Access::Key, "GET", "/api/v1/onboarding/{uuid}/events"),
        of(Access::Key, "GET", "/api/v1/onboardings"),
        of(Access::Key, "GET", "/api/v1/verifications"),
        of(Access::Key, "GET", "/api/v1/verifications/{id}"),
        json_of("POST", "/api/onboarding/verify-vat", vat, VAT),
        json_of("POST", "/api/onboarding/create-contract", contract, ORDER),
        json_of("POST", submit, submission, ORDER),
        json_of("POST", "/api/onboarding/sign/{contract_id}", signature, SIGN),
        of(Access::Key, "GET", "/api/onboarding/contract/{contract_id}"),
        of(Access::Key, "GET", "/api/onboarding/contract/{contract_id}/pdf"),
        of(Access::Key, "GET", "/api/onboarding/contract/{contract_id}/signed.pdf"),
        of(Access::Open, "GET", "/sign/{tail:.*}"),
        of(Access::Open, "POST", "/sign/{tail:.*}"),
        of(Access::Open, "GET", "/assets/{tail:.*}"),
        of(Access::Open, "GET", "/trust/roots.pem"),
        of(Access::Open, "GET", "/trust/crl.der"),
    ]
}

/// Endpoints with a JSON body: the endpoint, a good body, and all its fields.
pub(super) fn reading(world: &World) -> Vec<(Endpoint, Value, Vec<&'static Field>)> {
    let with_body = |endpoint: Endpoint| {
        let Reads { body, fields } = endpoint.reads?;
        let more = if endpoint.pattern.ends_with("/submit") { CONTACT } else { &[] };
        Some((endpoint, body(world), fields.iter().chain(more).collect()))
    };
    endpoints().into_iter().filter_map(with_body).collect()
}

/// The routes as the gateway's source names them.
fn routes() -> BTreeSet<(String, String)> {
    let source = std::fs::read_to_string(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../gateway/src/routes.rs"),
    );
    let source = source.unwrap();
    let (_, table) = source.split_once("pub(crate) const ROUTES: &[Route] = &[").unwrap();
    let (table, _) = table.split_once("\n];").unwrap();
    let route = |entry: &str| {
        let (made_by, rest) = entry.split_once('(')?;
        let method = match made_by.trim() {
            "page" | "get" => "GET".to_owned(),
            other => other.to_uppercase(),
        };
        Some((method, rest.trim_start().strip_prefix('"')?.split('"').next()?.to_owned()))
    };
    let entries = table.split("\n    ").filter(|entry| !entry.trim().is_empty());
    let routes: Vec<_> = entries.filter_map(route).collect();
    assert_eq!(routes.len(), table.matches("\"/").count(), "some entry could not be read");
    routes.into_iter().collect()
}

#[test]
fn the_table_of_bad_input_names_every_route() {
    let named = |e: &Endpoint| (e.method.to_owned(), e.pattern.to_owned());
    let named: BTreeSet<_> = endpoints().iter().map(named).collect();
    assert_eq!(named, routes(), "say here what the new route reads, or remove the old one");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_landing_page_names_the_same_endpoints() {
    let world = World::enter().await;
    let landing = world.platform.get("/").await;
    let listed = landing.body["endpoints"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let listed: BTreeSet<_> = listed.map(|e| (text(&e["method"]), text(&e["path"]))).collect();
    let plain = |(method, pattern): (String, String)| (method, pattern.replace(":.*", ""));
    assert_eq!(listed, routes().into_iter().map(plain).collect());
}
