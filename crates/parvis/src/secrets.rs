//! `parvis secrets`: everything that the processes of a platform must share, or must keep from each other.
//!
//! One file a secret, as container engines and `PARVIS_<SECTION>__<KEY>_FILE` want them.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result, anyhow, ensure};
use parvis_chassis::Keyring;
use parvis_chassis::identity::{Identity, OPERATOR};
use parvis_kernel::Secret;
use rand::distributions::{Alphanumeric, DistString as _};
use rand::rngs::OsRng;

use crate::cli::Secrets;
use crate::output;
use crate::parts::{parts, services};

/// The key that encrypts at rest, and that links are made from.
pub(crate) const KEY_ENCRYPTION_KEY: &str = "key-encryption-key";
/// The public keys of all processes, as an inline table of TOML.
pub(crate) const TRUSTED_KEYS: &str = "trusted-keys";
/// Ends the name of the file of a process's own key.
pub(crate) const IDENTITY_KEY: &str = "identity-key";

/// Secrets under the names of their files.
pub(crate) type Files = Vec<(String, Secret)>;

/// Makes the folder and everything in it.
pub(crate) fn run(options: &Secrets) -> Result<ExitCode> {
    let mut files = keys()?;
    files.push(("bootstrap-token".to_owned(), password()));
    files.push(("postgres-password".to_owned(), password()));
    let redis = password();
    let url = format!("redis://default:{}@{}", redis.reveal(), options.redis);
    files.push(("redis-password".to_owned(), redis));
    files.push(("redis-url".to_owned(), Secret::new(url)));
    for part in services() {
        let (name, password) = (part.name, password());
        let url = format!("postgres://{name}:{}@{}/{name}", password.reveal(), options.postgres);
        files.push((format!("{name}.database-password"), password));
        files.push((format!("{name}.database-url"), Secret::new(url)));
    }
    for name in parts().map(|part| part.name).chain([OPERATOR]) {
        let password = password();
        let url = format!("amqp://{name}:{}@{}", password.reveal(), options.broker);
        files.push((format!("{name}.broker-password"), password));
        files.push((format!("{name}.broker-url"), Secret::new(url)));
    }
    write(&options.folder, &files)?;
    output::note(format_args!("{} secrets are in {}", files.len(), options.folder.display()));
    Ok(ExitCode::SUCCESS)
}

/// The key-encryption key, a key for every process and the operator, and what all of them trust.
pub(crate) fn keys() -> Result<Files> {
    let key = Keyring::generate().map_err(|_| anyhow!("no randomness"))?;
    let (mut files, mut trusted) = (vec![(KEY_ENCRYPTION_KEY.to_owned(), key)], Vec::new());
    for name in parts().map(|part| part.name).chain([OPERATOR]) {
        let (private, public) = Identity::generate().map_err(|_| anyhow!("no randomness"))?;
        files.push((format!("{name}.{IDENTITY_KEY}"), private));
        trusted.push(format!("{name} = \"{public}\""));
    }
    let table = format!("{{ {} }}", trusted.join(", "));
    files.push((TRUSTED_KEYS.to_owned(), Secret::new(table)));
    Ok(files)
}

/// 256 bits in letters and digits, which mean nothing to a URL or a shell.
fn password() -> Secret {
    Secret::new(Alphanumeric.sample_string(&mut OsRng, 43))
}

/// Writes all files into a folder that is made for them, whole or not at all; nothing is overwritten.
pub(crate) fn write(folder: &Path, files: &Files) -> Result<()> {
    let shown = folder.display();
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty());
    let parent = parent.unwrap_or(Path::new("."));
    fs::create_dir_all(parent).with_context(|| format!("{} can't be made", parent.display()))?;
    let empty = fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none());
    ensure!(empty, "{shown} holds something already: secrets are never overwritten");
    let for_its_owner = fs::Permissions::from_mode(0o700);
    let mut fresh = tempfile::Builder::new();
    let fresh = fresh.prefix(".secrets-").permissions(for_its_owner).tempdir_in(parent)?;
    for (name, secret) in files {
        let mut options = OpenOptions::new();
        let path = fresh.path().join(name);
        let mut file = options.write(true).create_new(true).mode(0o600).open(path)?;
        file.write_all(secret.reveal().as_bytes())?;
        file.sync_all()?;
    }
    File::open(fresh.path())?.sync_all()?;
    // Fails when somebody else put something there meanwhile.
    fs::rename(fresh.path(), folder).with_context(|| format!("{shown} can't be made"))?;
    File::open(parent)?.sync_all()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn secrets_are_for_their_owner_only_and_never_overwritten() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("below/secrets");
        write(&folder, &keys().unwrap()).unwrap();
        assert_eq!(mode(&folder), 0o700);
        let names = || fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        assert!(names().all(|path| mode(&path) == 0o600));
        let read =
            || names().map(|p| (p.clone(), fs::read(p).unwrap())).collect::<BTreeMap<_, _>>();
        let before = read();
        assert!(write(&folder, &keys().unwrap()).is_err());
        assert_eq!(read(), before);
        assert_eq!(fs::read_dir(place.path().join("below")).unwrap().count(), 1);
    }

    #[test]
    fn every_process_trusts_all_and_has_a_key_of_its_own() {
        let files: BTreeMap<_, _> = keys().unwrap().into_iter().collect();
        let trusted = files[TRUSTED_KEYS].reveal();
        for name in parts().map(|part| part.name).chain([OPERATOR]) {
            assert!(files.contains_key(&format!("{name}.{IDENTITY_KEY}")), "{name}");
            assert!(trusted.contains(&format!("{name} = \"")), "{name}");
        }
    }

    #[test]
    fn passwords_differ_and_need_no_quoting() {
        let (one, other) = (password(), password());
        assert_ne!(one, other);
        assert_eq!(one.reveal().len(), 43);
        assert!(one.reveal().bytes().all(|b| b.is_ascii_alphanumeric()));
    }
}
