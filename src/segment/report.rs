//! Reports: each sentence is a clause.

use super::{Part, Segment, sentence::Sentences};
use crate::{
    model::Locator,
    read::{BlockKind, Extracted},
};

pub(super) fn cut(
    extracted: &Extracted,
    clauses: &mut Vec<Segment>,
    headings: &mut Vec<(usize, usize)>,
) {
    let sentences = Sentences::new();
    let mut paragraph = 0;
    for block in &extracted.blocks {
        if block.kind == BlockKind::Heading {
            headings.push((block.start, block.end));
            continue;
        }
        paragraph += 1;
        for (n, (start, end)) in (1..).zip(sentences.of(&extracted.text, block.start, block.end)) {
            clauses.push(Segment {
                locator: Locator::sentence(paragraph, n),
                start,
                end,
                part: Part::Body,
                division: None,
                language: None,
            });
        }
    }
}
