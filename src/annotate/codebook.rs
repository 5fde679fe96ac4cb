//! The codebook: countries, institutions, domains and spellings that annotations are read with.
//!
//! What comes in: the files of `data/codebook/`, built into the binary, or a folder that replaces
//! them. What goes out: typed entries and look-ups. A malformed file is an error with file and line.

use std::{collections::HashMap, path::Path};

use serde::Deserialize;

use crate::model::Slug;

/// A codebook file that can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}{}: {reason}", line.map(|l| format!(":{l}")).unwrap_or_default())]
pub struct CodebookError {
    file: String,
    line: Option<usize>,
    reason: String,
}

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
    /// The year a former state ended.
    pub until: Option<i16>,
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
    /// `international-organisation`, `legislature`, `ministry`, `court`, `bank`, `media`…
    pub r#type: String,
    /// The country it belongs to, alpha-3.
    pub country: Option<String>,
    /// The body it is a part of.
    pub part_of: Option<Slug>,
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DomainFile {
    domain: Vec<Domain>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InstitutionFile {
    institution: Vec<Institution>,
    #[serde(default)]
    role: Vec<Role>,
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

const FILES: [&str; 4] = ["countries.tsv", "institutions.toml", "domains.toml", "spelling.tsv"];

impl Codebook {
    /// The codebook that is built into the binary.
    ///
    /// # Errors
    /// Never for a released binary: a test reads the same files.
    pub fn built_in() -> Result<Self, CodebookError> {
        Self::parse([
            include_str!("../../data/codebook/countries.tsv"),
            include_str!("../../data/codebook/institutions.toml"),
            include_str!("../../data/codebook/domains.toml"),
            include_str!("../../data/codebook/spelling.tsv"),
        ])
    }

    /// The codebook in a folder that holds the four files under their usual names.
    ///
    /// # Errors
    /// Names the file, and the line where there is one.
    pub fn load(folder: &Path) -> Result<Self, CodebookError> {
        let mut texts = [const { String::new() }; FILES.len()];
        for (name, text) in FILES.into_iter().zip(&mut texts) {
            let path = folder.join(name);
            *text = std::fs::read_to_string(&path).map_err(|e| CodebookError {
                file: path.display().to_string(),
                line: None,
                reason: e.to_string(),
            })?;
        }
        Self::parse(texts.each_ref().map(String::as_str))
            .map_err(|e| CodebookError { file: folder.join(&e.file).display().to_string(), ..e })
    }

    fn parse(texts: [&str; FILES.len()]) -> Result<Self, CodebookError> {
        let [country_text, institution_text, domain_text, spelling_text] = texts;
        let countries = countries(country_text)?;
        let InstitutionFile { institution: institutions, role: roles } =
            from_toml(FILES[1], institution_text)?;
        let DomainFile { domain: domains } = from_toml(FILES[2], domain_text)?;
        let spellings = spellings(spelling_text)?;
        let mut hasher = blake3::Hasher::new();
        for text in texts {
            hasher.update(text.as_bytes()).update(&[0]);
        }

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
        Ok(Self {
            countries,
            domains,
            institutions,
            roles,
            fingerprint: hasher.finalize().to_hex().to_string(),
            spellings,
            country_names,
            institution_names,
            domain_names,
        })
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

fn from_toml<T: for<'a> Deserialize<'a>>(file: &str, text: &str) -> Result<T, CodebookError> {
    toml::from_str(text).map_err(|e| CodebookError {
        file: file.to_owned(),
        line: e.span().map(|s| text[..s.start.min(text.len())].matches('\n').count() + 1),
        reason: e.message().to_owned(),
    })
}

/// The rows of a tab-separated file with their line numbers from 1: no comments, header or blanks.
fn rows<'a, const N: usize>(
    file: &'a str,
    text: &'a str,
) -> impl Iterator<Item = Result<[&'a str; N], CodebookError>> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty())
        .skip(1)
        .map(move |(i, line)| {
            let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
            let count = fields.len();
            fields.try_into().map_err(|_| CodebookError {
                file: file.to_owned(),
                line: Some(i + 1),
                reason: format!("{count} columns instead of {N}"),
            })
        })
}

fn list(field: &str) -> Vec<String> {
    field.split('|').map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect()
}

fn countries(text: &str) -> Result<Vec<Country>, CodebookError> {
    rows::<7>(FILES[0], text)
        .map(|row| {
            let [code, name, official, aliases, demonyms, capitals, until] = row?;
            if code.len() != 3 || !code.bytes().all(|b| b.is_ascii_uppercase()) || name.is_empty() {
                return Err(CodebookError {
                    file: FILES[0].to_owned(),
                    line: text.lines().position(|l| l.starts_with(code)).map(|l| l + 1),
                    reason: format!("'{code}' is not an alpha-3 code with a name"),
                });
            }
            Ok(Country {
                code: code.to_owned(),
                name: name.to_owned(),
                official: official.to_owned(),
                aliases: list(aliases),
                demonyms: list(demonyms),
                capitals: list(capitals),
                until: until.parse().ok(),
            })
        })
        .collect()
}

fn spellings(text: &str) -> Result<HashMap<String, Vec<String>>, CodebookError> {
    let mut all: HashMap<String, Vec<String>> = HashMap::new();
    for row in rows::<2>(FILES[3], text) {
        let [british, american] = row?;
        all.entry(british.to_owned()).or_default().push(american.to_owned());
        all.entry(american.to_owned()).or_default().push(british.to_owned());
    }
    Ok(all)
}
