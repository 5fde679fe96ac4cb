//! A list as Markdown: a heading, then each row as a quotation with its citation line and link.

use std::fmt::Write as _;

use super::{Listing, Row, Site};
use crate::web::twin::Twin;

pub(super) fn write(site: Site<'_>, listing: &Listing<'_>) -> String {
    let chrome = listing.chrome;
    let mut out = format!("# {}\n\n", escaped(&chrome.title));
    if !chrome.description.is_empty() {
        let _ = write!(out, "{}\n\n", escaped(&chrome.description));
    }
    let shown = listing.rows.len() as u64;
    let count = match listing.total {
        total if total == shown => format!("{total} in all"),
        total => format!("{shown} of {total}"),
    };
    let _ = writeln!(out, "{count}, from [this page]({}).", site.address(&chrome.path));
    for row in &listing.rows {
        write_row(&mut out, site, row);
    }
    if let Some(next) = listing.next {
        let _ = writeln!(out, "\n[Next page]({})", site.address(&Twin::Markdown.address(next)));
    }
    out
}

fn write_row(out: &mut String, site: Site<'_>, row: &Row) {
    let note = escaped(&row.note);
    if let Some(text) = &row.text {
        let permanent = link(site, "Permanent link", &row.href);
        let _ = write!(out, "\n> {}\n>\n> — {note}. {permanent}\n", escaped(text));
    } else {
        let _ = write!(out, "\n- {}", link(site, &row.title, &row.href));
        let _ = if note.is_empty() { writeln!(out) } else { writeln!(out, ": {note}") };
    }
}

/// A link with this text.
pub(in super::super) fn link(site: Site<'_>, text: &str, href: &str) -> String {
    format!("[{}]({})", escaped(text), site.address(href))
}

/// A text as one line that Markdown takes for text and nothing else.
pub(in super::super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|w| !w.is_empty())
        .collect();
    let line = words.join(" ");
    // At the start of a line, a number with a full stop or a parenthesis begins a list.
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in line.char_indices() {
        let markup = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '#' | '$' | '^' => {
                true
            }
            '-' | '+' | '=' => at == 0,
            '.' | ')' => (at > 0 && at == digits) || line[..at].ends_with("www"),
            ':' => at == 0 || line[at + 1..].starts_with("//"),
            _ => false,
        };
        if markup {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    use super::*;

    /// What a reader of Markdown sees, if there is nothing but one paragraph of text.
    fn seen(markdown: &str) -> Option<String> {
        let mut text = String::new();
        for event in Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
            match event {
                Event::Text(t) => text.push_str(&t),
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                _ => return None,
            }
        }
        Some(text)
    }

    proptest! {
        #[test]
        fn no_text_makes_markup(
            text in prop_oneof![
                any::<String>(),
                "[ -~]{0,40}",
                "([0-9]{0,3}[.)]|[-+*#=>~`_\\[\\]()!|:<&]|www\\.|https://a|\\[\\^1\\]: |a|b| |\n){0,12}",
            ],
        ) {
            let folded = text
                .split(|c: char| c.is_whitespace() || c.is_control())
                .filter(|w| !w.is_empty())
                .collect::<Vec<_>>()
                .join(" ");
            prop_assert_eq!(seen(&escaped(&text)), Some(folded));
        }
    }
}
