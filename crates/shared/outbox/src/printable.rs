//! Words from outside, kept so that people can read them.

/// The most characters that are kept of them.
const MOST: usize = 2000;

/// The words as every database takes them and every log can show them: cut, and without control
/// characters (PostgreSQL stores no U+0000 in a text).
pub(crate) fn printable(words: &str) -> String {
    words.chars().take(MOST).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_database_takes_the_words() {
        assert_eq!(printable("no \0 such\nfield: é"), "no   such field: é");
        assert_eq!(printable(&"x".repeat(5000)).len(), MOST);
    }
}
