//! Divisions that the input itself marks up.

use super::{
    closing, label,
    number::{self, Number},
    tree::Node,
    words::fold,
};
use crate::{
    model::Unit,
    read::{BlockKind, Extracted, Mark},
};

/// The divisions of a text with marks: exactly its marks.
pub(super) fn build(extracted: &Extracted) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::with_capacity(extracted.marks.len());
    let mut open: Vec<usize> = Vec::new();
    let len = extracted.text.len();
    for mark in &extracted.marks {
        let (start, end) = (mark.start.min(len), mark.end.min(len).max(mark.start.min(len)));
        while open.last().is_some_and(|i| {
            nodes[*i].end <= start
                && !(start == end && nodes[*i].end == start && nodes[*i].start < start)
        }) {
            open.pop();
        }
        let mut node = Node::new(mark.unit, start, end);
        node.parent = open.last().copied();
        node.number = mark.num.as_deref().and_then(|n| number_of(mark.unit, n));
        node.label = mark.num.clone().unwrap_or_default();
        node.heading.clone_from(&mark.heading);
        let at = extracted.blocks.partition_point(|b| b.start < start);
        if (mark.num.is_some() || mark.heading.is_some())
            && let Some(block) = extracted
                .blocks
                .get(at)
                .filter(|b| b.start == start && b.end <= end && b.kind == BlockKind::Heading)
        {
            node.titled = Some((block.start, block.end));
            node.body = block.end;
        }
        if mark.unit == Unit::Article && node.number.is_none() {
            let around = node.parent.and_then(|p| nodes[p].heading.as_deref());
            node.named_as = named_as(mark, around);
        }
        if mark.unit == Unit::Section && mark.heading.as_deref() == Some("meta") {
            node.named_as = Some("meta");
        }
        open.push(nodes.len());
        nodes.push(node);
    }
    name_the_ends(&extracted.text, &mut nodes);
    nodes
}

/// Some inputs mark up all text as articles. One without number and heading that stands before all
/// that have them is the preamble; one behind them that begins as closing words do is these.
fn name_the_ends(text: &str, nodes: &mut [Node]) {
    let is_named = |node: &Node| {
        (!node.label.is_empty() || node.heading.is_some()) && node.named_as != Some("meta")
    };
    let first = nodes.iter().find(|node| is_named(node)).map(|node| node.start);
    let last = nodes.iter().rev().find(|node| is_named(node)).map(|node| node.end);
    let (Some(first), Some(last)) = (first, last) else { return };
    for node in nodes.iter_mut().filter(|n| n.unit == Unit::Article && !is_named(n)) {
        if node.end <= first {
            node.named_as = Some("preamble");
        } else if node.start >= last && closing::opens(text[node.body..node.end].trim_start()) {
            node.named_as = Some("conclusions");
        }
    }
}

/// The number in what the input gives as one: "ARTICLE 10", "(a)", "IV".
fn number_of(unit: Unit, written: &str) -> Option<Number> {
    let text = written.trim().trim_start_matches(['(', '§', ' ']);
    let labelled = label::labels(text, true).into_iter().next();
    if let Some((_, readings, _)) = labelled
        && let Some(reading) = readings.into_iter().flatten().find(|r| !r.glued)
    {
        return Some(reading.number);
    }
    if let Some(reading) = number::reading(text) {
        return Some(reading.number);
    }
    let bare = text.split_once(' ').map_or(text, |(_, n)| n);
    let eid =
        number::clean(if matches!(unit, Unit::Point | Unit::Paragraph) { text } else { bare });
    (!eid.is_empty()).then_some(Number { eid, major: 0, value: 0, addition: 0 })
}

/// What an article without number is: the preamble, the conclusions, or just an article.
fn named_as(mark: &Mark, around: Option<&str>) -> Option<&'static str> {
    [mark.heading.as_deref(), mark.num.as_deref(), around].into_iter().flatten().find_map(|name| {
        let folded = fold(name.trim());
        if folded.contains("preamb") || folded.contains("преамбула") {
            Some("preamble")
        } else if ["conclusi", "signatur", "testimoni", "firmas", "заключ"]
            .iter()
            .any(|w| folded.contains(w))
        {
            Some("conclusions")
        } else {
            None
        }
    })
}
