//! The demo application of a development platform: registered once, its key kept in the data folder.

use anyhow::{Context as _, Result};
use reqwest::Client;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::platform::DataFolder;

/// The file that keeps it, readable by its owner only.
pub(crate) const FILE: &str = "demo-application.json";

/// An application's id and master key.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct DemoApplication {
    /// `app_…`.
    pub(crate) app_id: String,
    /// `mk_live_…`.
    pub(crate) master_key: String,
}

/// The kept application if its key is still good, otherwise a new one.
pub(crate) async fn demo_application(
    client: &Client,
    gateway: &str,
    folder: &DataFolder,
) -> Result<DemoApplication> {
    let kept = folder.read(FILE)?.and_then(|text| serde_json::from_str(&text).ok());
    if let Some(kept) = kept
        && is_good(client, gateway, &kept).await?
    {
        return Ok(kept);
    }
    let fresh = register(client, gateway).await?;
    folder.keep(FILE, &serde_json::to_string(&fresh)?)?;
    Ok(fresh)
}

async fn is_good(client: &Client, gateway: &str, kept: &DemoApplication) -> Result<bool> {
    let request = client
        .get(format!("{gateway}/api/v1/applications/me"))
        .header("X-Master-Key", &kept.master_key);
    Ok(request.send().await?.status().is_success())
}

/// Registers an application with the data of a demonstration provider.
pub(crate) async fn register(client: &Client, gateway: &str) -> Result<DemoApplication> {
    let request = client
        .post(format!("{gateway}/api/v1/applications/register"))
        .json(&json!({ "app_name": "Parvis Demo", "provider": provider() }));
    let response = request.send().await?.error_for_status().context("registration")?;
    Ok(response.json().await?)
}

/// The other party of the demo's contracts. Its numbers pass their check digits and belong to nobody.
fn provider() -> Value {
    json!({
        "legalName": "Prestataire de démonstration",
        "legalForm": "SAS",
        "capital": "50000",
        "registration": "RCS Paris 111 222 444",
        "address": "1 rue de l’Exemple\n75001 Paris",
        "vatNumber": "FR51111222444",
        "signatory": "Signataire de démonstration - Présidence",
    })
}
