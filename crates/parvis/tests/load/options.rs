//! What was asked for.

use std::time::Duration;

/// The options of the command line.
#[derive(Debug)]
pub(crate) struct Options {
    /// Seconds instead of minutes: to see that everything works, not to learn a figure.
    pub(crate) short: bool,
    rows: Vec<String>,
    /// Clients that go through journeys at the same time.
    pub(crate) clients: usize,
    seconds: Option<u64>,
}

impl Options {
    /// Reads the command line; an argument that it does not know is told.
    pub(crate) fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut options = Self { short: false, rows: Vec::new(), clients: 100, seconds: None };
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or_else(|| argument.clone());
            let number = |text: String| text.parse::<u64>().map_err(|_| argument.clone());
            match argument.as_str() {
                "--short" => options.short = true,
                "--row" => options.rows.push(value()?),
                "--clients" => options.clients = usize::try_from(number(value()?)?).unwrap(),
                "--seconds" => options.seconds = Some(number(value()?)?),
                _ => return Err(argument),
            }
        }
        Ok(options)
    }

    /// Whether a row was asked for: all are, unless some are named.
    pub(crate) fn wants(&self, row: &str) -> bool {
        self.rows.is_empty() || self.rows.iter().any(|wanted| wanted == row)
    }

    /// How long something is done: `long`, unless another time or the short form was asked for.
    pub(crate) fn span(&self, long: Duration) -> Duration {
        match self.seconds {
            Some(seconds) => Duration::from_secs(seconds),
            None if self.short => Duration::from_secs(10).min(long),
            None => long,
        }
    }

    /// How often something is done.
    pub(crate) const fn times(&self, short: usize, long: usize) -> usize {
        if self.short { short } else { long }
    }
}
