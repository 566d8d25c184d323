//! `deploy/rabbitmq/definitions.json`: the exchanges, each service's queue, and who may do what.
//!
//! A service writes its own facts and the commands that it is listed to send; it reads its own queue, and
//! binds it only to what it is listed to hear. An operator overhears all facts, and hands some over again
//! to the queue of whoever missed them. An exchange without topic permissions for a user is open to
//! it, so each user has some for each exchange.

use std::collections::BTreeSet;

use anyhow::Result;
use yaml_serde::Value;

use super::listed::Listed;
use super::tree::{list, object};

const VHOST: &str = "parvis";
const FACTS: &str = "parvis.facts";
const COMMANDS: &str = "parvis.commands";
const DEAD: &str = "parvis.dead";
const EXCHANGES: [&str; 3] = [COMMANDS, DEAD, FACTS];
/// How the broker calls the exchange through which every queue is reached by its name.
const ANY_QUEUE: &str = "amq.default";
/// Whoever operates the platform.
const OPERATOR: &str = "operator";
/// The permission that matches no name.
const NOTHING: &str = "^$";
/// The permission that matches every name.
const ANYTHING: &str = "^.*$";

/// After how many deliveries that came back a message is dead.
const DELIVERIES: i64 = 50;
/// A dead message may be looked at as often as an operator likes.
const LOOKS: i64 = 1_000_000;

/// The exchange that a message goes to.
pub(crate) fn exchange(message: &Listed) -> &'static str {
    if message.is_command { COMMANDS } else { FACTS }
}

/// The definitions' text.
pub(crate) fn text(listed: &[Listed]) -> Result<String> {
    let users = users(listed);
    let services: Vec<_> = users.iter().filter(|user| user.is_service()).collect();
    let queues = services.iter().flat_map(|user| user.queues());
    let bindings = services.iter().flat_map(|user| user.bindings(listed));
    let topics = users.iter().flat_map(|user| user.topic_permissions(listed));
    let definitions = object([
        ("vhosts", list([object([("name", VHOST.into())])])),
        ("users", list(users.iter().map(User::definition))),
        ("permissions", list(users.iter().map(|user| user.permission(listed)))),
        ("topic_permissions", list(topics)),
        ("exchanges", list(EXCHANGES.map(exchange_definition))),
        ("queues", list(queues)),
        ("bindings", list(bindings)),
    ]);
    Ok(serde_json::to_string_pretty(&definitions)? + "\n")
}

/// A user of the broker.
struct User {
    name: String,
    role: Role,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Says and hears.
    Service,
    /// Is a process that only overhears.
    Overhearer,
    /// Overhears all facts, and hands over again.
    Operator,
}

fn users(listed: &[Listed]) -> Vec<User> {
    let services: BTreeSet<_> = listed.iter().map(|message| message.service.as_str()).collect();
    let overhearing = listed.iter().flat_map(|message| &message.overheard_by).map(String::as_str);
    let all: BTreeSet<_> = services.iter().copied().chain(overhearing).chain([OPERATOR]).collect();
    let role = |name: &str| match name {
        OPERATOR => Role::Operator,
        name if services.contains(name) => Role::Service,
        _ => Role::Overhearer,
    };
    all.into_iter().map(|name| User { name: name.to_owned(), role: role(name) }).collect()
}

impl User {
    fn is_service(&self) -> bool {
        self.role == Role::Service
    }

    /// Nobody can log in with an empty hash: `users.sh` fills it in.
    fn definition(&self) -> Value {
        object([
            ("name", self.name.as_str().into()),
            ("password_hash", "".into()),
            ("hashing_algorithm", "rabbit_password_hashing_sha256".into()),
            ("tags", list::<Value>([])),
        ])
    }

    fn queue(&self) -> String {
        format!("parvis.{}.v1", self.name)
    }

    fn dead_queue(&self) -> String {
        format!("parvis.{}.v1.dead", self.name)
    }

    fn hears(&self, message: &Listed) -> bool {
        message.heard_by.contains(&self.name)
    }

    fn listens(&self, message: &Listed) -> bool {
        self.hears(message) || message.overheard_by.contains(&self.name)
    }

