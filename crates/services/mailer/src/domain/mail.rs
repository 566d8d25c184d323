//! One mail to one person: ordered, then sent or failed.

use std::time::Duration;

use parvis_kernel::{ApplicationId, Change, MailId, Timestamp};

use super::{End, Fact, Template, Trouble};

/// How long a mail is tried.
const TRIED: Duration = Duration::from_hours(48);
/// The pauses after the first tries, short ones for a relay that just restarts; then the last one.
const PAUSES: [Duration; 8] = [
    Duration::from_secs(2),
    Duration::from_secs(15),
    Duration::from_mins(1),
    Duration::from_mins(5),
    Duration::from_mins(30),
    Duration::from_hours(2),
    Duration::from_hours(6),
    Duration::from_hours(12),
];

/// What is recorded of a mail: no address and no text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mail {
    pub(crate) order: Order,
    pub(crate) state: State,
    /// How often it was tried.
    pub(crate) attempts: u32,
    /// The code of what stood in the way last, if anything did.
    pub(crate) last_error: Option<String>,
    pub(crate) ordered_at: Timestamp,
    pub(crate) sent_at: Option<Timestamp>,
    /// Counts the changes, from 1.
    pub(crate) version: i64,
}

/// What is to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Order {
    pub(crate) mail: MailId,
    pub(crate) application: ApplicationId,
    /// The asker's own; it comes back in the facts.
    pub(crate) reference: String,
    pub(crate) template: Template,
    /// Who holds the values: a key of the setting `shared.addresses`.
    pub(crate) owner: String,
    /// Their id at the owner.
    pub(crate) owner_id: String,
}

/// What became of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// To be sent.
    Ordered,
    /// A relay took it.
    Sent,
    /// It was given up.
    Failed,
}

impl State {
    const ALL: [Self; 3] = [Self::Ordered, Self::Sent, Self::Failed];

    /// The name on the wire and in the table.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Ordered => "ordered",
            Self::Sent => "sent",
            Self::Failed => "failed",
        }
    }

    /// Reads a name.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

impl Mail {
    /// Takes an order.
    pub(crate) fn take(order: Order, ordered_at: Timestamp) -> Change<Self, Fact> {
        let mail = Self {
            order,
            state: State::Ordered,
            attempts: 0,
            last_error: None,
            ordered_at,
            sent_at: None,
            version: 1,
        };
        Change::quiet(mail, "the asker waits to hear how it ends")
    }

    /// Records that a relay took the mail.
    pub(crate) fn sent(self, at: Timestamp) -> Change<Self, Fact> {
        let fact = self.ended(End::Sent { at });
        let next = self.tried(None);
        Change::saying(Self { state: State::Sent, sent_at: Some(at), ..next }, fact)
    }

    /// When the mail is to be tried after this trouble; `None` when it is to be given up.
    pub(crate) fn next_try(&self, trouble: Trouble, now: Timestamp) -> Option<Timestamp> {
        let end = self.ordered_at.plus(TRIED);
        if trouble.is_final() || now >= end {
            return None;
        }
        let tries = usize::try_from(self.attempts).unwrap_or(usize::MAX);
        let pause = PAUSES[tries.min(PAUSES.len() - 1)];
        Some(now.plus(pause).min(end))
    }

    /// Records a try that failed and is not the last one.
    pub(crate) fn put_off(self, trouble: Trouble) -> Change<Self, Fact> {
        Change::quiet(self.tried(Some(trouble)), "nothing is decided: it is tried again")
    }

    /// Gives the mail up.
    pub(crate) fn give_up(self, trouble: Trouble) -> Change<Self, Fact> {
        let fact = self.ended(End::Failed { trouble });
        Change::saying(Self { state: State::Failed, ..self.tried(Some(trouble)) }, fact)
    }

    fn tried(self, trouble: Option<Trouble>) -> Self {
        let (attempts, version) = (self.attempts + 1, self.version + 1);
        Self { attempts, version, last_error: trouble.map(|t| t.to_string()), ..self }
    }

    fn ended(&self, end: End) -> Fact {
        let Order { mail, application, reference, template, .. } = self.order.clone();
        Fact { mail, application, reference, template, end }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail() -> Mail {
        let order = Order {
            mail: MailId::fresh(),
            application: ApplicationId::fresh(),
            reference: String::new(),
            template: Template::OnboardingReady,
            owner: "onboarding".into(),
            owner_id: "x".into(),
        };
        Mail::take(order, Timestamp::default()).state().clone()
    }

    #[test]
    fn a_mail_is_tried_ever_later_for_two_days() {
        let (mut mail, mut now, mut pauses) = (mail(), Timestamp::default(), Vec::new());
        while let Some(at) = mail.next_try(Trouble::Reply(451), now) {
            pauses.push(at.since(now).as_secs());
            mail = mail.tried(Some(Trouble::Reply(451)));
            now = at;
        }
        assert_eq!(pauses[..9], [2, 15, 60, 300, 1800, 7200, 21600, 43200, 43200]);
        assert_eq!(now, Timestamp::default().plus(TRIED));
        assert_eq!(pauses.len(), 11);
    }

    #[test]
    fn a_refusal_for_good_is_not_tried_again() {
        let now = Timestamp::default();
        for trouble in
            [Trouble::Reply(550), Trouble::Reply(552), Trouble::Withdrawn, Trouble::Address]
        {
            assert_eq!(mail().next_try(trouble, now), None, "{trouble}");
        }
        for trouble in [Trouble::Reply(421), Trouble::Reply(535), Trouble::TimeLimit, Trouble::Tls]
        {
            assert!(mail().next_try(trouble, now).is_some(), "{trouble}");
        }
    }
}
