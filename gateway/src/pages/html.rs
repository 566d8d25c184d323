//! The frame of the gateway's own pages.

use parvis_kernel::Locale;

const STYLE: &str = "\
:root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif; }
body { max-width: 44rem; margin: 0 auto; padding: 3rem 1.25rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; }
code { font: .9em ui-monospace, monospace; }
table { border-collapse: collapse; width: 100%; margin: 1.5rem 0; }
th, td { text-align: left; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid #8884; }
td { vertical-align: top; overflow-wrap: anywhere; }
.quiet { opacity: .7; }
";

/// A whole page around `content`, which is HTML already.
pub(super) fn page(locale: Locale, title: &str, content: &str) -> String {
    let (lang, title) = (locale.tag(), escape(title));
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title} · Parvis</title>\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n<main>\n<h1>{title}</h1>\n{content}\n</main>\n</body>\n</html>\n"
    )
}

/// A table with a heading line; the cells are HTML already.
pub(super) fn table<const N: usize>(
    head: [&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> String {
    let head = head.join("</th><th>");
    let rows = rows.map(|row| row.join("</td><td>")).collect::<Vec<_>>();
    let rows = rows.join("</td></tr>\n<tr><td>");
    format!(
        "<table>\n<thead><tr><th>{head}</th></tr></thead>\n\
         <tbody>\n<tr><td>{rows}</td></tr>\n</tbody>\n</table>"
    )
}

/// Text made harmless within HTML.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
