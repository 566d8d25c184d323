//! The operator's way to the services: their addresses, his key, and his name in each request.

mod place;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail, ensure};
use parvis_chassis::identity::{Identity, OPERATOR, Subject};
use parvis_chassis::settings::SHARED_DEFAULTS;
use parvis_chassis::{Addresses, Config, StartError};
use parvis_kernel::{Secret, SystemClock};
use reqwest::{Client, RequestBuilder, Response, Url};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::cli::Reach;
pub(crate) use place::Place;

/// How long an answer may take: to replay all may be many messages.
const LIMIT: Duration = Duration::from_mins(5);
/// The largest answer: a page of messages with what they say.
const MOST: usize = 64 * 1024 * 1024;
/// Where `parvis up` keeps its data, unless told otherwise.
const FOLDER: &str = "./data";

/// What an operator's command reads of the section `shared`.
#[derive(Debug, Deserialize)]
pub(crate) struct Settings {
    identity_key: Secret,
    addresses: BTreeMap<String, String>,
    /// The broker, if it is one.
    pub(crate) bus: Secret,
    /// Root certificates, PEM, to verify the broker by.
    pub(crate) backend_roots: String,
}

impl Settings {
    /// Reads the environment.
    pub(crate) fn read() -> Result<Self> {
        let config = Config::from_defaults([SHARED_DEFAULTS]).with_environment();
        Ok(config.part_of_shared().map_err(StartError::Settings)?)
    }

    /// Whether the bus is a broker.
    pub(crate) fn has_broker(&self) -> bool {
        self.bus.reveal().starts_with("amqp")
    }
}

/// The services as one operator reaches them.
pub(crate) struct Desk {
    client: Client,
    identity: Identity,
    addresses: Addresses,
    name: String,
}

impl Desk {
    /// Finds addresses and key; `services` are those that the command line names.
    pub(crate) fn open(reach: &Reach, services: &[String]) -> Result<Self> {
        let (addresses, key) = match (&reach.data, &reach.address, services) {
            (Some(folder), _, _) => within(folder)?,
            (None, Some(address), [service]) => {
                ([(service.clone(), address.clone())].into(), Settings::read()?.identity_key)
            }
            (None, Some(_), _) => bail!("--address is of one --service"),
            (None, None, _) => {
                let Settings { addresses, identity_key, .. } = Settings::read()?;
                if addresses.is_empty() {
                    within(Path::new(FOLDER))?
                } else {
                    (addresses, identity_key)
                }
            }
        };
        let key = match &reach.identity_key_file {
            Some(file) => secret(file)?,
            None => key,
        };
        ensure!(!key.is_empty(), "no operator's key: say --identity-key-file");
        let addresses = Addresses::parse(&addresses).map_err(StartError::Settings)?;
        let identity = Identity::new(OPERATOR, &key, Arc::new(SystemClock))?;
        let client = parvis_chassis::upstream::client(LIMIT)?;
        Ok(Self { client, identity, addresses, name: reach.name.clone() })
    }

    /// The services that are meant: those that are named, or all.
    pub(crate) fn services(&self, named: &[String]) -> Vec<String> {
        if named.is_empty() {
            self.addresses.iter().map(|(name, _)| name.to_owned()).collect()
        } else {
            named.to_vec()
        }
    }

    /// Asks a service for what is at `path`.
    pub(crate) async fn get<T: DeserializeOwned>(
        &self,
        service: &str,
        path: &str,
        query: &[(&str, String)],
    ) -> Result<T> {
        self.call(service, path, |mut url| {
            url.query_pairs_mut().extend_pairs(query);
            self.client.get(url)
        })
        .await
    }

    /// Gives a service an order.
    pub(crate) async fn post<T: DeserializeOwned>(
        &self,
        service: &str,
        path: &str,
        order: &impl Serialize,
    ) -> Result<T> {
        self.call(service, path, |url| self.client.post(url).json(order)).await
    }

    /// Calls the first replica that is there. Another one is asked only when one has not heard the call.
    async fn call<T: DeserializeOwned>(
        &self,
        service: &str,
        path: &str,
        request: impl Fn(Url) -> RequestBuilder,
    ) -> Result<T> {
        let token = self.identity.token(service, Subject::Process)?;
        let places = self.addresses.of(service).unwrap_or_default();
        let mut away = anyhow!("no address for {service}; is that the name of a service?");
        for place in places {
            let url = format!("http://{}{path}", place.authority());
            let url = Url::parse_with_params(&url, [("as", &self.name)])?;
            match request(url).bearer_auth(&token).send().await {
                Ok(response) => return read(service, response).await,
                Err(error) => {
                    let is_deaf = error.is_connect();
                    away = anyhow!(error.without_url()).context(format!("{service} is away"));
                    if !is_deaf {
                        break;
                    }
                }
            }
        }
        Err(away)
    }
}

async fn read<T: DeserializeOwned>(service: &str, response: Response) -> Result<T> {
    let status = response.status();
    let body = parvis_chassis::upstream::body(response, MOST).await?;
    if status.is_success() {
        return serde_json::from_slice(&body)
            .with_context(|| format!("{service} answered nonsense"));
    }
    let problem: Value = serde_json::from_slice(&body).unwrap_or_default();
    let fields = problem["error"]["fields"].as_array().into_iter().flatten();
    let mut why: Vec<_> = fields.filter_map(|field| field["message"].as_str()).collect();
    why.extend(problem["detail"].as_str().filter(|_| why.is_empty()));
    bail!("{service} answered {}: {}", status.as_u16(), why.join("; "))
}

/// What a running `parvis up` keeps in its folder for its operator.
fn within(folder: &Path) -> Result<(BTreeMap<String, String>, Secret)> {
    let Place { addresses, identity_key_file } = Place::find(folder)?;
    Ok((addresses, secret(&folder.join(identity_key_file))?))
}

fn secret(file: &PathBuf) -> Result<Secret> {
    let read = fs::read_to_string(file);
    let text = read.with_context(|| format!("{} can't be read", file.display()))?;
    Ok(Secret::new(text.trim()))
}
