//! The sandbox's one HTTP listener: every HTTP upstream, the inbox, the switches and the index page.

use crate::clock::Clock;
use crate::directory::Directory;
use crate::dns::zone::Zone;
use crate::faults::Faults;
use crate::inbox::Inbox;
use crate::listeners::Places;
use crate::tsa::Tsa;
use crate::{dns, faults, inbox, sirene, tsa, vies};
use actix_web::dev::Server;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use actix_web::middleware::DefaultHeaders;
use actix_web::web::{self, Data};
use actix_web::{App, HttpResponse, HttpServer, Responder};
use minijinja::{Environment, Value, context};
use serde_json::json;
use std::fmt::Display;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;

const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
    frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const LARGEST_BODY: usize = 1024 * 1024;
const SECONDS_TO_FINISH: u64 = 1;

/// What the routes share with the other servers.
#[derive(Clone)]
pub(crate) struct Shared {
    pub(crate) clock: Clock,
    pub(crate) faults: Faults,
    pub(crate) inbox: Inbox,
    pub(crate) directory: Arc<Directory>,
    pub(crate) zone: Arc<Zone>,
    pub(crate) tsa: Arc<Tsa>,
    pub(crate) places: Places,
    pub(crate) base_domain: String,
}

/// The HTML templates, compiled into the sandbox.
pub(crate) struct Pages(Environment<'static>);

/// Starts the server; it stops by its handle.
pub(crate) fn serve(listener: TcpListener, shared: Shared) -> io::Result<Server> {
    let pages = Data::new(Pages::load().map_err(io::Error::other)?);
    let server = HttpServer::new(move || {
        App::new()
            .app_data(web::PayloadConfig::new(LARGEST_BODY))
            .app_data(pages.clone())
            .app_data(Data::new(shared.clock.clone()))
            .app_data(Data::new(shared.faults.clone()))
            .app_data(Data::new(shared.inbox.clone()))
            .app_data(Data::new(shared.clone()))
            .app_data(Data::from(shared.directory.clone()))
            .app_data(Data::from(shared.zone.clone()))
            .app_data(Data::from(shared.tsa.clone()))
            .wrap(default_headers())
            .route("/", web::get().to(index))
            .route("/health", web::get().to(health))
            .configure(|config| vies::routes(config, &shared))
            .configure(|config| sirene::routes(config, &shared))
            .configure(|config| tsa::routes(config, &shared))
            .configure(faults::http::routes)
            .configure(dns::http::routes)
            .configure(inbox::api::routes)
            .configure(inbox::page::routes)
    });
    let server = server.workers(1).disable_signals().tcp_nodelay(true);
    Ok(server.shutdown_timeout(SECONDS_TO_FINISH).listen(listener)?.run())
}

/// A refusal by the sandbox's own interface, as opposed to those of the systems it plays.
pub(crate) fn refusal(status: StatusCode, reason: &impl Display) -> HttpResponse {
    HttpResponse::build(status).json(json!({ "error": reason.to_string() }))
}

fn default_headers() -> DefaultHeaders {
    DefaultHeaders::new()
        .add((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .add((REFERRER_POLICY, "no-referrer"))
        .add((CONTENT_SECURITY_POLICY, PAGE_POLICY))
}

async fn health() -> impl Responder {
    HttpResponse::Ok().json(json!({ "status": "ok" }))
}

async fn index(pages: Data<Pages>, shared: Data<Shared>) -> HttpResponse {
    let (smtp, dns) = (shared.places.smtp.to_string(), shared.places.dns.to_string());
    let base_domain = shared.base_domain.as_str();
    pages.show("index.html", context! { smtp, dns, base_domain })
}

impl Pages {
    fn load() -> Result<Self, minijinja::Error> {
        let mut templates = Environment::new();
        templates.add_template("index.html", include_str!("../assets/index.html"))?;
        templates.add_template("inbox.html", include_str!("../assets/inbox.html"))?;
        Ok(Self(templates))
    }

    /// Renders a page; every value in it is escaped.
    pub(crate) fn show(&self, name: &str, values: Value) -> HttpResponse {
        let page = self.0.get_template(name).and_then(|template| template.render(values));
        match page {
            Ok(page) => HttpResponse::Ok().content_type("text/html; charset=utf-8").body(page),
            Err(error) => {
                tracing::error!(%error, name, "page not rendered");
                refusal(StatusCode::INTERNAL_SERVER_ERROR, &"page not rendered")
            }
        }
    }
}
