//! The databases of a platform, looked into from outside.

use std::collections::{BTreeMap, BTreeSet};

use parvis_chassis::key::hex;
use sea_orm::{
    ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbBackend, Statement,
};

use crate::ground::Ground;

/// Who relays at this moment: renewed all the time, and nothing that a caller could cause.
const RESTLESS: &str = "relay_lease";

/// What a test finds in all databases of a platform.
pub(crate) struct Databases(BTreeMap<&'static str, String>);

impl Databases {
    pub(crate) fn of(ground: &Ground) -> Self {
        Self(ground.databases())
    }

    /// Every row of every table, under `service.table`.
    pub(crate) async fn contents(&self) -> BTreeMap<String, String> {
        let mut contents = BTreeMap::new();
        for (service, url) in &self.0 {
            let database = open(url).await;
            for (table, columns) in tables(&database).await {
                if table != RESTLESS {
                    let rows = texts(&database, &rows(&database, &table, &columns)).await.concat();
                    contents.insert(format!("{service}.{table}"), rows);
                }
            }
            database.close().await.unwrap();
        }
        contents
    }

    /// The columns, as `service.table.column`, of which some row holds a text.
    pub(crate) async fn places(&self, text: &str) -> BTreeSet<String> {
        let mut places = BTreeSet::new();
        for (service, url) in &self.0 {
            let database = open(url).await;
            for (table, columns) in tables(&database).await {
                for column in columns {
                    let holds = holds(&database, &column, text);
                    let one = format!("SELECT 'x' FROM \"{table}\" WHERE {holds} > 0 LIMIT 1");
                    if !texts(&database, &one).await.is_empty() {
                        places.insert(format!("{service}.{table}.{column}"));
                    }
                }
            }
            database.close().await.unwrap();
        }
        places
    }
}

pub(crate) async fn open(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await.unwrap()
}

/// A query for all rows of a table as one text.
fn rows(database: &DatabaseConnection, table: &str, columns: &[String]) -> String {
    if is_sqlite(database) {
        let row: Vec<_> = columns.iter().map(|c| format!("quote(\"{c}\")")).collect();
        let row = row.join(" || '|' || ");
        return format!("SELECT coalesce(group_concat({row}, char(10)), '') FROM \"{table}\"");
    }
    let rows = "string_agg(t::text, chr(10) ORDER BY t::text)";
    format!("SELECT coalesce({rows}, '') FROM \"{table}\" t")
}

/// An expression that is above 0 where a column holds a text.
fn holds(database: &DatabaseConnection, column: &str, text: &str) -> String {
    if is_sqlite(database) {
        return format!("instr(CAST(\"{column}\" AS BLOB), CAST('{text}' AS BLOB))");
    }
    // PostgreSQL shows bytes as digits: what stands in them is looked for as such.
    let (shown, digits) = (format!("\"{column}\"::text"), hex(text.as_bytes()));
    format!("position('{text}' in {shown}) + position('{digits}' in {shown})")
}

pub(crate) fn is_sqlite(database: &DatabaseConnection) -> bool {
    database.get_database_backend() == DbBackend::Sqlite
}

/// Every table, and its columns.
pub(crate) async fn tables(database: &DatabaseConnection) -> Vec<(String, Vec<String>)> {
    let (named, columns) = if is_sqlite(database) {
        (
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
            "SELECT name FROM pragma_table_info",
        )
    } else {
        (
            "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'",
            "SELECT column_name::text FROM information_schema.columns WHERE table_name =",
        )
    };
    let mut tables = Vec::new();
    for table in texts(database, named).await {
        let columns = texts(database, &format!("{columns} ('{table}')")).await;
        tables.push((table, columns));
    }
    tables
}

/// The first column of every row.
pub(crate) async fn texts(database: &DatabaseConnection, sql: &str) -> Vec<String> {
    let statement = Statement::from_string(database.get_database_backend(), sql.to_owned());
    let rows = database.query_all_raw(statement).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}
