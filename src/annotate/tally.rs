//! What the clauses of a report tell of a treaty's parties, weighed: groups of states that are named
//! as parties together, and states by themselves.

use std::collections::BTreeMap;

/// How plainly words tell a group of parties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Plainness {
    /// Named together with something between them: "between A and B".
    Together,
    /// Named together in the title.
    Headed,
    /// "A and B signed it", "A denounced its treaty with B".
    Acting,
    /// "the treaty between A and B", "the A–B treaty".
    Stated,
    /// "A–B treaty", "A and B sign" in the title.
    InTitle,
    /// "The parties are A, B and C."
    Listed,
}

impl Plainness {
    fn weight(self) -> usize {
        match self {
            Self::Together => 4,
            Self::Headed => 6,
            Self::Acting => 10,
            Self::Stated => 12,
            Self::InTitle => 24,
            Self::Listed => 1000,
        }
    }
}

/// More states than this sign a treaty together only where that is said of all of them.
pub(super) const FEW: usize = 4;

/// A group that is told again and again is told a little more plainly for it, up to so many times.
const TOLD_ENOUGH: usize = 4;

/// What speaks for its states by themselves adds no more than this to what a group is worth.
const STATES: usize = 4;

/// What a group of the size that the report counts ("both", "the three") is worth more.
const COUNTED: usize = 3;

#[derive(Debug)]
struct Group {
    /// Alpha-3, sorted.
    codes: Vec<String>,
    plainest: Plainness,
    told: Vec<Plainness>,
}

impl Group {
    fn weight(&self) -> usize {
        let told = self.told.iter().take(TOLD_ENOUGH).map(|p| p.weight()).sum::<usize>();
        let plainest = self.plainest.weight();
        plainest + told.saturating_sub(plainest) / 4
    }
}

/// What a document has told so far of the parties.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// In the order in which they are first told.
    groups: Vec<Group>,
    /// What speaks for a state by itself, and in how many clauses it is named.
    states: BTreeMap<String, (usize, usize)>,
    /// The states that were last named one after another.
    together: Vec<String>,
    /// The states that were first named one after another.
    first: Vec<String>,
    /// States named one after another, clause by clause.
    lists: Vec<Vec<String>>,
    /// States of the title.
    headed: Vec<String>,
    /// Whether the title names an instrument.
    pub(super) titled: bool,
    /// How often the report speaks of so many parties.
    counts: BTreeMap<usize, usize>,
    /// Whether many states take part, more than a report would list.
    pub(super) open: bool,
}

impl Tally {
    /// Takes in a group.
    pub(super) fn group(&mut self, mut codes: Vec<String>, plainness: Plainness) {
        codes.sort_unstable();
        codes.dedup();
        if codes.len() < 2 {
            return;
        }
        match self.groups.iter_mut().find(|g| g.codes == codes) {
            Some(known) => {
                known.plainest = known.plainest.max(plainness);
                known.told.push(plainness);
            }
            None => {
                self.groups.push(Group { codes, plainest: plainness, told: vec![plainness] });
            }
        }
    }

    /// Remembers states that are named one after another.
    pub(super) fn named_together(&mut self, codes: &[String]) {
        codes.clone_into(&mut self.together);
        if self.first.is_empty() {
            codes.clone_into(&mut self.first);
        }
    }

    /// Takes in states that a clause lists, which may be a part of the parties.
    pub(super) fn listed(&mut self, codes: &[String]) {
        self.lists.push(codes.to_owned());
    }

    /// Takes in the states that were last named together, as a group to which words refer back.
    pub(super) fn told_again(&mut self, plainness: Plainness) {
        self.group(self.together.clone(), plainness);
    }

    /// Takes in a state that a clause names, or that the title does.
    pub(super) fn state(&mut self, code: &str, weight: usize, in_title: bool) {
        let known = self.states.entry(code.to_owned()).or_default();
        known.0 += weight;
        known.1 += usize::from(weight >= MENTION);
        if in_title && weight > 0 && !self.headed.iter().any(|h| h == code) {
            self.headed.push(code.to_owned());
        }
    }

    /// The parties, alpha-3, sorted; none where they are not known or no closed group.
    pub(super) fn parties(mut self) -> Vec<String> {
        self.join_lists();
        // "Eight countries signed it", and these eight did.
        let counted = self.counted().filter(|n| *n > FEW);
        let closed = |g: &Group| g.plainest >= Plainness::Acting && Some(g.codes.len()) == counted;
        self.open &= !self.groups.iter().any(closed);
        if !self.open && (2..=FEW).contains(&self.headed.len()) {
            let plainness = if self.titled { Plainness::Stated } else { Plainness::Headed };
            self.group(self.headed.clone(), plainness);
        }
        let least = if self.open { Plainness::Stated } else { Plainness::Together };
        let told = self.groups.iter().filter(|g| g.plainest >= least);
        // Of equal ones the first that is told.
        let Some(best) = told.rev().max_by_key(|g| self.worth(g)) else {
            return if self.open {
                Vec::new()
            } else {
                self.of_the_count().unwrap_or_else(|| self.frequent())
            };
        };
        // Who is told with all of these almost as plainly belongs to them.
        let with_more = self
            .groups
            .iter()
            .filter(|g| g.plainest >= least.max(Plainness::Acting))
            .filter(|g| 2 * g.weight() >= best.weight() && g.codes.len() > best.codes.len())
            .find(|g| best.codes.iter().all(|c| g.codes.contains(c)));
        with_more.unwrap_or(best).codes.clone()
    }

