//! Which treaty a document is about: its title and its parties, as the document gives them.

use super::{
    Codebook,
    names::Names,
    parties::Parties,
    signatories::Signatories,
    tally::Tally,
    titles::{Title, Titles},
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
        let title = held.title.split(" between ").next().unwrap_or_default();
        let lower = document.to_lowercase();
        let shouted = !title.contains(char::is_lowercase);
        // "USMCA", "START": in capitals a short word is distinctive, too.
        let is_acronym =
            |word: &str| !shouted && word.len() > 2 && word.chars().all(char::is_uppercase);
        let shared: Vec<bool> = title
            .split(|c: char| !c.is_alphabetic())
            .filter_map(|word| {
                let small = word.to_lowercase();
                let distinctive = small.len() > 5 && !GENERIC.contains(&small.as_str());
                if is_acronym(word) {
                    Some(document.contains(word))
                } else {
                    distinctive.then(|| lower.contains(&small))
                }
            })
            .collect();
        !shared.is_empty() && shared.iter().filter(|s| **s).count() * 3 >= shared.len() * 2
    }
}

/// Words that many titles have.
const GENERIC: [&str; 6] = ["treaty", "agreement", "convention", "protocol", "between", "accord"];

/// A treaty is named early in a report: so many clauses, with the headline.
const LEAD: usize = 5;

/// Finds the treaty of a document. Built once.
pub(super) struct Instruments {
    signatories: Signatories,
    titles: Titles,
}

impl Instruments {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self { signatories: Signatories::new()?, titles: Titles::new()? })
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
        for (at, text) in std::iter::once(&heading).chain(body).enumerate() {
            let found = names.find(text);
            self.signatories.read(&mut tally, codebook, parties, text, &found, at == 0);
            let called = self.titles.find(codebook, text, &found, at == 0);
            titles.extend(called.into_iter().map(|title| (at, title)));
        }
        let parties = tally.parties();
        let lead = &body[..body.len().min(LEAD - 1)];
        let headed = titles.iter().find(|(at, _)| *at == 0).map(|(_, title)| title.clone());
        let headed = headed.map(|title| whole(title, &titles, &parties));
        let title = headed
            .or_else(|| self.titles.acronym(heading, &names.find(heading), lead))
            .or_else(|| chosen(&titles, &parties).cloned())
            .map(|title| title.name)
            .unwrap_or_default();
        Instrument { title, parties }
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
/// stands in the lead or comes again.
fn chosen<'a>(titles: &'a [(usize, Title)], parties: &[String]) -> Option<&'a Title> {
    let with_parties = titles.iter().find(|(_, t)| !t.between.is_empty() && t.between == parties);
    let again = |title: &Title| titles.iter().filter(|(_, t)| t.name == title.name).count() > 1;
    let alone = || titles.iter().filter(|(_, t)| t.between.is_empty());
    with_parties
        .or_else(|| alone().find(|(at, title)| *at < LEAD || again(title)))
        .map(|(_, title)| title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Slug;

    #[test]
    fn a_held_treaty_is_known_by_an_acronym_in_its_own_letters() {
        let parties = vec!["CAN".to_owned(), "USA".to_owned()];
        let found = Instrument { title: String::new(), parties: parties.clone() };
        let is = |title: &str, document: &str| {
            let slug = Slug::from_text(title).unwrap();
            found.is(&Treaty { slug, title: title.to_owned(), parties: parties.clone() }, document)
        };
        assert!(is("New MAST", "What MAST brings"));
        assert!(!is("New MAST", "The mast broke."));
        assert!(is("Treaty on Rivers", "The rivers are theirs."));
        assert!(!is("TREATY AND PACT", "A TREATY AND a PACT"));
    }
}
