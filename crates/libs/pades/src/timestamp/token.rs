//! The time-stamp token: judged once, then carried unchanged.

use time::{Duration, OffsetDateTime};

use super::info::TimestampInfo;
use super::{TimestampError, TimestampRequest, status};
use crate::cms::view::SignedDataView;
use crate::digest::Digest;
use crate::hex;
use crate::oid;
use crate::subject::Subject;
use crate::trust::{Purpose, TrustRoots};

/// The local clock and how far the authority's may be from it.
#[derive(Debug, Clone, Copy)]
pub struct Tolerance {
    /// The local time.
    pub now: OffsetDateTime,
    /// The largest accepted difference, in both directions.
    pub within: Duration,
}

/// A timestamp that was granted, answers its request, and comes from a trusted authority.
#[derive(Debug, Clone)]
pub struct TimestampToken {
    der: Vec<u8>,
    time: OffsetDateTime,
    serial: Vec<u8>,
    imprint: [u8; 32],
    authority: Subject,
}

impl TimestampToken {
    /// Accepts the body of an authority's answer, or says why not.
    ///
    /// Checked are: the status; that imprint and nonce are those of `request`; that the time is
    /// within `clock`; the signature over the signed attributes as they came; that these name the
    /// authority's certificate (RFC 5816); that this certificate has timeStamping as its only
    /// extended key usage, critical; and that it leads to one of `trust`, valid now and at the
    /// time in the token.
    pub fn from_response(
        response: &[u8],
        request: &TimestampRequest,
        clock: Tolerance,
        trust: &TrustRoots,
    ) -> Result<Self, TimestampError> {
        let der = status::token_of(response)?;
        let token = TokenView::parse(der)?;
        let info = &token.info;
        if info.digest != Some(Digest::Sha256) || info.imprint != request.imprint() {
            return Err(TimestampError::WrongImprint);
        }
        if info.nonce != Some(request.nonce()?.as_bytes()) {
            return Err(TimestampError::WrongNonce);
        }
        if (info.time - clock.now).abs() > clock.within {
            return Err(TimestampError::OutsideTolerance { time: info.time });
        }
        let certificate = token.check_signature()?;
        token.check_authority(certificate, trust, clock.now)?;
        Ok(Self {
            time: info.time,
            serial: info.serial.to_vec(),
            imprint: *request.imprint(),
            authority: Subject::of_der(certificate).ok_or(TimestampError::Malformed)?,
            der: der.to_vec(),
        })
    }

    /// The time the authority attests, in UTC.
    pub fn time(&self) -> OffsetDateTime {
        self.time
    }

    /// Who attests it: the subject of the authority's certificate.
    pub fn authority(&self) -> &Subject {
        &self.authority
    }

    /// The token's serial number at its authority, as upper-case hexadecimal digits.
    pub fn serial(&self) -> String {
        to_hex(&self.serial)
    }

    /// The DER of the token, exactly as the authority sent it.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    pub(crate) fn imprint(&self) -> &[u8; 32] {
        &self.imprint
    }
}

/// A token that has been read, not yet believed.
pub(crate) struct TokenView<'a> {
    cms: SignedDataView<'a>,
    content: &'a [u8],
    pub(crate) info: TimestampInfo<'a>,
}

impl<'a> TokenView<'a> {
    pub(crate) fn parse(der: &'a [u8]) -> Result<Self, TimestampError> {
        let cms = SignedDataView::parse(der)?;
        if cms.content_type != oid::TST_INFO {
            return Err(TimestampError::WrongContent);
        }
        let content = cms.content.ok_or(TimestampError::WrongContent)?;
        let info = TimestampInfo::parse(content).map_err(|_| TimestampError::Malformed)?;
        Ok(Self { cms, content, info })
    }

    /// The authority's certificate, if it is there; nothing is checked.
    pub(crate) fn certificate(&self) -> Option<&'a [u8]> {
        self.cms.signing_certificate().ok()
    }

    /// Checks everything about the signature but who made it; gives the authority's certificate.
    pub(crate) fn check_signature(&self) -> Result<&'a [u8], TimestampError> {
        let certificate = self.cms.signing_certificate()?;
        self.cms.check_content(oid::TST_INFO, &[self.content])?;
        self.cms.check_signature(certificate)?;
        self.cms.check_binding(certificate)?;
        Ok(certificate)
    }

    /// Checks that the authority is trusted, both now and at the time it attests.
    pub(crate) fn check_authority(
        &self,
        certificate: &[u8],
        trust: &TrustRoots,
        now: OffsetDateTime,
    ) -> Result<(), TimestampError> {
        for at in [self.info.time, now] {
            trust.check(certificate, &self.cms.certificates, Purpose::Timestamp, at)?;
        }
        Ok(())
    }
}

/// An ASN.1 integer's octets in hexadecimal, without the sign octet.
pub(crate) fn to_hex(integer: &[u8]) -> String {
    match integer {
        [0, rest @ ..] if !rest.is_empty() => hex::encode(rest),
        all => hex::encode(all),
    }
}
