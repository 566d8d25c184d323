//! French typography: spacing of punctuation, apostrophes, dates and amounts.

use time::{Date, Month};

/// The space at which no line breaks.
pub(super) const NBSP: char = '\u{a0}';

/// The same text with typographic apostrophes, and with no-break spaces before `: ; ? !`, before
/// units, inside guillemets and after abbreviations that need their number.
pub(super) fn spaced(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let mut out = String::with_capacity(source.len());
    for (at, &c) in chars.iter().enumerate() {
        let escaped = at > 0 && chars[at - 1] == '\\';
        match c {
            ' ' if !escaped && binds(&out, &chars[at + 1..]) => out.push(NBSP),
            '\'' if !escaped => out.push('’'),
            _ => out.push(c),
        }
    }
    out
}

/// Whether the space between these two pieces of text must not break.
fn binds(before: &str, after: &[char]) -> bool {
    const OPENERS: [&str; 6] = ["«", "n°", " L.", " R.", "rticle", "rticles"];
    const CLOSERS: [char; 8] = [':', ';', '?', '!', '»', '%', '€', '×'];
    let next = after.first().copied().unwrap_or(' ');
    let follows_digit = before.chars().next_back().is_some_and(|c| c.is_ascii_digit());
    CLOSERS.contains(&next)
        || OPENERS[..2].iter().any(|opener| before.ends_with(opener))
        || OPENERS[2..].iter().any(|opener| before.ends_with(opener)) && next.is_ascii_digit()
        || follows_digit && (next.is_ascii_digit() || starts_with_unit(after))
}

fn starts_with_unit(after: &[char]) -> bool {
    const UNITS: [&str; 5] = ["h", "mois", "euros", "jours", "point"];
    UNITS.iter().any(|unit| {
        let rest = unit.chars().count();
        unit.chars().eq(after.iter().copied().take(rest))
            && !after.get(rest).is_some_and(|c| c.is_alphanumeric())
    })
}

/// An amount of euros from cents, as `1 250,00 €` with no-break spaces.
pub(super) fn euros(cents: u64) -> String {
    format!("{},{:02}{NBSP}€", grouped(cents / 100), cents % 100)
}

/// An amount of euros from cents without an empty fraction, as capitals are written.
pub(super) fn capital(cents: u64) -> String {
    if cents.is_multiple_of(100) {
        format!("{}{NBSP}€", grouped(cents / 100))
    } else {
        euros(cents)
    }
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(NBSP);
        }
        out.push(digit);
    }
    out
}

/// A day in words, as `1er mars 2026`.
pub(super) fn day(date: Date) -> String {
    let number = match date.day() {
        1 => "1er".to_owned(),
        day => day.to_string(),
    };
    format!("{number}{NBSP}{} {}", month(date.month()), date.year())
}

fn month(month: Month) -> &'static str {
    match month {
        Month::January => "janvier",
        Month::February => "février",
        Month::March => "mars",
        Month::April => "avril",
        Month::May => "mai",
        Month::June => "juin",
        Month::July => "juillet",
        Month::August => "août",
        Month::September => "septembre",
        Month::October => "octobre",
        Month::November => "novembre",
        Month::December => "décembre",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punctuation_and_units_never_start_a_line() {
        let spaced =
            spaced("Oui : « non » ; 99,5 % à 22 h, 12 mois, article 5, l'un").replace(NBSP, "~");
        assert_eq!(spaced, "Oui~: «~non~»~; 99,5~% à 22~h, 12~mois, article~5, l’un");
    }

    #[test]
    fn an_escaped_character_is_left_alone() {
        assert_eq!(spaced("l\\'un\\ \\: x"), "l\\'un\\ \\: x");
    }

    #[test]
    fn amounts_and_days_are_written_the_french_way() {
        assert_eq!(euros(123_456_789).replace(NBSP, "~"), "1~234~567,89~€");
        assert_eq!(capital(1_000_000).replace(NBSP, "~"), "10~000~€");
        assert_eq!(capital(1_050).replace(NBSP, "~"), "10,50~€");
        let first = Date::from_calendar_date(2026, Month::March, 1).unwrap();
        assert_eq!(day(first).replace(NBSP, "~"), "1er~mars 2026");
    }
}
