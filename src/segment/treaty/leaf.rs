//! The text of one division, cut into its paragraphs and points.

use super::{
    enumerator::{self, Form, Glyph, Token},
    line::{Lines, ends_closed},
    number,
    points::{self, Placed},
};

/// A paragraph: its lines taken together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) heading: bool,
    pub(super) item: bool,
    /// Whether it opens with a number that the reader holds for a heading.
    pub(super) numbered: bool,
}

/// A clause of a division: its place below the division's eId, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cut {
    /// `para_2__point_a`, `intro`, or empty where the division is one paragraph.
    pub(super) place: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The paragraphs in `start..end`.
pub(super) fn pieces(lines: &Lines<'_>, start: usize, end: usize) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    let mut named = false;
    for i in lines.at(start)..lines.all.len() {
        let line = lines.all[i];
        if line.start >= end {
            break;
        }
        let words = &lines.text[line.start.max(start)..line.end.min(end)];
        let bare = words.trim_start_matches(|c: char| c.is_whitespace() || ".:–—".contains(c));
        let bare = bare.trim_end();
        if !bare.chars().any(char::is_alphanumeric) {
            continue;
        }
        let from = line.start.max(start)
            + (words.len()
                - words
                    .trim_start_matches(|c: char| c.is_whitespace() || ".:–—".contains(c))
                    .len());
        // Only a division's first words can follow its number's full stop.
        let from = if line.start >= start { line.start } else { from };
        let to = line.end.min(end);
        let to = from + lines.text[from..to].trim_end().len();
        let number = line.heading && is_number(words);
        match found.last_mut() {
            // A number with a heading to itself belongs to the paragraph below, with its name.
            Some(last)
                if last.numbered
                    && !number
                    && (named || is_number(&lines.text[last.start..last.end])) =>
            {
                named = line.heading && !named;
                last.end = to;
            }
            Some(last) if !line.heading && !last.heading && runs_on(lines, i) => last.end = to,
            _ => found.push(Piece {
                start: from,
                end: to,
                heading: line.heading && !number && to - from < 600,
                item: line.item,
                numbered: number,
            }),
        }
    }
    found
}

/// Whether a heading is a number and nothing more.
fn is_number(words: &str) -> bool {
    words.len() <= 12
        && number::reading(words)
            .is_some_and(|r| words[r.len..].trim_matches(['.', ' ', ')']).is_empty())
}

/// Whether line `i` goes on with the paragraph before it.
fn runs_on(lines: &Lines<'_>, i: usize) -> bool {
    let line = lines.all[i];
    if line.gap || line.item {
        return false;
    }
    if line.continues {
        return true;
    }
    let Some(margin) = lines.margin else { return false };
    let before = lines.words(i - 1);
    let full = before.chars().count() * 4 >= margin * 3;
    let small = lines.words(i).starts_with(char::is_lowercase);
    if ends_closed(before) {
        full && before.chars().count() * 20 >= margin * 17 && !opens(lines, i)
    } else {
        small || full && !opens(lines, i)
    }
}

/// Whether a line opens with an enumerator.
fn opens(lines: &Lines<'_>, i: usize) -> bool {
    let words = lines.words(i);
    enumerator::opens(words, lines.lower)
}

/// Cuts paragraphs into clauses, in order.
pub(super) fn cut(lines: &Lines<'_>, pieces: &[Piece]) -> Vec<Cut> {
    let mut outline = Outline::new();
    // A heading inside a division begins a new list.
    for part in pieces.split_inclusive(|p| p.heading) {
        outline.open.clear();
        list(lines, part, &mut outline);
    }
    outline.finish(lines.text)
}

fn list(lines: &Lines<'_>, pieces: &[Piece], outline: &mut Outline) {
    let mut tokens = Vec::new();
    let mut first_of = Vec::with_capacity(pieces.len());
    for piece in pieces.iter().filter(|p| !p.heading) {
        first_of.push(tokens.len());
        enumerator::tokens(lines, piece, &mut tokens);
    }
    let placed = points::place(&tokens);
    let mut next = 0;
    for piece in pieces.iter().filter(|p| !p.heading) {
        let mut at = piece.start;
        while let Some(p) = placed.get(next).filter(|p| tokens[p.token].start < piece.end) {
            let token = &tokens[p.token];
            if at < token.start {
                outline.text(lines, at, token.start, &placed[next..]);
            }
            outline.enter(p, token);
            at = token.start;
            next += 1;
            // What stands between two enumerators is the first one's text.
            let until =
                placed.get(next).map_or(piece.end, |n| tokens[n.token].start.min(piece.end));
            outline.add(at, until, lines.text, token);
            at = until;
        }
        if at < piece.end {
            outline.text(lines, at, piece.end, &placed[next..]);
        }
    }
}

/// Paragraphs and points as they nest, with their texts.
struct Outline {
    nodes: Vec<Node>,
    /// Open nodes below the division, outermost first.
    open: Vec<usize>,
    /// Node and stretch, in text order.
    texts: Vec<(usize, usize, usize)>,
    /// An enumerator without text of its own, which belongs to the next one's clause: "1. (a)".
    pending: Option<usize>,
    /// Whether the division's own words before its first paragraph announce a list.
    led_in: bool,
}

