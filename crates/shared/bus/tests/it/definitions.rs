//! The definitions of `deploy/rabbitmq` are what the services declare, and let them do all that they do.

use parvis_bus::{Bus, Overheard};
use parvis_events::{CATALOGUE, Entry};
use parvis_kernel::Secret;

use crate::defined::Defined;
use crate::ear::{Ear, brought};
use crate::overhearing::{next, overhear};
use crate::said::Said;

const SERVICES: [&str; 6] = ["contract", "mailer", "onboarding", "registry", "signature", "vat"];

/// The bus of a service, as its own user of the broker.
fn bus_of(defined: &Defined, service: &'static str) -> Bus {
    let uri = defined.url_of(service);
    let (at, who) = (&uri.authority, &uri.authority.userinfo);
    let password = who.password.replace(' ', "%20");
    let url = format!("amqp://{}:{password}@{}:{}/{}", who.username, at.host, at.port, uri.vhost);
    Bus::open(&Secret::new(url), "", service).unwrap()
}

/// What a service hears, and how often it is said.
fn heard_by(service: &str) -> (Vec<&'static str>, usize) {
    let heard: Vec<_> = CATALOGUE.iter().filter(|e| e.heard_by.contains(&service)).collect();
    let said = heard.iter().map(|entry| entry.said_by.len()).sum();
    (heard.iter().map(|entry| entry.name).collect(), said)
}

fn said(service: &'static str) -> Vec<Said> {
    let says = |entry: &&Entry| entry.said_by.contains(&service);
    let message = |entry: &Entry| Said::new(entry.name, service, entry.name, 1);
    CATALOGUE.iter().filter(says).map(message).collect()
}

/// A queue that is declared with other arguments than it has is an error of the broker, and so is a
/// binding or a message that is not permitted.
#[tokio::test(flavor = "multi_thread")]
async fn each_service_says_and_hears_by_its_own_user_all_that_the_catalogue_says() {
    let defined = Defined::new();
    let mut hearing = Vec::new();
    for service in SERVICES {
        let (bus, ear) = (bus_of(&defined, service), Ear::new(service, &heard_by(service).0));
        let brought = brought(&bus, &ear).await;
        hearing.push((service, bus, ear, brought));
    }
    for (service, bus, ..) in &hearing {
        let messages = said(service);
        let messages: Vec<_> = messages.iter().map(Said::outgoing).collect();
        let told = bus.publish(&messages).await.unwrap();
        assert!(told.iter().all(Result::is_ok), "{service}: {told:?}");
    }
    for (service, _, ear, _) in &hearing {
        assert_eq!(ear.hears(heard_by(service).1).await.len(), heard_by(service).1, "{service}");
        assert_eq!(ear.unreadable(), Vec::<String>::new(), "{service}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_only_overhears_does_so_by_its_own_user() {
    let defined = Defined::new();
    let overheard = |e: &&Entry| e.overheard_by.contains(&"gateway");
    let kinds: Vec<_> = CATALOGUE.iter().filter(overheard).map(|e| e.name).collect();
    assert!(!kinds.is_empty());
    let (mut heard, _stop) = overhear(&bus_of(&defined, "gateway"), &kinds);
    assert!(matches!(next(&mut heard).await, Overheard::Back));
}
