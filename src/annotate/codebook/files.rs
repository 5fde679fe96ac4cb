//! The codebook's files: those of `data/codebook/`, built into the binary, or a folder that replaces
//! them. A malformed file is an error with file and line.

use std::{collections::HashMap, path::Path};

use serde::Deserialize;

use super::{Country, Domain, Institution, Role};

/// A codebook file that can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}{}: {reason}", line.map(|l| format!(":{l}")).unwrap_or_default())]
pub struct CodebookError {
    file: String,
    line: Option<usize>,
    reason: String,
}

const FILES: [&str; 4] = ["countries.tsv", "institutions.toml", "domains.toml", "spelling.tsv"];

/// What the files hold.
pub(super) struct Lists {
    pub(super) countries: Vec<Country>,
    pub(super) institutions: Vec<Institution>,
    pub(super) roles: Vec<Role>,
    pub(super) domains: Vec<Domain>,
    /// Lower-case words with their other spellings.
    pub(super) spellings: HashMap<String, Vec<String>>,
    /// BLAKE3 of the files.
    pub(super) fingerprint: String,
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

pub(super) fn built_in() -> Result<Lists, CodebookError> {
    parse([
        include_str!("../../../data/codebook/countries.tsv"),
        include_str!("../../../data/codebook/institutions.toml"),
        include_str!("../../../data/codebook/domains.toml"),
        include_str!("../../../data/codebook/spelling.tsv"),
    ])
}

pub(super) fn load(folder: &Path) -> Result<Lists, CodebookError> {
    let mut texts = [const { String::new() }; FILES.len()];
    for (name, text) in FILES.into_iter().zip(&mut texts) {
        let path = folder.join(name);
        *text = std::fs::read_to_string(&path).map_err(|e| CodebookError {
            file: path.display().to_string(),
            line: None,
            reason: e.to_string(),
        })?;
    }
    parse(texts.each_ref().map(String::as_str))
        .map_err(|e| CodebookError { file: folder.join(&e.file).display().to_string(), ..e })
}

fn parse(texts: [&str; FILES.len()]) -> Result<Lists, CodebookError> {
    let [country_text, institution_text, domain_text, spelling_text] = texts;
    let InstitutionFile { institution: institutions, role: roles } =
        from_toml(FILES[1], institution_text)?;
    let DomainFile { domain: domains } = from_toml(FILES[2], domain_text)?;
    let mut hasher = blake3::Hasher::new();
    for text in texts {
        hasher.update(text.as_bytes()).update(&[0]);
    }
    Ok(Lists {
        countries: countries(country_text)?,
        institutions,
        roles,
        domains,
        spellings: spellings(spelling_text)?,
        fingerprint: hasher.finalize().to_hex().to_string(),
    })
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
    rows::<8>(FILES[0], text)
        .map(|row| {
            let [code, name, official, aliases, demonyms, capitals, until, leaders] = row?;
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
                leaders: list(leaders),
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
