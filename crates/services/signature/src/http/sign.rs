//! The signing page: reading never changes anything, a form posted twice changes nothing twice.

use actix_web::web::{Data, Form};
use parvis_chassis::Failure;
use serde::Deserialize;
use serde_json::json;

use super::documents::Download;
use super::page::Answer;
use super::visit::Visit;
use crate::commands::Confirming;
use crate::domain::{BadText, DeclineReason, Request, Stage, VoidReason};
use crate::error::Error;
use crate::pages::{Closed, Draft, Fault, Mark, Page, Sheet};
use crate::store::events::Happened;
use crate::{Signature, commands};

/// `GET /sign/{token}` and `GET /sign/{token}/done`: whatever the request's stage calls for.
pub(super) async fn show(service: Data<Signature>, visit: Visit) -> Result<Answer, Failure> {
    let base = service.base.clone();
    base.run(async move { opened(&service, &visit).await }).await
}

/// `POST /sign/{token}`: the form again, with what was typed and drawn so far.
pub(super) async fn modify(
    service: Data<Signature>,
    visit: Visit,
    form: Form<Draft>,
) -> Result<Answer, Failure> {
    let base = service.base.clone();
    base.run(async move {
        let Some(request) = open(&service, &visit).await? else {
            return instead(&service, &visit).await;
        };
        reading(&service, &visit, &request, (&form, &[])).await
    })
    .await
}

/// `POST /sign/{token}/review`: what is about to be confirmed.
pub(super) async fn review(
    service: Data<Signature>,
    visit: Visit,
    form: Form<Draft>,
) -> Result<Answer, Failure> {
    let base = service.base.clone();
    base.run(async move { reviewed(&service, visit, form.into_inner()).await }).await
}

/// The form of the review page.
#[derive(Deserialize)]
pub(super) struct Confirmed {
    #[serde(default)]
    consent: String,
    #[serde(default)]
    mode: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    signature: String,
}

/// `POST /sign/{token}/confirm`: the signature.
pub(super) async fn confirm(
    service: Data<Signature>,
    visit: Visit,
    form: Form<Confirmed>,
) -> Result<Answer, Failure> {
    let base = service.base.clone();
    base.run(async move { confirmed(&service, visit, form.into_inner()).await }).await
}

/// The form of a refusal.
#[derive(Deserialize)]
pub(super) struct Declined {
    #[serde(default)]
    reason: String,
}

/// `POST /sign/{token}/decline`: the refusal.
pub(super) async fn decline(
    service: Data<Signature>,
    visit: Visit,
    form: Form<Declined>,
) -> Result<Answer, Failure> {
    let base = service.base.clone();
    base.run(async move { declined(&service, visit, &form.reason).await }).await
}

/// `GET` on the address of a form, for example a reload: back to the page.
pub(super) async fn back(visit: Visit) -> Answer {
    Answer::See(visit.path(""))
}

/// The page in place of a file that is not there.
pub(super) async fn page(service: &Signature, visit: &Visit) -> Result<Download, Error> {
    instead(service, visit).await.map(Download::Instead)
}

async fn opened(service: &Signature, visit: &Visit) -> Result<Answer, Error> {
    let Some(request) = open(service, visit).await? else { return instead(service, visit).await };
    let opened = (Happened::Opened, json!({}));
    commands::record(service, &request, opened, visit.origin.clone()).await?;
    reading(service, visit, &request, (&Draft::default(), &[])).await
}

async fn reviewed(service: &Signature, visit: Visit, form: Draft) -> Result<Answer, Error> {
    let Some(request) = open(service, &visit).await? else {
        return instead(service, &visit).await;
    };
    let (form, read) = read(service, form).await?;
    let mark = match read {
        Ok(mark) => mark,
        Err(faults) => return reading(service, &visit, &request, (&form, &faults)).await,
    };
    let reviewed = (Happened::Reviewed, json!({ "mode": form.mode }));
    commands::record(service, &request, reviewed, visit.origin.clone()).await?;
    let now = service.base.database.now();
    let sheet = sheet(service, &visit, &request);
    Ok(Answer::Page(sheet.review(&mark, (&visit.origin, now), &[])?))
}

