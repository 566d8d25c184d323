//! Who sent a message, as far as the broker vouches for it.

use lapin::message::Delivery;
use lapin::types::ShortString;
use parvis_events::{Envelope, is_command};

use crate::{Arrival, OPERATOR, Unreadable};

/// The service that a source (`/parvis/<service>`) names.
pub(super) fn service_of(source: &str) -> Option<&str> {
    source.strip_prefix("/parvis/")
}

/// Reads what was delivered. A message that its sender may not say is as good as unreadable; the
/// broker vouches for the sender where `users_are_services`.
pub(super) fn read(delivery: &Delivery, users_are_services: bool) -> Arrival<'_> {
    // An operator hands over again, to a queue itself, what services said: its key is the queue's name.
    let direct = delivery.exchange.as_str().is_empty();
    let typed = delivery.properties.kind().as_ref().map_or("", ShortString::as_str);
    let kind = if direct { typed } else { delivery.routing_key.as_str() };
    let user = delivery.properties.user_id().as_ref().map_or("", ShortString::as_str);
    let vouched = (users_are_services && !(direct && user == OPERATOR)).then_some(user);
    let mut arrival = Arrival::read(kind, &delivery.data);
    let objection = match &arrival.envelope {
        Ok(envelope) => objection(envelope, vouched),
        Err(_) => None,
    };
    if let Some(why) = objection {
        arrival.envelope = Err(Unreadable::unvouched(why));
    }
    arrival
}

/// What speaks against an envelope; `vouched` is the broker's word for who sent it, where it counts
/// (empty: the sender did not say).
fn objection(envelope: &Envelope, vouched: Option<&str>) -> Option<String> {
    let Some(service) = service_of(&envelope.source) else {
        return Some(format!("the source {} is none of ours", envelope.source));
    };
    let own_package = envelope.kind.starts_with(&format!("parvis.{service}."));
    if !is_command(&envelope.kind) && !own_package {
        return Some(format!("{} is not for {service} to say", envelope.kind));
    }
    match vouched {
        Some(user) if user != service => Some(format!("{service} did not send it")),
        Some(_) | None => None,
    }
}

#[cfg(test)]
mod tests {
    use parvis_events::Headers;
    use parvis_kernel::Timestamp;

    use super::*;

    fn said(kind: &str, service: &'static str) -> Envelope {
        let headers = Headers {
            service,
            subject: "vat_1".into(),
            sequence: 1,
            time: Timestamp::default(),
            correlation: None,
            traceparent: None,
        };
        Envelope::new(kind, serde_json::Value::Null, headers)
    }

    #[test]
    fn a_fact_is_for_its_own_service_to_say() {
        let fact = "parvis.vat.v1.CompanyVerified";
        assert_eq!(objection(&said(fact, "vat"), None), None);
        assert!(objection(&said(fact, "contract"), None).is_some());
        assert!(objection(&said(fact, "va"), None).is_some());
    }

    #[test]
    fn anyone_may_command_but_under_his_own_name() {
        let command = said("parvis.mailer.v1.SendMail", "signature");
        assert_eq!(objection(&command, None), None);
        assert_eq!(objection(&command, Some("signature")), None);
        assert!(objection(&command, Some("vat")).is_some());
        assert!(objection(&command, Some("")).is_some());
    }

    /// A fact of the vat service as `user` sent it over `exchange`.
    fn delivered(exchange: &str, user: &str) -> Delivery {
        let fact = said("parvis.vat.v1.CompanyVerified", "vat");
        let key = if exchange.is_empty() { "parvis.contract.v1" } else { &fact.kind };
        let (exchange, key, bytes) = (exchange.into(), key.into(), fact.to_bytes().unwrap());
        let mut delivery = Delivery::mock(1, exchange, key, false, bytes);
        let properties = lapin::BasicProperties::default();
        delivery.properties =
            properties.with_type(fact.kind.as_str().into()).with_user_id(user.into());
        delivery
    }

    #[test]
    fn an_operator_hands_over_again_what_services_said() {
        assert!(read(&delivered("", "operator"), true).envelope.is_ok());
        assert!(read(&delivered("", "guest"), false).envelope.is_ok());
        for (exchange, user) in [("parvis.facts", "operator"), ("", "contract"), ("", "")] {
            let delivery = delivered(exchange, user);
            let arrival = read(&delivery, true);
            assert!(arrival.envelope.is_err_and(|why| why.is_unvouched()), "{exchange} {user}");
        }
    }
}
