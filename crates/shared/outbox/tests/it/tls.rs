use std::sync::Arc;

use parvis_kernel::Secret;
use parvis_outbox::{Database, Options};

use crate::service::StillClock;

#[expect(clippy::disallowed_methods, reason = "where the server is, is told from outside")]
fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| {
        panic!("{name} is not set: run `scripts/services own DIR`, and source DIR/env")
    })
}

async fn opens(url: String, roots: String) -> bool {
    let clock = Arc::new(StillClock::default());
    let (url, connections) = (Secret::new(url), 2);
    Database::open(Options { service: "tls", url, connections, roots, clock }).await.is_ok()
}

#[tokio::test]
async fn a_database_is_trusted_by_the_roots_of_the_settings_alone() {
    let url = variable("PARVIS_OWN_POSTGRES_TLS");
    let roots = std::fs::read_to_string(variable("PARVIS_OWN_ROOTS")).unwrap();
    assert!(opens(url.clone(), roots).await);
    assert!(!opens(url, String::new()).await, "nobody vouches for the server");
}
