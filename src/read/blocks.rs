//! Writes extracted text block by block; blocks are parted by an empty line.

use super::{Block, BlockKind};

/// Text and blocks so far.
#[derive(Debug, Default)]
pub(super) struct Writer {
    text: String,
    blocks: Vec<Block>,
    open: Option<(BlockKind, usize)>,
    /// Whether the open block holds words, beside an item's mark.
    begun: bool,
}

impl Writer {
    /// Begins a block. One that is open ends before.
    pub(super) fn open(&mut self, kind: BlockKind) {
        self.close();
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.open = Some((kind, self.text.len()));
    }

    /// Writes words; a paragraph is begun where nothing is open.
    pub(super) fn push(&mut self, words: &str) {
        if self.open.is_none() {
            self.open(BlockKind::Paragraph);
        }
        self.begun |= !words.trim().is_empty();
        self.text.push_str(words);
    }

    /// Writes white space, at most one character in a row, and none at a block's start.
    pub(super) fn space(&mut self, space: char) {
        let Some((_, start)) = self.open else { return };
        match self.text[start..].chars().next_back() {
            None => {}
            Some(' ') if space != ' ' => {
                self.text.pop();
                self.text.push(space);
            }
            Some(last) if last.is_whitespace() => {}
            Some(_) => self.text.push(space),
        }
    }

    /// Takes the last character of the open block back.
    pub(super) fn pop(&mut self) {
        if self.length() > 0 {
            self.text.pop();
        }
    }

    /// Writes an item's number, which is part of its words: texts are cited by it.
    pub(super) fn mark(&mut self, mark: &str) {
        self.push(mark);
        self.push(" ");
        self.begun = false;
    }

    /// Whether an item is open that has no words yet: its first paragraph is the item itself.
    pub(super) fn at_item_start(&self) -> bool {
        !self.begun && self.open.is_some_and(|(kind, _)| kind == BlockKind::Item)
    }

    /// Whether the open block has words.
    pub(super) fn is_begun(&self) -> bool {
        self.begun && self.open.is_some()
    }

    /// Whether no block is open.
    pub(super) fn is_closed(&self) -> bool {
        self.open.is_none()
    }

    /// Bytes written in the open block.
    pub(super) fn length(&self) -> usize {
        self.open.map_or(0, |(_, start)| self.text.len() - start)
    }

    /// The words of the open block.
    pub(super) fn words(&self) -> &str {
        self.open.map_or("", |(_, start)| self.text[start..].trim())
    }

    /// What the open block ends with.
    pub(super) fn last(&self) -> Option<char> {
        let (_, start) = self.open?;
        self.text[start..].trim_end().chars().next_back()
    }

    /// Ends the open block. One without words leaves no trace.
    pub(super) fn close(&mut self) {
        self.begun = false;
        let Some((kind, start)) = self.open.take() else { return };
        let written = &self.text[start..];
        let words = written.trim();
        if words.is_empty() {
            self.text.truncate(self.blocks.last().map_or(0, |b| b.end));
            return;
        }
        let start = start + (written.len() - written.trim_start().len());
        let end = start + words.len();
        self.text.truncate(end);
        self.blocks.push(Block { kind, start, end });
    }

    /// The text, with a line end at its end, and its blocks.
    pub(super) fn finish(mut self) -> (String, Vec<Block>) {
        self.close();
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        (self.text, self.blocks)
    }
}
