//! What the contract's typeface can show, checked before anything is laid out.
//!
//! A character is printable when its glyph leaves ink or is a space. Text is brought to NFC first,
//! so that an accent typed separately becomes part of its letter; what stays a combining mark,
//! runs from right to left or is invisible is refused by name rather than shown wrongly.

use std::fmt;

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use super::pdf::fonts;

/// A value holds a character that the contract cannot show.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field} holds {character}, which cannot be printed in a contract")]
pub struct Unprintable {
    /// The value, as a dotted path such as `companyData.companyName`.
    pub field: &'static str,
    /// The first character that cannot be shown.
    pub character: Named,
}

impl Unprintable {
    /// Where the value stands in the order (JSON pointer, RFC 6901); `None` when it is not the
    /// client's but, say, the provider's.
    pub fn pointer(&self) -> Option<String> {
        let ordered = ["companyData.", "representative"];
        let ordered = ordered.iter().any(|start| self.field.starts_with(start));
        ordered.then(|| format!("/{}", self.field.replace('.', "/")))
    }
}

/// A character together with its code point, so that it can be named even when it is invisible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named(pub char);

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = u32::from(self.0);
        if self.0.is_control() || self.0.is_whitespace() || is_format(self.0) {
            write!(f, "U+{code:04X}")
        } else {
            write!(f, "“{}” (U+{code:04X})", self.0)
        }
    }
}

/// The value in NFC, its line breaks and tabs as spaces, or the character that cannot be shown.
pub fn printable(field: &'static str, value: &str) -> Result<String, Unprintable> {
    let text: String = value.nfc().map(spaced).collect();
    match text.chars().find(|&c| !shows(c)) {
        Some(c) => Err(Unprintable { field, character: Named(c) }),
        None => Ok(text),
    }
}

fn spaced(c: char) -> char {
    if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }
}

fn shows(c: char) -> bool {
    !is_format(c) && !is_combining_mark(c) && !is_right_to_left(c) && has_ink(c)
}

fn has_ink(c: char) -> bool {
    fonts::glyph(c).is_some() && (c.is_whitespace() || fonts::leaves_ink(c))
}

/// The soft hyphen, joiners and signs of direction, for some of which the typeface has a picture.
fn is_format(c: char) -> bool {
    matches!(u32::from(c), 0xad | 0x180e | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f
        | 0xfeff | 0xfff9..=0xfffb)
}

/// The blocks of scripts written from right to left, their presentation forms included.
fn is_right_to_left(c: char) -> bool {
    matches!(u32::from(c), 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff | 0x1_0800..=0x1_0fff
        | 0x1_e800..=0x1_efff)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(value: &str) -> String {
        printable("customer.name", value).unwrap_err().to_string()
    }

    #[test]
    fn european_scripts_are_printable() {
        for text in ["Łódź", "Ελλάδα", "Привет", "Ñandú", "œuvre — « été »", "1 250,00 €"]
        {
            assert_eq!(printable("customer.name", text).as_deref(), Ok(text));
        }
    }

    #[test]
    fn a_separate_accent_joins_its_letter() {
        assert_eq!(printable("customer.name", "Cafe\u{301}").as_deref(), Ok("Café"));
    }

    #[test]
    fn line_breaks_and_tabs_become_spaces() {
        assert_eq!(printable("customer.address", "a\nb\tc").as_deref(), Ok("a b c"));
    }

    #[test]
    fn what_cannot_be_shown_is_refused_by_name() {
        let emoji = "customer.name holds “😀” (U+1F600), which cannot be printed in a contract";
        assert_eq!(refused("Société 😀"), emoji);
        assert!(refused("شركة").contains("“ش” (U+0634)"));
        assert!(refused("חברה").contains("(U+05D7)"), "a glyph alone is not enough");
        assert!(refused("日本").contains("“日” (U+65E5)"));
        assert!(refused("x\u{302}\u{302}").contains("(U+0302)"), "no such letter in NFC");
        for (invisible, name) in [
            ("\u{0}", "U+0000"),
            ("\u{200b}", "U+200B"),
            ("\u{202e}", "U+202E"),
            ("\u{ad}", "U+00AD"),
        ] {
            assert!(refused(invisible).contains(name), "{name}");
        }
    }
}
