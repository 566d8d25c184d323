//! Examining the timestamp of a signature.

use time::OffsetDateTime;

use super::report::{Reason, TimestampReport};
use crate::subject::Subject;
use crate::timestamp::{TimestampError, TokenView, to_hex};
use crate::trust::TrustRoots;

/// Examines the token over a signature value; what is wrong with it goes to `reasons`.
pub(super) fn examine(
    token: &[u8],
    signature_value: &[u8],
    trust: &TrustRoots,
    now: OffsetDateTime,
    reasons: &mut Vec<Reason>,
) -> Option<TimestampReport> {
    let mut note = |error: TimestampError| reasons.push(Reason::of_timestamp(&error));
    let token = TokenView::parse(token).map_err(&mut note).ok()?;
    let imprint_valid = token.info.covers(signature_value);
    if !imprint_valid {
        note(TimestampError::WrongImprint);
    }
    let certificate = token.check_signature().map_err(&mut note).ok();
    let trusted = certificate.is_some_and(|certificate| {
        let checked = token.check_authority(certificate, trust, now);
        checked.map_err(&mut note).is_ok()
    });
    Some(TimestampReport {
        time: token.info.time,
        serial: to_hex(token.info.serial),
        authority: token.certificate().and_then(Subject::of_der),
        imprint_valid,
        signature_valid: certificate.is_some(),
        trusted: trusted && imprint_valid,
    })
}
