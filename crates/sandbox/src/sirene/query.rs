//! The part of Sirene's query language that the sandbox understands: one number and the head office.

const USUAL_COUNT: usize = 20;
const LARGEST_COUNT: usize = 1000;

/// A search among the establishments.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Search {
    pub(super) sought: Sought,
    /// How many establishments the answer may have.
    pub(super) count: usize,
}

/// The number that a search names.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Sought {
    Siren(String),
    Siret(String),
}

impl Search {
    /// Reads `siren:NNNNNNNNN` or `siret:NNNNNNNNNNNNNN`, each with `AND etablissementSiege:true` or without.
    pub(super) fn parse(q: Option<&str>, nombre: Option<&str>) -> Option<Self> {
        let count = nombre.map_or(Some(USUAL_COUNT), |count| count.parse().ok())?;
        let mut terms = q?.split(" AND ").map(str::trim);
        let sought = Sought::parse(terms.next()?)?;
        let is_known = terms.all(|term| term == "etablissementSiege:true");
        (is_known && count <= LARGEST_COUNT).then_some(Self { sought, count })
    }
}

impl Sought {
    fn parse(term: &str) -> Option<Self> {
        let (field, number) = term.split_once(':')?;
        match field {
            "siren" if is_number(number, 9) => Some(Self::Siren(number.to_owned())),
            "siret" if is_number(number, 14) => Some(Self::Siret(number.to_owned())),
            _ => None,
        }
    }
}

/// Whether the text is a number of so many digits.
pub(super) fn is_number(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_names_one_number_and_perhaps_the_head_office() {
        let search = Search::parse(Some("siren:111222337 AND etablissementSiege:true"), Some("1"));
        let sought = Sought::Siren("111222337".to_owned());
        assert_eq!(search, Some(Search { sought, count: 1 }));
        for bad in ["", "siren:12", "siren:111222337 OR siren:111222444", "denomination:X"] {
            assert_eq!(Search::parse(Some(bad), None), None, "{bad}");
        }
        assert_eq!(Search::parse(Some("siren:111222337"), Some("1001")), None);
        assert_eq!(Search::parse(None, None), None);
    }
}
