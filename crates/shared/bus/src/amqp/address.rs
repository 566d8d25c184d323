//! Where the broker is, and as whom this process speaks to it.

use lapin::tcp::OwnedTLSConfig;
use lapin::uri::AMQPUri;
use parvis_kernel::Secret;

use crate::BadUrl;

/// Seconds between two signs of life; a peer that is silent for two of them is gone.
const HEARTBEAT: u16 = 10;
/// The largest frame, in bytes: the least that RabbitMQ 4 accepts. A connection keeps buffers of 64 frames;
/// few messages need more than one.
const FRAME: u32 = 8 * 1024;

/// The broker's address. It holds a password: it has no `Debug`.
pub(crate) struct Address {
    pub(super) uri: AMQPUri,
    pub(super) tls: OwnedTLSConfig,
    /// The process, as it names its connections and queues.
    pub(crate) name: &'static str,
}

impl Address {
    /// Reads an `amqp://` or `amqps://` URL; `roots` are further roots (PEM) for TLS.
    pub(crate) fn parse(url: &Secret, roots: &str, name: &'static str) -> Result<Self, BadUrl> {
        // The parser would read an address in brackets as localhost.
        if url.reveal().contains('[') {
            return Err(BadUrl("must name its host, or give it as an IPv4 address"));
        }
        let mut uri: AMQPUri = url.reveal().parse().map_err(|_| BadUrl("is no AMQP URL"))?;
        uri.query.heartbeat = Some(HEARTBEAT);
        uri.query.frame_max = Some(FRAME);
        let cert_chain = (!roots.is_empty()).then(|| roots.to_owned());
        Ok(Self { uri, tls: OwnedTLSConfig { identity: None, cert_chain }, name })
    }

    /// The broker's user.
    pub(crate) fn user(&self) -> &str {
        &self.uri.authority.userinfo.username
    }

    /// Whether each service has a user of its own, so that the user tells who sent a message.
    pub(crate) fn users_are_services(&self) -> bool {
        self.user() == self.name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(url: &str) -> Result<Address, BadUrl> {
        Address::parse(&Secret::new(url), "", "vat")
    }

    #[test]
    fn a_bad_url_does_not_tell_its_password() {
        for url in ["amqp://vat:canary@[::1]:5672", "amqp:vat:canary", "amqp://vat:canary@h:p"] {
            let Err(bad) = parse(url) else { panic!("{url} was taken") };
            assert!(!bad.to_string().contains("canary"), "{bad}");
        }
    }

    #[test]
    fn a_user_named_as_the_process_is_a_services_own() {
        assert!(parse("amqp://vat:x@broker/%2f").unwrap().users_are_services());
        assert!(!parse("amqp://guest:guest@broker").unwrap().users_are_services());
    }
}
