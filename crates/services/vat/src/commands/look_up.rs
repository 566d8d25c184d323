//! Looks up what was verified before.

use parvis_kernel::{ApplicationId, VerificationId};

use crate::Vat;
use crate::domain::{Asked, Verification};
use crate::error::Error;
use crate::store::verification::{self, Page};

/// How many verifications a page has.
const PAGE: u64 = 50;

/// A part of an application's verifications, newest first.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) verifications: Vec<Verification>,
    /// Where the next part begins; none on the last page.
    pub(crate) next: Option<VerificationId>,
}

/// One verification of an application.
pub(crate) async fn one(
    vat: &Vat,
    application: ApplicationId,
    id: VerificationId,
) -> Result<Verification, Error> {
    let found = verification::of_application(vat.base.database.read(), application, id).await?;
    found.ok_or(Error::Unknown(id))
}

/// A page of an application's verifications, of one number or of all, made before `before`.
pub(crate) async fn page(
    vat: &Vat,
    application: ApplicationId,
    number: Option<&Asked>,
    before: Option<VerificationId>,
) -> Result<Part, Error> {
    let page = Page { number: number.map(Asked::key), before, limit: PAGE + 1 };
    let mut verifications = verification::page(vat.base.database.read(), application, page).await?;
    let more = u64::try_from(verifications.len()).is_ok_and(|found| found > PAGE);
    if more {
        verifications.pop();
    }
    let next = verifications.last().filter(|_| more).map(|last| last.id);
    Ok(Part { verifications, next })
}
