//! A page for each problem, at the address that its `type` names.

use actix_web::{HttpRequest, HttpResponse};
use parvis_chassis::Failure;
use parvis_chassis::problem::Kind;
use parvis_chassis::problem::catalogue::{ALL, NOT_FOUND};
use parvis_kernel::Locale;
use serde_json::{Value, json};

use super::{Document, html, locale};
use crate::worker::Worker;

/// All problems.
pub(super) fn list(worker: &Worker, request: &HttpRequest) -> HttpResponse {
    let locale = locale(request);
    let data: Vec<_> = ALL.iter().map(|kind| description(*kind, locale, worker)).collect();
    let rows = ALL.iter().map(|kind| {
        let code = format!("<a href=\"/problems/{0}\"><code>{0}</code></a>", kind.code);
        [kind.status.to_string(), code, html::escape(locale.pick(kind.fr, kind.en))]
    });
    let head = ["HTTP", "Code", locale.pick("Sens", "Meaning")];
    let title = locale.pick("Erreurs", "Problems");
    let html = html::page(locale, title, &html::table(head, rows));
    let json = json!({ "success": true, "data": data, "next_cursor": null, "has_more": false });
    Document { html, json }.answer(request, locale)
}

/// One problem.
pub(super) fn show(worker: &Worker, request: &HttpRequest) -> Result<HttpResponse, Failure> {
    let code = request.match_info().query("code");
    let kind = ALL.iter().find(|kind| kind.code == code).ok_or(Failure::of(NOT_FOUND))?;
    let locale = locale(request);
    let json = description(*kind, locale, worker);
    Ok(Document { html: page(*kind, locale), json }.answer(request, locale))
}

fn description(kind: Kind, locale: Locale, worker: &Worker) -> Value {
    json!({
        "type": format!("{}/problems/{}", worker.public_url, kind.code),
        "code": kind.code,
        "status": kind.status,
        "title": locale.pick(kind.fr, kind.en),
        "advice": advice(kind.status, locale),
    })
}

fn page(kind: Kind, locale: Locale) -> String {
    let (title, advice) = (locale.pick(kind.fr, kind.en), advice(kind.status, locale));
    let all = locale.pick("Toutes les erreurs", "All problems");
    let content = format!(
        "<p class=\"quiet\">HTTP {} · <code>{}</code></p>\n<p>{}</p>\n\
         <p><a href=\"/problems\">{all}</a></p>",
        kind.status,
        kind.code,
        html::escape(advice)
    );
    html::page(locale, title, &content)
}

/// What a caller can do about it.
const fn advice(status: u16, locale: Locale) -> &'static str {
    match status {
        400 => locale.pick(
            "Corrigez la syntaxe de la requête ; la répéter telle quelle ne change rien.",
            "Correct the syntax of the request; repeating it as it is changes nothing.",
        ),
        401 => locale.pick(
            "Envoyez la clé de l’application, une seule fois, dans l’en-tête X-Master-Key.",
            "Send the application’s key, once, in the header X-Master-Key.",
        ),
        403 => locale.pick(
            "Cette action n’est pas ouverte à l’appelant ; adressez-vous à l’exploitant.",
            "This is not open to the caller; ask the operator.",
        ),
        404 => locale.pick(
            "L’adresse ou l’identifiant n’existe pas pour cette application.",
            "The address or identifier does not exist for this application.",
        ),
        405 => locale.pick(
            "Utilisez l’une des méthodes citées dans l’en-tête Allow.",
            "Use one of the methods named in the header Allow.",
        ),
        408 => locale.pick(
            "Le corps est arrivé trop lentement ; répétez la requête.",
            "The body came too slowly; repeat the request.",
        ),
        409 => locale.pick(
            "Relisez l’état actuel, puis décidez de la suite.",
            "Read the present state again, then decide how to go on.",
        ),
        413 => locale.pick("Envoyez un corps plus petit.", "Send a smaller body."),
        415 => locale.pick(
            "Envoyez du JSON, Content-Type: application/json.",
            "Send JSON, Content-Type: application/json.",
        ),
        422 => locale.pick(
            "Corrigez les données ; error.fields nomme les champs en cause.",
            "Correct the data; error.fields names the fields at fault.",
        ),
        429 => locale.pick(
            "Attendez la durée indiquée par l’en-tête Retry-After.",
            "Wait as long as the header Retry-After says.",
        ),
        _ => locale.pick(
            "La panne est de notre côté. Répétez la requête plus tard, avec la même \
             Idempotency-Key ; si elle persiste, communiquez X-Request-Id à l’exploitant.",
            "The fault is ours. Repeat the request later with the same Idempotency-Key; \
             if it persists, tell the operator the X-Request-Id.",
        ),
    }
}
