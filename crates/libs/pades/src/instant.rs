//! Times as X.509, RFC 3161 and PDF write them.
//!
//! Inside the crate a time is always a `time::OffsetDateTime`; this module is the only border.

use std::time::Duration;

use der::asn1::{GeneralizedTime, UtcTime};
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{Date, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};
use x509_cert::time::Time as X509Time;

const PDF_DATE: &[BorrowedFormatItem<'_>] =
    format_description!("D:[year][month][day][hour][minute][second]Z");

/// A `GeneralizedTime` in whole seconds; fails before 1970 and after 9999.
pub(crate) fn to_generalized(at: OffsetDateTime) -> der::Result<GeneralizedTime> {
    let seconds = u64::try_from(at.unix_timestamp()).map_err(|_| der::ErrorKind::DateTime)?;
    GeneralizedTime::from_unix_duration(Duration::from_secs(seconds))
}

/// A certificate time: `UTCTime` until 2049, `GeneralizedTime` after (RFC 5280 section 4.1.2.5).
pub(crate) fn to_x509(at: OffsetDateTime) -> der::Result<X509Time> {
    let general = to_generalized(at)?;
    if general.to_date_time().year() > UtcTime::MAX_YEAR {
        return Ok(X509Time::GeneralTime(general));
    }
    Ok(X509Time::UtcTime(UtcTime::from_date_time(general.to_date_time())?))
}

pub(crate) fn from_x509(at: X509Time) -> Option<OffsetDateTime> {
    let seconds = i64::try_from(at.to_unix_duration().as_secs()).ok()?;
    OffsetDateTime::from_unix_timestamp(seconds).ok()
}

/// Reads a `GeneralizedTime` value as RFC 3161 section 2.4.2 allows it: in UTC, with an optional
/// fraction of a second (which `der::asn1::GeneralizedTime` refuses).
pub(crate) fn parse_generalized(value: &[u8]) -> Option<OffsetDateTime> {
    let text = std::str::from_utf8(value).ok()?.strip_suffix('Z')?;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if whole.len() != 14 || fraction.is_empty() || fraction.len() > 9 {
        return None;
    }
    let nanosecond = digits(&format!("{fraction:0<9}"))?;
    Some(date_time(whole)?.replace_nanosecond(nanosecond).ok()?.assume_utc())
}

/// A PDF date string in UTC (ISO 32000-1 section 7.9.4), in whole seconds.
pub(crate) fn to_pdf_date(at: OffsetDateTime) -> Option<String> {
    at.to_offset(UtcOffset::UTC).format(PDF_DATE).ok()
}

/// Reads a PDF date of at least second precision; without a zone it is taken as UTC.
pub(crate) fn parse_pdf_date(value: &[u8]) -> Option<OffsetDateTime> {
    let text = std::str::from_utf8(value).ok()?;
    let text = text.strip_prefix("D:").unwrap_or(text);
    let at = date_time(text.get(..14)?)?;
    let zone = text.get(14..)?;
    let offset = match zone.chars().next() {
        None | Some('Z') => UtcOffset::UTC,
        Some(sign) => zone_offset(sign, zone.get(1..)?)?,
    };
    Some(at.assume_offset(offset))
}

/// Reads `HH'mm'`, `HH'mm` or `HH`.
fn zone_offset(sign: char, text: &str) -> Option<UtcOffset> {
    let sign = match sign {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let hours: i8 = digits(text.get(..2)?)?;
    let minutes: i8 = match text.get(2..)?.trim_matches('\'') {
        "" => 0,
        minutes => digits(minutes)?,
    };
    UtcOffset::from_hms(sign * hours, sign * minutes, 0).ok()
}

/// Reads `YYYYMMDDHHMMSS`.
fn date_time(text: &str) -> Option<PrimitiveDateTime> {
    let month: u8 = digits(text.get(4..6)?)?;
    let day = digits(text.get(6..8)?)?;
    let date =
        Date::from_calendar_date(digits(text.get(..4)?)?, month.try_into().ok()?, day).ok()?;
    let time = Time::from_hms(
        digits(text.get(8..10)?)?,
        digits(text.get(10..12)?)?,
        digits(text.get(12..14)?)?,
    )
    .ok()?;
    Some(PrimitiveDateTime::new(date, time))
}

fn digits<N: std::str::FromStr>(text: &str) -> Option<N> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn a_fraction_of_a_second_is_kept() {
        let at = parse_generalized(b"20261120170809.25Z");
        assert_eq!(at, Some(datetime!(2026-11-20 17:08:09.25 UTC)));
    }

    #[test]
    fn a_generalized_time_outside_utc_or_the_calendar_is_refused() {
        for bad in ["20261120170809", "20261120170809+0100", "20261320170809Z", "2026112017Z", "Z"]
        {
            assert_eq!(parse_generalized(bad.as_bytes()), None, "{bad}");
        }
    }

    #[test]
    fn a_pdf_date_comes_back_as_the_same_instant() {
        let at = datetime!(2026-11-20 18:08:09 +1);
        let text = to_pdf_date(at).unwrap();
        assert_eq!(text, "D:20261120170809Z");
        assert_eq!(parse_pdf_date(text.as_bytes()), Some(at));
        assert_eq!(parse_pdf_date(b"D:20261120180809+01'00'"), Some(at));
        assert_eq!(parse_pdf_date(b"D:20261120113809-05'30"), Some(at));
    }

    #[test]
    fn a_pdf_date_of_nonsense_is_refused() {
        for bad in ["", "D:", "D:2026", "D:20261120180809x", "D:20261120180809+9\u{e9}"] {
            assert_eq!(parse_pdf_date(bad.as_bytes()), None, "{bad}");
        }
    }

    #[test]
    fn certificate_times_change_form_after_2049() {
        assert!(matches!(to_x509(datetime!(2049-12-31 23:59:59 UTC)), Ok(X509Time::UtcTime(_))));
        let later = to_x509(datetime!(2050-01-01 0:00 UTC)).unwrap();
        assert!(matches!(later, X509Time::GeneralTime(_)));
        assert_eq!(from_x509(later), Some(datetime!(2050-01-01 0:00 UTC)));
        assert!(to_x509(datetime!(1969-12-31 0:00 UTC)).is_err());
    }
}
