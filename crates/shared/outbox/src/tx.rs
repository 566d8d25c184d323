//! The transaction: the only way to write, and the only opener of a `Change`.

use std::collections::BTreeMap;
use std::ops::Deref;

use parvis_events::{Envelope, Headers};
use parvis_kernel::{Change, Pen, Timestamp, mutant};
use sea_orm::{
    ConnectionTrait as _, DatabaseTransaction, DbBackend, Statement, TransactionTrait as _,
};

use crate::database::{Database, StoreError};
use crate::message::{Message, Publish};
use crate::work::Job;
use crate::{failpoint, store, trace, worker};

/// An aggregate that knows how to write itself.
pub trait Persist: Send + Sync {
    /// Writes the new state; the outbox hands over the pen inside its transaction.
    fn persist(
        &self,
        pen: &Pen,
        tx: &DatabaseTransaction,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// One write: rows, messages and work that become true together, or not at all.
///
/// Dropped without [`Tx::commit`], it leaves no trace.
pub struct Tx {
    inner: DatabaseTransaction,
    database: Database,
    correlation: Option<String>,
    said: Vec<Envelope>,
    /// Whether work was ordered that is due soon.
    to_do: bool,
}

impl Deref for Tx {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        &self.inner
    }
}

impl Tx {
    pub(crate) const fn new(inner: DatabaseTransaction, database: Database) -> Self {
        Self { inner, database, correlation: None, said: Vec::new(), to_do: false }
    }

    /// The instant at which this write happens.
    pub fn now(&self) -> Timestamp {
        self.database.now()
    }

    /// Names what this write belongs to (an onboarding's uuid); its messages and work carry it on.
    pub fn correlate(&mut self, with: &impl ToString) {
        self.correlation = Some(with.to_string());
    }

    /// Names what this write belongs to: the same as the work it records.
    pub fn belong_to(&mut self, job: &Job) {
        self.correlation.clone_from(&job.correlation);
    }

    pub(crate) fn correlate_with(&mut self, correlation: Option<String>) {
        self.correlation = correlation;
    }

    /// Waits until no other write holds `name`, and holds it until this one ends: for what has no row yet
    /// that could be locked. It comes before any row. On SQLite every write is alone anyway.
    pub async fn alone(&self, name: &str) -> Result<(), StoreError> {
        if self.database.is_shared() {
            let sql = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
            let lock = Statement::from_sql_and_values(DbBackend::Postgres, sql, [name.into()]);
            self.inner.execute_raw(lock).await?;
        }
        Ok(())
    }

    /// Writes a change: the aggregate's row, and the messages that belong to it.
    pub async fn apply<S: Persist, F: Publish>(
        &mut self,
        change: Change<S, F>,
    ) -> Result<S, StoreError> {
        let pen = Pen::take();
        let (state, facts) = change.open(&pen);
        state.persist(&pen, &self.inner).await?;
        let messages = facts.iter().map(Publish::publish).collect::<Result<Vec<_>, _>>()?;
        self.say(messages).await?;
        Ok(state)
    }

    /// What was said in this write so far, as it will travel.
    pub fn said(&self) -> &[Envelope] {
        &self.said
    }

    /// Orders work for oneself, due at `due`. The same work ordered again becomes due anew, once.
    pub async fn schedule(
        &mut self,
        kind: &'static str,
        key: &impl ToString,
        due: Timestamp,
    ) -> Result<(), StoreError> {
        let order = store::work::Order {
            kind,
            key: key.to_string(),
            due,
            correlation: self.correlation.clone(),
            traceparent: trace::traceparent(),
            now: self.now(),
        };
        // For what comes later nobody need be woken: the worker looks again before then.
        self.to_do |= due <= order.now.plus(worker::POLL);
        store::work::schedule(&self.inner, order).await?;
        Ok(())
    }

    /// Withdraws work that is no longer wanted.
    pub async fn unschedule(&mut self, kind: &str, key: &impl ToString) -> Result<(), StoreError> {
        store::work::remove(&self.inner, kind, &key.to_string()).await
    }

    /// Makes everything in this write true.
    pub async fn commit(self) -> Result<(), StoreError> {
        let service = self.database.service();
        failpoint::pass(service, "before-commit");
        self.inner.commit().await?;
        failpoint::pass(service, "after-commit");
        if mutant::without("one-transaction") {
            append(&self.database, &self.said).await?;
        }
        let wake = self.database.wake();
        if !self.said.is_empty() {
            wake.relay();
        }
        if self.to_do {
            wake.worker();
        }
        wake.committed();
        Ok(())
    }

    /// However many they are, they are written at once.
    async fn say(&mut self, messages: Vec<Message>) -> Result<(), StoreError> {
        let mut last = self.count(&messages).await?;
        let said = messages.into_iter().map(|message| {
            let sequence = last.entry(message.subject.clone()).and_modify(|last| *last += 1);
            let headers = Headers {
                service: self.database.service(),
                sequence: *sequence.or_insert(1),
                subject: message.subject,
                time: self.now(),
                correlation: self.correlation.clone(),
                traceparent: trace::traceparent(),
            };
            Envelope::new(message.kind, message.data, headers)
        });
        let said: Vec<Envelope> = said.collect();
        if !mutant::without("one-transaction") {
            store::outbox::append(&self.inner, &said).await?;
        }
        self.said.extend(said);
        Ok(())
    }

    /// Counts the messages about each aggregate; returns the sequence of the last one before them. The
    /// aggregates come in one order, so that no two writes wait for each other.
    async fn count(&self, messages: &[Message]) -> Result<BTreeMap<String, i64>, StoreError> {
        let mut counted = BTreeMap::new();
        for message in messages {
            *counted.entry(message.subject.clone()).or_insert(0) += 1;
        }
        for (subject, count) in &mut counted {
            *count = store::outbox::count_on(&self.inner, subject, *count).await? - *count;
        }
        Ok(counted)
    }
}

/// What no product does: messages in a transaction of their own.
async fn append(database: &Database, said: &[Envelope]) -> Result<(), StoreError> {
    let messages = database.writer().begin().await?;
    store::outbox::append(&messages, said).await?;
    Ok(messages.commit().await?)
}
