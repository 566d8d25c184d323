//! Numbers whose check characters are found by trying all of them.

use parvis_vatid::{Country, VatNumber};

use crate::random::Random;

/// Whether every stem has a check character, or some stems have none and are never given out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stems {
    All,
    Some,
}

/// `#` is any digit of the stem, `?` a digit and `@` a letter of the check.
const FAMILIES: [(&str, Stems); 32] = [
    ("ATU#######?", Stems::All),
    ("BE0#######??", Stems::All),
    ("BE1#######??", Stems::All),
    ("BG########?", Stems::All),
    ("CY0#######@", Stems::All),
    ("CZ1######?", Stems::All),
    ("DE1#######?", Stems::All),
    ("DK1######?", Stems::Some),
    ("EE########?", Stems::All),
    ("EL########?", Stems::All),
    ("ES########@", Stems::All),
    ("ESY#######@", Stems::All),
    ("ESK#######@", Stems::All),
    ("ESB#######?", Stems::All),
    ("ESQ#######@", Stems::All),
    ("FI#######?", Stems::Some),
    ("FR??########?", Stems::All),
    ("HR##########?", Stems::All),
    ("HU#######?", Stems::All),
    ("IE#######@", Stems::All),
    ("IE#######@H", Stems::All),
    ("IE#S#####@", Stems::All),
    ("IT1######012?", Stems::All),
    ("LT#######1?", Stems::All),
    ("LT##########1?", Stems::All),
    ("LU######??", Stems::All),
    ("LV4#########?", Stems::Some),
    ("MT1#####??", Stems::All),
    ("PL#########?", Stems::Some),
    ("PT1#######?", Stems::All),
    ("RO1########?", Stems::All),
    ("SE#########?01", Stems::All),
];

/// The accepted numbers among all ways to fill in the check characters.
fn completions(template: &str) -> Vec<String> {
    let Some(place) = template.find(['?', '@']) else {
        let accepted = VatNumber::parse(template).is_ok_and(|number| number.doubt().is_none());
        return accepted.then(|| template.to_owned()).into_iter().collect();
    };
    let choices = if template[place..].starts_with('?') { '0'..='9' } else { 'A'..='Z' };
    let filled = choices.map(|c| format!("{}{c}{}", &template[..place], &template[place + 1..]));
    filled.flat_map(|template| completions(&template)).collect()
}

#[test]
fn a_stem_has_at_most_one_check() {
    let mut random = Random(1);
    for (family, stems) in FAMILIES {
        let found: Vec<usize> = (0..60).map(|_| completions(&random.fill(family)).len()).collect();
        assert!(found.iter().all(|&count| count <= 1), "{family}: {found:?}");
        assert!(found.contains(&1), "{family}");
        assert!(stems == Stems::Some || !found.contains(&0), "{family}: {found:?}");
    }
}

#[test]
fn the_only_check_that_fits_is_the_one_that_was_given() {
    let given = [
        ("BE04774727??", "BE0477472701"),
        ("BE10000036??", "BE1000003682"),
        ("BG17507475?", "BG175074752"),
        ("DK1361287?", "DK13612870"),
        ("FR??404833048", "FR83404833048"),
        ("IE8Y41127@", "IE8Y41127O"),
        ("IE3706224@H", "IE3706224MH"),
        ("LT11951151?", "LT119511515"),
        ("LU214161??", "LU21416127"),
        ("MT151213??", "MT15121333"),
        ("NL000099998B??", "NL000099998B57"),
        ("NL002455799B??", "NL002455799B11"),
        ("PT50196484?", "PT501964843"),
        ("RO1854729?", "RO18547290"),
        ("SI5022305?", "SI50223054"),
        ("SK403000000?", "SK4030000007"),
        ("XI98078068?", "XI980780684"),
    ];
    for (template, number) in given {
        assert_eq!(completions(template), [number], "{template}");
    }
}

#[test]
fn slovenian_and_slovak_stems_have_at_most_one_check() {
    let mut random = Random(2);
    for family in ["SI1######?", "SK1#2######?"] {
        let found: Vec<usize> = (0..60).map(|_| completions(&random.fill(family)).len()).collect();
        assert!(found.iter().all(|&count| count <= 1) && found.contains(&0), "{found:?}");
    }
}

#[test]
fn every_state_has_numbers_that_are_accepted() {
    let with_family = |code: &str| FAMILIES.iter().any(|(family, _)| family.starts_with(code));
    let others: Vec<_> =
        Country::ALL.into_iter().map(Country::code).filter(|code| !with_family(code)).collect();
    assert_eq!(others, ["NL", "XI", "SK", "SI"]);
}
