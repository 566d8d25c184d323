//! The signer confirms on the signing page.

use parvis_kernel::{Locale, SignatureId};
use parvis_outbox::Tx;
use serde_json::json;

use crate::Signature;
use crate::commands::present::sha256;
use crate::commands::{EXPIRE, SEAL, correlate};
use crate::domain::{
    CONSENT_VERSION, Confirmation, Consent, Drawing, Mode, Origin, Request, SignerName, Stage,
};
use crate::error::Error;
use crate::store::events::{self, Entry, Happened};
use crate::store::{self, copies};

/// What the signer confirms, and whence.
#[derive(Debug, Clone)]
pub(crate) struct Confirming {
    pub(crate) name: SignerName,
    /// What he drew; without it, his name is his signature.
    pub(crate) drawing: Option<Drawing>,
    /// The language of the consent that he gave.
    pub(crate) locale: Locale,
    pub(crate) origin: Origin,
}

/// Records the confirmation, orders the seal, and waits a little for it. Confirmed again, nothing
/// changes.
pub(crate) async fn confirm(
    service: &Signature,
    id: SignatureId,
    form: Confirming,
) -> Result<(), Error> {
    write(service, id, form).await?;
    let database = &service.base.database;
    let look = || async {
        let request = store::by_id(database.read(), id).await?;
        Ok::<_, Error>(request.filter(|r| matches!(r.stage, Stage::Signed(..))))
    };
    database.wait_for(service.settings.seal_wait(), look).await?;
    Ok(())
}

async fn write(service: &Signature, id: SignatureId, form: Confirming) -> Result<(), Error> {
    let mut tx = service.base.database.begin().await?;
    let request = store::locked(&tx, id).await?.ok_or(Error::Unknown)?;
    if request.stage.confirmation().is_some() {
        return Ok(());
    }
    let Confirming { name, drawing, locale, origin } = form;
    let mode = if drawing.is_some() { Mode::Drawn } else { Mode::Typed };
    let consent = Some(Consent { version: CONSENT_VERSION.to_owned(), locale });
    let at = tx.now();
    let by = Confirmation { at, mode, name, consent, claimed_at: None, origin };
    correlate(&mut tx, &request);
    let confirmed = tx.apply(request.confirm(by)?).await?;
    follow(&mut tx, &confirmed, drawing.as_ref()).await?;
    Ok(tx.commit().await?)
}

/// What follows from a confirmation: its drawing and trail are kept, its seal is ordered.
pub(super) async fn follow(
    tx: &mut Tx,
    confirmed: &Request,
    drawing: Option<&Drawing>,
) -> Result<(), Error> {
    let (id, now) = (confirmed.id, tx.now());
    let Some(by) = confirmed.stage.confirmation() else { return Ok(()) };
    if let Some(drawing) = drawing {
        copies::keep_drawing(tx, id, drawing).await?;
    }
    let detail = json!({
        "mode": by.mode.code(),
        "document_sha256": confirmed.document.sha256,
        "drawing_sha256": drawing.map(|d| sha256(d.png())),
        "consent": by.consent.as_ref().map(|c| format!("{}/{}", c.version, c.locale.tag())),
        "claimed_at": by.claimed_at,
    });
    let (what, origin) = (Happened::Confirmed, by.origin.clone());
    events::add(tx, Entry { signature: id, what, at: by.at, origin, detail }).await?;
    tx.unschedule(EXPIRE, &id).await?;
    tx.schedule(SEAL, &id, now).await?;
    Ok(())
}
