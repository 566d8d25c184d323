//! The foreign systems: VIES, Sirene, and the service that knows the applications.

pub(crate) mod application;
pub(crate) mod sirene;
pub(crate) mod vies;

/// The largest answer that is read, in bytes. Real ones have two thousand.
const MOST: usize = 64 * 1024;

/// A text that a register discloses: without blanks around it and without control characters but
/// line ends. `---`, INSEE's `[ND]` and nothing mean that it does not.
fn disclosed(text: Option<String>) -> Option<String> {
    let text = text?;
    let plain: String = text.chars().filter(|c| !c.is_control() || *c == '\n').collect();
    let plain = plain.trim();
    (!matches!(plain, "" | "---" | "[ND]")).then(|| plain.to_owned())
}
