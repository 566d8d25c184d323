//! Mails that arrive.

use parvis_events::mailer::v1::MailSent;
use serde_json::{Value, json};

use crate::post_office::{LINK, PostOffice, SIGNER, order, request};

const PDF: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\nsigned";
const PDF_SHA256: &str = "09e8f4a4a1af0b6e68e02b25bf6d7629a96ad7c2781de603952ee9fe6f812241";

fn confirmation(sha256: &str) -> Value {
    json!({
        "to": { "email": SIGNER, "name": null },
        "locale": "en",
        "values": {
            "requester": "Demonstration workshop", "title": "Subscription contract",
            "signer": "Demonstration signer", "signed_at": "2026-01-05T09:00:00.000Z",
        },
        "attachments": [{
            "name": "contract-signed.pdf", "content_type": "application/pdf",
            "owner": "signature", "id": "sig_1", "sha256": sha256,
        }],
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_to_sign_arrives_in_both_forms_and_the_asker_hears_of_it() {
    let office = PostOffice::open().await;
    let order = order("signature_request");
    office.order(&order, &request()).await;
    let sent = office.mailer.heard::<MailSent>(|_| true).await;
    assert_eq!((sent.mail_id, sent.reference), (order.mail_id.clone(), order.reference.clone()));
    assert_eq!((sent.application_id, sent.template), (order.application_id, order.template));
    assert_eq!(
        parvis_events::instant(sent.sent_at.as_ref()).to_string(),
        "2026-01-05T09:00:00.000Z"
    );

    let inbox = office.inbox().await;
    let mail = &inbox[0];
    assert_eq!(mail["to"], json!([SIGNER]));
    assert_eq!(mail["from"], "Parvis <ne-pas-repondre@parvis.localhost>");
    assert_eq!(
        mail["subject"],
        "Atelier <de> démonstration vous invite à signer : Contrat d’abonnement"
    );
    let text = mail["text"].as_str().unwrap();
    assert!(text.contains(LINK) && text.contains("4 février 2026"), "{text}");
    let html = mail["html"].as_str().unwrap();
    assert!(html.contains("Atelier &lt;de&gt; démonstration") && html.contains("Lire et signer"));
    assert_eq!(mail["attachments"], json!([]));

    let record = office.record(&order.mail_id).await;
    assert_eq!((&record["state"], &record["attempts"]), (&json!("sent"), &json!(1)));
    assert_eq!(
        (&record["last_error"], &record["sent_at"]),
        (&Value::Null, &json!("2026-01-05T09:00:00.000Z"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_headers_name_the_mail_and_tell_that_a_machine_wrote_it() {
    let office = PostOffice::open().await;
    let order = order("signature_request");
    office.order(&order, &request()).await;
    office.mailer.heard::<MailSent>(|_| true).await;
    let id = office.inbox().await[0]["id"].as_str().unwrap().to_owned();
    let source = String::from_utf8(office.read(&format!("/messages/{id}/source")).await).unwrap();
    let mail = parvis_kernel::MailId::parse(&order.mail_id).unwrap();
    let name = parvis_kernel::id::derived(mail.uuid(), "message-id");
    for header in [
        &format!("Message-ID: <{name}@parvis.localhost>"),
        "Date: Mon, 05 Jan 2026 09:00:00 +0000",
        "Auto-Submitted: auto-generated",
        "Content-Language: fr",
        "Content-Type: multipart/alternative",
    ] {
        assert!(source.contains(header), "{header} is not in\n{source}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_confirmation_carries_the_signed_document() {
    let office = PostOffice::open().await;
    office.mailer.neighbour.hand("/internal/documents/sig_1/bytes", PDF);
    office.order(&order("signed_confirmation"), &confirmation(PDF_SHA256)).await;
    office.mailer.heard::<MailSent>(|_| true).await;
    let mail = office.inbox().await.remove(0);
    assert_eq!(mail["subject"], "Document signed: Subscription contract");
    assert!(mail["text"].as_str().unwrap().contains("5 January 2026 at 09:00 (UTC)"));
    assert!(mail["html"].as_str().unwrap().contains("Your document is signed"));
    let file = json!({ "name": "contract-signed.pdf", "contentType": "application/pdf", "size": PDF.len() });
    assert_eq!(mail["attachments"], json!([file]));
    let id = mail["id"].as_str().unwrap();
    assert_eq!(office.read(&format!("/messages/{id}/attachments/0")).await, PDF);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_is_not_the_one_ordered_is_not_sent() {
    let office = PostOffice::open().await;
    office.mailer.neighbour.hand("/internal/documents/sig_1/bytes", b"%PDF-1.7 another");
    let order = order("signed_confirmation");
    office.order(&order, &confirmation(PDF_SHA256)).await;
    assert_eq!(office.tried(&order.mail_id, 1).await["last_error"], "attachment_changed");
    assert_eq!(office.inbox().await, [Value::Null; 0]);
    office.mailer.neighbour.hand("/internal/documents/sig_1/bytes", PDF);
    office.mailer.clock.advance(std::time::Duration::from_secs(2));
    office.mailer.heard::<MailSent>(|_| true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hostile_name_adds_no_header_and_no_reader() {
    let office = PostOffice::open().await;
    let mut letter = request();
    let hostile = "Nom\r\nBcc: intrus@example.org\r\n\r\nFin <script>";
    letter["to"]["name"] = json!(hostile);
    letter["values"]["title"] = json!(hostile);
    letter["values"]["signer"] = json!(hostile);
    office.order(&order("signature_request"), &letter).await;
    office.mailer.heard::<MailSent>(|_| true).await;
    let mail = office.inbox().await.remove(0);
    assert_eq!(mail["to"], json!([SIGNER]));
    assert!(!mail["html"].as_str().unwrap().contains("<script"));
    let id = mail["id"].as_str().unwrap();
    let source = String::from_utf8(office.read(&format!("/messages/{id}/source")).await).unwrap();
    assert!(!source.lines().any(|line| line.starts_with("Bcc:")), "{source}");
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_the_reader_nor_what_he_reads_is_stored() {
    let office = PostOffice::open().await;
    office.order(&order("signature_request"), &request()).await;
    office.mailer.heard::<MailSent>(|_| true).await;
    let said = serde_json::to_string(&office.mailer.said().await).unwrap();
    let stored = office.mailer.ground().contents().await;
    let stored = String::from_utf8_lossy(&stored);
    assert!(stored.contains("signature_request"), "the search sees what is written");
    for personal in [SIGNER, "Signataire", LINK, "Atelier"] {
        assert!(!stored.contains(personal) && !said.contains(personal), "{personal}");
    }
}
