//! What is made from the key-encryption key: encryption at rest, and keyed hashes for each purpose.
//!
//! Each purpose has a key of its own (HKDF-SHA256, RFC 5869), so a hash made for one is worthless for
//! another.

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::hkdf::{HKDF_SHA256, Prk, Salt};
use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use parvis_kernel::Secret;

/// The key is not usable, or a sealed value is not what this key sealed for that place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the key does not fit")]
pub struct BadKey;

/// The keys of a platform; clones share them.
#[derive(Clone)]
pub struct Keyring(Prk);

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keyring(…)")
    }
}

impl Keyring {
    /// Reads the key-encryption key: 32 bytes in base64.
    pub fn new(key: &Secret) -> Result<Self, BadKey> {
        let bytes = STANDARD.decode(key.reveal()).map_err(|_| BadKey)?;
        let varied = bytes.iter().any(|b| Some(b) != bytes.first());
        if bytes.len() != 32 || !varied {
            return Err(BadKey);
        }
        Ok(Self(Salt::new(HKDF_SHA256, b"parvis").extract(&bytes)))
    }

    /// Makes a new key-encryption key, for a development platform's first start.
    pub fn generate() -> Result<Secret, BadKey> {
        let mut bytes = [0_u8; 32];
        aws_lc_rs::rand::fill(&mut bytes).map_err(|_| BadKey)?;
        Ok(Secret::new(STANDARD.encode(bytes)))
    }

    /// HMAC-SHA256 of `parts` under the key of `purpose`; the parts can't be confused with each other.
    pub fn mac(&self, purpose: &str, parts: &[&[u8]]) -> Result<[u8; 32], BadKey> {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.derive(purpose)?);
        let mut context = hmac::Context::with_key(&key);
        for part in parts {
            context.update(&(part.len() as u64).to_be_bytes());
            context.update(part);
        }
        context.sign().as_ref().try_into().map_err(|_| BadKey)
    }

    /// Encrypts `plain` for one place (such as `certificate/private_key/base`): only there it opens.
    pub fn seal(&self, place: &str, plain: &[u8]) -> Result<Vec<u8>, BadKey> {
        let mut sealed = plain.to_vec();
        let nonce = self
            .cipher()?
            .seal_in_place_append_tag(Aad::from(place.as_bytes()), &mut sealed)
            .map_err(|_| BadKey)?;
        let nonce: &[u8] = nonce.as_ref();
        Ok([nonce, &sealed].concat())
    }

    /// Decrypts what [`Keyring::seal`] encrypted for the same place.
    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>, BadKey> {
        let (nonce, rest) = sealed.split_at_checked(NONCE_LEN).ok_or(BadKey)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| BadKey)?;
        let mut plain = rest.to_vec();
        let length = self
            .cipher()?
            .open_in_place(nonce, Aad::from(place.as_bytes()), &mut plain)
            .map_err(|_| BadKey)?
            .len();
        plain.truncate(length);
        Ok(plain)
    }

    fn cipher(&self) -> Result<RandomizedNonceKey, BadKey> {
        RandomizedNonceKey::new(&AES_256_GCM, &self.derive("encryption")?).map_err(|_| BadKey)
    }

    fn derive(&self, purpose: &str) -> Result<[u8; 32], BadKey> {
        let mut key = [0_u8; 32];
        self.0
            .expand(&[purpose.as_bytes()], HKDF_SHA256)
            .and_then(|okm| okm.fill(&mut key))
            .map_err(|_| BadKey)?;
        Ok(key)
    }
}

/// Whether two hashes are equal, in a time that does not depend on where they differ.
pub fn equal(one: &[u8], other: &[u8]) -> bool {
    aws_lc_rs::constant_time::verify_slices_are_equal(one, other).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keyring() -> Keyring {
        Keyring::new(&Keyring::generate().unwrap()).unwrap()
    }

    #[test]
    fn a_sealed_value_opens_only_at_its_place_and_with_its_key() {
        let ours = keyring();
        let sealed = ours.seal("here", b"canary").unwrap();
        assert_eq!(ours.open("here", &sealed).unwrap(), b"canary");
        assert_eq!(ours.open("there", &sealed), Err(BadKey));
        assert_eq!(keyring().open("here", &sealed), Err(BadKey));
        assert_eq!(ours.open("here", &sealed[..10]), Err(BadKey));
        assert_ne!(ours.seal("here", b"canary").unwrap(), sealed);
    }

    #[test]
    fn a_hash_depends_on_purpose_and_on_how_parts_are_cut() {
        let ours = keyring();
        let mac = ours.mac("link", &[b"ab", b"c"]).unwrap();
        assert_eq!(ours.mac("link", &[b"ab", b"c"]).unwrap(), mac);
        assert_ne!(ours.mac("code", &[b"ab", b"c"]).unwrap(), mac);
        assert_ne!(ours.mac("link", &[b"a", b"bc"]).unwrap(), mac);
    }

    #[test]
    fn a_weak_key_is_refused() {
        for text in ["", "short", &STANDARD.encode([7_u8; 32]), &STANDARD.encode([1_u8; 16])] {
            assert_eq!(Keyring::new(&Secret::new(text)).err(), Some(BadKey));
        }
    }
}
