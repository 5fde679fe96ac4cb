//! Institutions: bodies named, bodies given by function and country, and references back to them.

use std::ops::Range;

use regex::Regex;

use super::{
    AnnotateError, Codebook, Country, Institution, Role,
    backrefs::BackReferences,
    heads::Heads,
    memory::Memory,
    names::{Name, Named},
    parties::people,
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
    pub(super) fn of(institution: &Institution, rule: &'static str, span: Range<usize>) -> Self {
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

/// What one clause is read with.
pub(super) struct Reading<'a> {
    pub(super) codebook: &'a Codebook,
    /// Of each institution whether it can be meant in this document (see [`in_context`]).
    pub(super) in_context: &'a [bool],
    pub(super) text: &'a str,
    /// The clause's names.
    pub(super) names: &'a [Name],
    /// The treaty's parties, alpha-3.
    pub(super) treaty: &'a [String],
}

/// Finds bodies. Built once.
pub(super) struct Bodies {
    back: BackReferences,
    possessive: Regex,
    of_country: Regex,
    seat: Regex,
    heads: Heads,
    parliaments: Regex,
    joined: Regex,
}

impl Bodies {
    pub(super) fn new() -> Result<Self, AnnotateError> {
        Ok(Self {
            back: BackReferences::new()?,
            possessive: rule(r"^(?:’s|'s|’|')?[\s-]+(?:[a-z]+\s+){0,2}$")?,
            of_country: rule(r"^\s+(?:of|for)\s+(?:the\s+)?$")?,
            seat: rule(r"^(?:\s+in|,)\s+$")?,
            heads: Heads::new()?,
            parliaments: rule(r"(?i)\bparliaments\b")?,
            joined: rule(r"^(?:,|,?\s+and)\s+(?:the\s+)?$")?,
        })
    }

    /// The bodies of one clause in text order, which `memory` keeps for later ones.
    pub(super) fn find(&self, of: &Reading<'_>, memory: &mut Memory) -> Vec<Body> {
        let &Reading { codebook, in_context, text, names, treaty } = of;
        let mut bodies: Vec<Body> = Vec::new();
        for (at, name) in names.iter().enumerate() {
            let found = match name.named {
                Named::Institution(i) | Named::Acronym(i) if !in_context[i] => continue,
                Named::Institution(i) | Named::Acronym(i) if is_whole(of, at, i) => continue,
                Named::Institution(i) => Some((&codebook.institutions[i], "name")),
                Named::Acronym(i) => Some((&codebook.institutions[i], "acronym")),
                _ => None,
            };
            let body = match (found, name.named) {
                // News agencies publish what a clause says; they are not bodies in it, and neither are
                // states by a common name.
                (Some((i, _)), _) if ["media", "group"].contains(&i.r#type.as_str()) => None,
                (Some((institution, rule)), _) => {
                    Some(Body::of(institution, rule, name.span.clone()))
                }
                (None, Named::Role(_)) if covered(&bodies, &name.span) => None,
                (None, Named::Role(role)) => self.by_role(of, at, &codebook.roles[role], memory),
                _ => None,
            };
            if let Some(body) = body {
                add(&mut bodies, body);
            }
        }
        self.parliaments(of).into_iter().for_each(|body| add(&mut bodies, body));
        keep_parts(codebook, &mut bodies);
        for span in self.heads.find(text, &taken(&bodies, names)) {
            if is_state(names, text, &span) {
                continue;
            }
            let name = written(&text[span.clone()]);
            if let Some(known) = of_party(codebook, treaty, &name) {
                add(&mut bodies, Body::of(known, "of-party", span));
            } else if let Ok(slug) = Slug::from_text(&name) {
                let (kind, spans) = ("unknown".to_owned(), vec![span]);
                add(&mut bodies, Body { slug, name, kind, country: None, rule: "pattern", spans });
            }
        }
        bodies.sort_by_key(|b| b.spans.first().map(|s| s.start));
        self.back.learn(text, &bodies, memory);
        let of_union = treaty.iter().any(|code| code == "EUE");
        let back = self.back.find(codebook, text, &bodies, memory, of_union);
        bodies.extend(back);
        bodies
    }

    /// "Iran's parliament", "the Russian Foreign Ministry", "Ministry of Justice of Ukraine", and,
    /// where no country stands with it, "the Senate" of the one that the clause or the clauses before
    /// it speak of.
    fn by_role(&self, of: &Reading<'_>, at: usize, role: &Role, memory: &Memory) -> Option<Body> {
        let &Reading { codebook, text, names, .. } = of;
        let name = &names[at];
        if self.heads.is_end(text, &name.span) {
            return None;
        }
        let country_of = |n: &Name| match n.named {
            Named::Country(i) | Named::Demonym(i) => Some(&codebook.countries[i]),
            _ => None,
        };
        let after = names.get(at + 1).filter(|n| {
            self.of_country.is_match(&text[name.span.end..n.span.start])
                && matches!(n.named, Named::Country(_))
        });
        // "the lower house of the Polish parliament".
        let of_whole = names.get(at + 1).zip(names.get(at + 2)).filter(|(n, whole)| {
            self.of_country.is_match(&text[name.span.end..n.span.start])
                && matches!((n.named, whole.named), (Named::Demonym(_), Named::Role(_)))
                && text[n.span.end..whole.span.start].trim().is_empty()
        });
        let before = at
            .checked_sub(1)
            .and_then(|i| names.get(i))
            .filter(|n| country_of(n).is_some())
            .filter(|n| belongs(&self.possessive, &text[n.span.end..name.span.start]));
        // "the parliament in Quito", "the Foreign Ministry, Tokyo".
        let seat = names.get(at + 1).and_then(|n| match n.named {
            Named::Capital(i) if self.seat.is_match(&text[name.span.end..n.span.start]) => {
                Some(&codebook.countries[i])
            }
            _ => None,
        });
        let (country, span) = match (of_whole, after, before, seat) {
            (Some((n, whole)), ..) => (country_of(n)?, name.span.start..whole.span.end),
            (None, Some(n), ..) => (country_of(n)?, name.span.start..n.span.end),
            (None, None, Some(n), _) => (country_of(n)?, n.span.start..name.span.end),
            (None, None, None, Some(country)) => (country, name.span.clone()),
            (None, None, None, None) => (spoken_of(of, at, role, memory)?, name.span.clone()),
        };
        of_role(codebook, role, country, span)
    }

    /// "The Chilean and the Peruvian parliaments".
    fn parliaments(&self, of: &Reading<'_>) -> Vec<Body> {
        let &Reading { codebook, text, names, .. } = of;
        let Some(span) = self.parliaments.find(text).map(|m| m.range()) else { return Vec::new() };
        let Some(role) = codebook.roles.iter().find(|r| r.slug.as_str() == "parliament") else {
            return Vec::new();
        };
        let mut countries: Vec<&Country> = Vec::new();
        let mut start = span.start;
        for name in names.iter().rev().filter(|n| n.span.end <= span.start) {
            let Named::Demonym(i) = name.named else { break };
            let gap = &text[name.span.end..start];
            if !(gap.trim().is_empty() || self.joined.is_match(gap)) {
                break;
            }
            start = name.span.start;
            countries.push(&codebook.countries[i]);
        }
        let bodies = countries.into_iter().rev();
        bodies.filter_map(|c| of_role(codebook, role, c, span.clone())).collect()
    }
}

/// The body that has a function in a country.
fn of_role(
    codebook: &Codebook,
    role: &Role,
    country: &Country,
    span: Range<usize>,
) -> Option<Body> {
    if let Some(holder) = role.holders.get(&country.code) {
        return codebook.institution(holder.as_str()).map(|i| Body::of(i, "role", span));
    }
    Some(Body {
        slug: Slug::from_text(&format!("{} {}", role.slug, country.name)).ok()?,
        name: format!("{} of {}", role.name, country.with_article()),
        kind: role.r#type.clone(),
        country: Some(country.code.clone()),
        rule: "role",
        spans: vec![span],
    })
}

/// The one body of a party that a report on its treaty, or its text, calls without its country: "the Council of
/// States" of Switzerland, "the Council of Representatives" of Iraq.
fn of_party<'a>(codebook: &'a Codebook, treaty: &[String], name: &str) -> Option<&'a Institution> {
    // "Council of Representatives" + " of Iraq", "Swiss " + "Council of States".
    let without_country = |full: &str| {
        let behind = full.strip_prefix(name).is_some_and(|rest| rest.starts_with(" of "));
        let before = full.strip_suffix(name).and_then(|rest| rest.strip_suffix(' '));
        behind || before.is_some_and(|rest| !rest.contains(' '))
    };
    let mut called = codebook.institutions.iter().filter(|i| {
        without_country(&i.name) && i.country.as_ref().is_some_and(|c| treaty.contains(c))
    });
    let one = called.next()?;
    called.next().is_none().then_some(one)
}

