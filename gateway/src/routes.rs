//! Every route of the platform, on one screen: method, path, service, guard, limit, body, wait, and
//! whether a request may be repeated whatever its method.
//!
//! What is not here can't be reached from outside: `/internal/` of a service above all.

use std::fmt;
use std::time::Duration;

/// One route.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Route {
    pub(crate) method: Method,
    pub(crate) pattern: &'static str,
    pub(crate) target: Target,
    pub(crate) guard: Guard,
    pub(crate) limit: Limit,
    /// The largest request body, in bytes.
    pub(crate) body: u64,
    /// How long a caller may ask the service to wait, on top of the time that every answer has.
    pub(crate) wait: Duration,
    /// Whether the service may act twice on one request, though its method does not say so.
    pub(crate) repeatable: bool,
}

/// The methods that clients use. `HEAD` goes where `GET` goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    Post,
    Patch,
    Delete,
}

/// Who answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// The service of this name.
    Service(&'static str),
    /// The gateway itself.
    Page(Page),
}

/// What the gateway answers by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Page {
    Landing,
    Health,
    Live,
    Ready,
    Problems,
    Problem,
}

/// Who may pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Guard {
    /// An application with its master key.
    MasterKey,
    /// Everybody.
    Open,
    /// Everybody; the service itself asks for the operator's token where that is the rule.
    Bootstrap,
}

/// What is counted against whom. A failed key counts against the address on every route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Limit {
    /// Nothing.
    Unlimited,
    /// Onboardings that an application starts.
    Start,
    /// Looks of an application at a status.
    Status,
    /// Calls without a key from one address.
    Address,
    /// Looks at signing pages from one address.
    Pages,
}

/// The largest JSON body, in bytes.
const JSON: u64 = 256 * 1024;
/// The largest body with the drawing of a signature, in bytes.
const DRAWING: u64 = 2 * 1024 * 1024;

/// The longest wait of `Prefer: wait=N` that a service grants. Cut short, the answer would be lost with
/// the key that it shows once.
const LONGEST_WAIT: Duration = Duration::from_mins(1);

/// All routes.
pub(crate) const ROUTES: &[Route] = &[
    page("/", Page::Landing),
    page("/health", Page::Health),
    page("/health/live", Page::Live),
    page("/health/ready", Page::Ready),
    page("/problems", Page::Problems),
    page("/problems/{code}", Page::Problem),
    post("/api/v1/applications/register", "registry").bootstrap(),
    get("/api/v1/applications/me", "registry"),
    patch("/api/v1/applications/me", "registry"),
    post("/api/v1/applications/me/keys", "registry"),
    delete("/api/v1/applications/me/keys/{key_id}", "registry"),
    post("/api/v1/onboarding/start", "onboarding").limit(Limit::Start),
    post("/api/v1/onboarding/provision", "onboarding").wait(LONGEST_WAIT),
    get("/api/v1/onboarding/status/{uuid}", "onboarding").limit(Limit::Status),
    post("/api/v1/onboarding/{uuid}/complete", "onboarding"),
    post("/api/v1/onboarding/{uuid}/cancel", "onboarding"),
    get("/api/v1/onboarding/{uuid}/events", "onboarding"),
    get("/api/v1/onboardings", "onboarding"),
    get("/api/v1/verifications", "vat"),
    get("/api/v1/verifications/{id}", "vat"),
    post("/api/onboarding/verify-vat", "vat").repeatable(),
    post("/api/onboarding/create-contract", "contract"),
    post("/api/onboarding/submit", "onboarding"),
    post("/api/onboarding/sign/{contract_id}", "signature").body(DRAWING),
    get("/api/onboarding/contract/{contract_id}", "contract"),
    get("/api/onboarding/contract/{contract_id}/pdf", "contract"),
    get("/api/onboarding/contract/{contract_id}/signed.pdf", "contract"),
    get("/sign/{tail:.*}", "signature").open().limit(Limit::Pages),
    post("/sign/{tail:.*}", "signature").open().limit(Limit::Pages).body(DRAWING),
    get("/assets/{tail:.*}", "signature").open(),
    get("/trust/roots.pem", "signature").open(),
    get("/trust/crl.der", "signature").open(),
];

