//! With whom a treaty is deposited, in which languages it is authentic, and how many originals there are.

use regex::Regex;

use super::{Reading, claim, words::COUNTS};
use crate::{
    annotate::{
        Codebook,
        names::{Name, Named},
        rule::rule,
    },
    model::{Claim, Evidence, LANGUAGES, Property},
};

/// Reads them. Built once.
pub(super) struct Keeping {
    depositary: Regex,
    deposited: Regex,
    list: Regex,
    languages: Regex,
    authentic: Regex,
    originals: Regex,
}

impl Keeping {
    pub(super) fn new() -> Result<Self, regex::Error> {
        let names: Vec<&str> = LANGUAGES.iter().map(|(name, _)| *name).collect();
        let language = names.join("|");
        Ok(Self {
            depositary: rule(
                r"(?P<who>\p{Lu}[^.;:]{2,120}?)\s+(?:shall (?:be|act as|serve as|perform the functions of)|is (?:hereby )?designated(?: as)?|is)\s+(?:the\s+)?(?i:depositary|depository)\b",
            )?,
            deposited: rule(
                r"(?i:deposited|deposit of [^.;]{0,60}?)\s+(?:in the archives of|with)\s+(?:the\s+)?(?P<who>(?-i:\p{Lu})[^.;:]*?)(?:,|[.;:]|\s+(?i:which|who|and shall|in accordance|shall|within|on or|by)\b|$)",
            )?,
            // Between the names of a list: small words, and the ends of names in capitals.
            list: rule(
                r"^(?:[\s,]*\b(?:of|the|and|governments?|\p{Lu}[\w-]*)\b)*[\s,]*(?:,|\band)\s+(?:[\s,]*\b(?i:the|of|governments?)\b)*\s*$",
            )?,
            languages: rule(&format!(r"\b(?:{language})\b"))?,
            authentic: rule(
                r"(?i)\b(?:authentic|authoritative|equal validity|equally valid|originals?|duplicate|triplicate|copies|done (?:at|in)|prevail)\b",
            )?,
            originals: rule(
                r"(?i)\bin\s+(?:(?P<word>duplicate|triplicate|quadruplicate)|(?P<n>a single|one|two|three|four|five|six|seven|eight|\d{1,2})\s+(?:\(\w+\)\s+)?(?:\w+\s+){0,2}?(?:originals?|original copies|copies|original copy|exemplars?))\b",
            )?,
        })
    }

    /// With whom the treaty is deposited.
    pub(super) fn kept(&self, codebook: &Codebook, of: &Reading<'_>, claims: &mut Vec<Claim>) {
        if !of.clause.text.contains("eposit") {
            return;
        }
        for expression in [&self.depositary, &self.deposited] {
            let Some(who) = expression.captures(of.clause.text).and_then(|c| c.name("who")) else {
                continue;
            };
            let words = who.as_str().trim();
            let lower = words.to_lowercase();
            if words.len() > 120 || !is_somebody(&of.clause.text[..who.start()], &lower) {
                continue;
            }
            let listed = self.listed(codebook, of, who.start());
            if listed.len() > 1 {
                claims.extend(listed);
                return;
            }
            let inside = |n: &&Name| n.span.start >= who.start() && n.span.end <= who.end();
            let named: Vec<&Name> = of.names.iter().filter(inside).collect();
            let (value, label) = match named.iter().find_map(|n| known(codebook, n)) {
                Some((value, label)) if named.len() == 1 => (value, label),
                _ => {
                    (lower, words.trim_start_matches("The ").trim_start_matches("the ").to_owned())
                }
            };
            let evidence = Evidence::of(of.clause.text, who.start(), who.start() + words.len());
            claims.push(claim(Property::Depositary, &value, &label, vec![evidence]));
            return;
        }
    }

    /// The depositaries of a list: "the Governments of A, B and C".
    fn listed(&self, codebook: &Codebook, of: &Reading<'_>, from: usize) -> Vec<Claim> {
        let mut claims: Vec<Claim> = Vec::new();
        let mut end = None;
        for name in of.names.iter().filter(|n| n.span.start >= from) {
            let gap = end.map(|end| of.clause.text.get(end..name.span.start).unwrap_or("."));
            // "Britain" and "Ireland" in "Great Britain and Northern Ireland".
            let of_last = gap.is_some_and(|gap| {
                let word = gap.rsplit(' ').next().filter(|w| !w.is_empty());
                let word = word.or_else(|| gap.split_whitespace().last());
                word.is_some_and(|w| w.starts_with(char::is_uppercase))
            });
            if !of_last && gap.is_some_and(|gap| !self.list.is_match(gap)) {
                break;
            }
            end = Some(name.span.end);
            let Some((value, label)) = known(codebook, name).filter(|_| !of_last) else { continue };
            let evidence = Evidence::of(of.clause.text, name.span.start, name.span.end);
            claims.push(claim(Property::Depositary, &value, &label, vec![evidence]));
        }
        claims
    }

    /// In which languages it is authentic and how many originals there are.
    pub(super) fn written(&self, of: &Reading<'_>, claims: &mut Vec<Claim>) {
        if !self.authentic.is_match(of.clause.text) {
            return;
        }
        let mut told: Vec<&str> = Vec::new();
        let speaks = of.clause.text.contains("language") || of.clause.text.contains("text");
        for m in self.languages.find_iter(of.clause.text).filter(|_| speaks) {
            let Some((name, code)) = LANGUAGES.iter().find(|(name, _)| *name == m.as_str()) else {
                continue;
            };
            if !told.contains(code) {
                told.push(code);
                let evidence = Evidence::of(of.clause.text, m.start(), m.end());
                claims.push(claim(Property::Language, code, name, vec![evidence]));
            }
        }
        let Some(captures) = self.originals.captures(of.clause.text) else { return };
        let word = captures.name("word").or_else(|| captures.name("n"));
        let (Some(whole), Some(word)) = (captures.get(0), word) else { return };
        let lower = word.as_str().to_lowercase();
        let number = COUNTS.iter().find(|(w, _)| *w == lower).map_or(lower.as_str(), |(_, n)| n);
        let label =
            if number == "1" { "1 original".to_owned() } else { format!("{number} originals") };
        let evidence = Evidence::of(of.clause.text, whole.start(), whole.end());
        claims.push(claim(Property::Originals, number, &label, vec![evidence]));
    }
}

/// Whether words can be a depositary: a body or a state, and no place in a treaty ("in accordance with
/// Article 41"), no party in general, and no sentence.
fn is_somebody(before: &str, lower: &str) -> bool {
    const NOBODY: [&str; 18] = [
        "depositary",
        "depository",
        "other",
        "each",
        "either",
        "it",
        "party",
        "parties",
        "which",
        "who",
        "shall",
        "deposited",
        "article",
        "articles",
        "annex",
        "paragraph",
        "chapter",
        "section",
    ];
    let with = before.trim_end().trim_end_matches(" the").trim_end_matches(" with");
    !with.ends_with("accordance")
        && !lower.split(|c: char| !c.is_alphanumeric()).any(|w| NOBODY.contains(&w))
}

/// A country's code or a body's slug with its name.
fn known(codebook: &Codebook, name: &Name) -> Option<(String, String)> {
    match name.named {
        Named::Country(i) => {
            Some((codebook.countries[i].code.clone(), codebook.countries[i].name.clone()))
        }
        Named::Institution(i) | Named::Acronym(i) => {
            let body = &codebook.institutions[i];
            Some((body.slug.to_string(), body.name.clone()))
        }
        _ => None,
    }
}
