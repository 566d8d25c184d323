//! The desk at which the stories sign: the running service, a sandbox with a timestamp authority, and an
//! archive that keeps the documents.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use parvis_events::contract::v1::ContractSigned;
use parvis_events::mailer::v1::SendMail;
use parvis_events::signature::v1::CollectSignature;
use parvis_events::v1;
use parvis_kernel::{ApplicationId, Clock as _, ContractId, SignatureId};
use parvis_sandbox::{Clock, Config, Sandbox};
use parvis_signature::Signature;
use parvis_testkit::{Answer, Running, Setup, TestClock};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::paper;

/// Who keeps the documents.
pub(crate) const ARCHIVE: &str = "archive";
pub(crate) const SIGNER: &str = "Signataire de démonstration - Direction";

/// The form of a confirmation with a typed name.
pub(crate) const TYPED: [(&str, &str); 3] =
    [("mode", "type"), ("name", SIGNER), ("consent", "yes")];

pub(crate) struct Desk {
    pub(crate) service: Running,
    pub(crate) sandbox: Sandbox,
    pub(crate) application: ApplicationId,
    pub(crate) document: ContractId,
    pub(crate) pdf: Vec<u8>,
}

impl Desk {
    pub(crate) async fn open() -> Self {
        let starting = |setup: Setup| async { vec![setup.start::<Signature>().await] };
        Self::with(starting).await.0
    }

    /// A desk with a second process of the service, on the same database.
    pub(crate) async fn twice() -> (Self, Running) {
        let starting = |setup: Setup| async {
            setup.with("signature.seal_wait_ms", 10_000).start_replicas::<Signature>(2).await
        };
        let (desk, mut others) = Self::with(starting).await;
        (desk, others.remove(0))
    }

    async fn with<F>(starting: impl FnOnce(Setup) -> F) -> (Self, Vec<Running>)
    where
        F: Future<Output = Vec<Running>>,
    {
        // The sandbox lives by the service's clock, which is there only later.
        let clock: Arc<OnceLock<Arc<TestClock>>> = Arc::default();
        let follows = clock.clone();
        let start = TestClock::at("2026-01-05T09:00:00Z").now().date_time();
        let now = move || follows.get().map_or(start, |clock| clock.now().date_time());
        let config = Config { clock: Clock::new(now), ..Config::default() };
        let sandbox = Sandbox::start(config).await.unwrap();
        let addresses = sandbox.addresses();
        let setup = Setup::default()
            .beside(ARCHIVE)
            .with("signature.document_owner", ARCHIVE)
            .with("signature.timestamp_url", addresses.tsa_url.as_str())
            .with("signature.timestamp_roots", addresses.tsa_root_pem.as_str())
            .with("signature.seal_wait_ms", 500)
            .with("signature.answer_wait_ms", 300);
        let mut started = starting(setup).await;
        let service = started.remove(0);
        clock.set(service.clock.clone()).unwrap();
        let (application, document) = (ApplicationId::fresh(), ContractId::fresh());
        let desk = Self { service, sandbox, application, document, pdf: paper::pdf() };
        desk.archive("issued");
        (desk, started)
    }

    /// Puts the document into the archive.
    pub(crate) fn archive(&self, status: &str) {
        let path = format!("/internal/documents/{}", self.document);
        let described = json!({
            "owner": ARCHIVE,
            "id": self.document,
            "application_id": self.application,
            "sha256": self.sha256(),
            "title": "Contrat d’abonnement",
            "status": status,
            "reference": "any",
            "pages": 2,
        });
        self.service.neighbour.tell(&path, &described);
        self.service.neighbour.hand(&format!("{path}/bytes"), &self.pdf);
        self.service.neighbour.hand(&format!("{path}/html"), paper::HTML.as_bytes());
    }

    pub(crate) fn sha256(&self) -> String {
        format!("{:x}", Sha256::digest(&self.pdf))
    }

    pub(crate) fn order(&self, id: SignatureId) -> CollectSignature {
        CollectSignature {
            signature_id: id.to_string(),
            application_id: self.application.to_string(),
            reference: "journey/sign/1".into(),
            document: Some(v1::Document {
                owner: ARCHIVE.into(),
                id: self.document.to_string(),
                sha256: self.sha256(),
            }),
            signer: Some(v1::Signer {
                name: SIGNER.into(),
                email: "signataire@example.org".into(),
                locale: "fr".into(),
            }),
            requester: "Fret & Quai".into(),
        }
    }

