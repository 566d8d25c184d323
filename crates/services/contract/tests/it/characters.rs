//! What clients may be called: every character is printed, or refused by name.

use lopdf::Document;
use parvis_company::Order;
use parvis_contract::domain::{RenderError, Rendered, render};
use serde_json::{Value, json};

use crate::sample::{model, order};

/// Everything a reader extracts from the PDF, without spaces.
pub(crate) fn shown(rendered: &Rendered) -> String {
    extracted(&rendered.pdf)
}

/// The same of a PDF's bytes.
pub(crate) fn extracted(pdf: &[u8]) -> String {
    let pdf = Document::load_mem(pdf).unwrap();
    let pages: Vec<u32> = pdf.get_pages().into_keys().collect();
    solid(&pdf.extract_text(&pages).unwrap())
}

pub(crate) fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn named(name: &str) -> Value {
    let mut order = order();
    order["companyData"]["companyName"] = json!(name);
    order
}

#[test]
fn a_word_wider_than_the_page_and_an_account_number_in_a_narrow_cell_are_printed() {
    let mut model = model(&order());
    model.order.company.company_name = "x".repeat(300);
    model.provider.registration = "FR7612345678901234567890123456789012345678901234567890".into();
    let shown = shown(&render(&model).unwrap());
    assert!(shown.contains(&"x".repeat(300)));
    assert!(shown.contains(&model.provider.registration));
}

#[test]
fn greek_cyrillic_and_combining_accents_are_printed() {
    let name = "Cafe\u{301} Ελληνική Łódź Привет Noël Œuvre Δίκτυο μ µ";
    let shown = shown(&render(&model(&named(name))).unwrap());
    for word in ["Café", "Ελληνική", "Łódź", "Привет", "Noël", "Œuvre", "Δίκτυο"]
    {
        assert!(shown.contains(word), "{word}");
    }
}

#[test]
fn what_cannot_be_printed_is_refused_by_name() {
    for (name, character) in [
        ("Quai 😀", '😀'),
        ("شركة النقل", 'ش'),
        ("חברה", 'ח'),
        ("運送", '運'),
        ("x\u{327}\u{302}", '\u{327}'),
    ] {
        match render(&model(&named(name))) {
            Err(RenderError::Unprintable(refusal)) => {
                assert_eq!(refusal.field, "companyData.companyName");
                assert_eq!(refusal.character.0, character);
            }
            other => panic!("{name}: {:?}", other.map(|rendered| rendered.pages)),
        }
    }
}

#[test]
fn values_are_never_read_as_template_markup_or_html() {
    let name = "{{ provider.name }} {% if x %} **A** <b>&amp;</b> \\n - 'B' # : ; « c »";
    let rendered = render(&model(&named(name))).unwrap();
    assert!(shown(&rendered).contains(&solid(name)));
    assert!(rendered.text.contains(name));
    let escaped =
        "{{ provider.name }} {% if x %} **A** &lt;b&gt;&amp;amp;&lt;/b&gt; \\n - &#39;B&#39;";
    assert!(rendered.html.contains(escaped));
    assert!(!rendered.html.contains("<b>"));
}

#[test]
fn random_companies_lose_no_character() {
    let mut random = Random(0x5eed);
    for _ in 0..8 {
        let name = random.text(200);
        let mut order = named(&name);
        order["companyData"]["legalForm"] = json!(random.text(60));
        order["companyData"]["companyAddress"] =
            json!((0..4).map(|_| random.text(70)).collect::<Vec<_>>().join("\n"));
        order["representative"] = json!(random.text(120));
        let Ok(_) = Order::parse(&order) else { continue };
        let shown = shown(&render(&model(&order)).unwrap());
        assert!(shown.contains(&solid(&name)), "{name}");
    }
}

/// A linear congruential generator, so that every run sees the same companies.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn text(&mut self, longest: usize) -> String {
        const CHARACTERS: &str = "abcdefgh ijklm nopqr stuvw xyz ABCDEFGHIJ 0123456789 éèêëàâçîïôûùœæ \
            ŁódźśćŻ αβγδεζηθλξπσφψω ЖдйщъыэюяБГ ÄÖÜßñÑ .,;:!?'\"()[]{}<>&%#@/\\|*_-+=~^ «»“”’–—…€£°§";
        let characters: Vec<char> = CHARACTERS.chars().collect();
        let length = 1 + self.below(longest);
        let text: String = (0..length).map(|_| characters[self.below(characters.len())]).collect();
        format!("a{}", text.trim())[..].chars().take(longest).collect()
    }
}
