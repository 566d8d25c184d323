use std::sync::Arc;
use std::time::Duration;

use parvis_bus::Bus;
use parvis_events::Payload as _;
use parvis_events::vat::v1::{CompanyRejected, CompanyVerified};
use parvis_outbox::{Inbox, Wanted, facts, relay};
use tokio_util::sync::CancellationToken;

use crate::service::{BOTH, House, house, listening, spawn};

const WAITING: &str = "SELECT count(*) FROM outbox WHERE published_at IS NULL";

async fn bodies(house: &House, wanted: Wanted) -> Vec<String> {
    let facts = facts(&house.database, &Wanted { limit: 100, ..wanted }).await.unwrap();
    facts.into_iter().map(|fact| fact.body).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn facts_that_were_handed_over_can_be_had_again_byte_for_byte_in_their_order() {
    for on in BOTH {
        let (speaker, hearer) = (house(on, "speaker").await, house(on, "hearer").await);
        let (bus, stop) = (Bus::memory(), CancellationToken::new());
        bus.join(Arc::new(Inbox::new(hearer.database.clone(), listening().kinds())));
        spawn(relay(speaker.database.clone(), bus, stop.clone()));
        speaker.say("company", "early").await;
        speaker.until(WAITING, 0).await;
        speaker.clock.advance(Duration::from_mins(1));
        let since = speaker.database.now();
        for n in 0..5 {
            speaker.say(&format!("company-{}", n % 2), &format!("{n}")).await;
        }
        speaker.until(WAITING, 0).await;
        stop.cancel();
        let kept = speaker.column("SELECT body FROM outbox ORDER BY seq").await;
        assert_eq!(bodies(&speaker, Wanted::default()).await, kept);
        assert_eq!(bodies(&speaker, Wanted { since, ..Wanted::default() }).await, kept[1..]);
        let two = Wanted { since, limit: 2, ..Wanted::default() };
        let page = facts(&speaker.database, &two).await.unwrap();
        assert_eq!((page.len(), &page[0].body), (2, &kept[1]));
        let after = page[1].seq;
        assert_eq!(bodies(&speaker, Wanted { since, after, ..Wanted::default() }).await, kept[3..]);
        for (kind, count) in [(CompanyRejected::TYPE, 6), (CompanyVerified::TYPE, 0)] {
            let wanted = Wanted { kinds: vec![kind.to_owned()], ..Wanted::default() };
            assert_eq!(bodies(&speaker, wanted).await.len(), count);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fact_that_was_not_handed_over_yet_is_no_history() {
    for on in BOTH {
        let speaker = house(on, "speaker").await;
        speaker.say("company", "waiting").await;
        assert!(bodies(&speaker, Wanted::default()).await.is_empty());
    }
}
