//! Regenerates what follows from `proto/`; `scripts/generate` runs it.

use std::fs;

#[path = "../tests/it/generator.rs"]
mod generator;

fn main() -> anyhow::Result<()> {
    let files = generator::generated()?;
    let rust = generator::root().join(generator::RUST);
    if rust.exists() {
        fs::remove_dir_all(&rust)?;
    }
    for (path, text) in files {
        let path = generator::root().join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text)?;
    }
    Ok(())
}
