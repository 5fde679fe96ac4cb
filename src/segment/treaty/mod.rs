//! Treaty texts: divisions, paragraphs and points, with Akoma Ntoso eIds.
//!
//! The way of a text: [`line`] sees lines; [`heading`] and [`running`] find what may be headings;
//! [`sequence`] decides which are articles; [`contents`] takes tables of contents out; [`component`]
//! finds versions and attached instruments; [`tree`] nests divisions (or [`marks`], where the input
//! marks them up); [`eid`] names them; [`leaf`] cuts what stands in each.

mod closing;
mod component;
mod contents;
mod eid;
mod enumerator;
mod heading;
mod leaf;
mod line;
mod marks;
mod number;
mod points;
mod recital;
mod running;
mod sequence;
mod tongue;
mod tree;
mod words;

#[cfg(test)]
mod tests;

use super::{Part, Segment, Segments, fill, sentence::Sentences};
use crate::{
    model::{Division, Unit},
    read::Extracted,
};
use heading::Candidate;
use leaf::{Cut, Piece};
use line::Lines;
use tree::Node;

/// A longer clause is cut into its sentences, so that each can be cited.
const LONGEST_CLAUSE: usize = 3000;

pub(super) fn cut(extracted: &Extracted) -> Segments {
    let lines = Lines::of(extracted);
    let mut warnings = Vec::new();
    let (nodes, tables) = if extracted.marks.is_empty() {
        let mut heads = heads(&lines);
        let tables = contents::take_out(&lines, &mut heads);
        for k in 0..heads.len() {
            let until = heads.get(k + 1).map_or(lines.text.len(), |h| h.start);
            name_below(&lines, &mut heads[k], until);
        }
        component::instruments(&lines, &mut heads);
        let components = component::find(&lines, &mut heads);
        if !heads.iter().any(|h| h.unit == Unit::Article) {
            warnings.push("no article headings were found: it is cut into paragraphs".to_owned());
        }
        (tree::build(&lines, &heads, &components), tables)
    } else {
        (marks::build(extracted), Vec::new())
    };
    if !tables.is_empty() {
        warnings.push("a table of contents is left out of the clauses".to_owned());
    }
    let mut cutter = Cutter {
        lines: &lines,
        nodes: &nodes,
        tables,
        eids: eid::assign(&nodes),
        names: eid::Names::default(),
        sentences: Sentences::new(),
        clauses: Vec::new(),
        headings: Vec::new(),
    };
    cutter.run();
    let Cutter { eids, clauses, headings, .. } = cutter;
    let (clauses, headings) = apart(clauses, headings);
    let outline = fill(extracted.text.len(), &clauses, &headings);
    let divisions = divisions(nodes, eids);
    Segments { clauses, outline, divisions, warnings }
}

/// Whether a document is a treaty's own text: at least three article headings stand in it in
/// sequence, or it has a preamble's and a testimonium's words.
#[must_use]
pub fn is_treaty_text(extracted: &Extracted) -> bool {
    if extracted.marks.iter().any(|m| m.unit == Unit::Article) {
        return true;
    }
    let lines = Lines::of(extracted);
    let heads = heads(&lines);
    let (mut run, mut expected) = (0, 1);
    for number in heads
        .iter()
        .filter(|h| h.unit == Unit::Article && h.own >= 5)
        .filter_map(|h| h.number.as_ref())
    {
        run = if number.value == expected && run > 0 { run + 1 } else { 1 };
        if run >= 3 {
            return true;
        }
        expected = number.value + 1;
    }
    let agreed = lines.all.iter().take(200).any(|l| {
        let words = &lines.text[l.start..l.end];
        let tail: String =
            words.chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
        let folded = words::fold(&tail);
        [
            "have agreed",
            "hereby agree",
            "sont convenus",
            "han convenido",
            "zijn overeengekomen",
            "договорились о",
        ]
        .iter()
        .any(|w| folded.contains(w))
    });
    agreed
        && lines.all.iter().any(|l| {
            let words = &lines.text[l.start..l.end];
            closing::opens(words)
                && words::fold(&words.chars().take(12).collect::<String>())
                    .starts_with(['i', 'e', 'z', 't', 'в'])
        })
}

