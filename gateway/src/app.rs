//! The HTTP server: the route table made into handlers, and the layers around them.

use std::future::ready;
use std::io;
use std::net::TcpListener;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::Server;
use actix_web::guard::GuardContext;
use actix_web::http::header::{ALLOW, HeaderValue};
use actix_web::middleware::from_fn;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, ResponseError as _, web};
use parvis_chassis::Failure;
use parvis_chassis::http::{Surface, json_limits, unknown_route};
use parvis_chassis::problem::{catalogue, render};

use crate::routes::{ROUTES, Route, Target};
use crate::worker::{Common, Worker};
use crate::{outer, pages, proxy};

/// How long a client's idle connection is kept.
const KEEP_ALIVE: Duration = Duration::from_secs(75);
/// How long a request may go on after the server was told to stop, in seconds: longer than a client may
/// wait for its space, whose key it is shown only once.
const GRACE: u64 = 70;

/// Builds the server; it serves once it is awaited.
pub(crate) fn server(common: Arc<Common>, listener: TcpListener) -> io::Result<Server> {
    let (public_url, metrics) = (common.public_url.clone(), common.metrics.clone());
    let surface = Surface { service: crate::NAME, public_url, metrics };
    let (workers, connections) = (common.settings.workers, common.settings.max_connections);
    let request_head = common.settings.time_limits().request_head;
    let app = move || {
        App::new()
            .app_data(Rc::new(Worker::new(common.clone())))
            .app_data(web::Data::new(surface.clone()))
            .configure(json_limits)
            .configure(routes)
            .default_service(web::to(unknown_route))
            .wrap(from_fn(render))
            .wrap(from_fn(outer::layer))
    };
    let server = HttpServer::new(app)
        .workers(workers)
        .max_connections(connections)
        .client_request_timeout(request_head)
        .keep_alive(KEEP_ALIVE)
        .tcp_nodelay(true)
        .shutdown_timeout(GRACE)
        .disable_signals()
        .listen(listener)?;
    Ok(server.run())
}

fn routes(config: &mut web::ServiceConfig) {
    for (at, first) in ROUTES.iter().enumerate() {
        let pattern = first.pattern;
        if ROUTES[..at].iter().any(|earlier| earlier.pattern == pattern) {
            continue;
        }
        let methods = ROUTES[at..].iter().filter(|route| route.pattern == pattern);
        let allow = methods.clone().map(|route| route.method.allowed()).collect::<Vec<_>>();
        let refuse = HeaderValue::from_str(&allow.join(", ")).ok();
        let resource = methods.fold(web::resource(pattern), |resource, route| {
            let takes = |context: &GuardContext<'_>| route.method.takes(&context.head().method);
            resource.route(handler(route).guard(takes))
        });
        config
            .service(resource.default_service(web::to(move || ready(not_allowed(refuse.clone())))));
    }
}

fn handler(route: &'static Route) -> actix_web::Route {
    match route.target {
        Target::Service(service) => web::to(move |request: HttpRequest, body: web::Payload| {
            proxy::forward(route, service, request, body)
        }),
        Target::Page(page) => web::to(move |request: HttpRequest| pages::show(page, request)),
    }
}

fn not_allowed(allow: Option<HeaderValue>) -> HttpResponse {
    let mut response = Failure::of(catalogue::METHOD_NOT_ALLOWED).error_response();
    if let Some(allow) = allow {
        response.headers_mut().insert(ALLOW, allow);
    }
    response
}
