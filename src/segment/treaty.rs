//! Treaty texts: divisions, paragraphs and points, with Akoma Ntoso eIds.

use super::Segments;
use crate::read::Extracted;

pub(super) fn cut(extracted: &Extracted) -> Segments {
    super::report(extracted)
}

/// Whether a document is a treaty's own text: at least three article headings stand in it in sequence.
#[must_use]
pub fn is_treaty_text(extracted: &Extracted) -> bool {
    let mut next = 1;
    for block in &extracted.blocks {
        let mut words = extracted.text[block.start..block.end].split_whitespace();
        let heading =
            words.next().is_some_and(|w| ["article", "art."].contains(&w.to_lowercase().as_str()));
        let number = words.next().map(|w| w.trim_end_matches(['.', ':', ')', '-', '–']));
        let expected = [next.to_string(), roman(next).to_owned()];
        if heading && number.is_some_and(|n| !n.is_empty() && expected.iter().any(|e| e == n)) {
            next += 1;
        }
    }
    next > 3
}

/// The first Roman numerals: enough to see a sequence begin.
fn roman(n: usize) -> &'static str {
    ["", "I", "II", "III", "IV", "V"].get(n).copied().unwrap_or_default()
}
