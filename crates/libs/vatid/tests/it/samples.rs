//! Numbers that their administrations or their holders published.

use parvis_vatid::{Country, Doubt, VatNumber};

const PUBLISHED: [&str; 43] = [
    "ATU13585627",
    "BE0477472701",
    "BE1000003682",
    "BE1001686633",
    "BE1006023325",
    "BG7523169263",
    "CY00532445O",
    "CZ46505334",
    "CZ682127228",
    "CZ7103192745",
    "DE111111125",
    "DE136695976",
    "DK13612870",
    "DK88146328",
    "EE100207415",
    "EL040127797",
    "ES54362315K",
    "ESA13585625",
    "ESJ99216582",
    "ESM1234567L",
    "ESX2482300W",
    "FI09853608",
    "FR40303265045",
    "FR83404833048",
    "HR33392005961",
    "HU21376414",
    "IE3628739L",
    "IE3706224MH",
    "IE5343381W",
    "IE6388047V",
    "IE6433435OA",
    "IE8D79739I",
    "IE8Y41127O",
    "IT00743110157",
    "LU10000356",
    "LU21416127",
    "LV40003009497",
    "MT15121333",
    "NL000099998B57",
    "NL002455799B11",
    "PL5260001246",
    "SE556188840401",
    "SK4030000007",
];

#[test]
fn published_numbers_are_accepted_without_doubt() {
    for canonical in PUBLISHED {
        let number = VatNumber::parse(canonical).unwrap_or_else(|e| panic!("{canonical} {e}"));
        assert_eq!(number.canonical(), canonical);
        assert_eq!(number.doubt(), None, "{canonical}");
    }
}

#[test]
fn the_way_of_writing_does_not_matter() {
    let written = [
        ("BE 0477.472.701", "BE0477472701"),
        ("be477472701", "BE0477472701"),
        ("BE (0)477 472 701", "BE0477472701"),
        (" fr\u{a0}83\u{202f}404 833 048\r\n", "FR83404833048"),
        ("FR-83/404:833,048", "FR83404833048"),
        ("FR\u{2011}83\u{2013}404833048", "FR83404833048"),
        ("\u{feff}NL002455799\u{200b}B11", "NL002455799B11"),
        ("GR 040127797", "EL040127797"),
        ("EL40127797", "EL040127797"),
        ("ES-a13585625", "ESA13585625"),
    ];
    for (raw, canonical) in written {
        assert_eq!(VatNumber::parse(raw).map(|n| n.canonical()).as_deref(), Ok(canonical), "{raw}");
    }
}

#[test]
fn a_number_knows_its_country_and_its_body() {
    let number = VatNumber::parse("GR040127797").unwrap();
    assert_eq!(number.country(), Country::Greece);
    assert_eq!(number.country().code(), "EL");
    assert_eq!(number.body(), "040127797");
    assert_eq!("EL040127797".parse(), Ok(number));
}

#[test]
fn contested_check_digits_leave_a_doubt() {
    let contested = [
        "BG7523169264",
        "CZ7103192746",
        "CZ682127229",
        "FRK8399859412",
        "IE1234567WJ",
        "LV16117519998",
        "XI123456789",
    ];
    for raw in contested {
        let number = VatNumber::parse(raw).unwrap_or_else(|e| panic!("{raw} {e}"));
        assert_eq!(number.doubt(), Some(Doubt::CheckDigit), "{raw}");
    }
    assert_eq!(Doubt::CheckDigit.code(), "check_digit");
}

#[test]
fn northern_ireland_has_numbers_without_check_digits() {
    for raw in ["XIGD123", "XIHA500"] {
        assert_eq!(VatNumber::parse(raw).map(|n| n.doubt()), Ok(None), "{raw}");
    }
}
