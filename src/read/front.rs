//! The front matter of Markdown files: what their writers' programs keep there, before the text.

use super::{Removed, characters, tell};

/// A longer one is text between rules.
const LINES: usize = 100;

/// Takes front matter out of a text: what stands between a first line `---` and the next such line,
/// where these are keys with their values. Gives the title that it states.
pub(super) fn take(text: &mut String, removed: &mut Vec<Removed>) -> Option<String> {
    let from = text.len() - text.trim_start().len();
    let rest = text[from..].strip_prefix("---\n")?;
    let start = from + 4;
    let mut end = start;
    let mut lines: Vec<&str> = Vec::new();
    for line in rest.split_inclusive('\n').take(LINES) {
        end += line.len();
        let words = line.trim_end();
        if words == "---" || words == "..." {
            if !lines.iter().any(|l| key(l).is_some()) {
                return None;
            }
            let title = title(&lines);
            tell(removed, "front matter", characters(&text[from..end]));
            text.replace_range(from..end, "");
            return title;
        }
        let below = words.is_empty() || words.starts_with([' ', '\t', '-', '#']);
        if !below && key(words).is_none() || below && lines.is_empty() {
            return None;
        }
        lines.push(words);
    }
    None
}

/// A line's key and what is behind its colon.
fn key(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let named = key.starts_with(char::is_alphabetic)
        && key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    (named && (value.is_empty() || value.starts_with(' '))).then_some((key, value.trim()))
}

fn title(lines: &[&str]) -> Option<String> {
    let at =
        lines.iter().position(|l| key(l).is_some_and(|(k, _)| k.eq_ignore_ascii_case("title")))?;
    let mut title = key(lines[at])?.1.to_owned();
    for line in lines[at + 1..].iter().take_while(|l| l.starts_with([' ', '\t'])) {
        title.push(' ');
        title.push_str(line.trim());
    }
    let title = title.trim_matches(['"', '\'', ' ', '|', '>']);
    (!title.is_empty()).then(|| title.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::read::read;

    #[test]
    fn front_matter_is_no_text_and_its_title_is_the_last_resort() {
        let text = "---\nTitle: Pact on\n  Lanterns\ntags:\n  - night\n\nslug: pact\n---\n\nThe Parties agree.\n";
        let e = read("a.md", text.as_bytes()).unwrap();
        assert_eq!(e.text.trim(), "The Parties agree.");
        assert_eq!(e.metadata.title.as_deref(), Some("Pact on Lanterns"));
        assert!(e.is_conserved());
        let headed = read("a.md", b"---\ntitle: draft 3\n---\n# Pact\n\nThey agree.\n").unwrap();
        assert_eq!(headed.title(), Some("Pact"));
        assert_eq!(headed.metadata.title, None);
    }

    #[test]
    fn a_rule_at_the_start_of_a_text_is_no_front_matter() {
        for text in
            ["---\nThe Parties agree.\n---\nAll of them.\n", "---\n\nNote: all agree.\n---\n"]
        {
            let e = read("a.md", text.as_bytes()).unwrap();
            assert!(e.text.contains("agree"), "{text}");
            assert!(e.is_conserved());
        }
    }
}
