//! Examining one signature.

use der::{Encode, Reader, SliceReader};
use lopdf::Dictionary;
use time::OffsetDateTime;

use super::report::{Level, Reason, SignatureReport};
use super::timestamp;
use crate::byte_range::ByteRange;
use crate::cms::view::{Fault, SignedDataView};
use crate::file::File;
use crate::subject::Subject;
use crate::trust::{Purpose, TrustRoots};
use crate::{instant, oid};

const PADES: &[u8] = b"ETSI.CAdES.detached";
const PKCS7: &[u8] = b"adbe.pkcs7.detached";

/// What all signatures of a file are examined against.
pub(super) struct Examiner<'a> {
    pub(super) file: File<'a>,
    pub(super) pdf: &'a [u8],
    pub(super) trust: &'a TrustRoots,
    pub(super) now: OffsetDateTime,
}

impl Examiner<'_> {
    /// The end of the signed revision, for sorting, and the findings.
    pub(super) fn examine(
        &mut self,
        field: &str,
        signature: &Dictionary,
    ) -> (usize, SignatureReport) {
        let mut report = SignatureReport {
            field: field.to_owned(),
            intact: false,
            covers_whole_file: false,
            byte_range_well_formed: false,
            trusted: false,
            signer: None,
            level: None,
            timestamp: None,
            claimed_time: self.claimed_time(signature),
            reasons: Vec::new(),
        };
        let Some(range) = ByteRange::of(signature, self.pdf) else {
            report.reasons.push(Reason::ByteRangeMalformed);
            return (usize::MAX, report);
        };
        report.byte_range_well_formed = true;
        report.covers_whole_file = range.end() == self.pdf.len();
        if !report.covers_whole_file {
            report.reasons.push(Reason::NotWholeFile);
        }
        let kind = self.file.name(signature, b"SubFilter");
        if !matches!(kind.as_deref(), Some(PADES | PKCS7)) {
            report.reasons.push(Reason::UnsupportedKind);
            return (range.end(), report);
        }
        let contents = range.contents(self.pdf).unwrap_or_default();
        match message(&contents).and_then(SignedDataView::parse) {
            Ok(cms) => self.examine_message(&cms, range, signature, &mut report),
            Err(_) => report.reasons.push(Reason::SignatureUnreadable),
        }
        (range.end(), report)
    }

    fn examine_message(
        &mut self,
        cms: &SignedDataView<'_>,
        range: ByteRange,
        signature: &Dictionary,
        report: &mut SignatureReport,
    ) {
        let reasons = &mut report.reasons;
        let Ok(certificate) = cms.signing_certificate() else {
            reasons.push(Reason::SignerCertificateMissing);
            return;
        };
        report.signer = Subject::of_der(certificate);
        let mut holds = |check: Result<(), Fault>| match check {
            Ok(()) => true,
            Err(fault) => {
                reasons.push(reason(fault));
                false
            }
        };
        let detached = match cms.content {
            None => Ok(()),
            Some(_) => Err(Fault::ContentType),
        };
        let unchanged = holds(cms.check_content(oid::DATA, &range.covered(self.pdf)));
        let signed = holds(cms.check_signature(certificate));
        report.intact = unchanged && signed && holds(detached);
        let bound = holds(cms.check_binding(certificate));
        let token = cms.timestamp().and_then(|token| token.to_der().ok());
        report.timestamp = token.and_then(|token| {
            timestamp::examine(&token, cms.signature_value(), self.trust, self.now, reasons)
        });
        let at = report.timestamp.as_ref().filter(|stamp| stamp.trusted).map(|stamp| stamp.time);
        let at = at.unwrap_or(self.now);
        match self.trust.check(certificate, &cms.certificates, Purpose::SignDocuments, at) {
            Ok(()) => report.trusted = report.intact && bound,
            Err(untrusted) => reasons.push(Reason::of_signer(untrusted)),
        }
        if !self.is_baseline(cms, signature) {
            reasons.push(Reason::NotBaseline);
        } else if report.intact && bound {
            report.level = Some(level(report));
        }
    }

    /// The rules of EN 319 142-1 section 6.3 that nothing else has checked.
    fn is_baseline(&mut self, cms: &SignedDataView<'_>, signature: &Dictionary) -> bool {
        self.file.name(signature, b"SubFilter").as_deref() == Some(PADES)
            && signature.has(b"M")
            && signature.has(b"Filter")
            && !signature.has(b"Cert")
            && !cms.has_signed(oid::SIGNING_TIME)
    }

    fn claimed_time(&mut self, signature: &Dictionary) -> Option<OffsetDateTime> {
        let text = self.file.get(signature, b"M")?;
        instant::parse_pdf_date(text.as_str().ok()?)
    }
}

fn level(report: &SignatureReport) -> Level {
    match &report.timestamp {
        Some(stamp) if stamp.imprint_valid && stamp.signature_valid => Level::BT,
        Some(_) | None => Level::BB,
    }
}

/// The CMS message in the contents, which are padded with zeros and nothing else.
fn message(contents: &[u8]) -> Result<&[u8], Fault> {
    let message = SliceReader::new(contents)?.tlv_bytes()?;
    let padding = contents.get(message.len()..).unwrap_or_default();
    if padding.iter().any(|byte| *byte != 0) {
        return Err(Fault::Malformed);
    }
    Ok(message)
}

fn reason(fault: Fault) -> Reason {
    match fault {
        Fault::Malformed => Reason::SignatureUnreadable,
        Fault::NoCertificate => Reason::SignerCertificateMissing,
        Fault::Unsupported => Reason::AlgorithmUnsupported,
        Fault::ContentType | Fault::Digest => Reason::ContentChanged,
        Fault::Signature => Reason::SignatureInvalid,
        Fault::Unbound => Reason::SignerUnbound,
    }
}
