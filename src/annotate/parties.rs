//! Parties: which of the treaty's parties a clause names, refers to or inherits.

use std::ops::Range;

use regex::Regex;

use super::{
    Codebook,
    bodies::Body,
    capitals::{Capitals, dateline_end},
    memory::Memory,
    names::{Name, Named},
    referring::{Referring, TREATY},
    rule::rule,
    tally::FEW,
};
use crate::model::{Evidence, PartyMention};

/// Finds parties. Built once.
pub(super) struct Parties {
    referring: Referring,
    capitals: Capitals,
    all: Regex,
    mediated: Regex,
    domestic: Regex,
    told_of: Regex,
    form: Regex,
    spoken: Regex,
}

/// What one clause is read with.
pub(super) struct Reading<'a> {
    pub(super) codebook: &'a Codebook,
    pub(super) text: &'a str,
    pub(super) names: &'a [Name],
    pub(super) bodies: &'a [Body],
    /// The treaty's parties, alpha-3, sorted; empty where they are not known.
    pub(super) treaty: &'a [String],
    /// The states that are parties where a clause names them: those of the treaty, or, where these
    /// are not known, those that act on it somewhere in the document.
    pub(super) can_be: &'a [String],
    pub(super) memory: &'a Memory,
}

impl Parties {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            referring: Referring::new()?,
            capitals: Capitals::new()?,
            // How texts call their parties, in six languages.
            all: rule(
                r"(?i)\b(?:(?:the|each|either|both|any|every|neither|all|no|another|other|such|respective|two|between|a|one)\s+(?:(?:of\s+the|other|two|three|said|respective|high|original)\s+)*(?:contracting\s+|signatory\s+)?(?:part(?:y|ies)(?:\s+states?)?|states?\s+part(?:y|ies)|contracting\s+states?|contracting\s+governments?|member\s+states?|two\s+governments|two\s+countries|governments?\s+of\s+the\s+parties|contractants)|(?:contracting|states)\s+part(?:y|ies)|(?:les|des|aux|chaque|chacune\s+des|l[’']une\s+des|une)\s+(?:hautes\s+)?(?:parties|partie|états\s+parties|états\s+contractants)(?:\s+contractantes?)?|(?:las|cada|ambas|una\s+de\s+las|una|la\s+otra|los)\s+(?:altas\s+)?(?:partes?|estados\s+partes?|estados\s+contratantes)(?:\s+contratantes?)?|(?:die|der|den|jede|beide|beiden)\s+(?:hohen\s+)?(?:vertrags(?:parteien|partei|staaten)|parteien)|(?:de|elke|beide|iedere)\s+(?:hoge\s+)?(?:verdragsluitende\s+partij(?:en)?|partij(?:en)?|verdragspartij(?:en)?))\b|(?:Договаривающи\p{L}+\s+)?Сторон(?:ы|а|ам|ами|ой|у)?(?:[\s.,;:]|$)",
            )?,
            mediated: rule(r"^-(?:led|backed|brokered|mediated|based|born|speaking|made|owned)\b")?,
            // What belongs to the inner life of one state.
            domestic: rule(
                r"(?i)\b(?:senators?|lawmakers|legislators|deputies|MPs|peers|the\s+bill|the\s+government|the\s+cabinet|opposition|ruling\s+(?:party|coalition)|coalition|elections?|voters|referendum|backbenchers|the\s+country[’']s|villagers|farmers|families|(?:the|same)\s+(?:courts?|judges|justices)|members\s+of\s+(?:the\s+)?parliament)\b",
            )?,
            spoken: rule(
                r"(?i)\b(?:in|into|from|speaks?|spoke|spoken|speaking|taught|teach(?:es|ing)?|learn(?:s|ing)?|written|fluent|(?:in|into|from)\s+\p{Lu}\p{L}+\s+(?:and|or))\s+$",
            )?,
            told_of: rule(&format!(r"(?i)\bthat\s+(?:it|{TREATY})\b"))?,
            form: rule(
                r"(?i)\bthe\s+(?:[\w-]+\s+){0,3}?(?P<form>kingdom|sultanate|principality|grand\s+duchy|federation|emirates?)\b",
            )?,
        })
    }

    /// What a capital stands for.
    pub(super) fn capitals(&self) -> &Capitals {
        &self.capitals
    }

    /// Whether an adjective stands for a language: "taught in German", but not "in German ports".
    fn is_spoken(&self, text: &str, span: &Range<usize>) -> bool {
        const GO_ON: [&str; 8] = ["and", "or", "as", "at", "to", "but", "is", "for"];
        let rest = &text[span.end..];
        let next = rest.split_whitespace().next().unwrap_or_default();
        let alone = !rest.starts_with(' ') || GO_ON.contains(&next);
        alone && !rest.starts_with('-') && self.spoken.is_match(&text[..span.start])
    }

    /// The parties of one clause.
    pub(super) fn find(&self, of: &Reading<'_>) -> Vec<PartyMention> {
        let &Reading { codebook, text, names, bodies, treaty, can_be, memory } = of;
        let mut parties: Vec<PartyMention> = Vec::new();
        let mut add = |code: &str, rule: &str, span: &Range<usize>| {
            if !can_be.iter().any(|t| t == code) {
                return;
            }
            let evidence = Evidence::of(text, span.start, span.end);
            match parties.iter_mut().find(|p| p.code == code) {
                Some(known) => known.evidence.push(evidence),
                None => parties.extend(mention(codebook, code, rule, vec![evidence])),
            }
        };
        let after_dateline = dateline_end(text);
        let mut place = 0;
        for name in names.iter().filter(|n| n.span.start >= after_dateline) {
            let (i, rule) = match name.named {
                // "in Kigali, Rwanda": the country says where the town is.
                Named::Country(_) if place > 0 && text[place..name.span.start].trim() == "," => {
                    continue;
                }
                Named::Country(i) => (i, "name"),
                Named::Demonym(i) => (i, "demonym"),
                Named::Leader(i) => (i, "leader"),
                Named::Capital(i) if self.capitals.is_government(text, &name.span) => {
                    (i, "capital")
                }
                Named::Capital(_) => {
                    place = name.span.end;
                    continue;
                }
                _ => continue,
            };
            let person = matches!(name.named, Named::Demonym(_));
            if self.mediated.is_match(&text[name.span.end..])
                || (person && self.is_spoken(text, &name.span))
            {
                continue;
            }
            add(&codebook.countries[i].code, rule, &name.span);
        }
        for body in bodies {
            let rule = if body.rule == "same-bodies" { "same-bodies" } else { "holder" };
            if let (Some(country), Some(span)) = (&body.country, body.spans.first())
                && (rule == "same-bodies" || !parties_named(&body.spans, names))
            {
                add(country, rule, span);
            }
        }
        // A group is a party through its members, where there are others on the other side.
        let groups = names.iter().filter_map(|n| match n.named {
            Named::Institution(i) | Named::Acronym(i) => {
                Some((&codebook.institutions[i].members, &n.span))
            }
            _ => None,
        });
        for (members, span) in groups {
            let here = members.iter().filter(|m| treaty.contains(m)).count();
            if here > 1 && here < treaty.len() {
                for member in members {
                    add(member, "members", span);
                }
            }
        }
        for (person, span) in people(text, memory) {
            add(person, "leader", &span);
        }
        if let Some(form) = self.form.captures(text).and_then(|c| c.name("form"))
            && let Some(country) = only_with_form(codebook, treaty, form.as_str())
        {
            add(country, "form-of-state", &form.range());
        }
        // Where there are many parties, some may sign without the others.
        let all = self
            .referring
            .find(text, names, bodies)
            .filter(|(rule, _)| *rule != "signing" || treaty.len() <= FEW || parties.is_empty());
        if all.is_none()
            && parties.is_empty()
            && !self.told_of.is_match(text)
            && let Some(word) = self.domestic.find(text)
            && let Some(code) = domestic_of(word.as_str(), memory)
            && treaty.iter().any(|t| t == code)
        {
            let evidence = vec![Evidence::of(text, word.start(), word.end())];
            parties.extend(mention(codebook, code, "domestic", evidence));
        }
        if all.is_some() || parties.is_empty() {
            let (rule, evidence) = match all {
                Some((rule, span)) => (rule, vec![Evidence::of(text, span.start, span.end)]),
                None => ("inherited", Vec::new()),
            };
            for code in treaty {
                if parties.iter().all(|p| p.code != *code) {
                    parties.extend(mention(codebook, code, rule, evidence.clone()));
                }
            }
        }
        parties
    }

    /// The parties of one clause of the treaty's own text: those it names, and all where it speaks of
    /// "the Parties" or "each Contracting State" or names none.
    pub(super) fn find_in_text(
        &self,
        codebook: &Codebook,
        text: &str,
        names: &[Name],
        treaty: &[String],
    ) -> Vec<PartyMention> {
        let mut parties: Vec<PartyMention> = Vec::new();
        for name in names {
            let (Named::Country(i) | Named::Demonym(i)) = name.named else { continue };
            let code = &codebook.countries[i].code;
            let person = matches!(name.named, Named::Demonym(_));
            if !treaty.contains(code) || (person && is_language(&text[name.span.end..])) {
                continue;
            }
            let evidence = Evidence::of(text, name.span.start, name.span.end);
            let rule = if matches!(name.named, Named::Country(_)) { "name" } else { "demonym" };
            match parties.iter_mut().find(|p| p.code == *code) {
                Some(known) => known.evidence.push(evidence),
                None => parties.extend(mention(codebook, code, rule, vec![evidence])),
            }
        }
        let all = self.all.find(text).map(|m| m.range()).or_else(|| self.referring.both(text));
        let (rule, evidence) = match all {
            Some(m) => ("both-parties", vec![Evidence::of(text, m.start, m.end)]),
            None if parties.is_empty() => ("inherited", Vec::new()),
            None => return parties,
        };
        for code in treaty {
            if parties.iter().all(|p| p.code != *code) {
                parties.extend(mention(codebook, code, rule, evidence.clone()));
            }
        }
        parties
    }
}

