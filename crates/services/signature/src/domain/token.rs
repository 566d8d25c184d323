//! The token of a signing link: which request, and the proof that the platform made the link.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use parvis_kernel::SignatureId;
use uuid::Uuid;

/// 16 bytes that name the request and 32 that prove it, 64 characters of base64url (RFC 4648).
///
/// It is recomputed whenever it is needed and never stored. Whoever holds it is taken for the signer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SigningToken {
    /// The request it opens.
    pub(crate) signature: SignatureId,
    /// `HMAC(signing-link, request, generation)`; not checked by reading it.
    pub(crate) mac: [u8; 32],
}

impl SigningToken {
    /// Reads a token; whether it is genuine is for the keyring to say.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; 48] = URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?;
        let (id, mac) = bytes.split_at(16);
        let signature = SignatureId::from_uuid(Uuid::from_slice(id).ok()?);
        Some(Self { signature, mac: mac.try_into().ok()? })
    }
}

impl std::fmt::Display for SigningToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let bytes = [self.signature.uuid().as_bytes().as_slice(), &self.mac].concat();
        f.write_str(&URL_SAFE_NO_PAD.encode(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_reads_back_from_its_own_text() {
        let token = SigningToken { signature: SignatureId::fresh(), mac: [7; 32] };
        assert_eq!(token.to_string().len(), 64);
        assert_eq!(SigningToken::parse(&token.to_string()), Some(token));
    }

    #[test]
    fn text_that_is_no_token_is_refused() {
        let token = SigningToken { signature: SignatureId::fresh(), mac: [7; 32] }.to_string();
        let standard = format!("{}+", &token[..63]);
        for text in ["", "garbage", &token[1..], &format!("{token}A"), &standard, "é"] {
            assert_eq!(SigningToken::parse(text), None, "{text}");
        }
    }
}
