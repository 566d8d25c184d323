use std::sync::Arc;

use parvis_bus::{Arrival, Bus, Hearer as _, Unreadable};
use parvis_events::Payload as _;
use parvis_events::vat::v1::{CompanyRejected, CompanyVerified};
use parvis_outbox::ParkedOutcome::{
    AlreadyDiscarded, AlreadyHandled, AlreadyKnown, AlreadyWaiting, Discarded, Replayed, Unknown,
    Unreadable as Unread, Unvouched,
};
use parvis_outbox::{Inbox, ParkedOutcome, ParkingLot, Tally, Which};
use tokio_util::sync::CancellationToken;

use crate::service::{BOTH, House, On, hearing, house, listening};

const PARKED: &str = "SELECT count(*) FROM inbox WHERE state = 'parked'";
const WAITING: &str = "SELECT count(*) FROM inbox WHERE state = 'waiting'";

fn lot(house: &House) -> ParkingLot {
    ParkingLot::new(house.database.clone(), "operator:shift-1".to_owned())
}

fn ids(ids: &[&str]) -> Which {
    Which::Ids(ids.iter().map(ToString::to_string).collect())
}

fn tally<const N: usize>(counts: [(ParkedOutcome, u64); N]) -> Tally {
    Tally::from(counts)
}

async fn arrive(house: &House, kind: &str, bytes: &[u8]) {
    let inbox = Inbox::new(house.database.clone(), listening().kinds());
    inbox.store(&[Arrival::read(kind, bytes)]).await.unwrap();
}

/// What `speaker` said so far, in its order.
async fn said(speaker: &House) -> Vec<String> {
    speaker.column("SELECT body FROM outbox ORDER BY seq").await
}

