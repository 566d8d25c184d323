//! One mistyped digit is noticed, where the scheme of the state guarantees it.

use parvis_vatid::VatNumber;

/// Luhn, prime moduli whose remainders are all told apart, ISO/IEC 7064.
const GUARANTEED: [&str; 25] = [
    "ATU13585627",
    "BE0477472701",
    "BE1001686633",
    "CY00532445O",
    "DE136695976",
    "DK13612870",
    "EE100207415",
    "ES54362315K",
    "ESA13585625",
    "ESX2482300W",
    "FI09853608",
    "FR83404833048",
    "HR33392005961",
    "HU21376414",
    "IE3628739L",
    "IE6433435OA",
    "IE8D79739I",
    "IT00743110157",
    "LU21416127",
    "MT15121333",
    "PL5260001246",
    "SE556188840401",
    "SI50223054",
    "SK4030000007",
    "BE1006023325",
];

#[test]
fn a_mistyped_digit_is_refused() {
    for number in GUARANTEED {
        assert!(VatNumber::parse(number).is_ok(), "{number}");
        for typo in typos(number) {
            assert!(VatNumber::parse(&typo).is_err(), "{typo} for {number}");
        }
    }
}

#[test]
fn a_mistyped_digit_of_a_latvian_company_is_refused_unless_it_becomes_a_person() {
    let typos = typos("LV40003009497").into_iter().filter(|typo| typo.as_bytes()[2] > b'3');
    for typo in typos {
        assert!(VatNumber::parse(&typo).is_err(), "{typo}");
    }
}

/// The number with one digit changed, in every way.
fn typos(number: &str) -> Vec<String> {
    let digits = number.char_indices().filter(|(_, c)| c.is_ascii_digit());
    let changed = digits.flat_map(|(place, right)| {
        ('0'..='9').filter(move |&wrong| wrong != right).map(move |wrong| (place, wrong))
    });
    changed
        .map(|(place, wrong)| format!("{}{wrong}{}", &number[..place], &number[place + 1..]))
        .collect()
}
