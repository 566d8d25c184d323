//! The signing page, consent, seal, timestamp and audit trail.
//!
//! A request comes by message, or by the API together with its signature. It is signed at most once:
//! the signer's confirmation is a row, and the seal follows from it by leased work. A document that is
//! not timestamped is not signed.

mod adapters;
mod commands;
mod domain;
mod error;
mod http;
mod pages;
mod publish;
mod settings;
mod store;
mod subscribe;

use std::sync::Arc;

use actix_web::web;
use parvis_chassis::keyring::BadKey;
use parvis_chassis::{Base, Service, StartError};
use parvis_events::contract::v1::ContractSigned;
use parvis_events::signature::v1::{CollectSignature, VoidSignature};
use parvis_kernel::SignatureId;
use parvis_outbox::{Subscriptions, WorkTable};

pub use settings::Settings;

use adapters::{SealKey, TimestampAuthority};
use domain::{Request, SigningToken};
use pages::Pages;

/// The service: what its handlers and workers share.
pub struct Signature {
    settings: Settings,
    base: Base,
    pages: Pages,
    seal_key: Arc<SealKey>,
    timestamps: TimestampAuthority,
}

impl Signature {
    /// The token of a request's link, recomputed.
    fn token(&self, request: &Request) -> Result<SigningToken, BadKey> {
        Ok(SigningToken { signature: request.id, mac: self.mac(request.id, request.generation)? })
    }

    fn mac(&self, id: SignatureId, generation: i64) -> Result<[u8; 32], BadKey> {
        let id = id.uuid().into_bytes();
        self.base.keyring.mac("signing-link", &[&id, &generation.to_be_bytes()])
    }
}

impl Service for Signature {
    const NAME: &'static str = "signature";
    const DEFAULTS: &'static str = include_str!("../../../../deploy/config/signature.toml");
    type Settings = Settings;
    type Migrator = store::Migrator;

    async fn open(settings: Settings, base: Base) -> Result<Self, StartError> {
        let seal_key = Arc::new(SealKey::open(&settings, &base).await?);
        let timestamps = TimestampAuthority::new(&settings, base.upstream("timestamp"))
            .map_err(StartError::other)?;
        let pages = Pages::load().map_err(StartError::other)?;
        Ok(Self { settings, base, pages, seal_key, timestamps })
    }

    fn routes(config: &mut web::ServiceConfig) {
        http::routes(config);
    }

    fn subscriptions() -> Subscriptions<Self> {
        Subscriptions::default()
            .on::<CollectSignature>(|service, tx, heard| {
                Box::pin(subscribe::collect(service, tx, heard))
            })
            .on::<VoidSignature>(|_, tx, heard| Box::pin(subscribe::void(tx, heard)))
            .on::<ContractSigned>(|service, tx, heard| {
                Box::pin(subscribe::stored(service, tx, heard))
            })
    }

    fn work() -> WorkTable<Self> {
        WorkTable::default()
            .on(commands::FETCH, commands::present)
            .on(commands::SEAL, commands::seal)
            .on(commands::EXPIRE, commands::expire)
    }
}
