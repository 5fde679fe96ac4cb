//! Pieces that several pages show: a passage in a list, a link to a subject, claims and differences.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{AppState, links};
use crate::{
    model::{
        ClaimRecord, ClauseId, ClauseRecord, Difference, Locator, Property, Slug, SourceType,
        differences,
    },
    search::{Fragment, Hit},
    store::{Facet, SourceRecord, Term},
};

/// A link with a count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct TermLink {
    pub(super) label: String,
    pub(super) href: String,
    pub(super) clauses: u64,
}

impl TermLink {
    pub(super) fn of(state: &AppState, term: &Term) -> Self {
        Self { label: label(state, term), href: links::term(term), clauses: term.clauses }
    }
}

/// A term's name for readers: domains and types have theirs elsewhere than in the store.
pub(super) fn label(state: &AppState, term: &Term) -> String {
    match term.facet {
        Facet::Domain => state.domain_label(term.slug.as_str()),
        Facet::Type => SourceType::from_name(term.slug.as_str())
            .map_or_else(|| term.label.clone(), |t| t.label().to_owned()),
        _ => term.label.clone(),
    }
}

/// A name with its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Link {
    pub(super) label: String,
    pub(super) href: String,
}

/// A passage in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct ClauseItem {
    pub(super) id: ClauseId,
    pub(super) href: String,
    /// What it is, in words.
    pub(super) badge: &'static str,
    pub(super) kind: &'static str,
    /// The text, cut where a query matched.
    #[serde(skip)]
    pub(super) fragments: Vec<Fragment>,
    pub(super) text: String,
    pub(super) language: String,
    pub(super) source: Slug,
    pub(super) locator: Locator,
    /// Where it stands, in words.
    pub(super) place: String,
    /// Its place in the reading view.
    pub(super) in_source: String,
    pub(super) domains: Vec<Link>,
}

impl ClauseItem {
    pub(super) fn of(state: &AppState, c: &ClauseRecord) -> Self {
        let text = c.text.clone();
        Self {
            id: c.id,
            href: links::clause(c.id),
            badge: c.kind.label(c.r#type),
            kind: c.kind.as_str(),
            fragments: vec![Fragment { text: text.clone(), marked: false }],
            text,
            language: c.language.clone(),
            source: c.source.clone(),
            locator: c.locator.clone(),
            place: c.locator.words(),
            in_source: links::in_source(&c.source, c.order, &c.locator),
            domains: domains(state, c.annotations.domains.iter().map(|d| &d.slug)),
        }
    }

    pub(super) fn of_hit(state: &AppState, hit: Hit) -> Self {
        Self {
            id: hit.id,
            href: links::clause(hit.id),
            badge: hit.kind.label(hit.r#type),
            kind: hit.kind.as_str(),
            place: hit.locator.words(),
            in_source: links::in_source(&hit.source, hit.order, &hit.locator),
            domains: domains(state, hit.annotations.domains.iter().map(|d| &d.slug)),
            fragments: hit.fragments,
            text: hit.text,
            language: hit.language,
            source: hit.source,
            locator: hit.locator,
        }
    }
}

pub(super) fn domains<'a>(state: &AppState, slugs: impl Iterator<Item = &'a Slug>) -> Vec<Link> {
    slugs
        .map(|s| Link { label: state.domain_label(s.as_str()), href: format!("/domains/{s}") })
        .collect()
}

/// Passages of one source that stand together in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct SourceGroup {
    pub(super) source: Slug,
    pub(super) title: String,
    pub(super) href: String,
    pub(super) r#type: &'static str,
    pub(super) clauses: Vec<ClauseItem>,
}

/// Puts passages under their sources, in the order in which the sources first come up.
pub(super) fn grouped(
    items: impl IntoIterator<Item = ClauseItem>,
    title: impl Fn(&Slug) -> (String, SourceType),
) -> Vec<SourceGroup> {
    let mut groups: Vec<SourceGroup> = Vec::new();
    for item in items {
        if let Some(group) = groups.iter_mut().find(|g| g.source == item.source) {
            group.clauses.push(item);
            continue;
        }
        let (title, source_type) = title(&item.source);
        groups.push(SourceGroup {
            source: item.source.clone(),
            title,
            href: links::source(&item.source),
            r#type: source_type.label(),
            clauses: vec![item],
        });
    }
    groups
}

