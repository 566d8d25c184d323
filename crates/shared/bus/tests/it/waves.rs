//! Aggregates that speak in waves, one message of each at a time, as a relay lets them.

use std::time::Duration;

use parvis_bus::Bus;

use crate::ear::Heard;
use crate::said::Said;

/// How many aggregates speak.
const SUBJECTS: usize = 10;
/// How long one wave may be tried.
const PATIENCE: Duration = Duration::from_mins(1);

/// How many waves were published.
#[derive(Clone, Copy)]
pub(crate) struct Waves(i64);

impl Waves {
    pub(crate) fn messages(self) -> usize {
        SUBJECTS * usize::try_from(self.0).unwrap()
    }
}

/// Publishes waves of `kind`, each until all of it is taken, at about fifty a second.
pub(crate) async fn waves(bus: &Bus, kind: &'static str, count: i64) -> Waves {
    for sequence in 1..=count {
        let wave = (0..SUBJECTS).map(|s| Said::new(kind, "vat", &format!("vat_{s}"), sequence));
        let taken = tokio::time::timeout(PATIENCE, publish(bus, wave.collect()));
        taken.await.expect("never taken");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Waves(count)
}

async fn publish(bus: &Bus, mut wave: Vec<Said>) {
    while !wave.is_empty() {
        let outgoing: Vec<_> = wave.iter().map(Said::outgoing).collect();
        if let Ok(told) = bus.publish(&outgoing).await {
            let mut told = told.into_iter();
            wave.retain(|_| told.next().is_some_and(|told| told.is_err()));
        }
    }
}

/// Asserts that all was heard, of each aggregate in its order.
pub(crate) fn in_order(heard: &[Heard], waves: Waves) {
    assert_eq!(heard.len(), waves.messages());
    for subject in 0..SUBJECTS {
        let subject = format!("vat_{subject}");
        let order = heard.iter().filter(|h| h.subject == subject).map(|h| h.sequence);
        assert!(order.eq(1..=waves.0), "{subject} is out of order");
    }
}
