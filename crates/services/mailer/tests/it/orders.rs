//! Orders that are repeated or can't be right, and who may ask for a record.

use std::time::Duration;

use parvis_events::mailer::v1::{MailFailed, MailSent, SendMail};
use parvis_kernel::{ApplicationId, MailId};
use parvis_testkit::Answer;
use reqwest::Method;
use serde_json::json;

use crate::post_office::{PostOffice, order, request};

#[tokio::test(flavor = "multi_thread")]
async fn an_order_given_twice_sends_one_mail() {
    let office = PostOffice::open().await;
    let twice = order("signature_request");
    office.order(&twice, &request()).await;
    office.mailer.heard::<MailSent>(|sent| sent.mail_id == twice.mail_id).await;
    office.mailer.say("signature", (&twice.owner_id, 2), &twice).await;
    let next = SendMail { mail_id: MailId::fresh().to_string(), ..twice.clone() };
    office.mailer.say("signature", (&next.owner_id, 3), &next).await;
    office.mailer.heard::<MailSent>(|sent| sent.mail_id == next.mail_id).await;
    assert_eq!(office.inbox().await.len(), 2);
    assert_eq!(office.record(&twice.mail_id).await["attempts"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_its_owner_withdrew_is_not_sent() {
    let office = PostOffice::open().await;
    let withdrawn = order("signature_request");
    office.mailer.say("signature", (&withdrawn.owner_id, 1), &withdrawn).await;
    let failed = office.mailer.heard::<MailFailed>(|_| true).await;
    assert_eq!((failed.mail_id, failed.code.as_str()), (withdrawn.mail_id, "withdrawn"));
    assert_eq!((failed.reference, failed.template), (withdrawn.reference, withdrawn.template));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_can_not_be_right_is_parked_and_holds_nobody_back() {
    let office = PostOffice::open().await;
    let good = order("signature_request");
    let bad = [
        SendMail { template: "newsletter".into(), ..good.clone() },
        SendMail { mail_id: "1".into(), ..good.clone() },
        SendMail { application_id: String::new(), ..good.clone() },
        SendMail { owner_id: "../keys".into(), ..good.clone() },
    ];
    for (place, bad) in (1..).zip(&bad) {
        office.mailer.say("contract", ("one", place), bad).await;
    }
    office.mailer.say("contract", ("one", 5), &good).await;
    office.mailer.heard::<MailFailed>(|failed| failed.mail_id == good.mail_id).await;
    assert_eq!(office.record("1").await["error"]["code"], "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn values_that_do_not_fit_the_template_are_asked_for_again() {
    let office = PostOffice::open().await;
    let order = order("signature_request");
    let mut letter = request();
    letter["values"].as_object_mut().unwrap().remove("link");
    office.order(&order, &letter).await;
    assert_eq!(office.tried(&order.mail_id, 1).await["last_error"], "template");
    letter["values"]["link"] = json!(7);
    let path = format!("/internal/mails/{}?template=signature_request", order.owner_id);
    office.mailer.neighbour.tell(&path, &letter);
    office.mailer.clock.advance(Duration::from_secs(2));
    assert_eq!(office.tried(&order.mail_id, 2).await["last_error"], "owner_unavailable");
    office.mailer.neighbour.tell(&path, &request());
    office.mailer.clock.advance(Duration::from_secs(15));
    office.mailer.heard::<MailSent>(|_| true).await;
    assert_eq!(office.record(&order.mail_id).await["attempts"], 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_other_services_see_the_record_of_a_mail() {
    let office = PostOffice::open().await;
    let order = order("signature_request");
    office.order(&order, &request()).await;
    office.mailer.heard::<MailSent>(|_| true).await;
    let path = format!("/internal/mails/{}", order.mail_id);
    let owner = ApplicationId::parse(&order.application_id).unwrap();
    assert_eq!(office.mailer.get(owner, &path).await.problem().as_deref(), Some("not_found"));
    let unknown = format!("/internal/mails/{}", MailId::fresh());
    for path in [unknown.as_str(), "/internal/mails/x", "/internal/mails/"] {
        let request = office.mailer.peer_request(Method::GET, path);
        let answer = Answer::of(request.send().await.unwrap()).await;
        assert_eq!(
            (answer.status, answer.problem().as_deref()),
            (404, Some("not_found")),
            "{path}"
        );
    }
}
