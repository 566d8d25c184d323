//! A line of text in the one font every reader has.

use unicode_normalization::UnicodeNormalization;

use super::helvetica::WIDTHS;
use crate::hex;

/// A character that the font of visible signatures does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the character {0:?} cannot be shown in a visible signature")]
pub struct UnsupportedCharacter(pub char);

/// A line of text for a visible signature, in the Windows-1252 character set.
///
/// Nothing is dropped or replaced: text with other characters is refused, and the caller decides
/// what to show instead (the drawing alone, or a transliteration). The name in the signature
/// itself ([`SignatureRequest::signer`](crate::SignatureRequest::signer)) has no such limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextLine(Vec<u8>);

impl TextLine {
    /// Composes accents (NFC) and encodes; refuses line breaks and characters outside
    /// Windows-1252.
    pub fn new(text: &str) -> Result<Self, UnsupportedCharacter> {
        let encode = |character| win_ansi(character).ok_or(UnsupportedCharacter(character));
        Ok(Self(text.nfc().map(encode).collect::<Result<_, _>>()?))
    }

    /// The width at font size 1.
    pub(super) fn width(&self) -> f32 {
        self.0.iter().map(|&code| f32::from(WIDTHS[usize::from(code)]) / 1000.0).sum()
    }

    /// The codes as hexadecimal digits.
    pub(super) fn hex(&self) -> String {
        hex::encode(&self.0)
    }
}

/// The characters of Windows-1252 from 0x80 to 0x9F; `\0` where it has none.
const EIGHTIES_AND_NINETIES: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘',
    '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

fn win_ansi(character: char) -> Option<u8> {
    match character {
        ' '..='~' | '\u{A0}'..='\u{FF}' => u8::try_from(u32::from(character)).ok(),
        '\0' => None,
        _ => (0x80..=0x9F)
            .zip(EIGHTIES_AND_NINETIES)
            .find(|(_, own)| *own == character)
            .map(|(code, _)| code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_are_composed_before_they_are_encoded() {
        assert_eq!(TextLine::new("e\u{301}"), TextLine::new("é"));
        assert_eq!(TextLine::new("Œuvre à 10 €").unwrap().hex(), "8C7576726520E02031302080");
    }

    #[test]
    fn what_cannot_be_shown_is_refused_by_name() {
        for (text, character) in
            [("Łódź", 'Ł'), ("a\nb", '\n'), ("日本", '日'), ("\0", '\0'), ("\u{81}", '\u{81}')]
        {
            assert_eq!(TextLine::new(text), Err(UnsupportedCharacter(character)));
        }
    }
}
