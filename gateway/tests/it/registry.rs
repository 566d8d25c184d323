//! The registry's side of key resolution, and its public routes, which say who asked.

use std::collections::HashMap;
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use parvis_chassis::identity::{Subject, Trust};
use parvis_chassis::key::{Key, KeyKind};
use parvis_chassis::{Keyring, Tasks};
use parvis_kernel::ApplicationId;
use serde_json::{Value, json};

#[derive(Default)]
struct State {
    owners: HashMap<(String, String), ApplicationId>,
    questions: usize,
}

/// A registry that knows the keys that it was told of.
#[derive(Clone)]
pub(crate) struct Registry {
    state: Arc<Mutex<State>>,
    trust: Trust,
    keyring: Keyring,
}

impl Registry {
    pub(crate) fn start(trust: Trust, keyring: Keyring, tasks: &Tasks) -> (Self, String) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let registry = Self { state: Arc::default(), trust, keyring };
        let data = web::Data::new(registry.clone());
        let app = move || {
            App::new()
                .app_data(data.clone())
                .route("/internal/keys/resolve", web::post().to(resolve))
                .route("/health/ready", web::get().to(HttpResponse::Ok))
                .default_service(web::to(echo))
        };
        let server = HttpServer::new(app).workers(1).disable_signals().listen(listener).unwrap();
        tasks.spawn(parvis_chassis::http::serve(server.run(), tasks.stop()));
        (registry, address)
    }

    /// Makes a key of a new application.
    pub(crate) fn register(&self) -> (ApplicationId, Key) {
        let (id, key) = (ApplicationId::fresh(), Key::mint(KeyKind::Master).unwrap());
        let hash = key.hash(&self.keyring).unwrap();
        self.state.lock().unwrap().owners.insert((key.id().to_string(), hash), id);
        (id, key)
    }

    pub(crate) fn revoke(&self, key: &Key) {
        let id = key.id().to_string();
        self.state.lock().unwrap().owners.retain(|(known, _), _| *known != id);
    }

    /// How often it was asked whose a key is.
    pub(crate) fn questions(&self) -> usize {
        self.state.lock().unwrap().questions
    }

    fn subject(&self, request: &HttpRequest) -> Option<Subject> {
        let header = request.headers().get("authorization")?.to_str().ok()?;
        self.trust.verify(header.strip_prefix("Bearer ")?).map(|claims| claims.subject)
    }
}

async fn resolve(
    request: HttpRequest,
    body: web::Json<Value>,
    registry: web::Data<Registry>,
) -> HttpResponse {
    assert_eq!(registry.subject(&request), Some(Subject::Process));
    assert_eq!(body["kind"], "master");
    let text = |name: &str| body[name].as_str().unwrap().to_owned();
    let mut state = registry.state.lock().unwrap();
    state.questions += 1;
    match state.owners.get(&(text("key_id"), text("hash"))) {
        Some(id) => HttpResponse::Ok().json(json!({ "application_id": id })),
        None => HttpResponse::NotFound().finish(),
    }
}

async fn echo(request: HttpRequest, registry: web::Data<Registry>) -> HttpResponse {
    let subject = registry.subject(&request).unwrap();
    let bootstrap = request.headers().get("x-bootstrap-token").map(|h| h.to_str().unwrap());
    let subject = format!("{subject:?}");
    HttpResponse::Ok().json(json!({ "subject": subject, "bootstrap": bootstrap }))
}
