//! Postal addresses, line by line.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::{Flaw, text};

/// The most characters a whole address may have.
const LONGEST: usize = 400;
/// The most lines; postal services print six or seven.
const MOST_LINES: usize = 8;

/// The lines of a postal address: 1 to 8, none of them blank.
///
/// Displayed it is one line with commas; in JSON it is one string with `\n` between the lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Address(Vec<String>);

impl Address {
    /// Reads lines, or one line whose parts are separated by commas.
    ///
    /// # Errors
    /// [`Flaw::Required`] where nothing is left, [`Flaw::TooLong`] over 400 characters,
    /// [`Flaw::TooManyLines`] over 8 lines, [`Flaw::Control`].
    pub fn parse(raw: &str) -> Result<Self, Flaw> {
        let whole = raw.trim();
        if whole.chars().count() > LONGEST {
            return Err(Flaw::TooLong(LONGEST));
        }
        let lines = if whole.contains('\n') { split_lines(whole) } else { split_commas(whole) };
        if lines.is_empty() {
            return Err(Flaw::Required);
        }
        if lines.len() > MOST_LINES {
            return Err(Flaw::TooManyLines(MOST_LINES));
        }
        if lines.iter().flat_map(|line| line.chars()).any(text::misleads) {
            return Err(Flaw::Control);
        }
        Ok(Self(lines))
    }

    /// The lines, first to last.
    pub fn lines(&self) -> &[String] {
        &self.0
    }
}

fn split_lines(whole: &str) -> Vec<String> {
    whole.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// A part that is only a number, of a house or a post office, stays with what follows.
fn split_commas(line: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut number: Option<&str> = None;
    for part in line.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        match number.take() {
            Some(before) => lines.push(format!("{before}, {part}")),
            None if is_number(part) => number = Some(part),
            None => lines.push(part.to_owned()),
        }
    }
    lines.extend(number.map(str::to_owned));
    lines
}

/// `12`, `12B`, `12 bis`, `75002`.
fn is_number(part: &str) -> bool {
    let rest = part.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
    rest.len() < part.len()
        && (rest.chars().count() <= 1 || matches!(rest, "bis" | "ter" | "quater"))
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(", "))
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.0.join("\n")
    }
}

impl TryFrom<String> for Address {
    type Error = Flaw;

    fn try_from(raw: String) -> Result<Self, Flaw> {
        Self::parse(&raw)
    }
}

#[cfg(test)]
mod tests {
    use super::{Address, Flaw};

    fn lines(raw: &str) -> Vec<String> {
        Address::parse(raw).unwrap().lines().to_vec()
    }

    #[test]
    fn lines_are_kept_and_blank_ones_dropped() {
        let raw = " Chaussée de Namur 40\r\n\n  1367 Ramillies \n";
        assert_eq!(lines(raw), ["Chaussée de Namur 40", "1367 Ramillies"]);
        assert_eq!(lines("12, rue du Port\n76600 Le Havre"), ["12, rue du Port", "76600 Le Havre"]);
    }

    #[test]
    fn one_line_is_parted_at_its_commas() {
        assert_eq!(
            lines("Chaussée de Namur 40, 1367 Ramillies,"),
            ["Chaussée de Namur 40", "1367 Ramillies"]
        );
        assert_eq!(lines("Adresse complète"), ["Adresse complète"]);
    }

    #[test]
    fn a_number_stays_with_its_street() {
        let raw = "12 bis, rue du Port, 76600, Le Havre";
        assert_eq!(lines(raw), ["12 bis, rue du Port", "76600, Le Havre"]);
        assert_eq!(lines("rue du Port, 12"), ["rue du Port", "12"]);
    }

    #[test]
    fn an_address_is_read_back_from_its_json() {
        for raw in ["12, rue du Port", "a, b, 12, c", "12, rue du Port\n76600 Le Havre", "12"] {
            let address = Address::parse(raw).unwrap();
            let json = serde_json::to_string(&address).unwrap();
            assert_eq!(serde_json::from_str::<Address>(&json).unwrap(), address, "{json}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        assert_eq!(Address::parse(" , ,"), Err(Flaw::Required));
        assert_eq!(Address::parse(&"x".repeat(401)), Err(Flaw::TooLong(400)));
        assert_eq!(Address::parse(&"x\n".repeat(9)), Err(Flaw::TooManyLines(8)));
        assert_eq!(Address::parse("rue\tdu Port"), Err(Flaw::Control));
        assert_eq!(Address::parse("rue\rdu Port"), Err(Flaw::Control));
    }
}
