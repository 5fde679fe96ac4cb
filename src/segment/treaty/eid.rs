//! eIds by the Akoma Ntoso Naming Convention: unique in the source, and as short as they can be.

use std::collections::{HashMap, HashSet};

use super::tree::{Node, rank};
use crate::model::{Locator, Unit};

/// A locator has at most 200 bytes; some are left for what makes it unique.
const LONGEST: usize = 180;

/// Gives out names, each once.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: HashSet<String>,
    next: HashMap<String, u32>,
}

impl Names {
    /// The name itself, or with the first free of `-2`, `-3`… at its end.
    pub(super) fn unique(&mut self, mut name: String) -> Option<Locator> {
        name.truncate(LONGEST);
        if name.is_empty() {
            name.push('p');
        }
        if self.taken.insert(name.clone()) {
            return name.parse().ok();
        }
        let next = self.next.entry(name.clone()).or_insert(2);
        loop {
            let tried = format!("{name}-{next}");
            *next += 1;
            if self.taken.insert(tried.clone()) {
                return tried.parse().ok();
            }
        }
    }
}

/// The eIds of all divisions.
pub(super) fn assign(nodes: &[Node]) -> Vec<Option<Locator>> {
    let restarting = restarting(nodes);
    let mut names = Names::default();
    let mut eids: Vec<Option<Locator>> = Vec::with_capacity(nodes.len());
    let mut unnumbered: HashMap<(Option<usize>, Unit), u32> = HashMap::new();
    for node in nodes {
        let own = match (node.unit, &node.number, node.language) {
            (Unit::Version, _, Some(language)) => language.to_owned(),
            (unit @ (Unit::Protocol | Unit::Point), None, _) => {
                let count = unnumbered.entry((node.parent, unit)).or_default();
                *count += 1;
                let prefix = if unit == Unit::Point { "indent" } else { unit.prefix() };
                format!("{prefix}_{count}")
            }
            (Unit::Preamble | Unit::Conclusions, ..) => node.unit.prefix().to_owned(),
            (unit, Some(number), _) => format!("{}_{}", unit.prefix(), number.eid),
            (unit, None, _) => node.named_as.unwrap_or(unit.prefix()).to_owned(),
        };
        let around = around(nodes, node, &restarting).and_then(|i| eids[i].as_ref());
        let eid = around.map_or_else(|| own.clone(), |a| format!("{a}__{own}"));
        eids.push(names.unique(eid));
    }
    eids
}

/// The division whose eId stands before that of `node`.
fn around(nodes: &[Node], node: &Node, restarting: &HashMap<Option<usize>, Unit>) -> Option<usize> {
    let mut at = node.parent;
    let needed = match node.unit {
        Unit::Article => restarting.get(&scope(nodes, node.parent)).copied(),
        Unit::Preamble | Unit::Conclusions => None,
        _ => return at,
    };
    while let Some(i) = at {
        let unit = nodes[i].unit;
        if rank(unit) < 2 || rank(unit) > 2 || Some(unit) == needed {
            return at;
        }
        at = nodes[i].parent;
    }
    None
}

/// The version, annex or protocol in which a division stands.
fn scope(nodes: &[Node], mut at: Option<usize>) -> Option<usize> {
    while let Some(i) = at {
        if rank(nodes[i].unit) < 2 {
            break;
        }
        at = nodes[i].parent;
    }
    at
}

/// For each scope the innermost kind of container at whose boundaries article numbers begin anew.
fn restarting(nodes: &[Node]) -> HashMap<Option<usize>, Unit> {
    let mut seen: HashMap<Option<usize>, HashSet<&str>> = HashMap::new();
    let mut entered: HashSet<usize> = HashSet::new();
    let mut counts: HashMap<(Option<usize>, Unit), (usize, usize, usize)> = HashMap::new();
    for node in nodes.iter().filter(|n| n.unit == Unit::Article) {
        let Some(number) = node.number.as_ref() else { continue };
        let scope = scope(nodes, node.parent);
        let known = seen.entry(scope).or_default();
        let again = known.contains(number.eid.as_str()) && number.value <= 1;
        known.insert(&number.eid);
        let mut at = node.parent;
        let mut depth = 0;
        while let Some(i) = at.filter(|i| rank(nodes[*i].unit) == 2) {
            depth += 1;
            if entered.insert(i) {
                let count = counts.entry((scope, nodes[i].unit)).or_insert((0, 0, 0));
                count.0 += 1;
                count.1 += usize::from(again);
            }
            at = nodes[i].parent;
        }
        let mut at = node.parent;
        while let Some(i) = at.filter(|i| rank(nodes[*i].unit) == 2) {
            let count = counts.entry((scope, nodes[i].unit)).or_insert((0, 0, 0));
            count.2 = count.2.max(depth);
            depth -= 1;
            at = nodes[i].parent;
        }
    }
    let mut found: HashMap<Option<usize>, (Unit, usize)> = HashMap::new();
    for ((scope, unit), (all, again, depth)) in counts {
        // The first container does not begin anew; most of the others must.
        if again > 0 && again * 2 + 1 >= all {
            let best = found.entry(scope).or_insert((unit, depth));
            if depth > best.1 {
                *best = (unit, depth);
            }
        }
    }
    found.into_iter().map(|(scope, (unit, _))| (scope, unit)).collect()
}
