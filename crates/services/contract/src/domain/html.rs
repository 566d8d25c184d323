//! The contract as an HTML fragment, for the signing page.
//!
//! It has no script, no style and no address; every text is escaped. Headings start at level 2 and
//! carry the ids `article-1` to `article-19`.

use super::document::{Article, Block, Closing, Document, Party, Span, Table};

/// The whole contract as one `<article>` element.
pub(super) fn fragment(document: &Document) -> String {
    let mut html = Html(String::from("<article class=\"contract\" lang=\"fr\">\n"));
    html.element("p class=\"service\"", &document.subtitle);
    html.element("p class=\"title\"", &document.title);
    html.element("p class=\"reference\"", &document.reference);
    for party in &document.parties {
        html.party(party);
    }
    for table in &document.tables {
        html.table(table);
    }
    for note in &document.notes {
        html.element("p class=\"note\"", note);
    }
    for article in &document.articles {
        html.article(article);
    }
    html.closing(&document.closing);
    html.markup("</article>\n");
    html.0
}

/// HTML under construction; only [`Html::markup`] writes without escaping.
struct Html(String);

impl Html {
    fn party(&mut self, party: &Party) {
        self.markup("<section class=\"party\">\n");
        self.element("h2", &party.role);
        self.element("p", &party.name);
        self.markup("<dl>\n");
        for particular in &party.particulars {
            self.element("dt", &particular.label);
            self.markup("<dd>");
            for (at, line) in particular.lines.iter().enumerate() {
                self.markup(if at > 0 { "<br>" } else { "" });
                self.text(line);
            }
            self.markup("</dd>\n");
        }
        self.markup("</dl>\n</section>\n");
    }

    fn table(&mut self, table: &Table) {
        self.markup(if table.amounts { "<table class=\"amounts\">\n" } else { "<table>\n" });
        self.element("caption", &table.caption);
        self.markup("<thead><tr>");
        for head in &table.head {
            self.element("th scope=\"col\"", head);
        }
        self.markup("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            self.markup(if row.total { "<tr class=\"total\">" } else { "<tr>" });
            self.element("th scope=\"row\"", &row.cells[0]);
            self.element("td", &row.cells[1]);
            self.markup("</tr>\n");
        }
        self.markup("</tbody>\n</table>\n");
    }

    fn article(&mut self, article: &Article) {
        self.markup("<section>\n");
        self.element(&format!("h2 id=\"article-{}\"", article.number), &article.heading());
        for block in &article.blocks {
            match block {
                Block::Paragraph(phrase) => self.phrase("p", phrase),
                Block::List(items) => {
                    self.markup("<ul>\n");
                    for item in items {
                        self.phrase("li", item);
                    }
                    self.markup("</ul>\n");
                }
            }
        }
        self.markup("</section>\n");
    }

    fn closing(&mut self, closing: &Closing) {
        self.markup("<section class=\"closing\">\n");
        self.element("p", &closing.statement);
        for signature in &closing.boxes {
            self.markup("<div class=\"signature\">\n");
            self.element("p class=\"for\"", &signature.heading);
            for line in &signature.lines {
                self.element("p", line);
            }
            if !signature.content.is_empty() {
                self.element("p", &signature.content);
            }
            self.markup("</div>\n");
        }
        self.markup("</section>\n");
    }

    fn phrase(&mut self, name: &str, phrase: &[Span]) {
        self.markup(&format!("<{name}>"));
        for span in phrase {
            self.markup(if span.strong { "<strong>" } else { "" });
            self.text(&span.text);
            self.markup(if span.strong { "</strong>" } else { "" });
        }
        self.markup(&format!("</{name}>\n"));
    }

    /// An element with a text; `tag` is its name and its attributes.
    fn element(&mut self, tag: &str, text: &str) {
        let name = tag.split(' ').next().unwrap_or(tag);
        self.markup(&format!("<{tag}>"));
        self.text(text);
        self.markup(&format!("</{name}>\n"));
    }

    fn markup(&mut self, markup: &str) {
        self.0.push_str(markup);
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                _ => self.0.push(c),
            }
        }
    }
}