/// The country of a body whose function alone is given: the one party that the clause names, else
/// that of the last such body, else the party that was spoken of last.
fn spoken_of<'a>(of: &Reading<'a>, at: usize, role: &Role, memory: &Memory) -> Option<&'a Country> {
    let &Reading { codebook, text, names, treaty, .. } = of;
    let span = &names[at].span;
    let before = text[..span.start].trim_end();
    let the = before.ends_with("the") || before.ends_with("The");
    let capital = text[span.clone()].starts_with(char::is_uppercase);
    // "told parliament", "passed by parliament".
    let bare = ["told", "by", "to", "in", "before", "from", "through", "of"]
        .iter()
        .any(|w| before.ends_with(w));
    let the = the || (bare && role.slug.as_str() == "parliament");
    // "a parliament", "national parliaments" are no body of one country.
    // "Senate President" and "a Member of Parliament" are persons, "Parliament hill" is a place.
    let person = text[span.end..].strip_prefix(' ').is_some_and(|rest| {
        (rest.starts_with(char::is_uppercase) && !rest.starts_with("Foreign"))
            || ["building", "hill"].iter().any(|place| rest.starts_with(place))
    }) || before.ends_with("ember of");
    if person || text[span.end..].starts_with('s') || !(the || capital) {
        return None;
    }
    let mut named: Vec<&Country> = names
        .iter()
        .filter_map(|n| match n.named {
            Named::Country(i) | Named::Demonym(i) | Named::Capital(i) | Named::Leader(i) => {
                Some(&codebook.countries[i])
            }
            _ => None,
        })
        .collect();
    named.extend(people(text, memory).iter().filter_map(|(code, _)| codebook.country(code)));
    named.sort_by_key(|c| &c.code);
    named.dedup_by_key(|c| &c.code);
    let parties: Vec<&Country> =
        named.iter().copied().filter(|c| treaty.contains(&c.code)).collect();
    let one = match (&parties[..], &named[..]) {
        ([one], _) | ([], [one]) => Some(*one),
        _ => None,
    };
    let held = |b: &&Body| role.holders.values().any(|h| *h == b.slug);
    let same = |b: &&Body| held(b) || b.slug.as_str().starts_with(role.slug.as_str());
    let having = || {
        let mut having = treaty.iter().filter(|code| role.holders.contains_key(*code));
        having.next().filter(|_| having.next().is_none()).map(String::as_str)
    };
    one.or_else(|| {
        let before = || memory.bodies.iter().rev();
        let last = before().find(same).or_else(|| before().find(|b| b.kind == role.r#type));
        // "A bill is before the State Duma; its author is the Ministry of Energy."
        let ministry = || {
            let of_last = memory.bodies.last().filter(|_| role.r#type == "ministry");
            of_last.and_then(|b| b.country.as_deref()).filter(|c| treaty.iter().any(|t| t == c))
        };
        let code = last.and_then(|b| b.country.as_deref());
        let code = code.or_else(|| memory.single()).filter(|code| {
            // Not every parliament has a House of Commons.
            let chamber = role.r#type == "legislature"
                && role.slug.as_str() != "parliament"
                && treaty.len() == 2;
            !chamber || role.holders.contains_key(*code) || having().is_none()
        });
        codebook.country(code.or_else(having).or_else(ministry)?)
    })
}

/// Whether an organisation's name right before one of its bodies only says whose it is: "the United Nations
/// Food and Agriculture Organization".
fn is_whole(of: &Reading<'_>, at: usize, whole: usize) -> bool {
    let Some(next) = of.names.get(at + 1) else { return false };
    let (Named::Institution(part) | Named::Acronym(part)) = next.named else { return false };
    let institutions = &of.codebook.institutions;
    of.text[of.names[at].span.end..next.span.start] == *" "
        && institutions[part].part_of.as_ref() == Some(&institutions[whole].slug)
}

/// Whether the words between a country and a function only say more of that function: "Iran’s own",
/// but not "Iran and the".
fn belongs(possessive: &Regex, between: &str) -> bool {
    const PARTING: [&str; 10] =
        ["and", "the", "of", "in", "by", "to", "or", "while", "with", "from"];
    possessive.is_match(between) && !between.split_whitespace().any(|w| PARTING.contains(&w))
}

/// Takes in a body; of one that is known already, where it stands.
fn add(bodies: &mut Vec<Body>, body: Body) {
    match bodies.iter_mut().find(|b| b.slug == body.slug) {
        Some(known) => {
            known.spans.extend(body.spans);
            known.spans.sort_by_key(|s| s.start);
        }
        None => bodies.push(body),
    }
}

/// Whether the span is inside a body that is known already.
fn covered(bodies: &[Body], span: &Range<usize>) -> bool {
    bodies.iter().flat_map(|b| &b.spans).any(|s| s.start <= span.start && span.end <= s.end)
}

/// Where a body can't be found by its head noun: in a body that is known, or where a name of another
/// thing is longer than a part of it ("Russian Federation", a news agency).
fn taken(bodies: &[Body], names: &[Name]) -> Vec<Range<usize>> {
    let others =
        names.iter().filter(|n| matches!(n.named, Named::Institution(_) | Named::Acronym(_)));
    bodies.iter().flat_map(|b| b.spans.clone()).chain(others.map(|n| n.span.clone())).collect()
}

/// A name on one line, with a plain apostrophe, as in the codebook.
fn written(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").replace('’', "'")
}

/// Whether a name is that of a state: "Union of Soviet Socialist Republics", "Union of South Africa".
fn is_state(names: &[Name], text: &str, span: &Range<usize>) -> bool {
    let union = |words: &str| words.starts_with("Union of ");
    names.iter().filter(|n| matches!(n.named, Named::Country(_))).any(|n| {
        let within = n.span.start <= span.start && n.span.end >= span.end;
        let begins = n.span.start == span.start && union(&text[n.span.clone()]);
        within || begins || (union(&text[span.clone()]) && n.span.end == span.end)
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_a_line_breaks_is_written_on_one() {
        assert_eq!(written("Growers’\n Seed  Board"), "Growers' Seed Board");
    }
}
