//! Whose key it is: what the registry said, believed for a while.
//!
//! Many requests with the same key ask the registry once. A revocation that is heard ends all belief,
//! that of look-ups underway included: each answer belongs to the epoch in which its question was
//! asked, and a revocation (or a missed message) begins a new one. Once it is known that
//! revocations can't be heard, nothing is believed for longer than a second; a connection that dies
//! silently is known after two heartbeats, some twenty seconds.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use moka::future::Cache;
use parvis_chassis::Failure;
use parvis_chassis::key::KeyId;
use parvis_chassis::problem::catalogue;
use parvis_kernel::{ApplicationId, SharedClock, Timestamp};

use crate::settings::{Belief, Settings};

/// How often a look-up that a revocation overtook is repeated.
const ATTEMPTS: usize = 3;
/// How long an answer is believed while its revocation could not be heard.
const UNHEARD: Duration = Duration::from_secs(1);

/// What the registry is asked: the public part of a key and the keyed hash of its secret.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Question {
    pub(crate) id: KeyId,
    /// 64 hexadecimal digits.
    pub(crate) hash: String,
}

/// What the registry says: the application whose key it is, or that it is nobody's.
pub(crate) type Owner = Option<ApplicationId>;

#[derive(Clone)]
struct Answer {
    /// A failure to ask is told to all who wait for it, and never kept.
    owner: Result<Owner, Failure>,
    epoch: u64,
    asked: Timestamp,
    until: Timestamp,
}

/// The keys that the registry was asked about; the workers share them.
pub(crate) struct Keys {
    answers: Cache<Question, Answer>,
    epoch: AtomicU64,
    /// Whether revocations may be missed now.
    deaf: AtomicBool,
    belief: Belief,
    clock: SharedClock,
}

impl Keys {
    /// Nothing is known, and revocations are not heard yet.
    pub(crate) fn new(settings: &Settings, clock: SharedClock) -> Self {
        let belief = settings.belief();
        let answers = Cache::builder()
            .max_capacity(settings.remembered_keys)
            .time_to_live(belief.known.max(belief.unknown))
            .build();
        let (epoch, deaf) = (AtomicU64::new(0), AtomicBool::new(true));
        Self { answers, epoch, deaf, belief, clock }
    }

    /// Whose key it is; `ask` asks the registry where that is not known.
    pub(crate) async fn owner(
        &self,
        question: &Question,
        ask: impl AsyncFn() -> Result<Owner, Failure>,
    ) -> Result<Owner, Failure> {
        for _ in 0..ATTEMPTS {
            let answer = match self.answers.get(question).await {
                Some(answer) if self.holds(&answer) => answer,
                Some(_) | None => self.fetch(question, &ask).await,
            };
            // Only a yes can be overtaken by a revocation.
            let overtaken = matches!(answer.owner, Ok(Some(_))) && !self.is_current(&answer);
            if !overtaken {
                return answer.owner;
            }
        }
        Err(Failure::of(catalogue::UNAVAILABLE))
    }

    /// Ends all belief: some key was revoked.
    pub(crate) fn forget(&self) {
        self.epoch.fetch_add(1, Ordering::SeqCst);
    }

    /// From now on revocations may be missed.
    pub(crate) fn go_deaf(&self) {
        self.deaf.store(true, Ordering::SeqCst);
    }

    /// From now on none is missed; some may have been.
    pub(crate) fn hear_again(&self) {
        self.forget();
        self.deaf.store(false, Ordering::SeqCst);
    }

    async fn fetch(
        &self,
        question: &Question,
        ask: &impl AsyncFn() -> Result<Owner, Failure>,
    ) -> Answer {
        let look_up = async {
            let (epoch, asked) = (self.epoch.load(Ordering::SeqCst), self.clock.now());
            let owner = ask().await;
            let span = match &owner {
                Ok(Some(_)) => self.belief.known,
                Ok(None) => self.belief.unknown,
                Err(_) => Duration::ZERO,
            };
            Answer { owner, epoch, asked, until: self.clock.now().plus(span) }
        };
        let entry = self.answers.entry_by_ref(question);
        entry.or_insert_with_if(look_up, |kept| !self.holds(kept)).await.into_value()
    }

    fn holds(&self, answer: &Answer) -> bool {
        let now = self.clock.now();
        let until = if self.deaf.load(Ordering::SeqCst) {
            answer.until.min(answer.asked.plus(UNHEARD))
        } else {
            answer.until
        };
        self.is_current(answer) && now < until
    }