    /// "Of the nine parties five have a coast: A, B… They were joined by F, G…": lists that follow each
    /// other and together have the told number of members are the parties.
    fn join_lists(&mut self) {
        let joined = (2..=3).flat_map(|n| self.lists.windows(n)).find_map(|lists| {
            let named: usize = lists.iter().map(Vec::len).sum();
            let mut codes = lists.concat();
            codes.sort_unstable();
            codes.dedup();
            let told = codes.len() > FEW && self.counts.contains_key(&codes.len());
            (told && codes.len() == named).then_some(codes)
        });
        if let Some(codes) = joined {
            self.count(codes.len(), 1);
            self.group(codes, Plainness::Acting);
        }
    }

    fn worth(&self, group: &Group) -> usize {
        let size = group.codes.len();
        let states: usize =
            group.codes.iter().filter_map(|c| self.states.get(c)).map(|(n, _)| n).sum();
        let counted = self.counted().is_some_and(|n| n == size);
        group.weight() + (states / size).min(STATES) + if counted { COUNTED } else { 0 }
    }

    /// Takes in that the report speaks of so many parties.
    pub(super) fn count(&mut self, parties: usize, times: usize) {
        if times > 0 {
            *self.counts.entry(parties).or_default() += times;
        }
    }

    /// How many parties the report counts; of numbers that come equally often, the smallest.
    fn counted(&self) -> Option<usize> {
        self.counts.iter().rev().max_by_key(|(_, times)| **times).map(|(parties, _)| *parties)
    }

    /// The states that were named together first, where the report counts as many parties: "Chile and
    /// Peru opened the road… both parliaments".
    fn of_the_count(&self) -> Option<Vec<String>> {
        let mut codes = self.first.clone();
        codes.sort_unstable();
        codes.dedup();
        (self.counted() == Some(codes.len())).then_some(codes)
    }

    /// The states that a document speaks of again and again, with those of its title; none where
    /// they are more than a few.
    fn frequent(self) -> Vec<String> {
        let mut by_weight: Vec<(&String, usize)> =
            self.states.iter().map(|(c, (n, _))| (c, *n)).filter(|(_, n)| *n > 0).collect();
        by_weight.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        // A third state is a party where as much speaks for it, nearly, as for the second.
        let second = by_weight.get(1).map_or(0, |(_, n)| *n);
        let least = (second * 3).div_ceil(5);
        let mut group: Vec<String> = by_weight
            .iter()
            .filter(|(c, n)| *n >= least && self.states[*c].1 > 1)
            .map(|(c, _)| (*c).clone())
            .collect();
        if group.len() < 2 && by_weight.len() == 2 {
            group = by_weight.iter().map(|(c, _)| (*c).clone()).collect();
        }
        if let Some(counted) = self.counted().filter(|n| *n < group.len()) {
            group.truncate(counted);
        }
        group.extend(self.headed);
        group.sort_unstable();
        group.dedup();
        if (2..=FEW).contains(&group.len()) { group } else { Vec::new() }
    }
}

/// What naming a state once speaks for it.
pub(super) const MENTION: usize = 2;

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(of: &[&str]) -> Vec<String> {
        of.iter().map(|c| (*c).to_owned()).collect()
    }

    #[test]
    fn a_group_told_plainly_outweighs_states_that_are_named_more_often() {
        let mut tally = Tally::default();
        for _ in 0..9 {
            tally.state("USA", MENTION, false);
            tally.state("QAT", MENTION, false);
        }
        tally.group(codes(&["USA", "QAT"]), Plainness::Together);
        tally.group(codes(&["RWA", "COD"]), Plainness::Stated);
        assert_eq!(tally.parties(), ["COD", "RWA"]);
    }

    #[test]
    fn a_group_of_the_size_that_the_report_counts_is_preferred() {
        let mut tally = Tally::default();
        tally.count(3, 2);
        tally.group(codes(&["AGO", "ZMB"]), Plainness::Acting);
        tally.group(codes(&["AGO", "COD", "ZMB"]), Plainness::Acting);
        assert_eq!(tally.parties(), ["AGO", "COD", "ZMB"]);
    }

    #[test]
    fn states_first_named_together_are_the_parties_where_the_report_counts_as_many() {
        let mut tally = Tally::default();
        for code in ["CHL", "PER", "ECU", "COL", "BOL"] {
            tally.state(code, MENTION, false);
        }
        tally.named_together(&codes(&["PER", "CHL"]));
        tally.named_together(&codes(&["COL", "BOL"]));
        assert!(tally.of_the_count().is_none());
        tally.count(2, 1);
        assert_eq!(tally.parties(), ["CHL", "PER"]);
    }

    #[test]
    fn lists_that_have_the_told_number_together_are_the_parties() {
        let mut tally = Tally { open: true, ..Tally::default() };
        tally.count(6, 1);
        tally.listed(&codes(&["CHL", "ECU", "PER"]));
        tally.listed(&codes(&["FJI", "MLI", "TCD"]));
        assert_eq!(tally.parties(), ["CHL", "ECU", "FJI", "MLI", "PER", "TCD"]);
        let mut tally = Tally { open: true, ..Tally::default() };
        tally.count(7, 1);
        tally.listed(&codes(&["CHL", "ECU", "PER"]));
        tally.listed(&codes(&["FJI", "MLI", "TCD"]));
        assert!(tally.parties().is_empty());
    }

    #[test]
    fn of_an_open_treaty_only_a_plain_statement_tells_the_parties() {
        let mut tally = Tally { open: true, ..Tally::default() };
        tally.group(codes(&["CHN", "IND"]), Plainness::Acting);
        assert!(tally.parties().is_empty());
    }
}
