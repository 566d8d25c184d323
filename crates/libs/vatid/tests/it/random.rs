//! Chance that is the same in every run.

/// A linear congruential generator with Knuth's constants.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// A number from 0 to `bound`, exclusive.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        const MULTIPLIER: u64 = 6_364_136_223_846_793_005;
        self.0 = self.0.wrapping_mul(MULTIPLIER).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % bound
    }

    /// One of the characters.
    pub(crate) fn one_of(&mut self, alphabet: &[char]) -> char {
        alphabet[self.below(alphabet.len())]
    }

    /// Up to `longest` of the characters.
    pub(crate) fn text(&mut self, alphabet: &[char], longest: usize) -> String {
        (0..self.below(longest + 1)).map(|_| self.one_of(alphabet)).collect()
    }

    /// The template with a digit for each `#`.
    pub(crate) fn fill(&mut self, template: &str) -> String {
        let digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
        template.chars().map(|c| if c == '#' { self.one_of(&digits) } else { c }).collect()
    }
}
