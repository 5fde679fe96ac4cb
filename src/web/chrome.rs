//! What stands around every page: title, search box, links to its twin and to its files.

use axum::{extract::Request, middleware::Next, response::Response};

use super::{assets, links, list, twin::Twin, view::number};

tokio::task_local! {
    /// Whether the site that answers has a public address: of all pages, error pages too.
    static ADDRESSED: bool;
}

/// Answers as a site with a public address, or without one.
pub(super) async fn addressed(addressed: bool, request: Request, next: Next) -> Response {
    ADDRESSED.scope(addressed, next.run(request)).await
}

/// What every HTML page carries around its content.
#[derive(Debug, Clone, Default)]
pub(super) struct Chrome {
    /// The page's title, without the site's name.
    pub(super) title: String,
    /// The page's own address.
    pub(super) path: String,
    /// What stands in the search box.
    pub(super) q: String,
    /// One sentence for search engines and previews.
    pub(super) description: String,
    /// The same page as data.
    pub(super) alternates: Vec<Alternate>,
    /// Rows on all pages of a list together, where a table of it has a limit.
    pub(super) rows: u64,
    /// What the page's subject is, for reference managers.
    pub(super) tags: Vec<Tag>,
    /// The same as JSON-LD that may stand in a script element as it is.
    pub(super) linked_data: Option<String>,
    /// Whether crawlers should leave the page out: combinations of filters are endless.
    pub(super) noindex: bool,
}

/// A `meta` element.
#[derive(Debug, Clone)]
pub(super) struct Tag {
    pub(super) name: &'static str,
    pub(super) content: String,
}

/// The page in another form, at an address of its own.
#[derive(Debug, Clone)]
pub(super) struct Alternate {
    /// Which form.
    pub(super) twin: Twin,
    /// Its address.
    pub(super) href: String,
}

impl Chrome {
    /// The chrome of the page at `path`, which has a JSON twin.
    pub(super) fn of(title: impl Into<String>, path: &str) -> Self {
        let chrome = Self { title: title.into(), path: path.to_owned(), ..Self::default() };
        chrome.with(&[Twin::Json], path)
    }

    /// The chrome of the list at `path`, which has the twins of lists.
    pub(super) fn list(title: impl Into<String>, path: &str) -> Self {
        Self::of(title, path).with(&list::FORMS, path)
    }

    /// Adds further twins of the page at `path`. A feed has pages of its own, and is read from the first.
    pub(super) fn with(mut self, twins: &[Twin], path: &str) -> Self {
        let first = links::first_page(path);
        let alternates = twins.iter().map(|&twin| {
            let path = if twin == Twin::Atom { &first } else { path };
            Alternate { twin, href: twin.address(path) }
        });
        self.alternates.extend(alternates);
        self
    }

    /// What a form of the page is called; of a table that has not all rows of the list, with how many.
    pub(super) fn form(&self, of: &Alternate) -> String {
        let (most, label) = (u64::from(list::TABLE), of.twin.label());
        match of.twin {
            Twin::Csv if self.rows > most => {
                format!("{label} ({} of {} rows at a time)", number(most), number(self.rows))
            }
            _ => label.to_owned(),
        }
    }

    /// Whether there is a description of how to search here: it has whole addresses.
    pub(super) fn is_searchable() -> bool {
        ADDRESSED.try_with(|addressed| *addressed).unwrap_or(false)
    }

    pub(super) fn asset(name: &str) -> &'static str {
        assets::url(name)
    }
}
