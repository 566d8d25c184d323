//! Price lists.

use parvis_company::{Prices, Terms};
use serde_json::{Value, json};

use crate::bodies::{order, told, with};

fn prices() -> Value {
    json!({
        "currency": "EUR",
        "industriel": "490.00",
        "transporteur": "290.00",
        "logisticien": "390.00",
        "afretIA": "90.00",
        "sms": "20.00",
    })
}

#[test]
fn the_built_in_list_is_written_and_read_back() {
    assert_eq!(serde_json::to_value(Prices::default()).unwrap(), prices());
    assert_eq!(Prices::parse(&prices()), Ok(Prices::default()));
}

#[test]
fn the_euro_is_the_currency() {
    let silent = with(prices(), "/currency", json!(null));
    assert_eq!(Prices::parse(&silent), Ok(Prices::default()));
    let other = with(prices(), "/currency", json!("USD"));
    assert_eq!(told(Prices::parse(&other)), [("/currency".to_owned(), "unknown_value")]);
}

#[test]
fn every_price_is_required_and_an_amount() {
    for name in ["industriel", "transporteur", "logisticien", "afretIA", "sms"] {
        let pointer = format!("/{name}");
        let wrong = [
            (json!(null), "required"),
            (json!(490), "type"),
            (json!("-1"), "format"),
            (json!("1000000000000.01"), "out_of_range"),
        ];
        for (value, code) in wrong {
            let told = told(Prices::parse(&with(prices(), &pointer, value)));
            assert_eq!(told, [(pointer.clone(), code)]);
        }
    }
}

#[test]
fn a_month_costs_the_subscription_and_its_options() {
    let prices = Prices::default();
    let terms = Terms::parse(&order()).unwrap();
    assert_eq!(prices.monthly(&terms).to_string(), "580.00");
    assert_eq!((prices.monthly(&terms) * terms.duration_months).to_string(), "20880.00");
    let plain = Terms::parse(&with(order(), "/options", json!({}))).unwrap();
    assert_eq!(prices.monthly(&plain), prices.subscription(plain.subscription_type));
}
