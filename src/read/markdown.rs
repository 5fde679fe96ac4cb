//! Markdown: the words of headings, paragraphs, list items and tables, without their marks.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{Block, BlockKind, Extracted, Removed, characters, decode::Decoded};

/// Collects text block by block; blocks are parted by an empty line.
#[derive(Default)]
struct Writer {
    text: String,
    blocks: Vec<Block>,
    open: Option<(BlockKind, usize)>,
    /// The next number of each list that is open, outermost first; `None` for bullets.
    lists: Vec<Option<u64>>,
}

impl Writer {
    fn open(&mut self, kind: BlockKind) {
        self.close();
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.open = Some((kind, self.text.len()));
    }

    fn push(&mut self, words: &str) {
        if self.open.is_none() {
            self.open(BlockKind::Paragraph);
        }
        self.text.push_str(words);
    }

    /// Opens an item. A number that the writer gave is part of the words: texts are cited by it.
    fn item(&mut self) {
        self.open(BlockKind::Item);
        if let Some(Some(number)) = self.lists.last_mut() {
            let written = format!("{number}. ");
            *number += 1;
            self.push(&written);
        }
    }

    fn close(&mut self) {
        let Some((kind, start)) = self.open.take() else { return };
        let written = &self.text[start..];
        let words = written.trim();
        if words.is_empty() {
            self.text.truncate(self.blocks.last().map_or(0, |b| b.end));
            return;
        }
        let first = start + (written.len() - written.trim_start().len());
        let end = first + words.len();
        self.text.truncate(end);
        self.blocks.push(Block { kind, start: first, end });
    }

    /// Whether a paragraph that begins here is the first of a list's item, which is open already.
    fn at_item_start(&self) -> bool {
        self.open.is_some_and(|(kind, start)| {
            let written = self.text[start..].trim_end();
            kind == BlockKind::Item
                && (written.is_empty() || written.ends_with('.') && written.len() < 8)
        })
    }
}

pub(super) fn extract(decoded: Decoded) -> Extracted {
    let mut writer = Writer::default();
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    for event in Parser::new_ext(&decoded.text, options) {
        match event {
            Event::Start(Tag::Heading { .. }) => writer.open(BlockKind::Heading),
            Event::Start(Tag::List(first)) => writer.lists.push(first),
            Event::End(TagEnd::List(_)) => {
                writer.lists.pop();
            }
            Event::Start(Tag::Item) => writer.item(),
            Event::Start(Tag::Paragraph) if writer.at_item_start() => {}
            Event::Start(
                Tag::Paragraph
                | Tag::CodeBlock(_)
                | Tag::TableHead
                | Tag::TableRow
                | Tag::HtmlBlock,
            ) => writer.open(BlockKind::Paragraph),
            Event::End(TagEnd::TableCell) => writer.push(" | "),
            Event::End(
                TagEnd::Heading(_)
                | TagEnd::Paragraph
                | TagEnd::CodeBlock
                | TagEnd::Item
                | TagEnd::TableHead
                | TagEnd::TableRow
                | TagEnd::HtmlBlock,
            ) => writer.close(),
            Event::Text(words) | Event::Code(words) => writer.push(&words),
            Event::Html(block) => writer.push(&without_tags(&block)),
            Event::SoftBreak | Event::HardBreak => writer.push(" "),
            _ => {}
        }
    }
    writer.close();
    if !writer.text.is_empty() {
        writer.text.push('\n');
    }
    let before: usize = decoded.removed.iter().map(|r| r.characters).sum();
    let all = characters(&decoded.text);
    let mut removed = decoded.removed;
    let marks = all.saturating_sub(characters(&writer.text));
    if marks > 0 {
        removed.push(Removed { what: "Markdown markup".to_owned(), characters: marks });
    }
    Extracted {
        text: writer.text,
        blocks: writer.blocks,
        removed,
        decoded: before + all,
        ..Extracted::default()
    }
}

/// The words of an HTML block. Its tags are marks like any other; what stands between them is text.
fn without_tags(block: &str) -> String {
    let mut words = String::new();
    let mut in_tag = false;
    for c in block.chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => {
                in_tag = false;
                words.push(' ');
            }
            _ if !in_tag => words.push(c),
            _ => {}
        }
    }
    words
}
