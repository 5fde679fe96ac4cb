//! The codebook: countries, institutions, domains and spellings that annotations are read with.
//!
//! What comes in: the lists that [`files`] reads. What goes out: typed entries and look-ups.

mod files;

use std::{
    collections::{BTreeSet, HashMap},
    path::Path,
};

use serde::Deserialize;

pub use self::files::CodebookError;
use self::files::Lists;
use crate::model::Slug;

/// A country or other entity with a code of ISO 3166-1 alpha-3, or `EUE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country {
    /// The code.
    pub code: String,
    /// English short name.
    pub name: String,
    /// Formal name without article.
    pub official: String,
    /// Other names and abbreviations.
    pub aliases: Vec<String>,
    /// Adjectives and nationals.
    pub demonyms: Vec<String>,
    /// Capitals that stand for the country.
    pub capitals: Vec<String>,
    /// Heads of state and government, foreign ministers: "Macron", "Kim Jong Un".
    pub leaders: Vec<String>,
    /// The year a former state ended.
    pub until: Option<i16>,
}

impl Country {
    /// The formal name with its article: "the Islamic Republic of Iran", but "Ukraine".
    pub(super) fn with_article(&self) -> String {
        const GENERIC: [&str; 12] = [
            "Republic",
            "Kingdom",
            "Federation",
            "States",
            "Union",
            "Emirates",
            "State",
            "Confederation",
            "Principality",
            "Duchy",
            "Commonwealth",
            "Sultanate",
        ];
        let generic = self.official.split_whitespace().any(|w| GENERIC.contains(&w));
        format!("{}{}", if generic { "the " } else { "" }, self.official)
    }
}

/// A subject of the codebook.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Domain {
    /// Name in URLs.
    pub slug: Slug,
    /// Name for readers.
    pub label: String,
    /// What belongs here and what does not.
    pub scope: String,
    /// UNBIS Thesaurus notation.
    pub unbis: Option<String>,
    /// `EuroVoc` domain, two digits.
    pub eurovoc: Option<String>,
    /// World Treaty Index code.
    pub wti: Option<String>,
    /// Terms of which one is enough.
    pub terms: Vec<String>,
    /// Terms of which two different ones are needed.
    #[serde(default)]
    pub weak: Vec<String>,
    /// Phrases inside which a term does not count.
    #[serde(default)]
    pub veto: Vec<String>,
}

/// A body with a name of its own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Institution {
    /// Name in URLs.
    pub slug: Slug,
    /// Canonical English name.
    pub name: String,
    /// `international-organisation`, `legislature`, `council` (one that reviews what a legislature
    /// has passed), `ministry`, `court`, `bank`, `media`…
    pub r#type: String,
    /// The country it belongs to, alpha-3.
    pub country: Option<String>,
    /// The body it is a part of.
    pub part_of: Option<Slug>,
    /// States for which it concludes treaties, alpha-3: parties where it is one.
    #[serde(default)]
    pub members: Vec<String>,
    /// Acronyms, matched case-sensitively.
    #[serde(default)]
    pub acronyms: Vec<String>,
    /// Other names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Words of which one must stand in the document for an alias or acronym to count.
    #[serde(default)]
    pub context: Vec<String>,
}

/// A function that many countries have a body for: "Iran's parliament".
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Name in derived slugs.
    pub slug: Slug,
    /// Canonical generic name.
    pub name: String,
    /// Type of the bodies.
    pub r#type: String,
    /// Words for it; lower-case ones match in any case.
    pub nouns: Vec<String>,
    /// Countries whose body has a name of its own: alpha-3 to institution.
    #[serde(default)]
    pub holders: HashMap<String, Slug>,
}

/// Everything that annotations are read with.
#[derive(Debug, Clone)]
pub struct Codebook {
    /// Countries in the file's order.
    pub countries: Vec<Country>,
    /// Domains in the file's order.
    pub domains: Vec<Domain>,
    /// Institutions in the file's order.
    pub institutions: Vec<Institution>,
    /// Roles in the file's order.
    pub roles: Vec<Role>,
    fingerprint: String,
    spellings: HashMap<String, Vec<String>>,
    country_names: HashMap<String, usize>,
    institution_names: HashMap<String, usize>,
    domain_names: HashMap<String, usize>,
}

impl Codebook {
    /// The codebook that is built into the binary.
    ///
    /// # Errors
    /// Never for a released binary: a test reads the same files.
    pub fn built_in() -> Result<Self, CodebookError> {
        files::built_in().map(Self::of)
    }

