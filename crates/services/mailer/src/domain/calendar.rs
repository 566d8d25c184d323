//! Instants as people read them.

use parvis_kernel::{Locale, Timestamp};

const FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The day of an instant, such as `1er mars 2026` or `1 March 2026`.
fn day(at: Timestamp, locale: Locale) -> String {
    let (year, month, day) = at.date_time().to_calendar_date();
    let month = usize::from(u8::from(month)) - 1;
    match (locale, day) {
        (Locale::Fr, 1) => format!("1er {} {year}", FRENCH[month]),
        (Locale::Fr, _) => format!("{day} {} {year}", FRENCH[month]),
        (Locale::En, _) => format!("{day} {} {year}", ENGLISH[month]),
    }
}

/// Day and time of an instant, such as `1er mars 2026 à 09:05 (UTC)`.
pub(super) fn moment(at: Timestamp, locale: Locale) -> String {
    let (hour, minute, _) = at.date_time().to_hms();
    let joined = locale.pick("à", "at");
    format!("{} {joined} {hour:02}:{minute:02} (UTC)", day(at, locale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_reads_as_people_write_it() {
        let at = Timestamp::parse("2026-03-01T10:05:59+01:00").unwrap();
        assert_eq!(moment(at, Locale::Fr), "1er mars 2026 à 09:05 (UTC)");
        assert_eq!(moment(at, Locale::En), "1 March 2026 at 09:05 (UTC)");
        let at = Timestamp::parse("2026-12-31T23:59:59Z").unwrap();
        assert_eq!(day(at, Locale::Fr), "31 décembre 2026");
        assert_eq!(day(at, Locale::En), "31 December 2026");
    }
}
