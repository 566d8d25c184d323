//! From an organisation's name to the labels it may get, best first.
//!
//! The result depends on nothing but the name and the seed, and every candidate is a valid label
//! that is not reserved.

use std::iter::successors;

use deunicode::deunicode;

use super::Label;

const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// More of a name than this never reaches the label.
const LONGEST_NAME: usize = 200;

/// Legal forms as they stand once dots are gone; they tell nothing about who the organisation is.
const LEGAL_FORMS: [&str; 32] = [
    "ag", "aps", "bv", "bvba", "cie", "co", "corp", "eurl", "gmbh", "inc", "kg", "limited", "llc",
    "llp", "ltd", "nv", "oy", "plc", "sa", "sarl", "sas", "sasu", "sca", "sci", "scop", "scp",
    "selarl", "snc", "spa", "sprl", "srl", "ug",
];

/// The labels to try for an organisation, in order: `name`, `name-2` to `name-9`, `name-` and four
/// characters drawn from `seed`, and in the end `org-` and six of them. A name that yields nothing
/// begins with the last form.
pub fn candidates(organisation_name: &str, seed: u64) -> impl Iterator<Item = Label> + use<> {
    let slug = slug(organisation_name);
    let numbered = (2..=9).map(|n| n.to_string());
    let drawn = draws(seed).take(3).map(|bits| base32(bits, 4));
    let suffixed = numbered.chain(drawn).map({
        let slug = slug.clone();
        move |suffix| format!("{}-{suffix}", cut(&slug, Label::LONGEST - suffix.len() - 1))
    });
    let named = (slug.len() >= Label::SHORTEST)
        .then(|| std::iter::once(cut(&slug, Label::LONGEST).to_owned()).chain(suffixed));
    let nameless = draws(seed).take(2).map(|bits| format!("org-{}", base32(bits, 6)));
    named.into_iter().flatten().chain(nameless).filter_map(|text| Label::parse(&text).ok())
}

/// The words of the name that identify it, in ASCII lower case, joined by single hyphens.
fn slug(name: &str) -> String {
    let start: String = name.chars().take(LONGEST_NAME).collect();
    let plain = deunicode(&start).to_lowercase().replace('&', " et ");
    let words: Vec<String> = plain
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '\''))
        .flat_map(elided)
        .map(|word| word.replace(['.', '\''], ""))
        .filter(|word| !word.is_empty())
        .collect();
    without_legal_form(&words).join("-")
}

/// Parts a French article from its noun: `l'oeuvre` is two words, `o'brien` is one.
fn elided(word: &str) -> [&str; 2] {
    match word.trim_start_matches('\'').split_once('\'') {
        Some((article @ ("l" | "d"), noun)) => [article, noun],
        Some(_) | None => [word, ""],
    }
}

/// Drops the legal form at the end, or where none stands there the one at the beginning, if a
/// label's worth is left.
fn without_legal_form(words: &[String]) -> &[String] {
    let is_form = |word: &String| LEGAL_FORMS.contains(&word.as_str());
    let mut kept = words;
    while let [rest @ .., last] = kept
        && (is_form(last) || (kept.len() < words.len() && last == "et"))
    {
        kept = rest;
    }
    if kept.len() == words.len()
        && let [first, rest @ ..] = kept
        && is_form(first)
    {
        kept = rest;
    }
    if kept.join("-").len() >= Label::SHORTEST { kept } else { words }
}

/// At most `room` octets of the slug, ending with a whole word where that leaves enough.
fn cut(slug: &str, room: usize) -> &str {
    let Some((head, rest)) = slug.split_at_checked(room).filter(|(_, rest)| !rest.is_empty())
    else {
        return slug;
    };
    if rest.starts_with('-') {
        return head;
    }
    match head.rfind('-') {
        Some(end) if end >= Label::SHORTEST => &head[..end],
        Some(_) | None => head.trim_end_matches('-'),
    }
}

