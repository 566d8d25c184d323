//! A client whose journey the test drives: it says what the other services would.

use parvis_events::contract::v1::{
    ContractGenerated, ContractRefused, ContractReserved, ContractSigned, GenerateContract,
    ReserveContract,
};
use parvis_events::mailer::v1::{MailSent, SendMail};
use parvis_events::signature::v1::{
    CollectSignature, SignatureCompleted, SignatureDeclined, SignatureRequested,
};
use parvis_events::v1::Document;
use parvis_events::vat::v1::{CompanyRejected, CompanyVerified, VerifyCompany};
use parvis_events::wire_time;
use parvis_kernel::Clock as _;
use serde_json::{Value, json};

use crate::house::House;

/// The name under which the test says what other services would.
const FROM: &str = "elsewhere";

pub(crate) struct Client {
    pub(crate) house: House,
    pub(crate) uuid: String,
}

/// The body of a submission.
pub(crate) fn order() -> Value {
    json!({
        "companyData": {
            "companyName": "Ateliers du Parvis",
            "legalForm": "SAS",
            "capital": "10000",
            "companyAddress": "12 rue du Port\n76600 Le Havre",
            "siret": "13003013300016",
            "vatNumber": "FR61130030133",
        },
        "subscriptionType": "industriel",
        "duration": "36",
        "options": {"afretIA": true, "sms": false},
        "representative": "Signataire de démonstration - Direction",
        "paymentMethod": "card",
        "email": "client@example.com",
        "phone": "+33 2 00 00 00 00",
    })
}

/// The body with another member.
pub(crate) fn with(mut body: Value, name: &str, value: Value) -> Value {
    body[name] = value;
    body
}

impl Client {
    /// A house in which nothing was submitted yet.
    pub(crate) async fn open() -> Self {
        Self::of(House::open().await)
    }

    /// A client of this house.
    pub(crate) fn of(house: House) -> Self {
        let path = format!("/internal/applications/{}", house.application);
        let application = json!({
            "application_id": house.application,
            "app_name": "Application de démonstration",
            "contact_email": null,
            "provider": {"legalName": "Prestataire de démonstration SAS"},
            "prices": null,
        });
        house.running.neighbour.tell(&path, &application);
        Self { house, uuid: String::new() }
    }

    pub(crate) async fn submitted() -> Self {
        Self::submitted_with(&[]).await
    }

