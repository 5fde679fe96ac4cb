//! Treaties and parties by what people call them in the search box: "NAFTA", "Rome Statute", "Japan".

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, RwLock},
};

use super::{AppState, error::WebError};
use crate::{
    annotate::{Codebook, Country},
    model::{Slug, Treaty},
    search::{query::is_joint, words},
    store::Position,
};

/// Treaties that one name may mean; a name that means more names none.
const MOST: usize = 3;
/// The longest name of a country, in words, that is looked up.
const COUNTRY: usize = 5;
/// Words that tell no treaty from another.
const COMMON: [&str; 7] =
    ["accord", "agreement", "between", "convention", "pact", "text", "treaty"];

/// The names of all treaties, as of one state of the store.
#[derive(Default)]
pub(super) struct Names {
    treaties: Vec<(Slug, String)>,
    /// Names that mean a treaty by themselves, without the words that tell none.
    whole: HashMap<String, Vec<usize>>,
    /// Words of titles and slugs, and of the other names of what these name.
    words: HashMap<String, BTreeSet<usize>>,
    /// Parties by their codes.
    parties: HashMap<String, BTreeSet<usize>>,
}

/// The names that were read last, with what they were read from.
#[derive(Default)]
pub(super) struct Read(RwLock<Option<(Position, Arc<Names>)>>);

/// The names of the treaties that are held now.
pub(super) async fn names(state: &AppState) -> Result<Arc<Names>, WebError> {
    let position = state.store().position().await?;
    let read = state.0.names.0.read().ok().and_then(|read| read.clone());
    if let Some((_, names)) = read.filter(|(at, _)| *at == position) {
        return Ok(names);
    }
    let mut names = Names::default();
    for record in state.store().treaties().await? {
        // What has lost its sources has nothing to lead to.
        if record.sources > 0 {
            names.add(&record.treaty, state.codebook());
        }
    }
    let names = Arc::new(names);
    if let Ok(mut read) = state.0.names.0.write() {
        *read = Some((position, Arc::clone(&names)));
    }
    Ok(names)
}

impl Names {
    fn add(&mut self, treaty: &Treaty, codebook: &Codebook) {
        let number = self.treaties.len();
        self.treaties.push((treaty.slug.clone(), treaty.title.clone()));
        for party in &treaty.parties {
            self.parties.entry(party.clone()).or_default().insert(number);
        }
        let slug = words::folded(&treaty.slug.as_str().replace('-', " "));
        let title = if treaty.is_named() { treaty.title.as_str() } else { "" };
        let mut known = words::folded(title);
        known.extend_from_slice(&slug);
        let others = known.iter().filter(|word| tells(word));
        let others: Vec<&str> = others.flat_map(|word| codebook.other_names(word)).collect();
        known.extend(others.into_iter().flat_map(words::folded));
        for word in known {
            self.words.entry(word).or_default().insert(number);
        }
        let without_year: Vec<String> = slug.into_iter().filter(|word| !is_number(word)).collect();
        let in_parentheses = title.split('(').skip(1).filter_map(|part| part.split_once(')'));
        let mut whole = vec![telling(&words::folded(title)), telling(&without_year)];
        whole.extend(in_parentheses.map(|(name, _)| telling(&words::folded(name))));
        whole.sort();
        whole.dedup();
        for name in whole.into_iter().filter(|name| !name.is_empty()) {
            self.whole.entry(name.join(" ")).or_default().push(number);
        }
    }

    /// The treaties that a name means, by slug and title: few, and by more than one word of their titles.
    pub(super) fn meant(&self, codebook: &Codebook, name: &[String]) -> Vec<&(Slug, String)> {
        let telling = telling(name);
        let mut meant = self.whole.get(&telling.join(" ")).cloned().unwrap_or_default();
        if meant.is_empty() && telling.len() > 1 && country(codebook, name).is_none() {
            meant = self.called(codebook, name).into_iter().collect();
        }
        if meant.len() > MOST {
            meant.clear();
        }
        meant.into_iter().map(|number| &self.treaties[number]).collect()
    }

