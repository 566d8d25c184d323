//! The table of contents of a document's HTML: its headings of level 2 that can be linked to.

use serde::Serialize;

/// A heading that a table of contents links to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Heading {
    /// The id of the element.
    pub(crate) id: String,
    /// Its text, escaped as it stands in the HTML.
    pub(crate) html: String,
}

/// The most headings that are listed.
const MOST: usize = 200;

/// The `<h2 id="…">` of an HTML fragment, in order, with plain text inside.
pub(crate) fn headings(html: &str) -> Vec<Heading> {
    html.split("<h2 id=\"").skip(1).filter_map(heading).take(MOST).collect()
}

fn heading(rest: &str) -> Option<Heading> {
    let (id, rest) = rest.split_once("\">")?;
    let (text, _) = rest.split_once("</h2>")?;
    let plain = !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    (plain && !text.contains('<')).then(|| Heading { id: id.to_owned(), html: text.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linkable_headings_are_listed_in_order() {
        let html = "<h2>Parties</h2><h2 id=\"article-1\">Article 1 – Objet</h2><p>…</p>\
                    <h2 id=\"article-2\">Article 2 – Prix &amp; paiement</h2>\
                    <h2 id=\"bad id\">x</h2><h2 id=\"open\">never closed";
        let found: Vec<_> = headings(html).into_iter().map(|h| (h.id, h.html)).collect();
        let wanted =
            [("article-1", "Article 1 – Objet"), ("article-2", "Article 2 – Prix &amp; paiement")];
        assert_eq!(found, wanted.map(|(id, text)| (id.to_owned(), text.to_owned())));
    }
}
