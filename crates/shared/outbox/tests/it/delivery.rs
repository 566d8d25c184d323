use std::sync::Arc;
use std::time::Duration;

use parvis_bus::{Arrival, Bus, Hearer as _};
use parvis_events::Payload as _;
use parvis_events::vat::v1::CompanyRejected;
use parvis_outbox::{Inbox, relay};
use tokio_util::sync::CancellationToken;

use crate::service::{BOTH, hearing, house, listening, spawn};

fn arrival(body: &str) -> Arrival<'_> {
    Arrival::read(CompanyRejected::TYPE, body.as_bytes())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_said_is_heard_once_and_in_order() {
    for on in BOTH {
        let (speaker, hearer) = (house(on, "speaker").await, house(on, "hearer").await);
        let bus = Bus::memory();
        let stop = hearing(&bus, &hearer);
        for n in 0..20 {
            speaker.say(&format!("company-{}", n % 2), &format!("{n:02}")).await;
        }
        spawn(relay(speaker.database.clone(), bus, stop.clone()));
        hearer.until("SELECT count(*) FROM heard", 20).await;
        for company in 0..2 {
            let sql = format!(
                "SELECT reason FROM heard WHERE subject = 'company-{company}' ORDER BY place"
            );
            let heard = hearer.column(&sql).await;
            assert_eq!(heard.len(), 10);
            assert!(heard.is_sorted(), "{heard:?}");
        }
        speaker.until("SELECT count(*) FROM outbox WHERE published_at IS NULL", 0).await;
        stop.cancel();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_redelivery_changes_nothing() {
    for on in BOTH {
        let (speaker, hearer) = (house(on, "speaker").await, house(on, "hearer").await);
        speaker.say("company", "once").await;
        let body = speaker.column("SELECT body FROM outbox").await.remove(0);
        let inbox = Inbox::new(hearer.database.clone(), listening().kinds());
        inbox.store(&[arrival(&body)]).await.unwrap();
        let stop = hearing(&Bus::memory(), &hearer);
        hearer.until("SELECT count(*) FROM heard", 1).await;
        inbox.store(&[arrival(&body)]).await.unwrap();
        speaker.say("other", "later").await;
        let later =
            speaker.column("SELECT body FROM outbox WHERE subject = 'other'").await.remove(0);
        inbox.store(&[arrival(&later)]).await.unwrap();
        hearer.until("SELECT count(*) FROM heard", 2).await;
        assert_eq!(hearer.count("SELECT count(*) FROM heard WHERE reason = 'once'").await, 1);
        stop.cancel();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_under_retry_holds_back_its_aggregate_and_a_parked_one_does_not() {
    for on in BOTH {
        let (speaker, hearer) = (house(on, "speaker").await, house(on, "hearer").await);
        let bus = Bus::memory();
        let stop = hearing(&bus, &hearer);
        for (subject, reason) in [("a", "fail"), ("a", "after"), ("b", "poison"), ("b", "after")] {
            speaker.say(subject, reason).await;
        }
        spawn(relay(speaker.database.clone(), bus, stop.clone()));
        hearer.until("SELECT count(*) FROM heard WHERE subject = 'b'", 1).await;
        hearer.until("SELECT attempts FROM inbox WHERE body LIKE '%fail%'", 3).await;
        assert_eq!(hearer.count("SELECT count(*) FROM heard WHERE subject = 'a'").await, 0);
        // The pauses pass; after the last try the message is parked and the next one goes on.
        for tried in 4..=8 {
            hearer.clock.advance(Duration::from_hours(2));
            hearer.until("SELECT attempts FROM inbox WHERE body LIKE '%fail%'", tried).await;
        }
        hearer.clock.advance(Duration::from_hours(2));
        hearer.until("SELECT count(*) FROM inbox WHERE state = 'parked'", 2).await;
        hearer.until("SELECT count(*) FROM heard WHERE subject = 'a'", 1).await;
        stop.cancel();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unknown_message_below_the_last_handled_is_parked() {
    for on in BOTH {
        let (speaker, hearer) = (house(on, "speaker").await, house(on, "hearer").await);
        speaker.say("company", "first").await;
        speaker.say("company", "second").await;
        let bodies = speaker.column("SELECT body FROM outbox ORDER BY seq").await;
        let inbox = Inbox::new(hearer.database.clone(), listening().kinds());
        let stop = hearing(&Bus::memory(), &hearer);
        for body in bodies.iter().rev() {
            inbox.store(&[arrival(body)]).await.unwrap();
            hearer.until("SELECT count(*) FROM inbox WHERE state = 'waiting'", 0).await;
        }
        assert_eq!(hearer.column("SELECT reason FROM heard").await, ["second"]);
        assert_eq!(hearer.count("SELECT count(*) FROM inbox WHERE state = 'parked'").await, 1);
        stop.cancel();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_relay_keeps_what_a_hearer_could_not_store() {
    for on in BOTH {
        let (speaker, hearer) = (house(on, "speaker").await, house(on, "hearer").await);
        let bus = Bus::memory();
        bus.join(Arc::new(Inbox::new(hearer.database.clone(), listening().kinds())));
        hearer.database.close().await.unwrap();
        speaker.say("company", "kept").await;
        let stop = CancellationToken::new();
        spawn(relay(speaker.database.clone(), bus, stop.clone()));
        speaker.until("SELECT attempts FROM outbox", 1).await;
        assert_eq!(speaker.count("SELECT count(*) FROM outbox").await, 1);
        stop.cancel();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_handler_that_panics_does_not_make_the_service_deaf() {
    for on in BOTH {
        let (speaker, hearer) = (house(on, "speaker").await, house(on, "hearer").await);
        let bus = Bus::memory();
        let stop = hearing(&bus, &hearer);
        speaker.say("a", "panic").await;
        speaker.say("b", "after").await;
        spawn(relay(speaker.database.clone(), bus, stop.clone()));
        hearer.until("SELECT count(*) FROM heard WHERE subject = 'b'", 1).await;
        let tried =
            "SELECT count(*) FROM inbox WHERE attempts > 0 AND last_error LIKE '%panicked%'";
        hearer.until(tried, 1).await;
        assert_eq!(hearer.count("SELECT count(*) FROM heard WHERE subject = 'a'").await, 0);
        stop.cancel();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_handled_keeps_no_body_and_is_forgotten_after_a_week() {
    for on in BOTH {
        let (speaker, hearer) = (house(on, "speaker").await, house(on, "hearer").await);
        let bus = Bus::memory();
        let stop = hearing(&bus, &hearer);
        speaker.say("a", "once").await;
        spawn(relay(speaker.database.clone(), bus, stop.clone()));
        hearer.until("SELECT count(*) FROM inbox WHERE state = 'done' AND body = ''", 1).await;
        hearer.clock.advance(Duration::from_hours(8 * 24));
        hearer.until("SELECT count(*) FROM inbox", 0).await;
        stop.cancel();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_read_is_parked_once() {
    for on in BOTH {
        let hearer = house(on, "hearer").await;
        let inbox = Inbox::new(hearer.database.clone(), listening().kinds());
        // JSON that is an envelope, with a name that PostgreSQL would not store.
        let nameless = r#"{"specversion":"1.0","id":"01900000-0000-7000-8000-000000000000",
            "source":"/parvis/vat","type":"parvis.vat.v1.CompanyRejected","subject":"\u0000",
            "time":"2026-01-05T09:00:00Z","sequence":1,"data":{}}"#;
        for _ in 0..2 {
            for bytes in [b"{".as_slice(), b"a\0b", b"\xff", nameless.as_bytes()] {
                inbox.store(&[Arrival::read(CompanyRejected::TYPE, bytes)]).await.unwrap();
            }
        }
        assert_eq!(hearer.count("SELECT count(*) FROM inbox WHERE state = 'parked'").await, 4);
    }
}
