//! From headings to divisions: what stands in what.

use std::collections::HashMap;

use super::{
    closing, component::Component, heading::Candidate, line::Lines, number::Number, words,
};
use crate::model::Unit;

/// A division before it has its eId.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) unit: Unit,
    pub(super) number: Option<Number>,
    /// Type and number as written.
    pub(super) label: String,
    pub(super) heading: Option<String>,
    pub(super) start: usize,
    /// Where its own text begins, after its heading.
    pub(super) body: usize,
    pub(super) end: usize,
    pub(super) parent: Option<usize>,
    /// The language, of a version.
    pub(super) language: Option<&'static str>,
    /// The stretch that is to be a heading of the outline.
    pub(super) titled: Option<(usize, usize)>,
    /// What its eId calls it where it has no number and is no ordinary article.
    pub(super) named_as: Option<&'static str>,
    /// The word that names an annex: an appendix may stand in an annex.
    word: Option<String>,
}

impl Node {
    pub(super) fn new(unit: Unit, start: usize, end: usize) -> Self {
        Self {
            unit,
            number: None,
            label: String::new(),
            heading: None,
            start,
            body: start,
            end,
            parent: None,
            language: None,
            titled: None,
            named_as: None,
            word: None,
        }
    }

    fn of_head(head: &Candidate, lines: &Lines<'_>) -> Self {
        let label = &lines.text[head.start..head.label_end];
        let word = label.split(|c: char| !c.is_alphabetic()).next().map(words::fold);
        Self {
            number: head.number.clone(),
            label: lines.text[head.start..head.label_end]
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
            heading: head
                .heading
                .map(|(a, b)| lines.text[a..b].split_whitespace().collect::<Vec<_>>().join(" ")),
            body: head.body,
            titled: Some((head.start, head.body)),
            word: word.filter(|_| head.unit == Unit::Annex),
            ..Self::new(head.unit, head.start, head.start)
        }
    }

    fn of_component(component: &Component, lines: &Lines<'_>) -> Self {
        let (from, to) = component.title;
        let unit = if component.language.is_some() { Unit::Version } else { Unit::Protocol };
        Self {
            heading: (from < to).then(|| lines.text[from..to].to_owned()),
            body: to.max(component.start),
            titled: (from < to).then_some((from, to)),
            language: component.language,
            ..Self::new(unit, component.start, component.start)
        }
    }
}

/// Builds the divisions of a text from its headings, in order, each after the one around it.
pub(super) fn build(lines: &Lines<'_>, heads: &[Candidate], components: &[Component]) -> Vec<Node> {
    let mut starts: Vec<Node> = heads.iter().map(|h| Node::of_head(h, lines)).collect();
    starts.extend(components.iter().map(|c| Node::of_component(c, lines)));
    starts.sort_by_key(|n| (n.start, rank(n.unit)));
    let end = lines.text.len();
    let mut builder =
        Builder { nodes: Vec::new(), open: Vec::new(), order: Vec::new(), last: HashMap::new() };
    let first_article = starts.iter().position(|n| n.unit == Unit::Article);
    let containers_only = first_article.is_none() && starts.len() < 2;
    if !containers_only && starts.first().is_some_and(|n| n.unit != Unit::Preamble) {
        let until = starts.first().map_or(end, |n| n.start);
        if lines.all.first().is_some_and(|l| l.start < until) {
            builder.push(Node::new(Unit::Preamble, 0, 0));
        }
    }
    for (i, mut node) in starts.iter().cloned().enumerate() {
        let next = starts.get(i + 1);
        let until = next.map_or(end, |n| n.start);
        node.body = node.body.min(until);
        let (unit, body) = (node.unit, node.body);
        builder.push(node);
        let has_articles = next.is_some_and(|n| {
            n.unit == Unit::Article || rank(n.unit) >= 2 && n.unit != Unit::Preamble
        });
        if matches!(unit, Unit::Version | Unit::Protocol)
            && has_articles
            && lines.at(body) < lines.at(until)
        {
            builder.push(Node::new(Unit::Preamble, body, body));
        }
        let is_last = next.is_none_or(|n| rank(n.unit) < 2);
        if matches!(unit, Unit::Article | Unit::Protocol)
            && is_last
            && let Some(at) = closing::start(lines, body, until)
        {
            builder.push(Node::new(Unit::Conclusions, at, at));
        }
    }
    builder.close(0, end);
    builder.nodes
}

