//! The mails that the sandbox's SMTP server took, newest first; in memory only.

pub(crate) mod api;
mod message;
pub(crate) mod page;

pub(crate) use message::Message;

use crate::clock::Clock;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use time::OffsetDateTime;

const MOST_MESSAGES: usize = 500;
const MOST_BYTES: usize = 128 * 1024 * 1024;

/// Keeps at most 500 mails and 128 MiB; the oldest go first.
#[derive(Clone)]
pub(crate) struct Inbox {
    clock: Clock,
    kept: Arc<Mutex<Kept>>,
}

#[derive(Default)]
struct Kept {
    delivered: u64,
    bytes: usize,
    newest_first: VecDeque<Arc<Message>>,
}

/// Which mails a reader wants.
#[derive(Default)]
pub(crate) struct Filter {
    /// Only those to this address, in any case.
    pub(crate) to: Option<String>,
    /// Only those received at this moment or later.
    pub(crate) since: Option<OffsetDateTime>,
}

impl Inbox {
    pub(crate) fn new(clock: Clock) -> Self {
        Self { clock, kept: Arc::default() }
    }

    /// Keeps a mail and says its id, which is never given twice.
    pub(crate) fn deliver(&self, recipients: Vec<String>, source: Vec<u8>) -> u64 {
        let message = Message::parse(recipients, source, self.clock.now());
        let mut kept = self.kept();
        kept.delivered += 1;
        let id = kept.delivered;
        kept.bytes += message.source.len();
        kept.newest_first.push_front(Arc::new(Message { id, ..message }));
        while kept.newest_first.len() > MOST_MESSAGES || kept.bytes > MOST_BYTES {
            let Some(oldest) = kept.newest_first.pop_back() else { break };
            kept.bytes -= oldest.source.len();
        }
        id
    }

    pub(crate) fn list(&self, filter: &Filter) -> Vec<Arc<Message>> {
        self.kept().newest_first.iter().filter(|message| filter.admits(message)).cloned().collect()
    }

    pub(crate) fn find(&self, id: u64) -> Option<Arc<Message>> {
        self.kept().newest_first.iter().find(|message| message.id == id).cloned()
    }

    pub(crate) fn clear(&self) {
        let mut kept = self.kept();
        kept.newest_first.clear();
        kept.bytes = 0;
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Filter {
    fn admits(&self, message: &Message) -> bool {
        let is_to = |wanted: &String| message.to.iter().any(|to| to.eq_ignore_ascii_case(wanted));
        self.to.as_ref().is_none_or(is_to)
            && self.since.is_none_or(|since| message.received_at >= since)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_of_more_than_500_mails_goes() {
        let inbox = Inbox::new(Clock::system());
        for _ in 0..=MOST_MESSAGES {
            inbox.deliver(vec!["a@example.org".to_owned()], b"Subject: x\r\n\r\nx".to_vec());
        }
        let kept = inbox.list(&Filter::default());
        assert_eq!(kept.len(), MOST_MESSAGES);
        assert_eq!((kept[0].id, kept[MOST_MESSAGES - 1].id), (501, 2));
        assert!(inbox.find(1).is_none());
    }

    #[test]
    fn large_mails_leave_before_500_are_there() {
        let inbox = Inbox::new(Clock::system());
        for _ in 0..3 {
            inbox.deliver(Vec::new(), vec![b'x'; MOST_BYTES / 2]);
        }
        assert_eq!(inbox.list(&Filter::default()).len(), 2);
    }
}
