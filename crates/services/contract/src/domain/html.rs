//! The contract as an HTML fragment, for the signing page.
//!
//! It has no script, no style and no address; every text is escaped. Headings start at level 2 and
//! carry the ids `article-1` to `article-19`.

use super::document::{Article, Block, Closing, Document, Party, Span, Table};

/// The whole contract as one `<article>` element.
pub(super) fn fragment(document: &Document) -> String {
    let mut out = String::from("<article class=\"contract\" lang=\"fr\">\n");
    element("p", " class=\"service\"", &document.subtitle, &mut out);
    element("p", " class=\"title\"", &document.title, &mut out);
    element("p", " class=\"reference\"", &document.reference, &mut out);
    document.parties.iter().for_each(|each| party(each, &mut out));
    document.tables.iter().for_each(|each| table(each, &mut out));
    document.notes.iter().for_each(|note| element("p", " class=\"note\"", note, &mut out));
    document.articles.iter().for_each(|each| article(each, &mut out));
    closing(&document.closing, &mut out);
    out.push_str("</article>\n");
    out
}

fn party(party: &Party, out: &mut String) {
    out.push_str("<section class=\"party\">\n");
    element("h2", "", &party.role, out);
    element("p", "", &party.name, out);
    out.push_str("<dl>\n");
    for fact in &party.facts {
        element("dt", "", &fact.label, out);
        let lines: Vec<String> = fact.lines.iter().map(|line| escaped(line)).collect();
        out.push_str(&format!("<dd>{}</dd>\n", lines.join("<br>")));
    }
    out.push_str("</dl>\n</section>\n");
}

fn table(table: &Table, out: &mut String) {
    let class = if table.amounts { " class=\"amounts\"" } else { "" };
    out.push_str(&format!("<table{class}>\n"));
    element("caption", "", &table.caption, out);
    out.push_str("<thead><tr>");
    table.head.iter().for_each(|head| element("th", " scope=\"col\"", head, out));
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str(if row.total { "<tr class=\"total\">" } else { "<tr>" });
        element("th", " scope=\"row\"", &row.cells[0], out);
        element("td", "", &row.cells[1], out);
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
}

fn article(article: &Article, out: &mut String) {
    out.push_str("<section>\n");
    element("h2", &format!(" id=\"article-{}\"", article.number), &article.heading(), out);
    for block in &article.blocks {
        match block {
            Block::Paragraph(spans) => out.push_str(&format!("<p>{}</p>\n", phrase(spans))),
            Block::List(items) => {
                let items: String =
                    items.iter().map(|item| format!("<li>{}</li>\n", phrase(item))).collect();
                out.push_str(&format!("<ul>\n{items}</ul>\n"));
            }
        }
    }
    out.push_str("</section>\n");
}

fn closing(closing: &Closing, out: &mut String) {
    out.push_str("<section class=\"closing\">\n");
    element("p", "", &closing.statement, out);
    for signature in &closing.boxes {
        out.push_str("<div class=\"signature\">\n");
        element("p", " class=\"for\"", &signature.heading, out);
        signature.lines.iter().for_each(|line| element("p", "", line, out));
        if !signature.content.is_empty() {
            element("p", "", &signature.content, out);
        }
        out.push_str("</div>\n");
    }
    out.push_str("</section>\n");
}

fn phrase(spans: &[Span]) -> String {
    let weigh = |span: &Span| match span.strong {
        true => format!("<strong>{}</strong>", escaped(&span.text)),
        false => escaped(&span.text),
    };
    spans.iter().map(weigh).collect()
}

fn element(name: &str, attributes: &str, text: &str, out: &mut String) {
    out.push_str(&format!("<{name}{attributes}>{}</{name}>\n", escaped(text)));
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}
