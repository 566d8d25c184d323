//! What an operator can ask of running services.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Subcommand};
use parvis_kernel::Timestamp;

/// How an operator reaches the services, and who he is.
#[derive(Debug, Args)]
pub(crate) struct Reach {
    /// The data folder of a running `parvis up`, which holds an operator's key and the services' addresses.
    ///
    /// Without it and without --address, the addresses are those of `PARVIS_SHARED__ADDRESSES__<SERVICE>`; where there
    /// are none, the folder is ./data.
    #[arg(long, value_name = "DIR", conflicts_with = "address")]
    pub(crate) data: Option<PathBuf>,
    /// The address of the one service: http://host:port.
    #[arg(long, value_name = "URL", requires = "service")]
    pub(crate) address: Option<String>,
    /// The operator's key, as `parvis secrets` makes it; otherwise `PARVIS_SHARED__IDENTITY_KEY` or `..._FILE` says it.
    #[arg(long, value_name = "FILE")]
    pub(crate) identity_key_file: Option<PathBuf>,
    /// Who you are: the name goes to the audit. Without it, the variable USER says it.
    #[arg(long = "as", value_name = "NAME", env = "USER")]
    #[arg(value_parser = NonEmptyStringValueParser::new())]
    pub(crate) name: String,
}

/// What is to be done about parked messages.
#[derive(Debug, Subcommand)]
pub(crate) enum Parked {
    /// List them, oldest first, without what they say.
    List(List),
    /// Show one whole: its envelope, or its bytes where they can't be read.
    Show(Show),
    /// Let them be handled after all, under their own ids: what was handled before is not handled again.
    Replay(Replay),
    /// Give them up for good: their bodies are wiped.
    Discard(Discard),
    /// List what operators did here.
    Audit(Audit),
}

/// Options of `parked list`.
#[derive(Debug, Args)]
pub(crate) struct List {
    /// The services; all, unless said.
    #[arg(long, value_name = "NAME")]
    pub(crate) service: Vec<String>,
    /// Only messages of this type, such as parvis.vat.v1.CompanyVerified.
    #[arg(long = "type", value_name = "NAME")]
    pub(crate) kind: Option<String>,
    #[command(flatten)]
    pub(crate) page: Page,
    #[command(flatten)]
    pub(crate) reach: Reach,
    /// One line of JSON a message.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Which part of a list is wanted.
#[derive(Debug, Args)]
pub(crate) struct Page {
    /// Only what comes after this SEQ; of one service.
    #[arg(long, value_name = "SEQ", default_value_t = 0, requires = "service")]
    pub(crate) after: i64,
    /// At most so many of each service, 500 at most.
    #[arg(long, value_name = "N", default_value_t = 50)]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=500))]
    pub(crate) limit: u16,
}

/// Options of `parked show`.
#[derive(Debug, Args)]
pub(crate) struct Show {
    /// The service that heard it.
    #[arg(long, value_name = "NAME")]
    pub(crate) service: String,
    /// The message.
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) reach: Reach,
    /// One line of JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `parked replay`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("which").required(true))]
pub(crate) struct Replay {
    /// The service that heard them.
    #[arg(long, value_name = "NAME")]
    pub(crate) service: String,
    /// The messages.
    #[arg(value_name = "ID", group = "which")]
    pub(crate) ids: Vec<String>,
    /// All messages of this type.
    #[arg(long = "type", value_name = "NAME", group = "which")]
    pub(crate) kind: Option<String>,
    /// Whatever is parked there. Messages for whose sender nobody vouches are replayed only by their ids.
    #[arg(long, group = "which")]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) reach: Reach,
    /// Print the counts as one JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `parked discard`.
#[derive(Debug, Args)]
pub(crate) struct Discard {
    /// The service that heard them.
    #[arg(long, value_name = "NAME")]
    pub(crate) service: String,
    /// The messages.
    #[arg(value_name = "ID", required = true)]
    pub(crate) ids: Vec<String>,
    /// Why, in 3 to 500 characters; it is kept.
    #[arg(long, value_name = "TEXT", value_parser = reason)]
    pub(crate) reason: String,
    #[command(flatten)]
    pub(crate) reach: Reach,
    /// Print the counts as one JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `parked audit`.
#[derive(Debug, Args)]
pub(crate) struct Audit {
    /// The services; all, unless said.
    #[arg(long, value_name = "NAME")]
    pub(crate) service: Vec<String>,
    #[command(flatten)]
    pub(crate) page: Page,
    #[command(flatten)]
    pub(crate) reach: Reach,
    /// One line of JSON an entry.
    #[arg(long)]
    pub(crate) json: bool,
}

/// What is to be done with facts.
#[derive(Debug, Subcommand)]
pub(crate) enum Events {
    /// Hand the facts of the last days over again, to one queue of the broker.
    ///
    /// For a subscriber that missed some: bind its queue first, then replay. The facts have their own ids, so that
    /// it drops those that it knows, and come in the order of each subject. Services keep facts for 7 days. Whatever the
    /// queue is bound to, it gets the facts that --type names, or all.
    Replay(EventsReplay),
    /// Print facts as they are said, one JSON envelope a line, until Ctrl-C.
    ///
    /// With a broker, they are overheard there. Otherwise the services are asked again and again for the facts that
    /// they handed over, which is how a platform in one process is followed.
    Tail(EventsTail),
}

/// Options of `events replay`.
#[derive(Debug, Args)]
pub(crate) struct EventsReplay {
    /// From this instant on, such as 2026-11-20T00:00:00Z.
    #[arg(long, value_name = "RFC3339", value_parser = Timestamp::parse)]
    pub(crate) since: Timestamp,
    /// The queue; it must be there.
    #[arg(long, value_name = "NAME")]
    pub(crate) queue: String,
    /// The broker, amqp:// or amqps://; otherwise `PARVIS_SHARED__BUS` or `..._FILE` says it.
    #[arg(long, value_name = "URL")]
    pub(crate) broker: Option<String>,
    /// The services; all, unless said.
    #[arg(long, value_name = "NAME")]
    pub(crate) service: Vec<String>,
    /// Only facts of these types; all, unless said.
    #[arg(long = "type", value_name = "NAME")]
    pub(crate) kinds: Vec<String>,
    #[command(flatten)]
    pub(crate) reach: Reach,
    /// Print the counts as one JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `events tail`.
#[derive(Debug, Args)]
pub(crate) struct EventsTail {
    /// The broker, amqp:// or amqps://; otherwise `PARVIS_SHARED__BUS` or `..._FILE` may say it.
    #[arg(long, value_name = "URL", conflicts_with_all = ["data", "address"])]
    pub(crate) broker: Option<String>,
    /// Without a broker: the services; all, unless said.
    #[arg(long, value_name = "NAME", conflicts_with = "broker")]
    pub(crate) service: Vec<String>,
    /// Only facts of these types; all, unless said.
    #[arg(long = "type", value_name = "NAME")]
    pub(crate) kinds: Vec<String>,
    /// End after so many.
    #[arg(long, value_name = "N")]
    pub(crate) count: Option<u64>,
    #[command(flatten)]
    pub(crate) reach: Reach,
}

fn reason(text: &str) -> Result<String, &'static str> {
    let text = text.trim();
    let fits = (3..=500).contains(&text.chars().count());
    if fits { Ok(text.to_owned()) } else { Err("must have 3 to 500 characters") }
}
