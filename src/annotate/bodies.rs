//! Institutions: bodies named, bodies given by function and country, and references back to them.

use std::ops::Range;

use regex::Regex;

use super::{
    AnnotateError, Codebook, Country, Institution,
    heads::Heads,
    names::{Name, Named},
    rule::rule,
};
use crate::model::{Evidence, InstitutionMention, Slug};

/// A body found in a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Body {
    pub(super) slug: Slug,
    pub(super) name: String,
    /// `international-organisation`, `legislature`, `ministry`…
    pub(super) kind: String,
    /// Alpha-3 of the country it belongs to.
    pub(super) country: Option<String>,
    pub(super) rule: &'static str,
    pub(super) spans: Vec<Range<usize>>,
}

impl Body {
    fn of(institution: &Institution, rule: &'static str, span: Range<usize>) -> Self {
        Self {
            slug: institution.slug.clone(),
            name: institution.name.clone(),
            kind: institution.r#type.clone(),
            country: institution.country.clone(),
            rule,
            spans: vec![span],
        }
    }

    pub(super) fn mention(&self, text: &str) -> InstitutionMention {
        InstitutionMention {
            slug: self.slug.clone(),
            name: self.name.clone(),
            rule: self.rule.to_owned(),
            evidence: self.spans.iter().map(|s| Evidence::of(text, s.start, s.end)).collect(),
        }
    }
}

/// Finds bodies. Built once.
pub(super) struct Bodies {
    both: Regex,
    possessive: Regex,
    of_country: Regex,
    seat: Regex,
    heads: Heads,
}

impl Bodies {
    pub(super) fn new() -> Result<Self, AnnotateError> {
        Ok(Self {
            both: rule(
                r"(?i)\b(?:both|the two|these two)\s+(?P<law>legislative\s+|parliamentary\s+)?(?P<noun>bodies|chambers|houses|institutions|organi[sz]ations|parliaments|legislatures|ministries|courts)\b",
            )?,
            possessive: rule(r"^(?:’s|'s|’|')?[\s-]+(?:[a-z]+\s+){0,2}$")?,
            of_country: rule(r"^\s+(?:of|for)\s+(?:the\s+)?$")?,
            seat: rule(r"^(?:\s+in|,)\s+$")?,
            heads: Heads::new()?,
        })
    }

    /// The bodies of one clause in text order. `names` are the clause's names, `in_context` says of
    /// each institution whether it can be meant in this document (see [`in_context`]), `before` are
    /// the bodies of earlier clauses, oldest first.
    pub(super) fn find(
        &self,
        codebook: &Codebook,
        in_context: &[bool],
        text: &str,
        names: &[Name],
        before: &[Body],
    ) -> Vec<Body> {
        let mut bodies: Vec<Body> = Vec::new();
        for (at, name) in names.iter().enumerate() {
            let found = match name.named {
                Named::Institution(i) | Named::Acronym(i) if !in_context[i] => continue,
                Named::Institution(i) => Some((&codebook.institutions[i], "name")),
                Named::Acronym(i) => Some((&codebook.institutions[i], "acronym")),
                _ => None,
            };
            let body = match (found, name.named) {
                // News agencies publish what a clause says; they are not bodies in it.
                (Some((institution, _)), _) if institution.r#type == "media" => None,
                (Some((institution, rule)), _) => {
                    Some(Body::of(institution, rule, name.span.clone()))
                }
                (None, Named::Role(role)) => self.by_role(codebook, text, names, at, role),
                _ => None,
            };
            if let Some(body) = body {
                match bodies.iter_mut().find(|b| b.slug == body.slug) {
                    Some(known) => known.spans.extend(body.spans),
                    None => bodies.push(body),
                }
            }
        }
        keep_parts(codebook, &mut bodies);
        for span in self.heads.find(text, &taken(&bodies, names)) {
            let name = text[span.clone()].to_owned();
            if let Ok(slug) = Slug::from_text(&name)
                && bodies.iter().all(|b| b.slug != slug)
            {
                let kind = "unknown".to_owned();
                bodies.push(Body {
                    slug,
                    name,
                    kind,
                    country: None,
                    rule: "pattern",
                    spans: vec![span],
                });
            }
        }
        bodies.sort_by_key(|b| b.spans.first().map(|s| s.start));
        bodies.extend(self.same_bodies(text, before));
        bodies
    }

