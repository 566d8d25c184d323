//! What travels to VIES and back. VIES answers errors with HTTP 200, sometimes beside a verdict: an
//! error always wins.

use parvis_vatid::VatNumber;
use serde::{Deserialize, Serialize};

use super::{Answer, Question};
use crate::adapters::disclosed;
use crate::domain::{Company, Fault};

/// The most characters of a consultation number; VIES gives 16.
const LONGEST_CONSULTATION: usize = 64;

/// The body of `POST /check-vat-number`; half a requester would silently cost the proof.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Request<'a> {
    country_code: &'static str,
    vat_number: &'a str,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    requester: Option<Requester<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Requester<'a> {
    requester_member_state_code: &'static str,
    requester_number: &'a str,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Reply {
    action_succeed: Option<bool>,
    error_wrappers: Option<Vec<ErrorWrapper>>,
    valid: Option<bool>,
    country_code: Option<String>,
    vat_number: Option<String>,
    name: Option<String>,
    address: Option<String>,
    request_identifier: Option<String>,
}

#[derive(Deserialize)]
struct ErrorWrapper {
    error: Option<String>,
}

impl<'a> From<Question<'a>> for Request<'a> {
    fn from(question: Question<'a>) -> Self {
        let requester = question.requester.map(|requester| Requester {
            requester_member_state_code: requester.country().code(),
            requester_number: requester.body(),
        });
        let (country_code, vat_number) = (question.number.country().code(), question.number.body());
        Self { country_code, vat_number, requester }
    }
}

/// Reads an answer to `question`.
pub(super) fn read(status: u16, body: &[u8], question: Question<'_>) -> Result<Answer, Fault> {
    let reply: Reply = serde_json::from_slice(body).map_err(|_| unreadable(status))?;
    if let Some(fault) = reply.fault() {
        return Err(fault);
    }
    let (200, Some(registered)) = (status, reply.valid) else { return Err(unreadable(status)) };
    if !reply.is_about(question.number) {
        return Err(Fault::other_number());
    }
    let requester = question.requester.cloned();
    let consultation = requester.as_ref().and(reply.request_identifier).and_then(consultation);
    let company = Company { name: disclosed(reply.name), address: disclosed(reply.address) };
    let body = String::from_utf8_lossy(body).into_owned();
    Ok(Answer { registered, company, consultation, requester, body })
}

impl Reply {
    fn fault(&self) -> Option<Fault> {
        let failed = self.action_succeed == Some(false) || self.error_wrappers.is_some();
        let code = self.error_wrappers.iter().flatten().find_map(|e| e.error.as_deref());
        failed.then(|| code.map_or_else(Fault::unreadable, Fault::said))
    }

    fn is_about(&self, number: &VatNumber) -> bool {
        let country = self.country_code.as_deref().map(str::trim);
        let bare = self.vat_number.as_deref().map(|n| n.trim().to_ascii_uppercase());
        country == Some(number.country().code()) && bare.as_deref() == Some(number.body())
    }
}

fn unreadable(status: u16) -> Fault {
    if status == 200 { Fault::unreadable() } else { Fault::of_status(status) }
}

fn consultation(text: String) -> Option<String> {
    let text = disclosed(Some(text))?;
    let plain = text.len() <= LONGEST_CONSULTATION && text.bytes().all(|b| b.is_ascii_graphic());
    plain.then_some(text)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn answered(status: u16, body: &Value) -> Result<Answer, String> {
        let number = VatNumber::parse("BE0477472701").unwrap();
        let question = Question { number: &number, requester: Some(&number) };
        read(status, body.to_string().as_bytes(), question).map_err(|f| f.code().to_owned())
    }

    fn odoo() -> Value {
        json!({ "countryCode": "BE", "vatNumber": "0477472701", "valid": true,
            "requestIdentifier": "WAPIAAAAZNgfuVoL", "name": "SA ODOO",
            "address": "Chaussée de Namur 40\n1367 Ramillies\n" })
    }

    #[test]
    fn an_error_wins_over_a_verdict() {
        let mut body = odoo();
        body["errorWrappers"] = json!([{ "error": "MS_UNAVAILABLE", "message": "…" }]);
        assert_eq!(answered(200, &body), Err("MS_UNAVAILABLE".to_owned()));
        body["errorWrappers"] = json!([]);
        assert_eq!(answered(200, &body), Err("UNREADABLE_ANSWER".to_owned()));
        let mut body = odoo();
        body["actionSucceed"] = json!(false);
        assert_eq!(answered(200, &body), Err("UNREADABLE_ANSWER".to_owned()));
    }

    #[test]
    fn only_a_definite_answer_about_the_number_is_a_verdict() {
        for (field, value, code) in [
            ("valid", Value::Null, "UNREADABLE_ANSWER"),
            ("valid", json!("true"), "UNREADABLE_ANSWER"),
            ("vatNumber", json!("0477472702"), "OTHER_NUMBER"),
            ("vatNumber", Value::Null, "OTHER_NUMBER"),
            ("countryCode", json!("FR"), "OTHER_NUMBER"),
        ] {
            let mut body = odoo();
            body[field] = value;
            assert_eq!(answered(200, &body), Err(code.to_owned()), "{field}");
        }
        for (status, code) in [
            (500, "SERVICE_UNAVAILABLE"),
            (429, "SERVER_BUSY"),
            (307, "UNREADABLE_ANSWER"),
            (404, "UNREADABLE_ANSWER"),
        ] {
            assert_eq!(answered(status, &odoo()), Err(code.to_owned()), "{status}");
        }
    }

    #[test]
    fn an_address_keeps_its_lines_and_an_undisclosed_one_is_none() {
        let answer = answered(200, &odoo()).unwrap();
        let address = answer.company.address.as_deref();
        assert_eq!(address, Some("Chaussée de Namur 40\n1367 Ramillies"));
        assert_eq!(answer.consultation.as_deref(), Some("WAPIAAAAZNgfuVoL"));
        for (name, address) in [(json!("---"), json!("")), (Value::Null, json!(" \n"))] {
            let mut body = odoo();
            (body["name"], body["address"]) = (name, address);
            assert_eq!(answered(200, &body).unwrap().company, Company::default());
        }
    }

    #[test]
    fn a_requester_is_sent_whole_or_not_at_all() {
        let (number, requester) =
            (VatNumber::parse("BE0477472701").unwrap(), VatNumber::parse("FR83404833048").unwrap());
        let sent = |requester| {
            serde_json::to_value(Request::from(Question { number: &number, requester })).unwrap()
        };
        let alone = json!({ "countryCode": "BE", "vatNumber": "0477472701" });
        assert_eq!(sent(None), alone);
        let named = json!({ "countryCode": "BE", "vatNumber": "0477472701",
            "requesterMemberStateCode": "FR", "requesterNumber": "83404833048" });
        assert_eq!(sent(Some(&requester)), named);
    }
}
