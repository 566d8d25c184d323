//! One service's database and its way to the bus, without the service: what the numbers of the outbox are
//! measured on.

use std::sync::Arc;

use parvis_bus::Bus;
use parvis_chassis::Service;
use parvis_events::vat::v1::CompanyRejected;
use parvis_kernel::{Change, Pen, Secret, SystemClock, id};
use parvis_outbox::{Database, Message, Options, Persist, Publish, StoreError};
use parvis_testkit::OwnServers;
use parvis_vat::Vat;
use sea_orm::DatabaseTransaction;
use sea_orm::sqlx::postgres::PgPool;
use tokio_util::sync::CancellationToken;

use crate::sql;

/// A service's database, open as in one of its processes.
pub(crate) struct House {
    pub(crate) database: Database,
    /// The same database, to look at it and to fill it.
    pub(crate) pool: PgPool,
    service: &'static str,
    url: Secret,
}

impl House {
    /// A fresh database with the tables of every service, in the name of one of them.
    pub(crate) async fn fresh(backends: &OwnServers, service: &'static str) -> Self {
        let name = format!("parvis_load_{}", id::fresh().simple());
        let server = sql::connect(&backends.postgres()).await;
        sql::execute(&server, &format!("CREATE DATABASE \"{name}\"")).await;
        server.close().await;
        let url = backends.database(&name);
        let database = open(service, &url).await;
        database.migrate::<<Vat as Service>::Migrator>().await.unwrap();
        let pool = sql::connect(&url).await;
        Self { database, pool, service, url }
    }

    /// The same database as another process of the service has it.
    pub(crate) async fn next_door(&self) -> Database {
        open(self.service, &self.url).await
    }

    /// Says something about `subject`, in a transaction of its own.
    pub(crate) async fn say(&self, subject: &str) {
        let mut tx = self.database.begin().await.unwrap();
        tx.apply(Change::saying(Nothing, Said(subject.to_owned()))).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Drops the database.
    pub(crate) async fn end(self, backends: &OwnServers) {
        self.pool.close().await;
        self.database.close().await.unwrap();
        let server = sql::connect(&backends.postgres()).await;
        let name = self.url.reveal().rsplit('/').next().unwrap().to_owned();
        sql::execute(&server, &format!("DROP DATABASE \"{name}\" WITH (FORCE)")).await;
    }
}

async fn open(service: &'static str, url: &Secret) -> Database {
    let (roots, clock) = (String::new(), Arc::new(SystemClock));
    let options = Options { service, url: url.clone(), connections: 8, roots, clock };
    Database::open(options).await.unwrap()
}

/// The bus as a process has it.
pub(crate) fn bus(broker: &Secret) -> Bus {
    Bus::open(broker, "", "load").unwrap()
}

/// Tasks that end when this is dropped.
#[derive(Default)]
pub(crate) struct Tasks {
    stop: CancellationToken,
    running: tokio::task::JoinSet<()>,
}

impl Tasks {
    pub(crate) fn stop(&self) -> CancellationToken {
        self.stop.clone()
    }

    pub(crate) fn spawn(&mut self, task: impl Future<Output = ()> + Send + 'static) {
        self.running.spawn(task);
    }

    /// Tells all to end, and waits for that.
    pub(crate) async fn end(mut self) {
        self.stop.cancel();
        while self.running.join_next().await.is_some() {}
    }
}

/// An aggregate without a row.
struct Nothing;

impl Persist for Nothing {
    async fn persist(&self, _: &Pen, _: &DatabaseTransaction) -> Result<(), StoreError> {
        Ok(())
    }
}

struct Said(String);

impl Publish for Said {
    fn publish(&self) -> Result<Message, StoreError> {
        let fact = CompanyRejected {
            verification_id: self.0.clone(),
            reason: "not_registered".to_owned(),
            ..CompanyRejected::default()
        };
        Message::about(&self.0, &fact)
    }
}
