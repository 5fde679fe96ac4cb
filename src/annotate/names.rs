//! Finding the codebook's names in a text: countries, their people and capitals, bodies and roles.

use std::{
    collections::{BTreeMap, HashSet},
    ops::Range,
};

use aho_corasick::{AhoCorasick, BuildError, MatchKind};

use super::Codebook;

/// What a name stands for; numbers are indices into the codebook's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    /// A country by a name of its own.
    Country(usize),
    /// A country by an adjective or its nationals.
    Demonym(usize),
    /// A capital: a place, or a word for the government that sits there.
    Capital(usize),
    /// A country by who leads it.
    Leader(usize),
    /// A body by a name.
    Institution(usize),
    /// A body by an acronym.
    Acronym(usize),
    /// A function that some country's body has.
    Role(usize),
    /// A phrase in which a country's name is not the country.
    Landscape,
}

/// Seas, regions and peoples whose names hold a country's name without meaning the country.
const LANDSCAPES: [&str; 75] = [
    "American Indian",
    "American Indians",
    "Arabian Sea",
    "British Columbia",
    "British Columbian",
    "Central America",
    "Central American",
    "Congo Basin",
    "Congo River",
    "Danish Straits",
    "East China Sea",
    "English Channel",
    "George Washington",
    "Greenland Sea",
    "Guinea Current",
    "Gulf of Finland",
    "Gulf of Guinea",
    "Gulf of Honduras",
    "Gulf of Mexico",
    "Gulf of Oman",
    "Gulf of Panama",
    "Gulf of Thailand",
    "Gulf of Venezuela",
    "Indian Ocean",
    "Indian Territory",
    "Indian Tribes",
    "Indian tribes",
    "Inner Mongolia",
    "Irish Sea",
    "Jordan River",
    "Jordan Valley",
    "Lake Chad",
    "Lake Malawi",
    "Lake Nicaragua",
    "Latin America",
    "Latin American",
    "Latin Americans",
    "Mozambique Channel",
    "New England",
    "New Mexico",
    "New South Wales",
    "Niger Basin",
    "Niger Delta",
    "Niger River",
    "North America",
    "North American",
    "Norwegian Sea",
    "Papuan",
    "Paraguay River",
    "Persian Gulf",
    "Philippine Sea",
    "River Congo",
    "River Gambia",
    "River Jordan",
    "River Niger",
    "River Paraguay",
    "River Senegal",
    "River Uruguay",
    "Sea of Japan",
    "Senegal River",
    "Solomon Sea",
    "South America",
    "South American",
    "South Australia",
    "South China Sea",
    "Suriname River",
    "Timor Sea",
    "Turkish Straits",
    "Uruguay River",
    "Washington Consensus",
    "Washington State",
    "Washington state",
    "West Indian",
    "West Indies",
    "Western Australia",
];

/// A name in a text, as byte offsets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) span: Range<usize>,
    pub(super) named: Named,
}

struct Pattern {
    written: String,
    named: Named,
    /// Stands for a country only before a hyphen and another's name: "Anglo-Irish", "Sino-US".
    combining: bool,
}

/// All names of a codebook, ready to be found. Of overlapping names the longest wins.
pub(super) struct Names {
    automaton: AhoCorasick,
    patterns: Vec<Pattern>,
}

impl Names {
    pub(super) fn new(codebook: &Codebook) -> Result<Self, BuildError> {
        let mut patterns = Vec::new();
        let mut seen = HashSet::new();
        let mut add = |written: &str, named: Named| {
            let (written, combining) =
                written.strip_suffix('-').map_or((written, false), |form| (form, true));
            for form in [written.to_owned(), written.replace('\'', "’")] {
                // The first to claim a form keeps it: bodies before countries before roles.
                if !form.is_empty() && seen.insert(form.clone()) {
                    patterns.push(Pattern { written: form, named, combining });
                }
            }
        };
        for landscape in LANDSCAPES {
            add(landscape, Named::Landscape);
        }
        for (i, body) in codebook.institutions.iter().enumerate() {
            body.acronyms.iter().for_each(|a| add(a, Named::Acronym(i)));
            add(&body.name, Named::Institution(i));
            body.aliases.iter().for_each(|a| add(a, Named::Institution(i)));
        }
        for (i, c) in codebook.countries.iter().enumerate() {
            for name in [&c.name, &c.official].into_iter().chain(&c.aliases) {
                add(name, Named::Country(i));
            }
        }
        for (i, c) in codebook.countries.iter().enumerate() {
            c.demonyms.iter().for_each(|d| add(d, Named::Demonym(i)));
            c.capitals.iter().for_each(|d| add(d, Named::Capital(i)));
            c.leaders.iter().for_each(|l| add(l, Named::Leader(i)));
        }
        for (i, role) in codebook.roles.iter().enumerate() {
            role.nouns.iter().for_each(|n| add(n, Named::Role(i)));
        }
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .build(patterns.iter().map(|p| p.written.as_str()))?;
        Ok(Self { automaton, patterns })
    }