struct Builder {
    nodes: Vec<Node>,
    /// Divisions that are open, outermost first.
    open: Vec<usize>,
    /// Containers of this component, in the order in which they were first nested.
    order: Vec<Unit>,
    /// The last number of each kind in each annex, protocol or version (or in none).
    last: HashMap<(Option<usize>, Unit), u32>,
}

impl Builder {
    /// Opens a division where it belongs.
    fn push(&mut self, mut node: Node) {
        if let Some(outer) = self.counts_on(&node) {
            self.close(outer, node.start);
            self.order.clear();
        }
        let depth = self.depth(&node);
        self.close(depth, node.start);
        if let Some(number) = &node.number
            && rank(node.unit) >= 2
        {
            self.last.insert((self.scope(self.open.len()), node.unit), number.value);
        }
        if rank(node.unit) < 2 {
            self.order.clear();
        }
        if rank(node.unit) == 2 && !self.order.contains(&node.unit) {
            let above = self.open.iter().rev().find(|i| rank(self.nodes[**i].unit) == 2);
            let at = above
                .and_then(|i| self.order.iter().position(|u| *u == self.nodes[*i].unit))
                .map_or(self.order.len(), |p| p + 1);
            self.order.insert(at, node.unit);
        }
        node.parent = self.open.last().copied();
        self.open.push(self.nodes.len());
        self.nodes.push(node);
    }

    /// The innermost version, annex or protocol of the first `depth` open divisions.
    fn scope(&self, depth: usize) -> Option<usize> {
        self.open[..depth].iter().rev().copied().find(|i| rank(self.nodes[*i].unit) < 2)
    }

    /// Where an annex stands in the middle of chapters or articles, those after it count on from
    /// those before: how many divisions then stay open.
    fn counts_on(&self, node: &Node) -> Option<usize> {
        let number = node.number.as_ref().filter(|n| n.value > 1 && rank(node.unit) >= 2)?;
        let inner = self.scope(self.open.len())?;
        if self.last.contains_key(&(Some(inner), node.unit)) {
            return None;
        }
        let depth = self.open.iter().position(|i| *i == inner)?;
        let outer = self.last.get(&(self.scope(depth), node.unit))?;
        (*outer + 1 == number.value).then_some(depth)
    }

    /// How many of the open divisions stay open around a new one.
    fn depth(&self, node: &Node) -> usize {
        let unit = |i: &usize| self.nodes[*i].unit;
        let below = |r: u8| self.open.iter().position(|i| rank(unit(i)) >= r);
        let all = self.open.len();
        match node.unit {
            Unit::Version => 0,
            Unit::Protocol => below(1).unwrap_or(all),
            Unit::Annex => {
                let same = self
                    .open
                    .iter()
                    .position(|i| unit(i) == Unit::Annex && self.nodes[*i].word == node.word);
                same.or_else(|| below(2)).unwrap_or(all)
            }
            Unit::Part | Unit::Title | Unit::Chapter | Unit::Section => {
                let same = self.open.iter().position(|i| unit(i) == node.unit);
                let placed = self.order.iter().position(|u| *u == node.unit);
                let inner = self.open.iter().position(|i| {
                    let here = self.order.iter().position(|u| *u == unit(i));
                    placed.zip(here).is_some_and(|(p, h)| h > p)
                });
                same.or(inner).or_else(|| below(3)).unwrap_or(all)
            }
            _ => below(3).unwrap_or(all),
        }
    }

    /// Closes all open divisions from `depth` on, at byte `end`.
    fn close(&mut self, depth: usize, end: usize) {
        for i in self.open.drain(depth..) {
            let node = &mut self.nodes[i];
            node.end = end.max(node.body);
        }
    }
}

/// 0 for versions, 1 for annexes and protocols, 2 for containers, 3 for what has text of its own.
pub(super) fn rank(unit: Unit) -> u8 {
    match unit {
        Unit::Version => 0,
        Unit::Annex | Unit::Protocol => 1,
        Unit::Part | Unit::Title | Unit::Chapter | Unit::Section => 2,
        Unit::Preamble | Unit::Article | Unit::Conclusions => 3,
        Unit::Paragraph => 4,
        Unit::Point => 5,
    }
}
