//! What a service says to PostgreSQL when it is asked once, as a script that pgbench can say again and again.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// One statement with its values, as the server's log shows it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Statement {
    pub(crate) sql: String,
    /// Texts of values; `None` is NULL.
    values: Vec<Option<String>>,
}

/// A script for pgbench, and the variables that it wants.
#[derive(Debug, Default)]
pub(crate) struct Script {
    pub(crate) text: String,
    pub(crate) variables: BTreeMap<String, String>,
    pub(crate) statements: usize,
}

/// The transactions in a log, each from BEGIN to COMMIT, in the order of their ends.
pub(crate) fn transactions(log: &str) -> Vec<Vec<Statement>> {
    let mut underway: BTreeMap<&str, Vec<Statement>> = BTreeMap::new();
    let mut ended = Vec::new();
    for (process, kind, text) in entries(log) {
        let statements = underway.entry(process).or_default();
        match kind {
            "DETAIL" => {
                if let Some(last) = statements.last_mut() {
                    last.values = values(&text);
                }
            }
            _ if text == "BEGIN" => *statements = vec![Statement { sql: text, values: Vec::new() }],
            _ => {
                let is_last = text == "COMMIT";
                statements.push(Statement { sql: text, values: Vec::new() });
                if is_last {
                    ended.push(std::mem::take(statements));
                }
            }
        }
    }
    ended
}

/// Statements and their details: who, which, what.
fn entries(log: &str) -> Vec<(&str, &str, String)> {
    let mut entries: Vec<(&str, &str, String)> = Vec::new();
    for line in log.lines() {
        if let Some(more) = line.strip_prefix('\t') {
            if let Some(last) = entries.last_mut() {
                last.2.push('\n');
                last.2.push_str(more);
            }
        } else if let Some((process, kind, text)) = entry(line) {
            entries.push((process, kind, text.to_owned()));
        }
    }
    entries
}

/// `<time> [<process>] LOG:  statement: BEGIN`, `… LOG:  execute <name>: …` or `… DETAIL:  parameters: …`.
fn entry(line: &str) -> Option<(&str, &str, &str)> {
    let (process, rest) = line.split_once('[')?.1.split_once("] ")?;
    let (kind, text) = rest.split_once(":  ")?;
    let text = match kind {
        "LOG" => {
            let (how, sql) = text.split_once(": ")?;
            (how == "statement" || how.starts_with("execute ")).then_some(sql)?
        }
        "DETAIL" => text.strip_prefix("parameters: ")?,
        _ => return None,
    };
    Some((process, kind, text))
}

/// `$1 = 'it''s', $2 = NULL`.
fn values(mut text: &str) -> Vec<Option<String>> {
    let mut values = Vec::new();
    while let Some((_, rest)) = text.split_once(" = ") {
        let Some(quoted) = rest.strip_prefix('\'') else {
            values.push(None);
            text = rest.strip_prefix("NULL").unwrap_or_default();
            continue;
        };
        let end = end_of(quoted);
        values.push(Some(quoted[..end].replace("''", "'")));
        text = &quoted[end + 1..];
    }
    values
}

/// Where the quote ends that is not doubled.
fn end_of(quoted: &str) -> usize {
    let (bytes, mut place) = (quoted.as_bytes(), 0);
    while place < bytes.len() {
        match (bytes[place], bytes.get(place + 1)) {
            (b'\'', Some(b'\'')) => place += 2,
            (b'\'', _) => break,
            _ => place += 1,
        }
    }
    place
}

/// A script of these statements. Whatever of `unique` stands in a value is another text in each turn.
pub(crate) fn script(statements: &[Statement], unique: &[String]) -> Script {
    let mut script = Script { statements: statements.len(), ..Script::default() };
    for (place, _) in unique.iter().enumerate() {
        writeln!(script.text, "\\set u{place} random(100000000000000000, 900000000000000000)")
            .unwrap();
    }
    for statement in statements {
        let mut sql = statement.sql.replace('\n', " ");
        for (place, value) in statement.values.iter().enumerate().rev() {
            let written = written(value.as_deref(), unique, &mut script.variables);
            sql = sql.replace(&format!("${}", place + 1), &written);
        }
        writeln!(script.text, "{sql};").unwrap();
    }
    script
}

/// A value as an expression of SQL: the text is a variable, because pgbench reads colons in literals.
fn written(
    value: Option<&str>,
    unique: &[String],
    variables: &mut BTreeMap<String, String>,
) -> String {
    let Some(value) = value else { return "NULL".to_owned() };
    let name = format!("v{}", variables.len());
    let mut written = format!(":{name}");
    for (place, text) in unique.iter().enumerate() {
        if value.contains(text.as_str()) {
            written = format!("replace({written}, '{text}', :u{place})");
        }
    }
    variables.insert(name, value.to_owned());
    written
}

/// Every id in the values: 32 hexadecimal digits, with or without hyphens.
pub(crate) fn ids(statements: &[Statement]) -> Vec<String> {
    let mut found = Vec::new();
    for value in statements.iter().flat_map(|statement| statement.values.iter().flatten()) {
        let words = value.split(|c: char| !c.is_ascii_hexdigit() && c != '-');
        for word in words.filter(|word| word.replace('-', "").len() == 32) {
            if !found.iter().any(|known| known == word) {
                found.push(word.to_owned());
            }
        }
    }
    found
}
