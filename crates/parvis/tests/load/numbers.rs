//! VAT numbers, no two alike: each is a question to VIES.

use parvis_vatid::VatNumber;

/// `#` is any digit, `?` a check digit.
const FAMILIES: [&str; 8] = [
    "ATU#######?",
    "BE0#######??",
    "DE1#######?",
    "EE########?",
    "EL########?",
    "HU#######?",
    "IT1######012?",
    "LU######??",
];

/// A well-formed number of the family at `place`, the families taken in turn.
pub(crate) fn fresh(place: usize) -> String {
    let family = FAMILIES[place % FAMILIES.len()];
    loop {
        let mut random = rand::thread_rng();
        let digit = |c: char| if c == '#' { random_digit(&mut random) } else { c };
        let stem: String = family.chars().map(digit).collect();
        if let Some(number) = completed(&stem) {
            return number;
        }
    }
}

fn random_digit(random: &mut impl rand::Rng) -> char {
    char::from(b'0' + random.gen_range(0..10))
}

fn completed(stem: &str) -> Option<String> {
    let Some(place) = stem.find('?') else {
        return VatNumber::parse(stem).is_ok().then(|| stem.to_owned());
    };
    ('0'..='9')
        .find_map(|check| completed(&format!("{}{check}{}", &stem[..place], &stem[place + 1..])))
}
