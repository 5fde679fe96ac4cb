//! What `pdftotext -bbox-layout` writes: pages of flows of blocks of lines of words, one tag a line.

use std::{borrow::Cow, io::BufRead};

use crate::read::entities;

/// Takes the words out of it, as lines; blocks are parted by an empty line, and pages end with form
/// feeds. Stops beyond `most` bytes.
pub(super) fn words(from: impl BufRead, most: usize) -> String {
    let mut text = String::new();
    for raw in from.split(b'\n') {
        let Ok(raw) = raw else { break };
        let line = String::from_utf8_lossy(&raw);
        let line = line.trim_start();
        if let Some(word) = word(line) {
            if !text.is_empty() && !text.ends_with(['\n', '\u{C}']) {
                text.push(' ');
            }
            // A font may give its signs the numbers of control characters.
            text.extend(word.chars().map(|c| if c.is_ascii_control() { ' ' } else { c }));
        } else if line.starts_with("</line>") || line.starts_with("</block>") {
            text.push('\n');
        } else if line.starts_with("</page>") {
            text.push('\u{C}');
        }
        if text.len() > most {
            break;
        }
    }
    text
}

fn word(line: &str) -> Option<Cow<'_, str>> {
    let (_, content) = line.strip_prefix("<word ")?.split_once('>')?;
    let content = content.strip_suffix("</word>").unwrap_or(content);
    Some(entities::resolved(content).unwrap_or(Cow::Borrowed(content)))
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_stand_in_lines_blocks_and_pages() {
        let layout = "<page>\n<block>\n<line>\n  <word xMin=\"1\">A&amp;B</word>\n  <word xMin=\"2\">c-</word>\n</line>\n<line>\n<word x=\"1\">d\u{1}</word>\n</line>\n</block>\n</page>\n";
        assert_eq!(words(layout.as_bytes(), 1000), "A&B c-\nd \n\n\u{C}");
        assert!(words(layout.repeat(1000).as_bytes(), 100).len() < 200);
    }
}
