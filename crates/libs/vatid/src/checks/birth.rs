//! Dates of birth inside personal numbers.

/// Whether the day exists in the Gregorian calendar.
pub(super) const fn exists(year: u32, month: u32, day: u32) -> bool {
    day >= 1 && day <= days_in(year, month)
}

/// The days of a month; none in a month that does not exist.
const fn days_in(year: u32, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400) => 29,
        2 => 28,
        _ => 0,
    }
}
