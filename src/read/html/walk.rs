//! Walks a page's tree and writes its words. There is no recursion: a page decides how deep it is.

use std::{borrow::Cow, collections::HashSet};

use dom_query::{Document, NodeRef};

use super::{
    list::List,
    parts::{is_block, is_preformatted, removed},
    tell, visible,
};
use crate::read::{Block, BlockKind, Removed, blocks::Writer, characters, entities, lines};

/// In a table, a cell that follows so many characters is a block of its own.
const PROSE: usize = 60;

/// What was read.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) text: String,
    pub(super) blocks: Vec<Block>,
    pub(super) removed: Vec<Removed>,
    /// Characters of all text nodes, and of the numbers that a browser shows before items.
    pub(super) met: usize,
}

/// An element that is open.
struct Frame {
    /// What its words are, where they are not written.
    removed: Option<&'static str>,
    preformatted: bool,
    heading: bool,
    list: Option<List>,
    kind: Kind,
}

/// What an element does to the lines around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It stands within a line.
    Inline,
    /// A new line begins at its start and at its end.
    Block,
    /// An item of a list, likewise.
    Item,
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave,
}

struct Walk<'k> {
    frames: Vec<Frame>,
    writer: Writer,
    removed: Vec<Removed>,
    met: usize,
    /// Line ends since the last words.
    lines: usize,
    kept: Option<&'k HashSet<usize>>,
    heading_kept: bool,
    elements: usize,
    body: usize,
}

/// Reads a page. With `kept`, only words directly in these elements, numbered in the page's order, and
/// the page's first main heading.
pub(super) fn walk(page: &Document, kept: Option<&HashSet<usize>>) -> Read {
    let root = page.root();
    let mut walk = Walk {
        frames: Vec::new(),
        writer: Writer::default(),
        removed: Vec::new(),
        met: 0,
        lines: 0,
        kept,
        heading_kept: false,
        elements: 0,
        body: page.body().map_or(0, |b| characters(&b.text())),
    };
    let mut steps: Vec<Step<'_>> = root.first_child().map(Step::Enter).into_iter().collect();
    while let Some(step) = steps.pop() {
        let Step::Enter(node) = step else {
            walk.leave();
            continue;
        };
        steps.extend(node.next_sibling().map(Step::Enter));
        if node.is_text() {
            walk.text(&node.text());
        } else if node.is_element() {
            walk.enter(&node);
            steps.push(Step::Leave);
            steps.extend(node.first_child().map(Step::Enter));
        }
    }
    let (text, blocks) = walk.writer.finish();
    Read { text, blocks, removed: walk.removed, met: walk.met }
}

impl Walk<'_> {
    fn enter(&mut self, element: &NodeRef<'_>) {
        let number = self.elements;
        self.elements += 1;
        let name = element.node_name().unwrap_or_default();
        let name = name.as_ref();
        let around = self.frames.last();
        let inherited = around.and_then(|f| f.removed).filter(|r| *r != BESIDE);
        let heading = matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        let mut frame = Frame {
            removed: inherited.or_else(|| removed(element, name, self.body)),
            preformatted: around.is_some_and(|f| f.preformatted) || is_preformatted(element, name),
            heading: heading || around.is_some_and(|f| f.heading),
            list: (name == "ol").then(|| List::of(element)),
            kind: match name {
                "li" => Kind::Item,
                name if is_block(name) => Kind::Block,
                _ => Kind::Inline,
            },
        };
        if frame.removed.is_none() {
            let main = name == "h1" && !self.heading_kept;
            let within_main = around.is_some_and(|f| f.heading && f.removed.is_none());
            self.heading_kept |= main;
            // Where those rules made paragraphs of line ends, the line ends are in none of them.
            let line_end = name == "br" && around.is_some_and(|f| f.removed.is_none());
            let kept = self.kept.is_none_or(|k| k.contains(&number));
            if !kept && !main && !within_main && !line_end {
                frame.removed = Some(BESIDE);
            }
        }
        if frame.removed.is_none() {
            self.begin(element, name, &frame);
        }
        self.frames.push(frame);
    }

    /// What a browser does at an element's start: a new line, an item's number.
    fn begin(&mut self, element: &NodeRef<'_>, name: &str, frame: &Frame) {
        match name {
            "br" => self.lines += 1,
            "td" | "th" if self.writer.length() > PROSE => self.writer.close(),
            "td" | "th" => self.writer.space('\t'),
            "li" => {
                self.writer.open(BlockKind::Item);
                self.lines = 0;
                let list = self.frames.last_mut().and_then(|f| f.list.as_mut());
                if let Some(number) = list.map(|l| l.number(element)) {
                    self.met += characters(&number);
                    self.writer.mark(&number);
                }
            }
            _ if frame.kind == Kind::Block => self.end_block(),
            _ => {}
        }
    }

    fn leave(&mut self) {
        match self.frames.pop() {
            Some(Frame { kind: Kind::Item, removed: None, .. }) => self.writer.close(),
            Some(Frame { kind: Kind::Block, removed: None, .. }) => self.end_block(),
            _ => {}
        }
    }

    /// Ends a block, unless it is an item that has no words yet.
    fn end_block(&mut self) {
        if !self.writer.at_item_start() {
            self.writer.close();
        }
        self.lines = 0;
    }

    fn text(&mut self, raw: &str) {
        self.met += characters(raw);
        let frame = self.frames.last();
        if let Some(what) = frame.and_then(|f| f.removed) {
            tell(&mut self.removed, what, characters(raw));
            return;
        }
        let preformatted = frame.is_some_and(|f| f.preformatted);
        let mut words = entities::lenient(raw);
        tell(
            &mut self.removed,
            "character references",
            characters(raw).saturating_sub(characters(&words)),
        );
        if !words.is_ascii() {
            words = Cow::Owned(visible(words.into_owned(), &mut self.removed));
        }
        if !preformatted {
            self.line(&words);
            return;
        }
        for (i, line) in words.split('\n').enumerate() {
            self.lines += usize::from(i > 0);
            self.line(line);
        }
    }

    /// Writes words with their white space folded, as a browser does.
    fn line(&mut self, text: &str) {
        let words = text.trim_matches(|c: char| c.is_ascii_whitespace());
        if words.is_empty() {
            if !text.is_empty() {
                self.writer.space(' ');
            }
            return;
        }
        self.end_line(words);
        if text.starts_with(|c: char| c.is_ascii_whitespace()) {
            self.writer.space(' ');
        }
        if self.writer.is_closed() {
            let heading = self.frames.last().is_some_and(|f| f.heading);
            self.writer.open(if heading { BlockKind::Heading } else { BlockKind::Paragraph });
        }
        for (i, word) in
            words.split(|c: char| c.is_ascii_whitespace()).filter(|w| !w.is_empty()).enumerate()
        {
            if i > 0 {
                self.writer.space(' ');
            }
            self.writer.push(word);
        }
        if text.ends_with(|c: char| c.is_ascii_whitespace()) {
            self.writer.space(' ');
        }
    }

    /// A line end before these words: it begins a paragraph after an empty line, after the end of a
    /// sentence, and before a number.
    fn end_line(&mut self, next: &str) {
        let lines = std::mem::take(&mut self.lines);
        if lines == 0 || self.writer.at_item_start() {
            return;
        }
        let ended = self.writer.last().is_some_and(|c| ".;:!?。；：؛۔".contains(c));
        if lines > 1 || ended || lines::is_enumerated(next) {
            self.writer.close();
        } else {
            self.writer.space('\n');
        }
    }
}

/// What stands beside the article.
const BESIDE: &str = "beside the article";
