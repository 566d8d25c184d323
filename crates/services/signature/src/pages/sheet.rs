//! The pages of one request: reading and signing, reviewing, done.

use minijinja::context;
use minijinja::value::{Serde, Value};
use parvis_kernel::{Locale, Timestamp};

use super::{Draft, Fault, Mark, Page, Pages, moment};
use crate::domain::{Confirmation, Origin, Request, Sealed, headings, masked};

/// How often a page that waits for something looks again, in seconds.
const LOOK_AGAIN: u32 = 3;

/// What the pages of one request have in common.
pub(crate) struct Sheet<'a> {
    /// The templates and texts.
    pub(crate) pages: &'a Pages,
    /// The request.
    pub(crate) request: &'a Request,
    /// The token of its link, genuine: base64url, which needs no escaping.
    pub(crate) token: &'a str,
    /// The language.
    pub(crate) locale: Locale,
}

impl Sheet<'_> {
    /// The document, and the form to sign it.
    pub(crate) fn reading(
        &self,
        html: &str,
        draft: &Draft,
        faults: &[Fault],
    ) -> Result<Page, minijinja::Error> {
        let name = self.request.signer.name.clone();
        let fresh = Draft { mode: "type".into(), name, signature: String::new() };
        let (draft, again) = if draft.mode.is_empty() { (&fresh, false) } else { (draft, true) };
        let own = context! {
            html => Value::from_safe_string(html.to_owned()),
            headings => Serde(headings(html)),
            draft => Serde(draft),
            again,
            faults => Serde(faults),
            email => self.request.signer.email.as_deref().map(masked),
        };
        let page =
            self.pages.write("read.html", self.locale, context! { ..own, ..self.common() })?;
        Ok(if faults.is_empty() { page } else { Page { status: 422, ..page } })
    }

    /// What the signer is about to confirm.
    pub(crate) fn review(
        &self,
        mark: &Mark,
        (origin, now): (&Origin, Timestamp),
        faults: &[Fault],
    ) -> Result<Page, minijinja::Error> {
        let draft = mark.draft();
        let own = context! {
            mode => draft.mode,
            name => draft.name,
            drawing => Value::from_safe_string(draft.signature),
            faults => Serde(faults),
            now => self.moment(now),
            ip => origin.ip.map(|ip| ip.to_string()),
            user_agent => origin.user_agent.as_deref(),
        };
        let page =
            self.pages.write("review.html", self.locale, context! { ..own, ..self.common() })?;
        Ok(if faults.is_empty() { page } else { Page { status: 422, ..page } })
    }

    /// The signature is there, or its seal is on its way.
    pub(crate) fn done(
        &self,
        by: &Confirmation,
        sealed: Option<&Sealed>,
        is_test: bool,
    ) -> Result<Page, minijinja::Error> {
        let own = context! {
            name => by.name.as_str(),
            signed_at => self.moment(by.at),
            sealed => sealed.map(|sealed| context! {
                at => self.moment(sealed.at),
                authority => sealed.authority.as_str(),
                sha256 => sealed.sha256.as_str(),
            }),
            email => self.request.signer.email.as_deref().map(masked),
            is_test,
            refresh => sealed.is_none().then_some(LOOK_AGAIN),
        };
        self.pages.write("done.html", self.locale, context! { ..own, ..self.common() })
    }

    fn common(&self) -> Value {
        let request = self.request;
        context! {
            path => Value::from_safe_string(format!("/sign/{}", self.token)),
            requester => request.requester.as_str(),
            title => request.title.as_str(),
            signer => request.signer.name.as_str(),
            expires_at => self.moment(request.expires_at),
            sha256 => request.document.sha256.as_str(),
        }
    }

    fn moment(&self, at: Timestamp) -> String {
        moment(&self.pages.catalogue, self.locale, at)
    }
}
