//! What stands in what: divisions and, by their eIds, paragraphs and points down to the clauses.

use crate::{
    model::{ClauseRecord, Division, Unit},
    store::DivisionRecord,
};

/// A part of a document.
#[derive(Debug)]
pub(super) enum Item<'a> {
    /// A division with all that is in it.
    Division(&'a Division, Vec<Item<'a>>),
    /// A paragraph, a point, a sentence.
    Level(Level<'a>),
}

/// A level of an eId below the divisions.
#[derive(Debug)]
pub(super) struct Level<'a> {
    /// Its eId; empty where it is that of the division around it.
    pub(super) eid: String,
    /// The clause that stands here itself.
    pub(super) clause: Option<&'a ClauseRecord>,
    pub(super) inner: Vec<Level<'a>>,
}

impl<'a> Level<'a> {
    /// The eId's last part without its number: `para`, `point`, `intro`.
    pub(super) fn name(&self) -> &str {
        let last = self.eid.rsplit("__").next().unwrap_or_default();
        last.split(['_', '-']).next().unwrap_or_default()
    }

    /// Whether it is an element of the hierarchy, which may hold others: text flows in it or beside it.
    pub(super) fn is_hierarchical(&self) -> bool {
        matches!(self.name(), "para" | "point" | "indent")
    }

    /// Its clauses in document order.
    pub(super) fn clauses(&self) -> Vec<&'a ClauseRecord> {
        let inner = self.inner.iter().flat_map(Level::clauses);
        self.clause.into_iter().chain(inner).collect()
    }

    /// The number that the text begins with, where it is the eId's: "2." of "2. The Parties"; of an
    /// indent, its dash.
    pub(super) fn number(&self) -> Option<&'a str> {
        let (_, number) = self.eid.rsplit("__").next()?.split_once('_')?;
        let written = self.clauses().first()?.text.split_whitespace().next()?;
        let bare = |s: &str| -> String {
            s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let own = match self.name() {
            "indent" => bare(written).is_empty(),
            _ => bare(written) == bare(number) && !bare(number).is_empty(),
        };
        own.then_some(written)
    }
}

/// The tree of a text.
pub(super) fn tree<'a>(
    divisions: &'a [DivisionRecord],
    clauses: &'a [ClauseRecord],
) -> Vec<Item<'a>> {
    // Paragraphs and points are built from the clauses' eIds, which name them all.
    let structural = |d: &&Division| !matches!(d.unit, Unit::Paragraph | Unit::Point);
    let mut divisions = divisions.iter().map(|d| &d.division).filter(structural).peekable();
    let mut open = Open { stack: Vec::new(), done: Vec::new() };
    for clause in clauses {
        while let Some(division) = divisions.next_if(|d| d.start <= clause.start) {
            open.close_before(division.start);
            open.stack.push((division, Vec::new()));
        }
        open.close_before(clause.start);
        open.place(clause);
    }
    for division in divisions {
        open.close_before(division.start);
        open.stack.push((division, Vec::new()));
    }
    open.close_before(usize::MAX);
    open.done
}

/// The divisions that are open, and what is done around them.
struct Open<'a> {
    stack: Vec<(&'a Division, Vec<Item<'a>>)>,
    done: Vec<Item<'a>>,
}

impl<'a> Open<'a> {
    fn items(&mut self) -> &mut Vec<Item<'a>> {
        self.stack.last_mut().map_or(&mut self.done, |(_, items)| items)
    }

    fn close_before(&mut self, byte: usize) {
        while let Some((division, items)) = self.stack.pop_if(|(d, _)| d.end <= byte) {
            self.items().push(Item::Division(division, items));
        }
    }

    fn place(&mut self, clause: &'a ClauseRecord) {
        let eid = clause.locator.as_str();
        let around = self.stack.last().map(|(d, _)| d.locator.as_str());
        // The levels below the division's own; a clause that is all of its division has none.
        let below = around.and_then(|a| eid.strip_prefix(a)).and_then(|b| b.strip_prefix("__"));
        let levels = below.unwrap_or(eid).split("__").count();
        let ends: Vec<usize> = ends(eid).into_iter().rev().take(levels).rev().collect();
        let mut items = self.items();
        // The outermost level is an item, the others stand in it.
        let outermost = &eid[..ends.first().copied().unwrap_or(eid.len())];
        let outermost = if around == Some(eid) { "" } else { outermost };
        if !matches!(items.last(), Some(Item::Level(last)) if last.eid == outermost) {
            items.push(Item::Level(level(outermost)));
        }
        let Some(Item::Level(mut at)) = items.pop() else { return };
        fill(&mut at, eid, ends.get(1..).unwrap_or_default(), clause);
        items = self.items();
        items.push(Item::Level(at));
    }
}

/// Where each level of an eId ends.
fn ends(eid: &str) -> Vec<usize> {
    eid.match_indices("__").map(|(at, _)| at).chain([eid.len()]).collect()
}

fn level(eid: &str) -> Level<'_> {
    Level { eid: eid.to_owned(), clause: None, inner: Vec::new() }
}

fn fill<'a>(at: &mut Level<'a>, eid: &'a str, ends: &[usize], clause: &'a ClauseRecord) {
    let Some((end, inner)) = ends.split_first() else {
        at.clause = Some(clause);
        return;
    };
    let own = &eid[..*end];
    if at.inner.last().is_none_or(|last| last.eid != own) {
        at.inner.push(level(own));
    }
    if let Some(last) = at.inner.last_mut() {
        fill(last, eid, inner, clause);
    }
}
