//! From what people type and paste to the bare characters of a number.

/// No number, prefix included, has more characters; what follows only proves that it is too long.
const LONGEST: usize = 24;

/// Drops separators and folds ASCII letters to upper case; keeps everything else for the parser to refuse.
pub(crate) fn normalise(raw: &str) -> String {
    let kept = raw.chars().filter(|&c| !is_separator(c)).take(LONGEST);
    kept.map(|c| c.to_ascii_uppercase()).collect()
}

/// White space, punctuation that groups digits, and the invisible characters that copying brings along.
fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '.' | '/' | ',' | ':')
        || matches!(c, '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}')
        || matches!(c, '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}