    fn is_current(&self, answer: &Answer) -> bool {
        answer.epoch == self.epoch.load(Ordering::SeqCst)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::sync::Arc;

    use futures_util::future::join_all;
    use parvis_chassis::{Config, Mode};
    use parvis_testkit::TestClock;
    use tokio::task::yield_now;

    use super::*;

    fn keys(remembered: u64) -> (Keys, Arc<TestClock>) {
        let clock = Arc::new(TestClock::at("2026-01-05T09:00:00Z"));
        let config =
            Config::from_defaults([crate::DEFAULTS]).with("gateway.remembered_keys", remembered);
        let settings = config.section(crate::NAME, Mode::Production).unwrap();
        let keys = Keys::new(&settings, clock.clone());
        keys.hear_again();
        (keys, clock)
    }

    fn question(number: usize) -> Question {
        Question { id: KeyId::parse(&format!("{number:012}")).unwrap(), hash: String::new() }
    }

    #[tokio::test]
    async fn a_known_key_is_asked_for_once_a_minute() {
        let (keys, clock) = keys(10);
        let (asked, app) = (Cell::new(0), ApplicationId::fresh());
        let ask = async || {
            asked.set(asked.get() + 1);
            yield_now().await;
            Ok(Some(app))
        };
        let question = question(1);
        let owners = join_all((0..50).map(|_| keys.owner(&question, ask))).await;
        assert!(owners.into_iter().all(|owner| owner.unwrap() == Some(app)));
        assert_eq!(asked.get(), 1);
        clock.advance(Duration::from_secs(59));
        keys.owner(&question, ask).await.unwrap();
        assert_eq!(asked.get(), 1);
        clock.advance(Duration::from_secs(1));
        keys.owner(&question, ask).await.unwrap();
        assert_eq!(asked.get(), 2);
    }

    #[tokio::test]
    async fn an_unknown_key_is_refused_for_five_seconds() {
        let (keys, clock) = keys(10);
        let asked = Cell::new(0);
        let ask = async || {
            asked.set(asked.get() + 1);
            Ok(None)
        };
        for (seconds, questions) in [(0, 1), (4, 1), (1, 2)] {
            clock.advance(Duration::from_secs(seconds));
            assert_eq!(keys.owner(&question(1), ask).await.unwrap(), None);
            assert_eq!(asked.get(), questions);
        }
    }

    #[tokio::test]
    async fn a_failure_to_ask_is_not_kept() {
        let (keys, _) = keys(10);
        let failing = async || Err(Failure::of(catalogue::UNAVAILABLE));
        let failure = keys.owner(&question(1), failing).await.unwrap_err();
        assert_eq!(failure.kind(), catalogue::UNAVAILABLE);
        assert_eq!(keys.owner(&question(1), async || Ok(None)).await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_revocation_is_not_overtaken_by_a_look_up_underway() {
        let (keys, _) = keys(10);
        let revoked = Cell::new(false);
        let ask = async || {
            if revoked.replace(true) {
                return Ok(None);
            }
            // The registry said yes; then the key was revoked; then the answer arrives.
            keys.forget();
            Ok(Some(ApplicationId::fresh()))
        };
        assert_eq!(keys.owner(&question(1), ask).await.unwrap(), None);
    }

    #[tokio::test]
    async fn while_revocations_are_not_heard_an_answer_is_believed_for_a_second() {
        let (keys, clock) = keys(10);
        let asked = Cell::new(0);
        let app = ApplicationId::fresh();
        let ask = async || {
            asked.set(asked.get() + 1);
            Ok(Some(app))
        };
        let question = question(1);
        let step = async |millis, questions| {
            clock.advance(Duration::from_millis(millis));
            keys.owner(&question, ask).await.unwrap();
            assert_eq!(asked.get(), questions, "after {millis} ms more");
        };
        step(0, 1).await;
        step(30_000, 1).await;
        keys.go_deaf();
        step(0, 2).await;
        step(999, 2).await;
        step(1, 3).await;
        keys.hear_again();
        step(0, 4).await;
        step(59_999, 4).await;
        step(1, 5).await;
    }

    #[tokio::test]
    async fn a_gateway_that_has_not_heard_yet_believes_for_a_second() {
        let (heard, clock) = keys(10);
        let keys = Keys { deaf: AtomicBool::new(true), ..heard };
        let asked = Cell::new(0);
        let ask = async || {
            asked.set(asked.get() + 1);
            Ok(None)
        };
        for (seconds, questions) in [(0, 1), (1, 2)] {
            clock.advance(Duration::from_secs(seconds));
            keys.owner(&question(1), ask).await.unwrap();
            assert_eq!(asked.get(), questions);
        }
    }

    #[tokio::test]
    async fn unknown_keys_do_not_grow_the_memory() {
        let (keys, _) = keys(100);
        for number in 0..10_000 {
            keys.owner(&question(number), async || Ok(None)).await.unwrap();
        }
        keys.answers.run_pending_tasks().await;
        assert!(keys.answers.entry_count() <= 100);
    }
}
