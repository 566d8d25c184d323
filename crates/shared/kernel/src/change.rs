//! A decision: the new state of an aggregate together with what must be said about it.

/// The new state `S` and the facts `F` that belong to it, not yet written.
///
/// A transition returns it; only the outbox's transaction opens it, and writes row and messages
/// together. So a state can't be written without its facts, nor a fact said without its state.
#[must_use = "a change that is not applied is lost"]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change<S, F> {
    state: S,
    facts: Vec<F>,
}

/// The permission to open a [`Change`]: made by the outbox alone, which the tidy test checks.
#[derive(Debug)]
pub struct Pen(());

impl Pen {
    /// Takes up the pen. Only the outbox does, inside a transaction.
    pub const fn take() -> Self {
        Self(())
    }
}

impl<S, F> Change<S, F> {
    /// A change about which one fact is said.
    pub fn saying(state: S, fact: F) -> Self {
        Self { state, facts: vec![fact] }
    }

    /// A change about which several facts are said, in this order.
    pub const fn saying_all(state: S, facts: Vec<F>) -> Self {
        Self { state, facts }
    }

    /// A change about which nothing is said; `_why` is for the reader.
    pub const fn quiet(state: S, _why: &'static str) -> Self {
        Self { state, facts: Vec::new() }
    }

    /// The new state, to look at before it is applied.
    pub const fn state(&self) -> &S {
        &self.state
    }

    /// What will be said, to look at before it is applied.
    pub fn facts(&self) -> &[F] {
        &self.facts
    }

    /// Takes the change apart, which needs the pen.
    pub fn open(self, _pen: &Pen) -> (S, Vec<F>) {
        (self.state, self.facts)
    }
}
