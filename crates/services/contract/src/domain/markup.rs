//! The small markup of the article texts: a title, paragraphs, lists, bold and escapes.
//!
//! A backslash makes the next character literal. Values are escaped with [`escaped`] before they
//! enter a text, so nothing in them is ever read as markup or touched by French spacing.

use super::document::{Block, Phrase, Span};
use super::french;

/// The title of a text and its blocks.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parsed {
    pub(super) title: String,
    pub(super) blocks: Vec<Block>,
}

/// Reads a text whose first line is `# Title`; blank lines part paragraphs and lists.
pub(super) fn parse(source: &str) -> Parsed {
    let spaced = french::spaced(source);
    let mut lines = spaced.trim_start().lines();
    let title = lines.next().unwrap_or_default().trim_start_matches("# ");
    let mut open = Open { blocks: Vec::new(), lines: Vec::new() };
    for line in lines {
        open.take(line.trim_matches([' ', '\t', '\r']));
    }
    open.close();
    Parsed { title: plain(title), blocks: open.blocks }
}

/// The same text with a backslash before everything but letters and digits; a line break or a tab
/// becomes a literal space.
pub(super) fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len() * 2);
    for c in value.chars() {
        let c = if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
        if !c.is_alphanumeric() {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The paragraph or list that is being read.
struct Open<'a> {
    blocks: Vec<Block>,
    lines: Vec<&'a str>,
}

impl<'a> Open<'a> {
    fn take(&mut self, line: &'a str) {
        if line.is_empty() {
            self.close();
        } else {
            self.lines.push(line);
        }
    }

    fn close(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        let Some(first) = lines.first() else { return };
        let block = if first.starts_with("- ") {
            Block::List(items(&lines).iter().map(|item| phrase(item)).collect())
        } else {
            Block::Paragraph(phrase(&lines.join(" ")))
        };
        self.blocks.push(block);
    }
}

fn items(lines: &[&str]) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for line in lines {
        match (line.strip_prefix("- "), items.last_mut()) {
            (Some(item), _) => items.push(item.to_owned()),
            (None, Some(last)) => *last = format!("{last} {line}"),
            (None, None) => items.push((*line).to_owned()),
        }
    }
    items
}

fn phrase(source: &str) -> Phrase {
    let mut spans = Vec::new();
    let mut span = Span { text: String::new(), strong: false };
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '*' && chars.peek() == Some(&'*') {
            chars.next();
            let next = Span { text: String::new(), strong: !span.strong };
            spans.push(std::mem::replace(&mut span, next));
        } else if c == '\\' {
            span.text.extend(chars.next());
        } else {
            span.text.push(c);
        }
    }
    spans.push(span);
    spans.retain(|span| !span.text.is_empty());
    spans
}

fn plain(source: &str) -> String {
    phrase(source).into_iter().map(|span| span.text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str, strong: bool) -> Span {
        Span { text: text.into(), strong }
    }

    #[test]
    fn a_text_has_a_title_paragraphs_and_lists() {
        let parsed = parse("# Objet\n\nUn **mot** gras\nsuivi.\n\n- un\n- deux\n  suite\n");
        assert_eq!(parsed.title, "Objet");
        let paragraph = vec![span("Un ", false), span("mot", true), span(" gras suivi.", false)];
        let list = vec![vec![span("un", false)], vec![span("deux suite", false)]];
        assert_eq!(parsed.blocks, [Block::Paragraph(paragraph), Block::List(list)]);
    }

    #[test]
    fn an_escaped_value_comes_back_as_it_was() {
        for value in ["- **A** \\ {{ x }} : « b » ; O'Neil", "# x", "a - b", "<b>&amp;</b>"] {
            let parsed = parse(&format!("# T\n\n{}", escaped(value)));
            assert_eq!(parsed.blocks, [Block::Paragraph(vec![span(value, false)])]);
        }
    }
}
