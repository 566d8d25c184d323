//! The aggregate: one request to one person to sign one document, and its transitions.

use std::time::Duration;

use parvis_kernel::{ApplicationId, Change, Locale, SignatureId, Timestamp};

use super::{
    About, Confirmation, DeclineReason, Fact, Refused, Sealed, Stage, Template, VoidReason,
};

/// Where the document is and how to recognise it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DocumentRef {
    /// Who keeps its bytes.
    pub(crate) owner: String,
    /// Its id there.
    pub(crate) id: String,
    /// SHA-256 of its bytes, 64 lower-case hexadecimal digits.
    pub(crate) sha256: String,
}

/// The person who is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signer {
    /// His name as whoever asks knows it.
    pub(crate) name: String,
    /// Where the link goes; `None` when a client's backend collects the signature itself.
    pub(crate) email: Option<String>,
    /// His language.
    pub(crate) locale: Locale,
}

/// What a request is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Order {
    /// The request's id.
    pub(crate) id: SignatureId,
    /// Who owns it.
    pub(crate) application: ApplicationId,
    /// The asker's own mark, given back in every fact.
    pub(crate) reference: String,
    /// What it belongs to: the onboarding's uuid within a journey.
    pub(crate) correlation: Option<String>,
    /// The document.
    pub(crate) document: DocumentRef,
    /// Who is asked.
    pub(crate) signer: Signer,
    /// Who asks, as the signer reads it.
    pub(crate) requester: String,
    /// When it is asked.
    pub(crate) at: Timestamp,
    /// How long it may be signed.
    pub(crate) validity: Duration,
}

/// One request to sign one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Request {
    /// Its id.
    pub(crate) id: SignatureId,
    /// Who owns it.
    pub(crate) application: ApplicationId,
    /// The asker's own mark.
    pub(crate) reference: String,
    /// What it belongs to: the onboarding's uuid within a journey.
    pub(crate) correlation: Option<String>,
    /// The document.
    pub(crate) document: DocumentRef,
    /// The document's title; empty until it was fetched.
    pub(crate) title: String,
    /// Who asks.
    pub(crate) requester: String,
    /// Who is asked.
    pub(crate) signer: Signer,
    /// Counts the links: a new one makes the older ones worthless.
    pub(crate) generation: i64,
    /// When it was asked.
    pub(crate) created_at: Timestamp,
    /// From when on it can no longer be signed.
    pub(crate) expires_at: Timestamp,
    /// Where it stands.
    pub(crate) stage: Stage,
    /// Counts the writes, from 1.
    pub(crate) version: i64,
}

impl Request {
    /// A request whose document is still to be fetched.
    pub(crate) fn ordered(order: Order) -> Change<Self, Fact> {
        Change::quiet(Self::new(order), "nothing is promised before the document is here")
    }

    /// A request that a client's backend brings together with the signature.
    pub(crate) fn brought(order: Order, title: String, by: Confirmation) -> Change<Self, Fact> {
        let request = Self { title, stage: Stage::Confirmed(by), ..Self::new(order) };
        Change::quiet(request, "the seal makes it a signature, and the seal says so")
    }

    fn new(order: Order) -> Self {
        Self {
            id: order.id,
            application: order.application,
            reference: order.reference,
            correlation: order.correlation,
            document: order.document,
            title: String::new(),
            requester: order.requester,
            signer: order.signer,
            generation: 1,
            created_at: order.at,
            expires_at: order.at.plus(order.validity),
            stage: Stage::Ordered,
            version: 1,
        }
    }

    /// The document is here: the signer may read and sign, and is told so.
    pub(crate) fn presented(self, title: String) -> Result<Change<Self, Fact>, Refused> {
        let Stage::Ordered = self.stage else { return Err(self.refused()) };
        let mut facts = vec![Fact::Requested(self.about())];
        facts.extend(self.mail(Template::SignatureRequest));
        Ok(Change::saying_all(Self { title, ..self }.moved(Stage::Requested), facts))
    }

