//! A client looks at a contract and fetches its files.

use parvis_chassis::key::hex;
use parvis_kernel::{ApplicationId, ContractId};
use parvis_testkit::Answer;
use reqwest::Method;
use sha2::{Digest as _, Sha256};

use crate::office::Office;
use crate::sample::order;

async fn asked(office: &Office, method: Method, path: &str, header: (&str, &str)) -> Answer {
    let request = office.request(method, path, Some(office.application));
    Answer::of(request.header(header.0, header.1).send().await.unwrap()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contract_is_shown_as_it_was_when_it_was_created() {
    let office = Office::open().await;
    let created = office.create(&order()).await.json();
    let id = created["data"]["contractId"].as_str().unwrap();
    assert_eq!(office.view(id).await, created["data"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_contract_is_as_unknown_as_one_that_does_not_exist() {
    let office = Office::open().await;
    let id = office.created().await;
    let stranger = ApplicationId::fresh();
    let unknown = ContractId::fresh().to_string();
    let upper = id.to_uppercase();
    for suffix in ["", "/pdf", "/signed.pdf"] {
        let mut bodies = Vec::new();
        let long = "c".repeat(5_000);
        for id in [id.as_str(), &unknown, &upper, "1", "%00", "%ff", "..%2f..", &long] {
            let path = format!("/api/onboarding/contract/{id}{suffix}");
            let request = office.request(Method::GET, &path, Some(stranger));
            let request = request.header("x-request-id", "same");
            let answer = Answer::of(request.send().await.unwrap()).await;
            assert_eq!(answer.status, 404, "{path} {}", answer.text());
            assert_eq!(answer.problem().as_deref(), Some("not_found"), "{path}");
            bodies.push(answer.text());
        }
        bodies.dedup();
        assert_eq!(bodies.len(), 1, "{bodies:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pdf_is_the_one_whose_hash_was_told() {
    let office = Office::open().await;
    let id = office.created().await;
    let view = office.view(&id).await;
    let sha256 = view["sha256"].as_str().unwrap();
    let pdf = office.get(office.application, view["links"]["pdf"].as_str().unwrap()).await;
    assert_eq!(pdf.status, 200);
    assert_eq!(hex(&Sha256::digest(&pdf.bytes)), sha256);
    for (header, value) in [
        ("content-type", "application/pdf".to_owned()),
        ("etag", format!("\"{sha256}\"")),
        ("cache-control", "private, no-cache".to_owned()),
        ("content-disposition", format!("inline; filename=\"{id}.pdf\"")),
    ] {
        assert_eq!(pdf.headers[header], value);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_the_client_has_is_not_sent_again() {
    let office = Office::open().await;
    let id = office.created().await;
    let path = format!("/api/onboarding/contract/{id}/pdf");
    let pdf = office.get(office.application, &path).await;
    let tag = pdf.headers["etag"].to_str().unwrap();
    let many = format!("\"other\", W/{tag}");
    for (known, status) in
        [(tag, 304), (many.as_str(), 304), ("*", 304), ("\"other\"", 200), ("garbage", 200)]
    {
        let answer = asked(&office, Method::GET, &path, ("if-none-match", known)).await;
        assert_eq!((answer.status, answer.bytes.is_empty()), (status, status == 304), "{known}");
        assert_eq!(answer.headers["etag"], tag);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_head_of_a_file_tells_its_length() {
    let office = Office::open().await;
    let id = office.created().await;
    let path = format!("/api/onboarding/contract/{id}");
    let pdf = office.get(office.application, &format!("{path}/pdf")).await;
    let head = asked(&office, Method::HEAD, &format!("{path}/pdf"), ("accept", "*/*")).await;
    assert_eq!((head.status, head.bytes.len()), (200, 0));
    for header in ["content-length", "content-type", "etag"] {
        assert_eq!(head.headers[header], pdf.headers[header], "{header}");
    }
    assert_eq!(asked(&office, Method::HEAD, &path, ("accept", "*/*")).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_no_signed_form_before_the_signature() {
    let office = Office::open().await;
    let id = office.created().await;
    let path = format!("/api/onboarding/contract/{id}/signed.pdf");
    let answer = office.get(office.application, &path).await;
    assert_eq!((answer.status, answer.problem().as_deref()), (409, Some("contract_state")));
    assert_eq!(answer.json()["detail"], "the contract is issued");
}
