//! The way to VIES: few questions at once, few at one member state, and short retries.
//!
//! The caps of VIES are global, so many questions at once only make it refuse more of them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use parvis_vatid::Country;
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep_until, timeout_at};

use super::{Answer, Question, Vies};
use crate::domain::{Class, Fault};

/// The pauses before the second and third try.
const PAUSES: [Duration; 2] = [Duration::from_millis(500), Duration::from_secs(1)];
/// How long VIES is left alone after it refused our address.
const LEFT_ALONE: Duration = Duration::from_mins(10);

/// VIES, asked politely.
pub(crate) struct Lane {
    vies: Arc<dyn Vies>,
    all: Semaphore,
    states: HashMap<Country, Semaphore>,
    left_alone_until: Mutex<Option<Instant>>,
}

impl Lane {
    /// At most `all` questions at once, and `each` at one member state.
    pub(crate) fn new(vies: Arc<dyn Vies>, all: usize, each: usize) -> Self {
        let states = Country::ALL.into_iter().map(|c| (c, Semaphore::new(each))).collect();
        Self { vies, all: Semaphore::new(all), states, left_alone_until: Mutex::new(None) }
    }

    /// Asks until there is a verdict, a fault that does not pass, or `deadline`. A requester that
    /// VIES refuses costs the proof, not the verdict.
    pub(crate) async fn check(
        &self,
        question: Question<'_>,
        deadline: Instant,
    ) -> Result<Answer, Fault> {
        let answer = self.persist(question, deadline).await;
        let Err(fault) = &answer else { return answer };
        if fault.class() != Class::Requester || question.requester.is_none() {
            return answer;
        }
        tracing::error!(%fault, "VIES refuses the application's own VAT number: no proof");
        self.persist(Question { requester: None, ..question }, deadline).await
    }

    async fn persist(&self, question: Question<'_>, deadline: Instant) -> Result<Answer, Fault> {
        for pause in PAUSES {
            let fault = match self.once(question, deadline).await {
                Err(fault) if fault.class() == Class::Passing => fault,
                answer => return answer,
            };
            let next = Instant::now() + pause;
            if next >= deadline {
                return Err(fault);
            }
            sleep_until(next).await;
        }
        self.once(question, deadline).await
    }

    async fn once(&self, question: Question<'_>, deadline: Instant) -> Result<Answer, Fault> {
        if self.is_left_alone() {
            return Err(Fault::said("IP_BLOCKED"));
        }
        let asking = async {
            let state = self.states.get(&question.number.country());
            // A semaphore that is never closed always gives its permit.
            let _state = match state {
                Some(state) => state.acquire().await.ok(),
                None => None,
            };
            let _all = self.all.acquire().await.ok();
            self.vies.check(question).await
        };
        let answer = timeout_at(deadline, asking).await.unwrap_or_else(|_| Err(Fault::timeout()));
        if let Err(fault) = &answer
            && fault.class() == Class::Blocked
        {
            tracing::error!("VIES refuses our address: it is left alone for ten minutes");
            self.leave_alone();
        }
        answer
    }

    fn is_left_alone(&self) -> bool {
        let until = self.left_alone_until.lock().unwrap_or_else(PoisonError::into_inner);
        until.is_some_and(|until| Instant::now() < until)
    }

    fn leave_alone(&self) {
        let mut until = self.left_alone_until.lock().unwrap_or_else(PoisonError::into_inner);
        *until = Some(Instant::now() + LEFT_ALONE);
    }
}
