//! Parties: which of the treaty's parties a clause names, refers to or inherits.

use std::ops::Range;

use regex::Regex;

use super::{
    Codebook,
    bodies::Body,
    names::{Name, Named},
    rule::rule,
};
use crate::model::{Evidence, PartyMention};

/// Finds parties. Built once.
pub(super) struct Parties {
    both: Regex,
    all: Regex,
    subject: Regex,
    counterpart: Regex,
    place_before: Regex,
    place_list: Regex,
    officials: Regex,
    mediated: Regex,
}

impl Parties {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            both: rule(
                r"(?i)\b(?:both|the two|their two|the)\s+(?:countries|nations|states|sides|parties|capitals|peoples|governments|neighbou?rs|allies|leaders|presidents)\b",
            )?,
            // How texts call their parties, in six languages.
            all: rule(
                r"(?i)\b(?:(?:the|each|either|both|any|every|neither|all|no|another|other|such|respective|two|between|a|one)\s+(?:(?:of\s+the|other|two|three|said|respective|high|original)\s+)*(?:contracting\s+|signatory\s+)?(?:part(?:y|ies)(?:\s+states?)?|states?\s+part(?:y|ies)|contracting\s+states?|contracting\s+governments?|member\s+states?|two\s+governments|two\s+countries|governments?\s+of\s+the\s+parties|contractants)|(?:contracting|states)\s+part(?:y|ies)|(?:les|des|aux|chaque|chacune\s+des|l[’']une\s+des|une)\s+(?:hautes\s+)?(?:parties|partie|états\s+parties|états\s+contractants)(?:\s+contractantes?)?|(?:las|cada|ambas|una\s+de\s+las|una|la\s+otra|los)\s+(?:altas\s+)?(?:partes?|estados\s+partes?|estados\s+contratantes)(?:\s+contratantes?)?|(?:die|der|den|jede|beide|beiden)\s+(?:hohen\s+)?(?:vertrags(?:parteien|partei|staaten)|parteien)|(?:de|elke|beide|iedere)\s+(?:hoge\s+)?(?:verdragsluitende\s+partij(?:en)?|partij(?:en)?|verdragspartij(?:en)?))\b|(?:Договаривающи\p{L}+\s+)?Сторон(?:ы|а|ам|ами|ой|у)?(?:[\s.,;:]|$)",
            )?,
            // The treaty as the sentence's subject: at its start, or after one introductory phrase.
            subject: rule(
                r"^(?:[\p{Lu}][^,;]{0,80},\s+)?(?P<it>(?i:(?:the|this|that|such an?)\s+(?:[\w’'-]+\s+){0,4}?(?:treaty|accord|agreement|pact|convention|protocol|charter|partnership|document|deal|initiative)|it))\b(?:\s|$)",
            )?,
            // "the treaty with Iran" is a treaty between Iran and the other parties.
            counterpart: rule(
                r"(?i)\b(?:treaty|accord|agreement|pact|partnership|deal)\s+with\s+(?:the\s+)?$",
            )?,
            place_before: rule(r"(?i)(?:\b(?:in|at|near|outside|from|to|of|and the|en|te|zu)|\sà)\s+$")?,
            // "in Ottawa and Quito": a place after a place.
            place_list: rule(r"\b(?:in|at)\s+\p{Lu}\p{L}+(?:,\s+\p{Lu}\p{L}+)*,?\s+and\s+$")?,
            // "officials in Tokyo" speak for the government there.
            officials: rule(
                r"(?i)\b(?:officials?|ministr(?:y|ies)|department|court|house|chamber|lawmakers|parliament|government|authorities)\b[^,.;]{0,30}\bin\s+$",
            )?,
            mediated: rule(r"^-(?:led|backed|brokered|mediated|based|born|speaking|made|owned)\b")?,
        })
    }

    /// Whether the capital at `span` is a place here and not a word for a government.
    pub(super) fn is_place(&self, text: &str, span: &Range<usize>) -> bool {
        let before = &text[..span.start];
        (self.place_before.is_match(before) || self.place_list.is_match(before))
            && !self.officials.is_match(before)
    }

    /// The parties of one clause. `treaty` are the treaty's parties, alpha-3, sorted; where they
    /// are not known every country that the clause names is one.
    pub(super) fn find(
        &self,
        codebook: &Codebook,
        text: &str,
        names: &[Name],
        bodies: &[Body],
        treaty: &[String],
    ) -> Vec<PartyMention> {
        let mut parties: Vec<PartyMention> = Vec::new();
        let mut add = |code: &str, rule: &str, span: &Range<usize>| {
            if !treaty.is_empty() && !treaty.iter().any(|t| t == code) {
                return;
            }
            let evidence = Evidence::of(text, span.start, span.end);
            match parties.iter_mut().find(|p| p.code == code) {
                Some(known) => known.evidence.push(evidence),
                None => parties.extend(mention(codebook, code, rule, vec![evidence])),
            }
        };
        let after_dateline = dateline_end(text);
        for name in names.iter().filter(|n| n.span.start >= after_dateline) {
            let (i, rule) = match name.named {
                Named::Country(i) => (i, "name"),
                Named::Demonym(i) => (i, "demonym"),
                Named::Capital(i) if !self.is_place(text, &name.span) => (i, "capital"),
                _ => continue,
            };
            if self.mediated.is_match(&text[name.span.end..]) {
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
        let all = self.referring(text).or_else(|| {
            let name = names.iter().find(|n| self.counterpart.is_match(&text[..n.span.start]))?;
            Some(("counterpart", name.span.clone()))
        });
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
        let all = self.all.find(text).or_else(|| self.both.find(text));
        let (rule, evidence) = match all {
            Some(m) => ("both-parties", vec![Evidence::of(text, m.start(), m.end())]),
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

    /// The words that stand for all parties: "both countries", or the treaty as subject.
    fn referring(&self, text: &str) -> Option<(&'static str, Range<usize>)> {
        let both = self.both.find(text).map(|m| ("both-parties", m.range()));
        both.or_else(|| {
            let it = self.subject.captures(text)?.name("it")?;
            // "The Duma ratified the treaty" has another subject: a second article tells.
            let second = it
                .as_str()
                .split_whitespace()
                .skip(1)
                .any(|w| ["the", "a", "an", "this", "of"].contains(&w.to_lowercase().as_str()));
            (!second).then(|| ("inherited", it.range()))
        })
    }
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

/// Where the dateline ends: "TEHRAN – ", "MOSCOW, January 14. /TASS/. ", "DUBAI (Reuters) – ". A
/// country or capital in it says where the report was filed.
pub(super) fn dateline_end(text: &str) -> usize {
    let capitals = text
        .char_indices()
        .find(|(_, c)| c.is_lowercase() || c.is_ascii_digit() || "(–—/".contains(*c))
        .map_or(text.len(), |(at, _)| at);
    let shouted = text[..capitals].chars().filter(|c| c.is_uppercase()).count();
    if shouted < 4 {
        return 0;
    }
    let within = text.char_indices().nth(80).map_or(text.len(), |(at, _)| at);
    [" – ", " — ", "/. ", " -- ", " - "]
        .iter()
        .filter_map(|mark| text[..within].find(mark).map(|at| at + mark.len()))
        .min()
        .unwrap_or(0)
}
