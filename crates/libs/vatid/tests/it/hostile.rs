//! No text makes the parsers panic, and what they accept is stable.

use parvis_vatid::{Country, Siren, Siret, VatNumber};

use crate::random::Random;

/// Gives the text to every parser; what is accepted must be its own canonical form.
fn accepted(raw: &str) -> bool {
    let company = Siren::parse(raw);
    if let Ok(siren) = company {
        assert_eq!(Siren::parse(&siren.to_string()), Ok(siren));
        assert_eq!(VatNumber::from_siren(siren).country(), Country::France);
    }
    let place = Siret::parse(raw);
    if let Ok(siret) = place {
        assert_eq!(Siret::parse(&siret.to_string()), Ok(siret));
    }
    let number = VatNumber::parse(raw);
    if let Ok(number) = &number {
        assert_eq!(VatNumber::parse(&number.canonical()).as_ref(), Ok(number), "{raw:?}");
    }
    number.is_ok() || company.is_ok() || place.is_ok()
}

#[test]
fn random_bodies_never_panic_and_accepted_ones_are_stable() {
    let plausible: Vec<char> =
        "01234567890123456789012345678901234567890123456789ABU".chars().collect();
    let strange: Vec<char> = "0123456789 -.(+*ABCIKWXZbü٣\u{0}\u{301}🏢".chars().collect();
    let mut random = Random(2026);
    let mut count = 0;
    for country in Country::ALL {
        for _ in 0..4_000 {
            count += usize::from(accepted(&format!("{country}{}", random.text(&plausible, 12))));
            accepted(&format!("{country}{}", random.text(&strange, 14)));
        }
    }
    assert!(count > 500, "only {count} accepted");
}

#[test]
fn random_bytes_never_panic() {
    let mut random = Random(7);
    for _ in 0..20_000 {
        let bytes: Vec<u8> =
            (0..random.below(24)).map(|_| u8::try_from(random.below(256)).unwrap()).collect();
        accepted(&String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn strange_fillings_never_panic() {
    for filling in
        ["٣", "🏢", "\u{0}", "\u{301}", "ß", "ſ", "\u{212a}", "+", "*", "(0)", "0", "9", " "]
    {
        for count in 1..=16 {
            let filled = filling.repeat(count);
            accepted(&filled);
            for country in Country::ALL {
                accepted(&format!("{country}{filled}"));
            }
        }
    }
}

#[test]
fn a_megabyte_is_refused() {
    for filling in ["1", "٣", " ", "🏢", "\u{0}", "A"] {
        let megabyte = filling.repeat(1 << 20);
        assert!(!accepted(&megabyte));
        assert!(!accepted(&format!("FR{megabyte}")));
    }
}
