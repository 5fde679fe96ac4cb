//! How a vocabulary that nobody knows uses its elements: which hold text, which stand in it.
//!
//! An element that stands in running text, between words, is part of them; one that stands between
//! elements, parted by white space, is a block. Whether it is, shows only after it has begun, so a
//! document is walked twice: this is the first time.

use std::collections::HashMap;

use super::{
    Piece, Walk,
    names::{Name, name},
};
use crate::read::ReadError;

/// What is known of one element.
#[derive(Debug, Clone, Copy, Default)]
struct Element {
    /// Words stand in it directly.
    worded: bool,
    /// They stand beside most of the elements in it.
    flows: bool,
    /// An element is in it that is a block by its name.
    holds_blocks: bool,
}

/// How often elements of one name were met, and how.
#[derive(Debug, Clone, Copy, Default)]
struct Uses {
    all: usize,
    /// With words directly in them.
    worded: usize,
    /// With words directly beside them.
    beside_words: usize,
}

/// An element that is open.
#[derive(Debug, Default)]
struct Open<'a> {
    /// Its number in document order.
    index: usize,
    name: &'a str,
    /// The elements in it so far, and those of them beside which words stand.
    children: usize,
    beside_words: usize,
    /// The last of them, and whether words stand beside it.
    last: Option<(&'a str, bool)>,
    /// Words have come since.
    words: bool,
}

/// A document's elements, in document order, and what their names stand for.
#[derive(Debug, Default)]
pub(super) struct Profile<'a> {
    elements: Vec<Element>,
    uses: HashMap<&'a str, Uses>,
}

impl<'a> Profile<'a> {
    pub(super) fn of(source: &'a str) -> Result<Self, ReadError> {
        let mut profile = Self::default();
        let mut walk = Walk::new(source);
        let mut open: Vec<Open<'a>> = Vec::new();
        while let Some(piece) = walk.next()? {
            match piece {
                Piece::Open(element) => {
                    if let Some(around) = open.last_mut() {
                        profile.count_last(around);
                        around.last = Some((element.name, std::mem::take(&mut around.words)));
                    }
                    let index = profile.elements.len();
                    open.push(Open { index, name: element.name, ..Open::default() });
                    profile.elements.push(Element::default());
                }
                Piece::Text(text) => {
                    if let Some(around) = open.last_mut().filter(|_| !text.trim().is_empty()) {
                        profile.elements[around.index].worded = true;
                        around.words = true;
                        if let Some((_, beside)) = &mut around.last {
                            *beside = true;
                        }
                    }
                }
                Piece::Close(_) => {
                    let Some(mut closed) = open.pop() else { continue };
                    profile.count_last(&mut closed);
                    profile.close(&closed, open.last().map(|around| around.index));
                }
            }
        }
        Ok(profile)
    }

    /// Counts the element that was last in another, now that all is known of it.
    fn count_last(&mut self, around: &mut Open<'a>) {
        if let Some((name, beside)) = around.last.take() {
            around.children += 1;
            around.beside_words += usize::from(beside);
            self.uses.entry(name).or_default().beside_words += usize::from(beside);
        }
    }

    fn close(&mut self, closed: &Open<'a>, around: Option<usize>) {
        self.elements[closed.index].flows = closed.beside_words * 2 > closed.children;
        let element = self.elements[closed.index];
        let uses = self.uses.entry(closed.name).or_default();
        uses.all += 1;
        uses.worded += usize::from(element.worded);
        let block = matches!(name(closed.name), Name::Block | Name::Item | Name::Row);
        if let Some(around) = around {
            self.elements[around].holds_blocks |= block || element.holds_blocks;
        }
    }

    /// Whether an element of no known name is part of the text around it. `index` counts elements in
    /// document order, `around` is the element around it.
    ///
    /// It is where words stand beside most of its neighbours; or else beside most elements of its
    /// name, and in most of those of the name around it. (So the points after a lead-in are not: only
    /// the first has words beside it.) What holds blocks never is.
    pub(super) fn is_inline(&self, index: usize, tag: &str, around: (usize, &str)) -> bool {
        let is = |index: usize| self.elements.get(index).copied().unwrap_or_default();
        let mostly = |tag: &str, part: fn(&Uses) -> usize| {
            self.uses.get(tag).is_some_and(|uses| part(uses) * 2 > uses.all)
        };
        let around_worded = is(around.0).worded || mostly(around.1, |uses| uses.worded);
        let by_name = || around_worded && mostly(tag, |uses| uses.beside_words);
        !is(index).holds_blocks && (is(around.0).flows || by_name())
    }
}
