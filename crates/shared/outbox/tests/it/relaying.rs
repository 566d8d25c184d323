use std::sync::Arc;
use std::time::Duration;

use parvis_bus::Bus;
use parvis_kernel::Clock as _;
use parvis_outbox::{Database, Inbox, relay};
use sea_orm::ConnectionTrait as _;
use tokio_util::sync::CancellationToken;

use crate::service::{BOTH, House, On, hearing, house, listening, spawn};

const WAITING: &str = "SELECT count(*) FROM outbox WHERE published_at IS NULL";

async fn neighbour(house: &House) -> Database {
    house.ground.open("speaker", house.clock.clone()).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_several_relays_is_active_and_another_takes_over_when_it_dies() {
    for on in BOTH {
        let (speaker, hearer) = (house(on, "speaker").await, house(on, "hearer").await);
        let bus = Bus::memory();
        let stop = hearing(&bus, &hearer);
        // The first one holds the lease and is never heard of again.
        let taken = "UPDATE relay_lease SET holder = 'dead', fence = 7, held_until = 1005000";
        speaker.execute(taken).await;
        speaker.say("company", "kept").await;
        spawn(relay(neighbour(&speaker).await, bus.clone(), stop.clone()));
        spawn(relay(neighbour(&speaker).await, bus, stop.clone()));
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(speaker.count(WAITING).await, 1, "the lease still holds");
        speaker.clock.advance(Duration::from_secs(5));
        speaker.until(WAITING, 0).await;
        assert_eq!(speaker.count("SELECT fence FROM relay_lease").await, 8);
        hearer.until("SELECT count(*) FROM heard", 1).await;
        stop.cancel();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_relay_that_lost_its_lease_marks_nothing() {
    for on in BOTH {
        let (speaker, hearer) = (house(on, "speaker").await, house(on, "hearer").await);
        let bus = Bus::memory();
        bus.join(Arc::new(Inbox::new(hearer.database.clone(), listening().kinds())));
        let stop = CancellationToken::new();
        let relaying = relay(speaker.database.clone(), bus, stop.clone());
        speaker.say("company", "first").await;
        spawn(relaying);
        speaker.until(WAITING, 0).await;
        // Somebody else took it meanwhile, with a higher number.
        speaker.execute("UPDATE relay_lease SET holder = 'other', fence = fence + 1").await;
        speaker.say("company", "second").await;
        hearer.until("SELECT count(*) FROM inbox", 2).await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert_eq!(speaker.count(WAITING).await, 1, "it is the other's to mark");
        stop.cancel();
    }
}

/// Whoever takes long over a batch is not taken for dead, or the batch would be handed over again for ever.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_relay_keeps_its_lease_however_long_a_batch_takes() {
    let (speaker, hearer) =
        (house(On::Postgres, "speaker").await, house(On::Postgres, "hearer").await);
    let bus = Bus::memory();
    bus.join(Arc::new(Inbox::new(hearer.database.clone(), listening().kinds())));
    let slow = hearer.database.begin().await.unwrap();
    slow.execute_unprepared("LOCK TABLE inbox").await.unwrap();
    speaker.say("company", "slow").await;
    let stop = CancellationToken::new();
    for _ in 0..2 {
        spawn(relay(neighbour(&speaker).await, bus.clone(), stop.clone()));
    }
    for _ in 0..3 {
        let held = speaker.clock.now().plus(Duration::from_secs(5)).millis();
        speaker.until("SELECT held_until FROM relay_lease", held).await;
        speaker.clock.advance(Duration::from_secs(3));
    }
    drop(slow);
    speaker.until(WAITING, 0).await;
    assert_eq!(speaker.count("SELECT fence FROM relay_lease").await, 1);
    stop.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_relay_that_stops_gives_its_lease_back() {
    for on in BOTH {
        let (speaker, hearer) = (house(on, "speaker").await, house(on, "hearer").await);
        let bus = Bus::memory();
        bus.join(Arc::new(Inbox::new(hearer.database.clone(), listening().kinds())));
        let stop = CancellationToken::new();
        speaker.say("company", "first").await;
        spawn(relay(speaker.database.clone(), bus, stop.clone()));
        speaker.until(WAITING, 0).await;
        assert!(speaker.count("SELECT held_until FROM relay_lease").await > 0);
        stop.cancel();
        speaker.until("SELECT held_until FROM relay_lease", 0).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fact_stays_for_a_week_for_those_who_missed_it() {
    for on in BOTH {
        let (speaker, hearer) = (house(on, "speaker").await, house(on, "hearer").await);
        let bus = Bus::memory();
        bus.join(Arc::new(Inbox::new(hearer.database.clone(), listening().kinds())));
        let stop = CancellationToken::new();
        speaker.say("company", "old").await;
        spawn(relay(speaker.database.clone(), bus, stop.clone()));
        speaker.until(WAITING, 0).await;
        assert_eq!(speaker.count("SELECT count(*) FROM outbox").await, 1);
        speaker.clock.advance(Duration::from_hours(7 * 24 + 1));
        speaker.say("company", "new").await;
        speaker.until("SELECT count(*) FROM outbox WHERE body LIKE '%old%'", 0).await;
        assert_eq!(speaker.count("SELECT count(*) FROM outbox").await, 1);
        stop.cancel();
    }
}
