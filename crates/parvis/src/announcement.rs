//! What `up` prints when it is ready: where everything is, and a first call that works.

use serde_json::json;

use crate::demo_application::{self, DemoApplication};
use crate::output;
use crate::platform::Platform;

/// Says that the platform is ready, as text or as one line of JSON.
pub(crate) fn announce(platform: &Platform, application: Option<&DemoApplication>, as_json: bool) {
    let sandbox = platform.sandbox.as_ref().map(parvis_sandbox::Sandbox::addresses);
    if as_json {
        output::line(json!({
            "gateway": platform.gateway,
            "sandbox": sandbox.map(|s| &s.http_url),
            "inbox": sandbox.map(|s| &s.inbox_url),
            "app_id": application.map(|a| &a.app_id),
            "master_key": application.map(|a| &a.master_key),
        }));
        return;
    }
    output::line(format_args!("\nParvis is ready.\n\n  gateway  {}", platform.gateway));
    if let Some(sandbox) = sandbox {
        output::line(format_args!("  inbox    {}", sandbox.inbox_url));
        output::line(format_args!("  sandbox  {}", sandbox.http_url));
    }
    if let Some(application) = application {
        first_call(platform, application);
    }
}

fn first_call(platform: &Platform, application: &DemoApplication) {
    let place = platform.folder.place(demo_application::FILE);
    output::line(format_args!(
        "\nA demo application is registered; its key is kept in {}.\nThis is development: \
         certificates are marked TEST, limits are wide.\n\nA first call:\n\n  \
         curl -s {}/api/v1/onboarding/start \\\n    -H 'X-Master-Key: {}' \\\n    \
         -H 'Content-Type: application/json' \\\n    \
         -d '{{\"email\":\"admin@example.com\",\"organization_name\":\"Clinique du Lac\"}}'\n",
        place.display(),
        platform.gateway,
        application.master_key,
    ));
}
