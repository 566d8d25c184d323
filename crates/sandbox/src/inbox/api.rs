//! The inbox as JSON and as files, for tests and scripts.

use super::{Filter, Inbox, Message};
use crate::clock::written;
use crate::http::refusal;
use actix_web::http::StatusCode;
use actix_web::http::header::{
    self, Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue,
};
use actix_web::web::{self, Data, Path, Query, ServiceConfig};
use actix_web::{HttpResponse, Responder};
use serde::Deserialize;
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(
            web::resource("/inbox/messages")
                .route(web::get().to(list))
                .route(web::delete().to(clear)),
        )
        .route("/inbox/messages/{id}", web::get().to(show))
        .route("/inbox/messages/{id}/source", web::get().to(source))
        .route("/inbox/messages/{id}/attachments/{place}", web::get().to(attachment));
}

#[derive(Deserialize)]
struct ListQuery {
    to: Option<String>,
    since: Option<String>,
}

async fn list(inbox: Data<Inbox>, query: Query<ListQuery>) -> HttpResponse {
    let ListQuery { to, since } = query.into_inner();
    let since = match since.map(|since| OffsetDateTime::parse(&since, &Rfc3339)).transpose() {
        Ok(since) => since,
        Err(error) => return refusal(StatusCode::BAD_REQUEST, &format_args!("since: {error}")),
    };
    let found = inbox.list(&Filter { to, since });
    let messages: Vec<Value> = found.iter().map(|message| shown(message)).collect();
    HttpResponse::Ok().json(json!({ "messages": messages }))
}

async fn clear(inbox: Data<Inbox>) -> impl Responder {
    inbox.clear();
    HttpResponse::NoContent()
}

async fn show(inbox: Data<Inbox>, id: Path<u64>) -> HttpResponse {
    let Some(message) = inbox.find(*id) else { return missing() };
    HttpResponse::Ok().json(shown(&message))
}

async fn source(inbox: Data<Inbox>, id: Path<u64>) -> HttpResponse {
    let Some(message) = inbox.find(*id) else { return missing() };
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(message.source.clone())
}

async fn attachment(inbox: Data<Inbox>, path: Path<(u64, usize)>) -> HttpResponse {
    let (id, place) = *path;
    let Some(message) = inbox.find(id) else { return missing() };
    let found = message.attachments.get(place).zip(message.attachment(place));
    let Some((attachment, content)) = found else { return missing() };
    HttpResponse::Ok()
        .content_type(attachment.content_type.as_str())
        .insert_header(download(&attachment.name))
        .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        .body(content)
}

fn download(name: &str) -> ContentDisposition {
    ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::FilenameExt(ExtendedValue {
            charset: Charset::Ext("UTF-8".to_owned()),
            language_tag: None,
            value: name.as_bytes().to_vec(),
        })],
    }
}

fn missing() -> HttpResponse {
    refusal(StatusCode::NOT_FOUND, &"no such message or attachment")
}

fn shown(message: &Message) -> Value {
    let attachments: Vec<Value> = message
        .attachments
        .iter()
        .map(|file| {
            json!({ "name": file.name, "contentType": file.content_type, "size": file.size })
        })
        .collect();
    json!({
        "id": message.id.to_string(),
        "from": message.from,
        "to": message.to,
        "subject": message.subject,
        "receivedAt": written(message.received_at),
        "text": message.text,
        "html": message.html,
        "attachments": attachments,
    })
}
