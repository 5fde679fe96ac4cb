//! Which treaty a document is about: its title and its parties, as the document gives them.

use std::collections::BTreeSet;

use super::{
    Codebook,
    descriptions::{Description, Descriptions},
    names::Names,
    parties::Parties,
    signatories::Signatories,
    tally::Tally,
    titles::{Title, Titles},
};
use crate::model::{Naming, Treaty};

/// A treaty as a document describes it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Instrument {
    /// Its title, as full as the document gives it; empty where it names none.
    pub title: String,
    /// Its parties, alpha-3, sorted; empty where they are not a closed group.
    pub parties: Vec<String>,
    /// The words of the parties' names, lower case: none tells one of their treaties from another.
    pub(crate) names_of_parties: BTreeSet<String>,
}

impl Instrument {
    /// Whether a treaty that is held is this one: the same parties, and the distinctive words of
    /// its title stand in the document; of a title that has none but its parties' names, all words.
    #[must_use]
    pub fn is(&self, held: &Treaty, document: &str) -> bool {
        // Two treaties of the same parties may be described in the same words: a devised title tells one
        // from the other no better than none.
        let named = held.naming() == Naming::Named;
        if self.parties.is_empty() || self.parties != held.parties || !named {
            return false;
        }
        let title = held.title.split(" between ").next().unwrap_or_default();
        let lower = document.to_lowercase();
        let shouted = !title.contains(char::is_lowercase);
        // "USMCA", "START": in capitals a short word is distinctive, too.
        let is_acronym =
            |word: &str| !shouted && word.len() > 2 && word.chars().all(char::is_uppercase);
        let words = title.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty());
        let own: Vec<&str> =
            words.filter(|w| !self.names_of_parties.contains(&w.to_lowercase())).collect();
        let is_generic = |word: &str| GENERIC.contains(&word.to_lowercase().as_str());
        let shared: Vec<bool> = own
            .iter()
            .filter_map(|word| {
                if is_acronym(word) {
                    return Some(document.contains(word));
                }
                let distinctive = word.len() > 5 && !is_generic(word);
                distinctive.then(|| lower.contains(&word.to_lowercase()))
            })
            .collect();
        if shared.is_empty() {
            let telling = own.iter().filter(|w| w.len() > 3 && !is_generic(w)).count();
            return telling > 1 && lower.contains(&own.join(" ").to_lowercase());
        }
        shared.iter().filter(|s| **s).count() * 3 >= shared.len() * 2
    }
}

/// Words that many titles have.
const GENERIC: [&str; 6] = ["treaty", "agreement", "convention", "protocol", "between", "accord"];

/// A treaty is named early in a report: so many clauses, with the headline.
const LEAD: usize = 5;

/// No report names or describes treaties more often; what comes later tells nothing new.
const MOST: usize = 1000;

/// Finds the treaty of a document. Built once.
pub(super) struct Instruments {
    signatories: Signatories,
    titles: Titles,
    descriptions: Descriptions,
}

impl Instruments {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            signatories: Signatories::new()?,
            titles: Titles::new()?,
            descriptions: Descriptions::new()?,
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
        let mut titles: Vec<(usize, Title)> = Vec::new();
        let mut told: Vec<(usize, Description)> = Vec::new();
        for (at, text) in std::iter::once(&heading).chain(body).enumerate() {
            let found = names.find(text);
            self.signatories.read(&mut tally, codebook, parties, text, &found, at == 0);
            let mut called = self.titles.find(codebook, text, &found, at == 0);
            if self.descriptions.lowered(text, &found).is_some() {
                called.retain(|title| !self.descriptions.has_verb(&title.name));
            }
            let of = (codebook, parties);
            let described = if at == 0 {
                self.descriptions.find_in_headline(of, text, &found, body)
            } else {
                self.descriptions.find(of, text, &found, false)
            };
            let (more, others) = (MOST - titles.len(), MOST - told.len());
            titles.extend(called.into_iter().take(more).map(|title| (at, title)));
            told.extend(described.into_iter().take(others).map(|d| (at, d)));
        }
        let parties = tally.parties();
        let lead = &body[..body.len().min(LEAD - 1)];
        let headed = titles.iter().find(|(at, _)| *at == 0).map(|(_, title)| title.clone());
        let headed = headed.map(|title| whole(title, &titles, &parties));
        let several = self.descriptions.is_of_many(heading);
        let described = described(&told, &parties, several);
        let title = headed
            .or_else(|| self.titles.acronym(heading, &names.find(heading), lead))
            .or_else(|| chosen(&titles, &parties, described).cloned())
            .map(|title| title.name)
            .or_else(|| described.map(|(_, d)| d.title(codebook, &parties)))
            .unwrap_or_default();
        Instrument { title, parties, ..Instrument::default() }
    }
}