/// The headings of a text, in order: the articles by their sequence, other divisions by their looks.
fn heads(lines: &Lines<'_>) -> Vec<Candidate> {
    let mut all = heading::in_lines(lines);
    running::inside_lines(lines, &mut all);
    all.sort_by_key(|c| c.start);
    // A number alone is an article only where the text has no other ones.
    let all_bare: Vec<Candidate> =
        all.extract_if(.., |c| c.series == words::Series::Bare).collect();
    let mut articles = sequence::articles(&all);
    if articles.is_empty() && !all_bare.is_empty() {
        all.extend(all_bare);
        all.sort_by_key(|c| c.start);
        articles = sequence::articles(&all);
    }
    let mut chosen = vec![false; all.len()];
    for i in articles {
        chosen[i] = true;
    }
    // Other divisions in running text are believed where another heading follows at once; what
    // stands between is their name.
    let mut next = usize::MAX;
    for i in (0..all.len()).rev() {
        let first_reading = i == 0 || all[i - 1].start != all[i].start;
        let head = &mut all[i];
        if head.unit != Unit::Article && first_reading {
            let near = head.running && next.saturating_sub(head.body) < 160;
            chosen[i] = head.own > 0 && (!head.running || near && head.own > 4);
            if chosen[i] && near {
                let name = lines.text.get(head.body..next).unwrap_or_default();
                let bare = name.trim_start_matches(|c: char| !c.is_alphanumeric()).trim_end();
                let from = head.body + name.trim_end().len() - bare.len();
                head.heading = (!bare.is_empty()).then_some((from, from + bare.len()));
                head.body = from + bare.len();
            }
        }
        if chosen[i] {
            next = all[i].start;
        }
    }
    let has_articles = all
        .iter()
        .zip(&chosen)
        .any(|(h, c)| *c && h.series != words::Series::Sign && h.unit == Unit::Article);
    let mut kept: Vec<Candidate> = all
        .into_iter()
        .zip(chosen)
        .filter(|(h, c)| *c && !(has_articles && h.series == words::Series::Sign))
        .map(|(h, _)| h)
        .collect();
    // A protocol is attached only after a treaty's articles.
    let mut articles = false;
    kept.retain(|h| {
        articles |= h.unit == Unit::Article;
        h.unit != Unit::Protocol || articles
    });
    // What opens inside the heading before is part of it.
    let mut end = 0;
    kept.retain(|h| {
        let apart = h.start >= end;
        if apart {
            end = h.body;
        }
        apart
    });
    kept
}

/// A heading's name may stand on the next line.
fn name_below(lines: &Lines<'_>, head: &mut Candidate, until: usize) {
    /// A longer line is text.
    const LONGEST: usize = 150;
    if head.heading.is_some() || head.running {
        return;
    }
    let i = lines.at(head.body.saturating_sub(1)).max(lines.at(head.start)) + 1;
    let Some(line) = lines.all.get(i).filter(|l| l.start >= head.body && l.end <= until) else {
        return;
    };
    let words = lines.words(i);
    let goes_on = lines.all.get(i + 1).filter(|l| l.start < until);
    let structural = head.unit != Unit::Article;
    let first = words.chars().next();
    let upright = first.is_some_and(|c| !c.is_lowercase() && !c.is_numeric()) || lines.lower;
    let chars = words.chars().count();
    let below = lines.words(i + 1);
    let is_name = if line.heading {
        chars <= 2 * LONGEST
    } else {
        chars <= LONGEST
            && upright
            && !line.item
            && !line::ends_closed(words)
            && !words.ends_with(',')
            && !words.starts_with(['-', '–', '—', '•'])
            && !(words.starts_with('(') && words.chars().take(5).any(|c| c == ')'))
            && !words.contains(" shall ")
            && (goes_on.is_some() || structural)
            && lines
                .margin
                .is_none_or(|m| chars * 4 < m * 3 && !below.starts_with(char::is_lowercase))
    };
    if is_name {
        head.heading = Some((line.start, line.end));
        head.body = line.end;
    }
}

