//! What the vocabularies have in common: how blocks, rows, notes and numbers become text.

use super::Writer;
use crate::{model::Unit, read::BlockKind};

/// What the open block holds so far, where what follows depends on it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Lead {
    /// Nothing that matters.
    #[default]
    None,
    /// A paragraph's or an item's number: its words go on in the same block.
    Number,
    /// A division's number or heading: only more of its label goes on in the same block.
    Label,
}

/// Text as it flows through elements.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) writer: Writer,
    lead: Lead,
    /// Rows of tables that are open. What is a block elsewhere is a cell's words there.
    rows: usize,
    /// Notes that are open.
    open_notes: usize,
    /// Paragraphs of notes, until the block in which they are called ends.
    notes: Vec<String>,
}

impl Flow {
    /// Words where the flow is.
    pub(super) fn text(&mut self, words: &str) {
        if self.open_notes > 0 {
            match self.notes.last_mut() {
                Some(note) => note.push_str(words),
                None => self.notes.push(words.to_owned()),
            }
            return;
        }
        if self.lead != Lead::None && !words.trim().is_empty() {
            if self.lead == Lead::Label {
                self.end();
            }
            self.lead = Lead::None;
        }
        self.writer.push(words);
    }

    /// White space where the flow is.
    pub(super) fn space(&mut self) {
        self.text(" ");
    }

    /// Begins a block: in a row or after a number it goes on instead.
    pub(super) fn begin(&mut self, kind: BlockKind) {
        if self.open_notes > 0 {
            self.notes.push(String::new());
        } else if self.rows > 0 {
            self.writer.space();
        } else if self.lead == Lead::Number {
            self.lead = Lead::None;
            self.writer.space();
        } else if self.writer.awaited() != Some(BlockKind::Item) || kind == BlockKind::Item {
            // (An item's first paragraph is the item.)
            self.end();
            self.writer.begin(kind);
        }
    }

    /// Ends the block that is open; the notes that were called in it follow.
    pub(super) fn end(&mut self) {
        if self.open_notes > 0 {
            return;
        }
        if self.rows > 0 {
            self.writer.space();
            return;
        }
        self.lead = Lead::None;
        self.writer.end();
        for note in std::mem::take(&mut self.notes) {
            self.writer.begin(BlockKind::Paragraph);
            self.writer.push(&note);
            self.writer.end();
        }
    }

    /// Where a structure begins or ends: ends the block, unless its words are still to come.
    pub(super) fn part(&mut self) {
        if self.lead != Lead::Number {
            self.end();
        }
    }

    /// Begins a row of a table.
    pub(super) fn begin_row(&mut self) {
        if self.rows == 0 && self.open_notes == 0 {
            self.end();
            self.writer.begin(BlockKind::Paragraph);
        }
        self.rows += 1;
    }

    /// Ends it.
    pub(super) fn end_row(&mut self) {
        self.rows = self.rows.saturating_sub(1);
        self.end();
    }

    /// Begins a note: its words follow the block in which it is called.
    pub(super) fn begin_note(&mut self) {
        self.open_notes += 1;
        self.notes.push(String::new());
    }

    /// Ends it.
    pub(super) fn end_note(&mut self) {
        self.open_notes = self.open_notes.saturating_sub(1);
        if !self.writer.in_block() {
            self.end();
        }
    }

    /// Begins the number of what follows.
    pub(super) fn begin_number(&mut self) {
        self.begin(BlockKind::Paragraph);
    }

    /// Ends it: the words to come belong to it.
    pub(super) fn end_number(&mut self) {
        if self.open_notes == 0 && self.rows == 0 && self.writer.in_block() {
            self.lead = Lead::Number;
        }
        self.space();
    }

    /// Begins a part of a division's label: its number, its heading.
    pub(super) fn begin_label(&mut self) {
        if self.lead == Lead::None {
            self.begin(BlockKind::Heading);
        } else {
            self.writer.turn_into(BlockKind::Heading);
            self.writer.space();
        }
        self.lead = Lead::None;
    }

    /// Ends it.
    pub(super) fn end_label(&mut self) {
        if self.open_notes == 0 && self.rows == 0 && self.writer.in_block() {
            self.lead = Lead::Label;
        }
        self.space();
    }

    /// Opens a division. A number in front of it that got no words of its own is a heading.
    pub(super) fn enter(&mut self, unit: Unit) {
        if self.lead == Lead::Number {
            self.writer.turn_into(BlockKind::Heading);
        }
        self.end();
        self.writer.enter(unit, None, None);
    }

    /// Closes the division that was opened last.
    pub(super) fn leave(&mut self) {
        self.end();
        self.writer.leave();
    }

    /// The text.
    pub(super) fn finish(mut self) -> Writer {
        self.rows = 0;
        self.open_notes = 0;
        self.end();
        self.writer
    }
}
