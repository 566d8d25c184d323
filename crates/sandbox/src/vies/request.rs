//! What a caller of VIES asks, parsed as VIES does.

use super::STATES;
use serde::Deserialize;

/// A question about one VAT number.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Check {
    pub(super) country: String,
    /// The number without its country.
    pub(super) number: String,
    /// Whether the caller named himself in full; half a requester counts as none.
    pub(super) has_requester: bool,
}

/// Why VIES does not look at a question; the codes are those of its REST interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BadCheck {
    Unreadable,
    FieldMissing,
    UnknownCountry,
    NumberPattern,
    RequesterState,
    RequesterPattern,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wire {
    country_code: Option<String>,
    vat_number: Option<String>,
    requester_member_state_code: Option<String>,
    requester_number: Option<String>,
}

impl Check {
    pub(super) fn parse(body: &[u8]) -> Result<Self, BadCheck> {
        let wire: Wire = serde_json::from_slice(body).map_err(|_| BadCheck::Unreadable)?;
        let (Some(country), Some(number)) = (wire.country_code, wire.vat_number) else {
            return Err(BadCheck::FieldMissing);
        };
        if !STATES.contains(&country.as_str()) || number.is_empty() {
            return Err(BadCheck::UnknownCountry);
        }
        if !is_number(&number) {
            return Err(BadCheck::NumberPattern);
        }
        let has_requester = is_whole(wire.requester_member_state_code, wire.requester_number)?;
        Ok(Self { country, number: number.to_ascii_uppercase(), has_requester })
    }
}

fn is_whole(state: Option<String>, number: Option<String>) -> Result<bool, BadCheck> {
    let state = state.filter(|state| !state.is_empty());
    let number = number.filter(|number| !number.is_empty());
    if state.as_deref().is_some_and(|state| state != "EU" && !STATES.contains(&state)) {
        return Err(BadCheck::RequesterState);
    }
    if number.as_deref().is_some_and(|number| !is_number(number)) {
        return Err(BadCheck::RequesterPattern);
    }
    Ok(state.is_some() && number.is_some())
}

/// `[0-9A-Za-z+*.]{2,12}`, the pattern of the interface description.
fn is_number(text: &str) -> bool {
    (2..=12).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+*.".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_requester_is_no_requester() {
        let half = br#"{"countryCode":"BE","vatNumber":"0477472701","requesterNumber":"12"}"#;
        assert!(!Check::parse(half).unwrap().has_requester);
    }

    #[test]
    fn each_broken_field_has_its_code() {
        for (body, error) in [
            ("[", BadCheck::Unreadable),
            (r#"{"countryCode":7}"#, BadCheck::Unreadable),
            (r#"{"countryCode":"BE"}"#, BadCheck::FieldMissing),
            (r#"{"countryCode":"US","vatNumber":"12"}"#, BadCheck::UnknownCountry),
            (r#"{"countryCode":"BE","vatNumber":""}"#, BadCheck::UnknownCountry),
            (r#"{"countryCode":"BE","vatNumber":"0477 472"}"#, BadCheck::NumberPattern),
            (r#"{"countryCode":"BE","vatNumber":"0123456789012"}"#, BadCheck::NumberPattern),
            (
                r#"{"countryCode":"BE","vatNumber":"12","requesterMemberStateCode":"US"}"#,
                BadCheck::RequesterState,
            ),
            (
                r#"{"countryCode":"BE","vatNumber":"12","requesterNumber":"-"}"#,
                BadCheck::RequesterPattern,
            ),
        ] {
            assert_eq!(Check::parse(body.as_bytes()), Err(error), "{body}");
        }
    }
}
