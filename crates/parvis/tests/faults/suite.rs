//! Which rows are run, how often each fault is made, and by which chance.

use parvis_testkit::OwnServers;
use rand::SeedableRng as _;
use rand::rngs::StdRng;

use crate::rows::{ROWS, Run};
use crate::stack::{Form, Setup, Stack};

/// What was asked for.
#[derive(Debug, Default)]
pub(crate) struct Options {
    /// A few faults of each kind instead of many.
    short: bool,
    rows: Vec<String>,
    form: Option<Form>,
    seed: Option<u64>,
    mutants: Option<bool>,
}

impl Options {
    /// Reads the command line; an argument that it does not know is told.
    pub(crate) fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut options = Self::default();
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or_else(|| argument.clone());
            match argument.as_str() {
                "--short" => options.short = true,
                "--row" => options.rows.push(value()?),
                "--seed" => options.seed = Some(value()?.parse().map_err(|_| argument.clone())?),
                "--mutants" => options.mutants = Some(true),
                "--no-mutants" => options.mutants = Some(false),
                "--stack" => options.form = Some(form(&value()?)?),
                _ => return Err(argument),
            }
        }
        Ok(options)
    }

    fn wants(&self, row: &str, form: Form) -> bool {
        (self.rows.is_empty() || self.rows.iter().any(|wanted| wanted == row))
            && self.form.is_none_or(|wanted| wanted == form)
    }
}

fn form(name: &str) -> Result<Form, String> {
    [Form::Embedded, Form::Distributed]
        .into_iter()
        .find(|form| form.name() == name)
        .ok_or_else(|| name.to_owned())
}

/// One run of the suite.
pub(crate) struct Suite {
    options: Options,
    backends: OwnServers,
    seed: u64,
}

impl Suite {
    pub(crate) fn new(options: Options) -> Self {
        let seed = options.seed.unwrap_or_else(rand::random);
        Self { options, backends: OwnServers::found(), seed }
    }

    /// Runs what was asked for; whether every row is ok and every mutant was caught.
    pub(crate) async fn run(self) -> bool {
        println!("{}", serde_json::json!({ "seed": self.seed, "short": self.options.short }));
        let mut all_held = true;
        if self.options.mutants != Some(true) {
            for (name, form, run) in ROWS {
                if self.options.wants(name, form) {
                    let row = run(&self.setting(form, Setup::default())).await;
                    println!("{}", serde_json::to_string(&row).unwrap());
                    all_held &= row.ok;
                }
            }
        }
        if self.options.mutants != Some(false) {
            all_held &= crate::mutants::run(&self).await;
        }
        all_held
    }

    /// Whether a row on a stack was asked for.
    pub(crate) fn wants(&self, row: &str, form: Form) -> bool {
        self.options.wants(row, form)
    }

    /// The setting of one row on one stack.
    pub(crate) fn setting(&self, form: Form, setup: Setup) -> Setting<'_> {
        Setting { suite: self, form, environment: setup.environment }
    }
}

/// Where a row is run.
pub(crate) struct Setting<'a> {
    suite: &'a Suite,
    pub(crate) form: Form,
    environment: std::collections::BTreeMap<String, String>,
}

impl Setting<'_> {
    /// A fresh platform, with the variables of a mutant where there is one.
    pub(crate) async fn stack(&self, mut setup: Setup) -> Stack {
        setup.environment.extend(self.environment.clone());
        Stack::start(self.form, &self.suite.backends, setup).await
    }

    pub(crate) fn backends(&self) -> &OwnServers {
        &self.suite.backends
    }

    /// How often a fault is made: a few times in the short form.
    pub(crate) fn times(&self, short: usize, long: usize) -> usize {
        if self.suite.options.short { short } else { long }
    }

    /// The same chance in every run with the same seed.
    pub(crate) fn chance(&self) -> StdRng {
        StdRng::seed_from_u64(self.suite.seed)
    }
}

/// How a row is found.
pub(crate) type Entry = (&'static str, Form, Run);
