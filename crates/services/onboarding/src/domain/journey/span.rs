//! A length of time as definitions write it: `20s`, `15m`, `48h`, `30d`.

use std::time::Duration;

use serde::Deserialize;

/// A length of time from one second to ten years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Span(pub(super) Duration);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a time is a whole number from 1 with s, m, h or d, and at most 3660d")]
pub(super) struct BadSpan;

const LONGEST: Duration = Duration::from_hours(3660 * 24);

impl TryFrom<String> for Span {
    type Error = BadSpan;

    fn try_from(text: String) -> Result<Self, BadSpan> {
        let number = text.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let unit = match &text[number.len()..] {
            "s" => 1,
            "m" => 60,
            "h" => 3600,
            "d" => 86_400,
            _ => return Err(BadSpan),
        };
        if !number.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(BadSpan);
        }
        let count: u32 = number.parse().map_err(|_| BadSpan)?;
        let span = Duration::from_secs(u64::from(count) * unit);
        if span.is_zero() || span > LONGEST { Err(BadSpan) } else { Ok(Self(span)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_a_number_and_a_unit() {
        let read = |text: &str| Span::try_from(text.to_owned()).map(|span| span.0.as_secs());
        assert_eq!(read("20s"), Ok(20));
        assert_eq!(read("15m"), Ok(900));
        assert_eq!(read("48h"), Ok(172_800));
        assert_eq!(read("3660d"), Ok(316_224_000));
        for text in [
            "",
            "s",
            "20",
            "0s",
            "+1s",
            "-1s",
            "1.5h",
            "1 d",
            "1w",
            "1ss",
            "3661d",
            "4294967296s",
            "é",
        ] {
            assert_eq!(read(text), Err(BadSpan), "{text}");
        }
    }
}
