//! The other side of every wire: VIES, Sirene, timestamp authority, SMTP inbox and DNS on loopback.
//!
//! Real servers that speak the real protocols, so that development and tests need no fakes inside the services, and
//! faults that are switched on by HTTP. Everything lives in memory and ends with `Sandbox::stop`.

mod clock;
pub mod command;
mod directory;
mod dns;
mod faults;
mod http;
mod inbox;
mod listeners;
mod sirene;
mod smtp;
mod tasks;
mod tsa;
mod vies;

pub use clock::Clock;
pub use smtp::CertificateError;

use actix_web::dev::ServerHandle;
use directory::Directory;
use dns::Resolver;
use dns::zone::Zone;
use faults::Faults;
use http::Shared;
use inbox::Inbox;
use listeners::{Listeners, Places};
use parvis_pades::authority::AuthorityError;
use serde::{Deserialize, Serialize};
use smtp::{Certificate, Credentials, Server};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use tasks::Tasks;
use tsa::Tsa;

/// Where and how to start; port 0 lets the system choose.
#[derive(Clone)]
pub struct Config {
    /// The HTTP listener: VIES, Sirene, timestamps, inbox and switches.
    pub http: SocketAddr,
    /// The SMTP listener.
    pub smtp: SocketAddr,
    /// The DNS listener, UDP and TCP.
    pub dns: SocketAddr,
    /// The domain that DNS answers for, such as `parvis.localhost`.
    pub base_domain: String,
    /// The user that may send mail.
    pub smtp_user: String,
    /// That user's password.
    pub smtp_password: String,
    /// What [`Sandbox::tsa_authority_pem`] gave at an earlier start, so that its timestamps stay verifiable; a new
    /// authority is made where there is none.
    pub tsa_authority_pem: Option<String>,
    /// What [`Sandbox::mail_authority_pem`] gave at an earlier start, so that its mail server stays believed; a new
    /// authority is made where there is none.
    pub mail_authority_pem: Option<String>,
    /// What the mail server is called by, beside `localhost`, 127.0.0.1 and `::1`.
    pub mail_names: Vec<String>,
    /// The time in every answer.
    pub clock: Clock,
}

/// Where a running sandbox is found and what its clients have to trust.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Addresses {
    /// `http://host:port`, without a slash at the end.
    pub http_url: String,
    /// The base of the VIES REST interface, to which `/check-vat-number` is added.
    pub vies_url: String,
    /// The base of Sirene 3.11, to which `/siret?q=` is added.
    pub sirene_url: String,
    /// The inbox page; its JSON form is at `/messages` below it.
    pub inbox_url: String,
    /// The SMTP server; its certificate is valid for `localhost`, 127.0.0.1 and `::1`.
    pub smtp: SocketAddr,
    /// The name server, UDP and TCP.
    pub dns: SocketAddr,
    /// The root certificate of the SMTP server, PEM.
    pub smtp_root_pem: String,
    /// Where timestamps are asked for (RFC 3161 over HTTP).
    pub tsa_url: String,
    /// The root certificate of the timestamp authority, PEM.
    pub tsa_root_pem: String,
}

/// A running sandbox; dropping it without `stop` leaves its servers running until the runtime ends.
pub struct Sandbox {
    addresses: Addresses,
    tsa: Arc<Tsa>,
    mail_authority_pem: String,
    http: ServerHandle,
    tasks: Tasks,
}

