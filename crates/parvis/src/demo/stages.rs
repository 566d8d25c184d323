//! The demo's stages: each is timed, told, and reported at the end.

use std::time::Instant;

use anyhow::Result;
use serde::Serialize;
use serde_json::json;

use crate::output;

/// What came of one stage.
#[derive(Debug, Serialize)]
struct Stage {
    name: &'static str,
    ms: u64,
    ok: bool,
}

/// The stages so far, and what they were about.
#[derive(Debug, Default)]
pub(crate) struct Stages {
    done: Vec<Stage>,
    /// The onboarding's uuid, once it is known.
    pub(crate) uuid: Option<String>,
    /// The contract's id, once it is known.
    pub(crate) contract_id: Option<String>,
    failure: Option<String>,
}

impl Stages {
    /// Runs a stage, which returns its result and a word about it, and tells how long it took.
    pub(crate) async fn run<T>(
        &mut self,
        name: &'static str,
        stage: impl Future<Output = Result<(T, String)>>,
    ) -> Result<T> {
        let start = Instant::now();
        let result = stage.await;
        let ms = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.done.push(Stage { name, ms, ok: result.is_ok() });
        let (value, word) = result?;
        output::note(format_args!("  {name:<12} {ms:>6} ms   {word}"));
        Ok(value)
    }

    /// Tells why the last stage failed.
    pub(crate) fn fail(&mut self, error: &anyhow::Error) {
        let name = self.done.last().map_or("", |s| s.name);
        output::note(format_args!("  {name:<12} failed     {error:#}"));
        self.failure = Some(format!("{error:#}"));
    }

    /// The whole report as one JSON object.
    pub(crate) fn to_json(&self) -> String {
        json!({
            "ok": self.failure.is_none(),
            "stages": self.done,
            "uuid": self.uuid,
            "contractId": self.contract_id,
            "error": self.failure,
        })
        .to_string()
    }
}
