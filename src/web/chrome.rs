//! What stands around every page: title, search box, links to its twin and to its files.

use super::{assets, links};

/// What every HTML page carries around its content.
#[derive(Debug, Clone, Default)]
pub(super) struct Chrome {
    /// The page's title, without the site's name.
    pub(super) title: String,
    /// What stands in the search box.
    pub(super) q: String,
    /// One sentence for search engines and previews.
    pub(super) description: String,
    /// Address of the JSON twin, where there is one.
    pub(super) json: Option<String>,
    /// Whether crawlers should leave the page out: combinations of filters are endless.
    pub(super) noindex: bool,
}

impl Chrome {
    /// The chrome of the page at `path` (without query), which has a JSON twin.
    pub(super) fn of(title: impl Into<String>, path: &str) -> Self {
        Self { title: title.into(), json: Some(links::json(path)), ..Self::default() }
    }

    pub(super) fn asset(name: &str) -> &'static str {
        assets::url(name)
    }
}
