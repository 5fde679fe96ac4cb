//! Treaty texts: divisions, paragraphs and points, with Akoma Ntoso eIds.
//!
//! The way of a text: [`mod@line`] sees lines; [`heading`] and [`running`] find what may be headings, by
//! their [`label`]; [`sequence`] decides which are articles, [`heads`] which are headings; [`contents`] takes tables of contents out; [`component`]
//! finds versions and attached instruments; [`tree`] nests divisions (or [`marks`], where the input
//! marks them up); [`eid`] names them; [`cutter`] has what stands in each cut by [`leaf`], [`recital`]
//! or, for what [`closing`] found, paragraph by paragraph. In a leaf, [`enumerator`] and [`sign`] find
//! what may number a paragraph, and [`points`] decides how it nests.

mod closing;
mod component;
mod contents;
mod cutter;
mod eid;
mod enumerator;
mod heading;
mod heads;
mod label;
mod leaf;
mod line;
mod marks;
mod number;
mod numeral;
mod points;
mod recital;
mod running;
mod sequence;
mod sign;
mod tree;
mod words;

#[cfg(test)]
mod tests;

use super::{Segment, Segments, fill};
use crate::{
    model::{Division, Locator, Unit},
    read::Extracted,
};
pub(crate) use closing::opens as opens_closing;
use line::Lines;
pub(crate) use recital::opens as opens_recital;
use tree::Node;

pub(super) fn cut(extracted: &Extracted) -> Segments {
    let lines = Lines::of(extracted);
    let mut warnings = Vec::new();
    let (nodes, tables) = if extracted.marks.is_empty() {
        let mut heads = heads::of(&lines);
        let tables = contents::take_out(&lines, &mut heads);
        for k in 0..heads.len() {
            let until = heads.get(k + 1).map_or(lines.text.len(), |h| h.start);
            heads::name_below(&lines, &mut heads[k], until);
        }
        component::instruments(&lines, &mut heads);
        let components = component::find(&lines, &mut heads);
        if !heads.iter().any(|h| h.unit == Unit::Article) {
            warnings.push("no article headings were found: it is cut into paragraphs".to_owned());
        }
        (tree::build(&lines, &heads, &components), tables)
    } else {
        (marks::build(extracted), Vec::new())
    };
    if !tables.is_empty() {
        warnings.push("a table of contents is left out of the clauses".to_owned());
    }
    let eids = eid::assign(&nodes);
    let (clauses, headings) = cutter::cut(&lines, &nodes, &eids, tables);
    let (clauses, headings) = apart(clauses, headings);
    let outline = fill(extracted.text.len(), &clauses, &headings);
    let divisions = divisions(nodes, eids);
    Segments { clauses, outline, divisions, warnings }
}

/// Whether a document is a treaty's own text: at least three article headings stand in it in
/// sequence, or it has a preamble's and a testimonium's words, or the courtesies of diplomatic notes.
#[must_use]
pub fn is_treaty_text(extracted: &Extracted) -> bool {
    if extracted.marks.iter().any(|m| m.unit == Unit::Article) {
        return true;
    }
    let lines = Lines::of(extracted);
    let heads = heads::of(&lines);
    let (mut run, mut expected) = (0, 1);
    for number in heads
        .iter()
        .filter(|h| h.unit == Unit::Article && h.own >= 5)
        .filter_map(|h| h.number.as_ref())
    {
        run = if number.value == expected && run > 0 { run + 1 } else { 1 };
        if run >= 3 {
            return true;
        }
        expected = number.value + 1;
    }
    let agreed = lines.all.iter().take(200).any(|l| {
        let words = &lines.text[l.start..l.end];
        let tail: String =
            words.chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
        let folded = words::fold(&tail);
        [
            "have agreed",
            "hereby agree",
            "sont convenus",
            "han convenido",
            "zijn overeengekomen",
            "договорились о",
        ]
        .iter()
        .any(|w| folded.contains(w))
    });
    is_exchange(&extracted.text)
        || agreed
            && lines.all.iter().any(|l| {
                let words = &lines.text[l.start..l.end];
                closing::opens(words)
                    && words::fold(&words.chars().take(12).collect::<String>())
                        .starts_with(['i', 'e', 'z', 't', 'в'])
            })
}

/// Whether a text is an exchange of notes: each opens and ends with a courtesy that reports do not
/// have, and says that it makes an agreement.
fn is_exchange(text: &str) -> bool {
    const COURTESIES: [(&[&str], &[&str], &[&str]); 3] = [
        (
            &["have the honour to", "have the honor to", "has the honour to", "has the honor to"],
            &[
                "renew to",
                "assurance of my high",
                "assurances of my high",
                "assurances of its high",
            ],
            &["agreement", "understanding", "arrangement"],
        ),
        (
            &["ai l'honneur de", "a l'honneur de", "ai l’honneur de", "a l’honneur de"],
            &["haute considération"],
            &["accord", "entente", "arrangement"],
        ),
        (
            &["tengo el honor de", "tengo a honra"],
            &["alta consideración", "distinguida consideración"],
            &["acuerdo", "convenio"],
        ),
    ];
    /// Notes are short.
    const LONGEST: usize = 100_000;
    if text.len() > LONGEST {
        return false;
    }
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let has = |any: &[&str]| any.iter().any(|words| folded.contains(words));
    COURTESIES.iter().any(|(opening, ending, made)| has(opening) && has(ending) && has(made))
}

/// Clauses and headings in order and without overlap, whatever marks said.
fn apart(
    mut clauses: Vec<Segment>,
    mut headings: Vec<(usize, usize)>,
) -> (Vec<Segment>, Vec<(usize, usize)>) {
    clauses.sort_by_key(|c| (c.start, c.end));
    let mut at = 0;
    clauses.retain(|c| {
        let fits = c.start >= at && c.start < c.end;
        if fits {
            at = c.end;
        }
        fits
    });
    headings.sort_unstable();
    let mut at = 0;
    headings.retain(|(start, end)| {
        let next = clauses.partition_point(|c| c.end <= *start);
        let free = clauses.get(next).is_none_or(|c| c.start >= *end);
        let fits = *start >= at && start < end && free;
        if fits {
            at = *end;
        }
        fits
    });
    (clauses, headings)
}

fn divisions(nodes: Vec<Node>, eids: Vec<Option<Locator>>) -> Vec<Division> {
    nodes
        .into_iter()
        .zip(eids)
        .filter_map(|(node, eid)| {
            Some(Division {
                locator: eid?,
                unit: node.unit,
                label: node.label,
                heading: node.heading,
                parent: node.parent.and_then(|p| u32::try_from(p).ok()),
                start: node.start,
                end: node.end,
            })
        })
        .collect()
}
