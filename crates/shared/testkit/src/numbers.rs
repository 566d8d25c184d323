//! What a part tells at `/metrics`, read as Prometheus reads it.

use std::collections::BTreeSet;

/// The numbers of one or more pages.
#[derive(Debug, Clone)]
pub struct Numbers(Vec<Sample>);

#[derive(Debug, Clone)]
struct Sample {
    name: String,
    labels: String,
    value: f64,
}

impl Numbers {
    /// Reads pages of `OpenMetrics` text that follow each other.
    pub fn read(text: &str) -> Self {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        Self(lines.map(|line| Sample::read(line).unwrap_or_else(|| panic!("{line}"))).collect())
    }

    /// The sum of the samples of this name that have all these labels; nothing when there is none.
    pub fn sum(&self, name: &str, labels: &[(&str, &str)]) -> Option<f64> {
        let wanted: Vec<_> = labels.iter().map(|(key, of)| format!("{key}=\"{of}\"")).collect();
        let has = |sample: &&Sample| wanted.iter().all(|label| sample.labels.contains(label));
        let found: Vec<_> =
            self.0.iter().filter(|sample| sample.name == name).filter(has).collect();
        (!found.is_empty()).then(|| found.iter().map(|sample| sample.value).sum())
    }

    /// The names of all samples, those of a histogram's parts included.
    pub fn names(&self) -> BTreeSet<&str> {
        self.0.iter().map(|sample| sample.name.as_str()).collect()
    }
}

impl Sample {
    fn read(line: &str) -> Option<Self> {
        let (key, value) = line.rsplit_once(' ')?;
        let (name, labels) = key.split_once('{').unwrap_or((key, ""));
        Some(Self { name: name.to_owned(), labels: labels.to_owned(), value: value.parse().ok()? })
    }
}