    /// The treaties whose titles, slugs and parties have all these words; none where no word tells any.
    pub(super) fn having(&self, codebook: &Codebook, name: &[String]) -> Vec<&Slug> {
        let called = self.called(codebook, name);
        called.into_iter().map(|number| &self.treaties[number].0).collect()
    }

    fn called(&self, codebook: &Codebook, name: &[String]) -> BTreeSet<usize> {
        let mut called: Option<BTreeSet<usize>> = None;
        let mut rest = name;
        while let Some(word) = rest.first() {
            let longest = (1..=rest.len().min(COUNTRY)).rev();
            let party = longest.clone().find_map(|n| Some((country(codebook, &rest[..n])?, n)));
            let (having, taken) = match party {
                Some((country, n)) => {
                    let mut having = self.with_words(&rest[..n]);
                    having.extend(self.parties.get(&country.code).into_iter().flatten());
                    (having, n)
                }
                None if !tells(word) => {
                    rest = &rest[1..];
                    continue;
                }
                None => (self.with_words(&rest[..1]), 1),
            };
            called = Some(match called {
                Some(called) => &called & &having,
                None => having,
            });
            rest = &rest[taken..];
        }
        called.unwrap_or_default()
    }

    fn with_words(&self, words: &[String]) -> BTreeSet<usize> {
        let sets = words.iter().map(|word| self.words.get(word).cloned().unwrap_or_default());
        sets.reduce(|all, with| &all & &with).unwrap_or_default()
    }
}

/// The country that these words name. Codes are words as well: "and" is Andorra's.
pub(super) fn country<'a>(codebook: &'a Codebook, name: &[String]) -> Option<&'a Country> {
    let country = codebook.country(&name.join(" "))?;
    let names = [&country.name, &country.official].into_iter().chain(&country.aliases);
    names.map(|known| words::folded(known)).any(|known| known == name).then_some(country)
}

fn tells(word: &str) -> bool {
    !is_joint(word) && !COMMON.contains(&word)
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit())
}

/// The words of a name that tell a treaty from others; none where only a number is left.
fn telling(name: &[String]) -> Vec<String> {
    let telling: Vec<String> = name.iter().filter(|word| tells(word)).cloned().collect();
    if telling.iter().all(|word| is_number(word)) { Vec::new() } else { telling }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn treaties_are_meant_by_their_acronyms_slugs_parties_and_words_of_their_titles() {
        let codebook = Codebook::built_in().unwrap();
        let mut names = Names::default();
        for (slug, title, parties) in [
            ("pta-112", "North American Free Trade Agreement (NAFTA)", &["CAN", "MEX", "USA"][..]),
            ("pta-10", "Free Trade Agreement between Singapore and Panama", &["PAN", "SGP"]),
            ("un-charter", "Handvest van de Verenigde Naties", &[]),
            ("rome-statute-1998", "Statuut van Rome inzake het Internationaal Strafhof", &[]),
            ("unclos-1982", "Verdrag inzake het recht van de zee", &[]),
            ("pta-1", "Japan - Thailand", &["JPN", "THA"]),
        ] {
            let parties = parties.iter().map(|p| (*p).to_owned()).collect();
            let treaty = Treaty { slug: slug.parse().unwrap(), title: title.to_owned(), parties };
            names.add(&treaty, &codebook);
        }
        for (name, slugs) in [
            ("NAFTA", "pta-112"),
            ("North American Free Trade Agreement", "pta-112"),
            ("the Charter of the United Nations", "un-charter"),
            ("UN Charter", "un-charter"),
            ("Rome Statute", "rome-statute-1998"),
            ("UNCLOS", "unclos-1982"),
            ("treaty between Thailand and Japan", "pta-1"),
            ("free trade", "pta-112 pta-10"),
            ("can", ""),
            ("japan", ""),
            ("panama", ""),
            ("trade", ""),
            ("the treaty", ""),
            ("1982", ""),
            ("treaty 1998", ""),
            ("", ""),
        ] {
            let meant = names.meant(&codebook, &words::folded(name));
            let meant: Vec<&str> = meant.into_iter().map(|(slug, _)| slug.as_str()).collect();
            assert_eq!(meant.join(" "), slugs, "{name}");
        }
    }
}
