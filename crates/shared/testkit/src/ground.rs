//! Where a tested service keeps its data, and what a test sees and changes there behind its back.

use std::time::{Duration, Instant};

use parvis_kernel::id;
use sea_orm::{
    ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, QueryResult, Statement,
    TransactionTrait as _,
};
use tempfile::TempDir;

use crate::postgres::TestDatabase;

/// Which database a service's tests run on, unless they need one kind: `sqlite` (when unset) or `postgres`.
const CHOICE: &str = "PARVIS_TEST_DATABASE";

/// How long a test waits for others to wait.
const PATIENCE: Duration = Duration::from_secs(8);
/// How long something may take that happens by itself.
const SOON: Duration = Duration::from_secs(20);

/// A service's data: an SQLite file in a folder, or a PostgreSQL database. They go away with this value.
pub struct Ground {
    url: String,
    keeper: Keeper,
}

enum Keeper {
    Folder(TempDir),
    Server(#[expect(dead_code, reason = "it is kept to be dropped")] TestDatabase),
}

impl Ground {
    /// An empty ground of the kind that `PARVIS_TEST_DATABASE` names.
    pub async fn fresh(service: &str) -> Self {
        #[expect(clippy::disallowed_methods, reason = "whoever runs the tests chooses")]
        let choice = std::env::var(CHOICE).unwrap_or_default();
        match choice.as_str() {
            "" | "sqlite" => Self::sqlite(service),
            "postgres" => Self::postgres(service).await,
            other => panic!("{CHOICE} must be sqlite or postgres, not {other}"),
        }
    }

    /// An empty ground that several processes can share.
    pub async fn postgres(service: &str) -> Self {
        let database = TestDatabase::fresh(service).await;
        Self { url: database.url(), keeper: Keeper::Server(database) }
    }

    fn sqlite(service: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = format!("{service}-{}.db", id::fresh().simple());
        let url = format!("sqlite://{}", folder.path().join(file).display());
        Self { url, keeper: Keeper::Folder(folder) }
    }

    /// The address that the service's settings name.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The number that a query gives, which has one row and one column.
    pub async fn count(&self, sql: &str) -> i64 {
        let rows = self.rows(&format!("SELECT CAST(({sql}) AS bigint)")).await;
        rows[0].try_get_by_index::<Option<i64>>(0).unwrap().unwrap_or_default()
    }

    /// Waits, within bounds, until a query counts so many.
    pub async fn until(&self, sql: &str, wanted: i64) {
        let end = Instant::now() + SOON;
        while self.count(sql).await != wanted {
            assert!(Instant::now() < end, "it never counted {wanted}: {sql}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The texts that a query gives in its first column.
    pub async fn column(&self, sql: &str) -> Vec<String> {
        self.rows(sql).await.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }

    /// Changes what is stored.
    pub async fn change(&self, sql: &str) {
        let connection = self.connect().await;
        connection.execute_unprepared(sql).await.unwrap();
        connection.close().await.unwrap();
    }

    /// Does `work` while the statement `lock` holds, until so many others wait for locks on PostgreSQL:
    /// whatever they have read by then, they have read together.
    pub async fn while_locked<T>(
        &self,
        lock: &str,
        waiting: i64,
        work: impl Future<Output = T>,
    ) -> T {
        let connection = self.connect().await;
        let held = connection.begin().await.unwrap();
        held.execute_unprepared(lock).await.unwrap();
        let release = async {
            let ours = "SELECT count(*) FROM pg_stat_activity \
                        WHERE datname = current_database() AND wait_event_type = 'Lock'";
            let end = Instant::now() + PATIENCE;
            while self.count(ours).await < waiting {
                assert!(Instant::now() < end, "fewer than {waiting} came to wait");
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            held.rollback().await.unwrap();
        };
        tokio::join!(work, release).0
    }

    /// The names of a table's columns, in their order.
    pub async fn columns_of(&self, table: &str) -> Vec<String> {
        let sql = match &self.keeper {
            Keeper::Folder(_) => format!("SELECT name FROM pragma_table_info('{table}')"),
            Keeper::Server(_) => format!(
                "SELECT column_name::text FROM information_schema.columns \
                 WHERE table_schema = 'public' AND table_name = '{table}' ORDER BY ordinal_position"
            ),
        };
        self.column(&sql).await
    }

    /// Everything that is stored, as bytes: to search it for what must not be there.
    pub async fn contents(&self) -> Vec<u8> {
        match &self.keeper {
            Keeper::Folder(folder) => {
                let files = std::fs::read_dir(folder.path()).unwrap();
                files.flat_map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
            }
            Keeper::Server(_) => self.values().await,
        }
    }

    /// Every value of every table.
    async fn values(&self) -> Vec<u8> {
        let queries = "SELECT format(CASE data_type \
                WHEN 'bytea' THEN 'SELECT coalesce(%I, '''') FROM %I' \
                ELSE 'SELECT convert_to(coalesce(%I::text, ''''), ''UTF8'') FROM %I' END, \
                column_name, table_name) \
            FROM information_schema.columns WHERE table_schema = 'public'";
        let mut all = Vec::new();
        for query in self.column(queries).await {
            for row in self.rows(&query).await {
                all.extend(row.try_get_by_index::<Vec<u8>>(0).unwrap());
                all.push(b'\n');
            }
        }
        all
    }

    async fn rows(&self, sql: &str) -> Vec<QueryResult> {
        let connection = self.connect().await;
        let statement = Statement::from_string(connection.get_database_backend(), sql.to_owned());
        let rows = connection.query_all_raw(statement).await.unwrap();
        connection.close().await.unwrap();
        rows
    }

    async fn connect(&self) -> DatabaseConnection {
        // Made when it is not there, so that a test may look before its service has begun.
        let url = self.url.replace(".db", ".db?mode=rwc");
        let mut options = ConnectOptions::new(url);
        options.max_connections(1).sqlx_logging(false);
        Database::connect(options).await.unwrap()
    }
}
