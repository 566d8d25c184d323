//! The contract as a reader sees it: parties, tables, articles and the place to sign.
//!
//! The page and the PDF are both made from this one value, so they cannot say different things.
//! Its text is in NFC and holds only characters that the contract's typeface can show.

/// A contract, in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The contract's public number.
    pub number: String,
    /// What kind of contract it is.
    pub title: String,
    /// Which service it is about.
    pub subtitle: String,
    /// The number and the date in words.
    pub reference: String,
    /// The provider, then the customer.
    pub parties: [Party; 2],
    /// The commercial terms and the prices.
    pub tables: Vec<Table>,
    /// Remarks under the tables, such as how the VAT number was verified.
    pub notes: Vec<String>,
    /// The articles, numbered from 1.
    pub articles: Vec<Article>,
    /// The last words and the signature boxes.
    pub closing: Closing,
}

/// One of the two sides of the contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The name the contract gives it: the provider or the customer.
    pub role: String,
    /// Its legal name.
    pub name: String,
    /// Its particulars.
    pub particulars: Vec<Particular>,
}

/// A labelled particular of a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Particular {
    /// What it is.
    pub label: String,
    /// Its lines, at least one.
    pub lines: Vec<String>,
}

/// A table; the first cell of each row names the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The heading above it.
    pub caption: String,
    /// The heads of its two columns.
    pub head: [String; 2],
    /// Its rows.
    pub rows: Vec<Row>,
    /// Whether the second column holds amounts, which are set flush right.
    pub amounts: bool,
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Name and value.
    pub cells: [String; 2],
    /// Whether it sums up the rows above it.
    pub total: bool,
}

/// A numbered article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Its number, from 1.
    pub number: usize,
    /// Its title, without the number.
    pub title: String,
    /// Its paragraphs and lists.
    pub blocks: Vec<Block>,
}

/// A paragraph or a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Running text.
    Paragraph(Phrase),
    /// Items without numbers.
    List(Vec<Phrase>),
}

/// Text in one or more weights.
pub type Phrase = Vec<Span>;

/// A piece of text in one weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The literal text.
    pub text: String,
    /// Whether it is set bold.
    pub strong: bool,
}

/// The end of the contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// How the contract is concluded.
    pub statement: String,
    /// The provider's box, then the customer's.
    pub boxes: [SignatureBox; 2],
}

/// Where a party is bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureBox {
    /// On whose behalf.
    pub heading: String,
    /// Legal name and representative.
    pub lines: Vec<String>,
    /// What stands inside the box already; empty where a signature goes.
    pub content: String,
}

impl Article {
    /// The heading, `Article N. Title`.
    pub fn heading(&self) -> String {
        format!("Article {}. {}", self.number, self.title)
    }

    /// How many words the article has under its heading.
    pub fn words(&self) -> usize {
        let mut text = String::new();
        for block in &self.blocks {
            block.push_text(&mut text);
        }
        text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
    }
}

/// What stands before each item of a list.
pub(super) const BULLET: &str = "•";

impl Block {
    fn push_text(&self, out: &mut String) {
        match self {
            Self::Paragraph(phrase) => push_phrase("", phrase, out),
            Self::List(items) => {
                for item in items {
                    push_phrase(&format!("{BULLET} "), item, out);
                }
            }
        }
    }
}

fn push_phrase(lead: &str, phrase: &[Span], out: &mut String) {
    out.push_str(lead);
    out.extend(phrase.iter().map(|span| span.text.as_str()));
    out.push('\n');
}

impl Document {
    /// The whole contract as plain text, one line per paragraph, cell or heading, in the order in
    /// which the PDF sets it.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for line in [&self.subtitle, &self.title, &self.reference] {
            push_line(line, &mut out);
        }
        for party in &self.parties {
            party.push_text(&mut out);
        }
        for table in &self.tables {
            table.push_text(&mut out);
        }
        for note in &self.notes {
            push_line(note, &mut out);
        }
        for article in &self.articles {
            push_line(&article.heading(), &mut out);
            for block in &article.blocks {
                block.push_text(&mut out);
            }
        }
        self.closing.push_text(&mut out);
        out
    }
}

impl Party {
    fn push_text(&self, out: &mut String) {
        push_line(&self.role, out);
        push_line(&self.name, out);
        for particular in &self.particulars {
            push_line(&particular.label, out);
            for line in &particular.lines {
                push_line(line, out);
            }
        }
    }
}

impl Table {
    fn push_text(&self, out: &mut String) {
        push_line(&self.caption, out);
        let rows = self.rows.iter().map(|row| &row.cells);
        for cell in std::iter::once(&self.head).chain(rows).flatten() {
            push_line(cell, out);
        }
    }
}

impl Closing {
    fn push_text(&self, out: &mut String) {
        push_line(&self.statement, out);
        for signature in &self.boxes {
            push_line(&signature.heading, out);
            for line in &signature.lines {
                push_line(line, out);
            }
            push_line(&signature.content, out);
        }
    }
}

fn push_line(line: &str, out: &mut String) {
    if !line.is_empty() {
        out.push_str(line);
        out.push('\n');
    }
}