/// A name in a headline as the report has it in full, with the treaty's parties.
fn whole(headed: Title, titles: &[(usize, Title)], parties: &[String]) -> Title {
    let full = titles.iter().map(|(_, title)| title).find(|title| {
        let base = title.name.split(" between ").next().unwrap_or_default();
        !title.between.is_empty()
            && title.between == parties
            && headed.between.is_empty()
            && headed.name.ends_with(base)
    });
    full.cloned().unwrap_or(headed)
}

/// Of the names in a report that of its treaty: the one with the treaty's parties, else the first that
/// stands in the lead or comes again. What the report describes its treaty as in the headline or the first
/// sentence tells which passing name is another's.
fn chosen<'a>(
    titles: &'a [(usize, Title)],
    parties: &[String],
    described: Option<(usize, &Description)>,
) -> Option<&'a Title> {
    let with_parties = titles.iter().find(|(_, t)| !t.between.is_empty() && t.between == parties);
    let again = |title: &Title| titles.iter().filter(|(_, t)| t.name == title.name).count() > 1;
    let passing = |at: usize, title: &Title| {
        let unlike = described.is_some_and(|(told, d)| told < 2 && !d.is_called(&title.name));
        let context = title.context;
        at > 1 && (context.is_dated || (unlike && !context.is_acted_on))
    };
    let older =
        |title: &Title| titles.iter().any(|(_, t)| t.name == title.name && t.context.is_older);
    let alone = || titles.iter().filter(|(_, t)| t.between.is_empty() && !older(t));
    // "The Central Arctic agreement" is the "Agreement on Fishing in the Central Arctic".
    let in_full = |t: &Title| described.is_some_and(|(_, d)| d.is_proper && d.is_part_of(&t.name));
    with_parties
        .or_else(|| alone().find(|(at, t)| again(t) || (*at < LEAD && !passing(*at, t))))
        .or_else(|| alone().find(|(_, t)| t.context.is_introduced || in_full(t)))
        .map(|(_, title)| title)
}

/// Of the descriptions in a report that of its treaty, and in which clause it stands.
fn described<'a>(
    told: &'a [(usize, Description)],
    parties: &[String],
    several: bool,
) -> Option<(usize, &'a Description)> {
    let is_own =
        |d: &Description| parties.is_empty() || d.states.iter().all(|s| parties.contains(s));
    let told: Vec<&(usize, Description)> = told.iter().filter(|(_, d)| is_own(d)).collect();
    // Only what is said at the beginning, or is known and acted on, is said of the report's own treaty.
    let is_eligible = |at: usize, d: &Description| {
        let told = match at {
            0 | 1 => true,
            2..LEAD => d.is_known || d.is_acted_on,
            _ => d.is_known && d.is_acted_on,
        };
        let paired = d.has_pair && d.can_be_title(parties);
        (told || paired) && (!several || (d.is_proper && at > 0))
    };
    let weight = |d: &Description| {
        let support = told.iter().filter(|(_, other)| d.is_like(other));
        let support = support.map(|(at, _)| if *at < 3 { 3 } else { 1 }).sum::<usize>();
        let tells = d.is_proper || (d.has_pair && d.can_be_title(parties));
        let plain = if d.is_deal { 0 } else { 2 };
        support + d.subject.len().min(3) + if tells { 3 } else { 0 } + plain
    };
    let mut best: Option<(usize, (usize, &Description))> = None;
    for (at, d) in told.iter().copied() {
        if is_eligible(*at, d) && d.can_be_title(parties) {
            let weight = weight(d);
            if best.is_none_or(|(most, _)| weight > most) {
                best = Some((weight, (*at, d)));
            }
        }
    }
    best.map(|(_, best)| best)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Slug;

    #[test]
    fn a_held_treaty_is_known_by_its_distinctive_words_which_the_parties_names_are_not() {
        let parties = vec!["CAN".to_owned(), "USA".to_owned()];
        let names = ["canada", "canadian", "usa"].map(str::to_owned);
        let found = Instrument {
            parties: parties.clone(),
            names_of_parties: BTreeSet::from(names),
            ..Instrument::default()
        };
        let is = |title: &str, document: &str| {
            let slug = Slug::from_text(title).unwrap();
            found.is(&Treaty { slug, title: title.to_owned(), parties: parties.clone() }, document)
        };
        assert!(is("New MAST", "What MAST brings"));
        assert!(!is("New MAST", "The mast broke."));
        assert!(is("Treaty on Rivers", "The rivers are theirs."));
        assert!(is("Canada-USA Free Trade Agreement", "It is a free trade agreement."));
        assert!(!is("Canada-USA Free Trade Agreement", "Canada has an agreement on salt."));
        assert!(!is("Canadian treaty", "A Canadian treaty."));
        assert!(!is("TREATY AND PACT", "A TREATY AND a PACT"));
    }
}
