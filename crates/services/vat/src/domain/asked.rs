//! What is asked about: the text that a client gave, read as a VAT number.

use parvis_vatid::{Country, Invalid, VatNumber};

/// The most characters of a text that are read: no number has so many, however it is written.
const MOST: usize = 100;

/// The text of a question, and what it reads as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    text: String,
    reading: Result<VatNumber, Invalid>,
}

impl Asked {
    /// Reads a text; what is no VAT number is kept with the reason. A control character is kept as
    /// U+FFFD, because no database takes them all, and of a longer text the beginning is kept.
    pub(crate) fn read(text: &str) -> Self {
        let shown = |c: char| if c.is_control() && !c.is_whitespace() { '\u{fffd}' } else { c };
        let text: String = text.chars().take(MOST).map(shown).collect();
        let reading = VatNumber::parse(&text);
        Self { text, reading }
    }

    /// The text as it was given.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The number, or why it is none.
    pub(crate) const fn number(&self) -> Result<&VatNumber, Invalid> {
        match &self.reading {
            Ok(number) => Ok(number),
            Err(invalid) => Err(*invalid),
        }
    }

    /// Under what it is kept: the canonical number, or the bare text of what is none.
    pub(crate) fn key(&self) -> String {
        self.number().map_or_else(|_| self.bare(), VatNumber::canonical)
    }

    /// The state whose number it is, or claims to be.
    pub(crate) fn country(&self) -> Option<Country> {
        match self.number() {
            Ok(number) => Some(number.country()),
            Err(_) => Country::from_prefix(self.bare().get(..2)?).ok(),
        }
    }

    /// The number without its country.
    pub(crate) fn body(&self) -> String {
        match self.number() {
            Ok(number) => number.body().to_owned(),
            Err(_) if self.country().is_some() => self.bare().split_off(2),
            Err(_) => self.bare(),
        }
    }

    /// What a log may show: a number is personal data where its holder trades under his own name.
    pub(crate) fn masked(&self) -> String {
        let country = self.country().map_or("??", Country::code);
        format!("{country}{}", "*".repeat(self.body().chars().count()))
    }

    fn bare(&self) -> String {
        let kept = self.text.chars().filter(|c| !c.is_whitespace());
        kept.map(|c| c.to_ascii_uppercase()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_kept_under_its_canonical_form() {
        let asked = Asked::read(" be 0477.472.701 ");
        assert_eq!((asked.key().as_str(), asked.body().as_str()), ("BE0477472701", "0477472701"));
        assert_eq!(asked.masked(), "BE**********");
    }

    #[test]
    fn a_text_that_is_no_number_keeps_what_can_be_read_of_it() {
        let asked = Asked::read("fr 12345678900");
        assert_eq!(asked.number(), Err(Invalid::CheckDigit));
        assert_eq!(
            (asked.country(), asked.body().as_str()),
            (Some(Country::France), "12345678900")
        );
        let asked = Asked::read("éè 1");
        assert_eq!((asked.country(), asked.body().as_str()), (None, "éè1"));
        assert_eq!(Asked::read("").body(), "");
        let asked = Asked::read("BE0477\u{0}472701");
        assert_eq!(asked.number(), Err(Invalid::Character));
        assert_eq!(asked.text(), "BE0477\u{fffd}472701");
    }
}
