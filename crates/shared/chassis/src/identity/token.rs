//! The internal token: a JWT signed with Ed25519 that lives for a minute and names its one hearer.

use std::collections::HashMap;
use std::time::Duration;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use moka::sync::Cache;
use parvis_kernel::{ApplicationId, Secret, SharedClock};
use serde::{Deserialize, Serialize};

const LIFE: Duration = Duration::from_mins(1);
/// A token is reused while it still lives for longer than this.
const REUSE: Duration = Duration::from_secs(30);
const TYPE: &str = "parvis-int+jwt";
const LEEWAY: u64 = 5;
/// The one process that may speak for applications and for callers without a key.
const GATEWAY: &str = "gateway";

/// The key of this process, or somebody's public key, is not usable.
#[derive(Debug, thiserror::Error)]
#[error("not a usable Ed25519 key")]
pub struct IdentityError;

/// For whom a token speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// An application whose key the gateway checked.
    Application(ApplicationId),
    /// A caller without a key.
    Anonymous,
    /// The issuing process itself.
    Process,
}

/// What a verified token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claims {
    /// The process that signed it.
    pub issuer: String,
    /// For whom it speaks.
    pub subject: Subject,
}

#[derive(Serialize, Deserialize)]
struct Wire {
    iss: String,
    sub: String,
    aud: String,
    iat: u64,
    exp: u64,
}

/// The identity of this process: it mints tokens.
#[derive(Clone)]
pub struct Identity {
    name: &'static str,
    key: EncodingKey,
    clock: SharedClock,
    minted: Cache<(String, Subject), (String, u64)>,
}

impl Identity {
    /// Reads the process's key (PKCS#8, base64).
    pub fn new(
        name: &'static str,
        key: &Secret,
        clock: SharedClock,
    ) -> Result<Self, IdentityError> {
        let der = STANDARD.decode(key.reveal()).map_err(|_| IdentityError)?;
        Ed25519KeyPair::from_pkcs8_maybe_unchecked(&der).map_err(|_| IdentityError)?;
        let minted = Cache::builder().max_capacity(10_000).time_to_live(LIFE).build();
        Ok(Self { name, key: EncodingKey::from_ed_der(&der), clock, minted })
    }

    /// Makes a key pair: the private half (PKCS#8, base64) and the public half (32 bytes, base64).
    pub fn generate() -> Result<(Secret, String), IdentityError> {
        let document = Ed25519KeyPair::generate_pkcs8(&aws_lc_rs::rand::SystemRandom::new())
            .map_err(|_| IdentityError)?;
        let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(document.as_ref())
            .map_err(|_| IdentityError)?;
        let public = STANDARD.encode(pair.public_key().as_ref());
        Ok((Secret::new(STANDARD.encode(document.as_ref())), public))
    }

    /// A token for `audience`; the same one for half a minute.
    pub fn token(&self, audience: &str, subject: Subject) -> Result<String, IdentityError> {
        let cached = (audience.to_owned(), subject);
        let now = u64::try_from(self.clock.now().millis() / 1000).unwrap_or(0);
        if let Some((token, expires)) = self.minted.get(&cached)
            && expires > now + REUSE.as_secs()
        {
            return Ok(token);
        }
        let sub = match subject {
            Subject::Application(id) => id.to_string(),
            Subject::Anonymous => "anonymous".to_owned(),
            Subject::Process => self.name.to_owned(),
        };
        let (iss, aud) = (self.name.to_owned(), audience.to_owned());
        let wire = Wire { iss, sub, aud, iat: now, exp: now + LIFE.as_secs() };
        let header = Header { typ: Some(TYPE.into()), ..Header::new(Algorithm::EdDSA) };
        let token = jsonwebtoken::encode(&header, &wire, &self.key).map_err(|_| IdentityError)?;
        self.minted.insert(cached, (token.clone(), now + LIFE.as_secs()));
        Ok(token)
    }
}

/// Whom this process believes: the public keys of the others.
#[derive(Clone)]
pub struct Trust {
    audience: &'static str,
    keys: HashMap<String, DecodingKey>,
    verified: Cache<String, (Claims, u64)>,
    clock: SharedClock,
}

