//! `GET /internal/mails/{id}?template=…`: what a mail is made of, fetched when it is rendered.

use actix_web::web::{Data, Json, Path, Query};
use parvis_chassis::problem::catalogue;
use parvis_chassis::{Failure, Peer, Service as _};
use parvis_kernel::{SignatureId, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::Signature;
use crate::domain::{Request, Stage, Template};
use crate::error::Error;
use crate::store;

#[derive(Deserialize)]
pub(super) struct Asked {
    template: String,
}

/// A mail's values.
#[derive(Serialize)]
pub(super) struct Mail {
    to: Recipient,
    locale: &'static str,
    values: Value,
    attachments: Vec<Attachment>,
}

#[derive(Serialize)]
struct Recipient {
    email: String,
    name: String,
}

#[derive(Serialize)]
struct Attachment {
    name: String,
    content_type: &'static str,
    owner: &'static str,
    id: SignatureId,
    sha256: String,
}

pub(super) async fn mail(
    service: Data<Signature>,
    _: Peer,
    id: Path<String>,
    asked: Query<Asked>,
) -> Result<Json<Mail>, Failure> {
    let unknown = || Failure::of(catalogue::NOT_FOUND);
    let id = SignatureId::parse(&id).map_err(|_| unknown())?;
    let template = Template::parse(&asked.template).ok_or_else(unknown)?;
    let base = service.base.clone();
    let mail = base.run(async move {
        let found = store::by_id(service.base.database.read(), id).await?.ok_or(Error::Unknown)?;
        write(&service, &found, template)
    });
    Ok(Json(mail.await?))
}

fn write(service: &Signature, request: &Request, template: Template) -> Result<Mail, Error> {
    let email = request.signer.email.clone().ok_or(Error::Unknown)?;
    let locale = request.signer.locale;
    let (values, attachments) = match template {
        Template::SignatureRequest => (invitation(service, request)?, Vec::new()),
        Template::SignedConfirmation => confirmation(service, request)?,
    };
    let to = Recipient { email, name: request.signer.name.clone() };
    Ok(Mail { to, locale: locale.tag(), values, attachments })
}

fn invitation(service: &Signature, request: &Request) -> Result<Value, Error> {
    let link = format!("{}/sign/{}", service.base.shared.public_url, service.token(request)?);
    Ok(json!({
        "requester": request.requester,
        "title": request.title,
        "signer": request.signer.name,
        "link": link,
        "expires_at": request.expires_at,
    }))
}

fn confirmation(service: &Signature, request: &Request) -> Result<(Value, Vec<Attachment>), Error> {
    let Stage::Signed(by, sealed) = &request.stage else { return Err(Error::Unknown) };
    let signed_at: Timestamp = by.at;
    let values = json!({
        "requester": request.requester,
        "title": request.title,
        "signer": by.name.as_str(),
        "signed_at": signed_at,
    });
    let catalogue = service.pages.catalogue();
    let name = catalogue.text(request.signer.locale, "done.file").unwrap_or_default().to_owned();
    let attachment = Attachment {
        name,
        content_type: "application/pdf",
        owner: Signature::NAME,
        id: request.id,
        sha256: sealed.sha256.clone(),
    };
    Ok((values, vec![attachment]))
}
