//! Writes text block by block, and keeps the divisions that markup opens around blocks.

use crate::{
    model::Unit,
    read::{Block, BlockKind, Mark},
};

/// The text so far. Runs of white space become one space; blocks are parted by an empty line, and
/// none is empty.
#[derive(Debug, Default)]
pub(super) struct Writer {
    text: String,
    blocks: Vec<Block>,
    /// The block that is open, and its first byte once it has one.
    block: Option<(BlockKind, Option<usize>)>,
    /// White space has been met that has yet to be written.
    space: bool,
    marks: Vec<Mark>,
    /// The divisions that are open, as indexes of marks, outermost first.
    open: Vec<usize>,
    /// Divisions in which nothing has been written yet, as indexes of marks.
    waiting: Vec<usize>,
}

impl Writer {
    /// Ends the block before and begins one.
    pub(super) fn begin(&mut self, kind: BlockKind) {
        self.end();
        self.block = Some((kind, None));
    }

    /// Writes words into the block that is open, else into a new paragraph.
    pub(super) fn push(&mut self, words: &str) {
        for (i, word) in words.split(char::is_whitespace).enumerate() {
            self.space |= i > 0;
            if !word.is_empty() {
                self.word(word);
            }
        }
    }

    /// White space in the block.
    pub(super) fn space(&mut self) {
        self.space = true;
    }

    fn word(&mut self, word: &str) {
        let (_, first) = self.block.get_or_insert((BlockKind::Paragraph, None));
        if first.is_none() {
            if !self.text.is_empty() {
                self.text.push_str("\n\n");
            }
            let start = self.text.len();
            *first = Some(start);
            self.arrive(start);
        } else if self.space {
            self.text.push(' ');
        }
        self.space = false;
        self.text.push_str(word);
    }

    /// Ends the block that is open.
    pub(super) fn end(&mut self) {
        if let Some((kind, Some(start))) = self.block.take() {
            self.blocks.push(Block { kind, start, end: self.text.len() });
        }
        self.space = false;
    }

    /// What kind of block is open that has no words yet.
    pub(super) fn awaited(&self) -> Option<BlockKind> {
        self.block.filter(|(_, start)| start.is_none()).map(|(kind, _)| kind)
    }

    /// Whether a block is open that has words.
    pub(super) fn in_block(&self) -> bool {
        self.block.is_some_and(|(_, start)| start.is_some())
    }

    /// Makes the open block one of this kind.
    pub(super) fn turn_into(&mut self, kind: BlockKind) {
        if let Some((open, _)) = &mut self.block {
            *open = kind;
        }
    }

    /// Opens a division. It begins with the next block.
    pub(super) fn enter(&mut self, unit: Unit, num: Option<String>, heading: Option<String>) {
        self.end();
        let index = self.marks.len();
        self.marks.push(Mark { unit, num, heading, start: usize::MAX, end: usize::MAX });
        self.open.push(index);
        self.waiting.push(index);
    }

    /// The division that was opened last and is open.
    pub(super) fn division(&mut self) -> Option<&mut Mark> {
        self.open.last().and_then(|i| self.marks.get_mut(*i))
    }

    /// Whether there is a division of this kind.
    pub(super) fn has(&self, unit: Unit) -> bool {
        self.marks.iter().any(|m| m.unit == unit)
    }

    /// Closes the division that was opened last. One without words stands after what was written
    /// before it, but never before the start of the one around it.
    pub(super) fn leave(&mut self) {
        self.end();
        let Some(index) = self.open.pop() else { return };
        let at = self.text.len();
        self.marks[index].end = at;
        let around_began = self.open.last().is_none_or(|o| self.marks[*o].start != usize::MAX);
        if self.marks[index].start == usize::MAX && around_began {
            self.arrive(at);
        }
    }

    /// Divisions that waited for their first word begin here; those that are closed end here too.
    fn arrive(&mut self, at: usize) {
        for index in self.waiting.drain(..) {
            let mark = &mut self.marks[index];
            mark.start = at;
            if mark.end != usize::MAX {
                mark.end = at;
            }
        }
    }

    /// The text, its blocks and its divisions.
    pub(super) fn finish(mut self) -> (String, Vec<Block>, Vec<Mark>) {
        while !self.open.is_empty() {
            self.leave();
        }
        self.end();
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        (self.text, self.blocks, self.marks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_one_space_and_blocks_are_never_empty() {
        let mut writer = Writer::default();
        writer.push(" \n ");
        writer.begin(BlockKind::Heading);
        writer.push("  A\n  title ");
        writer.begin(BlockKind::Item);
        writer.push(" ");
        writer.begin(BlockKind::Paragraph);
        writer.push("one");
        writer.push(" ");
        writer.push("two");
        let (text, blocks, _) = writer.finish();
        assert_eq!(text, "A title\n\none two\n");
        let words: Vec<&str> = blocks.iter().map(|b| &text[b.start..b.end]).collect();
        assert_eq!(words, ["A title", "one two"]);
    }

    #[test]
    fn a_division_without_words_stands_in_the_one_around_it() {
        let mut writer = Writer::default();
        writer.push("before");
        writer.enter(Unit::Part, None, None);
        writer.enter(Unit::Article, None, None);
        writer.leave();
        writer.enter(Unit::Article, None, None);
        writer.push("words");
        writer.leave();
        writer.enter(Unit::Article, None, None);
        writer.leave();
        writer.leave();
        writer.push("after");
        let (text, _, marks) = writer.finish();
        assert_eq!(text, "before\n\nwords\n\nafter\n");
        let spans: Vec<(usize, usize)> = marks.iter().map(|m| (m.start, m.end)).collect();
        assert_eq!(spans, [(8, 13), (8, 8), (8, 13), (13, 13)]);
    }
}
