//! A PostgreSQL database for each service, on a server that others use too.

use anyhow::{Context as _, Result};
use futures_util::future::try_join_all;
use parvis_kernel::Secret;
use reqwest::Url;
use sea_orm::{
    ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbBackend, Statement,
};

use crate::parts::services;

/// The databases of one platform: `parvis_<platform>_<service>`.
#[derive(Debug, Clone)]
pub(super) struct Databases {
    server: Secret,
    platform: String,
}

impl Databases {
    /// Makes those that are not there yet; `server` is the address of some database to start from.
    pub(super) async fn make(server: &Secret, platform: &str) -> Result<Self> {
        let databases = Self { server: server.clone(), platform: platform.to_owned() };
        let server = databases.connect().await?;
        for name in databases.names() {
            let there = format!("SELECT 1 FROM pg_database WHERE datname = '{name}'");
            let there = Statement::from_string(DbBackend::Postgres, there);
            if server.query_one_raw(there).await?.is_none() {
                server.execute_unprepared(&format!("CREATE DATABASE \"{name}\"")).await?;
            }
        }
        server.close().await?;
        Ok(databases)
    }

    /// Where a service keeps its data.
    pub(super) fn url(&self, service: &str) -> Result<Secret> {
        // Whoever reads the reason must not read the password.
        let mut url = Url::parse(self.server.reveal()).ok().context("no PostgreSQL address")?;
        url.set_path(&self.name(service));
        Ok(Secret::new(url))
    }

    /// Drops them all, whoever uses them; all at once, since each waits for a checkpoint.
    pub(super) async fn drop(&self) -> Result<()> {
        let dropped = self.names().into_iter().map(|name| async move {
            let server = self.connect().await?;
            let drop = format!("DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
            server.execute_unprepared(&drop).await?;
            Ok(server.close().await?)
        });
        try_join_all(dropped).await.map(|_| ())
    }

    async fn connect(&self) -> Result<DatabaseConnection> {
        let mut options = ConnectOptions::new(self.server.reveal());
        options.max_connections(1).sqlx_logging(false);
        Database::connect(options).await.context("PostgreSQL does not answer")
    }

    fn names(&self) -> Vec<String> {
        services().iter().map(|part| self.name(part.name)).collect()
    }

    fn name(&self, service: &str) -> String {
        format!("parvis_{}_{service}", self.platform)
    }
}