async fn confirmed(service: &Signature, visit: Visit, form: Confirmed) -> Result<Answer, Error> {
    let Some(request) = open(service, &visit).await? else {
        return confirmed_before(service, &visit).await;
    };
    let Confirmed { consent, mode, name, signature } = form;
    let (form, read) = read(service, Draft { mode, name, signature }).await?;
    let mark = match read {
        Ok(mark) => mark,
        Err(faults) => return reading(service, &visit, &request, (&form, &faults)).await,
    };
    if consent != "yes" {
        let faults = [Fault { field: "consent", text: "fault.consent" }];
        let now = service.base.database.now();
        let sheet = sheet(service, &visit, &request);
        return Ok(Answer::Page(sheet.review(&mark, (&visit.origin, now), &faults)?));
    }
    let Mark { name, drawing } = mark;
    let locale = visit.locale(Some(&request));
    let origin = visit.origin.clone();
    let by = Confirming { name, drawing, locale, origin };
    settle(commands::confirm(service, request.id, by).await)?;
    Ok(Answer::See(visit.path("/done")))
}

/// Confirmed again, the answer is the same, however far the seal is.
async fn confirmed_before(service: &Signature, visit: &Visit) -> Result<Answer, Error> {
    let found = commands::find(service, &visit.token).await?;
    if found.is_some_and(|request| request.stage.confirmation().is_some()) {
        return Ok(Answer::See(visit.path("/done")));
    }
    instead(service, visit).await
}

async fn declined(service: &Signature, visit: Visit, reason: &str) -> Result<Answer, Error> {
    let Some(request) = open(service, &visit).await? else {
        return instead(service, &visit).await;
    };
    match DeclineReason::parse(reason) {
        Ok(reason) => {
            let origin = visit.origin.clone();
            settle(commands::decline(service, request.id, reason, origin).await)?;
            Ok(Answer::See(visit.path("")))
        }
        Err(bad) => {
            let faults = [Fault { field: "decline", text: reason_fault(bad) }];
            reading(service, &visit, &request, (&Draft::default(), &faults)).await
        }
    }
}

/// A step that came too late is no failure: the page then shows how things stand.
fn settle(result: Result<(), Error>) -> Result<(), Error> {
    match result {
        Err(Error::Refused(_)) => Ok(()),
        other => other,
    }
}

const fn reason_fault(bad: BadText) -> &'static str {
    match bad {
        BadText::Empty => "fault.reason.empty",
        BadText::TooLong(_) => "fault.reason.long",
        BadText::Control => "fault.reason.character",
    }
}

/// Reads the form beside the workers: a drawing takes its time.
async fn read(
    service: &Signature,
    form: Draft,
) -> Result<(Draft, Result<Mark, Vec<Fault>>), Error> {
    let read = move || {
        let read = form.read();
        (form, read)
    };
    Ok(service.base.compute(read).await?)
}

/// The request that the link opens, if it can be signed now.
async fn open(service: &Signature, visit: &Visit) -> Result<Option<Request>, Error> {
    let found = commands::find(service, &visit.token).await?;
    let now = service.base.database.now();
    Ok(found.filter(|r| matches!(r.stage, Stage::Requested) && !r.is_late(now)))
}

async fn reading(
    service: &Signature,
    visit: &Visit,
    request: &Request,
    (draft, faults): (&Draft, &[Fault]),
) -> Result<Answer, Error> {
    let copy = commands::copy(service, request).await?;
    let sheet = sheet(service, visit, request);
    Ok(Answer::Page(sheet.reading(&copy.html, draft, faults)?))
}

/// The page of a link that can't be signed (any more).
async fn instead(service: &Signature, visit: &Visit) -> Result<Answer, Error> {
    let found = commands::find(service, &visit.token).await?;
    let locale = visit.locale(found.as_ref());
    let Some(request) = found else {
        return Ok(Answer::Page(service.pages.closed(Closed::Unknown, locale, None)?));
    };
    let why = match &request.stage {
        Stage::Confirmed(by) => return done(service, visit, &request, by, None),
        Stage::Signed(by, sealed) => return done(service, visit, &request, by, Some(sealed)),
        Stage::Ordered => Closed::Preparing,
        Stage::Declined { .. } => Closed::Declined,
        Stage::Voided { why: VoidReason::Withdrawn, .. } => Closed::Withdrawn,
        Stage::Voided { why: VoidReason::Expired, .. } | Stage::Requested => Closed::Expired,
    };
    let link = Some((visit.token.as_str(), request.requester.as_str()));
    Ok(Answer::Page(service.pages.closed(why, locale, link)?))
}

fn done(
    service: &Signature,
    visit: &Visit,
    request: &Request,
    by: &crate::domain::Confirmation,
    sealed: Option<&crate::domain::Sealed>,
) -> Result<Answer, Error> {
    let page: Page = sheet(service, visit, request).done(by, sealed, service.seal_key.is_test())?;
    Ok(Answer::Page(page))
}

fn sheet<'a>(service: &'a Signature, visit: &'a Visit, request: &'a Request) -> Sheet<'a> {
    let locale = visit.locale(Some(request));
    Sheet { pages: &service.pages, request, token: &visit.token, locale }
}
