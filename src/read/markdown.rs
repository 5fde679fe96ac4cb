//! Markdown: the words of headings, paragraphs and list items, without their marks.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{Block, BlockKind, Extracted, decode::Decoded};

/// Collects text block by block; blocks are parted by an empty line.
#[derive(Default)]
struct Writer {
    text: String,
    blocks: Vec<Block>,
    open: Option<(BlockKind, usize)>,
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
}

pub(super) fn extract(decoded: Decoded) -> Extracted {
    let mut writer = Writer::default();
    let mut items = 0_usize;
    let mut html = 0;
    for event in Parser::new(&decoded.text) {
        match event {
            Event::Start(Tag::Heading { .. }) => writer.open(BlockKind::Heading),
            Event::Start(Tag::Item) => {
                items += 1;
                writer.open(BlockKind::Item);
            }
            Event::Start(Tag::Paragraph | Tag::CodeBlock(_)) => {
                // A loose list wraps each item's words in a paragraph of its own.
                let fresh = writer.open.is_some_and(|(_, start)| start == writer.text.len());
                if !(items > 0 && fresh) {
                    writer.open(BlockKind::Paragraph);
                }
            }
            Event::End(TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::CodeBlock) => {
                writer.close();
            }
            Event::End(TagEnd::Item) => {
                items -= 1;
                writer.close();
            }
            Event::Text(words) | Event::Code(words) => writer.push(&words),
            Event::SoftBreak | Event::HardBreak => writer.push(" "),
            Event::Html(tag) | Event::InlineHtml(tag) => html += tag.len(),
            _ => {}
        }
    }
    writer.close();
    if !writer.text.is_empty() {
        writer.text.push('\n');
    }
    let mut removed = decoded.removed;
    let marks = decoded.text.len().saturating_sub(writer.text.len());
    if marks > 0 {
        removed.push(format!("Markdown markup ({marks} bytes)"));
    }
    if html > 0 {
        removed.push(format!("HTML tags in Markdown ({html} bytes)"));
    }
    Extracted { text: writer.text, blocks: writer.blocks, removed }
}