struct Cutter<'a> {
    lines: &'a Lines<'a>,
    nodes: &'a [Node],
    tables: Vec<(usize, usize)>,
    eids: Vec<Option<crate::model::Locator>>,
    names: eid::Names,
    sentences: Sentences,
    clauses: Vec<Segment>,
    headings: Vec<(usize, usize)>,
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
            } else if closing {
                paragraphs(&pieces)
            } else {
                leaf::cut(self.lines, &pieces)
            };
            for cut in cuts {
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
        let spans = if cut.end - cut.start > LONGEST_CLAUSE {
            self.sentences_of(cut.start, cut.end)
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

    /// A long clause as sentences, each one a clause: they can be cited one by one, as in a report,
    /// and an insertion moves no border. A sentence without end is cut at a space.
    fn sentences_of(&self, start: usize, end: usize) -> Vec<(usize, usize)> {
        let text = self.lines.text;
        let mut found = Vec::new();
        for (from, to) in self.sentences.of(text, start, end) {
            let mut from = from;
            while to - from > LONGEST_CLAUSE {
                let mut limit = from + LONGEST_CLAUSE;
                while !text.is_char_boundary(limit) {
                    limit -= 1;
                }
                let window = &text[from..limit];
                let half = window.len() / 2;
                let cut = window.rfind(['\n', ';']).filter(|c| *c > half).map(|c| c + 1);
                let cut =
                    cut.or_else(|| window.rfind(' ').filter(|c| *c > half)).unwrap_or(window.len());
                let words = text[from..from + cut].trim();
                let first = from
                    + (text[from..from + cut].len() - text[from..from + cut].trim_start().len());
                if !words.is_empty() {
                    found.push((first, first + words.len()));
                }
                from += cut;
            }
            let words = text[from..to].trim();
            if !words.is_empty() {
                let first = to - text[from..to].trim_start().len();
                found.push((first, first + words.len()));
            }
        }
        found
    }

    fn part(&self, mut division: Option<usize>) -> Part {
        let mut part = Part::Body;
        while let Some(d) = division {
            let node = &self.nodes[d];
            match (node.unit, node.named_as) {
                (Unit::Annex, _) => return Part::Annex,
                (Unit::Preamble, _) | (_, Some("preamble")) => part = Part::Preamble,
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

/// Clauses and headings in order and without overlap, whatever marks said.
fn apart(
    mut clauses: Vec<Segment>,
    mut headings: Vec<(usize, usize)>,
) -> (Vec<Segment>, Vec<(usize, usize)>) {
    clauses.sort_by_key(|c| (c.start, c.end));
    let mut at = 0;
    clauses.retain(|c| {
        let fits = c.start >= at && c.start < c.end;
        if fits {
            at = c.end;
        }
        fits
    });
    headings.sort_unstable();
    let mut at = 0;
    headings.retain(|(start, end)| {
        let next = clauses.partition_point(|c| c.end <= *start);
        let free = clauses.get(next).is_none_or(|c| c.start >= *end);
        let fits = *start >= at && start < end && free;
        if fits {
            at = *end;
        }
        fits
    });
    (clauses, headings)
}

fn divisions(nodes: Vec<Node>, eids: Vec<Option<crate::model::Locator>>) -> Vec<Division> {
    nodes
        .into_iter()
        .zip(eids)
        .filter_map(|(node, eid)| {
            Some(Division {
                locator: eid?,
                unit: node.unit,
                label: node.label,
                heading: node.heading,
                parent: node.parent.and_then(|p| u32::try_from(p).ok()),
                start: node.start,
                end: node.end,
            })
        })
        .collect()
}
