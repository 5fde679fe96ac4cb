//! What a page says of itself.

use dom_query::Document;

use crate::{
    model::Edtf,
    read::{Metadata, is_web_address},
};

/// Title, author, publisher, date, language and address. `heading` is the text's first heading, which
/// names the text better than the page's title does.
pub(super) fn read(
    page: &Document,
    stated: dom_smoothie::Metadata,
    heading: Option<&str>,
) -> Metadata {
    let first = |selector: &str, attribute: &str| {
        page.select_single(selector).attr(attribute).map(|value| fold(&value))
    };
    let language = first("html", "lang").or_else(|| first("html", "xml:lang")).or(stated.lang);
    let url = first("link[rel=canonical]", "href")
        .or_else(|| first("meta[property='og:url']", "content"))
        .or(stated.url);
    Metadata {
        title: heading.map(fold).or_else(|| words(Some(stated.title))),
        author: words(stated.byline).map(|by| without_by(&by)),
        publisher: words(stated.site_name),
        published: stated.published_time.as_deref().and_then(date),
        language: language.filter(|l| is_language(l)),
        url: url.filter(|u| is_web_address(u)),
        ..Metadata::default()
    }
}

fn words(value: Option<String>) -> Option<String> {
    value.map(|v| fold(&v)).filter(|v| !v.is_empty())
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_by(byline: &str) -> String {
    let by = byline.get(..3).filter(|by| by.eq_ignore_ascii_case("by "));
    by.map_or(byline, |by| &byline[by.len()..]).to_owned()
}

/// The day of a time stamp.
fn date(time: &str) -> Option<Edtf> {
    let day = time.trim().get(..10).unwrap_or_else(|| time.trim());
    day.parse().ok()
}

/// Whether a value has the form of a BCP 47 tag.
fn is_language(value: &str) -> bool {
    let mut parts = value.split('-');
    parts
        .next()
        .is_some_and(|p| (2..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphabetic()))
        && parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}
