//! Which services the gateway must find: those that some route leads to.

use std::collections::BTreeMap;

use parvis_chassis::{Addresses, Fault};

use crate::routes;

/// Reads `shared.addresses`: each routed service must be there; the gateway itself is none of them.
pub(crate) fn read(texts: &BTreeMap<String, String>) -> Result<Addresses, Vec<Fault>> {
    let mut others = texts.clone();
    others.remove(crate::NAME);
    let read = Addresses::parse(&others);
    let missing: Vec<_> = routes::services()
        .filter(|name| !texts.contains_key(*name))
        .map(|name| Fault::new(format!("shared.addresses.{name} is missing")))
        .collect();
    match read {
        Ok(addresses) if missing.is_empty() => Ok(addresses),
        read => Err(read.err().into_iter().flatten().chain(missing).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_routed_service_needs_usable_addresses() {
        let mut texts: BTreeMap<_, _> = routes::services()
            .map(|name| (name.to_owned(), "http://127.0.0.1:8081,http://vat:8081".to_owned()))
            .collect();
        assert_eq!(read(&texts).unwrap().iter().count(), texts.len());
        texts.insert(crate::NAME.into(), "http://127.0.0.1:8080".into());
        assert!(read(&texts).unwrap().of(crate::NAME).is_none());
        texts.insert("mailer".into(), "http://127.0.0.1".into());
        texts.remove("vat");
        assert_eq!(read(&texts).unwrap_err().len(), 2);
    }
}
