//! The data folder: databases and keys of one platform, used by one process at a time.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use tempfile::TempDir;

/// A data folder under lock.
pub(crate) struct DataFolder {
    path: PathBuf,
    _lock: File,
    _temporary: Option<TempDir>,
}

impl DataFolder {
    /// Opens a folder, which is made when it is not there; only its owner may look into it.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let shown = path.display();
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(path)
            .with_context(|| format!("the data folder {shown} can't be made"))?;
        let path = path.canonicalize()?;
        fs::set_permissions(&path, Permissions::from_mode(0o700))?;
        let lock = File::create(path.join("lock"))?;
        if lock.try_lock().is_err() {
            bail!("another parvis uses the data folder {shown}");
        }
        Ok(Self { path, _lock: lock, _temporary: None })
    }

    /// A folder that is removed at the end.
    pub(crate) fn ephemeral() -> Result<Self> {
        let temporary = tempfile::Builder::new().prefix("parvis-").tempdir()?;
        let folder = Self::open(temporary.path())?;
        Ok(Self { _temporary: Some(temporary), ..folder })
    }

    /// Where a service keeps its database.
    pub(crate) fn database(&self, service: &str) -> String {
        format!("sqlite://{}/{service}.db", self.path.display())
    }

    /// The folder itself.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The place of a file, to be shown to people.
    pub(crate) fn place(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// What was kept under `name`, if anything was.
    pub(crate) fn read(&self, name: &str) -> Result<Option<String>> {
        match fs::read_to_string(self.path.join(name)) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("{name} can't be read")),
        }
    }

    /// Keeps a secret under `name`, readable by its owner only, whole or not at all.
    pub(crate) fn keep(&self, name: &str, text: &str) -> Result<()> {
        keep_in(&self.path, name, text)
    }
}

/// Keeps a secret under `name` in a folder, readable by its owner only, whole or not at all.
pub(crate) fn keep_in(folder: &Path, name: &str, text: &str) -> Result<()> {
    let fresh = folder.join(format!("{name}.new"));
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&fresh)
        .with_context(|| format!("{name} can't be kept"))?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(fresh, folder.join(name))?;
    // The name must survive a power failure as the content does.
    File::open(folder)?.sync_all()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_for_its_owner_only() {
        let folder = DataFolder::ephemeral().unwrap();
        assert_eq!(folder.read("key").unwrap(), None);
        folder.keep("key", "canary").unwrap();
        assert_eq!(folder.read("key").unwrap().as_deref(), Some("canary"));
        let mode = fs::metadata(folder.place("key")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_folder_is_used_by_one_process_at_a_time() {
        let folder = DataFolder::ephemeral().unwrap();
        assert!(DataFolder::open(&folder.path).is_err());
    }
}
