//! What `up` prints when it is ready: where everything is, and a first call that works.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::json;

use crate::demo_application::DemoApplication;
use crate::output;

/// A platform that is ready.
pub(crate) struct Announcement {
    /// The gateway's address.
    pub(crate) gateway: String,
    /// Where each service is, for those who run the platform: its health and its metrics.
    pub(crate) services: BTreeMap<&'static str, Vec<String>>,
    /// The addresses of the sandbox and of its inbox, in development.
    pub(crate) sandbox: Option<(String, String)>,
    /// The demo application, in development, and the file that keeps it.
    pub(crate) application: Option<(DemoApplication, PathBuf)>,
}

impl Announcement {
    /// Says that the platform is ready, as text or as one line of JSON.
    pub(crate) fn make(&self, as_json: bool) {
        let sandbox = self.sandbox.as_ref();
        if as_json {
            let application = self.application.as_ref().map(|(application, _)| application);
            output::line(json!({
                "gateway": self.gateway,
                "services": self.services,
                "sandbox": sandbox.map(|(sandbox, _)| sandbox),
                "inbox": sandbox.map(|(_, inbox)| inbox),
                "app_id": application.map(|a| &a.app_id),
                "master_key": application.map(|a| &a.master_key),
            }));
            return;
        }
        output::line(format_args!("\nParvis is ready.\n\n  gateway  {}", self.gateway));
        if let Some((sandbox, inbox)) = sandbox {
            output::line(format_args!("  inbox    {inbox}\n  sandbox  {sandbox}"));
        }
        self.first_call();
    }

    fn first_call(&self) {
        let Some((application, place)) = &self.application else { return };
        output::line(format_args!(
            "\nA demo application is registered; its key is kept in {}.\nThis is development: \
             certificates are marked TEST, limits are wide.\n\nA first call:\n\n  \
             curl -s {}/api/v1/onboarding/start \\\n    -H 'X-Master-Key: {}' \\\n    \
             -H 'Content-Type: application/json' \\\n    \
             -d '{{\"email\":\"admin@example.com\",\"organization_name\":\"Clinique du Lac\"}}'\n",
            place.display(),
            self.gateway,
            application.master_key,
        ));
    }
}