/// Why the sandbox did not start.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An address could not be used.
    #[error("cannot listen on {address} for {protocol}: {source}")]
    Listen {
        /// The protocol that was to be served.
        protocol: &'static str,
        /// The address as configured.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The base domain is no domain name.
    #[error("bad base domain: {0}")]
    BaseDomain(#[from] hickory_proto::ProtoError),
    /// The data file of companies cannot be read.
    #[error("bad directory of companies: {0}")]
    Directory(#[from] serde_json::Error),
    /// There is no certificate for SMTP.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// The timestamp authority cannot be made or is not the one that was kept.
    #[error("no timestamp authority: {0}")]
    Timestamps(#[from] AuthorityError),
}

impl Default for Config {
    /// Loopback with ports chosen by the system, `parvis.localhost`, an example account and the computer's clock.
    fn default() -> Self {
        let loopback = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        Self {
            http: loopback,
            smtp: loopback,
            dns: loopback,
            base_domain: "parvis.localhost".to_owned(),
            smtp_user: "parvis".to_owned(),
            smtp_password: "sandbox".to_owned(),
            tsa_authority_pem: None,
            mail_authority_pem: None,
            mail_names: Vec::new(),
            clock: Clock::system(),
        }
    }
}

impl Sandbox {
    /// Starts every server; needs a multi-thread tokio runtime. All listeners are bound when this returns.
    pub async fn start(config: Config) -> Result<Self, Error> {
        let faults = Faults::default();
        let inbox = Inbox::new(config.clock.clone());
        let zone = Arc::new(Zone::new(&config.base_domain)?);
        let kept = config.tsa_authority_pem.as_deref();
        let tsa = Arc::new(Tsa::open(kept, config.clock.now())?);
        let kept = config.mail_authority_pem.as_deref();
        let certificate = Certificate::issue(kept, &config.mail_names)?;
        let mail_authority_pem = certificate.authority_pem.clone();
        let Listeners { http, smtp, dns, places } = Listeners::bind(&config).await?;
        let shared = Shared {
            clock: config.clock,
            faults: faults.clone(),
            inbox: inbox.clone(),
            directory: Arc::new(Directory::load()?),
            zone: zone.clone(),
            tsa: tsa.clone(),
            places,
            base_domain: config.base_domain,
        };
        let addresses = Addresses::new(&places, certificate.root_pem.clone(), tsa.root_pem.clone());
        let credentials = Arc::new(Credentials::new(config.smtp_user, config.smtp_password));
        let tls = certificate.acceptor()?;
        let web = http::serve(http, shared).map_err(|source| Error::Listen {
            protocol: "HTTP",
            address: places.http,
            source,
        })?;

        let tasks = Tasks::default();
        Server { inbox, faults: faults.clone(), credentials, tls }.serve(smtp, &tasks);
        dns.serve(&Resolver { zone, faults }, &tasks);
        let http = web.handle();
        tasks.spawn_whole(async move {
            if let Err(error) = web.await {
                tracing::error!(%error, "sandbox http server ended");
            }
        });
        Ok(Self { addresses, tsa, mail_authority_pem, http, tasks })
    }

    /// Where the servers listen and what to trust.
    pub fn addresses(&self) -> &Addresses {
        &self.addresses
    }

    /// The timestamp authority's root key and certificate, to be kept where only the operator can read them and given to
    /// the next start.
    pub fn tsa_authority_pem(&self) -> &str {
        &self.tsa.authority_pem
    }

    /// The mail server's root certificate and key, to be kept likewise.
    pub fn mail_authority_pem(&self) -> &str {
        &self.mail_authority_pem
    }

    /// Ends every server and connection and waits until they are gone.
    pub async fn stop(self) {
        self.http.stop(true).await;
        self.tasks.stop().await;
    }
}

impl Addresses {
    fn new(places: &Places, smtp_root_pem: String, tsa_root_pem: String) -> Self {
        let http_url = format!("http://{}", places.http);
        Self {
            vies_url: format!("{http_url}/vies/rest-api"),
            sirene_url: format!("{http_url}/api-sirene/3.11"),
            inbox_url: format!("{http_url}/inbox"),
            tsa_url: format!("{http_url}/tsa"),
            http_url,
            smtp: places.smtp,
            dns: places.dns,
            smtp_root_pem,
            tsa_root_pem,
        }
    }
}
