//! The base domain's zone: itself, its name server and, while switched on, every name below it.

use hickory_proto::ProtoError;
use hickory_proto::op::{Edns, Message, Metadata, OpCode, Query, ResponseCode};
use hickory_proto::rr::rdata::{A, NS, SOA};
use hickory_proto::rr::{DNSClass, Name, RData, Record, RecordType};
use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicBool, Ordering};

/// Seconds an answer may be kept, found or not: short, so that a test sees a change.
const TTL: u32 = 5;

/// A zone in which every name has the same address.
pub(crate) struct Zone {
    base: Name,
    name_server: Name,
    address: Ipv4Addr,
    wildcard: AtomicBool,
}

impl Zone {
    /// A zone for `base`, pointing at 127.0.0.1, with the wildcard on.
    pub(crate) fn new(base: &str) -> Result<Self, ProtoError> {
        let mut base = Name::from_ascii(base)?.to_lowercase();
        base.set_fqdn(true);
        let name_server = base.prepend_label("ns")?;
        Ok(Self {
            base,
            name_server,
            address: Ipv4Addr::LOCALHOST,
            wildcard: AtomicBool::new(true),
        })
    }

    pub(crate) fn has_wildcard(&self) -> bool {
        self.wildcard.load(Ordering::Relaxed)
    }

    pub(crate) fn set_wildcard(&self, on: bool) {
        self.wildcard.store(on, Ordering::Relaxed);
    }

    /// Answers a standard query with authority; other zones are refused, other operations not implemented.
    pub(crate) fn answer(&self, message: &Message) -> Message {
        let mut answer = blank_answer(message);
        if message.metadata.op_code != OpCode::Query {
            answer.metadata.response_code = ResponseCode::NotImp;
            return answer;
        }
        let [query] = message.queries.as_slice() else {
            answer.metadata.response_code = ResponseCode::FormErr;
            return answer;
        };
        if !self.base.zone_of(&query.name) || query.query_class != DNSClass::IN {
            answer.metadata.response_code = ResponseCode::Refused;
            return answer;
        }
        answer.metadata.authoritative = true;
        if !self.exists(&query.name) {
            answer.metadata.response_code = ResponseCode::NXDomain;
        }
        match self.data(query) {
            Some(data) => answer.add_answer(Record::from_rdata(query.name.clone(), TTL, data)),
            None => answer.add_authority(Record::from_rdata(self.base.clone(), TTL, self.start())),
        };
        answer
    }

    fn exists(&self, name: &Name) -> bool {
        *name == self.base || *name == self.name_server || self.has_wildcard()
    }

    fn data(&self, query: &Query) -> Option<RData> {
        let is_apex = query.name == self.base;
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "a zone has nothing for all other types"
        )]
        match query.query_type {
            RecordType::A if self.exists(&query.name) => Some(RData::A(A(self.address))),
            RecordType::NS if is_apex => Some(RData::NS(NS(self.name_server.clone()))),
            RecordType::SOA if is_apex => Some(self.start()),
            _ => None,
        }
    }

    /// The start of authority; its minimum is how long a name may be remembered as missing.
    fn start(&self) -> RData {
        let mailbox = self.base.prepend_label("hostmaster").unwrap_or_else(|_| self.base.clone());
        RData::SOA(SOA::new(self.name_server.clone(), mailbox, 1, 3600, 600, 86400, TTL))
    }
}

/// An answer to `query` that says nothing yet; it speaks EDNS to those who do.
pub(super) fn blank_answer(query: &Message) -> Message {
    let mut answer = Message::response(query.metadata.id, query.metadata.op_code);
    answer.metadata = Metadata::response_from_request(&query.metadata);
    answer.queries.clone_from(&query.queries);
    if query.edns.is_some() {
        answer.set_edns(Edns::new());
    }
    answer
}
