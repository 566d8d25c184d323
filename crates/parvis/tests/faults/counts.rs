//! What the databases of the services say, against what the clients were promised.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, Statement};

use crate::client::Accepted;
use crate::stack::SERVICES;

/// How long nothing may change while something accepted is not carried out: then it is lost.
const STANDSTILL: Duration = Duration::from_secs(40);

/// Effects of which each onboarding may have one: where they stand, and what tells them apart.
const EFFECTS: [(&str, &str); 5] = [
    ("onboarding", "SELECT count(*) FROM onboarding GROUP BY email HAVING count(*) > 1"),
    ("vat", "SELECT count(*) FROM verification GROUP BY reference HAVING count(*) > 1"),
    ("contract", "SELECT count(*) FROM contract GROUP BY reference HAVING count(*) > 1"),
    (
        "signature",
        "SELECT count(*) FROM signature_request GROUP BY document_id HAVING count(*) > 1",
    ),
    ("mailer", "SELECT count(*) FROM mail GROUP BY reference, template HAVING count(*) > 1"),
];

/// Facts that are said once in an onboarding, for each service that says them.
const FACTS: [(&str, &str); 6] = [
    ("onboarding", "parvis.onboarding.v1.OnboardingStarted"),
    ("vat", "parvis.vat.v1.CompanyVerified"),
    ("contract", "parvis.contract.v1.ContractReserved"),
    ("contract", "parvis.contract.v1.ContractGenerated"),
    ("signature", "parvis.signature.v1.SignatureRequested"),
    ("mailer", "parvis.mailer.v1.MailSent"),
];

/// Messages that a service handled, or still means to, after a later one about the same aggregate.
const OUT_OF_ORDER: &str = "SELECT count(*) FROM inbox AS heard WHERE heard.sequence > 0 \
    AND heard.state <> 'parked' AND EXISTS \
    (SELECT 1 FROM inbox AS earlier WHERE earlier.aggregate = heard.aggregate \
     AND earlier.seq < heard.seq AND earlier.sequence > heard.sequence)";

/// What was counted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Counts {
    pub(crate) stack: &'static str,
    pub(crate) accepted: usize,
    pub(crate) lost: usize,
    pub(crate) doubled: usize,
    pub(crate) out_of_order: usize,
    pub(crate) parked: usize,
    pub(crate) broken: Vec<String>,
}

/// The databases of a platform.
pub(crate) struct Databases(BTreeMap<&'static str, DatabaseConnection>);

impl Databases {
    /// Opens them by the URLs of the services.
    pub(crate) async fn open(url: impl Fn(&str) -> String) -> Self {
        let mut databases = BTreeMap::new();
        for service in SERVICES {
            let mut options = sea_orm::ConnectOptions::new(url(service));
            options.max_connections(1).sqlx_logging(false);
            databases.insert(service, Database::connect(options).await.unwrap());
        }
        Self(databases)
    }

    /// The first column of a query, as numbers.
    pub(crate) async fn numbers(&self, service: &str, sql: &str) -> Vec<i64> {
        let rows = self.rows(service, sql).await;
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }

    /// The first column of a query, as texts.
    pub(crate) async fn texts(&self, service: &str, sql: &str) -> Vec<String> {
        let rows = self.rows(service, sql).await;
        rows.iter().filter_map(|row| row.try_get_by_index::<Option<String>>(0).unwrap()).collect()
    }

    async fn rows(&self, service: &str, sql: &str) -> Vec<sea_orm::QueryResult> {
        let database = &self.0[service];
        let statement = Statement::from_string(database.get_database_backend(), sql.to_owned());
        database.query_all_raw(statement).await.unwrap()
    }

    async fn sum(&self, sql: &str) -> usize {
        let mut sum = 0;
        for service in SERVICES {
            sum += self.numbers(service, sql).await[0];
        }
        usize::try_from(sum).unwrap()
    }

    /// How many messages wait to be relayed or handled anywhere.
    pub(crate) async fn waiting(&self) -> usize {
        self.sum("SELECT count(*) FROM outbox WHERE published_at IS NULL").await
            + self.sum("SELECT count(*) FROM inbox WHERE state = 'waiting'").await
    }

    /// The onboardings whose signer was written to: all steps before the signature are carried out.
    pub(crate) async fn carried_out(&self) -> BTreeSet<String> {
        let sql = "SELECT correlation FROM outbox WHERE kind = 'parvis.mailer.v1.MailSent'";
        let heard = "SELECT id FROM onboarding";
        let (mailed, known) =
            tokio::join!(self.texts("mailer", sql), self.texts("onboarding", heard));
        let known: BTreeSet<_> = known.into_iter().collect();
        mailed.into_iter().filter(|uuid| known.contains(uuid)).collect()
    }

    /// Waits until everything that was promised is carried out and no message waits, or nothing changes any
    /// more; returns which promises and how many messages are left.
    async fn settled(&self, promised: &BTreeSet<String>) -> (Vec<String>, usize) {
        let mut last = (Instant::now(), (usize::MAX, usize::MAX));
        loop {
            let carried_out = self.carried_out().await;
            let missing: Vec<_> = promised.difference(&carried_out).cloned().collect();
            let left = (missing.len(), self.waiting().await);
            if left != last.1 {
                last = (Instant::now(), left);
            }
            if left == (0, 0) || last.0.elapsed() > STANDSTILL {
                return (missing, left.1);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Where an onboarding stands: what each service said and heard about it, and which work waits.
    async fn standing(&self, uuid: &str) -> String {
        let about = format!("WHERE correlation = '{uuid}'");
        let asked = [
            format!("SELECT 'said ' || kind FROM outbox {about} ORDER BY seq"),
            format!(
                "SELECT state || ' ' || kind FROM inbox WHERE body LIKE '%{uuid}%' ORDER BY seq"
            ),
            format!(
                "SELECT kind || ' is tried again after ' || attempts || ' times: ' || \
                 COALESCE(last_error, '') FROM work {about}"
            ),
        ];
        let mut standing = Vec::new();
        for service in SERVICES {
            for sql in &asked {
                let told = self.texts(service, sql).await;
                standing.extend(told.into_iter().map(|told| format!("{service}: {told}")));
            }
        }
        standing.join("; ")
    }

    /// Waits until the platform has settled, and counts.
    pub(crate) async fn count(&self, stack: &'static str, ledger: &[Accepted]) -> Counts {
        let promised: BTreeSet<_> = ledger.iter().map(|accepted| accepted.uuid.clone()).collect();
        let mut broken = Vec::new();
        let (missing, waiting) = self.settled(&promised).await;
        for uuid in &missing {
            broken.push(format!("{uuid} is not carried out: {}", self.standing(uuid).await));
        }
        let lost = missing.len();
        if waiting > 0 {
            broken.push(format!("{waiting} messages still wait"));
        }
        if promised.len() != ledger.len() {
            broken.push("one onboarding was answered to two orders".to_owned());
        }
        let mut doubled = 0;
        for (service, sql) in EFFECTS {
            doubled += self.numbers(service, sql).await.len();
        }
        for (service, fact) in FACTS {
            let twice = format!(
                "SELECT count(*) FROM outbox WHERE kind = '{fact}' \
                 GROUP BY correlation HAVING count(*) > 1"
            );
            doubled += self.numbers(service, &twice).await.len();
        }
        let out_of_order = self.sum(OUT_OF_ORDER).await;
        let parked = self.sum("SELECT count(*) FROM inbox WHERE state = 'parked'").await;
        let accepted = ledger.len();
        Counts { stack, accepted, lost, doubled, out_of_order, parked, broken }
    }
}
