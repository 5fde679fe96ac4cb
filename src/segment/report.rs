//! Reports: sentences by Unicode rules (UAX 29), mended where an abbreviation does not end one.

use icu_segmenter::{SentenceSegmenter, options::SentenceBreakInvariantOptions};

use super::{Part, Segment, abbreviation::continues};
use crate::{
    model::Locator,
    read::{BlockKind, Extracted},
};

pub(super) fn cut(
    extracted: &Extracted,
    clauses: &mut Vec<Segment>,
    headings: &mut Vec<(usize, usize)>,
) {
    let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    let mut paragraph = 0;
    for block in &extracted.blocks {
        if block.kind == BlockKind::Heading {
            headings.push((block.start, block.end));
            continue;
        }
        paragraph += 1;
        let text = &extracted.text[block.start..block.end];
        let mut sentence = 0;
        let mut start = 0;
        for end in segmenter.segment_str(text).skip(1) {
            if end < text.len() && continues(&text[start..end], &text[end..]) {
                continue;
            }
            let words = text[start..end].trim();
            if !words.is_empty() {
                let from = start + (text[start..end].len() - text[start..end].trim_start().len());
                sentence += 1;
                clauses.push(Segment {
                    locator: Locator::sentence(paragraph, sentence),
                    start: block.start + from,
                    end: block.start + from + words.len(),
                    part: Part::Body,
                    division: None,
                    language: None,
                });
            }
            start = end;
        }
    }
}
