//! Sees to it that there is a certificate for all tenants: made by an authority of our own, or read
//! from the settings.

use std::sync::Arc;
use std::time::Duration;

use parvis_kernel::Timestamp;
use parvis_outbox::{Job, Outcome, Tx};

use super::RENEW;
use crate::adapters::authority::{self, Made};
use crate::adapters::certificate::{CertificateError, Chain};
use crate::settings::TlsMode;
use crate::store::certificate::{self, Model};
use crate::{Error, Onboarding};

/// The name of the authority among the certificates; the others have the name of their domain.
const AUTHORITY: &str = "authority/internal";
/// A certificate is renewed when it is valid for less than this.
const REST: Duration = Duration::from_hours(30 * 24);

/// Makes what is missing or about to expire; checks what the settings hold.
pub(crate) async fn certify(service: &Onboarding) -> Result<(), Error> {
    if service.settings.tls_mode == TlsMode::External {
        return Ok(external(service)?.fits(&service.settings.tls_key)?);
    }
    let mut tx = service.base.database.begin().await?;
    // All processes come to have the same authority, and a certificate of that one.
    tx.alone("certificate").await?;
    let base_domain = &service.settings.base_domain;
    let authority = authority(service, &tx).await?;
    let soon = tx.now().plus(REST);
    let known = certificate::find(&*tx, base_domain).await?.filter(|known| known.lasts(soon));
    let not_after = if let Some(known) = known {
        Timestamp::from_millis(known.not_after)
    } else {
        let issued = authority::issue(&authority, base_domain, tx.now())?;
        certificate::keep(&tx, sealed(service, base_domain, &issued)?).await?;
        issued.not_after
    };
    tx.schedule(RENEW, base_domain, not_after.minus(REST)).await?;
    Ok(tx.commit().await?)
}

/// Renews the certificate when its time comes.
pub(super) async fn renew(service: Arc<Onboarding>, _: Job) -> Result<Outcome, Error> {
    certify(&service).await?;
    Ok(Outcome::Done)
}

/// The certificate that tenants' visitors get.
pub(super) async fn chain(service: &Onboarding) -> Result<Result<Chain, CertificateError>, Error> {
    if service.settings.tls_mode == TlsMode::External {
        return Ok(external(service));
    }
    let read = service.base.database.read();
    let root = certificate::find(read, AUTHORITY).await?;
    let own = certificate::find(read, &service.settings.base_domain).await?;
    let (Some(root), Some(own)) = (root, own) else { return Ok(Err(CertificateError::Missing)) };
    Ok(Chain::read(&own.pem, &root.pem))
}

fn external(service: &Onboarding) -> Result<Chain, CertificateError> {
    Chain::read(&service.settings.tls_chain, &service.settings.tls_roots)
}

async fn authority(service: &Onboarding, tx: &Tx) -> Result<Made, Error> {
    let now = tx.now();
    let soon = now.plus(REST);
    if let Some(known) =
        certificate::find(&**tx, AUTHORITY).await?.filter(|known| known.lasts(soon))
    {
        let key = service.base.keyring.open(&place(AUTHORITY), &known.sealed_key)?;
        let not_after = Timestamp::from_millis(known.not_after);
        return Ok(Made { pem: known.pem, key, not_after });
    }
    let made = authority::make(now)?;
    certificate::keep(tx, sealed(service, AUTHORITY, &made)?).await?;
    Ok(made)
}

fn sealed(service: &Onboarding, name: &str, made: &Made) -> Result<Model, Error> {
    Ok(Model {
        name: name.to_owned(),
        pem: made.pem.clone(),
        sealed_key: service.base.keyring.seal(&place(name), &made.key)?,
        not_after: made.not_after.millis(),
    })
}

/// Where a private key is sealed for.
fn place(name: &str) -> String {
    format!("certificate/private_key/{name}")
}
