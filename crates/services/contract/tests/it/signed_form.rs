//! Somebody signed: the signed form is fetched, checked, and put beside the original.

use std::time::Duration;

use parvis_chassis::key::hex;
use parvis_events::contract::v1::ContractSigned;
use parvis_events::signature::v1::SignatureCompleted;
use parvis_events::v1::Document;
use parvis_events::wire_time;
use parvis_kernel::{ApplicationId, Clock as _, ContractId, SignatureId, Timestamp};
use parvis_testkit::Setup;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::office::Office;

const FROM: &str = "signature";

/// One contract, and the signature that somebody claims to keep.
struct Signing {
    office: Office,
    contract: String,
    original: Vec<u8>,
    signature: String,
}

impl Signing {
    async fn begun() -> Self {
        let office = Office::with(Setup::default().beside("archive")).await;
        let contract = office.created().await;
        let original = office.internal(&format!("/internal/documents/{contract}/bytes")).await;
        let signature = SignatureId::fresh().to_string();
        Self { office, contract, original: original.bytes, signature }
    }

    /// Bytes as a signature makes them: the original, and an incremental update behind it.
    fn signed(&self) -> Vec<u8> {
        [self.original.as_slice(), b"\n% incremental update\n%%EOF\n"].concat()
    }

    /// The service `archive` answers with these bytes.
    fn hand(&self, bytes: &[u8]) {
        let path = format!("/internal/documents/{}/bytes", self.signature);
        self.office.neighbour.hand(&path, bytes);
    }

    /// The announcement of signed bytes with this hash.
    fn completed(&self, sha256: &str) -> SignatureCompleted {
        let document = |owner: &str, id: &str, sha256: &str| {
            Some(Document { owner: owner.into(), id: id.into(), sha256: sha256.into() })
        };
        let signed_at = Some(wire_time(Timestamp::parse("2026-01-05T08:30:00Z").unwrap()));
        SignatureCompleted {
            signature_id: self.signature.clone(),
            application_id: self.office.application.to_string(),
            reference: "case/signature/1".into(),
            document: document("contract", &self.contract, &hash(&self.original)),
            signed: document("archive", &self.signature, sha256),
            level: "B-T".into(),
            signed_at,
            sealed_at: signed_at,
        }
    }

    async fn is_not_signed(&self) {
        let Self { office, contract, .. } = self;
        assert_eq!(office.view(contract).await["status"], "issued");
        let path = format!("/api/onboarding/contract/{contract}/signed.pdf");
        assert_eq!(office.get(office.application, &path).await.status, 409);
        assert_eq!(office.told("ContractSigned").await, 0);
    }
}

fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_signed_form_is_fetched_from_its_owner_and_served() {
    let signing = Signing::begun().await;
    let Signing { office, contract, .. } = &signing;
    let bytes = signing.signed();
    signing.hand(&bytes);
    office.say(FROM, (&signing.signature, 1), &signing.completed(&hash(&bytes))).await;
    let said = office.heard::<ContractSigned>(|_| true).await;
    let document = said.document.unwrap();
    assert_eq!(said.application_id, office.application.to_string());
    assert_eq!((document.owner.as_str(), &document.id), ("contract", contract));
    assert_eq!(document.sha256, hash(&bytes));
    let view = office.view(contract).await;
    let link = format!("/api/onboarding/contract/{contract}/signed.pdf");
    assert_eq!(
        (&view["status"], &view["signedAt"]),
        (&json!("signed"), &json!("2026-01-05T08:30:00.000Z"))
    );
    assert_eq!(
        (&view["links"]["signedPdf"], &view["sha256"]),
        (&json!(link), &json!(hash(&signing.original)))
    );
    let served = office.get(office.application, &link).await;
    assert_eq!((served.status, &served.bytes), (200, &bytes));
    assert_eq!(served.headers["etag"], format!("\"{}\"", hash(&bytes)));
    let name = format!("inline; filename=\"{contract}-signed.pdf\"");
    assert_eq!(served.headers["content-disposition"], name);
    let presented = office.internal(&format!("/internal/documents/{contract}/bytes")).await;
    assert_eq!(presented.bytes, signing.original);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_that_is_announced_again_changes_nothing() {
    let signing = Signing::begun().await;
    let Signing { office, contract, .. } = &signing;
    let bytes = signing.signed();
    signing.hand(&bytes);
    office.say(FROM, (&signing.signature, 1), &signing.completed(&hash(&bytes))).await;
    office.heard::<ContractSigned>(|_| true).await;
    office.settled().await;
    let view = office.view(contract).await;
    let other = [bytes.as_slice(), b"%"].concat();
    signing.hand(&other);
    office.say(FROM, (&signing.signature, 2), &signing.completed(&hash(&other))).await;
    office.settled().await;
    assert_eq!(office.view(contract).await, view);
    assert_eq!(office.told("ContractSigned").await, 1);
    assert_eq!(office.count("SELECT count(*) FROM document WHERE form = 'signed'").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_that_are_not_the_contract_signed_are_never_taken() {
    let signing = Signing::begun().await;
    let office = &signing.office;
    let genuine = signing.signed();
    let mut altered = genuine.clone();
    altered[200] ^= 1;
    let cut = genuine[..signing.original.len() - 1].to_vec();
    let other = b"%PDF-1.7\n%%EOF\n".to_vec();
    let unsigned = signing.original.clone();
    for (nth, (bytes, announced)) in [
        (altered.clone(), hash(&altered)),
        (altered, hash(&genuine)),
        (cut.clone(), hash(&cut)),
        (other.clone(), hash(&other)),
        (unsigned.clone(), hash(&unsigned)),
        (genuine.clone(), String::new()),
    ]
    .into_iter()
    .enumerate()
    {
        signing.hand(&bytes);
        let place = i64::try_from(nth).unwrap() + 1;
        office.say(FROM, (&signing.signature, place), &signing.completed(&announced)).await;
        office.until_none("SELECT count(*) FROM inbox WHERE state = 'waiting'").await;
        office.until_work_failed().await;
        signing.is_not_signed().await;
    }
    signing.hand(&genuine);
    office.say(FROM, (&signing.signature, 7), &signing.completed(&hash(&genuine))).await;
    office.heard::<ContractSigned>(|said| said.contract_id == signing.contract).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_that_has_nothing_yet_is_asked_again() {
    let signing = Signing::begun().await;
    let bytes = signing.signed();
    let office = &signing.office;
    office.say(FROM, (&signing.signature, 1), &signing.completed(&hash(&bytes))).await;
    office.until_work_failed().await;
    signing.is_not_signed().await;
    signing.hand(&bytes);
    office.clock.advance(Duration::from_secs(1));
    office.heard::<ContractSigned>(|said| said.contract_id == signing.contract).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_signature_of_somebody_elses_document_is_left_alone() {
    let signing = Signing::begun().await;
    let office = &signing.office;
    let mut foreign = signing.completed(&hash(&signing.signed()));
    if let Some(document) = &mut foreign.document {
        document.owner = "annex".into();
    }
    let unknown = SignatureCompleted { document: None, ..foreign.clone() };
    office.say(FROM, (&signing.signature, 1), &foreign).await;
    office.say(FROM, (&signing.signature, 2), &unknown).await;
    office.settled().await;
    assert_eq!(office.count("SELECT count(*) FROM inbox WHERE state = 'done'").await, 2);
    signing.is_not_signed().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_in_the_name_of_another_application_is_not_taken() {
    let signing = Signing::begun().await;
    let office = &signing.office;
    let bytes = signing.signed();
    signing.hand(&bytes);
    let application_id = ApplicationId::fresh().to_string();
    let foreign = SignatureCompleted { application_id, ..signing.completed(&hash(&bytes)) };
    office.say(FROM, (&signing.signature, 1), &foreign).await;
    let mut unknown = signing.completed(&hash(&bytes));
    if let Some(document) = &mut unknown.document {
        document.id = ContractId::fresh().to_string();
    }
    office.say(FROM, (&signing.signature, 2), &unknown).await;
    office.settled().await;
    assert_eq!(office.count("SELECT count(*) FROM inbox WHERE state = 'parked'").await, 1);
    assert_eq!(office.count("SELECT count(*) FROM signed_form").await, 0);
    signing.is_not_signed().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn forged_bytes_are_fetched_hourly_in_the_end() {
    let signing = Signing::begun().await;
    let office = &signing.office;
    signing.hand(b"%PDF-1.7\n%%EOF\n");
    office.say(FROM, (&signing.signature, 1), &signing.completed(&hash(&signing.signed()))).await;
    office.until_work_failed().await;
    let now = office.clock.now().millis();
    office.change(&format!("UPDATE work SET attempts = 9, due_at = {now}")).await;
    office.until_none("SELECT count(*) FROM work WHERE attempts < 10 OR leased_until > 0").await;
    let hourly = format!("SELECT count(*) FROM work WHERE due_at = {}", now + 3_600_000);
    assert_eq!(office.count(&hourly).await, 1);
    signing.is_not_signed().await;
}
