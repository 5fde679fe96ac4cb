//! The lines of a text, with what their surroundings say of them.

use crate::read::{BlockKind, Extracted};

/// One line with words in it, without surrounding white space and Markdown marks.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "independent observations, not a state")]
pub(super) struct Line {
    /// First byte.
    pub(super) start: usize,
    /// The byte after the last.
    pub(super) end: usize,
    /// Whether the reader, or a mark at its start, calls it a heading.
    pub(super) heading: bool,
    /// Whether it opens an item of a list.
    pub(super) item: bool,
    /// Whether an empty line or another paragraph's end is before it.
    pub(super) gap: bool,
    /// Whether the reader holds it for the same paragraph as the line before.
    pub(super) continues: bool,
}

/// A text as lines.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    pub(super) text: &'a str,
    pub(super) all: Vec<Line>,
    /// The most characters a line has where sentences break at a margin; `None` where each line is
    /// a paragraph.
    pub(super) margin: Option<usize>,
    /// Whether the whole text is in lower case (but for some headings).
    pub(super) lower: bool,
}

/// Longer lines are never wrapped ones.
const WIDEST_MARGIN: usize = 170;

impl<'a> Lines<'a> {
    pub(super) fn of(extracted: &'a Extracted) -> Self {
        let text = extracted.text.as_str();
        let mut all = Vec::new();
        let mut before = 0;
        for block in &extracted.blocks {
            let mut at = block.start;
            for (i, line) in text[block.start..block.end].split('\n').enumerate() {
                let bare = line.trim_start();
                let words = bare.trim_start_matches(['#', '*', '_', '>', '|']).trim_start();
                let kept = words.trim_end().trim_end_matches(['*', '_', '#']).trim_end();
                if !kept.is_empty() {
                    let start = at + (line.len() - words.len());
                    let between = &text[before..start];
                    all.push(Line {
                        start,
                        end: start + kept.len(),
                        heading: block.kind == BlockKind::Heading || bare.starts_with('#'),
                        item: block.kind == BlockKind::Item && i == 0,
                        gap: between.bytes().filter(|b| *b == b'\n').count() > 1,
                        continues: i > 0 && block.kind != BlockKind::Heading,
                    });
                    before = start + kept.len();
                }
                at += line.len() + 1;
            }
        }
        // A title over several lines.
        let mut i = 1;
        while i < all.len() && all[i - 1].heading && !all[i].gap && is_capital(text, &all[i]) {
            all[i].heading = true;
            i += 1;
        }
        let lower = is_lower(text);
        let margin = margin(text, &all);
        Self { text, all, margin, lower }
    }

    /// The words of a line.
    pub(super) fn words(&self, i: usize) -> &'a str {
        self.all.get(i).map_or("", |l| &self.text[l.start..l.end])
    }

    /// The first line that ends after a byte.
    pub(super) fn at(&self, byte: usize) -> usize {
        self.all.partition_point(|l| l.end <= byte)
    }
}

/// Whether a line ends as a sentence or a part of an enumeration does.
pub(super) fn ends_closed(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '»', ')', ']', ' '])
        .ends_with(['.', ';', ':', '!', '?', '。', '；', '؛', '؟', '।'])
}

fn is_capital(text: &str, line: &Line) -> bool {
    let words = &text[line.start..line.end];
    words.contains(char::is_uppercase) && !words.contains(char::is_lowercase)
}

/// Whether sentences and names begin with small letters: only words wholly in capitals have large
/// ones.
fn is_lower(text: &str) -> bool {
    let (mut small, mut large) = (0_usize, 0_usize);
    let mut before = ' ';
    for c in text.chars().take(200_000) {
        small += usize::from(c.is_lowercase());
        large += usize::from(before.is_uppercase() && c.is_lowercase());
        before = c;
    }
    small > 200 && large * 100 < small
}

fn margin(text: &str, lines: &[Line]) -> Option<usize> {
    let mut lengths: Vec<usize> = lines
        .iter()
        .filter(|l| l.end - l.start < WIDEST_MARGIN * 4)
        .map(|l| text[l.start..l.end].chars().count())
        .collect();
    if lengths.len() < 8 || lengths.len() * 20 < lines.len() * 19 {
        return None;
    }
    lengths.sort_unstable();
    let widest = lengths[lengths.len() * 19 / 20];
    let broken = lines
        .windows(2)
        .filter(|w| !w[1].gap && !w[1].item && !ends_closed(&text[w[0].start..w[0].end]))
        .filter(|w| text[w[1].start..w[1].end].starts_with(char::is_lowercase))
        .count();
    (widest <= WIDEST_MARGIN && broken * 5 >= lines.len()).then_some(widest)
}
