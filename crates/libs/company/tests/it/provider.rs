//! The provider's data of an application.

use parvis_company::Provider;
use serde_json::{Value, json};

use crate::bodies::{told, with};

fn provider() -> Value {
    json!({
        "legalName": "Parvis Démonstration",
        "legalForm": "SAS",
        "capital": "50000.00",
        "registration": "RCS de démonstration 1",
        "address": "1, place du Parvis\n75004 Paris",
        "vatNumber": "FR61130030133",
        "signatory": "Signataire de démonstration - Présidence",
    })
}

#[test]
fn a_provider_gives_back_the_json_it_was_read_from() {
    let read = Provider::parse(&provider()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), provider());
    assert_eq!(serde_json::from_value::<Provider>(provider()).unwrap(), read);
}

#[test]
fn every_field_of_a_provider_is_required() {
    let names: Vec<String> = provider().as_object().unwrap().keys().cloned().collect();
    assert_eq!(names.len(), 7);
    for name in names {
        let pointer = format!("/{name}");
        for (value, code) in
            [(json!(""), "required"), (json!(null), "required"), (json!(1), "type")]
        {
            let told = told(Provider::parse(&with(provider(), &pointer, value)));
            assert_eq!(told, [(pointer.clone(), code)]);
        }
    }
}

#[test]
fn the_vat_number_of_a_provider_is_checked() {
    let wrong = with(provider(), "/vatNumber", json!("FR12345678900"));
    assert_eq!(told(Provider::parse(&wrong)), [("/vatNumber".to_owned(), "check_digit")]);
}
