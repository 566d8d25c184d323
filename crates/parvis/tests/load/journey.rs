//! One client's way, as his backend and his signer go it: every step is a call to the gateway.

use std::time::{Duration, Instant};

use parvis_kernel::id;
use parvis_testkit::bodies;
use reqwest::Method;
use serde_json::{Value, json};

use crate::calls::{Caller, Failed};
use crate::numbers;
use crate::postman::Postman;

/// How long the platform may take for what it does by itself.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often a backend asks whether its client's space is ready.
const LOOK: Duration = Duration::from_millis(100);

/// What a whole journey is called in the tally.
pub(crate) const JOURNEY: &str = "journey";

/// Goes through one whole journey, the one at `place`. What fails is in the tally.
pub(crate) async fn go(caller: &Caller<'_>, postman: &Postman, place: usize) {
    let begun = Instant::now();
    match travel(caller, postman, place).await {
        Ok(()) => caller.tally.took(JOURNEY, begun.elapsed()),
        Err(Failed) => caller.tally.failed(JOURNEY, "not completed"),
    }
}

async fn travel(caller: &Caller<'_>, postman: &Postman, place: usize) -> Result<(), Failed> {
    let name = id::fresh().simple().to_string();
    let email = format!("{name}@example.com");
    // The order names a company that the registers know, and is answered from what is kept.
    let number = json!({ "vatNumber": numbers::fresh(place) });
    caller.post("verify-vat", "/api/onboarding/verify-vat", (&number, None)).await?;
    let mail = postman.link(&email);
    let order = bodies::order_of(&email);
    let submitted = caller.post("submit", "/api/onboarding/submit", (&order, Some(&name))).await?;
    let uuid = text(&submitted["data"]["onboardingId"]);
    let contract = text(&submitted["data"]["contractId"]);
    let asked = Instant::now();
    let link = tokio::time::timeout(PATIENCE, mail).await.ok().and_then(Result::ok);
    let link = link.ok_or_else(|| missing(caller, "mail", &uuid))?;
    caller.tally.took("(mail)", asked.elapsed());
    caller.get("contract", &format!("/api/onboarding/contract/{contract}")).await?;
    sign(caller, &link).await?;
    activated(caller, &uuid).await?;
    finish(caller, (&uuid, &email, &name)).await
}

/// Reads, reviews and confirms, with the page's own forms.
async fn sign(caller: &Caller<'_>, link: &str) -> Result<(), Failed> {
    caller.measured("page", caller.keyless(Method::GET, link)).await?;
    let typed = [("mode", "type"), ("name", "Signataire de démonstration")];
    let review = caller.keyless(Method::POST, &format!("{link}/review")).form(&typed);
    caller.measured("review", review).await?;
    let confirmed = [typed[0], typed[1], ("consent", "yes")];
    let confirm = caller.keyless(Method::POST, &format!("{link}/confirm")).form(&confirmed);
    caller.measured("sign", confirm).await.map(drop)
}

async fn activated(caller: &Caller<'_>, uuid: &str) -> Result<(), Failed> {
    let begun = Instant::now();
    let path = format!("/api/v1/onboarding/status/{uuid}");
    loop {
        let status = caller.get("status", &path).await?;
        match status["onboarding_status"].as_str() {
            Some("activated") => break,
            Some("failed" | "cancelled") => return Err(missing(caller, "activation", uuid)),
            _ if begun.elapsed() > PATIENCE => return Err(missing(caller, "activation", uuid)),
            _ => tokio::time::sleep(LOOK).await,
        }
    }
    caller.tally.took("(activated)", begun.elapsed());
    Ok(())
}

/// The client's keys, the end of the journey, and a look back at it.
async fn finish(caller: &Caller<'_>, (uuid, email, key): (&str, &str, &str)) -> Result<(), Failed> {
    let wanted = json!({ "uuid": uuid, "generate_api_key": true });
    let path = "/api/v1/onboarding/provision";
    let provisioned = caller.post("provision", path, (&wanted, Some(key))).await?;
    if provisioned["api_secret"].is_null() {
        return Err(missing(caller, "key", uuid));
    }
    let tenant = json!({ "tenant_id": key });
    let path = format!("/api/v1/onboarding/{uuid}/complete");
    caller.post("complete", &path, (&tenant, Some(key))).await?;
    caller.get("events", &format!("/api/v1/onboarding/{uuid}/events")).await?;
    caller.get("list", &format!("/api/v1/onboardings?email={email}")).await.map(drop)
}

fn missing(caller: &Caller<'_>, what: &'static str, uuid: &str) -> Failed {
    caller.tally.failed(what, &format!("{uuid} has none"));
    Failed
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
