//! Words that only join others: "entry into force of the treaty" asks for "entry", "force" and "treaty".

use super::Node;
use crate::search::words::folded;

/// Articles, prepositions and conjunctions of the languages that treaties are mostly written in. No word
/// that says something by itself, such as "no", "not" and "may", and no acronym once folded ("AU").
const JOINTS: [&str; 40] = [
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to",
    "upon", "with", // English
    "de", "des", "du", "et", "la", "le", "les", // French
    "del", "el", "las", "los", "y", // Spanish
    "das", "der", "und", "von", "zu", // German
    "een", "het", "met", "van", "voor", // Dutch
    "и",    // Russian
];

/// Whether a folded word only joins others.
pub(crate) fn is_joint(word: &str) -> bool {
    JOINTS.contains(&word)
}

impl Node {
    pub(crate) fn is_joint(&self) -> bool {
        matches!(self, Self::Word(word) if matches!(&folded(word)[..], [one] if is_joint(one)))
    }

    /// Whether words are looked for here that say something by themselves.
    fn says(&self) -> bool {
        let mut words = Vec::new();
        self.collect_words(&mut words);
        !words.is_empty() && !self.is_joint()
    }

    /// Those of several terms side by side that a passage must match: words that only join others are
    /// asked for where nothing else is.
    pub(crate) fn asked(nodes: &[Self]) -> impl Iterator<Item = &Self> {
        let says = nodes.iter().any(Self::says);
        nodes.iter().filter(move |node| !says || !node.is_joint())
    }
}
