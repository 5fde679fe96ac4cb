//! What the words around a name tell of its treaty.

use std::ops::Range;

use regex::Regex;

use crate::annotate::{rule::rule, signatories::INSTRUMENT};

/// So many bytes around a name are read.
const NEAR: usize = 120;

/// How a report speaks of a treaty that it names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is told by words of its own")]
pub(in super::super) struct Context {
    /// By its date, as of another treaty: "the Lima Convention of 1974".
    pub(in super::super) is_dated: bool,
    /// As of an older one: "the historical Lima Convention".
    pub(in super::super) is_older: bool,
    /// As of what somebody signs or approves, or what takes effect.
    pub(in super::super) is_acted_on: bool,
    /// By telling the name: "a new treaty, the Lima Convention", "known as the Lima Convention".
    pub(in super::super) is_introduced: bool,
}

/// Reads the words around names. Built once.
pub(super) struct Contexts {
    dated: Regex,
    older: Regex,
    acting: Regex,
    acted: Regex,
    introduced: Regex,
}

impl Contexts {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            dated: rule(r"^\s+of\s+(?:\d{1,2}\s+)?(?:\p{L}+\s+)?(?:\d{1,2},\s+)?\d{4}\b")?,
            older: rule(
                r"(?i)\b(?:historical|earlier|older?|former|existing|previous|original|\d{4})\s+$",
            )?,
            acting: rule(
                r"(?i)\b(?:sign|conclu|concur|consent|initial|ink|ratif|approv|endors|adopt|denounc|terminat|agree|reach|seal|finali|negotiat)\w*[^.;,:]{0,30}$",
            )?,
            acted: rule(
                r"(?i)^[^.;:]{0,40}\b(?:(?:was|were|is|be|been)\s+(?:\w+ly\s+)?(?:sign|conclu|initial|ratif|approv|adopt)\w+|ent(?:er|ry)\w*\s+into\s+force|into\s+effect|t(?:akes?|ook)\s+effect)",
            )?,
            introduced: rule(&format!(
                r"(?i)(?:^|\s|\()(?:known\s+as|called|dubbed|(?:by|under)\s+the\s+name\s+of|an?\s+(?:new\s+)?{INSTRUMENT},)\s+(?:the\s+)?[“‘\x22]?$"
            ))?,
        })
    }

    pub(super) fn of(&self, text: &str, name: &Range<usize>) -> Context {
        let from = text.ceil_char_boundary(name.start.saturating_sub(NEAR));
        let to = text.floor_char_boundary((name.end + NEAR).min(text.len()));
        let (before, after) = (&text[from..name.start], &text[name.end..to]);
        Context {
            is_dated: self.dated.is_match(after),
            is_older: self.older.is_match(before),
            is_acted_on: self.acting.is_match(before) || self.acted.is_match(after),
            is_introduced: self.introduced.is_match(before),
        }
    }
}
