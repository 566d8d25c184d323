//! The aggregate: one request to one person to sign one document, and its transitions.

use std::time::Duration;

use parvis_kernel::{ApplicationId, Change, Locale, SignatureId, Timestamp};

use super::{About, Confirmation, DeclineReason, Fact, Refused, Sealed, Stage, Template, VoidReason};

/// Where the document is and how to recognise it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentRef {
    /// Who keeps its bytes.
    pub owner: String,
    /// Its id there.
    pub id: String,
    /// SHA-256 of its bytes, 64 lower-case hexadecimal digits.
    pub sha256: String,
}

/// The person who is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// His name as whoever asks knows it.
    pub name: String,
    /// Where the link goes; `None` when a client's backend collects the signature itself.
    pub email: Option<String>,
    /// His language.
    pub locale: Locale,
}

/// What a request is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The request's id.
    pub id: SignatureId,
    /// Who owns it.
    pub application: ApplicationId,
    /// The asker's own mark, given back in every fact.
    pub reference: String,
    /// What it belongs to: the onboarding's uuid within a journey.
    pub correlation: Option<String>,
    /// The document.
    pub document: DocumentRef,
    /// Who is asked.
    pub signer: Signer,
    /// Who asks, as the signer reads it.
    pub requester: String,
    /// When it is asked.
    pub at: Timestamp,
    /// How long it may be signed.
    pub validity: Duration,
}

/// One request to sign one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Its id.
    pub id: SignatureId,
    /// Who owns it.
    pub application: ApplicationId,
    /// The asker's own mark.
    pub reference: String,
    /// What it belongs to: the onboarding's uuid within a journey.
    pub correlation: Option<String>,
    /// The document.
    pub document: DocumentRef,
    /// The document's title; empty until it was fetched.
    pub title: String,
    /// Who asks.
    pub requester: String,
    /// Who is asked.
    pub signer: Signer,
    /// Counts the links: a new one makes the older ones worthless.
    pub generation: i64,
    /// When it was asked.
    pub created_at: Timestamp,
    /// From when on it can no longer be signed.
    pub expires_at: Timestamp,
    /// Where it stands.
    pub stage: Stage,
    /// Counts the writes, from 1.
    pub version: i64,
}

impl Request {
    /// A request whose document is still to be fetched.
    pub fn ordered(order: Order) -> Change<Self, Fact> {
        Change::quiet(Self::new(order), "nothing is promised before the document is here")
    }

    /// A request that a client's backend brings together with the signature.
    pub fn brought(order: Order, title: String, by: Confirmation) -> Change<Self, Fact> {
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
    pub fn presented(self, title: String) -> Result<Change<Self, Fact>, Refused> {
        let Stage::Ordered = self.stage else { return Err(self.refused()) };
        let mut facts = vec![Fact::Requested(self.about())];
        facts.extend(self.mail(Template::SignatureRequest));
        Ok(Change::saying_all(Self { title, ..self }.moved(Stage::Requested), facts))
    }

    /// The signer confirms.
    pub fn confirm(self, by: Confirmation) -> Result<Change<Self, Fact>, Refused> {
        match self.stage {
            Stage::Requested if self.is_late(by.at) => Err(Refused(VoidReason::Expired.code())),
            Stage::Requested => {
                let why = "the seal makes it a signature, and the seal says so";
                Ok(Change::quiet(self.moved(Stage::Confirmed(by)), why))
            }
            _ => Err(self.refused()),
        }
    }

    /// The seal is made and timestamped.
    pub fn seal(self, sealed: Sealed) -> Result<Change<Self, Fact>, Refused> {
        let Stage::Confirmed(by) = &self.stage else { return Err(self.refused()) };
        let (about, signed_at, by) = (self.about(), by.at, by.clone());
        let mut facts = vec![Fact::Completed { about, signed_at, sealed: sealed.clone() }];
        facts.extend(self.mail(Template::SignedConfirmation));
        Ok(Change::saying_all(self.moved(Stage::Signed(by, sealed)), facts))
    }

    /// The document's owner has stored the signed document.
    pub fn stored(self, at: Timestamp) -> Result<Change<Self, Fact>, Refused> {
        match self.stage.clone() {
            Stage::Signed(by, sealed) => {
                let sealed = Sealed { stored_at: Some(at), ..sealed };
                Ok(Change::quiet(self.moved(Stage::Signed(by, sealed)), "its owner said it already"))
            }
            _ => Err(self.refused()),
        }
    }

    /// The signer refuses.
    pub fn decline(
        self,
        reason: DeclineReason,
        at: Timestamp,
    ) -> Result<Change<Self, Fact>, Refused> {
        match self.stage {
            Stage::Requested if self.is_late(at) => Err(Refused(VoidReason::Expired.code())),
            Stage::Requested => {
                let fact = Fact::Declined(self.about());
                Ok(Change::saying(self.moved(Stage::Declined { reason, at }), fact))
            }
            _ => Err(self.refused()),
        }
    }

    /// It can no longer be signed.
    pub fn void(self, why: VoidReason, at: Timestamp) -> Result<Change<Self, Fact>, Refused> {
        match self.stage {
            Stage::Ordered | Stage::Requested => {
                let fact = Fact::Voided(self.about(), why);
                Ok(Change::saying(self.moved(Stage::Voided { why, at }), fact))
            }
            _ => Err(self.refused()),
        }
    }

    /// It is asked for again, under a new mark: what was said already is said again under that.
    pub fn repeated(self, reference: String, correlation: Option<String>) -> Change<Self, Fact> {
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
    pub fn is_late(&self, now: Timestamp) -> bool {
        now >= self.expires_at
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
