use std::collections::BTreeSet;

use sha2::{Digest as _, Sha256};

use super::*;
use crate::domain::CONSENT_VERSION;
use crate::pages::TEMPLATES;

fn catalogue() -> Catalogue {
    Catalogue::load().unwrap()
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
}

#[test]
fn both_languages_have_the_same_texts_with_the_same_values() {
    let Catalogue { french, english } = catalogue();
    assert_eq!(french.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>());
    for (key, text) in &french {
        assert_eq!(placeholders(text), placeholders(&english[key]), "{key}");
        assert!(!text.trim().is_empty() && !english[key].trim().is_empty(), "{key}");
    }
}

#[test]
fn every_text_that_a_template_asks_for_is_there() {
    let catalogue = catalogue();
    for (name, source) in TEMPLATES {
        for call in source.split("say(\"").skip(1) {
            let key = call.split('"').next().unwrap();
            // A key may be completed by a value: `say("closed." ~ kind ~ ".title")`.
            let known = catalogue
                .french
                .keys()
                .any(|k| k == key || (key.ends_with('.') && k.starts_with(key)));
            assert!(known, "{name}: {key}");
        }
    }
}

#[test]
fn templates_hold_no_text_of_their_own() {
    for (name, source) in TEMPLATES {
        let text = without(&without(&without(source, "{#", "#}"), "{%", "%}"), "{{", "}}");
        for tag in text.split('<').skip(1) {
            let (tag, after) = tag.split_once('>').unwrap();
            assert!(!after.chars().any(char::is_alphabetic), "{name}: {after}");
            for attribute in ["alt=\"", "title=\"", "placeholder=\"", "aria-label=\"", "content=\""]
            {
                let Some((_, value)) = tag.split_once(attribute) else { continue };
                let value = value.split('"').next().unwrap();
                let machine = ["width=device-width, initial-scale=1", "noindex, nofollow"];
                assert!(
                    machine.contains(&value) || !value.chars().any(char::is_alphabetic),
                    "{name}: {attribute}{value}"
                );
            }
        }
    }
}

fn without(text: &str, open: &str, close: &str) -> String {
    let mut parts = text.split(open);
    let mut kept = parts.next().unwrap().to_owned();
    for part in parts {
        kept.push_str(part.split_once(close).unwrap().1);
    }
    kept
}

#[test]
fn another_consent_is_another_version() {
    let catalogue = catalogue();
    let texts: String = [Locale::Fr, Locale::En]
        .map(|locale| catalogue.text(locale, "review.consent").unwrap())
        .join("\n");
    let digest = format!("{:x}", Sha256::digest(texts));
    let pinned = [("2026-11", "8ab02e8f98714c73")];
    let known = pinned.iter().find(|(version, _)| *version == CONSENT_VERSION).unwrap();
    assert_eq!(&digest[..16], known.1, "a changed text needs a new version");
}

#[test]
fn a_value_is_never_taken_for_a_placeholder() {
    let said = catalogue().say(Locale::En, "seal.name", &[("name", "{name}")]);
    assert_eq!(said.as_deref(), Some("Signed by {name}"));
}

#[test]
fn a_text_without_its_value_is_no_text() {
    assert_eq!(catalogue().say(Locale::En, "seal.name", &[]), None);
    assert_eq!(catalogue().say(Locale::En, "no.such.text", &[]), None);
}
