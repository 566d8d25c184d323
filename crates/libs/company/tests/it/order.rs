//! Orders: the bodies of `create-contract` and `submit`.

use parvis_company::{Order, PaymentMethod, SubscriptionType, Terms};
use serde_json::{Value, json};

use crate::bodies::{order, told, with};

fn faults(pointer: &str, value: Value) -> Vec<(String, &'static str)> {
    told(Order::parse(&with(order(), pointer, value)))
}

fn one(pointer: &str, code: &'static str) -> Vec<(String, &'static str)> {
    vec![(pointer.to_owned(), code)]
}

#[test]
fn an_order_is_read() {
    let order = Order::parse(&order()).unwrap();
    assert_eq!(order.terms.subscription_type, SubscriptionType::Industriel);
    assert_eq!(order.terms.duration_months, 36);
    assert!(order.terms.options.afret_ia && !order.terms.options.sms);
    assert_eq!(order.representative.as_str(), "Nom Prénom - Fonction");
    assert_eq!(order.payment_method, PaymentMethod::Card);
}

#[test]
fn members_of_other_readers_are_ignored() {
    let body = with(order(), "/email", json!("client@example.com"));
    assert_eq!(faults("/companyData/note", json!(["x"])), []);
    assert!(Order::parse(&body).is_ok());
}

#[test]
fn all_faults_are_told_together_in_the_order_of_the_fields() {
    let body = json!({
        "companyData": {"companyName": 7, "capital": "x", "siret": "1", "vatNumber": "FR12345678900"},
        "subscriptionType": "autre",
        "options": {"afretIA": "yes", "sms": 1},
        "representative": " ",
    });
    let expected = [
        ("/companyData/companyName", "type"),
        ("/companyData/legalForm", "required"),
        ("/companyData/capital", "format"),
        ("/companyData/companyAddress", "required"),
        ("/companyData/vatNumber", "check_digit"),
        ("/companyData/siret", "length"),
        ("/subscriptionType", "unknown_value"),
        ("/duration", "required"),
        ("/options/afretIA", "type"),
        ("/options/sms", "type"),
        ("/representative", "required"),
        ("/paymentMethod", "required"),
    ];
    let told = told(Order::parse(&body));
    assert_eq!(told, expected.map(|(pointer, code)| (pointer.to_owned(), code)));
}

#[test]
fn a_body_that_is_no_object_has_the_root_as_pointer() {
    for body in [json!(null), json!([]), json!("x"), json!(1)] {
        assert_eq!(told(Order::parse(&body)), one("", "type"));
    }
}

#[test]
fn an_absent_or_wrong_company_is_one_fault() {
    assert_eq!(faults("/companyData", json!(null)), one("/companyData", "required"));
    assert_eq!(faults("/companyData", json!([])), one("/companyData", "type"));
}

#[test]
fn a_duration_is_a_string_of_1_to_120_months() {
    for months in ["1", "120", " 36 "] {
        assert_eq!(faults("/duration", json!(months)), []);
    }
    for wrong in ["0", "121", "-1", "+36", "36.5", "trente", "٣٦", "99999999999999999999"] {
        assert_eq!(faults("/duration", json!(wrong)), one("/duration", "out_of_range"), "{wrong}");
    }
    assert_eq!(faults("/duration", json!(36)), one("/duration", "type"));
}

#[test]
fn types_and_methods_are_read_by_their_names() {
    for kind in SubscriptionType::ALL {
        assert_eq!(faults("/subscriptionType", json!(kind.code())), []);
        assert_eq!(serde_json::to_value(kind).unwrap(), json!(kind.code()));
    }
    for method in PaymentMethod::ALL {
        assert_eq!(faults("/paymentMethod", json!(method.code())), []);
        assert_eq!(serde_json::to_value(method).unwrap(), json!(method.code()));
    }
    assert_eq!(faults("/paymentMethod", json!("CARD")), one("/paymentMethod", "unknown_value"));
    assert_eq!(faults("/paymentMethod", json!(1)), one("/paymentMethod", "type"));
    assert_eq!(faults("/subscriptionType", json!({})), one("/subscriptionType", "type"));
}

#[test]
fn options_may_be_absent_and_are_then_off() {
    let body = with(order(), "/options", json!(null));
    let terms = Terms::parse(&body).unwrap();
    assert!(!terms.options.afret_ia && !terms.options.sms);
    assert_eq!(faults("/options", json!({})), []);
    assert_eq!(faults("/options", json!(["sms"])), one("/options", "type"));
}

#[test]
fn a_representative_is_one_line_of_at_most_200_characters() {
    assert_eq!(
        faults("/representative", json!("x".repeat(201))),
        one("/representative", "too_long")
    );
    assert_eq!(
        faults("/representative", json!("a\nb")),
        one("/representative", "control_character")
    );
    assert_eq!(faults("/representative", json!(["a"])), one("/representative", "type"));
}

#[test]
fn an_order_is_the_same_after_a_journey_as_json() {
    let order = Order::parse(&order()).unwrap();
    let sent = serde_json::to_value(&order).unwrap();
    assert_eq!(sent["terms"]["durationMonths"], 36);
    assert_eq!(sent["terms"]["options"]["afretIA"], true);
    assert_eq!(sent["paymentMethod"], "card");
    assert_eq!(serde_json::from_value::<Order>(sent).unwrap(), order);
}

#[test]
fn a_message_names_the_field_and_not_the_value() {
    let body = with(order(), "/companyData/siret", json!("35600000000048"));
    let faults = Order::parse(&body).unwrap_err();
    assert_eq!(faults[0].message, "siret must belong to the company of the VAT number");
    assert_eq!(faults[0].to_string(), faults[0].message);
}
