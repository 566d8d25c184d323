//! `POST /api/onboarding/sign/{contractId}`: a client's backend brings a signature.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use parvis_chassis::http::Body;
use parvis_chassis::problem::{Field, catalogue};
use parvis_chassis::{Application, Claim, Failure};
use parvis_kernel::{ContractId, Timestamp};
use serde_json::{Value, json};

use super::origin::origin;
use crate::commands::Brought;
use crate::domain::{Drawing, Request, SignerName};
use crate::error::Error;
use crate::publish::LEVEL;
use crate::{Signature, commands};

pub(super) async fn bring(
    service: Data<Signature>,
    (Application(application), contract): (Application, Path<String>),
    (body, claim): (Body, Claim),
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let contract = ContractId::parse(&contract).map_err(|_| Failure::of(catalogue::NOT_FOUND))?;
    let said = Said::read(&body.0).map_err(Failure::invalid)?;
    let (base, origin) = (service.base.clone(), origin(&request));
    let answer = base.run(async move {
        let Said { signature, name, claimed_at } = said;
        let drawing = service.base.compute(move || Drawing::from_data_url(&signature)).await?;
        let brought = Brought { name, drawing: drawing?, claimed_at, origin };
        let request = commands::bring(&service, application, contract, brought).await?;
        answer(&service, contract, &request, &claim).await
    });
    let (is_final, view) = answer.await?;
    let mut response = if is_final { HttpResponse::Ok() } else { HttpResponse::Accepted() };
    Ok(response.json(view))
}

/// The body, parsed.
struct Said {
    signature: String,
    name: SignerName,
    claimed_at: Timestamp,
}

impl Said {
    /// Reads the body; all its faults together.
    fn read(body: &Value) -> Result<Self, Vec<Field>> {
        let mut faults = Vec::new();
        let mut text = |name: &str| match body.get(name) {
            Some(Value::String(text)) if !text.trim().is_empty() => Some(text.clone()),
            Some(Value::String(_) | Value::Null) | None => {
                faults.push(field(name, "required", "is required"));
                None
            }
            Some(_) => {
                faults.push(field(name, "type", "must be a string"));
                None
            }
        };
        let (signature, name, at) = (text("signature"), text("signedBy"), text("signedAt"));
        let name = name.and_then(|name| {
            let parsed = SignerName::parse(&name);
            parsed.map_err(|bad| faults.push(field("signedBy", bad.code(), &bad.to_string()))).ok()
        });
        let claimed_at = at.and_then(|at| {
            let parsed = Timestamp::parse(at.trim());
            parsed.map_err(|bad| faults.push(field("signedAt", "format", &bad.to_string()))).ok()
        });
        match (signature, name, claimed_at) {
            (Some(signature), Some(name), Some(claimed_at)) => {
                Ok(Self { signature, name, claimed_at })
            }
            _ => Err(faults),
        }
    }
}

fn field(name: &str, code: &str, message: &str) -> Field {
    Field {
        pointer: format!("/{name}"),
        code: code.to_owned(),
        message: format!("{name} {message}"),
    }
}

/// The answer, and whether it is the last word; only that is kept for an idempotency key.
async fn answer(
    service: &Signature,
    contract: ContractId,
    request: &Request,
    claim: &Claim,
) -> Result<(bool, Value), Error> {
    let (is_final, view) = view(contract, request);
    if is_final {
        let tx = service.base.database.begin().await?;
        claim.keep(&tx, 200, &view).await?;
        tx.commit().await?;
    }
    Ok((is_final, view))
}

fn view(contract: ContractId, request: &Request) -> (bool, Value) {
    let by = request.stage.confirmation();
    let sealed = request.stage.sealed();
    let is_final = sealed.is_some_and(|sealed| sealed.stored_at.is_some());
    let data = json!({
        "contractId": contract,
        "status": if is_final { "signed" } else { "signing" },
        "signatureId": request.id,
        "signedBy": by.map(|by| by.name.as_str()),
        "signedAt": by.map(|by| by.at),
        "claimedSignedAt": by.and_then(|by| by.claimed_at),
        "sealedAt": sealed.map(|sealed| sealed.at),
        "level": sealed.map(|_| LEVEL),
        "sha256": sealed.map(|sealed| sealed.sha256.as_str()),
    });
    (is_final, json!({ "success": true, "data": data }))
}