    /// The codebook in a folder that holds the four files under their usual names.
    ///
    /// # Errors
    /// Names the file, and the line where there is one.
    pub fn load(folder: &Path) -> Result<Self, CodebookError> {
        files::load(folder).map(Self::of)
    }

    fn of(lists: Lists) -> Self {
        let Lists { countries, institutions, roles, domains, spellings, fingerprint } = lists;
        let mut country_names = HashMap::new();
        for (i, c) in countries.iter().enumerate().rev() {
            // Weaker names first, so that a country's own name wins over another's alias.
            for name in c.demonyms.iter().chain(&c.capitals).chain(&c.aliases) {
                country_names.entry(key(name)).or_insert(i);
            }
        }
        for (i, c) in countries.iter().enumerate() {
            for name in [&c.code, &c.official, &c.name] {
                country_names.insert(key(name), i);
            }
        }
        let mut institution_names = HashMap::new();
        for (i, inst) in institutions.iter().enumerate() {
            for name in inst.acronyms.iter().chain(&inst.aliases) {
                institution_names.entry(key(name)).or_insert(i);
            }
        }
        for (i, inst) in institutions.iter().enumerate() {
            for name in [inst.slug.as_str(), &inst.name] {
                institution_names.insert(key(name), i);
            }
        }
        let mut domain_names = HashMap::new();
        for (i, d) in domains.iter().enumerate() {
            for name in [&d.label, d.slug.as_str()] {
                domain_names.insert(key(name), i);
            }
        }
        Self {
            countries,
            domains,
            institutions,
            roles,
            fingerprint,
            spellings,
            country_names,
            institution_names,
            domain_names,
        }
    }

    /// BLAKE3 of the files: changes when any of them does.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The country with this code, name, alias, demonym or capital, in any case and with hyphens
    /// for spaces.
    #[must_use]
    pub fn country(&self, written: &str) -> Option<&Country> {
        self.country_names.get(&key(written)).map(|i| &self.countries[*i])
    }

    /// The words of these countries' names, lower case.
    pub(crate) fn words_of(&self, codes: &[String]) -> BTreeSet<String> {
        let countries = codes.iter().filter_map(|code| self.country(code));
        let names = countries
            .flat_map(|c| [&c.name, &c.official].into_iter().chain(&c.aliases).chain(&c.demonyms));
        let words = names.flat_map(|name| name.split(|c: char| !c.is_alphabetic()));
        words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    }

    /// The institution with this slug, name, alias or acronym, in any case.
    #[must_use]
    pub fn institution(&self, written: &str) -> Option<&Institution> {
        self.institution_names.get(&key(written)).map(|i| &self.institutions[*i])
    }

    /// The domain with this slug or label, in any case.
    #[must_use]
    pub fn domain(&self, written: &str) -> Option<&Domain> {
        self.domain_names.get(&key(written)).map(|i| &self.domains[*i])
    }

    /// Other spellings of a lower-case word, British for American and the other way round.
    #[must_use]
    pub fn spellings(&self, word: &str) -> Vec<String> {
        let mut others = self.spellings.get(word).cloned().unwrap_or_default();
        for (from, to) in [("is", "iz"), ("iz", "is")] {
            for ending in ["e", "ed", "es", "er", "ers", "ing", "ation", "ations", "ational"] {
                if let Some(stem) = word.strip_suffix(&format!("{from}{ending}"))
                    && stem.len() >= 4
                {
                    others.push(format!("{stem}{to}{ending}"));
                }
            }
        }
        others.retain(|o| o != word);
        others.sort();
        others.dedup();
        others
    }

    /// Other names of what `words` names: an institution's names and acronyms, or a country's names.
    #[must_use]
    pub fn other_names(&self, words: &str) -> Vec<&str> {
        let asked = key(words);
        let names: Vec<&str> = if let Some(i) = self.institution_names.get(&asked) {
            let inst = &self.institutions[*i];
            std::iter::once(&inst.name)
                .chain(&inst.acronyms)
                .chain(&inst.aliases)
                .map(String::as_str)
                .collect()
        } else if let Some(i) = self.country_names.get(&asked) {
            let c = &self.countries[*i];
            let is_name =
                [&c.name, &c.official].into_iter().chain(&c.aliases).any(|n| key(n) == asked);
            if !is_name {
                return Vec::new();
            }
            [&c.name, &c.official].into_iter().chain(&c.aliases).map(String::as_str).collect()
        } else {
            Vec::new()
        };
        names.into_iter().filter(|n| key(n) != asked).collect()
    }
}

/// How names are looked up: lower case, any run of other characters as one space.
fn key(name: &str) -> String {
    name.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
