//! The count of all gateways, in Redis: one script, so that calls at the same instant can't pass together.
//!
//! A caller without a key is known there by a keyed hash of his address. The connection is kept beside the
//! requests, which never wait for it: without one, or without an answer in time, nothing is said.

use std::time::Duration;

use parvis_chassis::Keyring;
use parvis_chassis::key::hex;
use parvis_kernel::Secret;
use redis::aio::MultiplexedConnection;
use redis::{
    AsyncConnectionConfig, Client, IntoConnectionInfo as _, RedisError, Script, TlsCertificates,
};
use tokio::sync::{Notify, watch};
use tokio::time::error::Elapsed;
use tokio::time::{Instant, sleep, timeout};

use super::roots::with_system_roots;
use super::{Caller, Count, Policy};

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(1);
/// How long to wait after one that failed: longer each time, unless it had been steady.
const PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(4);
const STEADY: Duration = Duration::from_secs(30);
const AWAY: &str = "Redis is away: this gateway counts by itself";

const MEMORY: &str = "memory:";
const COUNT: &str = include_str!("count.lua");
/// Where a new connection is tried.
const CHECK: &str = "parvis:limit:check";
/// What the keyed hashes of callers are for.
const PURPOSE: &str = "limited-caller";

/// The setting names no Redis.
#[derive(Debug, thiserror::Error)]
#[error("gateway.limits must be memory:, or like redis://user:password@host:port or rediss://…")]
pub(crate) struct BadUrl;

/// Whether limits can be counted there.
pub(crate) fn is_usable(url: &Secret) -> bool {
    let url = url.reveal();
    let redis = url.starts_with("redis://") || url.starts_with("rediss://");
    // A fragment would switch the check of certificates off.
    url == MEMORY || (redis && !url.contains('#') && url.into_connection_info().is_ok())
}

pub(super) struct Ledger {
    client: Client,
    /// How long an answer may take.
    patience: Duration,
    script: Script,
    keyring: Keyring,
    line: watch::Sender<Line>,
    broken: Notify,
}

/// The connection, if there is one, and how many were lost.
#[derive(Clone, Default)]
struct Line {
    connection: Option<MultiplexedConnection>,
    number: u64,
}

impl Ledger {
    /// The ledger at `url`, where it names one; `roots` (PEM) are believed beside the system's.
    pub(super) fn open(
        url: &Secret,
        roots: &str,
        patience: Duration,
        keyring: Keyring,
    ) -> Result<Option<Self>, BadUrl> {
        if !is_usable(url) {
            return Err(BadUrl);
        }
        let url = url.reveal();
        if url == MEMORY {
            return Ok(None);
        }
        let client = if url.starts_with("rediss://") && !roots.trim().is_empty() {
            let root_cert = Some(with_system_roots(roots));
            Client::build_with_tls(url, TlsCertificates { client_tls: None, root_cert })
        } else {
            Client::open(url)
        };
        let (client, script) = (client.map_err(|_| BadUrl)?, Script::new(COUNT));
        let line = watch::Sender::default();
        Ok(Some(Self { client, patience, script, keyring, line, broken: Notify::new() }))
    }

    /// Counts a call, if it is admitted; nothing while Redis is away.
    pub(super) async fn count(
        &self,
        policy: Policy,
        caller: Caller,
        window: Duration,
    ) -> Option<Count> {
        let Line { connection, number } = self.line.borrow().clone();
        let (mut connection, key) = (connection?, self.key(policy.name, caller)?);
        let counted = self.run(&mut connection, &key, policy.quota, window);
        match timeout(self.patience, counted).await.map_err(late).flatten() {
            Ok((admitted, remaining, reset)) => {
                Some(policy.count(admitted, remaining, Duration::from_millis(reset)))
            }
            Err(error) => {
                self.lose(number, &error);
                None
            }
        }
    }

