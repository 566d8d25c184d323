//! Texts that end up in documents people sign.

use crate::Flaw;

/// The most characters (Unicode scalar values) a name may have.
const LONGEST: usize = 200;

/// One line of at most 200 characters, without blanks around it.
pub(crate) fn name(raw: &str) -> Result<String, Flaw> {
    line(raw, LONGEST)
}

/// One line of at most `longest` characters (Unicode scalar values), without blanks around it.
pub fn line(raw: &str, longest: usize) -> Result<String, Flaw> {
    let text = raw.trim();
    if text.is_empty() {
        return Err(Flaw::Required);
    }
    if text.chars().count() > longest {
        return Err(Flaw::TooLong(longest));
    }
    if text.chars().any(misleads) {
        return Err(Flaw::Control);
    }
    Ok(text.to_owned())
}

/// Whether a character makes a text read differently from what it says: control characters, line
/// separators, invisible characters, and Unicode's directional marks and formatting characters.
pub fn misleads(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
        )
}