    /// Asks for a signature, waits until the link's mail is ordered, and gives the link.
    pub(crate) async fn ask(&self) -> Link<'_> {
        let id = SignatureId::fresh();
        self.service.say("asker", (&id.to_string(), 1), &self.order(id)).await;
        self.link(id).await
    }

    /// The link that the mail of a request carries.
    pub(crate) async fn link(&self, id: SignatureId) -> Link<'_> {
        let wanted = |mail: &SendMail| {
            mail.owner_id == id.to_string() && mail.template == "signature_request"
        };
        self.service.heard::<SendMail>(wanted).await;
        let mail = self.mail(id, "signature_request").await.json();
        let link = mail["values"]["link"].as_str().unwrap();
        let path = link.strip_prefix("http://parvis.test").unwrap().to_owned();
        Link { desk: self, id, path }
    }

    pub(crate) async fn mail(&self, id: SignatureId, template: &str) -> Answer {
        let path = format!("/internal/mails/{id}?template={template}");
        Answer::of(self.service.peer_request(Method::GET, &path).send().await.unwrap()).await
    }

    pub(crate) async fn peek(&self, path: &str) -> Answer {
        let request = self.service.request(Method::GET, path, None);
        Answer::of(request.send().await.unwrap()).await
    }

    /// Says that the archive has stored the signed document.
    pub(crate) async fn store(&self) {
        let stored =
            ContractSigned { contract_id: self.document.to_string(), ..ContractSigned::default() };
        self.service.say(ARCHIVE, (&self.document.to_string(), 1), &stored).await;
    }

    /// Switches a fault of the timestamp authority on.
    pub(crate) async fn lose_the_time(&self) {
        self.fault(Method::PUT, "/tsa", &json!({ "status": 503 })).await;
    }

    /// Switches all faults off.
    pub(crate) async fn mend(&self) {
        self.fault(Method::DELETE, "", &Value::Null).await;
    }

    async fn fault(&self, method: Method, path: &str, body: &Value) {
        let client = parvis_chassis::upstream::client(Duration::from_secs(5)).unwrap();
        let url = format!("{}/faults{path}", self.sandbox.addresses().http_url);
        let answer = client.request(method, url).json(body).send().await.unwrap();
        assert!(answer.status().is_success());
    }

    /// One column of a query on the service's database.
    pub(crate) async fn column(&self, sql: &str) -> Vec<String> {
        self.service.ground().column(sql).await
    }
}

/// A signer's link.
pub(crate) struct Link<'a> {
    desk: &'a Desk,
    pub(crate) id: SignatureId,
    pub(crate) path: String,
}

impl Link<'_> {
    pub(crate) async fn get(&self, below: &str) -> Answer {
        self.desk.peek(&format!("{}{below}", self.path)).await
    }

    pub(crate) async fn post(&self, below: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_to(&self.desk.service, below, fields).await
    }

    /// The same at another process of the service.
    pub(crate) async fn post_to(
        &self,
        replica: &Running,
        below: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        let request = replica
            .request(Method::POST, &format!("{}{below}", self.path), None)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("x-forwarded-for", "198.51.100.7, 203.0.113.9")
            .header("user-agent", "test browser")
            .body(encoded(fields));
        Answer::of(request.send().await.unwrap()).await
    }

    /// Confirms with a typed name.
    pub(crate) async fn confirm(&self) -> Answer {
        self.post("/confirm", &TYPED).await
    }
}

fn encoded(fields: &[(&str, &str)]) -> String {
    let plain =
        |text: &str| -> String {
            text.bytes()
                .map(|b| {
                    if b.is_ascii_alphanumeric() {
                        char::from(b).into()
                    } else {
                        format!("%{b:02X}")
                    }
                })
                .collect()
        };
    let pairs: Vec<_> = fields.iter().map(|(k, v)| format!("{}={}", plain(k), plain(v))).collect();
    pairs.join("&")
}
