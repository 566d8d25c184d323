//! A day and a time as people write them.

use parvis_kernel::{Locale, Timestamp};

use super::Catalogue;

/// `5 janvier 2026 à 09:00 (UTC)` or `5 January 2026 at 09:00 (UTC)`.
pub(crate) fn moment(catalogue: &Catalogue, locale: Locale, at: Timestamp) -> String {
    let at = at.date_time();
    let months = catalogue.text(locale, "date.months").unwrap_or_default();
    let month = months.split(' ').nth(usize::from(u8::from(at.month())) - 1).unwrap_or_default();
    let time = format!("{:02}:{:02}", at.hour(), at.minute());
    let values = [
        ("day", &*at.day().to_string()),
        ("month", month),
        ("year", &at.year().to_string()),
        ("time", &time),
    ];
    catalogue.say(locale, "date.moment", &values).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_in_the_reader_s_language() {
        let catalogue = Catalogue::load().unwrap();
        let at = Timestamp::parse("2026-12-05T09:03:00Z").unwrap();
        assert_eq!(moment(&catalogue, Locale::Fr, at), "5 décembre 2026 à 09:03 (UTC)");
        assert_eq!(moment(&catalogue, Locale::En, at), "5 December 2026 at 09:03 (UTC)");
    }
}
