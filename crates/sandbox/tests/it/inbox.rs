//! Mail by SMTP, read from the inbox.

use crate::running::{PDF, Running, mail};
use lettre::AsyncTransport;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_with_an_attachment_is_read_back_whole() {
    let running = Running::start().await;
    running.send("signataire@example.org").await.unwrap();

    let (_, list) = running.get("/inbox/messages?to=Signataire@Example.ORG").await;
    let mail = &list["messages"][0];
    assert_eq!(mail["from"], "Expéditeur de démonstration <demo@example.org>");
    assert_eq!(mail["to"], json!(["signataire@example.org"]));
    assert_eq!(mail["subject"], "Votre contrat est prêt à être signé");
    assert_eq!(mail["receivedAt"], "2026-01-05T09:00:00.250Z");
    assert_eq!(mail["text"].as_str().unwrap().trim_end(), "Contrat prêt.\r\n.\r\n..fin");
    assert!(mail["html"].as_str().unwrap().contains("https://example.org/sign"));
    let file = json!({
        "name": "contrat signé.pdf", "contentType": "application/pdf", "size": PDF.len(),
    });
    assert_eq!(mail["attachments"], json!([file]));

    let id = mail["id"].as_str().unwrap();
    assert_eq!(&running.get(&format!("/inbox/messages/{id}")).await.1, mail);
    let file = running.url(&format!("/inbox/messages/{id}/attachments/0"));
    let file = running.http.get(file).send().await.unwrap();
    assert_eq!(file.headers()["content-type"], "application/pdf");
    let disposition = file.headers()["content-disposition"].to_str().unwrap().to_owned();
    assert_eq!(disposition, "attachment; filename*=UTF-8''contrat%20sign%C3%A9.pdf");
    assert_eq!(file.bytes().await.unwrap(), PDF);

    let source = running.url(&format!("/inbox/messages/{id}/source"));
    let source = running.http.get(source).send().await.unwrap().text().await.unwrap();
    assert!(source.starts_with("From: "));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_newest_first_and_can_be_narrowed_and_emptied() {
    let running = Running::start().await;
    running.send("a@example.org").await.unwrap();
    running.send("b@example.org").await.unwrap();
    let subject = |list: &Value| list["messages"].as_array().unwrap().len();

    let (_, all) = running.get("/inbox/messages").await;
    assert_eq!(all["messages"][0]["to"], json!(["b@example.org"]));
    let since = "/inbox/messages?since=2026-01-05T09:00:00.250Z";
    assert_eq!(subject(&running.get(since).await.1), 2);
    let since = "/inbox/messages?since=2026-01-05T10:00:01%2B01:00";
    assert_eq!(subject(&running.get(since).await.1), 0);
    assert_eq!(running.get("/inbox/messages?since=yesterday").await.0, 400);

    assert_eq!(running.delete("/inbox/messages").await, 204);
    assert_eq!(running.get("/inbox/messages").await.1, json!({ "messages": [] }));
    for path in ["/inbox/messages/1", "/inbox/messages/1/source", "/inbox/messages/1/attachments/0"]
    {
        assert_eq!(running.get(path).await.0, 404, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_connection_carries_several_mails() {
    let running = Running::start().await;
    let mut connection = running.connection().await;
    for _ in 0..3 {
        let mail = mail("a@example.org");
        connection.send(mail.envelope(), &mail.formatted()).await.unwrap();
    }
    let (_, list) = running.get("/inbox/messages").await;
    assert_eq!(list["messages"].as_array().unwrap().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_sends_nothing() {
    let running = Running::start().await;
    let error = running.mailer("parvis", "wrong").send(mail("a@example.org")).await.unwrap_err();
    assert!(error.is_permanent(), "{error}");
    assert_eq!(running.get("/inbox/messages").await.1, json!({ "messages": [] }));
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_sent_ahead_of_the_handshake_do_not_survive_it() {
    let running = Running::start().await;
    let mut stream = TcpStream::connect(running.sandbox.addresses().smtp).await.unwrap();
    stream.write_all(b"EHLO x\r\nNOOP\r\nSTARTTLS\r\nQUIT\r\n").await.unwrap();
    stream.shutdown().await.unwrap();
    let mut replies = Vec::new();
    stream.read_to_end(&mut replies).await.unwrap_or_default();
    let replies = String::from_utf8_lossy(&replies);
    assert!(replies.contains("250-PIPELINING"), "{replies}");
    assert!(replies.contains("220 2.0.0 Go ahead"), "{replies}");
    assert!(!replies.contains("221"), "{replies}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_shows_a_mail_that_can_do_nothing() {
    let running = Running::start().await;
    running.send("a@example.org").await.unwrap();
    let page = running.http.get(running.url("/inbox/1")).send().await.unwrap();
    let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    let page = page.text().await.unwrap();
    assert!(page.contains("Votre contrat est prêt à être signé"));
    assert!(page.contains(r#"<iframe src="/inbox/1/html""#));
    assert!(page.contains("contrat signé.pdf"));

    let mail = running.http.get(running.url("/inbox/1/html")).send().await.unwrap();
    let policy = mail.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("default-src 'none'"), "{policy}");
    assert!(policy.ends_with("sandbox allow-popups allow-popups-to-escape-sandbox"), "{policy}");
    assert!(mail.text().await.unwrap().contains(r#"<head><base target="_blank">"#));

    let text = running.http.get(running.url("/inbox/1?view=text")).send().await.unwrap();
    assert!(text.text().await.unwrap().contains("Contrat prêt."));
    assert_eq!(running.get("/inbox/9").await.0, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_index_names_what_the_sandbox_serves() {
    let running = Running::start().await;
    let page = running.http.get(running.url("/")).send().await.unwrap().text().await.unwrap();
    for named in ["/inbox", "/vies/rest-api", "/api-sirene/3.11", "/tsa", "parvis.localhost"] {
        assert!(page.contains(named), "{named}");
    }
    assert!(page.contains(&running.sandbox.addresses().smtp.to_string()));
    assert_eq!(running.get("/health").await.1, json!({ "status": "ok" }));
}
