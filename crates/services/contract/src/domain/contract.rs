//! One contract's life: preparing, issued, signed; refused or cancelled on the way.

use parvis_kernel::{ApplicationId, Change, ContractId, Timestamp};

use super::Rendered;

/// Where a contract stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Its id is kept; its text does not exist yet.
    Preparing,
    /// Its text exists and will never change.
    Issued,
    /// The signed form stands beside the original.
    Signed,
    /// It can't be written as asked.
    Refused,
    /// It was withdrawn before it was signed.
    Cancelled,
}

impl State {
    /// The word that clients and tables read.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Preparing => "preparing",
            Self::Issued => "issued",
            Self::Signed => "signed",
            Self::Refused => "refused",
            Self::Cancelled => "cancelled",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Preparing, Self::Issued, Self::Signed, Self::Refused, Self::Cancelled]
            .into_iter()
            .find(|state| state.as_str() == word)
    }
}

/// The contract's state does not allow what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the contract is {}", .0.as_str())]
pub struct BadState(pub State);

/// The text as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// SHA-256 of the PDF, 64 hexadecimal digits.
    pub sha256: String,
    /// The number of its pages.
    pub pages: u32,
    /// When it was written.
    pub at: Timestamp,
}

/// The signed form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signing {
    /// SHA-256 of the signed PDF, 64 hexadecimal digits.
    pub sha256: String,
    /// When the signer confirmed.
    pub at: Timestamp,
}

/// Why a contract can't be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obstacle {
    /// A code of the problem catalogue.
    pub code: String,
    /// What to correct, in English, without personal data.
    pub hint: String,
}

/// One contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contract {
    /// Its public number.
    pub id: ContractId,
    /// Who owns it.
    pub application: ApplicationId,
    /// What the last command about it is called, which comes back in what is said of it; empty when a
    /// client asked.
    pub reference: String,
    /// Where it stands.
    pub state: State,
    /// Its text, once it was written.
    pub issue: Option<Issue>,
    /// Its signed form, once it is there.
    pub signing: Option<Signing>,
    /// Why it was refused.
    pub obstacle: Option<Obstacle>,
    /// When its id was first kept.
    pub created_at: Timestamp,
    /// Counts the writes of its row, from 1.
    pub version: i64,
}

/// What is said about a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// Its id is kept.
    Reserved(Contract),
    /// Its text exists.
    Generated(Contract, Issue),
    /// It can't be written as asked.
    Refused(Contract, Obstacle),
    /// Its signed form exists.
    Signed(Contract, Signing),
    /// It was withdrawn.
    Cancelled(Contract),
}

impl Issue {
    /// The text that was written at `at`.
    pub fn of(rendered: &Rendered, at: Timestamp) -> Self {
        let pages = u32::try_from(rendered.pages).unwrap_or(u32::MAX);
        Self { sha256: rendered.sha256_hex(), pages, at }
    }
}

impl Contract {
    /// Keeps an id for a contract whose text comes later.
    pub fn reserve(
        id: ContractId,
        application: ApplicationId,
        reference: String,
        now: Timestamp,
    ) -> Change<Self, Fact> {
        let contract = Self::new(id, application, reference, now);
        Change::saying(contract.clone(), Fact::Reserved(contract))
    }

    /// Writes a contract at once, for a client that waits for it.
    pub fn write(id: ContractId, application: ApplicationId, issue: Issue) -> Change<Self, Fact> {
        let new = Self::new(id, application, String::new(), issue.at);
        let contract = Self { state: State::Issued, issue: Some(issue.clone()), ..new };
        Change::saying(contract.clone(), Fact::Generated(contract, issue))
    }

    /// Takes note of a contract that was withdrawn before it came.
    pub fn never(
        id: ContractId,
        application: ApplicationId,
        reference: String,
        now: Timestamp,
    ) -> Change<Self, Fact> {
        let new = Self::new(id, application, reference, now);
        let contract = Self { state: State::Cancelled, ..new };
        Change::saying(contract.clone(), Fact::Cancelled(contract))
    }

    /// Says again that the id is kept, to whoever asks again; what was ordered since keeps its name.
    pub fn reserve_again(self, reference: String) -> Change<Self, Fact> {
        let next = self.next();
        let told = Self { reference, ..next.clone() };
        let cancelled = next.state == State::Cancelled;
        let fact = if cancelled { Fact::Cancelled(told) } else { Fact::Reserved(told) };
        Change::saying(next, fact)
    }

    /// Takes note of what the text is to be made of; nothing is said until it is made. What became of
    /// an earlier order is said again, to whoever asks again.
    pub fn order(self, reference: String) -> Change<Self, Fact> {
        let next = Self { reference, ..self.next() };
        let (issue, obstacle) = (next.issue.clone(), next.obstacle.clone());
        let fact = match (next.state, issue, obstacle) {
            (State::Cancelled, _, _) => Fact::Cancelled(next.clone()),
            (_, Some(issue), _) => Fact::Generated(next.clone(), issue),
            (_, _, Some(obstacle)) => Fact::Refused(next.clone(), obstacle),
            (_, None, None) => return Change::quiet(next, "the text is on its way"),
        };
        Change::saying(next, fact)
    }

    /// Gives the contract its text.
    pub fn issue(self, issue: Issue) -> Result<Change<Self, Fact>, BadState> {
        self.must_be(State::Preparing)?;
        let next = Self { state: State::Issued, issue: Some(issue.clone()), ..self.next() };
        Ok(Change::saying(next.clone(), Fact::Generated(next, issue)))
    }

