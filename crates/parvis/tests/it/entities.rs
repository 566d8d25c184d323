//! Entities and migrations agree, on both kinds of databases: every column of every entity is in the
//! migrated tables under its type, and every column there is one of an entity.

use std::collections::BTreeMap;
use std::sync::Arc;

use parvis_chassis::Service;
use parvis_kernel::{Secret, SystemClock};
use parvis_outbox::{Database, Options};
use parvis_testkit::TestDatabase;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, Statement};

use crate::databases::{is_sqlite, tables};
use crate::tidy::{Source, root, rust_files};

/// The columns of each table, each as its type and whether it may be null.
type Tables = BTreeMap<String, BTreeMap<String, String>>;

/// What the migrations themselves keep.
const OF_MIGRATIONS: &str = "seaql_migrations";

/// The tables of the entities below these folders.
fn entities(folders: &[&str]) -> Tables {
    let mut tables = Tables::new();
    for source in folders.iter().flat_map(|folder| rust_files(&root().join(folder))) {
        for entity in source.text.split("DeriveEntityModel)]").skip(1) {
            let name = between(entity, "table_name = \"", "\"");
            let columns = columns(between(entity, "pub struct Model {", "}"), &source);
            assert!(tables.insert(name.to_owned(), columns).is_none(), "two entities for {name}");
        }
    }
    tables
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = text.split_once(from).unwrap();
    rest.split_once(to).unwrap().0
}

fn columns(body: &str, source: &Source) -> BTreeMap<String, String> {
    assert!(!body.contains("column_name"), "{}: a column with another name", source.path);
    let members = body.lines().filter_map(|line| line.trim().strip_prefix("pub "));
    let columns = members.map(|member| {
        let (name, of) = member.trim_end_matches(',').split_once(": ").unwrap();
        let inner = of.strip_prefix("Option<").and_then(|of| of.strip_suffix('>'));
        let null = if inner.is_some() { " or null" } else { "" };
        (name.to_owned(), format!("{}{null}", kind(inner.unwrap_or(of))))
    });
    columns.collect()
}

/// The type of the column that a member is read from.
fn kind(of: &str) -> &'static str {
    match of {
        // The state of a message in the inbox is kept as its name.
        "String" | "State" => "text",
        "i64" => "bigint",
        "i32" => "integer",
        "bool" => "boolean",
        "Vec<u8>" => "bytes",
        other => panic!("say what column a {other} is read from"),
    }
}

/// The type that a database declares, by the same name; SQLite has one for all whole numbers.
fn declared(of: &str) -> &'static str {
    match of.split('(').next().unwrap() {
        "character varying" | "varchar" | "text" => "text",
        "bigint" => "bigint",
        "integer" => "integer",
        "boolean" => "boolean",
        "bytea" | "blob" | "varbinary_blob" => "bytes",
        other => panic!("say what a column of type {other} is"),
    }
}

/// The migrated tables of a service, as the database itself describes them.
async fn migrated<S: Service>(url: String) -> Tables {
    let (url, clock) = (Secret::new(url), Arc::new(SystemClock));
    let options = Options { service: S::NAME, url, connections: 2, roots: String::new(), clock };
    let database = Database::open(options).await.unwrap();
    database.migrate::<S::Migrator>().await.unwrap();
    let mut found = Tables::new();
    for (table, columns) in tables(database.writer()).await {
        if table != OF_MIGRATIONS {
            // The database can really be asked for all of them.
            let all = columns.iter().map(|c| format!("\"{c}\"")).collect::<Vec<_>>().join(", ");
            let select = format!("SELECT {all} FROM \"{table}\"");
            database.writer().execute_unprepared(&select).await.unwrap();
            found.insert(table.clone(), described(database.writer(), &table).await);
        }
    }
    database.close().await.unwrap();
    found
}

async fn described(database: &DatabaseConnection, table: &str) -> BTreeMap<String, String> {
    let sql = if is_sqlite(database) {
        format!("SELECT name, lower(type), \"notnull\" = 0 FROM pragma_table_info('{table}')")
    } else {
        format!(
            "SELECT column_name::text, data_type::text, is_nullable = 'YES' \
             FROM information_schema.columns WHERE table_name = '{table}'"
        )
    };
    let statement = Statement::from_string(database.get_database_backend(), sql);
    let rows = database.query_all_raw(statement).await.unwrap();
    let column = |row: &sea_orm::QueryResult| {
        let (name, of): (String, String) =
            (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap());
        let null: bool = row.try_get_by_index(2).unwrap();
        (name, format!("{}{}", declared(&of), if null { " or null" } else { "" }))
    };
    rows.iter().map(column).collect()
}

/// One name for all whole numbers, as in SQLite.
fn as_in_sqlite(mut tables: Tables) -> Tables {
    for column in tables.values_mut().flat_map(BTreeMap::values_mut) {
        *column = column.replace("bigint", "integer");
    }
    tables
}

async fn agree<S: Service>() {
    let own = format!("crates/services/{}/src", S::NAME);
    let wanted = entities(&[&own, "crates/shared/outbox/src", "crates/shared/chassis/src"]);
    assert!(wanted.len() > 7, "only {:?}", wanted.keys());
    let postgres = TestDatabase::fresh("entities").await;
    assert_eq!(migrated::<S>(postgres.url()).await, wanted, "{} on PostgreSQL", S::NAME);
    let folder = tempfile::tempdir().unwrap();
    let sqlite = format!("sqlite://{}/it.db", folder.path().display());
    let found = migrated::<S>(sqlite).await;
    assert_eq!(as_in_sqlite(found), as_in_sqlite(wanted), "{} on SQLite", S::NAME);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_column_of_every_entity_is_in_the_migrated_tables_and_no_other() {
    tokio::join!(
        agree::<parvis_registry::Registry>(),
        agree::<parvis_onboarding::Onboarding>(),
        agree::<parvis_vat::Vat>(),
        agree::<parvis_contract::Contracts>(),
        agree::<parvis_signature::Signature>(),
        agree::<parvis_mailer::Mailer>(),
    );
}