    /// Connects, and again whenever the connection is lost.
    pub(super) async fn keep_connected(&self) {
        let (mut pause, mut away) = (PAUSE, false);
        loop {
            let begun = Instant::now();
            match self.connect().await {
                Ok(connection) => {
                    if away {
                        tracing::info!("Redis is back: the gateways count together");
                    }
                    self.line.send_modify(|line| line.connection = Some(connection));
                    self.broken.notified().await;
                    away = true;
                }
                Err(error) if !away => {
                    tracing::warn!(error = &*error.to_string(), "{AWAY}");
                    away = true;
                }
                Err(_) => {}
            }
            pause = if begun.elapsed() > STEADY { PAUSE } else { (pause * 2).min(LONGEST_PAUSE) };
            sleep(pause).await;
        }
    }

    /// A connection over which a call was counted in time.
    async fn connect(&self) -> Result<MultiplexedConnection, RedisError> {
        let config = AsyncConnectionConfig::new().set_connection_timeout(Some(CONNECT));
        let mut connection =
            self.client.get_multiplexed_async_connection_with_config(&config).await?;
        let window = Duration::from_secs(1);
        timeout(CONNECT, self.run(&mut connection, CHECK, 1, window))
            .await
            .map_err(late)
            .flatten()?;
        Ok(connection)
    }

    /// Gives a connection up, unless that was done already.
    fn lose(&self, number: u64, error: &RedisError) {
        let lost = self.line.send_if_modified(|line| {
            let current = line.number == number;
            if current {
                *line = Line { connection: None, number: number + 1 };
            }
            current
        });
        if lost {
            tracing::warn!(error = &*error.to_string(), "{AWAY}");
            self.broken.notify_one();
        }
    }

    async fn run(
        &self,
        connection: &mut MultiplexedConnection,
        key: &str,
        quota: usize,
        window: Duration,
    ) -> Result<(bool, usize, u64), RedisError> {
        let call = parvis_kernel::id::fresh();
        let window = u64::try_from(window.as_millis()).unwrap_or(u64::MAX);
        let mut script = self.script.key(key);
        script.arg(quota).arg(window).arg(&call.as_bytes()[..]).invoke_async(connection).await
    }

    /// Where the calls of a caller are logged. Platforms with other keys have other places.
    fn key(&self, policy: &str, caller: Caller) -> Option<String> {
        let caller = match caller {
            Caller::Application(id) => id.to_string(),
            Caller::Address(address) => address.to_string(),
        };
        let hash = self.keyring.mac(PURPOSE, &[policy.as_bytes(), caller.as_bytes()]).ok()?;
        Some(format!("parvis:limit:{policy}:{}", hex(&hash)))
    }
}

