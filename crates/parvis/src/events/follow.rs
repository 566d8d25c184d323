//! Facts of a platform without a broker: the services are asked again and again for what they handed over.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::Result;
use parvis_chassis::operations::Events;
use parvis_kernel::{Clock as _, SystemClock, Timestamp};

use super::tail::Printer;
use crate::cli::EventsTail;
use crate::operator::Desk;
use crate::output;

/// How often the services are asked.
const POLL: Duration = Duration::from_millis(500);
/// How far back each question reaches: what was handed over at the same time is not committed at once.
const OVERLAP: Duration = Duration::from_secs(2);

/// What was told of one service's facts.
struct Followed {
    service: String,
    since: Timestamp,
    /// The ids of those that are asked for once more, and when they were handed over.
    told: BTreeMap<String, Timestamp>,
}

/// Prints the facts that are handed over from now on.
pub(super) async fn follow(desk: &Desk, options: &EventsTail, printer: &mut Printer) -> Result<()> {
    let since = SystemClock.now();
    let services = desk.services(&options.service).into_iter();
    let mut all: Vec<_> =
        services.map(|service| Followed { service, since, told: BTreeMap::new() }).collect();
    let mut listening = false;
    loop {
        for followed in &mut all {
            if !followed.ask(desk, options, printer).await? {
                return Ok(());
            }
        }
        if !listening {
            output::note("listening");
            listening = true;
        }
        tokio::time::sleep(POLL).await;
    }
}

impl Followed {
    /// Prints what is new; false once no more are wanted.
    async fn ask(
        &mut self,
        desk: &Desk,
        options: &EventsTail,
        printer: &mut Printer,
    ) -> Result<bool> {
        let (mut after, mut newest) = (0, self.since);
        loop {
            let mut query = vec![("since", self.since.to_string()), ("after", after.to_string())];
            query.extend((!options.kinds.is_empty()).then(|| ("types", options.kinds.join(","))));
            let page: Events = desk.get(&self.service, "/internal/events", &query).await?;
            for fact in page.events {
                newest = newest.max(fact.published_at);
                let known = self.told.insert(fact.id, fact.published_at).is_some();
                if !known && !printer.print(&fact.body) {
                    return Ok(false);
                }
            }
            let Some(next) = page.next else { break };
            after = next;
        }
        self.since = self.since.max(newest.minus(OVERLAP));
        self.told.retain(|_, at| *at >= self.since);
        Ok(true)
    }
}
