//! Submits a client's order: the company is verified, its contract kept, and the journey goes on from
//! there by itself.

use parvis_chassis::Claim;
use parvis_company::Order;
use parvis_kernel::{ContractId, Locale, SignatureId, VerificationId};

use super::start::{Start, new};
use super::write;
use crate::domain::journey::StepState;
use crate::domain::{Case, Client, Phone};
use crate::http::Submitted;
use crate::{Error, Onboarding, store};

/// What a client ordered.
#[derive(Debug, Clone)]
pub(crate) struct Submit {
    pub(crate) start: Start,
    pub(crate) order: Order,
    pub(crate) phone: Option<Phone>,
    pub(crate) locale: Locale,
}

/// Starts a client's onboarding, and waits a moment until its contract can be looked up.
pub(crate) async fn submit(
    service: &Onboarding,
    submit: Submit,
    claim: &Claim,
) -> Result<Case, Error> {
    let mut tx = service.base.database.begin().await?;
    let client = Client {
        order: submit.order,
        phone: submit.phone,
        locale: submit.locale,
        verification: VerificationId::fresh(),
        contract: ContractId::fresh(),
        signature: SignatureId::fresh(),
        requester: None,
    };
    let case = Case {
        definition: service.definitions.client(),
        client: Some(client),
        ..new(service, &tx, submit.start).await?
    };
    let case = write(&mut tx, case.open(&[])?).await?;
    claim.keep(&tx, 202, &Submitted::of(&case)).await?;
    tx.commit().await?;
    let reserved = until_reserved(service, &case).await?;
    Ok(reserved.unwrap_or(case))
}

async fn until_reserved(service: &Onboarding, case: &Case) -> Result<Option<Case>, Error> {
    let (database, limit) = (&service.base.database, service.settings.submit_wait());
    let reserved = |case: &Case| {
        let state = case.state_of("reserve-contract");
        !matches!(state, StepState::Blocked | StepState::Running { .. })
    };
    let look = || async {
        let selected = store::case::by_id(case.id);
        let found = store::case::find(database.read(), &service.definitions, selected).await?;
        Ok::<_, Error>(found.filter(reserved))
    };
    database.wait_for(limit, look).await
}
