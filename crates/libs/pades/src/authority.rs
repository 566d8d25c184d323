//! A small certificate authority: one P-256 root that issues seal and timestamping certificates
//! directly, and its revocation list.
//!
//! It is meant for development and for private trust. Nothing it issues is qualified; callers say
//! so in the names (for example `TEST`).

mod certificate;
mod crl;

use time::{Duration, OffsetDateTime};
use zeroize::Zeroizing;

use crate::certificate::ChainError;
use crate::file_key::{FileKey, KeyError, Secret};
use crate::signer::{Signer, SignerError};
use certificate::{Draft, Role};

/// Why the authority cannot issue.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AuthorityError {
    /// A name is empty or longer than the 64 characters of X.520.
    #[error("a name must have 1 to 64 characters")]
    Name,
    /// The certificate to load is not one of an authority.
    #[error("the certificate is not one of an authority")]
    NotAnAuthority,
    /// The validity is empty, or would begin or end outside that of the authority.
    #[error("the validity is not within that of the authority")]
    Validity,
    /// The key is unusable.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The certificate cannot be read back.
    #[error(transparent)]
    Chain(#[from] ChainError),
    /// The key did not sign.
    #[error(transparent)]
    Signer(#[from] SignerError),
    /// A certificate or list cannot be encoded: a time before 1970, or an address that is not ASCII.
    #[error("the certificate cannot be encoded")]
    Encoding(#[from] der::Error),
}

/// What a certificate is to say of its holder.
#[derive(Debug, Clone, Copy)]
pub struct Enrolment<'a> {
    /// The common name (CN), 1 to 64 characters.
    pub common_name: &'a str,
    /// The organisation (O), 1 to 64 characters.
    pub organization: &'a str,
    /// When the certificate begins to be valid; fractions of a second are cut off.
    pub valid_from: OffsetDateTime,
    /// How long it is valid; cut at the end of the authority's own validity.
    pub valid_for: Duration,
}

/// A root key with its self-signed certificate.
#[derive(Debug)]
pub struct Authority {
    key: FileKey,
    crl_url: Option<String>,
}

impl Authority {
    /// Creates a root: a new P-256 key and a self-signed certificate that may issue end
    /// certificates only (path length 0).
    pub fn create(enrolment: &Enrolment<'_>) -> Result<Self, AuthorityError> {
        let secret = Secret::generate();
        let draft = Draft::new(Role::Root, enrolment, secret.public_key()?, None)?;
        let chain = draft.sign_itself(&secret)?;
        Ok(Self { key: FileKey::new(secret, chain)?, crl_url: None })
    }

    /// Loads what [`Authority::to_pem`] wrote.
    pub fn from_pem(pem: &str) -> Result<Self, AuthorityError> {
        let key = FileKey::from_pem(pem)?;
        if !certificate::is_authority(key.chain().signing()) {
            return Err(AuthorityError::NotAnAuthority);
        }
        Ok(Self { key, crl_url: None })
    }

    /// The root key (PKCS #8, not encrypted) and its certificate as one PEM text, to be stored
    /// where only the service can read it.
    pub fn to_pem(&self) -> Result<Zeroizing<String>, AuthorityError> {
        Ok(self.key.to_pem()?)
    }

    /// Puts this address of the revocation list into the certificates issued from now on.
    #[must_use]
    pub fn with_crl_url(self, url: impl Into<String>) -> Self {
        Self { crl_url: Some(url.into()), ..self }
    }

    /// The root certificate in DER, which verifiers put among their trusted roots.
    pub fn root_der(&self) -> &[u8] {
        self.key.chain().signing().der()
    }

    /// The root certificate in PEM.
    pub fn root_pem(&self) -> Result<String, AuthorityError> {
        Ok(self.key.chain().to_pem()?)
    }

    /// Issues a certificate for sealing documents (digitalSignature and nonRepudiation) with a
    /// new P-256 key.
    pub fn issue_seal(&self, enrolment: &Enrolment<'_>) -> Result<FileKey, AuthorityError> {
        self.issue(Role::Seal, enrolment)
    }

    /// Issues a certificate for a time-stamp authority (critical extended key usage timeStamping
    /// and no other, RFC 3161 section 2.3) with a new P-256 key.
    pub fn issue_timestamping(&self, enrolment: &Enrolment<'_>) -> Result<FileKey, AuthorityError> {
        self.issue(Role::Timestamping, enrolment)
    }

    /// The DER of a revocation list (RFC 5280 section 5) that revokes nothing. Its number is `now`
    /// in seconds since 1970, so that later lists have larger numbers.
    pub fn crl(
        &self,
        now: OffsetDateTime,
        next_update: OffsetDateTime,
    ) -> Result<Vec<u8>, AuthorityError> {
        crl::sign(&self.key, now, next_update)
    }

    fn issue(&self, role: Role, enrolment: &Enrolment<'_>) -> Result<FileKey, AuthorityError> {
        let secret = Secret::generate();
        let draft = Draft::new(role, enrolment, secret.public_key()?, Some(self))?;
        Ok(FileKey::new(secret, draft.sign_by(&self.key)?)?)
    }
}
