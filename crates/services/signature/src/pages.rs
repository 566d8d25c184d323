//! What the signer sees: pages, texts in two languages, static files, and the seal on the paper.
//!
//! Every text stands in the catalogues; a template holds structure only.

mod assets;
mod catalogue;
mod closed;
mod draft;
mod moment;
mod seal_sheet;
mod sheet;

use std::sync::Arc;

use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, ErrorKind, State, UndefinedBehavior, context};
use parvis_kernel::Locale;

pub(crate) use assets::asset;
pub(crate) use catalogue::{BadCatalogue, Catalogue};
pub(crate) use closed::Closed;
pub(crate) use draft::{Draft, Fault, Mark};
pub(crate) use moment::moment;
pub(crate) use seal_sheet::SealSheet;
pub(crate) use sheet::Sheet;

const TEMPLATES: [(&str, &str); 6] = [
    ("base.html", include_str!("../templates/base.html")),
    ("parts.html", include_str!("../templates/parts.html")),
    ("read.html", include_str!("../templates/read.html")),
    ("review.html", include_str!("../templates/review.html")),
    ("done.html", include_str!("../templates/done.html")),
    ("closed.html", include_str!("../templates/closed.html")),
];

/// Why the pages can't be loaded.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unloadable {
    /// A catalogue is not right.
    #[error(transparent)]
    Catalogue(#[from] BadCatalogue),
    /// A template is not right.
    #[error("template: {0}")]
    Template(#[from] minijinja::Error),
}

/// A page, written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Page {
    /// The HTTP status that fits it.
    pub(crate) status: u16,
    /// Its language.
    pub(crate) locale: Locale,
    /// The HTML.
    pub(crate) html: String,
}

/// The templates and the catalogues.
pub(crate) struct Pages {
    environment: Environment<'static>,
    catalogue: Arc<Catalogue>,
}

impl Pages {
    /// Loads what is compiled in.
    pub(crate) fn load() -> Result<Self, Unloadable> {
        let catalogue = Arc::new(Catalogue::load()?);
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        for (name, source) in TEMPLATES {
            environment.add_template(name, source)?;
        }
        let texts = catalogue.clone();
        let say = move |state: &State<'_, '_>, key: &str, values: Kwargs| {
            say(&texts, state, key, &values)
        };
        environment.add_function("say", say);
        environment.add_function("asset", assets::address);
        Ok(Self { environment, catalogue })
    }

    /// The texts.
    pub(crate) fn catalogue(&self) -> Arc<Catalogue> {
        self.catalogue.clone()
    }

    /// Writes a page in `locale` with status 200.
    fn write(
        &self,
        template: &str,
        locale: Locale,
        values: Value,
    ) -> Result<Page, minijinja::Error> {
        let languages = context! { lang => locale.tag(), other => other(locale).tag() };
        let values = context! { ..values, ..languages };
        let html = self.environment.get_template(template)?.render(values)?;
        Ok(Page { status: 200, locale, html })
    }
}

/// A text of the catalogue in the page's language, its values filled in. The engine escapes it.
fn say(
    texts: &Catalogue,
    state: &State<'_, '_>,
    key: &str,
    values: &Kwargs,
) -> Result<String, minijinja::Error> {
    let lang = state.lookup("lang").map(|lang| lang.to_string()).unwrap_or_default();
    let locale = Locale::parse(&lang).unwrap_or_default();
    let mut filled = Vec::new();
    for name in values.args() {
        filled.push((name, values.get::<Value>(name)?.to_string()));
    }
    let pairs: Vec<_> = filled.iter().map(|(name, value)| (*name, value.as_str())).collect();
    texts
        .say(locale, key, &pairs)
        .ok_or_else(|| minijinja::Error::new(ErrorKind::UndefinedError, format!("no text {key}")))
}

const fn other(locale: Locale) -> Locale {
    match locale {
        Locale::Fr => Locale::En,
        Locale::En => Locale::Fr,
    }
}
