//! INSEE Sirene.

use crate::running::Running;
use reqwest::StatusCode;
use serde_json::{Value, json};

const SEARCH: &str = "/api-sirene/3.11/siret";

async fn asked(running: &Running, path: &str) -> (StatusCode, Value) {
    let request = running.http.get(running.url(path)).header("X-INSEE-Api-Key-Integration", "any");
    let answer = request.send().await.unwrap();
    (answer.status(), answer.json().await.unwrap())
}

async fn head_office(running: &Running, siren: &str) -> Value {
    let path = format!("{SEARCH}?q=siren:{siren}%20AND%20etablissementSiege:true&nombre=1");
    let (status, answer) = asked(running, &path).await;
    assert_eq!(status, 200);
    assert_eq!(
        answer["header"],
        json!({ "statut": 200, "message": "OK", "total": 1, "debut": 0, "nombre": 1 })
    );
    answer["etablissements"][0].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn one_search_gives_name_form_and_address() {
    let running = Running::start().await;
    let found = head_office(&running, "111222337").await;
    assert_eq!(found["siret"], "11122233700011");
    assert_eq!(found["etablissementSiege"], true);
    let unit = &found["uniteLegale"];
    assert_eq!(unit["denominationUniteLegale"], "TRANSPORTS DE DEMONSTRATION");
    assert_eq!(unit["categorieJuridiqueUniteLegale"], "5710");
    assert_eq!(unit["etatAdministratifUniteLegale"], "A");
    let address = &found["adresseEtablissement"];
    assert_eq!(address["numeroVoieEtablissement"], "12");
    assert_eq!(address["codePostalEtablissement"], "69002");
    assert_eq!(address["codeCedexEtablissement"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ended_company_says_so_in_unit_and_establishment() {
    let running = Running::start().await;
    let found = head_office(&running, "111222667").await;
    assert_eq!(found["uniteLegale"]["etatAdministratifUniteLegale"], "C");
    assert_eq!(found["periodesEtablissement"][0]["etatAdministratifEtablissement"], "F");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partially_diffused_unit_is_masked() {
    let running = Running::start().await;
    let found = head_office(&running, "111222774").await;
    assert_eq!(found["statutDiffusionEtablissement"], "P");
    assert_eq!(found["uniteLegale"]["denominationUniteLegale"], Value::Null);
    assert_eq!(found["uniteLegale"]["nomUniteLegale"], "[ND]");
    assert_eq!(found["adresseEtablissement"]["libelleVoieEtablissement"], "[ND]");
    assert!(!found.to_string().contains("NON DIFFUSEE"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_unit_has_periods_and_no_address() {
    let running = Running::start().await;
    let (_, answer) = asked(&running, "/api-sirene/3.11/siren/111222444").await;
    let unit = &answer["uniteLegale"];
    assert_eq!(unit["siren"], "111222444");
    assert_eq!(unit["periodesUniteLegale"][0]["dateFin"], Value::Null);
    assert_eq!(
        unit["periodesUniteLegale"][0]["denominationUniteLegale"],
        "INDUSTRIES DE DEMONSTRATION"
    );
    let (_, answer) = asked(&running, "/api-sirene/3.11/siret/11122244400015").await;
    assert_eq!(answer["etablissement"]["uniteLegale"]["categorieEntreprise"], "ETI");
}

#[tokio::test(flavor = "multi_thread")]
async fn sirene_refuses_in_its_own_shape() {
    let running = Running::start().await;
    for (path, status) in [
        ("/api-sirene/3.11/siren/000000000", 404),
        ("/api-sirene/3.11/siret/00000000000000", 404),
        ("/api-sirene/3.11/siret?q=siren:000000000", 404),
        ("/api-sirene/3.11/siren/12", 400),
        ("/api-sirene/3.11/siret?q=siren:", 400),
        ("/api-sirene/3.11/siret", 400),
    ] {
        let (answered, answer) = asked(&running, path).await;
        assert_eq!((answered.as_u16(), &answer["header"]["statut"]), (status, &json!(status)));
    }
    let (_, answer) = asked(&running, "/api-sirene/3.11/siren/000000000").await;
    let message = "Aucun élément trouvé pour le siren 000000000";
    assert_eq!(answer, json!({ "header": { "statut": 404, "message": message } }));
    assert_eq!(running.get("/api-sirene/3.11/siren/111222444").await.0, 401);
}
