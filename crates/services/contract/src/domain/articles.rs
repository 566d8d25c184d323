//! The nineteen articles: templates as data, filled with the values of one contract.
//!
//! Templates are minijinja texts in the markup of [`super::markup`]. An undefined name is an error,
//! and every value enters as literal text, whatever it holds.

use std::sync::LazyLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior};

use super::document::Article;
use super::markup;

macro_rules! templates {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../../assets/templates/fr/", $name)))),+]
    };
}

/// The texts in their order; the first is article 1.
const TEMPLATES: [(&str, &str); 19] = templates![
    "01-parties.md",
    "02-objet.md",
    "03-definitions.md",
    "04-duree.md",
    "05-acces.md",
    "06-prix.md",
    "07-paiement.md",
    "08-niveaux-de-service.md",
    "09-obligations-client.md",
    "10-obligations-prestataire.md",
    "11-donnees-personnelles.md",
    "12-confidentialite.md",
    "13-propriete-intellectuelle.md",
    "14-responsabilite.md",
    "15-suspension-resiliation.md",
    "16-reversibilite.md",
    "17-force-majeure.md",
    "18-signature-preuve.md",
    "19-loi-juridiction.md",
];

static ENVIRONMENT: LazyLock<Result<Environment<'static>, Error>> = LazyLock::new(environment);

fn environment() -> Result<Environment<'static>, Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    // Errors would otherwise carry every value of the contract into the logs.
    environment.set_debug(false);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.set_formatter(|out, _, value| {
        if value.is_undefined() || value.is_none() {
            return Err(ErrorKind::UndefinedError.into());
        }
        out.write_str(&markup::escaped(&value.to_string())).map_err(Error::from)
    });
    for (name, source) in TEMPLATES {
        environment.add_template(name, source)?;
    }
    Ok(environment)
}

/// The articles, filled with `values`.
pub(super) fn articles(values: &Value) -> Result<Vec<Article>, Error> {
    let environment = ENVIRONMENT.as_ref().map_err(|error| Error::from(error.kind()))?;
    let article = |(at, (name, _)): (usize, &(&str, &str))| {
        let parsed = markup::parse(&environment.get_template(name)?.render(values)?);
        Ok(Article { number: at + 1, title: parsed.title, blocks: parsed.blocks })
    };
    TEMPLATES.iter().enumerate().map(article).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_value_is_an_error() {
        let error = articles(&minijinja::context! { application => "x" }).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UndefinedError);
    }
}