struct Node {
    place: String,
    children: usize,
    /// Texts before the first child, and after it.
    before: usize,
    after: usize,
    dashes: u32,
}

impl Outline {
    fn new() -> Self {
        let root = Node { place: String::new(), children: 0, before: 0, after: 0, dashes: 0 };
        Self {
            nodes: vec![root],
            open: Vec::new(),
            texts: Vec::new(),
            pending: None,
            led_in: false,
        }
    }

    fn enter(&mut self, placed: &Placed, token: &Token) {
        self.open.truncate(placed.depth);
        let parent = self.open.last().copied().unwrap_or(0);
        self.nodes[parent].children += 1;
        let (glyph, form) = placed.style;
        let numbered = matches!(glyph, Glyph::Arabic | Glyph::Dotted | Glyph::Chinese)
            || matches!(form, Form::Sign | Form::Headed);
        let name = if numbered
            && (self.open.is_empty() || glyph == Glyph::Dotted && self.open.len() == 1)
        {
            format!("para_{}", token.number)
        } else if glyph == Glyph::Dash {
            self.nodes[parent].dashes += 1;
            format!("indent_{}", self.nodes[parent].dashes)
        } else if glyph == Glyph::OtherLetter {
            format!("point_{}", placed.value)
        } else {
            format!("point_{}", token.number)
        };
        let around = &self.nodes[parent].place;
        let place = if around.is_empty() { name } else { format!("{around}__{name}") };
        self.open.push(self.nodes.len());
        self.nodes.push(Node { place, children: 0, before: 0, after: 0, dashes: 0 });
    }

    /// The text of the innermost open node, with its enumerator.
    fn add(&mut self, start: usize, end: usize, text: &str, token: &Token) {
        let Some(node) = self.open.last().copied() else { return };
        let has_words =
            text.get(token.end..end).is_some_and(|t| t.chars().any(char::is_alphanumeric));
        let from = self.pending.take().unwrap_or(start);
        if has_words {
            self.nodes[node].before += 1;
            self.texts.push((node, from, end));
        } else {
            self.pending = Some(from);
        }
    }

    /// A paragraph without enumerator: it goes on in the level in which the next one counts on, or
    /// wraps up the outermost list.
    fn text(&mut self, lines: &Lines<'_>, start: usize, end: usize, next: &[Placed]) {
        let start = self.pending.take().unwrap_or(start);
        let has_words =
            lines.text.get(start..end).is_some_and(|t| t.chars().any(char::is_alphanumeric));
        if !has_words {
            if let Some((_, _, last)) = self.texts.last_mut() {
                *last = end;
            }
            return;
        }
        // What "(b) in Utopia:" announces is its own.
        let announced = self.texts.last().is_some_and(|(node, from, to)| {
            self.open.last() == Some(node) && lines.text[*from..*to].trim_end().ends_with(':')
        });
        let depth = match next.first() {
            _ if announced => self.open.len(),
            Some(p) if p.depth < self.open.len() => p.depth + 1,
            Some(p) if p.depth == self.open.len() => p.depth,
            _ => {
                let in_paragraph =
                    self.open.first().is_some_and(|i| self.nodes[*i].place.starts_with("para_"));
                // What follows a list that the division's first words announce wraps it up.
                usize::from(in_paragraph && !self.led_in)
            }
        };
        self.open.truncate(depth);
        let node = self.open.last().copied().unwrap_or(0);
        if node == 0 && self.nodes[0].children == 0 {
            self.led_in = lines.text[start..end].trim_end().ends_with(':');
        }
        let place = &mut self.nodes[node];
        if place.children > 0 {
            place.after += 1;
        } else {
            place.before += 1;
        }
        self.texts.push((node, start, end));
    }

    fn finish(mut self, text: &str) -> Vec<Cut> {
        if let Some(start) = self.pending
            && let Some((_, _, end)) = self.texts.last_mut()
        {
            *end = (*end).max(start);
        }
        let mut counts = vec![0_usize; self.nodes.len()];
        let mut found = Vec::with_capacity(self.texts.len());
        for (node, start, end) in &self.texts {
            let n = &self.nodes[*node];
            counts[*node] += 1;
            let k = counts[*node];
            let own = if k <= n.before {
                let lead_in = n.children > 0 && k == n.before;
                let first = k == 1 && *node > 0;
                match (lead_in, n.before, first) {
                    (true, ..) => "intro".to_owned(),
                    (false, 1, _) | (false, _, true) if n.children == 0 => String::new(),
                    _ => format!("p_{k}"),
                }
            } else if k == n.before + 1 {
                "wrapup".to_owned()
            } else {
                format!("wrapup-{}", k - n.before)
            };
            let place = match (n.place.is_empty(), own.is_empty()) {
                (true, _) => own,
                (false, true) => n.place.clone(),
                (false, false) => format!("{}__{own}", n.place),
            };
            let words = text[*start..*end].trim();
            let from = end - text[*start..*end].trim_start().len();
            found.push(Cut { place, start: from, end: from + words.len() });
        }
        found
    }
}
