//! What the nineteen articles say for every choice a client can make.

use parvis_contract::domain::{Article, Document, draft, printable};
use serde_json::{Value, json};

use crate::sample::{model, order};

/// Every subscription type, option and payment method.
fn choices() -> impl Iterator<Item = Value> {
    let types = ["industriel", "transporteur", "logisticien"];
    let payments = ["card", "sepa_debit", "transfer"];
    types.into_iter().flat_map(move |kind| {
        payments
            .into_iter()
            .flat_map(move |payment| (0..4).map(move |options| chosen(kind, payment, options)))
    })
}

fn chosen(kind: &str, payment: &str, options: u8) -> Value {
    let mut order = order();
    order["subscriptionType"] = json!(kind);
    order["paymentMethod"] = json!(payment);
    order["options"] = json!({ "afretIA": options & 1 > 0, "sms": options & 2 > 0 });
    order
}

fn document(order: &Value) -> Document {
    draft(&model(order)).unwrap()
}

#[test]
fn every_contract_has_nineteen_articles_of_at_least_eighty_words() {
    for order in choices() {
        let articles = document(&order).articles;
        let headings: Vec<String> = articles.iter().map(Article::heading).collect();
        assert_eq!(headings.len(), 19);
        for (article, heading) in articles.iter().zip(&headings) {
            assert!(heading.starts_with(&format!("Article {}. ", article.number)), "{heading}");
            assert!(article.words() >= 80, "{heading}: {} words, {order}", article.words());
        }
    }
}

#[test]
fn every_contract_is_printable_and_set_the_french_way() {
    for order in choices() {
        let text = document(&order).text();
        assert_eq!(printable("text", &text).map(|_| ()), Ok(()));
        for wrong in
            [" ;", " :", " ?", " !", "« ", " »", " %", " €", "'", "{", "}", "**", "  ", " ."]
        {
            assert!(!text.contains(wrong), "“{wrong}” in {order}");
        }
    }
}

#[test]
fn the_three_types_differ_where_their_trades_differ() {
    let articles = ["industriel", "transporteur", "logisticien"]
        .map(|kind| document(&chosen(kind, "card", 3)).articles);
    for number in [2, 3, 8, 9, 14] {
        let [one, two, three] = articles.each_ref().map(|articles| &articles[number - 1].blocks);
        assert!(one != two && two != three && one != three, "article {number}");
    }
}

#[test]
fn the_payment_method_decides_the_article_on_payment() {
    let clause = |payment| document(&chosen("industriel", payment, 0)).articles[6].blocks.clone();
    let [card, debit, transfer] = ["card", "sepa_debit", "transfer"].map(clause);
    assert!(card != debit && debit != transfer && card != transfer);
}

#[test]
fn options_add_clauses_and_prices() {
    let [none, both] = [0, 3].map(|options| document(&chosen("transporteur", "transfer", options)));
    for mark in ["option AfretIA :", "option SMS :", "Recommandation"] {
        let mark = mark.replace(" :", "\u{a0}:");
        assert!(both.text().contains(&mark) && !none.text().contains(&mark), "{mark}");
    }
    assert_eq!(both.tables[1].rows.len(), none.tables[1].rows.len() + 2);
    let total = |document: &Document| document.tables[1].rows.last().unwrap().cells[1].clone();
    assert_eq!(total(&none).replace('\u{a0}', " "), "290,00 €");
    assert_eq!(total(&both).replace('\u{a0}', " "), "400,00 €");
}

#[test]
fn a_customer_of_another_country_pays_the_tax_itself() {
    let foreign = document(&order()).text();
    assert!(foreign.contains("autoliquidation"));
    let mut order = order();
    order["companyData"]["vatNumber"] = json!("FR44732829320");
    order["companyData"]["siret"] = json!("73282932000074");
    let domestic = document(&order).text();
    assert!(!domestic.contains("autoliquidation") && domestic.contains("SIRET"));
}

#[test]
fn the_signature_is_called_what_it_is() {
    let text = document(&order()).text().to_lowercase();
    assert!(text.contains("signature électronique simple"));
    for claim in ["qualifié", "avancée", "certifié", "eidas"] {
        let claimed = text.contains(&format!("signature électronique {claim}"))
            || text.contains(&format!("horodatage {claim}"))
            || text.contains(&format!("horodatage électronique {claim}"));
        assert!(!claimed, "{claim}");
    }
}
