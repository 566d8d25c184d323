//! Where the services are: the addresses of the settings, read in this one place.
//!
//! A service has any number of replicas. Its setting names them one by one, parted by commas, or by a
//! name that resolves to all of them; names are looked up again and again, since replicas come and go.

mod health;

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;

use actix_web::http::uri::Authority;

pub use health::Health;

use crate::settings::Fault;

/// One place of a setting: a host and its port.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place(Authority);

impl Place {
    /// `host:port`.
    pub fn authority(&self) -> &str {
        self.0.as_str()
    }

    /// The address, where the setting names one instead of a name that must be looked up.
    pub fn literal(&self) -> Option<SocketAddr> {
        self.authority().parse().ok()
    }

    /// The addresses that the host has now, in order: one for each replica.
    ///
    /// They are of one family, IPv4 where there is any: a replica with one of each would count twice.
    pub async fn look_up(&self) -> io::Result<Vec<SocketAddr>> {
        let mut found: Vec<_> = tokio::net::lookup_host(self.authority()).await?.collect();
        if found.iter().any(SocketAddr::is_ipv4) {
            found.retain(SocketAddr::is_ipv4);
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    fn parse(text: &str) -> Option<Self> {
        let text = text.trim().strip_prefix("http://")?;
        let authority: Authority = text.parse().ok()?;
        let plain = !text.contains('@') && !authority.host().is_empty();
        let port = authority.port_u16().filter(|port| *port > 0);
        (plain && port.is_some()).then_some(Self(authority))
    }
}

/// Where all services are, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Addresses(BTreeMap<String, Vec<Place>>);

impl Addresses {
    /// Reads `shared.addresses`; all faults together.
    pub fn parse(texts: &BTreeMap<String, String>) -> Result<Self, Vec<Fault>> {
        let (mut read, mut faults) = (BTreeMap::new(), Vec::new());
        for (name, text) in texts {
            let places: Option<Vec<_>> = text.split(',').map(Place::parse).collect();
            match places {
                Some(places) => {
                    read.insert(name.clone(), places);
                }
                None => faults.push(Fault::new(format!(
                    "shared.addresses.{name} must be like http://host:port, several parted by commas"
                ))),
            }
        }
        if faults.is_empty() { Ok(Self(read)) } else { Err(faults) }
    }

    /// The places of a service, one at least.
    pub fn of(&self, service: &str) -> Option<&[Place]> {
        self.0.get(service).map(Vec::as_slice)
    }

    /// All services and their places.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[Place])> {
        self.0.iter().map(|(name, places)| (name.as_str(), places.as_slice()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Addresses, Vec<Fault>> {
        Addresses::parse(&[("vat".to_owned(), text.to_owned())].into())
    }

    #[test]
    fn several_places_are_parted_by_commas() {
        let addresses = parse("http://vat-a:80, http://10.0.0.1:8081,http://[::1]:8082").unwrap();
        let places = addresses.of("vat").unwrap();
        let texts: Vec<_> = places.iter().map(Place::authority).collect();
        assert_eq!(texts, ["vat-a:80", "10.0.0.1:8081", "[::1]:8082"]);
        let literal: Vec<_> = places.iter().map(|place| place.literal().is_some()).collect();
        assert_eq!(literal, [false, true, true]);
        assert_eq!(addresses.of("registry"), None);
    }

    #[test]
    fn what_is_no_place_is_a_fault_and_all_faults_come_together() {
        for wrong in [
            "",
            "127.0.0.1:80",
            "http://127.0.0.1",
            "http://127.0.0.1:0",
            "https://127.0.0.1:80",
            "http://a:80/b",
            "http://a:80,",
            "http://user:password@a:80",
            "http://:80",
        ] {
            let faults = parse(wrong).unwrap_err();
            assert_eq!(faults.len(), 1, "{wrong}");
            assert!(!faults[0].to_string().contains("password"));
        }
        let both = ["vat", "mailer"].map(|name| (name.to_owned(), "nowhere".to_owned()));
        assert_eq!(Addresses::parse(&both.into()).unwrap_err().len(), 2);
    }

    #[tokio::test]
    async fn a_name_is_looked_up_in_one_family() {
        let addresses = parse("http://localhost:81").unwrap();
        let found = addresses.of("vat").unwrap()[0].look_up().await.unwrap();
        assert_eq!(found, ["127.0.0.1:81".parse().unwrap()]);
    }
}