    /// Of exchanges it may write those that it says something to, and read those that it binds to.
    fn permission(&self, listed: &[Listed]) -> Value {
        let own = if self.is_service() {
            pattern(&format!("parvis.{}.v1", self.name)) + r"(\.dead)?"
        } else {
            pattern(&format!("parvis.{}.", self.name)) + ".+"
        };
        let (write, read) = match self.role {
            Role::Service => (Some(DEAD), Some(DEAD)),
            Role::Overhearer => (None, None),
            Role::Operator => (Some(ANY_QUEUE), Some(FACTS)),
        };
        let says = listed.iter().filter(|m| m.said_by.contains(&self.name)).map(exchange);
        let binds = listed.iter().filter(|m| self.listens(m)).map(exchange);
        let or = |exchanges: BTreeSet<&str>| {
            let exchanges = exchanges.into_iter().map(pattern);
            format!(
                "^({})$",
                [own.clone()].into_iter().chain(exchanges).collect::<Vec<_>>().join("|")
            )
        };
        object([
            ("user", self.name.as_str().into()),
            ("vhost", VHOST.into()),
            ("configure", format!("^{own}$").into()),
            ("write", or(says.chain(write).collect()).into()),
            ("read", or(binds.chain(read).collect()).into()),
        ])
    }

    fn topic_permissions(&self, listed: &[Listed]) -> Vec<Value> {
        let sends = |m: &&Listed| m.is_command && m.said_by.contains(&self.name);
        let commands = any_of(listed.iter().filter(sends).map(Listed::name));
        let facts = format!("^{}[A-Za-z0-9]+$", pattern(&format!("parvis.{}.v1.", self.name)));
        let dead = any_of([self.dead_queue().as_str()]);
        let heard = |exchange_of: &str| {
            let heard = listed.iter().filter(|m| exchange(m) == exchange_of && self.listens(m));
            any_of(heard.map(Listed::name))
        };
        let nothing = NOTHING.to_owned();
        if self.is_service() {
            return vec![
                self.topic_permission(COMMANDS, commands, heard(COMMANDS)),
                self.topic_permission(DEAD, dead.clone(), dead),
                self.topic_permission(FACTS, facts, heard(FACTS)),
            ];
        }
        let overheard = match self.role {
            Role::Operator => ANYTHING.to_owned(),
            Role::Service | Role::Overhearer => heard(FACTS),
        };
        vec![
            self.topic_permission(COMMANDS, nothing.clone(), nothing.clone()),
            self.topic_permission(DEAD, nothing.clone(), nothing.clone()),
            self.topic_permission(FACTS, nothing, overheard),
        ]
    }

    fn topic_permission(&self, exchange: &str, write: String, read: String) -> Value {
        object([
            ("user", self.name.as_str().into()),
            ("vhost", VHOST.into()),
            ("exchange", exchange.into()),
            ("write", write.into()),
            ("read", read.into()),
        ])
    }

    /// Its queue, and the one for what it could not even store.
    fn queues(&self) -> [Value; 2] {
        let arguments = object([
            ("x-queue-type", "quorum".into()),
            ("x-single-active-consumer", true.into()),
            ("x-delivery-limit", DELIVERIES.into()),
            ("x-overflow", "reject-publish".into()),
            ("x-dead-letter-exchange", DEAD.into()),
            ("x-dead-letter-routing-key", self.dead_queue().into()),
            ("x-dead-letter-strategy", "at-least-once".into()),
        ]);
        let dead = object([
            ("x-queue-type", "quorum".into()),
            ("x-delivery-limit", LOOKS.into()),
            ("x-overflow", "reject-publish".into()),
        ]);
        [queue(&self.queue(), arguments), queue(&self.dead_queue(), dead)]
    }

    fn bindings(&self, listed: &[Listed]) -> Vec<Value> {
        let heard = listed.iter().filter(|message| self.hears(message));
        let heard = heard.map(|m| binding(exchange(m), &self.queue(), m.name()));
        heard.chain([binding(DEAD, &self.dead_queue(), &self.dead_queue())]).collect()
    }
}

fn exchange_definition(name: &str) -> Value {
    object([
        ("name", name.into()),
        ("vhost", VHOST.into()),
        ("type", "topic".into()),
        ("durable", true.into()),
        ("auto_delete", false.into()),
        ("internal", false.into()),
        ("arguments", object::<&str>([])),
    ])
}

fn queue(name: &str, arguments: Value) -> Value {
    object([
        ("name", name.into()),
        ("vhost", VHOST.into()),
        ("durable", true.into()),
        ("auto_delete", false.into()),
        ("arguments", arguments),
    ])
}

fn binding(source: &str, queue: &str, key: &str) -> Value {
    object([
        ("source", source.into()),
        ("vhost", VHOST.into()),
        ("destination", queue.into()),
        ("destination_type", "queue".into()),
        ("routing_key", key.into()),
        ("arguments", object::<&str>([])),
    ])
}

/// The pattern for exactly this text.
fn pattern(text: &str) -> String {
    text.replace('.', r"\.")
}

/// The pattern for exactly one of these.
fn any_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<_> = names.into_iter().map(pattern).collect();
    if names.is_empty() { NOTHING.to_owned() } else { format!("^({})$", names.join("|")) }
}
