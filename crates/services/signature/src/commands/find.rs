//! What a link opens.

use parvis_chassis::keyring::equal;
use parvis_chassis::telemetry;
use parvis_kernel::SignatureId;

use crate::Signature;
use crate::domain::{Request, SigningToken, Stage};
use crate::error::Error;
use crate::store::{self, copies};

/// The request that a token opens; nothing for a token that the platform did not make, or that a newer
/// one replaced.
pub(crate) async fn find(service: &Signature, token: &str) -> Result<Option<Request>, Error> {
    let Some(token) = SigningToken::parse(token) else { return Ok(None) };
    let read = service.base.database.read();
    let Some(request) = store::by_id(read, token.signature).await? else { return Ok(None) };
    let genuine = service.mac(request.id, request.generation)?;
    if let Some(uuid) = &request.correlation {
        telemetry::belongs_to(uuid);
    }
    Ok(equal(&genuine, &token.mac).then_some(request))
}

/// The document of a request as it is shown.
pub(crate) async fn copy(
    service: &Signature,
    request: &Request,
) -> Result<copies::Presented, Error> {
    let found = copies::presented(service.base.database.read(), request.id).await?;
    found.ok_or(Error::Unknown)
}

/// The signed document of a request, once it is signed.
pub(crate) async fn signed_copy(service: &Signature, id: SignatureId) -> Result<Vec<u8>, Error> {
    let read = service.base.database.read();
    let request = store::by_id(read, id).await?.ok_or(Error::Unknown)?;
    let Stage::Signed(..) = request.stage else { return Err(Error::Unknown) };
    copies::signed(read, id).await?.ok_or(Error::Unknown)
}
