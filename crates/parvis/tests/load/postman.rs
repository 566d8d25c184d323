//! The postman: looks into the sandbox's inbox for all signers together, and hands each one's link over.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::oneshot;

use crate::calls;

/// How often the inbox is looked into.
const LOOK: Duration = Duration::from_millis(25);

/// Who waits for which mail.
pub(crate) struct Postman {
    inbox: String,
    waiting: Mutex<HashMap<String, oneshot::Sender<String>>>,
}

impl Postman {
    /// One for the inbox of the sandbox at `url`.
    pub(crate) fn new(url: &str) -> Self {
        Self {
            inbox: format!("{}/inbox/messages", url.trim_end_matches('/')),
            waiting: Mutex::default(),
        }
    }

    /// The path of the signing link in the first mail to an address; to be asked for before the mail is sent.
    pub(crate) fn link(&self, address: &str) -> oneshot::Receiver<String> {
        let (sender, receiver) = oneshot::channel();
        self.waiting.lock().unwrap().insert(address.to_owned(), sender);
        receiver
    }

    /// Hands over, for as long as it is awaited.
    pub(crate) async fn deliver(&self) {
        let http = calls::http();
        // One look back: mails are kept in the order in which they were read, and that is not exact.
        let (mut before, mut last) = (String::new(), String::new());
        loop {
            let since = if before.is_empty() { String::new() } else { format!("?since={before}") };
            let answer = http.get(format!("{}{since}", self.inbox)).send().await;
            let mails: Value = match answer {
                Ok(answer) => answer.json().await.unwrap_or_default(),
                Err(_) => Value::Null,
            };
            let mails = mails["messages"].as_array().map_or(&[][..], Vec::as_slice);
            before = std::mem::take(&mut last);
            last = newest(mails).unwrap_or_else(|| before.clone());
            for mail in mails {
                self.hand_over(mail);
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    fn hand_over(&self, mail: &Value) {
        let Some(link) = mail["text"].as_str().and_then(signing_path) else { return };
        let Some(to) = mail["to"][0].as_str() else { return };
        if let Some(waiting) = self.waiting.lock().unwrap().remove(to) {
            // Whoever no longer waits needs no link.
            waiting.send(link).ok();
        }
    }
}

fn newest(mails: &[Value]) -> Option<String> {
    Some(mails.first()?["receivedAt"].as_str()?.to_owned())
}

fn signing_path(text: &str) -> Option<String> {
    let word = text.split_whitespace().find(|word| word.contains("/sign/"))?;
    Some(word[word.find("/sign/")?..].to_owned())
}
