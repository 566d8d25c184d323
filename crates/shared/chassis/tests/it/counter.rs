//! A small service that counts: every count is a row, so that an effect can be seen.

use std::convert::Infallible;
use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::http::header::LOCATION;
use actix_web::web::{self, Data};
use async_trait::async_trait;
use parvis_chassis::http::Body;
use parvis_chassis::{
    Application, Base, Claim, Failure, Fault, Mode, Peer, Section, Service, StartError,
};
use parvis_kernel::ApplicationId;
use parvis_outbox::StoreError;
use parvis_testkit::{Running, Setup};
use sea_orm::ConnectionTrait as _;
use sea_orm::sea_query::Query;
use sea_orm_migration::prelude::{DbErr, MigrationName, SchemaManager, Table};
use sea_orm_migration::schema::text;
use sea_orm_migration::{MigrationTrait, MigratorTrait};
use serde_json::{Value, json};

pub(crate) struct Counter {
    base: Base,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {}

impl Section for Settings {
    fn faults(&self, _: Mode) -> Vec<Fault> {
        Vec::new()
    }
}

pub(crate) struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let mut all = parvis_outbox::migrations();
        all.extend(parvis_chassis::idempotency::migrations());
        all.push(Box::new(Count));
        all
    }
}

/// Makes the table of what was counted.
struct Count;

impl MigrationName for Count {
    fn name(&self) -> &'static str {
        "count"
    }
}

#[async_trait]
impl MigrationTrait for Count {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let count = Table::create().table("count").col(text("word")).to_owned();
        manager.create_table(count).await
    }
}

impl Service for Counter {
    const NAME: &'static str = "counter";
    const DEFAULTS: &'static str = "[counter]";
    type Settings = Settings;
    type Migrator = Migrator;

    async fn open(_: Settings, base: Base) -> Result<Self, StartError> {
        Ok(Self { base })
    }

    fn routes(config: &mut web::ServiceConfig) {
        config
            .service(web::resource("/count").route(web::post().to(count)))
            .service(web::resource("/internal/secret").route(web::get().to(secret)))
            .service(web::resource("/panic").route(web::get().to(panic)))
            .service(web::resource("/slow").route(web::get().to(slow)));
    }
}

/// Where an answer to a count points.
pub(crate) const COUNTED: &str = "/count/of/everything";

async fn count(
    counter: Data<Counter>,
    _: Application,
    claim: Claim,
    body: Body,
) -> Result<HttpResponse, Failure> {
    let database = counter.base.database.clone();
    let word: Value = body.read()?;
    let word = word["word"].as_str().map(ToOwned::to_owned);
    let word = word.ok_or(Failure::of(parvis_chassis::problem::catalogue::INVALID))?;
    let command = async move {
        let tx = database.begin().await?;
        let mut insert = Query::insert();
        insert.into_table("count").columns(["word"]).values_panic([word.clone().into()]);
        tx.execute(&insert).await?;
        let answer = json!({ "success": true, "word": word, "key": "shown-once" });
        let claim = claim.pointing_to(COUNTED);
        claim.keep_without(&tx, 201, &answer, &["key"]).await?;
        tx.commit().await?;
        Ok::<_, StoreError>(answer)
    };
    let answer = counter.base.run(command).await?;
    Ok(HttpResponse::Created().insert_header((LOCATION, COUNTED)).json(answer))
}

async fn secret(_: Peer) -> HttpResponse {
    HttpResponse::Ok().json("for services")
}

async fn panic(_: Application) -> HttpResponse {
    panic!("canary from the inside")
}

async fn slow(_: Application) -> Result<HttpResponse, Infallible> {
    tokio::time::sleep(Duration::from_millis(500)).await;
    Ok(HttpResponse::Ok().json("finished"))
}

pub(crate) async fn running() -> (Running, ApplicationId) {
    running_with(Setup::default()).await
}

pub(crate) async fn running_with(setup: Setup) -> (Running, ApplicationId) {
    (setup.start::<Counter>().await, ApplicationId::fresh())
}

/// Writes into the counter's database from outside.
pub(crate) async fn execute(running: &Running, sql: &str) {
    running.ground().change(sql).await;
}

/// How often something was counted.
pub(crate) async fn counted(running: &Running) -> i64 {
    running.ground().count("SELECT count(*) FROM count").await
}
