//! Cuts what stands in each division into clauses with their locators.

use super::{
    eid::Names,
    leaf::{self, Cut, Piece},
    line::Lines,
    recital,
    tree::{self, Node},
};
use crate::{
    model::{Locator, Unit},
    segment::{
        Part, Segment,
        sentence::{LONGEST, Sentences},
    },
};

type Span = (usize, usize);

/// The clauses and headings of a text with its divisions; what stands in `tables` is left out.
pub(super) fn cut(
    lines: &Lines<'_>,
    nodes: &[Node],
    eids: &[Option<Locator>],
    tables: Vec<Span>,
) -> (Vec<Segment>, Vec<Span>) {
    let mut cutter = Cutter {
        lines,
        nodes,
        tables,
        eids,
        names: Names::default(),
        sentences: Sentences::new(),
        clauses: Vec::new(),
        headings: Vec::new(),
    };
    cutter.run();
    (cutter.clauses, cutter.headings)
}

struct Cutter<'a> {
    lines: &'a Lines<'a>,
    nodes: &'a [Node],
    tables: Vec<Span>,
    eids: &'a [Option<Locator>],
    names: Names,
    sentences: Sentences,
    clauses: Vec<Segment>,
    headings: Vec<Span>,
}

impl Cutter<'_> {
    fn run(&mut self) {
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); self.nodes.len()];
        let mut roots = Vec::new();
        for (i, node) in self.nodes.iter().enumerate() {
            match node.parent {
                Some(p) => children[p].push(i),
                None => roots.push(i),
            }
        }
        let len = self.lines.text.len();
        self.own(None, 0, len, &roots);
        for (i, below) in children.iter().enumerate() {
            let node = &self.nodes[i];
            self.headings.extend(node.titled);
            self.own(Some(i), node.body, node.end, below);
        }
    }

    /// Cuts what stands in a division outside the divisions in it.
    fn own(&mut self, division: Option<usize>, from: usize, to: usize, below: &[usize]) {
        let mut stretches = Vec::new();
        let mut at = from;
        for child in below {
            let child = &self.nodes[*child];
            if child.start > at {
                stretches.push((at, child.start));
            }
            at = at.max(child.end);
        }
        let led_in = stretches.len();
        if at < to {
            stretches.push((at, to));
        }
        let unit = division.map(|d| self.nodes[d].unit);
        let marked = below.first().is_some_and(|c| tree::rank(self.nodes[*c].unit) >= 4);
        let mut wrapups = 0;
        for (n, (start, end)) in stretches.into_iter().enumerate() {
            let mut pieces = leaf::pieces(self.lines, start, end);
            pieces.retain(|p| !self.in_table(p));
            if pieces.is_empty() {
                continue;
            }
            self.headings.extend(pieces.iter().filter(|p| p.heading).map(|p| (p.start, p.end)));
            let preamble = unit == Some(Unit::Preamble)
                || division.is_some_and(|d| self.nodes[d].named_as == Some("preamble"));
            let closing = unit == Some(Unit::Conclusions)
                || division.is_some_and(|d| self.nodes[d].named_as == Some("conclusions"));
            let cuts = if marked {
                let after = n >= led_in || n > 0;
                around_marks(&pieces, after, &mut wrapups)
            } else if preamble {
                recital::cut(self.lines, &pieces)
            } else if closing || division.is_some_and(|d| self.nodes[d].named_as == Some("meta")) {
                paragraphs(&pieces)
            } else {
                leaf::cut(self.lines, &pieces)
            };
            for mut cut in cuts {
                if let Some(d) = division {
                    let node = &self.nodes[d];
                    below_its_number(node, &self.lines.text[node.body..], &mut cut.place);
                }
                self.clause(division, &cut);
            }
        }
    }

    fn in_table(&self, piece: &Piece) -> bool {
        let after = self.tables.partition_point(|(_, end)| *end <= piece.start);
        self.tables.get(after).is_some_and(|(start, _)| *start <= piece.start)
    }

    fn clause(&mut self, division: Option<usize>, cut: &Cut) {
        let eid = division.and_then(|d| self.eids[d].as_ref());
        let place = match eid {
            Some(eid) if cut.place.is_empty() => eid.to_string(),
            Some(eid) => format!("{eid}__{}", cut.place),
            None if cut.place.is_empty() => "p_1".to_owned(),
            None => cut.place.clone(),
        };
        let part = self.part(division);
        // A clause as long as that is cut into its sentences, so that each can be cited.
        let spans = if cut.end - cut.start > LONGEST {
            self.sentences.of(self.lines.text, cut.start, cut.end)
        } else {
            vec![(cut.start, cut.end)]
        };
        let alone = spans.len() == 1;
        for (n, (start, end)) in spans.into_iter().enumerate() {
            let name = if alone { place.clone() } else { format!("{place}__s_{}", n + 1) };
            let Some(locator) = self.names.unique(name) else { continue };
            self.clauses.push(Segment {
                locator,
                start,
                end,
                part,
                division: division.and_then(|d| u32::try_from(d).ok()),
                language: self.language(division),
            });
        }
    }

    fn part(&self, mut division: Option<usize>) -> Part {
        let mut part = Part::Body;
        while let Some(d) = division {
            let node = &self.nodes[d];
            match (node.unit, node.named_as) {
                (Unit::Annex, _) => return Part::Annex,
                (Unit::Preamble, _) | (_, Some("preamble" | "meta")) => part = Part::Preamble,
                (Unit::Conclusions, _) | (_, Some("conclusions")) => part = Part::Conclusions,
                _ => {}
            }
            division = node.parent;
        }
        part
    }

    fn language(&self, mut division: Option<usize>) -> Option<&'static str> {
        while let Some(d) = division {
            if let Some(language) = self.nodes[d].language {
                return Some(language);
            }
            division = self.nodes[d].parent;
        }
        None
    }
}