/// People that the document has introduced, with where they are named.
pub(super) fn people<'a>(text: &str, memory: &'a Memory) -> Vec<(&'a str, Range<usize>)> {
    if memory.people.is_empty() {
        return Vec::new();
    }
    let base = text.as_ptr() as usize;
    text.split(|c: char| !c.is_alphabetic() && !"’'-".contains(c))
        .filter_map(|word| {
            let word = word.trim_end_matches("’s").trim_end_matches("'s");
            let code = memory.people.get(word)?;
            let start = word.as_ptr() as usize - base;
            Some((code.as_str(), start..start + word.len()))
        })
        .collect()
}

/// Whose inner affairs a word is about: members of a legislature belong to the one named last.
fn domestic_of<'a>(word: &str, memory: &'a Memory) -> Option<&'a str> {
    const MEMBERS: [&str; 7] =
        ["senator", "lawmaker", "legislator", "deputies", "mps", "peers", "backbencher"];
    let word = word.to_lowercase();
    let member = MEMBERS.iter().any(|m| word.starts_with(m));
    member.then(|| memory.legislature()).flatten().or_else(|| memory.single())
}

/// The one party that is a kingdom, a federation…
fn only_with_form<'a>(codebook: &Codebook, treaty: &'a [String], form: &str) -> Option<&'a str> {
    let form = form.to_lowercase();
    let mut with = treaty.iter().filter(|code| {
        let country = codebook.country(code);
        country.is_some_and(|c| c.official.to_lowercase().contains(form.trim_end_matches('s')))
    });
    let first = with.next()?;
    with.next().is_none().then_some(first.as_str())
}

/// Whether what follows an adjective makes it a language: "in the Thai and English languages".
fn is_language(after: &str) -> bool {
    let near = &after[..after.floor_char_boundary(80)];
    let near = near.split(['.', ';']).next().unwrap_or_default();
    ["language", "text", "version"].iter().any(|word| near.contains(word))
}

/// Whether the body's own words already name its country, as in "Iran's parliament".
fn parties_named(spans: &[Range<usize>], names: &[Name]) -> bool {
    names.iter().any(|n| {
        matches!(n.named, Named::Country(_) | Named::Demonym(_))
            && spans.iter().any(|s| s.start <= n.span.start && n.span.end <= s.end)
    })
}

fn mention(
    codebook: &Codebook,
    code: &str,
    rule: &str,
    evidence: Vec<Evidence>,
) -> Option<PartyMention> {
    let country = codebook.country(code)?;
    Some(PartyMention {
        code: code.to_owned(),
        name: country.name.clone(),
        rule: rule.to_owned(),
        evidence,
    })
}
