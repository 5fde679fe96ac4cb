//! The account of a Markdown file: which of its characters are words, and what the others are.

use std::{borrow::Cow, ops::Range};

use crate::read::{Removed, characters, decode::visible, entities, tell};

/// What a character of the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Not said by the parser: `#`, `*`, `|` and the like.
    Unsaid,
    /// A link's or picture's address and title.
    Address,
    /// An HTML tag or comment.
    Tag,
    /// A script or style in raw HTML.
    Script,
    /// The mark of a note.
    NoteMark,
    /// The language that code is in.
    Info,
    /// Words that are written.
    Words,
}

/// Every byte of the file with what it is.
#[derive(Debug)]
pub(super) struct Gaps<'a> {
    source: &'a str,
    bytes: Vec<Gap>,
    removed: Vec<Removed>,
}

impl<'a> Gaps<'a> {
    /// An account in which nothing is said yet. `removed` is what was taken out before.
    pub(super) fn new(source: &'a str, removed: Vec<Removed>) -> Self {
        Self { source, bytes: vec![Gap::Unsaid; source.len()], removed }
    }

    /// Says what a stretch is, but for the words in it.
    pub(super) fn expect(&mut self, range: Range<usize>, gap: Gap) {
        for byte in self.bytes.get_mut(range).into_iter().flatten() {
            if *byte != Gap::Words {
                *byte = gap;
            }
        }
    }

    /// Takes a stretch as words, which the parser reads as `words`. Gives them as they are to be
    /// written: with references resolved that were escaped twice, and without what is not seen.
    pub(super) fn word<'w>(&mut self, range: Range<usize>, words: &'w str) -> Cow<'w, str> {
        let raw = self.source.get(range.clone()).map_or(0, characters);
        if let Some(bytes) = self.bytes.get_mut(range) {
            bytes.fill(Gap::Words);
        }
        let mut resolved = entities::lenient(words);
        let shorter = raw.saturating_sub(characters(&resolved));
        tell(&mut self.removed, "character references", shorter);
        if let Cow::Owned(_) = resolved {
            resolved = Cow::Owned(visible(resolved.into_owned(), &mut self.removed));
        } else if shorter > 0 {
            resolved = Cow::Owned(visible(words.to_owned(), &mut self.removed));
        }
        resolved
    }

    /// All that was left out.
    pub(super) fn finish(mut self) -> Vec<Removed> {
        for (at, c) in self.source.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let what = match self.bytes[at] {
                Gap::Words => continue,
                Gap::Unsaid | Gap::Info if c.is_ascii_punctuation() => "Markdown markup",
                Gap::Info => "Markdown markup",
                Gap::Unsaid => "Markdown that could not be read",
                Gap::Address => "link addresses",
                Gap::Tag => "HTML tags",
                Gap::Script => "scripts and styles",
                Gap::NoteMark => "note marks",
            };
            tell(&mut self.removed, what, 1);
        }
        self.removed
    }
}