const fn route(method: Method, pattern: &'static str, target: Target) -> Route {
    let (guard, limit) = (Guard::MasterKey, Limit::Unlimited);
    let (body, wait, repeatable) = (JSON, Duration::ZERO, false);
    Route { method, pattern, target, guard, limit, body, wait, repeatable }
}

const fn page(pattern: &'static str, page: Page) -> Route {
    route(Method::Get, pattern, Target::Page(page)).open()
}

const fn get(pattern: &'static str, service: &'static str) -> Route {
    route(Method::Get, pattern, Target::Service(service))
}

const fn post(pattern: &'static str, service: &'static str) -> Route {
    route(Method::Post, pattern, Target::Service(service))
}

const fn patch(pattern: &'static str, service: &'static str) -> Route {
    route(Method::Patch, pattern, Target::Service(service))
}

const fn delete(pattern: &'static str, service: &'static str) -> Route {
    route(Method::Delete, pattern, Target::Service(service))
}

impl Route {
    /// The service that answers, unless the gateway does it by itself.
    pub(crate) const fn service(&self) -> Option<&'static str> {
        match self.target {
            Target::Service(name) => Some(name),
            Target::Page(_) => None,
        }
    }

    const fn open(mut self) -> Self {
        self.guard = Guard::Open;
        self
    }

    const fn bootstrap(mut self) -> Self {
        self.guard = Guard::Bootstrap;
        self.limit(Limit::Address)
    }

    const fn limit(mut self, limit: Limit) -> Self {
        self.limit = limit;
        self
    }

    const fn body(mut self, bytes: u64) -> Self {
        self.body = bytes;
        self
    }

    const fn wait(mut self, longest: Duration) -> Self {
        self.wait = longest;
        self
    }

    /// A POST that only asks.
    const fn repeatable(mut self) -> Self {
        self.repeatable = true;
        self
    }
}

impl Method {
    /// The method's name (RFC 9110, section 9).
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// Whether a request of this method belongs here.
    pub(crate) fn takes(self, method: &actix_web::http::Method) -> bool {
        method.as_str() == self.name() || (self == Self::Get && method.as_str() == "HEAD")
    }

    /// Its names in an `Allow` header.
    pub(crate) const fn allowed(self) -> &'static str {
        match self {
            Self::Get => "GET, HEAD",
            Self::Post | Self::Patch | Self::Delete => self.name(),
        }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let service = self.service().unwrap_or(crate::NAME);
        let (method, pattern) = (self.method.name(), self.pattern);
        let (guard, limit) = (format!("{:?}", self.guard), format!("{:?}", self.limit));
        let (body, wait) = (self.body / 1024, self.wait.as_secs());
        let repeatable = if self.repeatable { " repeatable" } else { "" };
        write!(
            f,
            "{method:6} {pattern:49} {service:10} {guard:9} {limit:9} {body:4} KiB {wait:2} s{repeatable}"
        )
    }
}

/// The services that some route leads to.
pub(crate) fn services() -> impl Iterator<Item = &'static str> {
    let names: std::collections::BTreeSet<_> = ROUTES.iter().filter_map(Route::service).collect();
    names.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_route_table_is_this() {
        let table: Vec<_> = ROUTES.iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(table.join("\n"));
    }

    #[test]
    fn nothing_internal_is_routed_and_only_people_s_pages_are_open() {
        for route in ROUTES {
            assert!(!route.pattern.starts_with("/internal"), "{route}");
            let api = route.pattern.starts_with("/api/");
            assert_eq!(route.guard == Guard::Open, !api, "{route}");
        }
    }
}
