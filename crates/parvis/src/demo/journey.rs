//! The client journey, stage by stage: every step is an HTTP call that a client or a signer makes.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use parvis_vatid::{Siret, VatNumber};
use serde_json::{Value, json};

use super::backend::Backend;
use super::signer::{Mail, Signer};
use super::stages::Stages;
use crate::demo_application::register;
use crate::verify;

/// How long the platform may take for what it does by itself.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often the demo looks.
const LOOK: Duration = Duration::from_millis(10);
/// The tenant's id in the demo's application.
const TENANT: &str = "demo-tenant";

/// One onboarding from the first call to the verified contract.
pub(super) struct Journey<'a> {
    /// The client's backend.
    pub(super) backend: Backend,
    /// The person who signs.
    pub(super) signer: Signer,
    /// The company's VAT number.
    pub(super) vat: &'a str,
    /// Where the files go.
    pub(super) out: &'a Path,
}

impl Journey<'_> {
    /// Goes through all stages; the first that fails ends the journey.
    pub(super) async fn travel(&mut self, stages: &mut Stages) -> Result<()> {
        if !self.backend.has_key() {
            let key = stages.run("register", self.register()).await?;
            self.backend.take_key(key);
        }
        let company = stages.run("verify-vat", self.verify_vat()).await?;
        let (uuid, contract) = stages.run("submit", self.submit(&company)).await?;
        (stages.uuid, stages.contract_id) = (Some(uuid.clone()), Some(contract.clone()));
        let mail = stages.run("mail", self.request_mail()).await?;
        let link = stages.run("open", self.open(&mail)).await?;
        stages.run("sign", self.sign(&link)).await?;
        stages.run("activated", self.activated(&uuid)).await?;
        stages.run("complete", self.complete(&uuid)).await?;
        stages.run("confirmed", self.confirmed()).await?;
        let signed = stages.run("fetch", self.fetch(&uuid, &contract)).await?;
        stages.run("verify", async { self.verify(&signed) }).await
    }

    async fn register(&self) -> Result<(String, String)> {
        let application = register(self.backend.client(), self.backend.gateway()).await?;
        Ok((application.master_key, application.app_id))
    }

    async fn verify_vat(&self) -> Result<(Value, String)> {
        let body = json!({ "vatNumber": self.vat });
        let answer = self.backend.post("/api/onboarding/verify-vat", &body).await?;
        let company = answer["data"].clone();
        let (reason, valid) = (text(&company, "reason"), &company["valid"]);
        ensure!(!valid.is_null(), "nobody could say yet whether {} is valid: {reason}", self.vat);
        ensure!(valid == true, "{} is not valid: {reason}", self.vat);
        let (name, source) = (text(&company, "companyName"), text(&company, "source"));
        Ok((company, format!("{name} ({source})")))
    }

    async fn submit(&self, company: &Value) -> Result<((String, String), String)> {
        let body = order(self.vat, company, self.signer.address())?;
        let answer = self.backend.post("/api/onboarding/submit", &body).await?;
        let (uuid, contract) =
            (text(&answer["data"], "onboardingId"), text(&answer["data"], "contractId"));
        let word = format!("onboarding {uuid}");
        Ok(((uuid, contract), word))
    }

    async fn request_mail(&self) -> Result<(Mail, String)> {
        let mail = self.signer.mail_with("/sign/", PATIENCE).await?;
        let word = format!("“{}”", mail.subject);
        Ok((mail, word))
    }

    async fn open(&self, mail: &Mail) -> Result<(String, String)> {
        let link = mail.link("/sign/").context("the mail holds no link")?;
        let page = self.signer.open(&link).await?;
        let articles = (1..=19).filter(|n| page.contains(&format!("Article {n}"))).count();
        ensure!(articles == 19, "the page shows {articles} of 19 articles");
        Ok((link, "the contract is readable".to_owned()))
    }

    async fn sign(&self, link: &str) -> Result<((), String)> {
        self.signer.sign(link).await?;
        Ok(((), "read, reviewed, confirmed".to_owned()))
    }

    async fn activated(&self, uuid: &str) -> Result<((), String)> {
        let start = Instant::now();
        loop {
            let status = self.backend.get(&format!("/api/v1/onboarding/status/{uuid}")).await?;
            match text(&status, "onboarding_status").as_str() {
                "activated" => return Ok(((), text(&status, "subdomain"))),
                "failed" | "cancelled" => bail!("the onboarding ended: {status}"),
                _ => ensure!(start.elapsed() < PATIENCE, "not activated in time: {status}"),
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    async fn complete(&self, uuid: &str) -> Result<((), String)> {
        let path = format!("/api/v1/onboarding/{uuid}/complete");
        let answer = self.backend.post(&path, &json!({ "tenant_id": TENANT })).await?;
        Ok(((), text(&answer, "onboarding_status")))
    }

    async fn confirmed(&self) -> Result<((), String)> {
        let signed = self.signer.mail_with_attachment(PATIENCE).await?;
        let ready = self.signer.mail_with("https://", PATIENCE).await?;
        Ok(((), format!("“{}” with the contract, “{}”", signed.subject, ready.subject)))
    }

    async fn fetch(&self, uuid: &str, contract: &str) -> Result<(Vec<u8>, String)> {
        let path = format!("/api/onboarding/contract/{contract}");
        let original = self.backend.bytes(&format!("{path}/pdf")).await?;
        let signed = self.backend.bytes(&format!("{path}/signed.pdf")).await?;
        ensure!(signed.starts_with(&original), "the signed contract is not the one presented");
        fs::write(self.out.join("contract.pdf"), &original)?;
        fs::write(self.out.join("contract-signed.pdf"), &signed)?;
        let roots = self.backend.bytes("/trust/roots.pem").await?;
        fs::write(self.out.join("trust-roots.pem"), roots)?;
        let events = self.all_events(uuid).await?;
        let lines: Vec<String> = events.iter().map(Value::to_string).collect();
        fs::write(self.out.join("events.jsonl"), lines.join("\n") + "\n")?;
        let word = format!("{} bytes signed, {} events", signed.len(), events.len());
        Ok((signed, word))
    }

    /// Every event, once the last of the three mails is recorded as sent.
    async fn all_events(&self, uuid: &str) -> Result<Vec<Value>> {
        let start = Instant::now();
        loop {
            let events = self.events(uuid).await?;
            let sent = events.iter().filter(|e| text(e, "type").ends_with(".MailSent")).count();
            if sent == 3 {
                return Ok(events);
            }
            ensure!(start.elapsed() < PATIENCE, "{sent} of 3 mails are recorded");
            tokio::time::sleep(LOOK).await;
        }
    }

    async fn events(&self, uuid: &str) -> Result<Vec<Value>> {
        let (mut events, mut cursor) = (Vec::new(), String::new());
        loop {
            let path = format!("/api/v1/onboarding/{uuid}/events{cursor}");
            let page = self.backend.get(&path).await?;
            events.extend(page["data"].as_array().cloned().unwrap_or_default());
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("?cursor={next}"),
                None => return Ok(events),
            }
        }
    }

    fn verify(&self, signed: &[u8]) -> Result<((), String)> {
        let roots = fs::read_to_string(self.out.join("trust-roots.pem"))?;
        let report = verify::check(signed, &roots)?;
        ensure!(verify::holds(&report, true), "it does not verify: {report:?}");
        let levels = report.signatures.iter().filter_map(|s| s.level);
        let levels: Vec<_> = levels.map(|level| verify::word(&level)).collect();
        Ok(((), format!("PAdES {}, intact and trusted", levels.join(", "))))
    }
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}

/// The body of `submit` for the company that was just verified.
fn order(vat: &str, company: &Value, email: &str) -> Result<Value> {
    let number = VatNumber::parse(vat).context("the VAT number")?;
    let given = |name: &str, other: &str| {
        let value = text(company, name);
        if value.is_empty() { other.to_owned() } else { value }
    };
    Ok(json!({
        "companyData": {
            "companyName": given("companyName", "Entreprise de démonstration"),
            "legalForm": "SA",
            "capital": "10000",
            "companyAddress": given("companyAddress", "1 rue de l’Exemple\n75001 Paris"),
            "siret": number.siren().and_then(head_office).map(|s| s.to_string()),
            "vatNumber": number.canonical(),
        },
        "subscriptionType": "transporteur",
        "duration": "36",
        "options": { "afretIA": true, "sms": false },
        "representative": "Signataire de démonstration - Direction",
        "paymentMethod": "card",
        "email": email,
    }))
}

/// The first number of an establishment that passes its check digit.
fn head_office(siren: parvis_vatid::Siren) -> Option<Siret> {
    (10..1000).find_map(|nic| Siret::parse(&format!("{siren}{nic:05}")).ok())
}
