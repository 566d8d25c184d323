//! Where the services are: the addresses of the settings, read once.

use std::collections::BTreeMap;

use http::HeaderValue;
use http::uri::Authority;
use parvis_chassis::Fault;

use crate::routes;

/// Where one service is.
#[derive(Debug, Clone)]
pub(crate) struct Address(Authority, HeaderValue);

impl Address {
    /// `host:port`.
    pub(crate) fn authority(&self) -> &str {
        self.0.as_str()
    }

    /// The same for the `Host` header.
    pub(crate) fn host(&self) -> HeaderValue {
        self.1.clone()
    }

    fn parse(text: &str) -> Option<Self> {
        let authority: Authority = text.strip_prefix("http://")?.parse().ok()?;
        authority.port_u16()?;
        let host = HeaderValue::from_str(authority.as_str()).ok()?;
        Some(Self(authority, host))
    }
}

/// Where all services are, by name.
#[derive(Debug, Clone)]
pub(crate) struct Addresses(BTreeMap<String, Address>);

impl Addresses {
    /// Reads `shared.addresses`: each must be `http://host:port`, and each routed service must be there.
    pub(crate) fn parse(texts: &BTreeMap<String, String>) -> Result<Self, Vec<Fault>> {
        let (mut read, mut faults) = (BTreeMap::new(), Vec::new());
        for (name, text) in texts.iter().filter(|(name, _)| *name != crate::NAME) {
            match Address::parse(text) {
                Some(address) => {
                    read.insert(name.clone(), address);
                }
                None => faults.push(fault(name, "must be like http://host:port")),
            }
        }
        let missing = routes::services().filter(|name| !texts.contains_key(*name));
        faults.extend(missing.map(|name| fault(name, "is missing")));
        if faults.is_empty() { Ok(Self(read)) } else { Err(faults) }
    }

    /// All services and their addresses.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&String, &Address)> {
        self.0.iter()
    }
}

fn fault(name: &str, what: &str) -> Fault {
    Fault::new(format!("shared.addresses.{name} {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_routed_service_needs_a_usable_address() {
        let mut texts: BTreeMap<_, _> = routes::services()
            .map(|name| (name.to_owned(), "http://127.0.0.1:8081".to_owned()))
            .collect();
        assert_eq!(Addresses::parse(&texts).unwrap().iter().count(), texts.len());
        for wrong in ["127.0.0.1:80", "http://127.0.0.1", "https://127.0.0.1:80", "http://a:80/b"] {
            texts.insert("vat".into(), wrong.into());
            assert_eq!(Addresses::parse(&texts).unwrap_err().len(), 1, "{wrong}");
        }
        texts.remove("vat");
        assert_eq!(Addresses::parse(&texts).unwrap_err(), [fault("vat", "is missing")]);
    }
}
