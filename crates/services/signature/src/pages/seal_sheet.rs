//! The seal as it is seen on the last page of the document.

use deunicode::deunicode;
use parvis_kernel::Locale;
use parvis_pades::{
    Appearance, Drawing as PrintedDrawing, Error, Prepared, Rect, SignatureRequest, TextLine,
    VisibleAppearance, prepare,
};

use super::{Catalogue, moment};
use crate::domain::{Confirmation, Drawing};

/// The most characters of a line, beside a drawing and without one, and of lines for one text.
const NARROW: usize = 30;
const WIDE: usize = 48;
const LINES: usize = 3;

/// What the seal is to show.
#[derive(Debug, Clone)]
pub(crate) struct SealSheet {
    /// The name of the new signature field.
    pub(crate) field: String,
    /// Where it stands on the last page.
    pub(crate) rect: Option<Rect>,
    /// Whether the seal is of the own authority.
    pub(crate) is_test: bool,
    /// The language of its texts.
    pub(crate) locale: Locale,
    /// What is sealed.
    pub(crate) by: Confirmation,
    /// What the signer drew.
    pub(crate) drawing: Option<Drawing>,
}

impl SealSheet {
    /// Prepares the document for the seal. A name that finds no room, or a page that is too small, makes
    /// the picture smaller or leaves it out; the seal itself is the same.
    pub(crate) fn prepare(&self, pdf: &[u8], catalogue: &Catalogue) -> Result<Prepared, Error> {
        let signer = self.by.name.as_str();
        let said = |key| catalogue.say(self.locale, key, &[("name", signer)]).unwrap_or_default();
        let request = |appearance| SignatureRequest {
            reason: Some(said("seal.reason")),
            appearance,
            ..SignatureRequest::new(self.field.as_str(), signer, self.by.at.date_time())
        };
        for appearance in self.pictures(catalogue) {
            match prepare(pdf, &request(appearance)) {
                Err(Error::TextDoesNotFit | Error::OutsidePage) => {}
                result => return result,
            }
        }
        prepare(pdf, &request(Appearance::Invisible))
    }

    /// The pictures to try, from the fullest to the sparest.
    fn pictures(&self, catalogue: &Catalogue) -> Vec<Appearance> {
        let Some(rect) = self.rect else { return Vec::new() };
        let width = if self.drawing.is_some() { NARROW } else { WIDE };
        let lines = |texts: &[String]| -> Vec<TextLine> {
            texts
                .iter()
                .flat_map(|text| wrap(text, width))
                .filter_map(|line| printable(&line))
                .collect()
        };
        let [name, date, seal] = self.texts(catalogue);
        let drawing = self.drawing.as_ref().and_then(|drawn| drawn.trimmed().ok());
        let drawing = drawing.and_then(|drawn| PrintedDrawing::from_png(drawn.png()).ok());
        [lines(&[name, date.clone(), seal.clone()]), lines(&[date, seal])]
            .into_iter()
            .map(|lines| {
                Appearance::Visible(VisibleAppearance { rect, lines, drawing: drawing.clone() })
            })
            .collect()
    }

    fn texts(&self, catalogue: &Catalogue) -> [String; 3] {
        let at = moment(catalogue, self.locale, self.by.at);
        let seal = if self.is_test { "seal.test" } else { "seal.platform" };
        let say = |key, values: &[_]| catalogue.say(self.locale, key, values).unwrap_or_default();
        [
            say("seal.name", &[("name", self.by.name.as_str())]),
            say("seal.date", &[("at", &at)]),
            say(seal, &[]),
        ]
    }
}

/// A line in the characters that the printed seal has; others are written in Latin letters.
fn printable(text: &str) -> Option<TextLine> {
    TextLine::new(text)
        .or_else(|_| TextLine::new(&deunicode(text).replace(char::is_control, " ")))
        .ok()
}

/// Breaks a text into lines of at most `width` characters; what finds no room ends in an ellipsis.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let too_many = lines.len() > LINES;
    lines.truncate(LINES);
    for line in &mut lines {
        if line.chars().count() > width {
            *line = line.chars().take(width - 1).chain(['…']).collect();
        }
    }
    if let Some(last) = lines.last_mut().filter(|_| too_many) {
        *last = last.chars().take(width - 1).chain(['…']).collect();
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_broken_and_ends_in_an_ellipsis() {
        assert_eq!(wrap("Signataire de démonstration - Direction", 30).len(), 2);
        let lines = wrap(&"mot ".repeat(50), 30);
        assert_eq!(lines.len(), LINES);
        assert!(lines[2].ends_with('…'));
        assert_eq!(wrap(&"m".repeat(200), 30), [format!("{}…", "m".repeat(29))]);
        assert!(wrap("", 30).is_empty());
    }

    #[test]
    fn a_name_in_another_script_is_printed_in_latin_letters() {
        assert_eq!(printable("Łódź"), TextLine::new("Lodz").ok());
        assert_eq!(printable("Élan – œuvre"), TextLine::new("Élan – œuvre").ok());
        assert!(printable("日本 🖋").is_some());
    }
}
