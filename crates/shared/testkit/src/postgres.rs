//! A PostgreSQL database of a test's own, on the server that `scripts/services` starts.

use parvis_kernel::id;
use sea_orm::{ConnectionTrait as _, Database, DbErr};

const SERVER: &str = "postgres://postgres@127.0.0.1:5432/postgres";

/// A fresh, empty database; it is dropped with this value.
pub struct TestDatabase {
    server: String,
    name: String,
}

impl TestDatabase {
    /// Makes a database whose name begins with `prefix`, on the server at `PARVIS_TEST_POSTGRES`.
    pub async fn fresh(prefix: &str) -> Self {
        #[expect(clippy::disallowed_methods, reason = "where the server is, is told from outside")]
        let server = std::env::var("PARVIS_TEST_POSTGRES").unwrap_or_else(|_| SERVER.to_owned());
        let name = format!("parvis_{prefix}_{}", id::fresh().simple());
        let database = Self { server, name };
        let made = database.administer(&format!("CREATE DATABASE \"{}\"", database.name)).await;
        made.expect("PostgreSQL is not there: run scripts/services");
        database
    }

    /// Its address.
    pub fn url(&self) -> String {
        let (server, options) = self.server.split_once('?').unwrap_or((&self.server, ""));
        let (host, _) = server.rsplit_once('/').unwrap();
        format!("{host}/{}?{options}", self.name)
    }

    async fn administer(&self, sql: &str) -> Result<(), DbErr> {
        let server = Database::connect(&self.server).await?;
        server.execute_unprepared(sql).await?;
        server.close().await
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let drop = format!("DROP DATABASE \"{}\" WITH (FORCE)", self.name);
        // A runtime of its own: the test's may be ending.
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
                let dropped = runtime.unwrap().block_on(self.administer(&drop));
                // What it leaves behind is a trifle beside the failure of the test.
                dropped.unwrap_or_else(|error| eprintln!("{}: {error}", self.name));
            });
        });
    }
}
