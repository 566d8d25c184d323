//! Where the replicas of each service are now.
//!
//! Names are looked up again from time to time, and soon after a replica accepted no connection: replicas
//! come and go. A name server that is away takes nobody away: what was found last stays.

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use futures_util::future::{BoxFuture, join_all};
use http::HeaderValue;
use parvis_chassis::Addresses;
use parvis_chassis::addresses::Place;
use tokio::sync::{Notify, watch};
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

/// How long what was found is believed whatever happens, and how long after that where nobody doubts it.
const BELIEVED: Duration = Duration::from_secs(1);
const UNDOUBTED: Duration = Duration::from_secs(4);
/// How long one look-up may take.
const LOOKING: Duration = Duration::from_secs(5);

/// One replica of a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Replica {
    pub(crate) address: SocketAddr,
    /// What the `Host` header says: the place as the setting names it.
    pub(crate) host: HeaderValue,
}

/// The replicas of all services, by the services' names.
pub(crate) type Located = BTreeMap<String, Vec<Replica>>;

/// How a name is looked up.
type LookUp = dyn Fn(Place) -> BoxFuture<'static, io::Result<Vec<SocketAddr>>> + Send + Sync;

/// Finds the replicas.
pub(crate) struct Resolver {
    addresses: Addresses,
    located: watch::Sender<Located>,
    doubted: Notify,
    look_up: Box<LookUp>,
}

impl Resolver {
    /// Asks the system's resolver. What needs no look-up is located at once.
    pub(crate) fn new(addresses: Addresses) -> Self {
        Self::asking(addresses, |place| Box::pin(async move { place.look_up().await }))
    }

    fn asking(
        addresses: Addresses,
        look_up: impl Fn(Place) -> BoxFuture<'static, io::Result<Vec<SocketAddr>>>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        let literals = |place: &Place| place.literal().into_iter().collect();
        let located = locate(&addresses, &literals);
        let (located, _) = watch::channel(located);
        Self { addresses, located, doubted: Notify::new(), look_up: Box::new(look_up) }
    }

    /// The services' names.
    pub(crate) fn services(&self) -> impl Iterator<Item = &str> {
        self.addresses.iter().map(|(name, _)| name)
    }

    /// The replicas, now and whenever they change.
    pub(crate) fn follow(&self) -> watch::Receiver<Located> {
        self.located.subscribe()
    }

    /// A replica was not where it should be: looks again soon.
    pub(crate) fn doubt(&self) {
        self.doubted.notify_one();
    }

    /// Waits until every service was found once, for `patience` at most.
    pub(crate) async fn find_all(&self, patience: Duration) {
        let mut located = self.follow();
        let all = located.wait_for(|located| located.values().all(|found| !found.is_empty()));
        if timeout(patience, all).await.is_err() {
            tracing::warn!("not every service was found by its name yet");
        }
    }

    /// Keeps looking, until `stop`.
    pub(crate) async fn run(&self, stop: CancellationToken) {
        let names = self.names();
        let looking = async {
            let mut known = BTreeMap::new();
            while !names.is_empty() {
                self.look(&names, &mut known).await;
                sleep(BELIEVED).await;
                timeout(UNDOUBTED, self.doubted.notified()).await.ok();
            }
            std::future::pending::<()>().await;
        };
        stop.run_until_cancelled(looking).await;
    }

    /// The places that must be looked up.
    fn names(&self) -> Vec<Place> {
        let places = self.addresses.iter().flat_map(|(_, places)| places);
        places.filter(|place| place.literal().is_none()).cloned().collect()
    }

    async fn look(&self, names: &[Place], known: &mut BTreeMap<String, Vec<SocketAddr>>) {
        let found = join_all(names.iter().map(async |place| {
            timeout(LOOKING, (self.look_up)(place.clone())).await.map_err(io::Error::from).flatten()
        }));
        for (place, found) in names.iter().zip(found.await) {
            match found {
                Ok(addresses) => {
                    known.insert(place.authority().to_owned(), addresses);
                }
                Err(error) => tracing::debug!(place = place.authority(), %error, "not found"),
            }
        }
        let now = |place: &Place| match place.literal() {
            Some(address) => vec![address],
            None => known.get(place.authority()).cloned().unwrap_or_default(),
        };
        let new = locate(&self.addresses, &now);
        self.located.send_if_modified(|located| {
            let changed = *located != new;
            *located = new;
            changed
        });
    }
}

