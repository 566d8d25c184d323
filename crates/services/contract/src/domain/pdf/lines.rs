//! Line breaking by measured width.
//!
//! No character is ever dropped: a word wider than its column is broken where the column ends.

use genpdf::{fonts::FontCache, style::Style};

use super::page::Face;
use crate::domain::document::Span;

/// Text that stands on one baseline.
pub(super) type Line = Vec<Run>;

/// Text in one style; `x` counts from the left edge of the line.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) x: f64,
    pub(super) style: Style,
    pub(super) text: String,
}

/// Measures text with the document's fonts.
#[derive(Clone, Copy)]
pub(super) struct Ruler<'a>(pub(super) &'a FontCache);

/// The pieces of text between two spaces, each in its style.
type Word = Vec<(Style, String)>;

impl Ruler<'_> {
    /// The width of a text in millimetres.
    pub(super) fn width(self, style: Style, text: &str) -> f64 {
        style.str_width(self.0, text).into()
    }

    /// Breaks plain text into lines no wider than `width`.
    pub(super) fn wrap(self, text: &str, face: Face, width: f64) -> Vec<Line> {
        self.wrap_phrase(&[Span { text: text.to_owned(), strong: false }], face, width)
    }

    /// Breaks text of mixed weight into lines no wider than `width`.
    pub(super) fn wrap_phrase(self, phrase: &[Span], face: Face, width: f64) -> Vec<Line> {
        let mut lines =
            Filled { ruler: self, width, done: Vec::new(), open: Vec::new(), used: 0.0 };
        for word in words(phrase, face) {
            lines.push(word);
        }
        lines.finish()
    }
}

fn words(phrase: &[Span], face: Face) -> Vec<Word> {
    let mut words = vec![Word::new()];
    for span in phrase {
        for (at, part) in span.text.split(' ').enumerate() {
            if at > 0 {
                words.push(Word::new());
            }
            if let (false, Some(word)) = (part.is_empty(), words.last_mut()) {
                word.push((face.style(span.strong), part.to_owned()));
            }
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

struct Filled<'a> {
    ruler: Ruler<'a>,
    width: f64,
    done: Vec<Line>,
    open: Vec<(Style, String)>,
    used: f64,
}

impl Filled<'_> {
    fn push(&mut self, word: Word) {
        let wide: f64 = word.iter().map(|(style, part)| self.ruler.width(*style, part)).sum();
        let gap = word.first().map_or(0.0, |(style, _)| self.ruler.width(*style, " "));
        if !self.open.is_empty() && self.used + gap + wide <= self.width {
            self.append_space();
            self.used += gap;
        } else {
            self.break_line();
        }
        for (style, part) in word {
            self.append(style, &part);
        }
    }

    /// Adds text to the open line, character by character only where it does not fit as a whole.
    fn append(&mut self, style: Style, text: &str) {
        let wide = self.ruler.width(style, text);
        if self.used + wide <= self.width {
            self.used += wide;
            self.join(style, text);
            return;
        }
        for c in text.chars() {
            let wide = self.ruler.width(style, c.encode_utf8(&mut [0; 4]));
            if self.used + wide > self.width {
                self.break_line();
            }
            self.used += wide;
            self.join(style, c.encode_utf8(&mut [0; 4]));
        }
    }

    fn append_space(&mut self) {
        if let Some((_, text)) = self.open.last_mut() {
            text.push(' ');
        }
    }

    fn join(&mut self, style: Style, text: &str) {
        match self.open.last_mut() {
            Some((last, run)) if last.is_bold() == style.is_bold() => run.push_str(text),
            _ => self.open.push((style, text.to_owned())),
        }
    }

    fn break_line(&mut self) {
        self.used = 0.0;
        let pieces = std::mem::take(&mut self.open);
        if pieces.is_empty() {
            return;
        }
        let mut x = 0.0;
        let line = pieces.into_iter().map(|(style, text)| {
            let run = Run { x, style, text };
            x += self.ruler.width(run.style, &run.text);
            run
        });
        let line = line.collect();
        self.done.push(line);
    }

    fn finish(mut self) -> Vec<Line> {
        self.break_line();
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::pdf::fonts;
    use crate::domain::pdf::page::BODY;

    /// Texts from a fixed seed, of words with one to ninety characters.
    fn texts(count: usize) -> Vec<String> {
        const LETTERS: [char; 12] =
            ['a', 'W', 'é', 'i', '.', 'Ж', 'λ', '-', 'm', '\u{a0}', 'l', '*'];
        let mut seed: u64 = 0x2026_1120;
        let mut next = |below: u64| {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            usize::try_from((seed >> 33) % below).unwrap()
        };
        let mut word = || (0..=next(90)).map(|_| LETTERS[next(12)]).collect::<String>();
        (0..count).map(|_| [word(), word(), word()].join(" ")).collect()
    }

    #[test]
    fn no_character_is_lost_and_no_line_is_too_wide() {
        let cache = FontCache::new(fonts::family().unwrap());
        let ruler = Ruler(&cache);
        for (text, width) in texts(60).iter().zip([12.0, 30.0, 50.0, 160.0].into_iter().cycle()) {
            let half = text.char_indices().nth(text.chars().count() / 2).unwrap().0;
            let span = |text: &str, strong| Span { text: text.into(), strong };
            let phrase = [span(&text[..half], false), span(&text[half..], true)];
            let lines = ruler.wrap_phrase(&phrase, BODY, width);
            let set: String = lines.iter().flatten().map(|run| run.text.as_str()).collect();
            assert_eq!(set.replace(' ', ""), text.replace(' ', ""));
            for line in &lines {
                let last = line.last().unwrap();
                assert!(last.x + ruler.width(last.style, &last.text) <= width + 0.5, "{text}");
            }
        }
    }

    #[test]
    fn text_that_fits_stays_on_one_line() {
        let cache = FontCache::new(fonts::family().unwrap());
        let lines = Ruler(&cache).wrap("Un deux  trois", BODY, 160.0);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0][0].text, "Un deux trois");
    }
}