    /// The signer confirms.
    pub(crate) fn confirm(self, by: Confirmation) -> Result<Change<Self, Fact>, Refused> {
        self.must_be_open(by.at)?;
        let why = "the seal makes it a signature, and the seal says so";
        Ok(Change::quiet(self.moved(Stage::Confirmed(by)), why))
    }

    /// The seal is made and timestamped.
    pub(crate) fn seal(self, sealed: Sealed) -> Result<Change<Self, Fact>, Refused> {
        let Stage::Confirmed(by) = &self.stage else { return Err(self.refused()) };
        let (about, signed_at, by) = (self.about(), by.at, by.clone());
        let mut facts = vec![Fact::Completed { about, signed_at, sealed: sealed.clone() }];
        facts.extend(self.mail(Template::SignedConfirmation));
        Ok(Change::saying_all(self.moved(Stage::Signed(by, sealed)), facts))
    }

    /// The document's owner has stored the signed document.
    pub(crate) fn stored(self, at: Timestamp) -> Result<Change<Self, Fact>, Refused> {
        let Stage::Signed(by, sealed) = self.stage.clone() else { return Err(self.refused()) };
        let sealed = Sealed { stored_at: sealed.stored_at.or(Some(at)), ..sealed };
        Ok(Change::quiet(self.moved(Stage::Signed(by, sealed)), "its owner said it already"))
    }

    /// The signer refuses.
    pub(crate) fn decline(
        self,
        reason: DeclineReason,
        at: Timestamp,
    ) -> Result<Change<Self, Fact>, Refused> {
        self.must_be_open(at)?;
        let fact = Fact::Declined(self.about());
        Ok(Change::saying(self.moved(Stage::Declined { reason, at }), fact))
    }

    /// It can no longer be signed.
    pub(crate) fn void(
        self,
        why: VoidReason,
        at: Timestamp,
    ) -> Result<Change<Self, Fact>, Refused> {
        let (Stage::Ordered | Stage::Requested) = self.stage else { return Err(self.refused()) };
        let fact = Fact::Voided(self.about(), why);
        Ok(Change::saying(self.moved(Stage::Voided { why, at }), fact))
    }

    /// It is asked for again, under a new mark: what was said already is said again under that.
    pub(crate) fn repeated(
        self,
        reference: String,
        correlation: Option<String>,
    ) -> Change<Self, Fact> {
        let again = Self { reference, correlation, version: self.version + 1, ..self };
        let about = again.about();
        let fact = match &again.stage {
            Stage::Ordered | Stage::Confirmed(_) => {
                return Change::quiet(again, "nothing was said yet");
            }
            Stage::Requested => Fact::Requested(about),
            Stage::Signed(by, sealed) => {
                Fact::Completed { about, signed_at: by.at, sealed: sealed.clone() }
            }
            Stage::Declined { .. } => Fact::Declined(about),
            Stage::Voided { why, .. } => Fact::Voided(about, *why),
        };
        Change::saying(again, fact)
    }

    /// Whether the time to sign is over.
    pub(crate) fn is_late(&self, now: Timestamp) -> bool {
        now >= self.expires_at
    }

    /// Whether it can be signed or declined now.
    fn must_be_open(&self, now: Timestamp) -> Result<(), Refused> {
        let Stage::Requested = self.stage else { return Err(self.refused()) };
        if self.is_late(now) { Err(Refused(VoidReason::Expired.code())) } else { Ok(()) }
    }

    fn moved(self, stage: Stage) -> Self {
        Self { stage, version: self.version + 1, ..self }
    }

    fn about(&self) -> About {
        let (reference, document) = (self.reference.clone(), self.document.clone());
        About { id: self.id, application: self.application, reference, document }
    }

    fn mail(&self, template: Template) -> Option<Fact> {
        self.signer.email.as_ref()?;
        Some(Fact::Mail(self.about(), template, self.generation))
    }

    const fn refused(&self) -> Refused {
        Refused(self.stage.code())
    }
}

#[cfg(test)]
mod tests;
