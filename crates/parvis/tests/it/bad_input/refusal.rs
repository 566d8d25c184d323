//! What a refusal looks like.

use serde_json::Value;

use crate::platform::Answer;

/// Words that only the inside knows.
const INNER: [&str; 30] = [
    "sqlite",
    "sql",
    "rust",
    "panicked",
    "panic",
    "sea_orm",
    "sea",
    "sqlx",
    "actix",
    "actix_web",
    "hyper",
    "serde",
    "serde_json",
    "tokio",
    "reqwest",
    "lettre",
    "thread",
    "backtrace",
    "unwrap",
    "src",
    "rs",
    "tmp",
    "home",
    "usr",
    "struct",
    "enum",
    "tuple",
    "deserializer",
    "utf8error",
    "constraint",
];

const MEMBERS: [&str; 7] = ["detail", "error", "instance", "status", "success", "title", "type"];

/// What is wrong with an answer that should be this problem.
pub(super) fn flaws(what: &str, answer: &Answer, (status, code): (u16, &str)) -> Vec<String> {
    let mut flaws = inner_words(&answer.text);
    let mut expect = |right: bool, flaw: String| {
        if !right {
            flaws.push(flaw);
        }
    };
    let body = &answer.body;
    let names: Vec<_> = body.as_object().into_iter().flatten().map(|(name, _)| name).collect();
    let id = answer.header("x-request-id");
    let typed = body["type"].as_str().unwrap_or_default();
    expect(answer.status == status, format!("{} instead of {status}", answer.status));
    expect(answer.problem() == Some(code), format!("{:?} instead of {code}", answer.problem()));
    expect(names == MEMBERS, format!("members {names:?}"));
    expect(body["status"] == answer.status, "another status inside".to_owned());
    expect(
        typed.starts_with("http") && typed.ends_with(&format!("/problems/{code}")),
        typed.to_owned(),
    );
    expect(!id.is_empty(), "no request id".to_owned());
    expect(body["instance"] == format!("urn:parvis:request:{id}"), "another instance".to_owned());
    expect(body["error"]["message"] == body["detail"], "another message".to_owned());
    expect(body["title"].as_str().is_some_and(|t| !t.is_empty()), "no title".to_owned());
    expect(answer.header("x-content-type-options") == "nosniff", "may be sniffed".to_owned());
    expect(!answer.headers.contains_key("server"), "names its server".to_owned());
    flaws.into_iter().map(|flaw| format!("{what}: {flaw}: {}", start(&answer.text))).collect()
}

/// The pointers of the fields at fault.
pub(super) fn pointers(answer: &Answer) -> Vec<String> {
    let fields = answer.body["error"]["fields"].as_array().into_iter().flatten();
    let whole = |field: &Value, name: &str| field[name].as_str().is_some_and(|t| !t.is_empty());
    let pointer = |field: &Value| match field["pointer"].as_str() {
        Some(pointer) if whole(field, "code") && whole(field, "message") => pointer.to_owned(),
        _ => format!("unreadable field {field}"),
    };
    fields.map(pointer).collect()
}

/// The words of the inside that a text holds.
pub(super) fn inner_words(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    let inner = words.filter(|word| INNER.contains(word));
    inner.map(|word| format!("says “{word}”")).collect()
}

/// The start of a long text.
pub(super) fn start(text: &str) -> String {
    text.chars().take(300).collect()
}
