//! References: the provisions and instruments that a clause points at.
//!
//! A reference is a chain of nouns with numbers, "subparagraph (a) of paragraph 2 of Article 5", read
//! into one place; what names no place of its own, "paragraph 1", is read from where the clause
//! stands. Of a list each number is a reference; of a range its two ends are, so that every word that
//! is shown as a link leads to what it says.

mod chains;
mod instruments;
mod nouns;
mod numbers;
mod places;
mod words;

use std::ops::Range;

use aho_corasick::BuildError;

use self::{
    chains::{Link, Relative, chained, groups, links},
    instruments::{Instruments, Named},
    nouns::Nouns,
    places::Places,
};
use crate::{
    model::{Evidence, ReferenceMention, Unit},
    segment::Segments,
};

/// Finds references. Built once.
pub(super) struct References {
    nouns: Nouns,
    instruments: Instruments,
}

/// What is known of the document while its clauses are read in order.
#[derive(Debug, Default)]
pub(super) struct Context {
    places: Places,
    /// The treaty's own title, lower case.
    title: String,
    /// Short names that the document has given, with what they stand for.
    short: Vec<(String, String)>,
}

impl References {
    pub(super) fn new() -> Result<Self, BuildError> {
        Ok(Self { nouns: Nouns::new()?, instruments: Instruments::new()? })
    }

    pub(super) fn context(segments: &Segments, title: &str) -> Context {
        Context { places: Places::of(segments), title: title.to_lowercase(), short: Vec::new() }
    }

    /// The references of a clause in text order. `here` is the clause's eId in a treaty text.
    pub(super) fn find(
        &self,
        context: &mut Context,
        here: Option<&str>,
        text: &str,
    ) -> Vec<ReferenceMention> {
        let named = self.instruments.find(text);
        context.learn(text, &named);
        let mut groups = groups(&self.nouns, text, context.places.hyphens);
        // A schedule of goods is no part of a text that has no schedules.
        let schedules = context.places.schedules || here.is_none();
        groups.retain(|g| schedules || !is_schedule(&text[g.span.clone()]));
        let mut found: Vec<(Range<usize>, ReferenceMention)> = Vec::new();
        let mut at = 0;
        while at < groups.len() {
            let mut end = at + 1;
            while end < groups.len() && chained(text, &groups[end - 1], &groups[end]) {
                end += 1;
            }
            let chain = &groups[at..end];
            at = end;
            let whole = chain[0].span.start..chain[chain.len() - 1].span.end;
            let of = context.instrument_of(text, &whole, &named);
            for link in links(chain) {
                found.extend(context.place(here, text, link, of.as_ref()));
            }
        }
        for name in named.iter().filter(|n| !n.bare && !n.own) {
            let words = &text[name.span.clone()];
            let inside = found
                .iter()
                .any(|(span, _)| span.start < name.span.end && name.span.start < span.end);
            if !inside && !context.is_own(words) {
                let mention = mention(text, Some(words.to_owned()), None, "instrument", &name.span);
                found.push((name.span.clone(), mention));
            }
        }
        found.sort_by_key(|(span, _)| (span.start, span.end));
        found.into_iter().map(|(_, mention)| mention).collect()
    }
}

fn is_schedule(words: &str) -> bool {
    words.get(..8).is_some_and(|word| word.eq_ignore_ascii_case("schedule"))
}

/// What an instrument is to a reference.
enum Of {
    Named(String, usize),
    Own,
}

impl Context {
    /// What the words after a chain, or before it, say it stands in: "Article XX | of GATT 1994".
    fn instrument_of(&self, text: &str, chain: &Range<usize>, named: &[Named]) -> Option<Of> {
        let after = named.iter().find(|n| n.span.start >= chain.end).filter(|n| {
            let between = &text[chain.end..n.span.start];
            between.len() < 40
                && OF.contains(&between.trim().to_lowercase().trim_start_matches(", "))
        });
        // "the GATT 1994 Article XX"
        let before = named.iter().find(|n| !n.bare && n.span.end + 1 == chain.start);
        let name = after.or(before)?;
        let words = &text[name.span.clone()];
        if name.own && !text[..name.span.start].trim_end().ends_with("said") {
            return Some(Of::Own);
        }
        let end = name.span.end.max(chain.end);
        if !name.bare {
            return Some(if self.is_own(words) {
                Of::Own
            } else {
                Of::Named(words.to_owned(), end)
            });
        }
        let known = self.short.iter().rev().find(|(short, _)| short == words);
        match known {
            Some((_, long)) => Some(Of::Named(long.clone(), end)),
            None if self.title.is_empty() || self.title.contains(&words.to_lowercase()) => {
                Some(Of::Own)
            }
            None => Some(Of::Named(words.to_owned(), end)),
        }
    }