fn late(_: Elapsed) -> RedisError {
    std::io::Error::from(std::io::ErrorKind::TimedOut).into()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use parvis_chassis::Tasks;
    use parvis_kernel::ApplicationId;
    use redis::AsyncCommands as _;

    use super::*;

    const WINDOW: Duration = Duration::from_millis(500);
    const POLICY: Policy = Policy { name: "test", quota: 2 };

    fn ledger(url: &str) -> Ledger {
        let keyring = Keyring::new(&Keyring::generate().unwrap()).unwrap();
        Ledger::open(&Secret::new(url), "", CONNECT, keyring).unwrap().unwrap()
    }

    /// A connected ledger with a keyring, and so with keys, of its own.
    async fn connected() -> (Arc<Ledger>, MultiplexedConnection) {
        #[expect(clippy::disallowed_methods, reason = "a test has no settings")]
        let url = std::env::var("PARVIS_TEST_REDIS");
        let url = url.unwrap_or_else(|_| "redis://127.0.0.1:6379".to_owned());
        let ledger = Arc::new(ledger(&url));
        let kept = ledger.clone();
        Tasks::default().spawn(async move { kept.keep_connected().await });
        let mut line = ledger.line.subscribe();
        let open = line.wait_for(|line| line.connection.is_some());
        let open = timeout(CONNECT * 5, open).await;
        let open = open.unwrap_or_else(|_| panic!("no Redis at {url}: run scripts/services"));
        let connection = open.unwrap().connection.clone().unwrap();
        (ledger, connection)
    }

    #[tokio::test]
    async fn any_window_holds_no_more_than_the_quota_and_the_reset_is_when_one_more_is_admitted() {
        let (ledger, mut redis) = connected().await;
        let caller = Caller::Application(ApplicationId::fresh());
        let begun = Instant::now();
        for remaining in [1, 0] {
            let count = ledger.count(POLICY, caller, WINDOW).await.unwrap();
            assert_eq!((count.admitted, count.remaining), (true, remaining));
            assert!(count.reset <= WINDOW);
        }
        let key = ledger.key(POLICY.name, caller).unwrap();
        loop {
            let before = Instant::now();
            let count = ledger.count(POLICY, caller, WINDOW).await.unwrap();
            if count.admitted {
                break;
            }
            assert!(begun.elapsed() < WINDOW * 20, "patience is not rewarded");
            let kept: usize = redis.zcard(&key).await.unwrap();
            assert!(kept <= 2, "a refused call was logged");
            let end = before + count.reset;
            assert!(end <= begun + WINDOW + before.elapsed() + Duration::from_millis(100));
            sleep(Duration::from_millis(10)).await;
        }
        // Redis counts in whole milliseconds.
        assert!(begun.elapsed() + Duration::from_millis(2) >= WINDOW);
        let left: i64 = redis.pttl(&key).await.unwrap();
        assert!((0..=500).contains(&left), "it would stay for ever: {left}");
    }

    #[tokio::test]
    async fn a_quota_that_was_lowered_lets_nobody_pass_too_early() {
        let (ledger, mut redis) = connected().await;
        let caller = Caller::Application(ApplicationId::fresh());
        let window = Duration::from_mins(1);
        let key = ledger.key(POLICY.name, caller).unwrap();
        for (age, call) in [(50_000, "a"), (30_000, "b"), (10_000, "c")] {
            let (seconds, _): (i64, i64) =
                redis::cmd("TIME").query_async(&mut redis).await.unwrap();
            let _: () = redis.zadd(&key, call, seconds * 1000 - age).await.unwrap();
        }
        let count = ledger.count(POLICY, caller, window).await.unwrap();
        assert_eq!((count.admitted, count.remaining), (false, 0));
        let reset = count.reset.as_secs_f64();
        assert!((27.0..=30.0).contains(&reset), "the second must have passed: {reset}");
        let _: () = redis.del(&key).await.unwrap();
    }

    #[test]
    fn what_stands_in_redis_tells_nobody_who_called_and_differs_between_platforms() {
        let (one, other) = (ledger("redis://a"), ledger("redis://a"));
        let caller = Caller::Address("203.0.113.7".parse().unwrap());
        let key = one.key("pages", caller).unwrap();
        assert!(key.starts_with("parvis:limit:pages:") && !key.contains("203"), "{key}");
        assert_eq!(one.key("pages", caller).unwrap(), key);
        assert_ne!(one.key("pages", Caller::Address("203.0.113.8".parse().unwrap())).unwrap(), key);
        assert_ne!(other.key("pages", caller).unwrap(), key);
    }

    #[test]
    fn a_setting_names_memory_or_a_redis_whose_certificate_is_checked() {
        for (url, usable) in [
            ("memory:", true),
            ("redis://127.0.0.1:6379/1", true),
            ("rediss://user:password@redis.example.com:6380", true),
            ("", false),
            ("memory", false),
            ("unix:///run/redis", false),
            ("http://127.0.0.1:6379", false),
            ("redis://", false),
            ("rediss://redis.example.com/#insecure", false),
        ] {
            assert_eq!(is_usable(&Secret::new(url)), usable, "{url}");
        }
    }
}
