//! Several processes on one database send each mail once.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use parvis_events::mailer::v1::MailSent;
use parvis_mailer::Mailer;
use parvis_testkit::Ground;

use crate::post_office::{PostOffice, order, request};

#[tokio::test(flavor = "multi_thread")]
async fn each_mail_is_sent_by_one_process() {
    let ground = std::sync::Arc::new(Ground::postgres("mailer").await);
    let office = PostOffice::with(|setup| setup.on(&ground)).await;
    let _others =
        [office.mailer.replica::<Mailer>().await, office.mailer.replica::<Mailer>().await];
    let orders: Vec<_> = (0..30).map(|_| order("signature_request")).collect();
    let letter = request();
    join_all(orders.iter().map(|order| office.order(order, &letter))).await;
    for order in &orders {
        office.mailer.heard::<MailSent>(|sent| sent.mail_id == order.mail_id).await;
    }
    let inbox = office.inbox().await;
    let ids: BTreeSet<_> = inbox.iter().map(|mail| mail["messageId"].to_string()).collect();
    assert_eq!(inbox.len(), 30, "{ids:?}");
}
