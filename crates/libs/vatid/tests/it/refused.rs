//! Every reason for a refusal, and which one comes first.

use parvis_vatid::{Invalid, VatNumber};

fn refusal(raw: &str) -> Option<Invalid> {
    VatNumber::parse(raw).err()
}

#[test]
fn the_samples_of_old_documents_fail_their_check_digits() {
    assert_eq!(refusal("FR12345678900"), Some(Invalid::CheckDigit));
    assert_eq!(refusal("BE0477472702"), Some(Invalid::CheckDigit));
}

#[test]
fn a_number_without_a_known_country_is_refused() {
    for raw in ["", "B", "0477472701", "404833048", "ZZ123456789", "ÉÈ123456789", "🇫🇷83404833048"]
    {
        assert_eq!(refusal(raw), Some(Invalid::UnknownCountry), "{raw}");
    }
}

#[test]
fn schemes_outside_vies_are_told_apart_but_share_the_code() {
    let others =
        ["EU528003646", "IM2760000742", "GB980780684", "CHE107787577IVA", "NO995525828MVA"];
    for raw in others {
        assert_eq!(refusal(raw), Some(Invalid::Unsupported), "{raw}");
    }
    assert_eq!(Invalid::Unsupported.code(), Invalid::UnknownCountry.code());
}

#[test]
fn a_wrong_length_is_refused() {
    for raw in ["BE", "BE04774727011", "FR404833048", "ATU1358562", "XI1234567890", "RO1", "IE123"]
    {
        assert_eq!(refusal(raw), Some(Invalid::Length), "{raw}");
    }
}

#[test]
fn a_character_in_the_wrong_place_is_refused() {
    let raws = [
        "BE0477472A01",
        "BE2477472701",
        "AT135856270",
        "FRI7399859412",
        "FR8340483304O",
        "DE012345678",
        "CY12000139V",
        "CZ91234567",
        "NL002455799B00",
        "SE556188840402",
        "LT119511525",
        "XIGD500",
        "XIHA499",
        "SK4050000007",
        "IE1234567X",
    ];
    for raw in raws {
        assert_eq!(refusal(raw), Some(Invalid::Character), "{raw}");
    }
}

#[test]
fn a_foreign_character_is_reported_before_a_wrong_length() {
    for raw in
        ["FR٨٣٤٠٤٨٣٣٠٤٨", "BE0477472701!", "DE13669597６", "BE\u{0}477472701", "IT(00743110157)"]
    {
        assert_eq!(refusal(raw), Some(Invalid::Character), "{raw}");
    }
}

#[test]
fn reasons_have_stable_codes() {
    let codes = [Invalid::UnknownCountry, Invalid::Length, Invalid::Character, Invalid::CheckDigit]
        .map(Invalid::code);
    assert_eq!(codes, ["unknown_country", "length", "character", "check_digit"]);
}
