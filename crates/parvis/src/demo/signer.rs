//! The person who signs: reads the inbox, opens the link, and uses the page's own forms.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use parvis_kernel::id;
use reqwest::Client;
use serde::Deserialize;

/// How often the signer looks into the inbox.
const LOOK: Duration = Duration::from_millis(10);

/// A mail in the sandbox's inbox.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Mail {
    /// Its subject.
    pub(super) subject: String,
    text: Option<String>,
    attachments: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
struct Inbox {
    messages: Vec<Mail>,
}

impl Mail {
    /// The first link in the text that holds `part`.
    pub(super) fn link(&self, part: &str) -> Option<String> {
        let words = self.text.as_deref()?.split_whitespace();
        words.filter(|w| w.starts_with("http") && w.contains(part)).map(ToOwned::to_owned).next()
    }
}

/// A signer with an address of his own.
pub(super) struct Signer {
    client: Client,
    inbox: String,
    address: String,
}

impl Signer {
    /// A signer whose mail arrives in the inbox of `sandbox`.
    pub(super) fn new(sandbox: &str) -> Result<Self> {
        Ok(Self {
            client: parvis_chassis::upstream::client(Duration::from_secs(30))?,
            inbox: format!("{}/inbox/messages", sandbox.trim_end_matches('/')),
            address: format!("signataire-{}@example.com", id::fresh().simple()),
        })
    }

    /// The signer's mail address.
    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// Waits for a mail with a link that holds `part`.
    pub(super) async fn mail_with(&self, part: &str, patience: Duration) -> Result<Mail> {
        self.mail(patience, |mail| mail.link(part).is_some()).await
    }

    /// Waits for a mail with an attachment.
    pub(super) async fn mail_with_attachment(&self, patience: Duration) -> Result<Mail> {
        self.mail(patience, |mail| !mail.attachments.is_empty()).await
    }

    async fn mail(&self, patience: Duration, wanted: impl Fn(&Mail) -> bool) -> Result<Mail> {
        let start = Instant::now();
        let url = format!("{}?to={}", self.inbox, self.address);
        loop {
            let inbox: Inbox = self.client.get(&url).send().await?.json().await?;
            if let Some(mail) = inbox.messages.into_iter().find(|m| wanted(m)) {
                return Ok(mail);
            }
            ensure!(start.elapsed() < patience, "the mail did not come");
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Opens the link and returns the page.
    pub(super) async fn open(&self, link: &str) -> Result<String> {
        let response = self.client.get(link).send().await?.error_for_status()?;
        Ok(response.text().await?)
    }

    /// Signs by typing the name: reviews, then confirms.
    pub(super) async fn sign(&self, link: &str) -> Result<()> {
        let choice = [("mode", "type"), ("name", "Signataire de démonstration")];
        self.submit(&format!("{link}/review"), &choice).await.context("review")?;
        let confirmed = [choice[0], choice[1], ("consent", "yes")];
        self.submit(&format!("{link}/confirm"), &confirmed).await.context("confirm")
    }

    async fn submit(&self, url: &str, form: &[(&str, &str)]) -> Result<()> {
        let response = self.client.post(url).form(form).send().await?;
        let status = response.status();
        ensure!(
            status.is_success() || status.is_redirection(),
            "{url} answered {status}: {}",
            response.text().await.unwrap_or_default()
        );
        Ok(())
    }
}
