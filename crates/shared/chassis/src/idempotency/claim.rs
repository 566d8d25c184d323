//! The claim: what a handler holds of an idempotency key, and by which it keeps its answer.

use std::future::{Ready, ready};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use parvis_outbox::{StoreError, Tx};
use serde::Serialize;
use serde_json::{Value, json};

use super::store::{self, Answer, Slot};

/// The claim of a request on its idempotency key; without such a header it does nothing.
#[derive(Debug, Clone, Default)]
pub struct Claim {
    slot: Option<Slot>,
    location: Option<String>,
    kept: Arc<AtomicBool>,
}

impl Claim {
    pub(super) fn on(slot: Slot) -> Self {
        Self { slot: Some(slot), ..Self::default() }
    }

    /// Whether an answer was kept, in a write that may not have come about.
    pub(super) fn is_kept(&self) -> bool {
        self.kept.load(Ordering::Acquire)
    }

    /// Whether there is a key at all.
    pub const fn is_made(&self) -> bool {
        self.slot.is_some()
    }

    /// The same claim for an answer with this `Location`, which is kept with it.
    #[must_use]
    pub fn pointing_to(&self, location: impl Into<String>) -> Self {
        Self { location: Some(location.into()), ..self.clone() }
    }

    /// Keeps the answer with the effect: in the effect's own transaction.
    pub async fn keep(
        &self,
        tx: &Tx,
        status: u16,
        body: &impl Serialize,
    ) -> Result<(), StoreError> {
        self.keep_without(tx, status, body, &[]).await
    }

    /// Keeps an answer that shows secrets: the members named in `secrets` are kept as null, and a
    /// replay says so.
    pub async fn keep_without(
        &self,
        tx: &Tx,
        status: u16,
        body: &impl Serialize,
        secrets: &[&str],
    ) -> Result<(), StoreError> {
        let Some(slot) = &self.slot else { return Ok(()) };
        let mut body = serde_json::to_value(body)?;
        if let Value::Object(members) = &mut body {
            for name in secrets {
                members.insert((*name).to_owned(), Value::Null);
            }
            if !secrets.is_empty() {
                members.insert("secret_already_shown".to_owned(), json!(true));
            }
        }
        let location = self.location.clone();
        store::keep(tx, slot, Answer { status, body: body.to_string(), location }).await?;
        self.kept.store(true, Ordering::Release);
        Ok(())
    }
}

impl FromRequest for Claim {
    type Error = std::convert::Infallible;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(request.extensions().get::<Self>().cloned().unwrap_or_default()))
    }
}
