//! `GET /`: what this is, and every endpoint there is, read from the route table.

use actix_web::{HttpRequest, HttpResponse};
use parvis_kernel::Locale;
use serde_json::{Value, json};

use super::{Document, html, locale};
use crate::routes::{Guard, ROUTES, Route};
use crate::worker::Worker;

pub(super) fn show(worker: &Worker, request: &HttpRequest) -> HttpResponse {
    let locale = locale(request);
    let base = &worker.public_url;
    let json = json!({
        "name": "Parvis",
        "version": env!("CARGO_PKG_VERSION"),
        "authentication": "X-Master-Key",
        "health": format!("{base}/health"),
        "problems": format!("{base}/problems"),
        "trust_roots": format!("{base}/trust/roots.pem"),
        "endpoints": ROUTES.iter().map(endpoint).collect::<Vec<_>>(),
    });
    Document { html: page(locale), json }.answer(request, locale)
}

fn endpoint(route: &Route) -> Value {
    json!({
        "method": route.method.name(),
        "path": path(route),
        "key": route.guard == Guard::MasterKey,
    })
}

/// The pattern without its expressions: `/sign/{tail}`.
fn path(route: &Route) -> String {
    route.pattern.replace(":.*", "")
}

fn page(locale: Locale) -> String {
    let intro = locale.pick(
        "Parvis vérifie une entreprise, rédige son contrat, le fait signer et prépare son espace. \
         Les appels se font avec la clé de l’application, en-tête <code>X-Master-Key</code>. \
         Les erreurs sont décrites sous <a href=\"/problems\">/problems</a>, \
         l’état du service sous <a href=\"/health/ready\">/health/ready</a>.",
        "Parvis checks a company, writes its contract, has it signed and prepares its space. \
         Calls bear the application’s key, header <code>X-Master-Key</code>. \
         Errors are described at <a href=\"/problems\">/problems</a>, \
         the state of the service at <a href=\"/health/ready\">/health/ready</a>.",
    );
    let (key, open) = (locale.pick("clé", "key"), locale.pick("libre", "open"));
    let rows = ROUTES.iter().map(|route| {
        let guard = if route.guard == Guard::MasterKey { key } else { open };
        let path = format!("<code>{}</code>", html::escape(&path(route)));
        [route.method.name().to_owned(), path, guard.to_owned()]
    });
    let head = [
        locale.pick("Méthode", "Method"),
        locale.pick("Chemin", "Path"),
        locale.pick("Accès", "Access"),
    ];
    html::page(locale, "Parvis", &format!("<p>{intro}</p>\n{}", html::table(head, rows)))
}