impl Trust {
    /// Believes the owners of `keys` (name to 32 bytes in base64) when they speak to `audience`.
    pub fn new<'a>(
        audience: &'static str,
        keys: impl IntoIterator<Item = (&'a String, &'a String)>,
        clock: SharedClock,
    ) -> Result<Self, IdentityError> {
        let mut known = HashMap::new();
        for (name, key) in keys {
            let bytes = STANDARD.decode(key).map_err(|_| IdentityError)?;
            if bytes.len() != 32 {
                return Err(IdentityError);
            }
            known.insert(name.clone(), DecodingKey::from_ed_der(&bytes));
        }
        let verified = Cache::builder().max_capacity(10_000).time_to_live(LIFE).build();
        Ok(Self { audience, keys: known, verified, clock })
    }

    /// The claims of a token that is genuine, addressed to us and not too old; `None` otherwise.
    pub fn verify(&self, token: &str) -> Option<Claims> {
        let now = u64::try_from(self.clock.now().millis() / 1000).unwrap_or(0);
        if let Some((claims, expires)) = self.verified.get(token) {
            return (now <= expires + LEEWAY).then_some(claims);
        }
        let (claims, expires) = self.check(token, now)?;
        self.verified.insert(token.to_owned(), (claims.clone(), expires));
        Some(claims)
    }

    fn check(&self, token: &str, now: u64) -> Option<(Claims, u64)> {
        let header = jsonwebtoken::decode_header(token).ok()?;
        if header.typ.as_deref() != Some(TYPE) || header.alg != Algorithm::EdDSA {
            return None;
        }
        // The claimed issuer only chooses the key; the signature then proves the claim.
        let issuer = self.keys.iter().find_map(|(name, key)| {
            let mut rules = Validation::new(Algorithm::EdDSA);
            rules.set_audience(&[self.audience]);
            rules.set_issuer(&[name]);
            rules.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
            // The platform's clock decides, not the library's.
            rules.validate_exp = false;
            jsonwebtoken::decode::<Wire>(token, key, &rules).ok()
        })?;
        let wire = issuer.claims;
        if now > wire.exp + LEEWAY
            || wire.iat > now + LEEWAY
            || wire.exp > wire.iat + LIFE.as_secs()
        {
            return None;
        }
        let subject = match wire.sub.as_str() {
            name if name == wire.iss => Subject::Process,
            _ if wire.iss != GATEWAY => return None,
            "anonymous" => Subject::Anonymous,
            id => Subject::Application(ApplicationId::parse(id).ok()?),
        };
        Some((Claims { issuer: wire.iss, subject }, wire.exp))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use parvis_kernel::SystemClock;

    use super::*;

    fn pair() -> (Identity, BTreeMap<String, String>) {
        crate::install_tls();
        let (private, public) = Identity::generate().unwrap();
        let identity = Identity::new("gateway", &private, Arc::new(SystemClock)).unwrap();
        (identity, BTreeMap::from([("gateway".to_owned(), public)]))
    }

    #[test]
    fn a_token_is_believed_by_its_one_hearer() {
        let (identity, keys) = pair();
        let id = ApplicationId::fresh();
        let token = identity.token("vat", Subject::Application(id)).unwrap();
        let vat = Trust::new("vat", &keys, Arc::new(SystemClock)).unwrap();
        let claims = vat.verify(&token).unwrap();
        assert_eq!(claims, Claims { issuer: "gateway".into(), subject: Subject::Application(id) });
        let mailer = Trust::new("mailer", &keys, Arc::new(SystemClock)).unwrap();
        assert_eq!(mailer.verify(&token), None);
    }

    #[test]
    fn a_stranger_is_not_believed() {
        let (_, keys) = pair();
        let (stranger, _) = pair();
        let token = stranger.token("vat", Subject::Process).unwrap();
        let vat = Trust::new("vat", &keys, Arc::new(SystemClock)).unwrap();
        assert_eq!(vat.verify(&token), None);
        assert_eq!(vat.verify("a.b.c"), None);
    }

    #[test]
    fn only_the_gateway_speaks_for_applications() {
        crate::install_tls();
        let (private, public) = Identity::generate().unwrap();
        let mailer = Identity::new("mailer", &private, Arc::new(SystemClock)).unwrap();
        let keys = BTreeMap::from([("mailer".to_owned(), public)]);
        let vat = Trust::new("vat", &keys, Arc::new(SystemClock)).unwrap();
        let process = mailer.token("vat", Subject::Process).unwrap();
        assert_eq!(vat.verify(&process).unwrap().subject, Subject::Process);
        for subject in [Subject::Application(ApplicationId::fresh()), Subject::Anonymous] {
            assert_eq!(vat.verify(&mailer.token("vat", subject).unwrap()), None);
        }
    }

    #[test]
    fn a_process_speaks_for_itself_and_not_for_nobody() {
        let (identity, keys) = pair();
        let vat = Trust::new("vat", &keys, Arc::new(SystemClock)).unwrap();
        let process = identity.token("vat", Subject::Process).unwrap();
        assert_eq!(vat.verify(&process).unwrap().subject, Subject::Process);
        let anonymous = identity.token("vat", Subject::Anonymous).unwrap();
        assert_eq!(vat.verify(&anonymous).unwrap().subject, Subject::Anonymous);
    }
}
