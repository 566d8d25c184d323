//! The other services' side of `/internal/` calls: fixed answers in the agreed wire form.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use parvis_chassis::Tasks;

type Answers = Arc<Mutex<BTreeMap<String, (String, Vec<u8>)>>>;

/// Answers `GET` calls with what the test put there, and 404 otherwise.
#[derive(Clone, Default)]
pub struct Neighbour {
    answers: Answers,
}

impl Neighbour {
    /// Answers `path` (with its query, if any) with JSON.
    pub fn tell(&self, path: &str, body: &serde_json::Value) {
        let answer = ("application/json".to_owned(), body.to_string().into_bytes());
        self.answers.lock().unwrap().insert(path.to_owned(), answer);
    }

    /// Answers `path` with bytes.
    pub fn hand(&self, path: &str, bytes: &[u8]) {
        let answer = ("application/octet-stream".to_owned(), bytes.to_vec());
        self.answers.lock().unwrap().insert(path.to_owned(), answer);
    }

    pub(crate) fn start(&self, tasks: &Tasks) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let answers = web::Data::new(self.answers.clone());
        let app = move || App::new().app_data(answers.clone()).default_service(web::to(look_up));
        let server =
            HttpServer::new(app).workers(1).disable_signals().listen(listener).unwrap().run();
        tasks.spawn(parvis_chassis::http::serve(server, tasks.stop()));
        url
    }
}

async fn look_up(request: HttpRequest, answers: web::Data<Answers>) -> HttpResponse {
    let path = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
    let answer = answers.lock().unwrap().get(&path).cloned();
    match answer {
        Some((kind, body)) => HttpResponse::Ok().content_type(kind).body(body),
        None => HttpResponse::NotFound().finish(),
    }
}