/// The replicas of all services, where the places have these addresses.
fn locate(addresses: &Addresses, now: &dyn Fn(&Place) -> Vec<SocketAddr>) -> Located {
    let mut located = Located::new();
    for (service, places) in addresses.iter() {
        let replicas = located.entry(service.to_owned()).or_default();
        for place in places {
            // An authority holds nothing that a header can't.
            let Ok(host) = HeaderValue::from_str(place.authority()) else { continue };
            for address in now(place) {
                if !replicas.iter().any(|known: &Replica| known.address == address) {
                    replicas.push(Replica { address, host: host.clone() });
                }
            }
        }
    }
    located
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    type Zone = Arc<Mutex<Option<Vec<SocketAddr>>>>;

    /// A resolver whose name server answers what stands in the zone, or is away.
    fn resolver(zone: &Zone) -> Arc<Resolver> {
        let texts = [("vat".to_owned(), "http://vat:80,http://10.0.0.9:80".to_owned())];
        let zone = zone.clone();
        let look_up = move |_| -> BoxFuture<'static, _> {
            let found = zone.lock().unwrap().clone().ok_or(io::ErrorKind::TimedOut.into());
            Box::pin(async move { found })
        };
        Arc::new(Resolver::asking(Addresses::parse(&texts.into()).unwrap(), look_up))
    }

    fn addresses(located: &Located) -> Vec<String> {
        located["vat"].iter().map(|replica| replica.address.to_string()).collect()
    }

    #[tokio::test(start_paused = true)]
    async fn replicas_join_and_leave_as_their_name_says_and_stay_while_nobody_answers() {
        let zone = Zone::default();
        let resolver = resolver(&zone);
        let mut located = resolver.follow();
        assert_eq!(addresses(&located.borrow_and_update()), ["10.0.0.9:80"]);
        let (running, stop) = (resolver.clone(), CancellationToken::new());
        let tasks = parvis_chassis::Tasks::default();
        let stopped = stop.clone();
        tasks.spawn(async move { running.run(stopped).await });
        for now in [&["10.0.0.1:80", "10.0.0.2:80"][..], &["10.0.0.2:80"]] {
            *zone.lock().unwrap() = Some(now.iter().map(|a| a.parse().unwrap()).collect());
            timeout(UNDOUBTED * 2, located.changed()).await.unwrap().unwrap();
            let expected = [now, &["10.0.0.9:80"]].concat();
            assert_eq!(addresses(&located.borrow_and_update()), expected);
        }
        *zone.lock().unwrap() = None;
        assert!(timeout(UNDOUBTED * 4, located.changed()).await.is_err());
        stop.cancel();
        assert!(tasks.drain(LOOKING).await);
    }

    #[tokio::test(start_paused = true)]
    async fn a_doubt_is_looked_into_within_a_second() {
        let zone = Zone::new(Mutex::new(Some(vec!["10.0.0.1:80".parse().unwrap()])));
        let resolver = resolver(&zone);
        let mut located = resolver.follow();
        let (running, stop) = (resolver.clone(), CancellationToken::new());
        let tasks = parvis_chassis::Tasks::default();
        let stopped = stop.clone();
        tasks.spawn(async move { running.run(stopped).await });
        located.mark_unchanged();
        located.changed().await.unwrap();
        *zone.lock().unwrap() = Some(vec!["10.0.0.2:80".parse().unwrap()]);
        resolver.doubt();
        let soon = BELIEVED + Duration::from_millis(100);
        timeout(soon, located.changed()).await.unwrap().unwrap();
        assert_eq!(addresses(&located.borrow()), ["10.0.0.2:80", "10.0.0.9:80"]);
        stop.cancel();
        assert!(tasks.drain(LOOKING).await);
    }
}
