//! Faults that are switched on by HTTP and met by every server of the sandbox in the same way.
//!
//! A server asks `Faults::meet` once per exchange: the delay has then passed, and what is left is the effect to show.

pub(crate) mod guard;
pub(crate) mod http;

use crate::{dns, tsa};
use actix_web::http::StatusCode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

const LONGEST_DELAY_MS: u64 = 600_000;
const LONGEST_ERROR: usize = 200;

/// A foreign system that the sandbox stands in for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Upstream {
    Vies,
    Sirene,
    Tsa,
    Smtp,
    Dns,
}

/// What an exchange with a faulty upstream shows after its delay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Effect {
    /// The connection is closed, or the datagram is left without an answer.
    Drop,
    /// An answer of failure: a status of the protocol, an error in the upstream's own words, or both.
    Answer { status: Option<StatusCode>, error: Option<String> },
}

/// A fault as a tester writes it; `parse` decides whether the upstream can have it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Wish {
    #[serde(skip_serializing_if = "Option::is_none")]
    latency_ms: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    drop: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

/// A fault that an upstream can have; keeps the wish to show it again.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    wish: Wish,
    delay: Duration,
    effect: Option<Effect>,
}

/// Why a wish is no fault.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BadFault {
    #[error("a fault needs at least one of latencyMs, status, drop and error")]
    Empty,
    #[error("latencyMs goes up to {LONGEST_DELAY_MS}")]
    Latency,
    #[error("drop leaves no room for a status or an error")]
    DropAndAnswer,
    #[error("status goes from 400 to 599")]
    Status,
    #[error("dns has no status: use error with the name of a response code")]
    DnsStatus,
    #[error("dns knows the errors FORMERR, SERVFAIL, NXDOMAIN, NOTIMP and REFUSED")]
    DnsError,
    #[error("tsa knows the errors of RFC 3161 2.4.2, such as timeNotAvailable")]
    TsaError,
    #[error("an smtp error is a reply such as \"451 4.3.0 try later\", and excludes status")]
    SmtpError,
    #[error("error has 1 to {LONGEST_ERROR} printable characters")]
    Error,
}

/// The faults switched on now, one at most for each upstream.
#[derive(Clone, Default)]
pub(crate) struct Faults(Arc<Mutex<BTreeMap<Upstream, Fault>>>);

impl Faults {
    /// Lets the upstream's delay pass and says what the exchange has to show, `None` when all is well.
    pub(crate) async fn meet(&self, upstream: Upstream) -> Option<Effect> {
        let fault = self.on().get(&upstream).cloned()?;
        tokio::time::sleep(fault.delay).await;
        fault.effect
    }

    fn on(&self) -> MutexGuard<'_, BTreeMap<Upstream, Fault>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Fault {
    pub(crate) fn parse(upstream: Upstream, wish: Wish) -> Result<Self, BadFault> {
        let effect = wish.effect(upstream)?;
        let delay = wish.latency_ms.unwrap_or_default();
        if delay > LONGEST_DELAY_MS {
            return Err(BadFault::Latency);
        }
        if effect.is_none() && wish.latency_ms.is_none() {
            return Err(BadFault::Empty);
        }
        Ok(Self { wish, delay: Duration::from_millis(delay), effect })
    }
}

impl Wish {
    fn effect(&self, upstream: Upstream) -> Result<Option<Effect>, BadFault> {
        let answers = self.status.is_some() || self.error.is_some();
        if self.drop == Some(true) {
            return if answers { Err(BadFault::DropAndAnswer) } else { Ok(Some(Effect::Drop)) };
        }
        if !answers {
            return Ok(None);
        }
        let status = self.status.map(failing_status).transpose()?;
        if let Some(error) = &self.error {
            let length = error.chars().count();
            if length == 0 || length > LONGEST_ERROR || error.chars().any(char::is_control) {
                return Err(BadFault::Error);
            }
        }
        match upstream {
            Upstream::Vies | Upstream::Sirene => {}
            Upstream::Tsa => self.check_tsa()?,
            Upstream::Smtp => self.check_smtp()?,
            Upstream::Dns => self.check_dns()?,
        }
        Ok(Some(Effect::Answer { status, error: self.error.clone() }))
    }

    fn check_smtp(&self) -> Result<(), BadFault> {
        let Some(error) = &self.error else { return Ok(()) };
        let is_reply = error.is_ascii()
            && matches!(error.as_bytes(), [b'4' | b'5', tens, ones, b' ', _, ..]
                if tens.is_ascii_digit() && ones.is_ascii_digit());
        if is_reply && self.status.is_none() { Ok(()) } else { Err(BadFault::SmtpError) }
    }

    fn check_tsa(&self) -> Result<(), BadFault> {
        let Some(error) = &self.error else { return Ok(()) };
        tsa::failure_bit(error).map(drop).ok_or(BadFault::TsaError)
    }

    fn check_dns(&self) -> Result<(), BadFault> {
        if self.status.is_some() {
            return Err(BadFault::DnsStatus);
        }
        let code = self.error.as_deref().and_then(dns::response_code);
        code.map(drop).ok_or(BadFault::DnsError)
    }
}

fn failing_status(status: u16) -> Result<StatusCode, BadFault> {
    let status = StatusCode::from_u16(status).map_err(|_| BadFault::Status)?;
    if status.is_client_error() || status.is_server_error() {
        return Ok(status);
    }
    Err(BadFault::Status)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(upstream: Upstream, wish: &str) -> Result<Option<Effect>, BadFault> {
        Fault::parse(upstream, serde_json::from_str(wish).unwrap()).map(|fault| fault.effect)
    }

    #[test]
    fn a_fault_must_be_one_that_its_upstream_can_have() {
        use BadFault as Bad;
        use Upstream::{Dns, Smtp, Tsa, Vies};
        for (upstream, wish, why) in [
            (Vies, "{}", Bad::Empty),
            (Vies, r#"{"drop":false}"#, Bad::Empty),
            (Vies, r#"{"latencyMs":600001}"#, Bad::Latency),
            (Vies, r#"{"drop":true,"status":503}"#, Bad::DropAndAnswer),
            (Vies, r#"{"status":200}"#, Bad::Status),
            (Vies, r#"{"error":""}"#, Bad::Error),
            (Smtp, r#"{"error":"try later"}"#, Bad::SmtpError),
            (Smtp, r#"{"error":"451 later\r\n250 ok"}"#, Bad::Error),
            (Smtp, r#"{"error":"451 later","status":451}"#, Bad::SmtpError),
            (Tsa, r#"{"error":"late"}"#, Bad::TsaError),
            (Dns, r#"{"status":503}"#, Bad::DnsStatus),
            (Dns, r#"{"error":"BROKEN"}"#, Bad::DnsError),
        ] {
            assert_eq!(parse(upstream, wish), Err(why), "{wish}");
        }
    }

    #[test]
    fn a_delay_alone_has_no_effect_to_show() {
        assert_eq!(parse(Upstream::Sirene, r#"{"latencyMs":5}"#), Ok(None));
        assert_eq!(parse(Upstream::Dns, r#"{"drop":true,"latencyMs":5}"#), Ok(Some(Effect::Drop)));
    }
}
