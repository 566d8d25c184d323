//! Where the services of a platform are and where its operator's key is, kept in the platform's folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};

use crate::platform::keep_in;

/// The file, within the folder.
const FILE: &str = "operator.json";

/// What an operator needs to know.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Place {
    /// The services' addresses, as in `shared.addresses`.
    pub(crate) addresses: BTreeMap<String, String>,
    /// The file of the operator's key, from the folder.
    pub(crate) identity_key_file: PathBuf,
}

impl Place {
    /// Keeps it in the folder of a platform that is about to run.
    pub(crate) fn keep(&self, folder: &Path) -> Result<()> {
        keep_in(folder, FILE, &serde_json::to_string_pretty(self)?)
    }

    /// Finds it in the folder of a platform.
    pub(crate) fn find(folder: &Path) -> Result<Self> {
        let path = folder.join(FILE);
        let text = fs::read_to_string(&path).with_context(|| {
            format!("{} can't be read: does `parvis up` run on that folder?", path.display())
        })?;
        serde_json::from_str(&text).with_context(|| format!("{} is damaged", path.display()))
    }
}