/// Different pieces of the seed, 20 bits apart.
fn draws(seed: u64) -> impl Iterator<Item = u64> {
    successors(Some(seed), |bits| Some(bits.rotate_right(20)))
}

/// The lowest `length` times five bits, in the letters of RFC 4648 section 6.
fn base32(bits: u64, length: usize) -> String {
    let digits = successors(Some(bits), |rest| Some(rest >> 5));
    digits.take(length).map(|rest| char::from(ALPHABET[(rest & 31) as usize])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(name: &str) -> Vec<String> {
        candidates(name, 0x0123_4567_89ab_cdef).map(String::from).collect()
    }

    #[test]
    fn a_name_becomes_a_readable_label() {
        for (name, label) in [
            ("Société Générale", "societe-generale"),
            ("Socie\u{301}te\u{301} Ge\u{301}ne\u{301}rale", "societe-generale"),
            ("L’Œuvre – Été 2026", "l-oeuvre-ete-2026"),
            ("Straße & Söhne GmbH", "strasse-et-sohne"),
            ("北京科技", "bei-jing-ke-ji"),
            ("ООО Ромашка", "ooo-romashka"),
            ("كلية", "kly"),
            ("🚀 Rocket", "rocket-rocket"),
            ("xn--test", "xn-test"),
            ("O'Brien S.A.R.L.", "obrien"),
            ("Atelier d'Art S.A.S.U.", "atelier-d-art"),
            ("'L'Atelier'", "l-atelier"),
            ("SA ODOO", "odoo"),
            ("SAS Institute SARL", "sas-institute"),
            ("Müller GmbH & Co. KG", "muller"),
            ("Sel & Poivre", "sel-et-poivre"),
            ("SARL", "sarl"),
            ("AB SA", "ab-sa"),
            ("2026", "2026-2"),
            ("Admin", "admin-2"),
            ("..--Clinique__du//Lac--..", "clinique-du-lac"),
        ] {
            assert_eq!(all(name)[0], label, "{name}");
        }
    }

    #[test]
    fn a_long_name_is_cut_after_a_whole_word() {
        let eighty = all(&"a".repeat(80));
        assert_eq!(eighty[0], "a".repeat(40));
        assert_eq!(eighty[1], format!("{}-2", "a".repeat(38)));
        let long = all("Compagnie internationale des transports ferroviaires");
        assert_eq!(long[0], "compagnie-internationale-des-transports");
        assert_eq!(long[1], "compagnie-internationale-des-2");
        assert_eq!(all(&format!("le {}", "b".repeat(60)))[0], format!("le-{}", "b".repeat(37)));
    }

    #[test]
    fn taken_names_are_followed_by_numbers_then_by_chance() {
        assert_eq!(
            all("Clinique du Lac"),
            [
                "clinique-du-lac",
                "clinique-du-lac-2",
                "clinique-du-lac-3",
                "clinique-du-lac-4",
                "clinique-du-lac-5",
                "clinique-du-lac-6",
                "clinique-du-lac-7",
                "clinique-du-lac-8",
                "clinique-du-lac-9",
                "clinique-du-lac-pptx",
                "clinique-du-lac-2e6m",
                "clinique-du-lac-f2ic",
                "org-pptx2e",
                "org-2e6mf2",
            ]
        );
    }

    #[test]
    fn a_name_without_letters_gets_a_neutral_label() {
        for name in ["", "  ", "?!", "3M", "--", "\u{200b}"] {
            assert_eq!(all(name), ["org-pptx2e", "org-2e6mf2"], "{name}");
        }
    }

    proptest::proptest! {
        #[test]
        fn every_name_has_candidates_and_no_name_is_too_strange(name in "\\PC{0,120}", seed: u64) {
            let labels: Vec<Label> = candidates(&name, seed).collect();
            proptest::prop_assert!(labels.len() >= 2);
            proptest::prop_assert!(labels.iter().all(|label| Label::parse(label.as_str()).as_ref() == Ok(label)));
        }
    }
}
