//! The account of what a document holds beside its text.

use crate::read::{Removed, characters};

/// What was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// Tags, attributes, the XML declaration, the frame of a CDATA section.
    Markup,
    /// What a character reference is written with beyond the character it stands for.
    References,
    /// The same of a reference to a reference: `&amp;#8211;`.
    Twice,
    /// Comments.
    Comments,
    /// Processing instructions.
    Instructions,
    /// The document type.
    DocumentType,
    /// What a document says of itself.
    Metadata,
    /// Notes of editors.
    Notes,
    /// The other reading where a document gives two.
    Readings,
    /// A table of contents.
    Contents,
    /// What is printed on every page.
    PageHeaders,
}

/// Names in the order of the enum.
const NAMES: [&str; 11] = [
    "markup",
    "character references",
    "references that were escaped twice",
    "comments",
    "processing instructions",
    "document type",
    "metadata",
    "editors' notes",
    "other readings",
    "table of contents",
    "page headers",
];

/// Characters left out, white space not counted. It is kept per event of the parser and knows
/// nothing of what is written, so that text which is lost or doubled on the way shows.
#[derive(Debug, Default)]
pub(super) struct Account([usize; NAMES.len()]);

impl Account {
    /// Takes what was left out into the account.
    pub(super) fn remove(&mut self, what: What, raw: &str) {
        self.0[what as usize] += characters(raw);
    }

    /// Takes a reference into the account, of which only its characters stay.
    pub(super) fn shorten(&mut self, what: What, raw: &str, to: &str) {
        self.0[what as usize] += characters(raw).saturating_sub(characters(to));
    }

    /// Takes an attribute's value out of the markup again: it has become text.
    pub(super) fn keep(&mut self, value: &str) {
        let markup = &mut self.0[What::Markup as usize];
        *markup = markup.saturating_sub(characters(value));
    }

    /// What was left out, by what it was.
    pub(super) fn removed(self) -> impl Iterator<Item = Removed> {
        NAMES
            .into_iter()
            .zip(self.0)
            .filter(|(_, characters)| *characters > 0)
            .map(|(what, characters)| Removed { what: what.to_owned(), characters })
    }
}
