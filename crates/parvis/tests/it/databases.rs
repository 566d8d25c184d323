//! The databases of a platform, looked into from outside.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, DbBackend, Statement};

/// What a test finds in all databases of a data folder.
pub(crate) struct Databases {
    folder: PathBuf,
}

impl Databases {
    pub(crate) fn of(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// Every row of every table, under `service.table`.
    pub(crate) async fn contents(&self) -> BTreeMap<String, String> {
        let mut contents = BTreeMap::new();
        for service in self.services() {
            let database = self.open(&service).await;
            for (table, columns) in tables(&database).await {
                let row: Vec<_> = columns.iter().map(|c| format!("quote(\"{c}\")")).collect();
                let rows = row.join(" || '|' || ");
                let all =
                    format!("SELECT coalesce(group_concat({rows}, char(10)), '') FROM {table}");
                contents
                    .insert(format!("{service}.{table}"), texts(&database, &all).await.concat());
            }
            database.close().await.unwrap();
        }
        contents
    }

    /// The columns, as `service.table.column`, of which some row holds a text.
    pub(crate) async fn places(&self, text: &str) -> BTreeSet<String> {
        let mut places = BTreeSet::new();
        for service in self.services() {
            let database = self.open(&service).await;
            for (table, columns) in tables(&database).await {
                for column in columns {
                    let holds =
                        format!("instr(CAST(\"{column}\" AS BLOB), CAST('{text}' AS BLOB))");
                    let one = format!("SELECT 'x' FROM {table} WHERE {holds} > 0 LIMIT 1");
                    if !texts(&database, &one).await.is_empty() {
                        places.insert(format!("{service}.{table}.{column}"));
                    }
                }
            }
            database.close().await.unwrap();
        }
        places
    }

    /// The files whose bytes hold a text: deleted rows and the write-ahead log included.
    pub(crate) fn files_with(&self, text: &str) -> BTreeSet<String> {
        let holds = |path: &PathBuf| {
            let bytes = std::fs::read(path).unwrap_or_default();
            bytes.windows(text.len()).any(|window| window == text.as_bytes())
        };
        let name = |path: PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
        self.files().filter(holds).map(name).collect()
    }

    fn files(&self) -> impl Iterator<Item = PathBuf> {
        let entries = std::fs::read_dir(&self.folder).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.to_string_lossy().contains(".db"))
    }

    fn services(&self) -> Vec<String> {
        let stem = |path: PathBuf| path.file_stem().unwrap().to_string_lossy().into_owned();
        let database = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "db");
        let services: Vec<_> = self.files().filter(database).map(stem).collect();
        assert!(services.len() > 5, "only {services:?}");
        services
    }

    async fn open(&self, service: &str) -> DatabaseConnection {
        let url = format!("sqlite://{}/{service}.db", self.folder.display());
        Database::connect(url).await.unwrap()
    }
}

async fn tables(database: &DatabaseConnection) -> Vec<(String, Vec<String>)> {
    let named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    let mut tables = Vec::new();
    for table in texts(database, named).await {
        let columns = format!("SELECT name FROM pragma_table_info('{table}')");
        let columns = texts(database, &columns).await;
        tables.push((table, columns));
    }
    tables
}

/// The first column of every row.
async fn texts(database: &DatabaseConnection, sql: &str) -> Vec<String> {
    let statement = Statement::from_string(DbBackend::Sqlite, sql.to_owned());
    let rows = database.query_all_raw(statement).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}
