//! A list as an Atom feed (RFC 4287) with paging (RFC 5005) and `OpenSearch` totals.
//!
//! Ids are UUIDs made of what an entry shows, not of where the site stands: they are the same with and
//! without a public address, and stay when the site moves, as RFC 4287 asks. Without `--base-url`, links
//! are relative to the feed's own address, which the format allows.

use std::io;

use quick_xml::events::{BytesDecl, Event};

use super::{Listing, Row, Site};
use crate::{
    cite::xml::{Xml, element, empty, text},
    web::{links, twin::Twin},
};

/// The time of a feed without entries.
const NEVER: &str = "1970-01-01T00:00:00Z";

pub(super) fn write(site: Site<'_>, listing: &Listing<'_>) -> io::Result<String> {
    let entries: Vec<(&Row, &str)> =
        listing.rows.iter().filter_map(|row| Some((row, row.updated.as_deref()?))).collect();
    let updated = entries.iter().map(|(_, at)| *at).max().unwrap_or(NEVER);
    let mut xml = Xml::new_with_indent(Vec::new(), b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let names = [
        ("xmlns", "http://www.w3.org/2005/Atom"),
        ("xmlns:opensearch", "http://a9.com/-/spec/opensearch/1.1/"),
        ("xml:lang", "en"),
    ];
    element(&mut xml, "feed", &names, |xml| {
        head(xml, site, listing, updated)?;
        entries.iter().try_for_each(|(row, at)| entry(xml, site, row, at))
    })?;
    let mut bytes = xml.into_inner();
    bytes.push(b'\n');
    String::from_utf8(bytes).map_err(io::Error::other)
}

fn head(xml: &mut Xml, site: Site<'_>, listing: &Listing<'_>, updated: &str) -> io::Result<()> {
    let chrome = listing.chrome;
    let first = links::first_page(&chrome.path);
    text(xml, "id", &[], &uuid(&first))?;
    text(xml, "title", &[], &format!("{} – Pacta", chrome.title))?;
    text(xml, "subtitle", &[], &chrome.description)?;
    text(xml, "updated", &[], updated)?;
    element(xml, "author", &[], |xml| text(xml, "name", &[], "Pacta"))?;
    text(xml, "generator", &[("version", env!("CARGO_PKG_VERSION"))], "Pacta")?;
    let feed = |path: &str| site.address(&Twin::Atom.address(path));
    link(xml, "self", Twin::Atom, &feed(&chrome.path))?;
    // A feed's pages are not those of the list, which has an order of its own.
    link(xml, "alternate", Twin::Html, &site.address(&first))?;
    link(xml, "first", Twin::Atom, &feed(&first))?;
    if let Some(previous) = listing.previous {
        link(xml, "previous", Twin::Atom, &feed(previous))?;
    }
    if let Some(next) = listing.next {
        link(xml, "next", Twin::Atom, &feed(next))?;
    }
    text(xml, "opensearch:totalResults", &[], &listing.total.to_string())?;
    if first == chrome.path {
        text(xml, "opensearch:startIndex", &[], "1")?;
    }
    text(xml, "opensearch:itemsPerPage", &[], &listing.rows.len().to_string())
}

fn entry(xml: &mut Xml, site: Site<'_>, row: &Row, updated: &str) -> io::Result<()> {
    element(xml, "entry", &[], |xml| {
        text(xml, "id", &[], &uuid(&row.key))?;
        text(xml, "title", &[], &row.title)?;
        if let Some(published) = &row.published {
            text(xml, "published", &[], published)?;
        }
        text(xml, "updated", &[], updated)?;
        if let Some(author) = &row.author {
            element(xml, "author", &[], |xml| text(xml, "name", &[], author))?;
        }
        link(xml, "alternate", Twin::Html, &site.address(&row.href))?;
        for subject in &row.subjects {
            let term = subject.href.rsplit('/').next().unwrap_or_default();
            let scheme = site.address("/domains");
            let mut about = vec![("term", term), ("label", subject.label.as_str())];
            // A scheme is a whole address or none.
            if !site.base.is_empty() {
                about.push(("scheme", &scheme));
            }
            empty(xml, "category", &about)?;
        }
        match (&row.text, &row.language) {
            (Some(words), Some(language)) => {
                text(xml, "content", &[("xml:lang", language)], words)?;
            }
            (Some(words), None) => text(xml, "content", &[], words)?,
            (None, _) => return text(xml, "content", &[], &row.note),
        }
        text(xml, "summary", &[], &row.note)
    })
}

fn link(xml: &mut Xml, rel: &str, twin: Twin, href: &str) -> io::Result<()> {
    empty(xml, "link", &[("rel", rel), ("type", twin.essence()), ("href", href)])
}

/// The id of what a key stands for: its number as a UUID of version 8 (RFC 9562).
fn uuid(key: &str) -> String {
    let hex = number(key);
    let parts = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
    format!("urn:uuid:{}", parts.join("-"))
}

/// The number of what a key stands for, made of its hash: 32 hexadecimal digits.
pub(super) fn number(key: &str) -> String {
    let hash = blake3::derive_key("pacta 2026-11 atom ids", key.as_bytes());
    let mut half = [0; 16];
    half.copy_from_slice(&hash[..16]);
    let mut number = u128::from_be_bytes(half);
    number = (number & !(0xf << 76)) | (8 << 76);
    number = (number & !(0b11 << 62)) | (0b10 << 62);
    format!("{number:032x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_uuids_of_version_8_and_stay_what_they_are() {
        assert_eq!(uuid("/domains/energy"), uuid("/domains/energy"));
        assert_ne!(uuid("/domains/energy"), uuid("/domains/trade"));
        let id = uuid("/c/0123456789ab");
        let parts: Vec<&str> = id.trim_start_matches("urn:uuid:").split('-').collect();
        assert_eq!(parts.iter().map(|p| p.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
        assert!(parts[2].starts_with('8') && parts[3].starts_with(['8', '9', 'a', 'b']), "{id}");
    }
}
