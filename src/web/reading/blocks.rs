//! Headings and passages of a page of the reading view, in document order.

use std::collections::{HashMap, HashSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    address::View,
    filter::{Filter, Treats},
    pages::Pages,
};
use crate::{
    model::{ClauseRecord, Locator, Outline, OutlineKind},
    store::{DivisionRecord, Reading},
    web::{
        AppState,
        marks::{Mark, Token, marked, marks},
        view::ClauseItem,
    },
};

/// A heading of the text.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SourceHeading")]
pub(super) struct Heading {
    /// Its words.
    pub(super) text: String,
    /// The rank of its element, 2 to 6.
    pub(super) rank: usize,
    /// The division's eId, where no passage has the same.
    pub(super) anchor: Option<Locator>,
}

/// A passage in its text.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SourcePassage")]
pub(super) struct Passage {
    #[serde(flatten)]
    pub(super) item: ClauseItem,
    /// What is marked in it.
    pub(super) marks: Vec<Mark>,
    #[serde(skip)]
    pub(super) tokens: Vec<Token>,
    /// Where a subject is chosen and the passage treats it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) treats: Option<Treats>,
}

/// A block of the reading view.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SourceBlock")]
pub(super) struct Block {
    /// The heading, where this is one.
    pub(super) heading: Option<Heading>,
    /// The sentences of a paragraph; one paragraph or point of a treaty text.
    pub(super) clauses: Vec<Passage>,
    /// How deep in points of points it stands.
    pub(super) indent: usize,
}

/// The blocks of a page of a view, of which `reading` has the passages; the document's own title is
/// the page's.
pub(super) fn blocks(
    state: &AppState,
    reading: &Reading,
    (view, pages, page): (&View, &Pages, usize),
    filter: Option<&Filter>,
) -> Vec<Block> {
    let (shown, bytes) = (view.shown(), pages.bytes(page));
    let title = &reading.record.source.title;
    let here = |o: &&Outline| o.kind == OutlineKind::Heading && bytes.contains(&o.start);
    let mut headings = reading.outline.iter().filter(here).peekable();
    let names = Names::of(reading, &pages.divisions, &pages.depths);
    let passage = |clause: &ClauseRecord| {
        let marks = marks(&clause.annotations, &shown);
        let references = pages.references((view, page), clause);
        Passage {
            item: ClauseItem::of(state, clause),
            tokens: marked(&clause.text, &marks, &references),
            marks,
            treats: filter.and_then(|f| f.treats(clause.order)),
        }
    };
    let mut blocks: Vec<Block> = Vec::new();
    for clause in &reading.clauses {
        while let Some(o) = headings.next_if(|o| o.start < clause.start) {
            blocks.extend(names.heading(reading, o, title));
        }
        let passage = passage(clause);
        match blocks.last_mut() {
            Some(block) if continues(block, &clause.locator) => block.clauses.push(passage),
            _ => {
                let indent = clause.locator.points();
                blocks.push(Block { heading: None, clauses: vec![passage], indent });
            }
        }
    }
    blocks.extend(headings.filter_map(|o| names.heading(reading, o, title)));
    blocks
}

/// Whether a passage stands in the same paragraph as the block's last one.
fn continues(block: &Block, locator: &Locator) -> bool {
    let last = block.clauses.last().and_then(|c| c.item.locator.paragraph());
    last.is_some() && last == locator.paragraph()
}

/// What is known of headings: the divisions that begin with them.
struct Names<'a> {
    /// By first byte: how deep the division is, and its eId. Of divisions that begin together, the
    /// outermost owns the heading.
    divisions: HashMap<usize, (usize, &'a Locator)>,
    /// The eIds of passages on this page.
    taken: HashSet<&'a Locator>,
}

impl<'a> Names<'a> {
    fn of(reading: &'a Reading, divisions: &'a [DivisionRecord], depths: &[usize]) -> Self {
        let mut starts = HashMap::new();
        for (d, depth) in divisions.iter().zip(depths) {
            starts.entry(d.division.start).or_insert((*depth, &d.division.locator));
        }
        Self { divisions: starts, taken: reading.clauses.iter().map(|c| &c.locator).collect() }
    }

    fn heading(&self, reading: &Reading, o: &Outline, title: &str) -> Option<Block> {
        let text = reading.text.get(o.start..o.end).filter(|words| *words != title)?;
        let division = self.divisions.get(&o.start);
        let heading = Heading {
            text: text.to_owned(),
            rank: (division.map_or(0, |(depth, _)| *depth) + 2).min(6),
            anchor: division.map(|(_, l)| (*l).clone()).filter(|l| !self.taken.contains(l)),
        };
        Some(Block { heading: Some(heading), clauses: Vec::new(), indent: 0 })
    }
}
