//! SIREN, SIRET, and the VAT numbers made from them.

use parvis_vatid::{Country, Doubt, Invalid, Siren, Siret, VatNumber};

#[test]
fn a_siren_has_nine_digits_and_a_luhn_key() {
    for raw in ["130025265", "552 081 317", "443.061.841", "000325175"] {
        let digits: String = raw.chars().filter(char::is_ascii_digit).collect();
        assert_eq!(Siren::parse(raw).map(|siren| siren.to_string()), Ok(digits), "{raw}");
    }
    assert_eq!(Siren::parse("552081318"), Err(Invalid::CheckDigit));
    assert_eq!(Siren::parse("55208131"), Err(Invalid::Length));
    assert_eq!(Siren::parse(""), Err(Invalid::Length));
    assert_eq!(Siren::parse("55208131A"), Err(Invalid::Character));
    assert_eq!(Siren::parse("٥٥٢٠٨١٣١٧"), Err(Invalid::Character));
}

#[test]
fn a_siret_belongs_to_a_siren() {
    let siret = Siret::parse("130 030 133 00016").unwrap();
    assert_eq!(siret.to_string(), "13003013300016");
    assert_eq!(siret.siren(), Siren::parse("130030133").unwrap());
}

#[test]
fn both_keys_of_a_siret_must_hold() {
    assert_eq!(Siret::parse("12345678900012"), Err(Invalid::CheckDigit));
    assert_eq!(Siret::parse("13003013300017"), Err(Invalid::CheckDigit));
    let wrong_company = "13003014300007";
    assert_eq!(Siret::parse(wrong_company), Err(Invalid::CheckDigit));
    assert_eq!(Siret::parse("130030133"), Err(Invalid::Length));
    assert_eq!(Siret::parse("1300301330001X"), Err(Invalid::Character));
}

#[test]
fn la_poste_may_have_a_digit_sum_that_is_a_multiple_of_five() {
    let head_office = "35600000000048";
    let by_digit_sum = "35600000000006";
    let by_neither = "35600000000007";
    assert!(Siret::parse(head_office).is_ok());
    assert!(Siret::parse(by_digit_sum).is_ok());
    assert_eq!(Siret::parse(by_neither), Err(Invalid::CheckDigit));
    let digit_sum_of_another_company = "13003013300010";
    assert_eq!(Siret::parse(digit_sum_of_another_company), Err(Invalid::CheckDigit));
}

#[test]
fn the_vat_number_of_a_siren_leads_back_to_it() {
    let siren = Siren::parse("404833048").unwrap();
    let number = VatNumber::from_siren(siren);
    assert_eq!(number.canonical(), "FR83404833048");
    assert_eq!(number.siren(), Some(siren));
    assert_eq!(VatNumber::parse("FR83404833048"), Ok(number));
}

#[test]
fn the_key_of_a_derived_number_keeps_its_leading_zero() {
    let sirens = (0..1000).filter_map(|n| Siren::parse(&format!("552081{n:03}")).ok());
    let numbers: Vec<_> = sirens.map(VatNumber::from_siren).collect();
    assert!(numbers.iter().any(|number| number.body().starts_with('0')));
    assert!(numbers.iter().all(|number| VatNumber::parse(&number.canonical()).is_ok()));
}

#[test]
fn monaco_has_french_numbers_without_siren() {
    let number = VatNumber::parse("FR 53 0000 04605").unwrap();
    assert_eq!((number.country(), number.siren()), (Country::France, None));
}

#[test]
fn other_states_have_no_siren() {
    assert_eq!(VatNumber::parse("BE0477472701").unwrap().siren(), None);
}

#[test]
fn keys_with_letters_are_read() {
    for raw in ["FRK7399859412", "FR4Z123456782"] {
        assert_eq!(VatNumber::parse(raw).map(|n| n.doubt()), Ok(None), "{raw}");
    }
    let wrong_key = VatNumber::parse("FRK8399859412").unwrap();
    assert_eq!(wrong_key.doubt(), Some(Doubt::CheckDigit));
    let wrong_siren = VatNumber::parse("FRK7399859413");
    assert_eq!(wrong_siren, Err(Invalid::CheckDigit));
}
