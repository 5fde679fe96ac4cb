//! English verbs by their form: which words of a clause say that something was done.
//!
//! No part of speech is guessed from the meaning of words. A clause in another language has next to no
//! such forms, and is read by its words for events alone.

use std::{collections::HashMap, ops::Range};

use super::super::dates::Dated;

/// What a word does in a sentence, as far as its form tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Part {
    /// "was", "has", "will".
    Auxiliary,
    /// "not", "failed to".
    Denial,
    /// "signed", "sent".
    Past,
    /// "enters", where an article or preposition before it does not make it a noun.
    Present,
    /// "to".
    To,
    /// "the", "its", "each".
    Determiner,
    /// "of", "after".
    Preposition,
    /// "since", "after": with a noun behind it, a point in time.
    Time,
    /// "and", "which", "when": may open a part of the sentence.
    Opening,
    /// "formally", "also".
    Adverb,
}

const LISTS: [(Part, &str); 9] = [
    (
        Part::Auxiliary,
        "is are was were be been being has have had having do does did will would shall should can could may might must",
    ),
    (
        Part::Denial,
        "not never cannot without fails failed failing refused refuses declined unable unwilling yet",
    ),
    (
        Part::Past,
        "arose awoke beat became begun began bent bore bought broke broken brought built burst came cast caught chose chosen crept dealt done drew drawn driven drove dug eaten fallen fed fell fled flew flown forbade forbidden foresaw forgave forgot forgotten fought found froze frozen gave given gone got grew grown heard held hid hit hung kept knew known laid lain led left lent lit lost made meant met overcame overseen oversaw overthrew overtook paid put quit ran rang read risen rode rose said sang sank sat saw seen sent set shaken shone shook shot shown shrank shut slid slept sold sought spent split spoke spoken sprang stole stolen stood strove struck stuck sung sunk swept swore sworn swung taken taught thought threw thrown told took tore torn underwent understood undertaken undertook upheld went withdrawn withdrew withheld withstood woke won wore worn wound wove written wrote",
    ),
    (
        Part::Present,
        "agrees allows applies approves asks backs bars begins binds brings calls closes comes covers decides ends expects follows gives goes holds imposes invites joins launches lasts leaves lifts makes meets moves obliges opens orders proposes publishes rejects remains returns rules runs says sends shows starts stays stops takes tells urges visits votes wants warns",
    ),
    (Part::To, "to"),
    (
        Part::Determiner,
        "the a an its their his her this these those each every no any some both all our my your another such one two three four five many several few most",
    ),
    (
        Part::Preposition,
        "of in on for by at under over into onto between among during against about through within without towards toward near behind beside despite as than via per",
    ),
    (Part::Time, "since after before following until upon from"),
    (
        Part::Opening,
        "and but or that which who when where while because although though if once so as whereas whose then unless",
    ),
];

/// Adverbs without "-ly".
const ADVERBS: &str = "there therefore thus hence together also already now then again finally only still since soon once twice just even first later long ever eventually at last";

/// Behind these and [`DO`] a verb has its plain form.
pub(in super::super) const MODAL: [&str; 10] =
    ["will", "would", "shall", "should", "can", "could", "may", "might", "must", "cannot"];

pub(in super::super) const DO: [&str; 3] = ["do", "does", "did"];

/// Words in "-ed" that are no verbs.
const NOT_VERBS: [&str; 19] = [
    "bed", "breed", "creed", "deed", "feed", "freed", "greed", "hundred", "indeed", "kindred",
    "need", "red", "reed", "sacred", "seed", "shed", "speed", "united", "wed",
];

/// The words whose form is known.
pub(in super::super) struct Forms(HashMap<&'static str, Part>);

impl Forms {
    pub(in super::super) fn new() -> Self {
        let adverbs = ADVERBS.split(' ').map(|word| (word, Part::Adverb));
        // Of a word on two lists the later counts.
        let words = adverbs
            .chain(LISTS.iter().flat_map(|(part, words)| words.split(' ').map(|w| (w, *part))));
        Self(words.collect())
    }

    /// What a word does, where its form is known.
    pub(in super::super) fn part(&self, word: &str) -> Option<Part> {
        let lower = word.to_lowercase();
        if let Some(part) = self.0.get(lower.as_str()) {
            return Some(*part);
        }
        if lower.ends_with("n't") || lower.ends_with("n’t") {
            return Some(Part::Denial);
        }
        let plain = word.starts_with(char::is_lowercase) && word.len() > 3;
        if plain && word.ends_with("ed") && !NOT_VERBS.contains(&word) {
            return Some(Part::Past);
        }
        (plain && word.ends_with("ly")).then_some(Part::Adverb)
    }
}

/// A word or mark of a clause; a date is one token.
#[derive(Debug, Clone)]
pub(in super::super) struct Token<'a> {
    pub(in super::super) span: Range<usize>,
    pub(in super::super) text: &'a str,
    pub(in super::super) part: Option<Part>,
}

impl Token<'_> {
    pub(in super::super) fn is(&self, words: &[&str]) -> bool {
        words.iter().any(|w| self.text.eq_ignore_ascii_case(w))
    }

    pub(in super::super) fn is_mark(&self) -> bool {
        !self.text.starts_with(char::is_alphanumeric)
    }

    /// A lower-case word of no known form: a noun, an adjective or the plain form of a verb.
    pub(in super::super) fn is_plain(&self) -> bool {
        self.part.is_none() && self.text.starts_with(char::is_lowercase)
    }
}

impl Forms {
    /// Cuts a clause into tokens. `dates` are in text order.
    pub(in super::super) fn tokens<'a>(&self, text: &'a str, dates: &[Dated]) -> Vec<Token<'a>> {
        let mut tokens = Vec::with_capacity(text.len() / 5);
        let mut dates = dates.iter().peekable();
        let mut chars = text.char_indices().peekable();
        while let Some((start, c)) = chars.next() {
            while dates.next_if(|d| d.span.end <= start).is_some() {}
            if c.is_whitespace() {
                continue;
            }
            let next_date = dates.peek().map(|d| &d.span);
            let date = next_date.filter(|span| span.start <= start);
            let mut end = start + c.len_utf8();
            while let Some((at, next)) = chars.next_if(|(at, next)| match date {
                Some(date) => *at < date.end,
                None if next_date.is_some_and(|span| span.start == *at) => false,
                None => c.is_alphanumeric() && (next.is_alphanumeric() || "-’'".contains(*next)),
            }) {
                end = at + next.len_utf8();
            }
            let word = &text[start..end];
            let part = if date.is_some() { None } else { self.part(word) };
            tokens.push(Token { span: start..end, text: word, part });
        }
        tokens
    }
}

/// Whether a past form only says which thing is meant: "the signed text", "a newly agreed draft", "by
/// agreed rules".
pub(in super::super) fn is_attributive(tokens: &[Token<'_>], at: usize) -> bool {
    let part = |back: usize| at.checked_sub(back).and_then(|b| tokens[b].part);
    if tokens[at].part != Some(Part::Past) {
        return false;
    }
    let owned = part(1) == Some(Part::Determiner)
        || part(1) == Some(Part::Adverb) && part(2) == Some(Part::Determiner);
    let next = tokens.get(at + 1);
    let noun = next.is_some_and(|t| t.is_plain() || t.text.starts_with(char::is_uppercase));
    part(1) == Some(Part::Preposition) || (owned && noun)
}
