//! Two small services on their own databases, joined by a bus: one says, the other hears.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use parvis_bus::Bus;
use parvis_events::vat::v1::CompanyRejected;
use parvis_kernel::{Change, Clock, Pen, Secret, Timestamp};
use parvis_outbox::{
    Database, Heard, Inbox, Message, Options, Persist, Publish, Refusal, StoreError, Subscriptions,
    Tx, migrations,
};
use parvis_testkit::TestDatabase;
use sea_orm::sea_query::Query;
use sea_orm::{ConnectionTrait, DatabaseTransaction, Statement};
use sea_orm_migration::{MigrationTrait, MigratorTrait};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

pub(crate) struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        migrations()
    }
}

/// A clock that stands still until a test moves it.
#[derive(Debug, Default)]
pub(crate) struct StillClock(AtomicI64);

impl StillClock {
    pub(crate) fn advance(&self, span: Duration) {
        self.0.fetch_add(i64::try_from(span.as_millis()).unwrap(), Ordering::SeqCst);
    }
}

impl Clock for StillClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(1_000_000 + self.0.load(Ordering::SeqCst))
    }
}

/// Which database a story is told on.
#[derive(Debug, Clone, Copy)]
pub(crate) enum On {
    Sqlite,
    Postgres,
}

/// Every story holds on both.
pub(crate) const BOTH: [On; 2] = [On::Sqlite, On::Postgres];

/// What holds the data, for as long as a test runs.
pub(crate) enum Ground {
    Folder(TempDir),
    Database(TestDatabase),
}

impl Ground {
    pub(crate) async fn fresh(on: On) -> Self {
        match on {
            On::Sqlite => Self::Folder(tempfile::tempdir().unwrap()),
            On::Postgres => Self::Database(TestDatabase::fresh("outbox").await),
        }
    }

    fn url(&self) -> String {
        match self {
            Self::Folder(folder) => format!("sqlite://{}/house.db", folder.path().display()),
            Self::Database(database) => database.url(),
        }
    }

    /// Opens the database as one process does.
    pub(crate) async fn open(&self, service: &'static str, clock: Arc<StillClock>) -> Database {
        let (url, roots) = (Secret::new(self.url()), String::new());
        Database::open(Options { service, url, connections: 6, roots, clock }).await.unwrap()
    }
}

pub(crate) struct House {
    pub(crate) database: Database,
    pub(crate) clock: Arc<StillClock>,
    pub(crate) ground: Ground,
}

/// A fresh database with the platform's tables and one table `heard` for effects.
pub(crate) async fn house(on: On, service: &'static str) -> House {
    let ground = Ground::fresh(on).await;
    let clock = Arc::new(StillClock::default());
    let database = ground.open(service, clock.clone()).await;
    database.migrate::<Migrator>().await.unwrap();
    let writer = database.writer();
    let place = match on {
        On::Sqlite => "INTEGER PRIMARY KEY",
        On::Postgres => "bigserial PRIMARY KEY",
    };
    let table = format!("CREATE TABLE heard (place {place}, subject TEXT, reason TEXT)");
    writer.execute_unprepared(&table).await.unwrap();
    House { database, clock, ground }
}

impl House {
    /// Says that the company `subject` was rejected for `reason`.
    pub(crate) async fn say(&self, subject: &str, reason: &str) {
        let mut tx = self.database.begin().await.unwrap();
        tx.apply(Change::saying(Nothing, Said::new(subject, reason))).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub(crate) async fn execute(&self, sql: &str) {
        self.database.writer().execute_unprepared(sql).await.unwrap();
    }

    pub(crate) async fn column(&self, sql: &str) -> Vec<String> {
        let rows = self.database.read().query_all_raw(self.statement(sql)).await.unwrap();
        rows.into_iter().map(|r| r.try_get_by_index::<String>(0).unwrap()).collect()
    }

    pub(crate) async fn count(&self, sql: &str) -> i64 {
        let statement = self.statement(&format!("SELECT CAST(({sql}) AS bigint)"));
        let row = self.database.read().query_one_raw(statement).await.unwrap().unwrap();
        row.try_get_by_index::<Option<i64>>(0).unwrap().unwrap_or_default()
    }

    pub(crate) fn statement(&self, sql: &str) -> Statement {
        Statement::from_string(self.database.read().get_database_backend(), sql.to_owned())
    }

    /// Waits, within bounds, until the query counts `wanted`.
    pub(crate) async fn until(&self, sql: &str, wanted: i64) {
        let found = self
            .database
            .wait_for(Duration::from_secs(20), || async {
                Ok::<_, Infallible>((self.count(sql).await == wanted).then_some(()))
            })
            .await
            .unwrap();
        assert!(found.is_some(), "{sql} never counted {wanted}: {}", self.count(sql).await);
    }
}

/// An aggregate without a row.
pub(crate) struct Nothing;

impl Persist for Nothing {
    async fn persist(&self, _: &Pen, _: &DatabaseTransaction) -> Result<(), StoreError> {
        Ok(())
    }
}

pub(crate) struct Said(CompanyRejected);

impl Said {
    pub(crate) fn new(subject: &str, reason: &str) -> Self {
        Self(CompanyRejected {
            verification_id: subject.into(),
            reason: reason.into(),
            ..CompanyRejected::default()
        })
    }
}

impl Publish for Said {
    fn publish(&self) -> Result<Message, StoreError> {
        Message::about(&self.0.verification_id, &self.0)
    }
}

/// Writes what it hears into `heard`; `fail` is refused for now, `poison` for ever.
pub(crate) fn listening() -> Subscriptions<()> {
    Subscriptions::default().on::<CompanyRejected>(|(), tx, heard| Box::pin(hear(tx, heard)))
}

async fn hear(tx: &mut Tx, heard: Heard<CompanyRejected>) -> Result<(), Refusal> {
    let CompanyRejected { verification_id, reason, .. } = heard.message;
    let mut insert = Query::insert();
    let values = [verification_id.into(), reason.clone().into()];
    insert.into_table("heard").columns(["subject", "reason"]).values_panic(values);
    tx.execute(&insert).await.map_err(StoreError::from)?;
    match reason.as_str() {
        "panic" => panic!("the handler of this message"),
        "fail" => Err(Refusal::Retry("not now".into())),
        "poison" => Err(Refusal::Poison("never".into())),
        _ => Ok(()),
    }
}

/// Lets `hearer` hear and work until the token is cancelled.
pub(crate) fn hearing(bus: &Bus, hearer: &House) -> CancellationToken {
    let stop = CancellationToken::new();
    bus.join(Arc::new(Inbox::new(hearer.database.clone(), listening().kinds())));
    let consumer =
        parvis_outbox::consume(hearer.database.clone(), Arc::new(()), listening(), stop.clone());
    spawn(consumer);
    stop
}

#[expect(clippy::disallowed_methods, reason = "a test's own task ends with its runtime")]
pub(crate) fn spawn(task: impl Future<Output = ()> + Send + 'static) {
    tokio::spawn(task);
}
