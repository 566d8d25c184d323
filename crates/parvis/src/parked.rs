//! `parvis parked`: the messages that services gave up until an operator decides.

use std::process::ExitCode;

use anyhow::Result;
use parvis_chassis::operations::{AuditPage, DiscardOrder, ParkedPage, ReplayOrder};
use parvis_outbox::{Audited, Parked, Shown, Tally};
use serde::Serialize;
use serde_json::{Value, json};

use crate::cli::{Audit, Discard, List, Page, ParkedCommand, Replay, Show};
use crate::operator::Desk;
use crate::output;

/// How many messages one request may name.
const AT_ONCE: usize = 500;

/// Carries out the command. It fails when something that was asked for stays undone.
pub(crate) fn run(command: &ParkedCommand) -> Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let done = runtime.block_on(async {
        match command {
            ParkedCommand::List(options) => list(options).await,
            ParkedCommand::Show(options) => show(options).await,
            ParkedCommand::Replay(options) => replay(options).await,
            ParkedCommand::Discard(options) => discard(options).await,
            ParkedCommand::Audit(options) => audit(options).await,
        }
    })?;
    Ok(if done { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn list(options: &List) -> Result<bool> {
    let desk = Desk::open(&options.reach, &options.service)?;
    let mut query = paging(&options.page);
    query.extend(options.kind.iter().map(|kind| ("type", kind.clone())));
    let mut rows = Vec::new();
    for service in desk.services(&options.service) {
        let page: ParkedPage = desk.get(&service, "/internal/parked", &query).await?;
        if options.json {
            lines(&service, &page.messages)?;
        }
        rows.extend(page.messages.iter().map(|message| row(&service, message)));
        more(&service, page.next);
    }
    if !options.json {
        let heads = ["SERVICE", "SEQ", "PARKED SINCE", "TRIES", "ID", "TYPE", "AGGREGATE", "WHY"];
        output::table(&heads, &rows);
    }
    Ok(true)
}

fn row(service: &str, message: &Parked) -> Vec<String> {
    let doubt = if message.unvouched { " (nobody vouches for its sender)" } else { "" };
    let why = message.last_error.clone().unwrap_or_default() + doubt;
    vec![
        service.to_owned(),
        message.seq.to_string(),
        message.parked_at.unwrap_or(message.heard_at).to_string(),
        message.attempts.to_string(),
        message.id.clone(),
        message.kind.clone(),
        message.aggregate.clone(),
        why,
    ]
}

async fn audit(options: &Audit) -> Result<bool> {
    let desk = Desk::open(&options.reach, &options.service)?;
    let query = paging(&options.page);
    let mut rows = Vec::new();
    for service in desk.services(&options.service) {
        let page: AuditPage = desk.get(&service, "/internal/parked/audit", &query).await?;
        if options.json {
            lines(&service, &page.entries)?;
        }
        rows.extend(page.entries.into_iter().map(|entry| audited(&service, entry)));
        more(&service, page.next);
    }
    if !options.json {
        let heads = ["SERVICE", "SEQ", "AT", "WHO", "WHAT", "OUTCOME", "ID", "TYPE", "WHY"];
        output::table(&heads, &rows);
    }
    Ok(true)
}

fn audited(service: &str, entry: Audited) -> Vec<String> {
    let word = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
    vec![
        service.to_owned(),
        entry.seq.to_string(),
        entry.at.to_string(),
        entry.actor,
        entry.action,
        entry.outcome,
        word(entry.message),
        word(entry.kind),
        word(entry.reason),
    ]
}

async fn show(options: &Show) -> Result<bool> {
    let desk = Desk::open(&options.reach, std::slice::from_ref(&options.service))?;
    let path = format!("/internal/parked/{}", path_segment(&options.id));
    let shown: Shown = desk.get(&options.service, &path, &[]).await?;
    let text = if options.json {
        serde_json::to_string(&shown)
    } else {
        serde_json::to_string_pretty(&shown)
    };
    output::line(text?);
    Ok(true)
}

/// Ids are letters, digits and underscores; whatever else was typed is sent as what it is, and not found.
fn path_segment(id: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    let escaped =
        |byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    id.bytes().map(escaped).collect()
}

async fn replay(options: &Replay) -> Result<bool> {
    let desk = Desk::open(&options.reach, std::slice::from_ref(&options.service))?;
    let Replay { ids, kind, all, service, .. } = options;
    let mut tally = Tally::new();
    if ids.is_empty() {
        let order = ReplayOrder { kind: kind.clone(), all: *all, ..ReplayOrder::default() };
        add(&mut tally, desk.post(service, "/internal/parked/replay", &order).await?);
    }
    for some in ids.chunks(AT_ONCE) {
        let order = ReplayOrder { ids: some.to_vec(), ..ReplayOrder::default() };
        add(&mut tally, desk.post(service, "/internal/parked/replay", &order).await?);
    }
    told(service, &tally, options.json)
}

async fn discard(options: &Discard) -> Result<bool> {
    let desk = Desk::open(&options.reach, std::slice::from_ref(&options.service))?;
    let Discard { ids, reason, service, .. } = options;
    let mut tally = Tally::new();
    for some in ids.chunks(AT_ONCE) {
        let order = DiscardOrder { ids: some.to_vec(), reason: reason.clone() };
        add(&mut tally, desk.post(service, "/internal/parked/discard", &order).await?);
    }
    told(service, &tally, options.json)
}

fn add(tally: &mut Tally, more: Tally) {
    for (outcome, count) in more {
        *tally.entry(outcome).or_default() += count;
    }
}

/// Tells what came of an order; false when something needs the operator still.
fn told(service: &str, tally: &Tally, as_json: bool) -> Result<bool> {
    if as_json {
        output::line(of_service(service, tally)?);
    } else if tally.is_empty() {
        output::line(format_args!("{service}: no such message is parked"));
    }
    for (outcome, count) in tally.iter().filter(|_| !as_json) {
        output::line(format_args!("{service}: {count} {}", outcome.word().replace('_', " ")));
    }
    Ok(!tally.keys().any(|outcome| outcome.is_open()))
}

fn lines<T: Serialize>(service: &str, all: &[T]) -> Result<()> {
    for one in all {
        output::line(of_service(service, one)?);
    }
    Ok(())
}

/// The JSON object of something that a service told, with the service's name in it.
fn of_service(service: &str, told: &impl Serialize) -> Result<Value> {
    let mut object = serde_json::to_value(told)?;
    object["service"] = json!(service);
    Ok(object)
}

fn paging(page: &Page) -> Vec<(&'static str, String)> {
    vec![("after", page.after.to_string()), ("limit", page.limit.to_string())]
}

fn more(service: &str, next: Option<i64>) {
    if let Some(next) = next {
        output::note(format_args!("there may be more: --service {service} --after {next}"));
    }
}
