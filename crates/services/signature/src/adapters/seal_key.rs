//! The custody of the seal: the operator's key, or one of an own authority made at the first start.

use parvis_chassis::{Base, StartError};
use parvis_kernel::Timestamp;
use parvis_outbox::{Database, Tx};
use parvis_pades::authority::{Authority, AuthorityError, Enrolment};
use parvis_pades::{FileKey, Signer as _, TrustError, TrustRoots};
use time::Duration;

use crate::Settings;
use crate::store::seal_keys;

const AUTHORITY: &str = "authority";
const SEAL: &str = "seal";
const ORGANIZATION: &str = "Parvis (TEST)";
/// Certificates begin before the clock: one set back a little must not make them invalid.
const BEGAN: Duration = Duration::hours(1);
const AUTHORITY_VALID: Duration = Duration::days(20 * 365);
const SEAL_VALID: Duration = Duration::days(5 * 365);
/// A seal is renewed at the first start within this time before its end.
const RENEWED_BEFORE: Duration = Duration::days(365);
/// How long a revocation list is good; a new one is made each day.
const LIST_VALID: Duration = Duration::days(30);

/// The key that seals, and what others need to believe it.
pub(crate) struct SealKey {
    key: FileKey,
    own: Option<Authority>,
    roots_pem: String,
    trust: TrustRoots,
}

impl SealKey {
    /// Reads the operator's key, or the own authority's, which is made when there is none.
    pub(crate) async fn open(settings: &Settings, base: &Base) -> Result<Self, StartError> {
        let (key, own, roots) = if settings.seal_key.is_empty() {
            let (key, own) = made_here(base).await?;
            let root = own.root_pem().map_err(StartError::other)?;
            (key, Some(own), root)
        } else {
            let key = FileKey::from_pem(settings.seal_key.reveal()).map_err(StartError::other)?;
            (key, None, settings.seal_roots.clone())
        };
        let roots_pem = format!("{}\n{}\n", roots.trim_end(), settings.timestamp_roots.trim())
            .trim_start()
            .to_owned();
        let trust = TrustRoots::from_pem(&roots_pem)
            .map_err(|error: TrustError| StartError::other(error))?;
        Ok(Self { key, own, roots_pem, trust })
    }

    /// The key and its chain.
    pub(crate) fn key(&self) -> &FileKey {
        &self.key
    }

    /// Whether it is the own authority's, which proves nothing to anyone.
    pub(crate) fn is_test(&self) -> bool {
        self.own.is_some()
    }

    /// What a validator needs to trust: the seal's root and the timestamp authority's, PEM.
    pub(crate) fn roots_pem(&self) -> &str {
        &self.roots_pem
    }

    /// The same roots, to verify what was sealed.
    pub(crate) fn trust(&self) -> &TrustRoots {
        &self.trust
    }

    /// The own authority's revocation list in DER: the same all day. `None` for an operator's key.
    pub(crate) fn revocation_list(
        &self,
        now: Timestamp,
    ) -> Result<Option<Vec<u8>>, AuthorityError> {
        let Some(own) = &self.own else { return Ok(None) };
        let today = now.date_time().replace_time(time::Time::MIDNIGHT);
        own.crl(today, today + LIST_VALID).map(Some)
    }
}

/// The seal and the own authority. One process at a time looks for them and makes what is missing, so
/// that all come to have the same.
async fn made_here(base: &Base) -> Result<(FileKey, Authority), StartError> {
    let tx = base.database.begin().await?;
    tx.alone("seal_key").await?;
    let crl_url = format!("{}/trust/crl.der", base.shared.public_url);
    let own = authority(base, &tx).await?.with_crl_url(crl_url);
    let key = seal(base, &tx, &own).await?;
    tx.commit().await?;
    Ok((key, own))
}

/// The own authority: the one that was kept, or a new one.
async fn authority(base: &Base, tx: &Tx) -> Result<Authority, StartError> {
    if let Some(pem) = kept(base, tx, AUTHORITY).await? {
        return Authority::from_pem(&pem).map_err(StartError::other);
    }
    let made = Authority::create(&enrolment("Parvis root (TEST)", &base.database, AUTHORITY_VALID))
        .map_err(StartError::other)?;
    keep(base, tx, (AUTHORITY, &made.to_pem().map_err(StartError::other)?)).await?;
    Ok(made)
}

/// The seal: the one that was kept while it is good for a while, or a new one.
async fn seal(base: &Base, tx: &Tx, own: &Authority) -> Result<FileKey, StartError> {
    let soon = base.database.now().date_time() + RENEWED_BEFORE;
    if let Some(pem) = kept(base, tx, SEAL).await? {
        let key = FileKey::from_pem(&pem).map_err(StartError::other)?;
        if key.chain().not_after() > soon {
            return Ok(key);
        }
    }
    let made = own
        .issue_seal(&enrolment("Parvis seal (TEST)", &base.database, SEAL_VALID))
        .map_err(StartError::other)?;
    keep(base, tx, (SEAL, &made.to_pem().map_err(StartError::other)?)).await?;
    Ok(made)
}

fn enrolment<'a>(common_name: &'a str, database: &Database, valid_for: Duration) -> Enrolment<'a> {
    let valid_from = database.now().date_time() - BEGAN;
    Enrolment { common_name, organization: ORGANIZATION, valid_from, valid_for }
}

async fn kept(base: &Base, tx: &Tx, name: &str) -> Result<Option<String>, StartError> {
    let Some(sealed) = seal_keys::find(&**tx, name).await? else { return Ok(None) };
    let pem = base.keyring.open(&place(name), &sealed).map_err(StartError::other)?;
    String::from_utf8(pem).map(Some).map_err(StartError::other)
}

async fn keep(base: &Base, tx: &Tx, (name, pem): (&str, &str)) -> Result<(), StartError> {
    let sealed = base.keyring.seal(&place(name), pem.as_bytes()).map_err(StartError::other)?;
    Ok(seal_keys::keep(tx, name, sealed, tx.now()).await?)
}

fn place(name: &str) -> String {
    format!("seal_key/sealed/{name}")
}
