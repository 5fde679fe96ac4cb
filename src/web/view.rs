//! Pieces that several pages show: a passage in a list, a link to a subject.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{AppState, excerpt::excerpt, links};
use crate::{
    model::{Annotations, ClauseId, ClauseRecord, Kind, Locator, Slug, SourceType, language_name},
    search::{Fragment, Hit},
    store::{Facet, SourceRecord, Term},
};

/// A value that passages have, with how many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct TermLink {
    /// The name.
    pub(super) label: String,
    /// Its page.
    pub(super) href: String,
    /// How many passages have it.
    pub(super) clauses: u64,
}

impl TermLink {
    pub(super) fn figures(&self) -> String {
        number(self.clauses)
    }

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
        Facet::Kind => Kind::from_name(term.slug.as_str())
            .map_or_else(|| term.label.clone(), |kind| kind.name().to_owned()),
        Facet::Language => language_name(term.slug.as_str()).to_owned(),
        _ => term.label.clone(),
    }
}

/// A name with its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct Link {
    /// The name.
    pub(super) label: String,
    /// The address.
    pub(super) href: String,
}

/// One thing to choose in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Offer {
    pub(super) value: String,
    pub(super) label: String,
    /// What else is known of it.
    pub(super) note: String,
    pub(super) chosen: bool,
}

/// A passage in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct ClauseItem {
    /// Its permanent id.
    pub(super) id: ClauseId,
    /// Its permanent link.
    pub(super) href: String,
    /// Its page as one of the results of a search, where it is one.
    #[serde(skip)]
    pub(super) result: Option<String>,
    /// What it is, in words.
    pub(super) badge: &'static str,
    /// The same for programs.
    pub(super) kind: &'static str,
    /// The text, cut where a query matched and shortened where it is long.
    #[serde(skip)]
    pub(super) fragments: Vec<Fragment>,
    /// The words.
    pub(super) text: String,
    /// Their language, BCP 47.
    pub(super) language: String,
    /// Its treaty.
    pub(super) treaty: Slug,
    /// Its parties, as ISO 3166-1 alpha-3 codes.
    pub(super) parties: Vec<String>,
    /// The dates in it, in EDTF.
    pub(super) dates: Vec<String>,
    /// The source that it stands in.
    pub(super) source: Slug,
    /// Where it stands.
    pub(super) locator: Locator,
    /// The divisions of a treaty text that it stands in, outermost first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) breadcrumb: Vec<String>,
    /// Where it stands, in words.
    pub(super) place: String,
    /// Its place in the reading view.
    pub(super) in_source: String,
    /// Its subjects.
    pub(super) domains: Vec<Link>,
    /// When its wording was issued, where the index was asked.
    #[serde(skip)]
    pub(super) issued: Option<String>,
}

impl ClauseItem {
    pub(super) fn of(state: &AppState, c: &ClauseRecord) -> Self {
        let text = c.text.clone();
        Self {
            id: c.id,
            href: links::clause(c.id),
            result: None,
            badge: c.kind.label(c.r#type),
            kind: c.kind.as_str(),
            fragments: excerpt(vec![Fragment { text: text.clone(), marked: false }]),
            text,
            language: c.language.clone(),
            treaty: c.treaty.clone(),
            parties: parties(&c.annotations),
            dates: dates(&c.annotations),
            source: c.source.clone(),
            locator: c.locator.clone(),
            breadcrumb: c.breadcrumb.clone(),
            place: c.locator.words(),
            in_source: links::in_source(&c.source, c.order, &c.locator),
            domains: domains(state, c.annotations.domains.iter().map(|d| &d.slug)),
            issued: None,
        }
    }

    pub(super) fn of_hit(state: &AppState, hit: Hit) -> Self {
        Self {
            id: hit.id,
            href: links::clause(hit.id),
            result: None,
            badge: hit.kind.label(hit.r#type),
            kind: hit.kind.as_str(),
            breadcrumb: hit.breadcrumb,
            place: hit.locator.words(),
            in_source: links::in_source(&hit.source, hit.order, &hit.locator),
            domains: domains(state, hit.annotations.domains.iter().map(|d| &d.slug)),
            issued: Some(hit.issued),
            treaty: hit.treaty,
            parties: parties(&hit.annotations),
            dates: dates(&hit.annotations),
            fragments: excerpt(hit.fragments),
            text: hit.text,
            language: hit.language,
            source: hit.source,
            locator: hit.locator,
        }
    }
}

fn parties(annotations: &Annotations) -> Vec<String> {
    annotations.parties.iter().map(|party| party.code.clone()).collect()
}

fn dates(annotations: &Annotations) -> Vec<String> {
    annotations.dates.iter().map(|date| date.value.to_string()).collect()
}

pub(super) fn domains<'a>(state: &AppState, slugs: impl Iterator<Item = &'a Slug>) -> Vec<Link> {
    slugs
        .map(|s| Link { label: state.domain_label(s.as_str()), href: format!("/domains/{s}") })
        .collect()
}

/// Passages of one source that stand together in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct SourceGroup {
    /// The source’s name in addresses.
    pub(super) source: Slug,
    /// Its title.
    pub(super) title: String,
    /// Its page.
    pub(super) href: String,
    /// Its type, for readers.
    pub(super) r#type: &'static str,
    /// The passages.
    pub(super) clauses: Vec<ClauseItem>,
}

/// Puts passages that follow each other and are of one source under it. The order stays: by date or by
/// relevance, a source comes up again where its next passage does.
pub(super) fn grouped(
    items: impl IntoIterator<Item = ClauseItem>,
    title: impl Fn(&Slug) -> (String, SourceType),
) -> Vec<SourceGroup> {
    let mut groups: Vec<SourceGroup> = Vec::new();
    for item in items {
        if let Some(group) = groups.last_mut().filter(|g| g.source == item.source) {
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

/// The titles of the sources of hits, for [`grouped`].
pub(super) fn titles(hits: &[Hit]) -> impl Fn(&Slug) -> (String, SourceType) + use<> {
    let told = hits.iter().map(|h| (h.source.clone(), (h.source_title.clone(), h.r#type)));
    let titles: BTreeMap<Slug, (String, SourceType)> = told.collect();
    move |slug| titles.get(slug).cloned().unwrap_or_else(|| (slug.to_string(), SourceType::Report))
}

/// "1 passage", "2,000 passages".
pub(super) fn counted(n: u64, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{} {many}", number(n)) }
}

/// A number with its thousands set apart: "2,000".
pub(super) fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut written = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        let written = [0, 7, 999, 1000, 25_000, 1_234_567].map(number);
        assert_eq!(written, ["0", "7", "999", "1,000", "25,000", "1,234,567"]);
    }
}
