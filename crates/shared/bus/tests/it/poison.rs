//! What no service can read, and what is too large: set aside, and the neighbours go on.

use lapin::BasicProperties;
use lapin::options::{BasicGetOptions, BasicPublishOptions, ConfirmSelectOptions};
use parvis_bus::Undelivered;

use crate::broker::{Broker, unique};
use crate::ear::{Ear, brought, until};
use crate::said::{Said, fact_type};

const TOO_LARGE: usize = 2 * 1024 * 1024 + 1;

#[tokio::test(flavor = "multi_thread")]
async fn poison_is_set_aside_once_and_its_neighbours_are_heard() {
    let (broker, kind) = (Broker::new(), fact_type());
    let service = unique("ear");
    let (bus, ear) = (broker.bus("vat"), Ear::new(service, &[kind]));
    let _brought = brought(&bus, &ear).await;
    let (_connection, channel) = broker.channel().await;
    channel.confirm_select(ConfirmSelectOptions::default()).await.unwrap();
    let large = vec![b'x'; TOO_LARGE];
    let disguised = Said::new("parvis.vat.v1.Other", "vat", "vat_1", 1);
    let foreign = Said::new(kind, "contract", "ctr_1", 1);
    let good = Said::new(kind, "vat", "vat_1", 2);
    let bodies: [&[u8]; 6] =
        [b"\xff\xfe", b"", &large, &disguised.bytes, &foreign.bytes, &good.bytes];
    for body in bodies {
        let (exchange, options) = ("parvis.facts".into(), BasicPublishOptions::default());
        let properties = BasicProperties::default();
        let sent = channel.basic_publish(exchange, kind.into(), options, body, properties).await;
        sent.unwrap().await.unwrap();
    }
    assert_eq!(ear.hears(1).await[0].bytes, good.bytes);
    assert_eq!(ear.unreadable().len(), 4, "{:?}", ear.unreadable());

    let dead = format!("parvis.{service}.v1.dead");
    let mut found = None;
    for _ in 0..100 {
        found = channel.basic_get(dead.as_str().into(), BasicGetOptions::default()).await.unwrap();
        if found.is_some() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let found = found.expect("the large message is nowhere");
    assert_eq!(found.delivery.data.len(), TOO_LARGE);
    until("goes on", || bus.is_ready()).await;
}

#[tokio::test]
async fn what_is_too_large_or_no_envelope_is_refused_before_it_travels() {
    let (broker, kind) = (Broker::new(), fact_type());
    let bus = broker.bus("vat");
    let (good, later) = (Said::new(kind, "vat", "vat_1", 1), Said::new(kind, "vat", "vat_2", 1));
    let large = Said { bytes: vec![b'x'; TOO_LARGE], ..Said::new(kind, "vat", "vat_3", 1) };
    let bad = Said { bytes: b"{}".to_vec(), ..Said::new(kind, "vat", "vat_4", 1) };
    let wave = [large.outgoing(), good.outgoing(), bad.outgoing(), later.outgoing()];
    let told = bus.publish(&wave).await.unwrap();
    let [Err(Undelivered::Refused(_)), Ok(()), Err(Undelivered::Unreadable(_)), Ok(())] = &told[..]
    else {
        panic!("{told:?}");
    };
}
