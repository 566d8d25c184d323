//! A small service that counts: every count is a row, so that an effect can be seen.

use std::convert::Infallible;
use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::web::{self, Data};
use parvis_chassis::http::Body;
use parvis_chassis::{
    Application, Base, Claim, Failure, Fault, Mode, Peer, Section, Service, StartError,
};
use parvis_kernel::ApplicationId;
use parvis_outbox::StoreError;
use parvis_testkit::{Running, Setup};
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
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
        all.push(Box::new(parvis_chassis::idempotency::Migration));
        all
    }
}

impl Service for Counter {
    const NAME: &'static str = "counter";
    const DEFAULTS: &'static str = "[counter]";
    type Settings = Settings;
    type Migrator = Migrator;

    async fn open(_: Settings, base: Base) -> Result<Self, StartError> {
        let table = "CREATE TABLE IF NOT EXISTS count (word TEXT NOT NULL)";
        let made = base.database.writer().execute_unprepared(table).await;
        made.map_err(StartError::other)?;
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
        let sql = "INSERT INTO count VALUES (?)";
        let insert = Statement::from_sql_and_values(DbBackend::Sqlite, sql, [word.clone().into()]);
        tx.execute_raw(insert).await?;
        let answer = json!({ "success": true, "word": word, "key": "shown-once" });
        claim.keep_without(&tx, 201, &answer, &["key"]).await?;
        tx.commit().await?;
        Ok::<_, StoreError>(answer)
    };
    Ok(HttpResponse::Created().json(counter.base.run(command).await?))
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
    (Setup::default().start::<Counter>().await, ApplicationId::fresh())
}

/// How often something was counted.
pub(crate) async fn counted(running: &Running) -> i64 {
    let url = format!("sqlite://{}/counter.db", running.folder().display());
    let database = sea_orm::Database::connect(url).await.unwrap();
    let sql = Statement::from_string(DbBackend::Sqlite, "SELECT count(*) FROM count".to_owned());
    let row = database.query_one_raw(sql).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}
