//! One question about one number, followed until it is settled.

use parvis_kernel::{ApplicationId, Change, Timestamp, VerificationId};
use parvis_vatid::VatNumber;

use super::schedule::next_try;
use super::{Asked, Fault, Verdict};

/// What was found out, when, and for how long it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) verdict: Verdict,
    /// In whose name VIES was to be asked; a verdict for one is none for another.
    pub(crate) requester: Option<VatNumber>,
    pub(crate) checked_at: Timestamp,
    /// Until when it need not be asked again; an unknown always is.
    pub(crate) expires_at: Option<Timestamp>,
    /// The id of the evidence behind it, once that is recorded.
    pub(crate) evidence: Option<String>,
}

/// Whose verdict about what, asked in whose name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    pub(crate) application: ApplicationId,
    /// As [`Asked::key`] gives it.
    pub(crate) number: String,
    pub(crate) requester: Option<VatNumber>,
}

/// A verification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verification {
    pub(crate) id: VerificationId,
    pub(crate) application: ApplicationId,
    /// What the orderer calls it; empty where a caller asked directly.
    pub(crate) reference: String,
    pub(crate) asked: Asked,
    pub(crate) finding: Finding,
    pub(crate) created_at: Timestamp,
    /// 0 until it is stored.
    pub(crate) version: i64,
}

/// The verdict of this verification is new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decided(pub(crate) Verification);

impl Verification {
    /// A question that nobody was asked yet.
    pub(crate) fn new(
        id: VerificationId,
        application: ApplicationId,
        asked: Asked,
        now: Timestamp,
    ) -> Self {
        let finding = Finding {
            verdict: Verdict::Unknown(Fault::not_asked()),
            requester: None,
            checked_at: now,
            expires_at: None,
            evidence: None,
        };
        let reference = String::new();
        Self { id, application, reference, asked, finding, created_at: now, version: 0 }
    }

    /// Takes an order: the question is asked next.
    pub(crate) fn ordered(self, reference: String) -> Change<Self, Decided> {
        let next = Self { reference, version: self.version + 1, ..self };
        Change::quiet(next, "the verdict is the first thing to say")
    }

    /// Takes in what was found. A new verdict is said; a settled one stays, and so does a confirmed
    /// company when VIES still does not answer.
    pub(crate) fn take_in(self, finding: Finding) -> Change<Self, Decided> {
        let version = self.version + 1;
        let stays = match (&self.finding.verdict, &finding.verdict) {
            (Verdict::Valid { .. } | Verdict::Invalid(_), _)
            | (Verdict::CompanyConfirmed(_), Verdict::Unknown(_)) => true,
            (Verdict::CompanyConfirmed(_) | Verdict::Unknown(_), _) => false,
        };
        if stays {
            return Change::quiet(Self { version, ..self }, "nothing better was found");
        }
        let same = self.finding.verdict.says_same(&finding.verdict);
        let next = Self { finding, version, ..self };
        if same {
            return Change::quiet(next, "found again");
        }
        let fact = Decided(next.clone());
        Change::saying(next, fact)
    }

    /// When it is asked again by itself: never once it is settled or given up.
    pub(crate) fn next_try(&self, now: Timestamp) -> Option<Timestamp> {
        if self.finding.verdict.is_settled() {
            return None;
        }
        next_try(self.created_at, now)
    }

    /// Whether its verdict need not be asked again.
    pub(crate) fn is_fresh(&self, now: Timestamp) -> bool {
        self.finding.expires_at.is_some_and(|end| now < end)
    }

    /// Whose verdict about what it is.
    pub(crate) fn key(&self) -> Key {
        let (application, number) = (self.application, self.asked.key());
        Key { application, number, requester: self.finding.requester.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Company, Reason};

    fn found(verdict: Verdict) -> Finding {
        let checked_at = Timestamp::from_millis(1);
        Finding { verdict, requester: None, checked_at, expires_at: None, evidence: None }
    }

    fn unknown(code: &str) -> Verdict {
        Verdict::Unknown(Fault::said(code))
    }

    /// Takes in verdict after verdict; shows the status after each, and whether it was said.
    fn course(verdicts: &[Verdict]) -> Vec<(&'static str, bool)> {
        let (id, application) = (VerificationId::fresh(), ApplicationId::fresh());
        let asked = Asked::read("FR21111222337");
        let mut now = Verification::new(id, application, asked, Timestamp::default());
        let take = |verdict: &Verdict| {
            let change = now.clone().take_in(found(verdict.clone()));
            now = change.state().clone();
            (now.finding.verdict.status(), !change.facts().is_empty())
        };
        verdicts.iter().map(take).collect()
    }

    #[test]
    fn each_change_of_the_verdict_is_said_once() {
        let verdicts = [
            unknown("MS_UNAVAILABLE"),
            unknown("MS_UNAVAILABLE"),
            unknown("TIMEOUT"),
            Verdict::CompanyConfirmed(Company::default()),
            unknown("TIMEOUT"),
            Verdict::Invalid(Reason::NotRegistered),
        ];
        let expected = [
            ("unknown", true),
            ("unknown", false),
            ("unknown", true),
            ("company_confirmed", true),
            ("company_confirmed", false),
            ("invalid", true),
        ];
        assert_eq!(course(&verdicts), expected);
    }

    #[test]
    fn a_settled_verdict_stays() {
        let valid = Verdict::Valid { company: Company::default(), consultation: None };
        let verdicts = [valid, Verdict::Invalid(Reason::NotRegistered), unknown("TIMEOUT")];
        assert_eq!(course(&verdicts), [("valid", true), ("valid", false), ("valid", false)]);
    }
}
