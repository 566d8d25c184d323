//! Companies, French and others.

use parvis_company::Company;
use serde_json::{Value, json};

use crate::bodies::{company, told, with};

fn faults(pointer: &str, value: Value) -> Vec<(String, &'static str)> {
    told(Company::parse(&with(company(), pointer, value)))
}

#[test]
fn a_french_company_is_read() {
    let company = Company::parse(&company()).unwrap();
    assert_eq!(company.company_name, "Ateliers du Parvis");
    assert_eq!(company.capital.cents(), 1_000_000);
    assert_eq!(company.company_address.lines(), ["12 rue du Port", "76600 Le Havre"]);
    assert_eq!(company.siret.map(|siret| siret.to_string()).as_deref(), Some("13003013300016"));
    assert_eq!(company.vat_number.canonical(), "FR61130030133");
}

#[test]
fn each_field_is_required() {
    for name in ["companyName", "legalForm", "capital", "companyAddress", "siret", "vatNumber"] {
        let pointer = format!("/{name}");
        for absent in [json!(null), json!(""), json!(" \n ")] {
            assert_eq!(faults(&pointer, absent), [(pointer.clone(), "required")]);
        }
    }
}

#[test]
fn each_field_must_be_a_string() {
    for name in ["companyName", "legalForm", "capital", "companyAddress", "siret", "vatNumber"] {
        let pointer = format!("/{name}");
        for other in [json!(10_000), json!(true), json!(["a"]), json!({"a": "b"})] {
            assert_eq!(faults(&pointer, other), [(pointer.clone(), "type")]);
        }
    }
}

#[test]
fn names_have_at_most_200_characters() {
    assert_eq!(faults("/companyName", json!("é".repeat(200))), []);
    for pointer in ["/companyName", "/legalForm"] {
        let told = faults(pointer, json!("é".repeat(201)));
        assert_eq!(told, [(pointer.to_owned(), "too_long")]);
    }
    let told = faults("/companyAddress", json!("x".repeat(401)));
    assert_eq!(told, [("/companyAddress".to_owned(), "too_long")]);
}

#[test]
fn control_characters_are_refused() {
    for hidden in
        ["a\u{0}b", "a\u{1b}[31mb", "a\nb", "a\tb", "a\u{85}b", "a\u{202e}b", "a\u{2028}b"]
    {
        let told = faults("/companyName", json!(hidden));
        assert_eq!(told, [("/companyName".to_owned(), "control_character")], "{hidden:?}");
    }
}

#[test]
fn a_capital_is_an_amount_within_bounds() {
    assert_eq!(faults("/capital", json!("10 000,50")), []);
    assert_eq!(faults("/capital", json!("0")), []);
    assert_eq!(faults("/capital", json!("-1")), [("/capital".to_owned(), "format")]);
    assert_eq!(faults("/capital", json!("dix mille")), [("/capital".to_owned(), "format")]);
    let told = faults("/capital", json!("1000000000001"));
    assert_eq!(told, [("/capital".to_owned(), "out_of_range")]);
}

#[test]
fn a_vat_number_is_refused_with_the_reason() {
    let refused = [
        ("130030133", "unknown_country"),
        ("GB980780684", "unknown_country"),
        ("FR6113003013", "length"),
        ("FR6113003013O", "character"),
        ("FR12345678900", "check_digit"),
    ];
    for (number, code) in refused {
        assert_eq!(faults("/vatNumber", json!(number)), [("/vatNumber".to_owned(), code)]);
    }
}

#[test]
fn a_siret_is_refused_with_the_reason() {
    let refused = [
        ("1300301330001", "length"),
        ("1300301330001X", "character"),
        ("12345678900012", "check_digit"),
        ("35600000000048", "mismatch"),
    ];
    for (siret, code) in refused {
        assert_eq!(faults("/siret", json!(siret)), [("/siret".to_owned(), code)]);
    }
}

#[test]
fn a_company_outside_france_needs_no_siret() {
    for number in ["BE0477472701", "FR53000004605"] {
        let body = with(with(company(), "/vatNumber", json!(number)), "/siret", json!(""));
        assert_eq!(Company::parse(&body).map(|company| company.siret), Ok(None), "{number}");
    }
}

#[test]
fn a_siret_of_a_company_outside_france_is_still_a_siret() {
    let belgian = with(company(), "/vatNumber", json!("BE0477472701"));
    assert!(Company::parse(&belgian).is_ok_and(|company| company.siret.is_some()));
    let told = told(Company::parse(&with(belgian, "/siret", json!("12345678900012"))));
    assert_eq!(told, [("/siret".to_owned(), "check_digit")]);
}

#[test]
fn a_company_is_the_same_after_a_journey_as_json() {
    for body in [company(), with(company(), "/vatNumber", json!("BE0477472701"))] {
        let company = Company::parse(&body).unwrap();
        let sent = serde_json::to_value(&company).unwrap();
        assert_eq!(sent["capital"], "10000.00");
        assert_eq!(serde_json::from_value::<Company>(sent.clone()).unwrap(), company);
        assert_eq!(Company::parse(&sent), Ok(company));
    }
}

#[test]
fn json_of_a_company_with_a_wrong_number_is_not_read() {
    let sent = serde_json::to_value(Company::parse(&company()).unwrap()).unwrap();
    let wrong = with(sent, "/vatNumber", json!("FR12345678900"));
    assert!(serde_json::from_value::<Company>(wrong).is_err());
}
