//! Regenerates `src/generated` from `proto/`; `scripts/generate` runs it.

use std::fs;
use std::path::Path;

#[path = "../tests/it/generator.rs"]
mod generator;

fn main() -> anyhow::Result<()> {
    let out = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/generated");
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    fs::create_dir_all(&out)?;
    generator::generate(&out)
}
