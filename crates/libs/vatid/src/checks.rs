//! Check digits, state by state. Each rule is given a body of a shape that its state allows.
//!
//! Source: the Commission's "VIES VAT number construction rules"; for what came later, the tax
//! administrations of Belgium (numbers beginning with 1, 2023) and the Netherlands (2020).

mod birth;
mod digits;
mod letters;
pub(crate) mod luhn;
mod modulus;
mod persons;
mod weighted;

use crate::Country;

/// What the check digits of a well-formed number say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// They are right.
    Holds,
    /// They are wrong, by a rule that real numbers are known to break.
    Doubtful,
    /// They are wrong.
    Fails,
}

impl Verdict {
    /// The verdict of a rule without exceptions.
    const fn firm(holds: bool) -> Self {
        if holds { Self::Holds } else { Self::Fails }
    }

    /// The verdict of a rule that is contested.
    const fn contested(holds: bool) -> Self {
        if holds { Self::Holds } else { Self::Doubtful }
    }
}

/// Applies the rule of the state.
pub(crate) fn verdict(country: Country, body: &[u8]) -> Verdict {
    match country {
        Country::Bulgaria => persons::bulgaria(body),
        Country::Czechia => persons::czechia(body),
        Country::France => letters::france(body),
        Country::Ireland => letters::ireland(body),
        Country::Latvia => persons::latvia(body),
        Country::NorthernIreland => Verdict::contested(modulus::northern_ireland(body)),
        Country::Austria => Verdict::firm(luhn::austria(body)),
        Country::Belgium => Verdict::firm(modulus::belgium(body)),
        Country::Croatia | Country::Germany => Verdict::firm(modulus::mod_11_10(body)),
        Country::Cyprus => Verdict::firm(letters::cyprus(body)),
        Country::Denmark => Verdict::firm(weighted::DENMARK.holds(body)),
        Country::Estonia => Verdict::firm(weighted::ESTONIA.holds(body)),
        Country::Finland => Verdict::firm(weighted::FINLAND.holds(body)),
        Country::Greece => Verdict::firm(weighted::greece(body)),
        Country::Hungary => Verdict::firm(weighted::HUNGARY.holds(body)),
        Country::Italy => Verdict::firm(luhn::italy(body)),
        Country::Lithuania => Verdict::firm(weighted::lithuania(body)),
        Country::Luxembourg => Verdict::firm(modulus::luxembourg(body)),
        Country::Malta => Verdict::firm(modulus::malta(body)),
        Country::Netherlands => Verdict::firm(modulus::netherlands(body)),
        Country::Poland => Verdict::firm(weighted::POLAND.holds(body)),
        Country::Portugal => Verdict::firm(weighted::portugal(body)),
        Country::Romania => Verdict::firm(weighted::romania(body)),
        Country::Slovakia => Verdict::firm(modulus::slovakia(body)),
        Country::Slovenia => Verdict::firm(weighted::slovenia(body)),
        Country::Spain => Verdict::firm(letters::spain(body)),
        Country::Sweden => Verdict::firm(luhn::sweden(body)),
    }
}
