//! Markdown: the words of headings, paragraphs, list items and tables, without their marks.
//!
//! Every character of the file is accounted for. The parser says which stretches of it are words;
//! what lies between them is [`gaps::Gaps`], told by what it is. Both are counted by the file, not by
//! what is written, so that a word which the parser drops shows.

mod gaps;
mod tags;

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{
    BlockKind::{Heading, Item, Paragraph},
    Extracted,
    blocks::Writer,
    decode::Decoded,
    lines,
};
use gaps::{Gap, Gaps};
use tags::{Piece, Tags};

pub(super) fn extract(decoded: Decoded) -> Extracted {
    let source = with_spaced_headings(&decoded.text);
    let parser = Parser::new_ext(&source, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES);
    let mut gaps = Gaps::new(&source, decoded.removed);
    for (_, definition) in parser.reference_definitions().iter() {
        gaps.expect(definition.span.clone(), Gap::Address);
    }
    let mut reader = Reader {
        source: &source,
        writer: Writer::default(),
        gaps,
        tags: Tags::default(),
        cells: None,
        bar: None,
        strong: None,
    };
    for (event, range) in parser.into_offset_iter() {
        reader.take(event, range);
    }
    let Reader { writer, gaps, .. } = reader;
    let removed = gaps.finish();
    let (text, blocks) = writer.finish();
    Extracted {
        text,
        blocks,
        removed,
        decoded: decoded.met,
        notes: decoded.notes,
        ..Extracted::default()
    }
}

/// Whether a file named so is Markdown. A treaty's plain text, whose lines are its articles' headings,
/// would run together.
pub(super) fn is_marked(text: &str) -> bool {
    const MARKS: [&str; 4] = ["**", "](", "```", "|"];
    const ARTICLES: usize = 3;
    let marked = |line: &str| line.starts_with('#') || MARKS.iter().any(|m| line.contains(m));
    if text.lines().any(marked) {
        return true;
    }
    let mut before = "";
    let mut within = 0;
    for line in text.lines().map(str::trim) {
        within += usize::from(!before.is_empty() && lines::is_article(line));
        before = line;
    }
    within < ARTICLES
}

/// `##Title` is a heading to those who write it, though not to `CommonMark`. A space that is put in
/// counts for nothing. One `#` alone may be a number's or a tag's.
fn with_spaced_headings(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + 64);
    let mut fence: Option<&str> = None;
    for line in text.split_inclusive('\n') {
        let words = line.trim_start_matches(' ');
        let indent = line.len() - words.len();
        let mark = ["```", "~~~"].into_iter().find(|m| words.starts_with(m));
        if mark.is_some() && (fence.is_none() || fence == mark) {
            fence = if fence.is_some() { None } else { mark };
        }
        let hashes = words.bytes().take_while(|b| *b == b'#').count();
        let glued = words[hashes..].starts_with(|c: char| !c.is_whitespace());
        if fence.is_none() && indent < 4 && (2..=6).contains(&hashes) && glued {
            spaced.push_str(&words[..hashes]);
            spaced.push(' ');
            spaced.push_str(&words[hashes..]);
        } else {
            spaced.push_str(line);
        }
    }
    spaced
}

/// What is known while events come.
struct Reader<'a> {
    source: &'a str,
    writer: Writer,
    gaps: Gaps<'a>,
    /// Raw HTML goes on from event to event.
    tags: Tags,
    /// In a row of a table: where its last cell ended.
    cells: Option<usize>,
    /// The bar before a cell of which no words have come yet.
    bar: Option<usize>,
    /// How much of the open block was written when strong words ended.
    strong: Option<usize>,
}

