//! A description of a treaty, and the title that it makes.

use super::words::same;
use crate::{
    annotate::{Codebook, tally::FEW},
    model::Treaty,
};

/// A noun phrase that describes a treaty.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is told by words of its own")]
pub(in super::super) struct Description {
    /// The phrase, without whose it is and how it is valued: "extradition treaty", "treaty on the border".
    pub(in super::super) words: String,
    /// What it is on, lower case.
    pub(in super::super) subject: Vec<String>,
    /// States that stand in or beside it, alpha-3.
    pub(in super::super) states: Vec<String>,
    /// Whether a name is in it that is neither a state's nor a body's: "the Quirinal treaty".
    pub(in super::super) is_proper: bool,
    /// Whether it says itself between whom it is: "the Chad–Mali fishing pact".
    pub(in super::super) has_pair: bool,
    /// Whether it only calls the treaty a deal.
    pub(in super::super) is_deal: bool,
    /// Whether "the" or "its" stands before it, or a headline leaves that out.
    pub(in super::super) is_known: bool,
    /// Whether its first words may belong to what stands before it: "Ministers widen trade pact".
    pub(in super::super) is_loose: bool,
    /// Whether it is what somebody signs, approves or leaves.
    pub(in super::super) is_acted_on: bool,
}

impl Description {
    /// Whether it tells a treaty of these parties from others.
    pub(in super::super) fn can_be_title(&self, parties: &[String]) -> bool {
        let has_parties = parties.iter().all(|party| self.states.contains(party));
        self.is_proper || (2..=FEW).contains(&parties.len()) || (self.has_pair && has_parties)
    }

    /// The title that it makes: with a name in it as it is, else devised with the parties.
    pub(in super::super) fn title(&self, codebook: &Codebook, parties: &[String]) -> String {
        let mut letters = self.words.chars();
        let first = letters.next().map(char::to_uppercase).into_iter().flatten();
        let words: String = first.chain(letters).collect();
        if self.is_proper {
            return words;
        }
        if self.has_pair {
            return Treaty::devised(&words);
        }
        let name =
            |code: &'_ String| codebook.country(code).map_or(code.clone(), |c| c.name.clone());
        let mut between: Vec<String> = parties.iter().map(name).collect();
        between.sort_unstable();
        Treaty::devised(&format!("{words} ({})", between.join(" – ")))
    }

    /// Whether two descriptions can be of one treaty: one says all that the other says it is on.
    pub(in super::super) fn is_like(&self, other: &Self) -> bool {
        let has = |d: &Self, word: &String| d.subject.iter().any(|w| same(w, word));
        self.subject.iter().all(|w| has(other, w)) || other.subject.iter().all(|w| has(self, w))
    }

    /// Whether a name shares words with it.
    pub(in super::super) fn is_called(&self, name: &str) -> bool {
        let words = name.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 2);
        words.map(str::to_lowercase).any(|word| self.subject.iter().any(|w| same(w, &word)))
    }

    /// Whether a name has all words of it.
    pub(in super::super) fn is_part_of(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        self.subject.iter().all(|word| name.contains(word))
    }

    /// Without first words that the rest of the report never has before the next one, for these may be a
    /// headline's verb. Nothing where no words are left.
    pub(super) fn supported(mut self, body: &[&str]) -> Option<Self> {
        while self.is_loose {
            let mut words = self.words.split(' ');
            let (first, second) = (words.next()?.to_lowercase(), words.next()?.to_lowercase());
            let last = words.next().is_none() || self.subject.len() < 2;
            let both = if last { first.clone() } else { format!("{first} {second}") };
            if body.iter().any(|text| text.to_lowercase().contains(&both)) {
                break;
            }
            self.words = self.words.split_once(' ')?.1.to_owned();
            self.subject.retain(|word| *word != first);
            if self.subject.is_empty() {
                return None;
            }
        }
        Some(self)
    }
}