    /// Gives up a contract that can't be written.
    pub fn refuse(self, obstacle: Obstacle) -> Result<Change<Self, Fact>, BadState> {
        self.must_be(State::Preparing)?;
        let next = Self { state: State::Refused, obstacle: Some(obstacle.clone()), ..self.next() };
        Ok(Change::saying(next.clone(), Fact::Refused(next, obstacle)))
    }

    /// Puts the signed form beside the original.
    pub fn sign(self, signing: Signing) -> Result<Change<Self, Fact>, BadState> {
        self.must_be(State::Issued)?;
        let next = Self { state: State::Signed, signing: Some(signing.clone()), ..self.next() };
        Ok(Change::saying(next.clone(), Fact::Signed(next, signing)))
    }

    /// Withdraws a contract that is not signed. Whoever asks hears what holds then: that it is
    /// withdrawn, however often he asks, or that it is signed and stays so.
    pub fn cancel(self, reference: String) -> Change<Self, Fact> {
        let next = Self { reference, ..self.next() };
        if let Some(signing) = next.signing.clone() {
            return Change::saying(next.clone(), Fact::Signed(next, signing));
        }
        let next = Self { state: State::Cancelled, ..next };
        Change::saying(next.clone(), Fact::Cancelled(next))
    }

    fn new(
        id: ContractId,
        application: ApplicationId,
        reference: String,
        created_at: Timestamp,
    ) -> Self {
        let state = State::Preparing;
        let (issue, signing, obstacle) = (None, None, None);
        Self { id, application, reference, state, issue, signing, obstacle, created_at, version: 1 }
    }

    fn next(&self) -> Self {
        Self { version: self.version + 1, ..self.clone() }
    }

    fn must_be(&self, state: State) -> Result<(), BadState> {
        if self.state == state { Ok(()) } else { Err(BadState(self.state)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn issued() -> Contract {
        let issue = Issue { sha256: "00".repeat(32), pages: 6, at: Timestamp::default() };
        let change = Contract::write(ContractId::fresh(), ApplicationId::fresh(), issue);
        change.state().clone()
    }

    fn refused() -> Contract {
        let (id, application) = (ContractId::fresh(), ApplicationId::fresh());
        let new = Contract::reserve(id, application, "first".into(), Timestamp::default());
        let obstacle = Obstacle { code: "unprintable".into(), hint: String::new() };
        new.state().clone().refuse(obstacle).unwrap().state().clone()
    }

    fn signing() -> Signing {
        Signing { sha256: "11".repeat(32), at: Timestamp::default() }
    }

    #[test]
    fn an_issued_contract_is_signed_once() {
        let signed = issued().sign(signing()).unwrap();
        assert_eq!(signed.state().state, State::Signed);
        assert!(matches!(signed.facts(), [Fact::Signed(..)]));
        let again = signed.state().clone().sign(signing());
        assert_eq!(again, Err(BadState(State::Signed)));
    }

    #[test]
    fn a_signed_contract_is_not_withdrawn_and_an_issued_one_not_rewritten() {
        let signed = issued().sign(signing()).unwrap().state().clone();
        let asked = signed.cancel("second".into());
        assert_eq!(asked.state().state, State::Signed);
        assert!(matches!(asked.facts(), [Fact::Signed(told, _)] if told.reference == "second"));
        let other = Issue { sha256: "22".repeat(32), pages: 7, at: Timestamp::default() };
        assert_eq!(issued().issue(other), Err(BadState(State::Issued)));
    }

    #[test]
    fn a_refused_contract_is_withdrawn_in_the_name_of_who_asks() {
        let refused = refused();
        let withdrawn = refused.cancel("second".into());
        assert_eq!(withdrawn.state().reference, "second");
        assert!(matches!(withdrawn.facts(), [Fact::Cancelled(..)]));
        let again = withdrawn.state().clone().cancel("third".into());
        assert!(matches!(again.facts(), [Fact::Cancelled(told)] if told.reference == "third"));
    }

    #[test]
    fn what_became_of_an_order_is_said_again_to_who_asks_again() {
        let written = issued().order("second".into());
        assert_eq!(written.state().issue, issued().issue);
        assert!(
            matches!(written.facts(), [Fact::Generated(told, _)] if told.reference == "second")
        );
        let refused = refused().order("second".into());
        assert!(matches!(refused.facts(), [Fact::Refused(told, _)] if told.reference == "second"));
        let withdrawn = issued().cancel(String::new()).state().clone().order("second".into());
        assert_eq!(withdrawn.state().state, State::Cancelled);
        assert!(matches!(withdrawn.facts(), [Fact::Cancelled(told)] if told.reference == "second"));
    }

    #[test]
    fn an_id_that_is_kept_again_leaves_the_order_its_name() {
        let again = issued().reserve_again("second".into());
        assert_eq!(again.state().reference, issued().reference);
        assert!(matches!(again.facts(), [Fact::Reserved(told)] if told.reference == "second"));
        let withdrawn = issued().cancel(String::new()).state().clone();
        let again = withdrawn.reserve_again("second".into());
        assert!(matches!(again.facts(), [Fact::Cancelled(told)] if told.reference == "second"));
    }

    #[test]
    fn each_state_reads_back_from_its_word() {
        let states =
            [State::Preparing, State::Issued, State::Signed, State::Refused, State::Cancelled];
        for state in states {
            assert_eq!(State::parse(state.as_str()), Some(state));
        }
    }
}