    pub(crate) async fn submitted_with(headers: &[(&'static str, &str)]) -> Self {
        let client = Self::open().await;
        let body = order();
        let call = client.house.post_with("/api/onboarding/submit", &body, headers);
        let (answer, ()) = tokio::join!(call, client.reserve());
        assert_eq!(answer.status, 202, "{}", answer.text());
        let uuid = answer.json()["data"]["onboardingId"].as_str().unwrap().to_owned();
        Self { uuid, ..client }
    }

    /// Keeps the contract's id.
    pub(crate) async fn reserve(&self) {
        let asked = self.house.running.heard::<ReserveContract>(|_| true).await;
        let (contract_id, reference) = (asked.contract_id.clone(), asked.reference);
        let application_id = asked.application_id;
        let fact = ContractReserved { contract_id, application_id, reference };
        self.house.running.say(FROM, (&asked.contract_id, 1), &fact).await;
    }

    /// The check of the number that was asked for.
    pub(crate) async fn asked(&self) -> VerifyCompany {
        self.house.running.heard::<VerifyCompany>(|m| m.reference.starts_with(&self.uuid)).await
    }

    pub(crate) async fn verified(&self) -> VerifyCompany {
        let asked = self.asked().await;
        let fact = CompanyVerified {
            verification_id: asked.verification_id.clone(),
            application_id: asked.application_id.clone(),
            reference: asked.reference.clone(),
            source: "VIES".into(),
            status: "valid".into(),
            consultation_number: "WAPIAAAA".into(),
            checked_at: Some(wire_time(self.house.running.clock.now())),
            ..CompanyVerified::default()
        };
        self.house.running.say(FROM, (&asked.verification_id, 1), &fact).await;
        asked
    }

    pub(crate) async fn rejected(&self) {
        let asked = self.asked().await;
        let fact = CompanyRejected {
            verification_id: asked.verification_id.clone(),
            application_id: asked.application_id,
            reference: asked.reference,
            reason: "not_registered".into(),
            source: "VIES".into(),
        };
        self.house.running.say(FROM, (&asked.verification_id, 1), &fact).await;
    }

    pub(crate) async fn generated(&self) -> GenerateContract {
        let asked = self.house.running.heard::<GenerateContract>(|_| true).await;
        let fact = ContractGenerated {
            contract_id: asked.contract_id.clone(),
            application_id: asked.application_id.clone(),
            reference: asked.reference.clone(),
            document: Some(document(&asked.contract_id)),
            pages: 6,
        };
        self.house.running.say(FROM, (&asked.contract_id, 2), &fact).await;
        asked
    }

    pub(crate) async fn requested(&self) -> CollectSignature {
        let asked = self.house.running.heard::<CollectSignature>(|_| true).await;
        let fact = SignatureRequested {
            signature_id: asked.signature_id.clone(),
            application_id: asked.application_id.clone(),
            reference: asked.reference.clone(),
            document: asked.document.clone(),
        };
        self.house.running.say(FROM, (&asked.signature_id, 1), &fact).await;
        self.house.until(&self.uuid, |status| status["waiting_on"] == "signer").await;
        asked
    }

    pub(crate) async fn declined(&self) {
        let asked = self.house.running.heard::<CollectSignature>(|_| true).await;
        let fact = SignatureDeclined {
            signature_id: asked.signature_id.clone(),
            application_id: asked.application_id,
            reference: asked.reference,
            document: asked.document,
        };
        self.house.running.say(FROM, (&asked.signature_id, 2), &fact).await;
    }

    pub(crate) async fn signed(&self) {
        let asked = self.house.running.heard::<CollectSignature>(|_| true).await;
        let contract = self.house.running.heard::<GenerateContract>(|_| true).await;
        let at = Some(wire_time(self.house.running.clock.now()));
        let completed = SignatureCompleted {
            signature_id: asked.signature_id.clone(),
            application_id: asked.application_id.clone(),
            reference: asked.reference,
            signed_at: at,
            ..SignatureCompleted::default()
        };
        self.house.running.say(FROM, (&asked.signature_id, 2), &completed).await;
        let stored = ContractSigned {
            contract_id: contract.contract_id.clone(),
            application_id: asked.application_id,
            reference: contract.reference,
            document: Some(document(&contract.contract_id)),
            signed_at: at,
        };
        self.house.running.say(FROM, (&contract.contract_id, 3), &stored).await;
    }

    pub(crate) async fn mailed(&self, mail: &SendMail) {
        let fact = MailSent {
            mail_id: mail.mail_id.clone(),
            application_id: mail.application_id.clone(),
            reference: mail.reference.clone(),
            template: mail.template.clone(),
            sent_at: None,
        };
        self.house.running.say(FROM, (&mail.mail_id, 1), &fact).await;
    }

    /// Says that the contract can't be written.
    pub(crate) async fn refused(&self, code: &str) {
        let asked = self.house.running.heard::<GenerateContract>(|_| true).await;
        let fact = ContractRefused {
            contract_id: asked.contract_id.clone(),
            application_id: asked.application_id,
            reference: asked.reference,
            code: code.to_owned(),
            hint: "Set the provider data of the application.".into(),
        };
        self.house.running.say(FROM, (&asked.contract_id, 2), &fact).await;
    }

    /// Facts that name this onboarding and concern other things.
    pub(crate) async fn foreign(&self) {
        let reference = format!("{}/signature/1", self.uuid);
        let running = &self.house.running;
        let signed = ContractSigned { reference: reference.clone(), ..ContractSigned::default() };
        running.say(FROM, ("ctr_other", 1), &signed).await;
        let declined = SignatureDeclined { reference, ..SignatureDeclined::default() };
        running.say(FROM, ("sig_other", 1), &declined).await;
        let told = async {
            let kind = "parvis.signature.v1.SignatureDeclined";
            while !self.house.events(&self.uuid).await.iter().any(|event| event["type"] == kind) {
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(20), told).await.unwrap();
    }
}

fn document(id: &str) -> Document {
    Document { owner: FROM.into(), id: id.into(), sha256: "ab".repeat(32) }
}