    /// The names in a text, in order, without overlaps.
    pub(super) fn find(&self, text: &str) -> Vec<Name> {
        let mut found: Vec<(Range<usize>, usize)> = self
            .automaton
            .find_overlapping_iter(text)
            .map(|m| (m.range(), m.pattern().as_usize()))
            .filter(|(span, pattern)| {
                stands_alone(text, span) && cased(&self.patterns[*pattern], &text[span.clone()])
            })
            .collect();
        found.sort_by_key(|(span, pattern)| (usize::MAX - span.len(), span.start, *pattern));
        let mut names: BTreeMap<usize, Name> = BTreeMap::new();
        let mut combining: Vec<usize> = Vec::new();
        for (span, pattern) in found {
            let before = names.range(..span.end).next_back();
            if before.is_none_or(|(_, n)| n.span.end <= span.start) {
                let Pattern { named, combining: before, .. } = self.patterns[pattern];
                combining.extend(before.then_some(span.start));
                names.insert(span.start, Name { span, named });
            }
        }
        for start in combining {
            let Some(end) = names.get(&start).map(|n| n.span.end) else { continue };
            let hyphen = ["-", "–"].into_iter().find(|h| text[end..].starts_with(h));
            let other = hyphen.and_then(|h| names.get(&(end + h.len()))).map(|n| n.named);
            if !matches!(other, Some(Named::Country(_) | Named::Demonym(_))) {
                names.remove(&start);
            }
        }
        names.into_values().collect()
    }
}

/// Whether no word runs on at either end of `span`.
pub(super) fn stands_alone(text: &str, span: &Range<usize>) -> bool {
    !text[..span.start].ends_with(char::is_alphanumeric)
        && !text[span.end..].starts_with(char::is_alphanumeric)
}

/// Whether the case of the words fits: an acronym exactly, a capital letter of a name in the text
/// too; a lower-case word in any case.
fn cased(pattern: &Pattern, words: &str) -> bool {
    let acronym = pattern.written.len() <= 8
        && pattern.written.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    if acronym || matches!(pattern.named, Named::Acronym(_)) {
        return pattern.written == words;
    }
    // "foreign ministry": a function is no name, and is written either way.
    if matches!(pattern.named, Named::Role(_)) && pattern.written.contains(' ') {
        return true;
    }
    pattern.written.chars().zip(words.chars()).all(|(p, w)| !p.is_uppercase() || w.is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(text: &str) -> Vec<String> {
        let codebook = Codebook::built_in().unwrap();
        let names = Names::new(&codebook).unwrap();
        names
            .find(text)
            .into_iter()
            .map(|n| {
                let what = match n.named {
                    Named::Country(i) => format!("country {}", codebook.countries[i].code),
                    Named::Demonym(i) => format!("people {}", codebook.countries[i].code),
                    Named::Capital(i) => format!("capital {}", codebook.countries[i].code),
                    Named::Leader(i) => format!("leader {}", codebook.countries[i].code),
                    Named::Institution(i) | Named::Acronym(i) => {
                        format!("body {}", codebook.institutions[i].slug)
                    }
                    Named::Role(i) => format!("role {}", codebook.roles[i].slug),
                    Named::Landscape => "no country".to_owned(),
                };
                format!("{}: {what}", &text[n.span])
            })
            .collect()
    }

    #[test]
    fn the_longest_of_overlapping_names_wins() {
        assert_eq!(
            find(
                "St. Vincent and the Grenadines, Nigeria and the Islamic Republic of Iran. The Guardian Council"
            ),
            [
                "St. Vincent and the Grenadines: country VCT",
                "Nigeria: country NGA",
                "Islamic Republic of Iran: country IRN",
                "Guardian Council: body guardian-council",
            ]
        );
    }

    #[test]
    fn a_combining_form_is_a_country_before_another_only() {
        assert_eq!(
            find("The Anglo-Irish and Sino–US pacts"),
            ["Anglo: people GBR", "Irish: people IRL", "Sino: people CHN", "US: country USA"]
        );
        assert!(find("an Anglo-Saxon word, the Indo-Pacific, General Franco").is_empty());
    }

    #[test]
    fn a_name_is_a_whole_word_in_its_own_case() {
        assert!(find("let us turn to the romans").is_empty());
        assert_eq!(find("The US and RUSSIA"), ["US: country USA", "RUSSIA: country RUS"]);
        assert_eq!(find("Iran’s parliament"), ["Iran: country IRN", "parliament: role parliament"]);
    }
}
