//! What is kept of a key.

use parvis_chassis::keyring::equal;

/// The keyed hash of a key's secret: 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeyHash(String);

/// Compared where there is no key, so that an unknown key costs the time of a wrong one.
const NOBODY: [u8; 64] = [b'0'; 64];

impl KeyHash {
    /// Reads a hash.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let digits = text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        (text.len() == 64 && digits).then(|| Self(text.to_owned()))
    }

    /// The 64 digits.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the hash that is kept; the time it takes tells nothing.
    pub(crate) fn matches(&self, kept: Option<&Self>) -> bool {
        let other = kept.map_or(&NOBODY[..], |kept| kept.0.as_bytes());
        equal(self.0.as_bytes(), other) & kept.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_matches_itself_and_no_absence() {
        let one = KeyHash::parse(&"a1".repeat(32)).unwrap();
        let zeros = KeyHash::parse(&"0".repeat(64)).unwrap();
        assert!(one.matches(Some(&one)));
        assert!(!one.matches(Some(&zeros)));
        assert!(!zeros.matches(None));
    }

    #[test]
    fn only_64_lower_case_digits_are_a_hash() {
        for text in ["", "a", &"A1".repeat(32), &"a1".repeat(33), &"g1".repeat(32)] {
            assert_eq!(KeyHash::parse(text), None, "{text}");
        }
    }
}
