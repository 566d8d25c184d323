//! `GET /internal/mails/{uuid}`: the values of a mail that this service asked for.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path, Query};
use parvis_chassis::{Failure, Peer};
use parvis_kernel::Locale;
use serde::{Deserialize, Serialize};

use super::id_of;
use crate::domain::Case;
use crate::publish::READY;
use crate::{Error, Onboarding, store};

/// Which mail is asked for.
#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    template: String,
}

/// What the mail says, to whom, in which language.
#[derive(Debug, Serialize)]
struct Mail {
    to: Recipient,
    locale: Locale,
    values: Values,
    attachments: [(); 0],
}

#[derive(Debug, Serialize)]
struct Recipient {
    email: String,
    name: Option<String>,
}

#[derive(Debug, Serialize)]
struct Values {
    organization: String,
    full_domain: String,
    url: String,
}

/// The values of the mail that tells a client that the space is ready.
pub(super) async fn mail(
    service: Data<Onboarding>,
    _peer: Peer,
    path: Path<String>,
    wanted: Query<Wanted>,
) -> Result<HttpResponse, Failure> {
    let id = id_of(&path)?;
    let svc = service.clone();
    let found = async move {
        let selected = store::case::by_id(id);
        let read = svc.base.database.read();
        let case = store::case::find(read, &svc.definitions, selected).await?;
        case.as_ref().and_then(|case| mail_to(case, &wanted.template)).ok_or(Error::Unknown)
    };
    Ok(HttpResponse::Ok().json(service.base.run(found).await?))
}

/// Only clients are written to.
fn mail_to(case: &Case, template: &str) -> Option<Mail> {
    let client = case.client.as_ref().filter(|_| template == READY)?;
    let name = Some(client.order.representative.name().to_owned());
    Some(Mail {
        to: Recipient { email: case.email.to_string(), name },
        locale: client.locale,
        values: Values {
            organization: case.organisation.to_string(),
            full_domain: case.space.full_domain(),
            url: case.space.url(),
        },
        attachments: [],
    })
}
