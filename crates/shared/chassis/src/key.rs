//! Keys that callers hold: `mk_live_<public id>_<secret><checksum>`.
//!
//! The secret has 256 bits, so the platform keeps a keyed hash of it and nothing slower (OWASP ASVS 5,
//! 6.5.2). The checksum (CRC-32) lets a mistyped key be refused without asking a database.

use std::fmt;

use aws_lc_rs::digest::{SHA256, digest};
use parvis_kernel::Secret;

use crate::keyring::{BadKey, Keyring};

const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const ID: usize = 12;
const SECRET: usize = 43;
const CHECKSUM: usize = 6;

/// What a key opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// `mk_live_`: all that an application may do.
    Master,
    /// `ak_live_`: a tenant's calls.
    Tenant,
}

impl KeyKind {
    /// The prefix that names the kind.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Master => "mk_live_",
            Self::Tenant => "ak_live_",
        }
    }
}

/// The public part of a key: 12 characters, for look-ups, lists and logs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(String);

impl KeyId {
    /// Reads a public part.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = text.len() == ID && text.bytes().all(|b| ALPHABET.contains(&b));
        fits.then(|| Self(text.to_owned()))
    }

    /// The 12 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A whole key, secret included: shown once, when it is minted.
#[derive(Debug, Clone)]
pub struct Key {
    kind: KeyKind,
    id: KeyId,
    secret: Secret,
}

impl Key {
    /// Makes a new key.
    pub fn mint(kind: KeyKind) -> Result<Self, BadKey> {
        let id = KeyId(random_text(ID)?);
        let secret = Secret::new(random_text(SECRET)?);
        Ok(Self { kind, id, secret })
    }

    /// Reads a key; a wrong form or checksum is none.
    pub fn parse(kind: KeyKind, text: &str) -> Option<Self> {
        let rest = text.strip_prefix(kind.prefix())?;
        let (id, body) = rest.split_once('_')?;
        let id = KeyId::parse(id)?;
        let plain = body.bytes().all(|b| ALPHABET.contains(&b));
        if body.len() != SECRET + CHECKSUM || !plain {
            return None;
        }
        let (secret, checksum) = body.split_at(SECRET);
        let key = Self { kind, id, secret: Secret::new(secret) };
        (key.checksum() == checksum).then_some(key)
    }

    /// The public part.
    pub const fn id(&self) -> &KeyId {
        &self.id
    }

    /// The whole key as its owner keeps it.
    pub fn reveal(&self) -> Secret {
        let (prefix, secret) = (self.kind.prefix(), self.secret.reveal());
        Secret::new(format!("{prefix}{}_{secret}{}", self.id, self.checksum()))
    }

    /// The secret half alone, for clients that keep the two apart.
    pub fn reveal_secret(&self) -> Secret {
        Secret::new(format!("sk_live_{}{}", self.secret.reveal(), self.checksum()))
    }

    /// What the platform keeps: a keyed hash of the secret, 64 hexadecimal digits.
    pub fn hash(&self, keyring: &Keyring) -> Result<String, BadKey> {
        let hashed = digest(&SHA256, self.secret.reveal().as_bytes());
        let mac = keyring.mac("key-pepper", &[self.kind.prefix().as_bytes(), hashed.as_ref()])?;
        Ok(hex(&mac))
    }

    fn checksum(&self) -> String {
        let text = format!("{}{}_{}", self.kind.prefix(), self.id, self.secret.reveal());
        let mut rest = crc32fast::hash(text.as_bytes());
        let mut digits = [b'0'; CHECKSUM];
        for digit in digits.iter_mut().rev() {
            *digit = ALPHABET[(rest % 62) as usize];
            rest /= 62;
        }
        digits.iter().map(|b| char::from(*b)).collect()
    }
}

/// Lower-case hexadecimal digits of `bytes`.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |b: u8| char::from(DIGITS[usize::from(b)]);
    bytes.iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]).collect()
}

/// Evenly distributed characters: bytes beyond the last full multiple of 62 are thrown away.
fn random_text(length: usize) -> Result<String, BadKey> {
    let mut text = String::with_capacity(length);
    let mut bytes = [0_u8; 64];
    while text.len() < length {
        aws_lc_rs::rand::fill(&mut bytes).map_err(|_| BadKey)?;
        let wanted = length - text.len();
        let even = bytes.iter().filter(|b| **b < 248).take(wanted);
        text.extend(even.map(|b| char::from(ALPHABET[usize::from(b % 62)])));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_and_hashes_alike() {
        let keyring = Keyring::new(&Keyring::generate().unwrap()).unwrap();
        let key = Key::mint(KeyKind::Master).unwrap();
        let read = Key::parse(KeyKind::Master, key.reveal().reveal()).unwrap();
        assert_eq!(read.id(), key.id());
        assert_eq!(read.hash(&keyring).unwrap(), key.hash(&keyring).unwrap());
        let other = Key::mint(KeyKind::Master).unwrap();
        assert_ne!(other.hash(&keyring).unwrap(), key.hash(&keyring).unwrap());
    }

    #[test]
    fn any_changed_character_is_noticed() {
        let key = Key::mint(KeyKind::Master).unwrap().reveal();
        let text = key.reveal();
        assert!(Key::parse(KeyKind::Tenant, text).is_none());
        for at in 0..text.len() {
            let mut bytes = text.as_bytes().to_vec();
            bytes[at] = if bytes[at] == b'a' { b'b' } else { b'a' };
            let changed = String::from_utf8(bytes).unwrap();
            assert!(Key::parse(KeyKind::Master, &changed).is_none(), "{changed}");
        }
        for wrong in ["", "mk_live_", &text[..text.len() - 1], &format!("{text}a")] {
            assert!(Key::parse(KeyKind::Master, wrong).is_none());
        }
    }
}
