//! A running mailer, a relay with an inbox, and the owner of the mails.

use std::time::Duration;

use parvis_events::mailer::v1::SendMail;
use parvis_kernel::{ApplicationId, MailId};
use parvis_mailer::Mailer;
use parvis_sandbox::{Config, Sandbox};
use parvis_testkit::{Answer, Running, Setup};
use reqwest::{Client, Method};
use serde_json::{Value, json};

pub(crate) const SIGNER: &str = "signataire@example.org";
pub(crate) const LINK: &str = "https://parvis.test/sign/un-lien-secret";

pub(crate) struct PostOffice {
    pub(crate) mailer: Running,
    pub(crate) sandbox: Sandbox,
    client: Client,
}

impl PostOffice {
    pub(crate) async fn open() -> Self {
        Self::with(|setup| setup).await
    }

    /// Opens with further settings.
    pub(crate) async fn with(change: impl FnOnce(Setup) -> Setup) -> Self {
        let sandbox = Sandbox::start(Config::default()).await.unwrap();
        let addresses = sandbox.addresses();
        let setup = Setup::default()
            .beside("signature")
            .with("mailer.smtp_host", addresses.smtp.ip().to_string())
            .with("mailer.smtp_port", addresses.smtp.port())
            .with("mailer.smtp_user", "parvis")
            .with("mailer.smtp_password", "sandbox")
            .with("mailer.smtp_root_pem", addresses.smtp_root_pem.as_str());
        let mailer = change(setup).start::<Mailer>().await;
        Self { mailer, sandbox, client: Client::builder().no_proxy().build().unwrap() }
    }

    /// Switches a fault of the relay on.
    pub(crate) async fn fault(&self, fault: &Value) {
        let url = format!("{}/faults/smtp", self.sandbox.addresses().http_url);
        let answer = self.client.put(url).json(fault).send().await.unwrap();
        assert!(answer.status().is_success());
    }

    pub(crate) async fn mend(&self) {
        let url = format!("{}/faults", self.sandbox.addresses().http_url);
        assert!(self.client.delete(url).send().await.unwrap().status().is_success());
    }

    /// The mails in the inbox, newest first.
    pub(crate) async fn inbox(&self) -> Vec<Value> {
        let list: Value = serde_json::from_slice(&self.read("/messages").await).unwrap();
        list["messages"].as_array().unwrap().clone()
    }

    /// Something of the inbox, below its address.
    pub(crate) async fn read(&self, path: &str) -> Vec<u8> {
        let url = format!("{}{path}", self.sandbox.addresses().inbox_url);
        self.client.get(url).send().await.unwrap().bytes().await.unwrap().to_vec()
    }

    /// Lets the owner know what a mail says, and orders it.
    pub(crate) async fn order(&self, order: &SendMail, letter: &Value) {
        let path = format!("/internal/mails/{}?template={}", order.owner_id, order.template);
        self.mailer.neighbour.tell(&path, letter);
        self.mailer.say("signature", (&order.owner_id, 1), order).await;
    }

    /// The record of a mail.
    pub(crate) async fn record(&self, id: &str) -> Value {
        let path = format!("/internal/mails/{id}");
        let request = self.mailer.peer_request(Method::GET, &path);
        Answer::of(request.send().await.unwrap()).await.json()
    }

    /// Waits, within bounds, until a mail was tried so often; gives its record.
    pub(crate) async fn tried(&self, id: &str, times: u64) -> Value {
        for _ in 0..400 {
            let record = self.record(id).await;
            if record["attempts"].as_u64() == Some(times) {
                return record;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("not tried {times} times: {}", self.record(id).await);
    }
}

/// An order to send `template`.
pub(crate) fn order(template: &str) -> SendMail {
    SendMail {
        mail_id: MailId::fresh().to_string(),
        application_id: ApplicationId::fresh().to_string(),
        reference: "journey/signature/1".into(),
        template: template.into(),
        owner: "signature".into(),
        owner_id: format!("sig_{}", parvis_kernel::id::fresh().simple()),
    }
}

/// What the owner says about a request to sign.
pub(crate) fn request() -> Value {
    json!({
        "to": { "email": SIGNER, "name": "Signataire de démonstration" },
        "locale": "fr",
        "values": {
            "requester": "Atelier <de> démonstration", "title": "Contrat d’abonnement",
            "signer": "Signataire de démonstration", "link": LINK,
            "expires_at": "2026-02-04T09:00:00.000Z",
        },
        "attachments": [],
    })
}
