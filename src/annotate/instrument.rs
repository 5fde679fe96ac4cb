//! Which treaty a document is about: its title and its parties, as the document gives them.

use std::ops::Range;

use regex::{Match, Regex};

use super::{
    Codebook,
    names::{Name, Named, Names},
    parties::Parties,
    rule::rule,
    signatories::Signatories,
    tally::Tally,
};
use crate::model::Treaty;

/// A treaty as a document describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instrument {
    /// Its title, as full as the document gives it; empty where it names none.
    pub title: String,
    /// Its parties, alpha-3, sorted; empty where they are not a closed group.
    pub parties: Vec<String>,
}

impl Instrument {
    /// Whether a treaty that is held is this one: the same parties, and the distinctive words of
    /// its title stand in the document.
    #[must_use]
    pub fn is(&self, held: &Treaty, document: &str) -> bool {
        if self.parties.is_empty() || self.parties != held.parties || !held.is_named() {
            return false;
        }
        let document = document.to_lowercase();
        let words: Vec<String> = held
            .title
            .split(" between ")
            .next()
            .unwrap_or_default()
            .to_lowercase()
            .split(|c: char| !c.is_alphabetic())
            .filter(|w| w.len() > 5 && !GENERIC.contains(w))
            .map(str::to_owned)
            .collect();
        let shared = words.iter().filter(|w| document.contains(w.as_str())).count();
        !words.is_empty() && shared * 3 >= words.len() * 2
    }
}

/// Words that many titles have.
const GENERIC: [&str; 6] = ["treaty", "agreement", "convention", "protocol", "between", "accord"];

/// Finds the treaty of a document. Built once.
pub(super) struct Instruments {
    signatories: Signatories,
    title: Regex,
    between: Regex,
    and: Regex,
}

impl Instruments {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            signatories: Signatories::new()?,
            title: rule(
                r"(?:\p{Lu}[\p{L}’'–-]+\s+(?:(?:of|on|for|and|the|in)\s+){0,2}){1,9}(?:Treaty|Agreement|Convention|Pact|Accords?|Protocol|Charter|Covenant)\b|(?:Treaty|Agreement|Convention|Protocol)\s+(?:on|of|for|concerning)\s+(?:the\s+)?\p{Lu}[\p{L}’'–-]+(?:\s+(?:(?:of|on|for|and|the|in)\s+){0,2}\p{Lu}[\p{L}’'–-]+){0,12}",
            )?,
            between: rule(r"(?i)\bbetween\s+(?:the\s+)?$")?,
            and: rule(r"^\s+and\s+(?:the\s+)?$")?,
        })
    }

    pub(super) fn of(
        &self,
        codebook: &Codebook,
        names: &Names,
        parties: &Parties,
        heading: &str,
        body: &[&str],
    ) -> Instrument {
        let mut tally = Tally::default();
        let mut title = None;
        let mut complete = false;
        for (at, text) in std::iter::once(&heading).chain(body).enumerate() {
            let found = names.find(text);
            self.signatories.read(&mut tally, codebook, parties, text, &found, at == 0);
            let between = self.pair(text, &found);
            if let Some(name) = self.named(text) {
                // Parties belong to a title that they follow, not to one that they stand before.
                let full = between
                    .as_ref()
                    .filter(|b| (name.start()..=name.end() + 20).contains(&b.start));
                let end = full.map_or(name.end(), |b| b.end);
                // A title with its parties is worth more than the first short one.
                if title.is_none() || (full.is_some() && !complete) {
                    title = Some(text[name.start()..end].to_owned());
                    complete = full.is_some();
                }
            }
        }
        let title = title.unwrap_or_default();
        let title = title.strip_prefix("The ").unwrap_or(&title).to_owned();
        Instrument { title, parties: tally.parties() }
    }

    /// The first title in a text. In "The Treaty of Amity", the first two words are none.
    fn named<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        let mut at = 0;
        while let Some(found) = self.title.find_at(text, at) {
            if is_title(found.as_str()) {
                return Some(found);
            }
            let the = found.as_str().starts_with("The ");
            at = if the { found.start() + "The ".len() } else { found.end() };
        }
        None
    }

    /// "between A and B": where the phrase starts and where it ends.
    fn pair(&self, text: &str, names: &[Name]) -> Option<Range<usize>> {
        names.windows(2).find_map(|two| {
            let [a, b] = two else { return None };
            let (Named::Country(_), Named::Country(_)) = (a.named, b.named) else { return None };
            let between = self.between.find(&text[..a.span.start])?;
            self.and
                .is_match(&text[a.span.end..b.span.start])
                .then_some(between.start()..b.span.end)
        })
    }
}

/// Whether the words are a title and not the beginning of a sentence that speaks of one.
fn is_title(words: &str) -> bool {
    const OPENERS: [&str; 19] = [
        "This",
        "That",
        "These",
        "Such",
        "Article",
        "Articles",
        "Noting",
        "Reaffirming",
        "Recalling",
        "Considering",
        "Recognizing",
        "Recognising",
        "Under",
        "Desiring",
        "In",
        "Neither",
        "Both",
        "Each",
        "Its",
    ];
    let first = words.split_whitespace().next().unwrap_or_default();
    !OPENERS.contains(&first) && words.split_whitespace().filter(|w| *w != "The").count() > 1
}
