//! The static files of the pages, compiled in. Their addresses change with their content, so that a
//! browser may keep them for ever.

use minijinja::value::Value;
use sha2::{Digest as _, Sha256};

/// A static file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Asset {
    /// Its name below `/assets/`.
    pub(crate) name: &'static str,
    /// Its media type.
    pub(crate) kind: &'static str,
    /// Its content.
    pub(crate) bytes: &'static [u8],
}

const SCRIPT: &str = "text/javascript; charset=utf-8";

const ASSETS: [Asset; 4] = [
    Asset {
        name: "sign.css",
        kind: "text/css; charset=utf-8",
        bytes: include_bytes!("../../assets/sign.css"),
    },
    Asset { name: "sign.js", kind: SCRIPT, bytes: include_bytes!("../../assets/sign.js") },
    Asset {
        name: "signature_pad.js",
        kind: SCRIPT,
        bytes: include_bytes!("../../assets/signature_pad.js"),
    },
    Asset {
        name: "icon.svg",
        kind: "image/svg+xml",
        bytes: include_bytes!("../../assets/icon.svg"),
    },
];

/// The file of this name.
pub(crate) fn asset(name: &str) -> Option<Asset> {
    ASSETS.into_iter().find(|asset| asset.name == name)
}

/// The address of a file, for templates.
pub(super) fn address(name: &str) -> Result<Value, minijinja::Error> {
    let unknown = || minijinja::Error::new(minijinja::ErrorKind::UndefinedError, "no such file");
    let asset = asset(name).ok_or_else(unknown)?;
    let digest = format!("{:x}", Sha256::digest(asset.bytes));
    Ok(Value::from_safe_string(format!("/assets/{name}?v={}", &digest[..12])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vendored_script_is_the_one_that_was_published() {
        let published = include_str!("../../assets/signature_pad.sha256");
        let digest = format!("{:x}", Sha256::digest(asset("signature_pad.js").unwrap().bytes));
        assert_eq!(published.split_whitespace().next(), Some(digest.as_str()));
    }
}