    /// "Iran's parliament", "the Russian Foreign Ministry", "Ministry of Justice of Ukraine".
    fn by_role(
        &self,
        codebook: &Codebook,
        text: &str,
        names: &[Name],
        at: usize,
        role: usize,
    ) -> Option<Body> {
        let name = &names[at];
        let country_of = |n: &Name| match n.named {
            Named::Country(i) | Named::Demonym(i) => Some(&codebook.countries[i]),
            _ => None,
        };
        let after = names.get(at + 1).filter(|n| {
            self.of_country.is_match(&text[name.span.end..n.span.start])
                && matches!(n.named, Named::Country(_))
        });
        let before = at
            .checked_sub(1)
            .and_then(|i| names.get(i))
            .filter(|n| self.possessive.is_match(&text[n.span.end..name.span.start]));
        // "the parliament in Quito", "the Foreign Ministry, Tokyo".
        let seat = names.get(at + 1).and_then(|n| match n.named {
            Named::Capital(i) if self.seat.is_match(&text[name.span.end..n.span.start]) => {
                Some(&codebook.countries[i])
            }
            _ => None,
        });
        let (country, span) = match (after, before, seat) {
            (Some(n), _, _) => (country_of(n)?, name.span.start..n.span.end),
            (None, Some(n), _) => (country_of(n)?, n.span.start..name.span.end),
            (None, None, Some(country)) => (country, name.span.clone()),
            (None, None, None) => return None,
        };
        let role = &codebook.roles[role];
        if let Some(holder) = role.holders.get(&country.code) {
            return codebook.institution(holder.as_str()).map(|i| Body::of(i, "role", span));
        }
        Some(Body {
            slug: Slug::from_text(&format!("{} {}", role.slug, country.name)).ok()?,
            name: format!("{} of {}", role.name, with_article(country)),
            kind: role.r#type.clone(),
            country: Some(country.code.clone()),
            rule: "role",
            spans: vec![span],
        })
    }

    /// "Both legislative bodies": the two bodies named last.
    fn same_bodies(&self, text: &str, before: &[Body]) -> Vec<Body> {
        let Some(captures) = self.both.captures(text) else { return Vec::new() };
        let Some(span) = captures.get(0).map(|m| m.range()) else { return Vec::new() };
        let noun = captures["noun"].to_lowercase();
        let legislature = captures.name("law").is_some()
            || ["chambers", "houses", "parliaments", "legislatures"].contains(&noun.as_str());
        let kind = match noun.as_str() {
            _ if legislature => Some("legislature"),
            "ministries" => Some("ministry"),
            "courts" => Some("court"),
            _ => None,
        };
        let mut last: Vec<&Body> = Vec::new();
        for body in before.iter().rev() {
            if kind.is_none_or(|k| body.kind == k) && last.iter().all(|b| b.slug != body.slug) {
                last.push(body);
            }
            if last.len() == 2 {
                break;
            }
        }
        if last.len() < 2 {
            return Vec::new();
        }
        last.into_iter()
            .rev()
            .map(|b| Body { rule: "same-bodies", spans: vec![span.clone()], ..b.clone() })
            .collect()
    }
}

/// Where a body can't be found by its head noun: in a body that is known, or where a name of another
/// thing is longer than a part of it ("Russian Federation", a news agency).
fn taken(bodies: &[Body], names: &[Name]) -> Vec<Range<usize>> {
    let others =
        names.iter().filter(|n| matches!(n.named, Named::Institution(_) | Named::Acronym(_)));
    bodies.iter().flat_map(|b| b.spans.clone()).chain(others.map(|n| n.span.clone())).collect()
}

/// Of each institution whether it can be meant in a document: a name that many things have counts
/// only where the document speaks of what goes with it.
pub(super) fn in_context(codebook: &Codebook, document: &str) -> Vec<bool> {
    let spoken = |words: &[String]| words.iter().any(|word| document.contains(word.as_str()));
    codebook.institutions.iter().map(|i| i.context.is_empty() || spoken(&i.context)).collect()
}

/// A whole that is given by its function is there through its parts where they are named: "the
/// Russian legislature, first the State Duma and then the Federation Council".
fn keep_parts(codebook: &Codebook, bodies: &mut Vec<Body>) {
    let wholes: Vec<Slug> = bodies
        .iter()
        .filter_map(|b| codebook.institution(b.slug.as_str())?.part_of.clone())
        .collect();
    bodies.retain(|b| b.rule != "role" || !wholes.contains(&b.slug));
}

/// "the Islamic Republic of Iran", but "Ukraine".
fn with_article(country: &Country) -> String {
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
    let generic = country.official.split_whitespace().any(|w| GENERIC.contains(&w));
    format!("{}{}", if generic { "the " } else { "" }, country.official)
}