impl Reader<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, &range),
            Event::Text(words) => self.words(&words, range),
            Event::Code(words) => self.code(&words, range),
            Event::Html(raw) | Event::InlineHtml(raw) => self.html(&raw, range),
            Event::SoftBreak => self.line_end(range.end, ' '),
            Event::HardBreak => self.line_end(range.end, '\n'),
            Event::FootnoteReference(_) => self.gaps.expect(range, Gap::NoteMark),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { .. } => self.writer.open(Heading),
            Tag::Item => {
                self.writer.open(Item);
                self.item_mark(range);
            }
            Tag::Paragraph if self.writer.at_item_start() => {}
            Tag::Paragraph => self.writer.open(Paragraph),
            Tag::HtmlBlock => {
                self.tags = Tags::default();
                self.writer.open(Paragraph);
            }
            Tag::CodeBlock(_) => {
                self.gaps.expect(range, Gap::Info);
                self.writer.open(Paragraph);
            }
            Tag::TableHead | Tag::TableRow => {
                self.writer.open(Paragraph);
                self.cells = Some(range.start);
            }
            Tag::TableCell => self.cell(range.start),
            Tag::Link { .. } | Tag::Image { .. } => self.gaps.expect(range, Gap::Address),
            Tag::FootnoteDefinition(_) => {
                self.gaps.expect(first_mark(self.source, range), Gap::NoteMark);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Strong => self.strong = Some(self.writer.length()),
            TagEnd::TableCell => self.cells = self.cells.map(|at| at.max(range.end)),
            TagEnd::TableHead | TagEnd::TableRow => {
                // A row with more cells than the head has: the parser drops them, we do not.
                if let Some(from) = self.cells {
                    self.further_cells(from..range.end);
                }
                (self.cells, self.bar) = (None, None);
                self.writer.close();
            }
            TagEnd::Heading(_)
            | TagEnd::Paragraph
            | TagEnd::CodeBlock
            | TagEnd::Item
            | TagEnd::HtmlBlock => self.writer.close(),
            _ => {}
        }
    }

    /// An item's number as it is written: texts are cited by it. Bullets are marks.
    fn item_mark(&mut self, range: Range<usize>) {
        let item = &self.source[range.clone()];
        let digits = item.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 && item[digits..].starts_with(['.', ')']) {
            let mark = &item[..=digits];
            self.gaps.word(range.start..range.start + mark.len(), mark);
            self.writer.mark(mark);
        }
    }

    /// A cell's start: what parts it from the one before is one of the row's own bars.
    fn cell(&mut self, start: usize) {
        let from = self.cells.unwrap_or(start);
        let between = self.source.get(from..start).unwrap_or_default();
        if let Some(at) = between.find('|').filter(|_| self.bar.is_none()) {
            self.bar = Some(from + at);
        }
        self.cells = Some(from.max(start));
    }

    fn words(&mut self, words: &str, range: Range<usize>) {
        if self.cells.is_some() {
            // Writers of tables fill empty cells with dashes.
            if words.trim().trim_matches('-').is_empty() {
                return;
            }
            if let Some(bar) = self.bar.take().filter(|_| self.writer.is_begun()) {
                self.gaps.word(bar..bar + 1, "|");
                self.writer.push(" | ");
            }
        }
        self.writer.push(&self.gaps.word(range, words));
    }

    /// Code between backticks, which are no part of it.
    fn code(&mut self, words: &str, range: Range<usize>) {
        let raw = &self.source[range.clone()];
        let ticks = raw.bytes().take_while(|b| *b == b'`').count();
        let inner =
            range.start + ticks..(range.end - ticks.min(range.len())).max(range.start + ticks);
        self.words(words, inner);
    }

    /// Cells that stand in a row beyond those that the parser gives.
    fn further_cells(&mut self, range: Range<usize>) {
        let Some(rest) = self.source.get(range.clone()) else { return };
        let mut at = range.start;
        for cell in rest.lines().next().unwrap_or_default().split('|') {
            let words = cell.trim();
            if !words.is_empty() {
                let start = at + (cell.len() - cell.trim_start().len());
                self.cell(start);
                self.words(words, start..start + words.len());
            }
            at += cell.len() + 1;
        }
    }

    /// The words of raw HTML. Its tags are marks like any other.
    fn html(&mut self, raw: &str, range: Range<usize>) {
        let mut at = range.start;
        for piece in self.tags.pieces(raw) {
            let within = at..at + piece.raw().len();
            at = within.end;
            match piece {
                Piece::Words(words) => self.words(words, within),
                Piece::Script(_) => self.gaps.expect(within, Gap::Script),
                Piece::Tag(_, breaks) => {
                    self.gaps.expect(within, Gap::Tag);
                    if breaks {
                        self.writer.space(if self.cells.is_some() { ' ' } else { '\n' });
                    }
                }
            }
        }
    }

    /// The end of a line within a paragraph. What begins with a number of its own after the end of
    /// a sentence is a paragraph of its own.
    fn line_end(&mut self, next: usize, space: char) {
        let rest = self.source[next..].trim_start_matches([' ', '\t', '>']);
        let ended = space == '\n' || matches!(self.writer.last(), Some('.' | ';' | ':'));
        // "**Article 5 Lanterns**" over its text is a heading to those who write it.
        let headed =
            self.strong == Some(self.writer.length()) && lines::is_article(self.writer.words());
        if headed || ended && self.cells.is_none() && lines::is_enumerated(rest) {
            self.writer.open(Paragraph);
        } else {
            self.writer.space(space);
        }
    }
}

/// The stretch of a note's definition that names it: `[^1]:`.
fn first_mark(source: &str, range: Range<usize>) -> Range<usize> {
    let length = source[range.clone()].find("]:").map_or(0, |at| at + 2);
    range.start..range.start + length
}
