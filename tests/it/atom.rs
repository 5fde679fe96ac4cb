//! Atom feeds and other XML, read as a feed reader does.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::{Reader, events::Event};

use crate::site::Site;

/// An element of a feed: its name, attributes and text, with what stands in it.
#[derive(Debug, Default, Clone)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) text: String,
    inner: Vec<Element>,
}

impl Element {
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &Element> {
        self.inner.iter().filter(move |e| e.name == name)
    }

    pub(crate) fn one(&self, name: &str) -> &Element {
        let mut all = self.all(name);
        let one = all.next().unwrap_or_else(|| panic!("no {name} in {self:?}"));
        assert!(all.next().is_none(), "two {name}");
        one
    }

    pub(crate) fn link(&self, rel: &str) -> Option<&str> {
        let mut links = self.all("link").filter(|l| l.attributes["rel"] == rel);
        links.next().map(|l| l.attributes["href"].as_str())
    }
}

/// The document element of an XML document.
pub(crate) fn xml(text: &str) -> Element {
    let mut reader = Reader::from_str(text);
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().unwrap() {
            Event::Start(e) => open.push(started(&e)),
            Event::Empty(e) => open.last_mut().unwrap().inner.push(started(&e)),
            Event::End(_) => {
                let done = open.pop().unwrap();
                open.last_mut().unwrap().inner.push(done);
            }
            Event::Text(t) => open.last_mut().unwrap().text.push_str(&t),
            Event::GeneralRef(r) => {
                let c = match &*r {
                    "lt" => '<',
                    "gt" => '>',
                    "amp" => '&',
                    "quot" => '"',
                    "apos" => '\'',
                    other => panic!("&{other};"),
                };
                open.last_mut().unwrap().text.push(c);
            }
            Event::Eof => return open.pop().unwrap().inner.swap_remove(0),
            _ => {}
        }
    }
}

fn started(e: &quick_xml::events::BytesStart<'_>) -> Element {
    let attributes = e.attributes().map(|a| {
        let a = a.unwrap();
        let value = a.normalized_value(quick_xml::XmlVersion::Explicit1_0).unwrap().into_owned();
        (a.key.as_ref().to_owned(), value)
    });
    Element {
        name: e.name().as_ref().to_owned(),
        attributes: attributes.collect(),
        ..Element::default()
    }
}

/// The feed at `path`, held to what RFC 4287 and RFC 5005 ask of one.
pub(crate) async fn feed(site: &Site, path: &str) -> Element {
    let feed = xml(&site.page(path).await);
    assert_eq!(feed.attributes["xmlns"], "http://www.w3.org/2005/Atom", "{path}");
    let mut ids = BTreeSet::new();
    for e in std::iter::once(&feed).chain(feed.all("entry")) {
        let id = &e.one("id").text;
        assert!(id.starts_with("urn:uuid:") && id.len() == 45, "{path}: {id}");
        assert!(ids.insert(id.clone()), "{path}: {id} twice");
        assert!(!e.one("title").text.is_empty(), "{path}");
        let updated: jiff::Timestamp = e.one("updated").text.parse().unwrap();
        // Times of the store are rounded to the second.
        assert!(updated.as_second() <= jiff::Timestamp::now().as_second() + 1, "{path}");
        assert!(e.link("alternate").is_some(), "{path}");
        if let Some(published) = e.all("published").next() {
            assert!(published.text <= e.one("updated").text, "{path}");
        }
    }
    let times: Vec<&String> = feed.all("entry").map(|e| &e.one("updated").text).collect();
    assert!(times.is_sorted_by(|a, b| a >= b), "{path}: {times:?}");
    assert_eq!(feed.one("author").one("name").text, "Pacta");
    assert!(feed.link("self").unwrap().contains(".atom") && feed.link("first").is_some());
    feed
}
