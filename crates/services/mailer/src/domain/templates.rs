//! The templates, compiled in: subject, text and HTML of each mail in both languages.
//!
//! A value that a template names and nobody gave is an error, and HTML escapes every value.

mod sources;

use std::path::Path;

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior, Value, context};
use parvis_kernel::{Locale, Timestamp};

use super::{Letter, Template, calendar};

/// What every mail shows of its sender.
#[derive(Debug, Clone)]
pub(crate) struct Brand {
    /// At the head.
    pub(crate) name: String,
    /// At the foot; empty for none.
    pub(crate) imprint: String,
}

/// All templates, ready to render.
pub(crate) struct Templates {
    environment: Environment<'static>,
    brand: Brand,
}

/// A mail as its reader sees it.
pub(crate) struct Rendered {
    /// One line.
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
}

impl Templates {
    /// Compiles the templates.
    pub(crate) fn new(brand: Brand) -> Result<Self, Error> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?;
        environment.set_syntax(syntax);
        // Whatever is not plain text is HTML, so that no file can escape nothing by its name.
        environment.set_auto_escape_callback(|name| {
            let plain = Path::new(name).extension().is_some_and(|extension| extension == "txt");
            if plain { AutoEscape::None } else { AutoEscape::Html }
        });
        environment.add_filter("moment", moment);
        for (name, source) in sources::ALL {
            environment.add_template(name, source)?;
        }
        Ok(Self { environment, brand })
    }

    /// Renders a mail for its reader.
    pub(crate) fn render(&self, template: Template, letter: &Letter) -> Result<Rendered, Error> {
        let part = |part: &str| self.part(template, letter, part);
        let subject = part("subject.txt")?.trim().to_owned();
        Ok(Rendered { subject, text: part("body.txt")?, html: part("body.html")? })
    }

    fn part(&self, template: Template, letter: &Letter, part: &str) -> Result<String, Error> {
        let name = name_of(template, letter.locale, part);
        let Brand { name: sender, imprint } = &self.brand;
        let values = letter.values.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let values = context! {
            brand => context! { name => sender.as_str(), imprint => imprint.as_str() },
            locale => letter.locale.tag(),
            ..Value::from_pairs(values)
        };
        self.environment.get_template(&name)?.render(values)
    }
}

fn name_of(template: Template, locale: Locale, part: &str) -> String {
    format!("{}/{}/{part}", template.name(), locale.tag())
}

/// An instant in words, in the language of the template; a text that is none stays as it is.
fn moment(text: &str, locale: &str) -> String {
    let locale = Locale::parse(locale).unwrap_or_default();
    Timestamp::parse(text).map_or_else(|_| text.to_owned(), |at| calendar::moment(at, locale))
}

#[cfg(test)]
mod tests;
