//! The cheapest way to make a quotation of a part of a text.

use super::Token;

/// A step through the table, by the numbers of the quotation's and the text's words.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    /// One word for the other.
    Both(usize, usize),
    /// A word that only the quotation has.
    Quoted(usize),
    /// A word that only the text has, after this one of the quotation.
    Held(usize, usize),
}

/// The step that led to a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Both,
    Quoted,
    Held,
}

/// The cheapest ways to fit each beginning of the quotation so that it ends at each word.
pub(super) struct Table {
    /// A row for each word of the quotation, a column for each place between words of the text.
    ways: Vec<Way>,
    /// What it costs to fit the whole quotation, by where it ends.
    costs: Vec<u32>,
}

impl Table {
    pub(super) fn fill(words: &[Token], held: &[Token]) -> Self {
        let mut costs = vec![0_u32; held.len() + 1];
        let mut ways = Vec::with_capacity(words.len() * costs.len());
        for word in words {
            let mut before = costs[0];
            costs[0] += word.weight;
            ways.push(Way::Quoted);
            for (j, other) in held.iter().enumerate() {
                let mut best = (costs[j + 1] + word.weight, Way::Quoted);
                let skipped = costs[j] + if word.is_omission() { 0 } else { other.weight };
                if skipped < best.0 {
                    best = (skipped, Way::Held);
                }
                let paired = before + word.cost(other);
                // Words are paired where that costs no more.
                if paired <= best.0 && !word.is_omission() {
                    best = (paired, Way::Both);
                }
                before = costs[j + 1];
                costs[j + 1] = best.0;
                ways.push(best.1);
            }
        }
        Self { ways, costs }
    }

    /// The steps of the cheapest way, from the front to the back, and its cost.
    pub(super) fn best(&self) -> (Vec<Step>, u32) {
        let width = self.costs.len();
        let end = self.costs.iter().enumerate().min_by_key(|(j, cost)| (**cost, *j));
        let (mut j, cost) = end.map_or((0, 0), |(j, cost)| (j, *cost));
        let mut i = self.ways.len() / width;
        // A last word that differs is paired with the one that stands in its place.
        let next = (i * width).checked_sub(width).and_then(|row| self.ways.get(row + j + 1));
        if next == Some(&Way::Both) && self.costs.get(j + 1) == Some(&cost) {
            j += 1;
        }
        let mut steps = Vec::new();
        while i > 0 {
            match self.ways[(i - 1) * width + j] {
                Way::Both => {
                    (i, j) = (i - 1, j - 1);
                    steps.push(Step::Both(i, j));
                }
                Way::Quoted => {
                    i -= 1;
                    steps.push(Step::Quoted(i));
                }
                Way::Held => {
                    j -= 1;
                    steps.push(Step::Held(i - 1, j));
                }
            }
        }
        steps.reverse();
        (steps, cost)
    }
}