/// The titles of sources, for [`grouped`].
pub(super) fn title_of(sources: &[SourceRecord], slug: &Slug) -> (String, SourceType) {
    sources.iter().find(|s| s.source.slug == *slug).map_or_else(
        || (slug.to_string(), SourceType::Report),
        |s| (s.source.title.clone(), s.source.r#type),
    )
}

/// One source's word on one fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct ClaimItem {
    /// Who says so, or that it is not stated.
    pub(super) asserted_by: String,
    /// When, in words.
    pub(super) asserted_on: Option<String>,
    /// The source it was read in.
    pub(super) source: Link,
    /// Whether it is stated who says so.
    pub(super) stated: bool,
    pub(super) r#type: &'static str,
    pub(super) clause: ClauseId,
    pub(super) href: String,
    pub(super) text: String,
}

/// One value with everyone who gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct ValueItem {
    pub(super) value: String,
    pub(super) claims: Vec<ClaimItem>,
}

/// What sources say on one property of a treaty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct FactItem {
    pub(super) treaty: Link,
    pub(super) property: &'static str,
    /// The property, with its actor where it has one.
    pub(super) label: String,
    /// Whether the values can't all be true.
    pub(super) differs: bool,
    pub(super) values: Vec<ValueItem>,
}

/// The facts that these claims state, in the order of properties; differences are marked.
pub(super) fn facts(claims: &[ClaimRecord], title: impl Fn(&Slug) -> String) -> Vec<FactItem> {
    let differing = differences(claims);
    let is_different = |c: &ClaimRecord| {
        differing.iter().any(|d| {
            d.treaty == c.treaty
                && d.property == c.claim.property
                && d.claims.iter().any(|other| other.claim.actor == c.claim.actor)
        })
    };
    let rank = |p: Property| Property::ALL.iter().position(|q| *q == p);
    let mut groups: BTreeMap<_, Vec<&ClaimRecord>> = BTreeMap::new();
    for c in claims {
        let key = (&c.treaty, rank(c.claim.property), c.claim.actor.as_deref());
        groups.entry(key).or_default().push(c);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    // Within a property in the order of time: the values are EDTF.
    groups.sort_by_key(|((treaty, rank, _), group)| {
        (*treaty, *rank, group.iter().map(|c| c.claim.value.clone()).min())
    });
    groups
        .iter()
        .map(|(_, group)| fact(group, group.iter().any(|c| is_different(c)), &title))
        .collect()
}

/// The same for a difference that was found already.
pub(super) fn difference(d: &Difference, title: impl Fn(&Slug) -> String) -> FactItem {
    fact(&d.claims.iter().collect::<Vec<_>>(), true, &title)
}

fn fact(group: &[&ClaimRecord], differs: bool, title: &impl Fn(&Slug) -> String) -> FactItem {
    let mut sorted = group.to_vec();
    // By value, so that a difference reads in the order of time; within a value texts come first.
    sorted.sort_by(|a, b| {
        (&a.claim.value, a.r#type, a.clause).cmp(&(&b.claim.value, b.r#type, b.clause))
    });
    let mut values: Vec<ValueItem> = Vec::new();
    for c in &sorted {
        let item = claim(c);
        match values.iter_mut().find(|v| v.value == c.claim.value_label) {
            Some(value) => value.claims.push(item),
            None => {
                values.push(ValueItem { value: c.claim.value_label.clone(), claims: vec![item] });
            }
        }
    }
    let one = sorted.first();
    let property = one.map_or(Property::Signature, |c| c.claim.property);
    let actor = one.and_then(|c| c.claim.actor_name.as_deref());
    FactItem {
        treaty: one.map_or_else(
            || Link { label: String::new(), href: String::new() },
            |c| Link { label: title(&c.treaty), href: links::treaty(&c.treaty) },
        ),
        property: property.as_str(),
        label: actor
            .map_or_else(|| property.label().to_owned(), |a| format!("{}: {a}", property.label())),
        differs,
        values,
    }
}

fn claim(c: &ClaimRecord) -> ClaimItem {
    ClaimItem {
        asserted_by: c
            .claim
            .asserted_by
            .clone()
            .unwrap_or_else(|| "publisher not stated".to_owned()),
        asserted_on: c.claim.asserted_on.map(crate::model::Edtf::words),
        source: Link { label: c.source_title.clone(), href: links::source(&c.source) },
        stated: c.claim.asserted_by.is_some(),
        r#type: c.r#type.label(),
        clause: c.clause,
        href: links::clause(c.clause),
        text: c.text.clone(),
    }
}

/// "1 passage", "3 passages".
pub(super) fn counted(n: u64, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}
