//! The allowance for reading one file.

/// What reading may still cost: about one unit a byte looked at, and more for what is kept.
pub(super) struct Work(usize);

/// Enough for forms of thousands of fields; used up, it means about 100 MB and a second.
const ALLOWANCE: usize = 32 << 20;
/// What an object costs, which is more in memory than in the file.
pub(super) const OBJECT: usize = 64;

impl Default for Work {
    fn default() -> Self {
        Self(ALLOWANCE)
    }
}

impl Work {
    /// Takes from the allowance; `None` when there is not enough, and ever after.
    pub(super) fn pay(&mut self, units: usize) -> Option<()> {
        let left = self.0.checked_sub(units);
        self.0 = left.unwrap_or(0);
        left.map(drop)
    }

    /// What is left.
    pub(super) fn left(&self) -> usize {
        self.0
    }

    pub(super) fn is_used_up(&self) -> bool {
        self.0 == 0
    }
}
