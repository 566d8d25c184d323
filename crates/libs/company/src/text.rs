//! Texts that end up in documents people sign.

use crate::Flaw;

/// The most characters (Unicode scalar values) a name may have.
const LONGEST: usize = 200;

/// One line of at most 200 characters, without blanks around it.
pub(crate) fn line(raw: &str) -> Result<String, Flaw> {
    let text = raw.trim();
    if text.is_empty() {
        return Err(Flaw::Required);
    }
    if text.chars().count() > LONGEST {
        return Err(Flaw::TooLong(LONGEST));
    }
    if text.chars().any(is_control) {
        return Err(Flaw::Control);
    }
    Ok(text.to_owned())
}

/// Control characters, line separators, and marks that could make a contract read differently from
/// what it says (Unicode's explicit directional formatting characters).
pub(crate) fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
