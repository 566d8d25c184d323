//! Bytes that nobody can read, kept so that an operator can.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256};

/// The id of what names none: the same bytes come to the same id, so that a redelivery is known.
pub(crate) fn id(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().fold("sha256_".to_owned(), |id, byte| format!("{id}{byte:02x}"))
}

/// Begins a data URL (RFC 2397).
const DATA_URL: &str = "data:application/octet-stream;base64,";

/// The bytes as a text that every database takes: as they are, or as a data URL. What looks like such a
/// URL becomes one, so that the way back is clear.
pub(crate) fn text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        // PostgreSQL stores no U+0000 in a text.
        Ok(text) if !text.contains('\0') && !text.starts_with(DATA_URL) => text.to_owned(),
        Ok(_) | Err(_) => format!("{DATA_URL}{}", BASE64_STANDARD.encode(bytes)),
    }
}

/// The bytes that became this text.
pub(crate) fn bytes(text: &str) -> Vec<u8> {
    let decoded = text.strip_prefix(DATA_URL).map(|encoded| BASE64_STANDARD.decode(encoded));
    match decoded {
        Some(Ok(bytes)) => bytes,
        Some(Err(_)) | None => text.as_bytes().to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_database_takes_the_text() {
        assert_eq!(text(b"{\"a\":1}"), "{\"a\":1}");
        assert_eq!(text(b"a\0b"), "data:application/octet-stream;base64,YQBi");
        assert_eq!(text(&[0xff, 0xfe]), "data:application/octet-stream;base64,//4=");
    }

    #[test]
    fn the_bytes_come_back() {
        let url_like: &[u8] = b"data:application/octet-stream;base64,e30=";
        for original in [&b"{\"a\":1}"[..], b"a\0b", &[0xff, 0xfe], b"data:x", url_like, b""] {
            assert_eq!(bytes(&text(original)), original);
        }
    }
}
