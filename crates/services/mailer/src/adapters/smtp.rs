//! The relay, spoken to by SMTP (RFC 5321).

use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};

use parvis_chassis::upstream::Upstream;

use crate::domain::Trouble;
use crate::settings::{Security, Settings};

/// A way to the relay.
pub(crate) struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    limit: Duration,
    upstream: Upstream,
}

impl Smtp {
    /// Reads how the relay is reached.
    pub(crate) fn new(settings: &Settings, upstream: Upstream) -> Result<Self, Error> {
        let limit = settings.send_limit();
        let mut builder =
            AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.smtp_host)
                .port(settings.smtp_port)
                .tls(tls(settings)?)
                .timeout(Some(limit));
        if !settings.smtp_user.is_empty() {
            let password = settings.smtp_password.reveal().to_owned();
            builder = builder.credentials(Credentials::new(settings.smtp_user.clone(), password));
        }
        Ok(Self { transport: builder.build(), limit, upstream })
    }

    /// Hands the message to the relay. The limit stands around the whole dialogue: the library's own
    /// ends with the connection. What the relay says beyond its code may name a person and is dropped.
    pub(crate) async fn send(&self, message: Message) -> Result<(), Trouble> {
        let sending = tokio::time::timeout(self.limit, self.transport.send(message));
        let call = async {
            let sent = sending.await.map_err(|_| Trouble::TimeLimit)?;
            sent.map(drop).map_err(|error| trouble(&error))
        };
        self.upstream.call(call).await
    }
}

fn tls(settings: &Settings) -> Result<Tls, Error> {
    let mut parameters = TlsParameters::builder(settings.smtp_host.clone());
    if !settings.smtp_root_pem.is_empty() {
        let root = Certificate::from_pem(settings.smtp_root_pem.as_bytes())?;
        parameters = parameters.add_root_certificate(root);
    }
    Ok(match settings.smtp_security {
        Security::StartTls => Tls::Required(parameters.build()?),
        Security::Tls => Tls::Wrapper(parameters.build()?),
        Security::None => Tls::None,
    })
}

fn trouble(error: &Error) -> Trouble {
    match error.status().and_then(|code| code.to_string().parse().ok()) {
        Some(code) => Trouble::Reply(code),
        None if error.is_timeout() => Trouble::TimeLimit,
        // No common way to log in or no STARTTLS on offer.
        None if error.is_tls() || error.is_client() => Trouble::Tls,
        None => Trouble::Connection,
    }
}
