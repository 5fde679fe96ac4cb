//! The lists of domains, parties and institutions.

use askama::Template;
use axum::{
    extract::State,
    response::Response,
    routing::{MethodRouter, get},
};
use serde::Serialize;

use super::{
    AppState,
    chrome::Chrome,
    error::WebError,
    list::{self, List, Listing, Row, Updated},
    twin::Twin,
    view::{TermLink, counted},
};
use crate::{annotate::Domain, model::Slug, store::Facet};

/// How a vocabulary is named on its pages.
pub(super) struct Kind {
    pub(super) facet: Facet,
    pub(super) path: &'static str,
    pub(super) title: &'static str,
    about: &'static str,
    /// The verb that ties a passage to a value.
    pub(super) verb: (&'static str, &'static str),
}

pub(super) static DOMAINS: Kind = Kind {
    facet: Facet::Domain,
    path: "/domains",
    title: "Subjects",
    about: "The subjects of Pacta’s codebook, with the codes that libraries know them by.",
    verb: ("is about", "are about"),
};
pub(super) static PARTIES: Kind = Kind {
    facet: Facet::Party,
    path: "/parties",
    title: "Parties",
    about: "States and organisations that passages name or refer to as parties.",
    verb: ("concerns", "concern"),
};
pub(super) static INSTITUTIONS: Kind = Kind {
    facet: Facet::Institution,
    path: "/institutions",
    title: "Institutions",
    about: "Bodies that passages name: parliaments, ministries, courts, organisations.",
    verb: ("names", "name"),
};

/// The codes of a domain in other schemes.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Codes {
    /// UNBIS Thesaurus.
    unbis: Option<String>,
    /// `EuroVoc` domain.
    eurovoc: Option<String>,
    /// World Treaty Index.
    wti: Option<String>,
}

impl Codes {
    pub(super) fn of(domain: &Domain) -> Self {
        Self {
            unbis: domain.unbis.clone(),
            eurovoc: domain.eurovoc.clone(),
            wti: domain.wti.clone(),
        }
    }

    pub(super) fn words(&self) -> String {
        [("UNBIS", &self.unbis), ("EuroVoc", &self.eurovoc), ("WTI", &self.wti)]
            .into_iter()
            .filter_map(|(scheme, code)| Some(format!("{scheme} {}", code.as_ref()?)))
            .collect::<Vec<_>>()
            .join(" · ")
    }
}

#[derive(Debug, Serialize)]
struct Entry {
    slug: Slug,
    #[serde(flatten)]
    link: TermLink,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    codes: Option<Codes>,
}

#[derive(Template, Serialize)]
#[template(path = "vocabulary.html")]
struct VocabularyPage {
    #[serde(skip)]
    chrome: Chrome,
    #[serde(skip)]
    about: &'static str,
    #[serde(skip)]
    facet: Facet,
    entries: Vec<Entry>,
}

impl List for VocabularyPage {
    fn listing(&self) -> Listing<'_> {
        let rows = self.entries.iter().map(|entry| entry.row(self.facet)).collect();
        Listing::whole(
            &self.chrome,
            &["slug", "label", "passages", "scope", "unbis", "eurovoc", "wti"],
            rows,
        )
    }
}

impl Entry {
    fn row(&self, facet: Facet) -> Row {
        let TermLink { label, href, clauses } = &self.link;
        let code = |of: fn(&Codes) -> &Option<String>| {
            self.codes.as_ref().and_then(|codes| of(codes).clone()).unwrap_or_default()
        };
        let scope = self.scope.clone().unwrap_or_default();
        let passages = counted(*clauses, "passage", "passages");
        Row {
            title: label.clone(),
            href: href.clone(),
            key: href.clone(),
            text: None,
            language: None,
            note: if scope.is_empty() { passages } else { format!("{passages}. {scope}") },
            author: None,
            subjects: Vec::new(),
            updated: Updated::WithTerm(facet, self.slug.to_string()),
            cells: vec![
                self.slug.to_string(),
                label.clone(),
                clauses.to_string(),
                scope,
                code(|c| &c.unbis),
                code(|c| &c.eurovoc),
                code(|c| &c.wti),
            ],
        }
    }
}

/// The page that lists a vocabulary.
pub(super) fn list_of(kind: &'static Kind) -> MethodRouter<AppState> {
    get(move |state: State<AppState>, twin: Twin| list(kind, state, twin))
}

async fn list(
    kind: &Kind,
    State(state): State<AppState>,
    twin: Twin,
) -> Result<Response, WebError> {
    let terms = state.store().terms(kind.facet).await?;
    let entries = if kind.facet == Facet::Domain {
        let counts = |slug: &Slug| terms.iter().find(|t| t.slug == *slug).map_or(0, |t| t.clauses);
        state.codebook().domains.iter().map(|d| domain_entry(d, counts(&d.slug))).collect()
    } else {
        terms
            .iter()
            .map(|t| Entry {
                slug: t.slug.clone(),
                link: TermLink::of(&state, t),
                scope: None,
                codes: None,
            })
            .collect()
    };
    let page = VocabularyPage {
        chrome: Chrome { description: kind.about.to_owned(), ..Chrome::list(kind.title, kind.path) },
        about: kind.about,
        facet: kind.facet,
        entries,
    };
    list::answer(&state, twin, &page).await
}

fn domain_entry(domain: &Domain, clauses: u64) -> Entry {
    Entry {
        slug: domain.slug.clone(),
        link: TermLink {
            label: domain.label.clone(),
            href: format!("/domains/{}", domain.slug),
            clauses,
        },
        scope: Some(domain.scope.clone()),
        codes: Some(Codes::of(domain)),
    }
}
