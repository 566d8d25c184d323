use std::sync::Arc;
use std::time::Duration;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use crate::desk::Desk;

async fn forward(desk: web::Data<Arc<Desk>>, request: HttpRequest, body: web::Bytes) -> HttpResponse {
    let path = request.uri().path_and_query().unwrap().to_string();
    let method = reqwest::Method::from_bytes(request.method().as_str().as_bytes()).unwrap();
    let mut out = desk.service.request(method, &path, None).header("x-forwarded-for", "203.0.113.9").body(body.to_vec());
    for name in ["content-type", "user-agent", "accept-language"] {
        if let Some(v) = request.headers().get(name) { out = out.header(name, v.to_str().unwrap()); }
    }
    let answer = out.send().await.unwrap();
    let mut response = HttpResponse::build(actix_web::http::StatusCode::from_u16(answer.status().as_u16()).unwrap());
    for (n, v) in answer.headers() { if n != "content-length" && n != "transfer-encoding" { response.append_header((n.as_str(), v.to_str().unwrap())); } }
    response.body(answer.bytes().await.unwrap())
}

#[test]
fn show() {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
        let mut desk = Desk::open().await;
        desk.pdf = std::fs::read("/tmp/ctr/c.pdf").unwrap();
        desk.archive("issued");
        let path = format!("/internal/documents/{}/html", desk.document);
        desk.service.neighbour.hand(&path, &std::fs::read("/tmp/ctr/c.html").unwrap());
        let desk = Arc::new(desk);
        let mut links = Vec::new();
        for _ in 0..8 { links.push(desk.ask().await.path); }
        std::fs::write("/tmp/show.json", format!("{links:?}")).unwrap();
        let data = desk.clone();
        std::thread::spawn(move || actix_web::rt::System::new().block_on(HttpServer::new(move || App::new().app_data(web::PayloadConfig::new(2_000_000)).app_data(web::Data::new(data.clone())).default_service(web::to(forward))).workers(1).bind("127.0.0.1:8399").unwrap().run()));
        while !std::path::Path::new("/tmp/show.stop").exists() { tokio::time::sleep(Duration::from_millis(500)).await; if std::path::Path::new("/tmp/show.lose").exists() { std::fs::remove_file("/tmp/show.lose").unwrap(); desk.lose_the_time().await; } if std::path::Path::new("/tmp/show.mend").exists() { std::fs::remove_file("/tmp/show.mend").unwrap(); desk.mend().await; } }
    });
}
