//! The inbox as a page: `/inbox`, one mail at `/inbox/{id}`, and the mail's own HTML locked in a frame.
//!
//! The pages work without script; `inbox.js` only refreshes the list. A mail's HTML can run nothing, load nothing and
//! reach nothing; its links open in a new tab.

use super::{Filter, Inbox, Message};
use crate::clock::written;
use crate::http::{Pages, refusal};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_SECURITY_POLICY, X_FRAME_OPTIONS};
use actix_web::web::{self, Data, Path, Query, ServiceConfig};
use minijinja::{Value, context};
use serde::Deserialize;
use std::sync::Arc;

const MAIL_POLICY: &str = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; \
    frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .route("/inbox", web::get().to(list))
        .route("/inbox/inbox.css", web::get().to(style))
        .route("/inbox/inbox.js", web::get().to(script))
        .route("/inbox/{id}", web::get().to(read))
        .route("/inbox/{id}/html", web::get().to(rendered));
}

/// The forms in which a mail can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum View {
    Html,
    Text,
    Source,
}

impl View {
    fn name(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Text => "text",
            Self::Source => "source",
        }
    }
}

#[derive(Deserialize)]
struct ReadQuery {
    view: Option<View>,
}

async fn list(inbox: Data<Inbox>, pages: Data<Pages>) -> HttpResponse {
    let rows = rows(&inbox.list(&Filter::default()));
    pages.show("inbox.html", context! { messages => rows, message => () })
}

async fn read(
    inbox: Data<Inbox>,
    pages: Data<Pages>,
    id: Path<u64>,
    query: Query<ReadQuery>,
) -> HttpResponse {
    let Some(message) = inbox.find(*id) else { return gone() };
    let usual = if message.html.is_some() { View::Html } else { View::Text };
    let view = query.view.unwrap_or(usual);
    let body = match view {
        View::Html => String::new(),
        View::Text => message.text.clone().unwrap_or_default(),
        View::Source => String::from_utf8_lossy(&message.source).into_owned(),
    };
    let rows = rows(&inbox.list(&Filter::default()));
    pages.show(
        "inbox.html",
        context! { messages => rows, message => details(&message), view => view.name(), body },
    )
}

async fn rendered(inbox: Data<Inbox>, id: Path<u64>) -> HttpResponse {
    let message = inbox.find(*id);
    let Some(html) = message.as_ref().and_then(|message| message.html.as_deref()) else {
        return gone();
    };
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((CONTENT_SECURITY_POLICY, MAIL_POLICY))
        .insert_header((X_FRAME_OPTIONS, "SAMEORIGIN"))
        .body(with_links_in_new_tabs(html))
}

async fn style() -> HttpResponse {
    HttpResponse::Ok().content_type("text/css").body(include_str!("../../assets/inbox.css"))
}

async fn script() -> HttpResponse {
    HttpResponse::Ok().content_type("text/javascript").body(include_str!("../../assets/inbox.js"))
}

fn gone() -> HttpResponse {
    refusal(StatusCode::NOT_FOUND, &"this message is not here any more")
}

fn rows(messages: &[Arc<Message>]) -> Vec<Value> {
    messages
        .iter()
        .map(|message| {
            context! {
                id => message.id,
                to => message.to.join(", "),
                subject => message.subject.as_str(),
                received_at => written(message.received_at),
                files => message.attachments.len(),
            }
        })
        .collect()
}

fn details(message: &Message) -> Value {
    let attachments: Vec<Value> = message
        .attachments
        .iter()
        .map(|file| context! { name => file.name.as_str(), size => readable(file.size) })
        .collect();
    context! {
        id => message.id,
        from => message.from.as_str(),
        to => message.to.join(", "),
        subject => message.subject.as_str(),
        received_at => written(message.received_at),
        has_html => message.html.is_some(),
        has_text => message.text.is_some(),
        attachments,
    }
}

fn readable(bytes: usize) -> String {
    match bytes {
        0..=1023 => format!("{bytes} B"),
        1024..=1_048_575 => format!("{} KiB", bytes / 1024),
        _ => format!("{} MiB", bytes / 1_048_576),
    }
}

/// The link target is set behind `<head>`, so that the doctype stays first and keeps its meaning.
fn with_links_in_new_tabs(html: &str) -> String {
    const BASE: &str = r#"<base target="_blank">"#;
    let lower = html.to_ascii_lowercase();
    let head = lower.match_indices("<head").find_map(|(start, tag)| {
        let rest = &lower[start + tag.len()..];
        let is_tag = rest.starts_with('>') || rest.starts_with(char::is_whitespace);
        rest.find('>').filter(|_| is_tag).map(|end| start + tag.len() + end + 1)
    });
    let (before, after) = html.split_at(head.unwrap_or_default());
    format!("{before}{BASE}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_open_in_new_tabs_and_the_doctype_stays_first() {
        for (html, expected) in [
            ("<p>é</p>", r#"<base target="_blank"><p>é</p>"#),
            (
                "<!doctype html><HEAD a><header>",
                r#"<!doctype html><HEAD a><base target="_blank"><header>"#,
            ),
            ("<header>x</header>", r#"<base target="_blank"><header>x</header>"#),
        ] {
            assert_eq!(with_links_in_new_tabs(html), expected);
        }
    }
}