/// A marked paragraph begins with its own number, which is no paragraph within it; likewise an indent
/// with its dash. `text` begins with the division's own words.
fn below_its_number(node: &Node, text: &str, place: &mut String) {
    let (first, below) = place.split_once("__").unwrap_or((place.as_str(), ""));
    let own = match (node.unit, &node.number) {
        (Unit::Paragraph | Unit::Point, Some(number)) => {
            ["para", "point"].iter().any(|name| first == format!("{name}_{}", number.eid))
        }
        (Unit::Point, None) => {
            first == "indent_1" && !text.trim_start().starts_with(char::is_alphanumeric)
        }
        _ => false,
    };
    if own {
        *place = below.to_owned();
    }
}

/// Paragraphs around the marked ones: the last before them leads in, those after wrap up.
fn around_marks(pieces: &[Piece], after: bool, wrapups: &mut usize) -> Vec<Cut> {
    let texts: Vec<&Piece> = pieces.iter().filter(|p| !p.heading).collect();
    let mut found = Vec::new();
    for (n, piece) in texts.iter().enumerate() {
        let place = if after {
            *wrapups += 1;
            if *wrapups == 1 { "wrapup".to_owned() } else { format!("wrapup-{wrapups}") }
        } else if n + 1 == texts.len() {
            "intro".to_owned()
        } else {
            format!("p_{}", n + 1)
        };
        found.push(Cut { place, start: piece.start, end: piece.end });
    }
    found
}

/// Each paragraph a clause.
fn paragraphs(pieces: &[Piece]) -> Vec<Cut> {
    let texts: Vec<&Piece> = pieces.iter().filter(|p| !p.heading).collect();
    let alone = texts.len() == 1;
    let place = |n: usize| if alone { String::new() } else { format!("p_{}", n + 1) };
    texts
        .iter()
        .enumerate()
        .map(|(n, p)| Cut { place: place(n), start: p.start, end: p.end })
        .collect()
}
