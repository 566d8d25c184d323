//! Facts of the last days, handed over again to the one queue of whoever missed them.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use parvis_bus::{Backfill, Outgoing};
use parvis_chassis::operations::Events;
use parvis_kernel::{Clock as _, Secret, SystemClock};
use parvis_outbox::Fact;
use serde_json::json;

use crate::cli::EventsReplay;
use crate::operator::{Desk, Settings};
use crate::output;

/// How many facts are fetched and handed over at once.
const BATCH: usize = 200;
/// How long services keep facts.
const KEPT: Duration = Duration::from_hours(7 * 24);

/// Fetches the facts of each service in their order, and hands them to the queue in that order.
pub(super) async fn replay(options: &EventsReplay) -> Result<()> {
    let desk = Desk::open(&options.reach, &options.service)?;
    if SystemClock.now().since(options.since) > KEPT {
        output::note("services keep facts for 7 days: older ones are gone");
    }
    let settings = Settings::read()?;
    let said = options.broker.is_some() || settings.has_broker();
    ensure!(said, "say where the broker with the queue is: --broker amqp://…");
    let broker = options.broker.as_ref().map_or(settings.bus, Secret::new);
    let backfill = Backfill::open(&broker, &settings.backend_roots, &options.queue);
    let backfill = backfill.await.context("the broker")?;
    let mut counts = BTreeMap::new();
    for service in desk.services(&options.service) {
        let count = hand_over(&desk, &backfill, &service, options).await;
        counts.insert(service.clone(), count.with_context(|| format!("the facts of {service}"))?);
    }
    backfill.close().await;
    tell(options, &counts);
    Ok(())
}

async fn hand_over(
    desk: &Desk,
    backfill: &Backfill,
    service: &str,
    options: &EventsReplay,
) -> Result<usize> {
    let (mut count, mut after) = (0, 0);
    loop {
        let mut query = vec![
            ("since", options.since.to_string()),
            ("after", after.to_string()),
            ("limit", BATCH.to_string()),
        ];
        query.extend((!options.kinds.is_empty()).then(|| ("types", options.kinds.join(","))));
        let page: Events = desk.get(service, "/internal/events", &query).await?;
        backfill.hand_over(&page.events.iter().map(outgoing).collect::<Vec<_>>()).await?;
        count += page.events.len();
        let Some(next) = page.next else { return Ok(count) };
        ensure!(next > after, "the pages do not go on");
        after = next;
    }
}

fn outgoing(fact: &Fact) -> Outgoing<'_> {
    Outgoing { id: &fact.id, kind: &fact.kind, bytes: fact.body.as_bytes() }
}

fn tell(options: &EventsReplay, counts: &BTreeMap<String, usize>) {
    let total: usize = counts.values().sum();
    if options.json {
        output::line(json!({ "queue": options.queue, "facts": total, "services": counts }));
        return;
    }
    for (service, count) in counts {
        output::line(format_args!("{service}: {count}"));
    }
    output::line(format_args!("{total} facts stand in {}", options.queue));
}