    /// Whether words that name an instrument name the one that speaks.
    fn is_own(&self, words: &str) -> bool {
        !self.title.is_empty() && self.title.contains(&words.to_lowercase())
    }

    /// Learns the short names that a clause gives: "(hereinafter “the Convention”)".
    fn learn(&mut self, text: &str, named: &[Named]) {
        if !text.contains(['"', '“', '”', '‘', '«']) || self.short.len() > 60 {
            return;
        }
        for name in named.iter().filter(|n| !n.bare && !n.own) {
            let rest = &text[name.span.end..];
            let near = &rest[..rest.floor_char_boundary(120)];
            let near = near.split([';', '.']).next().unwrap_or_default();
            let open = near.find(['"', '“', '”', '‘', '«']);
            let bracket = near.find('(').is_some_and(|at| Some(at) < open);
            let Some(at) = open.filter(|_| bracket || near.contains("referred to as")) else {
                continue;
            };
            let inner = near[at..].trim_start_matches(['"', '“', '”', '‘', '«', ' ']);
            let Some(close) = inner.find(['"', '”', '’', '»', '“']) else { continue };
            let short = inner[..close].trim().trim_start_matches("the ").trim_start_matches("The ");
            let long = &text[name.span.clone()];
            if short.len() > 2 && !self.is_own(long) {
                self.short.push((short.to_owned(), long.to_owned()));
            }
        }
    }

    /// The reference that a link makes, said at `here`; none where it leads nowhere or to itself.
    fn place(
        &self,
        here: Option<&str>,
        text: &str,
        link: Link,
        of: Option<&Of>,
    ) -> Option<(Range<usize>, ReferenceMention)> {
        if let Some(Of::Named(name, end)) = of {
            let locator = Places::default().resolve(None, &link.path);
            // Of a list only the last has the instrument's name beside it.
            let end = if link.last { (*end).max(link.span.end) } else { link.span.end };
            let span = link.span.start..end;
            return Some((
                span.clone(),
                mention(text, Some(name.clone()), locator, "external", &span),
            ));
        }
        let locator = match link.relative {
            Some((Unit::Annex, Relative::This)) if link.path.is_empty() => {
                self.places.sole_annex()?.parse().ok()?
            }
            None | Some((_, Relative::This)) => self.places.resolve(here, &link.path)?,
            Some((Unit::Article, Relative::Step(step))) => {
                let article = self.places.beside(here?, step)?;
                match &link.path[..] {
                    [] => article.parse().ok()?,
                    path => self.places.resolve(Some(article), path)?,
                }
            }
            Some((Unit::Paragraph, Relative::Step(step))) => {
                let own = here?.split("__").find_map(|c| c.strip_prefix("para_"))?;
                let beside =
                    own.parse::<usize>().ok()?.checked_add_signed(step).filter(|n| *n > 0)?;
                self.places.resolve(here, &[(Unit::Paragraph, beside.to_string())])?
            }
            Some(_) => return None,
        };
        // A clause that begins with its own number does not refer to itself.
        let own = here.is_some_and(|h| {
            link.span.start == 0
                && (h == locator.as_str() || h.starts_with(&format!("{locator}__")))
        });
        let mention = mention(text, None, Some(locator), "internal", &link.span);
        (!own).then_some((link.span, mention))
    }
}

/// Words between a place and its instrument.
const OF: [&str; 22] = [
    "of",
    "of the",
    "of that",
    "of this",
    "of the said",
    "of the present",
    "to",
    "to the",
    "in the",
    "in",
    "under the",
    "under",
    "of its",
    "of such",
    "de",
    "de la",
    "del",
    "du",
    "der",
    "van het",
    "de l’",
    "from the",
];

fn mention(
    text: &str,
    instrument: Option<String>,
    locator: Option<crate::model::Locator>,
    rule: &str,
    span: &Range<usize>,
) -> ReferenceMention {
    ReferenceMention {
        instrument,
        locator,
        rule: rule.to_owned(),
        evidence: vec![Evidence::of(text, span.start, span.end)],
    }
}

#[cfg(test)]
mod tests;