/// A service that hears, and what came to it too late: of each of `companies` companies, the first message
/// after the second.
async fn late(on: On, companies: usize) -> (House, CancellationToken) {
    let (speaker, hearer) = (house(on, "speaker").await, house(on, "hearer").await);
    for reason in ["first", "second"] {
        for company in 0..companies {
            speaker.say(&format!("company-{company}"), reason).await;
        }
    }
    let stop = hearing(&Bus::memory(), &hearer);
    let said = said(&speaker).await;
    for (reason, bodies) in [("second", &said[companies..]), ("first", &said[..companies])] {
        for body in bodies {
            assert!(body.contains(reason));
            arrive(&hearer, CompanyRejected::TYPE, body.as_bytes()).await;
        }
        hearer.until(WAITING, 0).await;
    }
    (hearer, stop)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_came_too_late_is_handled_once_when_it_is_replayed() {
    for on in BOTH {
        let (hearer, stop) = late(on, 1).await;
        let parked = lot(&hearer).list(None, 0, 10).await.unwrap();
        let [message] = &parked[..] else { panic!("{parked:?}") };
        assert!(message.last_error.as_deref().unwrap().starts_with("sequence 1 came after 2"));
        assert_eq!(message.parked_at, Some(hearer.database.now()));
        let which = ids(&[&message.id]);
        assert_eq!(lot(&hearer).replay(&which).await.unwrap(), tally([(Replayed, 1)]));
        hearer.until("SELECT count(*) FROM heard WHERE reason = 'first'", 1).await;
        hearer.until("SELECT count(*) FROM inbox WHERE state = 'done'", 2).await;
        assert_eq!(lot(&hearer).replay(&which).await.unwrap(), tally([(AlreadyHandled, 1)]));
        assert_eq!(hearer.count("SELECT count(*) FROM heard").await, 2);
        // The aggregate is where it was: an early message does not move it back.
        assert_eq!(hearer.count("SELECT sequence FROM inbox_stream").await, 2);
        stop.cancel();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_waits_already_is_not_replayed_again() {
    for on in BOTH {
        let (speaker, hearer) = (house(on, "speaker").await, house(on, "hearer").await);
        speaker.say("company", "parked").await;
        arrive(&hearer, CompanyRejected::TYPE, said(&speaker).await[0].as_bytes()).await;
        hearer.execute("UPDATE inbox SET state = 'parked'").await;
        let id = lot(&hearer).list(None, 0, 10).await.unwrap().remove(0).id;
        lot(&hearer).replay(&ids(&[&id])).await.unwrap();
        let again = lot(&hearer).replay(&ids(&[&id, "evt_unknown"])).await.unwrap();
        assert_eq!(again, tally([(AlreadyWaiting, 1), (Unknown, 1)]));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_of_a_type_are_replayed_and_the_others_stay() {
    for on in BOTH {
        let (hearer, stop) = late(on, 120).await;
        arrive(&hearer, CompanyVerified::TYPE, b"{").await;
        assert_eq!(hearer.count(PARKED).await, 121);
        let page = lot(&hearer).list(Some(CompanyRejected::TYPE), 0, 100).await.unwrap();
        let after = page.last().unwrap().seq;
        let rest = lot(&hearer).list(Some(CompanyRejected::TYPE), after, 100).await.unwrap();
        assert_eq!((page.len(), rest.len()), (100, 20));
        let which = Which::Kind(CompanyRejected::TYPE.to_owned());
        assert_eq!(lot(&hearer).replay(&which).await.unwrap(), tally([(Replayed, 120)]));
        hearer.until("SELECT count(*) FROM heard", 240).await;
        assert_eq!(lot(&hearer).replay(&which).await.unwrap(), Tally::new());
        assert_eq!(lot(&hearer).replay(&Which::All).await.unwrap(), tally([(Unread, 1)]));
        assert_eq!(hearer.count(PARKED).await, 1);
        stop.cancel();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_still_poison_is_parked_again() {
    for on in BOTH {
        let (speaker, hearer) = (house(on, "speaker").await, house(on, "hearer").await);
        speaker.say("company", "poison").await;
        let stop = hearing(&Bus::memory(), &hearer);
        let body = said(&speaker).await.remove(0);
        arrive(&hearer, CompanyRejected::TYPE, body.as_bytes()).await;
        for _ in 0..2 {
            hearer.until(PARKED, 1).await;
            assert_eq!(lot(&hearer).replay(&Which::All).await.unwrap(), tally([(Replayed, 1)]));
        }
        hearer.until(PARKED, 1).await;
        assert_eq!(hearer.count("SELECT count(*) FROM heard").await, 0);
        stop.cancel();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_discarded_message_keeps_its_row_and_loses_its_body() {
    for on in BOTH {
        let (hearer, stop) = late(on, 2).await;
        let parked = lot(&hearer).list(None, 0, 10).await.unwrap();
        let id = parked[0].id.clone();
        let discard = async || {
            lot(&hearer).discard(std::slice::from_ref(&id), "asked for by ticket 7").await.unwrap()
        };
        assert_eq!(discard().await, tally([(Discarded, 1)]));
        let shown = lot(&hearer).show(&id).await.unwrap().unwrap();
        assert_eq!((shown.state.as_str(), shown.envelope, shown.raw), ("discarded", None, None));
        assert_eq!(shown.message.last_error.as_deref(), Some("asked for by ticket 7"));
        assert_eq!(hearer.count("SELECT count(*) FROM inbox WHERE body <> ''").await, 1);
        assert_eq!(discard().await, tally([(AlreadyDiscarded, 1)]));
        let replayed = lot(&hearer).replay(&ids(&[&id])).await.unwrap();
        assert_eq!(replayed, tally([(AlreadyDiscarded, 1)]));
        assert_eq!(hearer.count(WAITING).await, 0);
        stop.cancel();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_an_operator_did_is_in_the_audit() {
    for on in BOTH {
        let (hearer, stop) = late(on, 2).await;
        let lot = lot(&hearer);
        let parked = lot.list(Some(CompanyRejected::TYPE), 0, 10).await.unwrap();
        lot.show(&parked[0].id).await.unwrap();
        lot.replay(&Which::All).await.unwrap();
        hearer.until(PARKED, 0).await;
        lot.replay(&Which::All).await.unwrap();
        lot.discard(&["evt_unknown".to_owned()], "never seen").await.unwrap();
        let audit = lot.audit(0, 100).await.unwrap();
        let lines = audit.iter().map(|entry| {
            let message = entry.message.as_ref().map(|id| parked.iter().position(|p| p.id == *id));
            let reason = entry.reason.as_deref();
            (entry.action.as_str(), message, entry.kind.is_some(), entry.outcome.as_str(), reason)
        });
        let wanted = [
            ("list", None, true, "listed", None),
            ("show", Some(Some(0)), true, "shown", None),
            ("replay", Some(Some(0)), true, "replayed", None),
            ("replay", Some(Some(1)), true, "replayed", None),
            ("replay", None, false, "nothing", None),
            ("discard", Some(None), false, "unknown", Some("never seen")),
        ];
        assert_eq!(lines.collect::<Vec<_>>(), wanted);
        assert!(audit.iter().all(|entry| entry.actor == "operator:shift-1"));
        assert!(audit.iter().all(|entry| entry.at == hearer.database.now()));
        assert_eq!(lot.audit(audit[3].seq, 1).await.unwrap(), audit[4..5]);
        stop.cancel();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_could_not_be_read_is_read_again_when_it_is_replayed() {
    for on in BOTH {
        let (speaker, hearer) = (house(on, "speaker").await, house(on, "hearer").await);
        speaker.say("company", "readable").await;
        let body = said(&speaker).await.remove(0);
        for bytes in [b"{".as_slice(), b"\xff\x00"] {
            arrive(&hearer, CompanyRejected::TYPE, bytes).await;
        }
        // As if an older release had been too dull to read it.
        let dull = format!(
            "INSERT INTO inbox (id, kind, aggregate, sequence, body, state, attempts, due_at, heard_at)
             VALUES ('sha256_1', '{}', '', 0, '{body}', 'parked', 0, 0, 0)",
            CompanyRejected::TYPE
        );
        hearer.execute(&dull).await;
        let raw = lot(&hearer).list(None, 0, 2).await.unwrap();
        let shown = lot(&hearer).show(&raw[1].id).await.unwrap().unwrap();
        assert_eq!(shown.raw.as_deref(), Some("data:application/octet-stream;base64,/wA="));
        let stop = hearing(&Bus::memory(), &hearer);
        let replayed = lot(&hearer).replay(&Which::All).await.unwrap();
        assert_eq!(replayed, tally([(Replayed, 1), (Unread, 2)]));
        hearer.until("SELECT count(*) FROM heard", 1).await;
        // The same bytes again: they are a message that is known.
        hearer.execute(&dull).await;
        let replayed = lot(&hearer).replay(&ids(&["sha256_1"])).await.unwrap();
        assert_eq!(replayed, tally([(AlreadyKnown, 1)]));
        assert_eq!(hearer.count(PARKED).await, 2);
        assert_eq!(hearer.count("SELECT count(*) FROM heard").await, 1);
        stop.cancel();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_nobody_vouches_for_is_replayed_by_its_id_alone() {
    for on in BOTH {
        let (speaker, hearer) = (house(on, "speaker").await, house(on, "hearer").await);
        speaker.say("company", "forged").await;
        let body = said(&speaker).await.remove(0);
        let mut arrival = Arrival::read(CompanyRejected::TYPE, body.as_bytes());
        arrival.envelope = Err(Unreadable::unvouched("speaker did not send it"));
        let inbox = Arc::new(Inbox::new(hearer.database.clone(), listening().kinds()));
        inbox.store(&[arrival]).await.unwrap();
        let stop = hearing(&Bus::memory(), &hearer);
        for which in [Which::All, Which::Kind(CompanyRejected::TYPE.to_owned())] {
            let replayed = lot(&hearer).replay(&which).await.unwrap();
            assert_eq!(replayed, tally([(Unvouched, 1)]));
        }
        let parked = lot(&hearer).list(None, 0, 10).await.unwrap().remove(0);
        assert!(parked.unvouched);
        assert_eq!(hearer.count(WAITING).await, 0);
        let replayed = lot(&hearer).replay(&ids(&[&parked.id])).await.unwrap();
        assert_eq!(replayed, tally([(Replayed, 1)]));
        hearer.until("SELECT count(*) FROM heard", 1).await;
        stop.cancel();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_operators_who_replay_at_once_have_one_effect() {
    for on in BOTH {
        let (hearer, stop) = late(on, 50).await;
        let (one, other) = (lot(&hearer), lot(&hearer));
        let (one, other) = tokio::join!(one.replay(&Which::All), other.replay(&Which::All));
        let (one, other) = (one.unwrap(), other.unwrap());
        let replayed = [one, other].iter().filter_map(|t| t.get(&Replayed)).sum::<u64>();
        assert_eq!(replayed, 50);
        hearer.until("SELECT count(*) FROM inbox WHERE state = 'done'", 100).await;
        assert_eq!(hearer.count("SELECT count(*) FROM heard").await, 100);
        stop.cancel();
    }
}
