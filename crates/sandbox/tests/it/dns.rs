//! DNS over UDP and TCP.

use crate::running::Running;
use hickory_proto::op::{Edns, Message, MessageType, OpCode, Query, ResponseCode};
use hickory_proto::rr::rdata::A;
use hickory_proto::rr::{Name, RData, RecordType};
use serde_json::json;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpStream, UdpSocket};

fn query(name: &str, kind: RecordType) -> Message {
    let mut message = Message::new(4711, MessageType::Query, OpCode::Query);
    message.add_query(Query::query(Name::from_ascii(name).unwrap(), kind));
    message
}

/// Asks over UDP and waits for the answer; `None` when none comes in time.
async fn answer_within(patience: Duration, running: &Running, query: &Message) -> Option<Message> {
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    socket.connect(running.sandbox.addresses().dns).await.unwrap();
    socket.send(&query.to_vec().unwrap()).await.unwrap();
    let mut buffer = [0; 4096];
    let received = tokio::time::timeout(patience, socket.recv(&mut buffer)).await;
    let length = received.ok()?.unwrap();
    Some(Message::from_vec(&buffer[..length]).unwrap())
}

async fn asked(running: &Running, query: &Message) -> Message {
    answer_within(Duration::from_secs(10), running, query).await.unwrap()
}

async fn is_silent(running: &Running, query: &Message) -> bool {
    answer_within(Duration::from_millis(300), running, query).await.is_none()
}

pub(crate) async fn code(running: &Running, name: &str, kind: RecordType) -> ResponseCode {
    asked(running, &query(name, kind)).await.metadata.response_code
}

pub(crate) async fn is_silent_about(running: &Running, name: &str) -> bool {
    is_silent(running, &query(name, RecordType::A)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_name_of_the_base_domain_has_the_same_address() {
    let running = Running::start().await;
    for name in ["parvis.localhost.", "clinique.parvis.localhost.", "A.b.C.Parvis.LOCALHOST."] {
        let answer = asked(&running, &query(name, RecordType::A)).await;
        assert_eq!(answer.metadata.id, 4711);
        assert!(answer.metadata.authoritative);
        assert_eq!(answer.answers.len(), 1);
        assert_eq!(answer.answers[0].data, RData::A(A::new(127, 0, 0, 1)));
        assert_eq!(answer.answers[0].name, Name::from_ascii(name).unwrap());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_tcp_connection_carries_several_queries() {
    let running = Running::start().await;
    let mut stream = TcpStream::connect(running.sandbox.addresses().dns).await.unwrap();
    for kind in [RecordType::SOA, RecordType::NS] {
        let query = query("parvis.localhost.", kind).to_vec().unwrap();
        stream.write_u16(u16::try_from(query.len()).unwrap()).await.unwrap();
        stream.write_all(&query).await.unwrap();
        let mut answer = vec![0; usize::from(stream.read_u16().await.unwrap())];
        stream.read_exact(&mut answer).await.unwrap();
        let answer = Message::from_vec(&answer).unwrap();
        assert_eq!(answer.answers[0].record_type(), kind);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_wildcard_can_be_switched_off_and_on() {
    let running = Running::start().await;
    let tenant = "clinique.parvis.localhost.";
    let (status, shown) = running.put("/dns", json!({ "wildcard": false })).await;
    assert_eq!((status.as_u16(), shown), (200, json!({ "wildcard": false })));

    let answer = asked(&running, &query(tenant, RecordType::A)).await;
    assert_eq!(answer.metadata.response_code, ResponseCode::NXDomain);
    assert_eq!(answer.authorities[0].record_type(), RecordType::SOA);
    let base = code(&running, "parvis.localhost.", RecordType::A).await;
    assert_eq!(base, ResponseCode::NoError);

    running.put("/dns", json!({ "wildcard": true })).await;
    assert_eq!(code(&running, tenant, RecordType::A).await, ResponseCode::NoError);
    assert_eq!(running.get("/dns").await.1, json!({ "wildcard": true }));
    assert_eq!(running.put("/dns", json!({ "wildcard": "yes" })).await.0, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_zone_has_not_is_told_apart_from_what_it_does_not_serve() {
    let running = Running::start().await;
    let no_data = asked(&running, &query("x.parvis.localhost.", RecordType::AAAA)).await;
    assert_eq!(no_data.metadata.response_code, ResponseCode::NoError);
    assert!(no_data.answers.is_empty());
    assert_eq!(no_data.authorities[0].record_type(), RecordType::SOA);

    for name in ["example.org.", "localhost.", "notparvis.localhost."] {
        assert_eq!(code(&running, name, RecordType::A).await, ResponseCode::Refused, "{name}");
    }
    let mut update = query("parvis.localhost.", RecordType::A);
    update.metadata.op_code = OpCode::Update;
    let refused = asked(&running, &update).await;
    assert_eq!(refused.metadata.response_code, ResponseCode::NotImp);
}

#[tokio::test(flavor = "multi_thread")]
async fn edns_is_answered_with_edns_and_an_answer_with_silence() {
    let running = Running::start().await;
    let mut extended = query("parvis.localhost.", RecordType::A);
    extended.set_edns(Edns::new());
    assert!(asked(&running, &extended).await.edns.is_some());
    let reflected = query("parvis.localhost.", RecordType::A).into_response();
    assert!(is_silent(&running, &reflected).await, "or two servers would talk for ever");
}
