//! The transaction: the only way to write, and the only opener of a `Change`.

use std::ops::Deref;

use parvis_events::{Envelope, Headers};
use parvis_kernel::{Change, Pen, Timestamp, mutant};
use sea_orm::{
    ConnectionTrait as _, DatabaseTransaction, DbBackend, Statement, TransactionTrait as _,
};

use crate::database::{Database, StoreError};
use crate::message::{Message, Publish};
use crate::work::Job;
use crate::{failpoint, store, trace};

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
    scheduled: bool,
}

impl Deref for Tx {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        &self.inner
    }
}

impl Tx {
    pub(crate) const fn new(inner: DatabaseTransaction, database: Database) -> Self {
        Self { inner, database, correlation: None, said: Vec::new(), scheduled: false }
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
        for fact in facts {
            self.say(fact.publish()?).await?;
        }
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
        store::work::schedule(&self.inner, order).await?;
        self.scheduled = true;
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
        if self.scheduled {
            wake.worker();
        }
        wake.committed();
        Ok(())
    }

    async fn say(&mut self, message: Message) -> Result<(), StoreError> {
        let service = self.database.service();
        let sequence = store::outbox::next_sequence(&self.inner, &message.subject).await?;
        let headers = Headers {
            service,
            subject: message.subject,
            sequence,
            time: self.now(),
            correlation: self.correlation.clone(),
            traceparent: trace::traceparent(),
        };
        let envelope = Envelope::new(message.kind, message.data, headers);
        if !mutant::without("one-transaction") {
            store::outbox::append(&self.inner, &envelope).await?;
        }
        self.said.push(envelope);
        Ok(())
    }
}

/// What no product does: messages in a transaction of their own.
async fn append(database: &Database, said: &[Envelope]) -> Result<(), StoreError> {
    let messages = database.writer().begin().await?;
    for envelope in said {
        store::outbox::append(&messages, envelope).await?;
    }
    Ok(messages.commit().await?)
}
