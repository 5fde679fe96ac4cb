//! Citing on pages: what clauses, sources and treaties show, save as files and tell machines.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

use super::{
    AppState, chrome::Chrome, error::WebError, extract::Params, links, metadata, twin::Twin,
    view::Link,
};
use crate::{
    cite::{Citation, Cited, Citing, Item, Style, TreatyFacts, bibtex, csl_json, ris},
    model::{ClauseRecord, Slug, Source},
};

/// The forms in which a citation is saved.
pub(super) const FILES: [Twin; 3] = [Twin::Bib, Twin::Ris, Twin::CslJson];

/// All twins of a page whose subject can be cited.
pub(super) const TWINS: &[Twin] = &[Twin::Json, Twin::Bib, Twin::Ris, Twin::CslJson];

impl AppState {
    /// What is known of a treaty, for citing it or what is about it.
    pub(super) async fn treaty_facts(&self, treaty: &Slug) -> Result<TreatyFacts, WebError> {
        let facts = TreatyFacts::gather(self.store(), self.codebook(), treaty).await?;
        facts.ok_or_else(|| WebError::not_found("The treaty of this source is not held."))
    }

    pub(super) fn citing<'a>(&'a self, treaty: &'a TreatyFacts) -> Citing<'a> {
        Citing { treaty, base_url: self.base_url() }
    }
}

/// What a page is about, for whoever cites it.
pub(super) struct Subject {
    cited: Cited,
    /// The page's address.
    page: String,
    /// The address of what it belongs to.
    collection: String,
    /// The name of its files, without an ending.
    name: String,
    licence: Option<String>,
    linked_data: String,
}

impl Subject {
    /// A clause; it belongs to its source.
    pub(super) fn clause(citing: Citing<'_>, clause: &ClauseRecord, source: &Source) -> Self {
        let cited = citing.clause(clause, source);
        Self {
            linked_data: metadata::linked_data(&cited, Some(clause)),
            cited,
            page: links::clause(clause.id),
            collection: links::source(&source.slug),
            name: format!("{}-{}", source.slug, clause.locator),
            licence: source.licence_url.clone(),
        }
    }

    /// A source; it belongs to its treaty.
    pub(super) fn source(citing: Citing<'_>, source: &Source) -> Self {
        let cited = citing.source(source);
        Self {
            linked_data: metadata::linked_data(&cited, None),
            cited,
            page: links::source(&source.slug),
            collection: links::treaty(&source.treaty),
            name: source.slug.to_string(),
            licence: source.licence_url.clone(),
        }
    }

    /// A treaty.
    pub(super) fn treaty(citing: Citing<'_>) -> Self {
        let cited = citing.treaty();
        Self {
            linked_data: metadata::linked_data(&cited, None),
            cited,
            page: links::treaty(&citing.treaty.slug),
            collection: "/treaties".to_owned(),
            name: citing.treaty.slug.to_string(),
            licence: None,
        }
    }

    /// The page's chrome with its files and what its head tells machines.
    pub(super) fn introduce(&self, chrome: Chrome) -> Chrome {
        Chrome {
            tags: metadata::highwire(&self.cited),
            linked_data: Some(self.linked_data.clone()),
            ..chrome.with(&FILES, &self.page)
        }
    }

    /// The page's section on citing.
    pub(super) fn section(&self) -> Result<CiteSection, WebError> {
        let files = |page: &str| -> Vec<Link> {
            let link =
                |twin: Twin| Link { label: twin.label().to_owned(), href: twin.address(page) };
            FILES.into_iter().map(link).collect()
        };
        let is_clause = self.cited.pinpoint.is_some();
        Ok(CiteSection {
            styles: self.cited.citations().map_err(WebError::internal)?,
            whole: files(if is_clause { &self.collection } else { &self.page }),
            own: if is_clause { files(&self.page) } else { Vec::new() },
            cited: self.cited.clone(),
        })
    }

    /// The page's file in one of [`FILES`]; `None` where the page or its JSON is asked for.
    pub(super) fn file(&self, twin: Twin) -> Option<Response> {
        file(twin, &self.name, &[self.cited.item()]).map(|response| self.told(response))
    }

    /// Tells machines, in a `Link` header, how the page is cited (RFC 8574), where its data is, what it
    /// belongs to and under which licence it stands.
    pub(super) fn told(&self, mut response: Response) -> Response {
        let mut told = vec![format!("<{}>; rel=\"cite-as\"", self.cited.permalink)];
        for twin in TWINS {
            let href = twin.address(&self.page);
            let kind = twin.essence();
            told.push(format!("<{href}>; rel=\"describedby alternate\"; type=\"{kind}\""));
        }
        told.push(format!("<{}>; rel=\"collection\"", self.collection));
        let licence = self.licence.iter().filter(|url| is_plain(url));
        told.extend(licence.map(|url| format!("<{url}>; rel=\"license\"")));
        if let Ok(value) = HeaderValue::from_str(&told.join(", ")) {
            response.headers_mut().append(header::LINK, value);
        }
        response
    }
}

/// Whether an address may stand in a header between angle brackets.
fn is_plain(url: &str) -> bool {
    url.bytes().all(|b| b.is_ascii_graphic() && !b"<>\"\\".contains(&b))
}

/// The style that a page is asked for.
pub(super) fn style(params: &Params) -> Result<Style, WebError> {
    let Some(name) = params.get("style").filter(|name| !name.is_empty()) else {
        return Ok(Style::ALL[0]);
    };
    name.parse().map_err(|_| {
        let names = Style::ALL.map(Style::as_str).join(", ");
        WebError::bad_request("style", format!("There is no such style. There are {names}."))
    })
}

/// Takes out of lists of notices what holds of all: it is told once.
pub(super) fn shared<'a>(lists: impl IntoIterator<Item = &'a mut Vec<String>>) -> Vec<String> {
    let mut lists: Vec<&mut Vec<String>> = lists.into_iter().collect();
    let Some(first) = lists.first() else { return Vec::new() };
    let shared: Vec<String> = first
        .iter()
        .filter(|notice| lists.iter().all(|list| list.contains(notice)))
        .cloned()
        .collect();
    for list in &mut lists {
        list.retain(|notice| !shared.contains(notice));
    }
    shared
}

/// Items as a file to be saved under a name, which is made of slugs and locators; `None` where the twin
/// is no file.
pub(super) fn file(twin: Twin, name: &str, items: &[&Item]) -> Option<Response> {
    let body = match twin {
        Twin::Bib => bibtex(items),
        Twin::Ris => ris(items),
        Twin::CslJson => csl_json(items),
        _ => return None,
    };
    let mut response = ([(header::CONTENT_TYPE, twin.media_type())], body).into_response();
    let disposition = format!("attachment; filename=\"{name}{}\"", twin.suffix());
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    Some(response)
}

/// The citations that a page shows.
#[derive(Debug, Serialize)]
pub(super) struct CiteSection {
    #[serde(flatten)]
    pub(super) cited: Cited,
    /// One in each style.
    pub(super) styles: Vec<Citation>,
    /// Files of the source or the treaty.
    #[serde(skip)]
    pub(super) whole: Vec<Link>,
    /// Files of the clause as an item of its own.
    #[serde(skip)]
    pub(super) own: Vec<Link>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_would_end_its_brackets_is_not_told() {
        assert!(is_plain("https://example.org/licence?a=b"));
        assert!(!is_plain("https://example.org/>; rel=\"next\""));
        assert!(!is_plain("https://example.org/ü"));
    }
}
