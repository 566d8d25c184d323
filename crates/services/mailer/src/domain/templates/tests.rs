use std::collections::{BTreeMap, BTreeSet};

use parvis_kernel::Locale;

use super::super::letter::Recipient;
use super::*;

/// The values of each template, as the services agreed on them.
const AGREED: [(Template, &[&str]); 3] = [
    (Template::SignatureRequest, &["expires_at", "link", "requester", "signer", "title"]),
    (Template::SignedConfirmation, &["requester", "signed_at", "signer", "title"]),
    (Template::OnboardingReady, &["full_domain", "organization", "url"]),
];
const HOSTILE: &str = "<script>alert(1)</script>\"'&\r\nBcc: intrus@example.org";

fn templates() -> Templates {
    Templates::new(Brand { name: "Parvis".into(), imprint: "Parvis, 1 place".into() }).unwrap()
}

fn letter(template: Template, locale: Locale, value: impl Fn(&str) -> String) -> Letter {
    let names = AGREED.iter().find(|(known, _)| *known == template).unwrap().1;
    let values = names.iter().map(|name| ((*name).to_owned(), value(name)));
    let values: BTreeMap<_, _> = values.collect();
    let to = Recipient { email: "a@example.org".into(), name: None };
    Letter { to, locale, values, attachments: Vec::new() }.flat()
}

fn every() -> impl Iterator<Item = (Template, Locale)> {
    let pair = |template| [(template, Locale::Fr), (template, Locale::En)];
    Template::ALL.into_iter().flat_map(pair)
}

#[test]
fn both_languages_and_both_forms_use_the_agreed_values_and_no_others() {
    let templates = templates();
    let uses = |template, locale, part: &str| -> BTreeSet<String> {
        let name = name_of(template, locale, part);
        let mut names =
            templates.environment.get_template(&name).unwrap().undeclared_variables(false);
        for macro_name in ["button", "facts", "fallback", "note", "paragraph"] {
            names.remove(macro_name);
        }
        names.into_iter().collect()
    };
    for (template, agreed) in AGREED {
        let agreed: BTreeSet<String> = agreed.iter().map(|name| (*name).to_owned()).collect();
        for locale in [Locale::Fr, Locale::En] {
            for part in ["body.txt", "body.html"] {
                assert_eq!(uses(template, locale, part), agreed, "{template:?} {locale:?} {part}");
            }
            assert!(uses(template, locale, "subject.txt").is_subset(&agreed));
        }
    }
}

#[test]
fn every_mail_shows_its_values_its_sender_and_its_foot() {
    for (template, locale) in every() {
        let letter = letter(template, locale, |name| format!("valeur-{name}"));
        let mail = templates().render(template, &letter).unwrap();
        assert!(!mail.subject.is_empty() && !mail.subject.contains('\n'));
        for value in letter.values.values() {
            assert!(mail.text.contains(value), "{template:?} {locale:?}: {value}\n{}", mail.text);
            assert!(mail.html.contains(value), "{template:?} {locale:?}: {value}");
        }
        assert!(mail.html.starts_with("<!doctype html>"));
        assert!(mail.html.contains(&format!("<html lang=\"{}\">", locale.tag())));
        for body in [&mail.text, &mail.html] {
            assert!(body.contains("Parvis, 1 place") && !body.contains("{%"));
            assert!(body.contains(locale.pick("automatiquement", "automatically")));
        }
        assert!(!mail.html.contains("<style") && !mail.html.contains("src="), "nothing is fetched");
    }
}

#[test]
fn a_hostile_value_stays_a_text_on_one_line() {
    for (template, locale) in every() {
        let letter = letter(template, locale, |_| HOSTILE.to_owned());
        let mail = templates().render(template, &letter).unwrap();
        assert!(!mail.html.contains("<script") && !mail.html.contains("\"'&"), "{template:?}");
        assert!(!mail.subject.contains(['\r', '\n']));
        assert!(!mail.text.lines().any(|line| line.trim_start().starts_with("Bcc:")));
    }
}

#[test]
fn a_value_that_nobody_gave_is_an_error() {
    for (template, locale) in every() {
        let mut letter = letter(template, locale, str::to_owned);
        letter.values.pop_first();
        assert!(templates().render(template, &letter).is_err(), "{template:?}");
    }
}

#[test]
fn an_instant_is_shown_in_words() {
    let letter =
        letter(Template::SignedConfirmation, Locale::Fr, |_| "2026-01-05T09:00:00Z".into());
    let mail = templates().render(Template::SignedConfirmation, &letter).unwrap();
    assert!(mail.html.contains("5 janvier 2026 à 09:00 (UTC)"));
    assert!(mail.text.contains("le 5 janvier 2026 à 09:00 (UTC)"));
}
