//! Rows: what lists hold, each said once for every form.

use super::super::{
    facts::FactItem,
    sources::SourceItem,
    treaties::TreatyItem,
    view::{ClauseItem, Link, SourceGroup},
};
use crate::store::News;

/// One row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Row {
    /// What it is called.
    pub(in super::super) title: String,
    /// Its page.
    pub(in super::super) href: String,
    /// What tells it from every other row for ever; its id in a feed is made of this.
    pub(in super::super) key: String,
    /// Words of a source.
    pub(in super::super) text: Option<String>,
    /// The language of these words.
    pub(in super::super) language: Option<String>,
    /// The rest in one line.
    pub(in super::super) note: String,
    /// Who says it, where it is a statement.
    pub(in super::super) author: Option<String>,
    /// What it is about.
    pub(in super::super) subjects: Vec<Link>,
    /// When it came to be held, RFC 3339 in UTC; where that is known.
    pub(in super::super) published: Option<String>,
    /// When it last changed. A time that the store has, never that of the request. What has none is not
    /// told of in feeds.
    pub(in super::super) updated: Option<String>,
    /// Its values, in the order of the list's columns.
    pub(in super::super) cells: Vec<String>,
}

/// Columns of passages.
pub(in super::super) const CLAUSES: &[&str] = &[
    "id",
    "kind",
    "label",
    "source",
    "source_title",
    "source_type",
    "locator",
    "place",
    "language",
    "domains",
    "text",
    "treaty",
    "parties",
    "dates",
];

/// Columns of claims.
pub(in super::super) const CLAIMS: &[&str] = &[
    "clause",
    "treaty",
    "property",
    "label",
    "value",
    "sources_differ",
    "asserted_by",
    "asserted_on",
    "source",
    "source_type",
    "text",
];

/// Columns of sources.
pub(in super::super) const SOURCES: &[&str] =
    &["slug", "title", "type", "origin", "passages", "articles", "version", "added"];

/// Columns of treaties.
pub(in super::super) const TREATIES: &[&str] = &["slug", "title", "parties", "held"];

impl Row {
    /// A row for a page, which has nothing else yet.
    pub(in super::super) fn named(title: &str, href: &str) -> Self {
        Self {
            title: title.to_owned(),
            href: href.to_owned(),
            key: href.to_owned(),
            text: None,
            language: None,
            note: String::new(),
            author: None,
            subjects: Vec::new(),
            published: None,
            updated: None,
            cells: Vec::new(),
        }
    }

    /// A passage of a source.
    pub(in super::super) fn clause(c: &ClauseItem, source: &SourceGroup) -> Self {
        let place = match c.breadcrumb.last() {
            Some(division) => format!("{division}, {}", c.place),
            None => c.place.clone(),
        };
        let domains: Vec<&str> =
            c.domains.iter().filter_map(|d| d.href.rsplit('/').next()).collect();
        Self {
            text: Some(c.text.clone()),
            language: Some(c.language.clone()),
            note: format!("{}. {} ({}), {place}", c.badge, source.title, source.r#type),
            subjects: c.domains.clone(),
            published: c.issued.clone(),
            updated: c.issued.clone(),
            cells: vec![
                c.id.to_string(),
                c.kind.to_owned(),
                c.badge.to_owned(),
                c.source.to_string(),
                source.title.clone(),
                source.r#type.to_owned(),
                c.locator.to_string(),
                c.place.clone(),
                c.language.clone(),
                domains.join(" "),
                c.text.clone(),
                c.treaty.to_string(),
                c.parties.join(" "),
                c.dates.join(" "),
            ],
            ..Self::named(&format!("{}: {place}", source.title), &c.href)
        }
    }

    /// What sources say on one fact, each a row.
    pub(in super::super) fn claims(fact: &FactItem) -> impl Iterator<Item = Self> {
        fact.values.iter().flat_map(move |value| {
            value.claims.iter().map(move |c| {
                let on = c.asserted_on.clone().unwrap_or_default();
                let said = match &c.asserted_on {
                    Some(on) => format!("{}, {on}", c.asserted_by),
                    None => c.asserted_by.clone(),
                };
                let title = format!("{}: {}: {}", fact.treaty.label, fact.label, value.value);
                let differs = if fact.differs { "yes" } else { "no" };
                let flag = if fact.differs { "Sources differ. " } else { "" };
                Self {
                    key: format!("{}#{}={}", c.href, fact.label, value.value),
                    text: Some(c.text.clone()),
                    note: format!("{flag}{said}; {} ({})", c.source.label, c.r#type),
                    author: c.stated.then(|| c.asserted_by.clone()),
                    published: Some(c.issued.clone()),
                    updated: Some(c.issued.clone()),
                    cells: vec![
                        c.clause.to_string(),
                        fact.treaty.href.rsplit('/').next().unwrap_or_default().to_owned(),
                        fact.property.to_owned(),
                        fact.label.clone(),
                        value.value.clone(),
                        differs.to_owned(),
                        if c.stated { c.asserted_by.clone() } else { String::new() },
                        on,
                        c.source.label.clone(),
                        c.r#type.to_owned(),
                        c.text.clone(),
                    ],
                    ..Self::named(&title, &c.href)
                }
            })
        })
    }

    /// A source.
    pub(in super::super) fn source(s: &SourceItem) -> Self {
        Self {
            note: format!(
                "{}; {}; {}; version {}, added {}",
                s.r#type,
                s.origin,
                super::super::view::counted(s.clauses, "passage", "passages"),
                s.version,
                s.added
            ),
            cells: vec![
                s.slug.to_string(),
                s.title.clone(),
                s.r#type.to_owned(),
                s.origin.clone(),
                s.clauses.to_string(),
                s.articles.to_string(),
                s.version.to_string(),
                s.added.clone(),
            ],
            ..Self::named(&s.title, &s.href)
        }
    }

    /// The same with its times.
    pub(in super::super) fn timed(self, news: News) -> Self {
        Self { published: news.published, updated: Some(news.updated), ..self }
    }

    /// A treaty.
    pub(in super::super) fn treaty(t: &TreatyItem) -> Self {
        Self {
            note: t.held.clone(),
            cells: vec![t.slug.to_string(), t.title.clone(), t.parties.join(" "), t.held.clone()],
            ..Self::named(&t.title, &t.href)
        }
    }
}

/// The passages of a list that stands under its sources.
pub(in super::super) fn grouped(groups: &[SourceGroup]) -> Vec<Row> {
    groups.iter().flat_map(|g| g.clauses.iter().map(move |c| Row::clause(c, g))).collect()
}
