//! Every list as CSV, Markdown and Atom: the same rows as its page, safe to open, and whole.

use std::collections::{BTreeMap, BTreeSet};

use pacta::{read::Metadata, web::Twin};
use quick_xml::{Reader, events::Event};

use crate::site::Site;

const BASE: &str = "https://pacta.example";

/// A list page of each kind.
const LISTS: [&str; 12] = [
    "/search?q=treaty",
    "/domains",
    "/domains/energy",
    "/parties",
    "/parties/iran",
    "/institutions",
    "/institutions/state-duma",
    "/years/2025",
    "/treaties",
    "/treaties/iran-russia-2025",
    "/sources",
    "/differences",
];

/// An element of a feed: its name, attributes and text, with what stands in it.
#[derive(Debug, Default, Clone)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    text: String,
    inner: Vec<Element>,
}

impl Element {
    fn all(&self, name: &str) -> impl Iterator<Item = &Element> {
        self.inner.iter().filter(move |e| e.name == name)
    }

    fn one(&self, name: &str) -> &Element {
        let mut all = self.all(name);
        let one = all.next().unwrap_or_else(|| panic!("no {name} in {self:?}"));
        assert!(all.next().is_none(), "two {name}");
        one
    }

    fn link(&self, rel: &str) -> Option<&str> {
        let mut links = self.all("link").filter(|l| l.attributes["rel"] == rel);
        links.next().map(|l| l.attributes["href"].as_str())
    }
}

/// The document element of an XML document.
fn xml(text: &str) -> Element {
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
async fn feed(site: &Site, path: &str) -> Element {
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
    }
    assert_eq!(feed.one("author").one("name").text, "Pacta");
    assert!(feed.link("self").unwrap().contains(".atom") && feed.link("first").is_some());
    feed
}

/// The table at `path`.
fn table(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains('\r'));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
    (names, rows)
}

#[tokio::test]
async fn every_list_has_the_same_rows_in_each_form_and_links_to_them() {
    let site = Site::new().await;
    for path in LISTS.into_iter().chain(["/sources/iran-russia-2025/versions"]) {
        let page = site.page(path).await;
        let (names, rows) = table(&site.page(&Twin::Csv.address(path)).await);
        assert!(!rows.is_empty(), "{path}");
        assert_eq!(names[0], "url", "{path}");
        let feed = feed(&site, &Twin::Atom.address(path)).await;
        let entries: Vec<&str> = feed.all("entry").map(|e| e.link("alternate").unwrap()).collect();
        let text = site.page(&Twin::Markdown.address(path)).await;
        assert!(text.starts_with("# "), "{path}");
        let total: usize = feed.one("opensearch:totalResults").text.parse().unwrap();
        assert_eq!(total, rows.len(), "{path}");
        // A table has more rows on a page. A subject of which nobody has written has no time, and so
        // no entry.
        let shown = if path == "/domains" { total } else { entries.len() };
        assert_eq!(feed.link("next").is_some(), shown < total, "{path}");
        for row in &rows[..shown] {
            assert!(page.contains(&format!("href=\"{}", row[0])), "{path}: {row:?}");
            assert!(text.contains(&format!("]({})", row[0])), "{path}: {row:?}");
            assert!(path == "/domains" || entries.contains(&row[0].as_str()), "{path}: {row:?}");
        }
        for twin in [Twin::Json, Twin::Csv, Twin::Markdown, Twin::Atom] {
            let href = twin.address(path).replace('&', "&#38;");
            assert!(
                page.contains(&format!("<a href=\"{href}\">{}</a>", twin.label())),
                "{path} {href}"
            );
            assert!(page.contains(&format!("title=\"{}\" href=\"{href}\"", twin.label())));
        }
    }
}

#[tokio::test]
async fn a_feed_has_times_of_the_store_and_ids_that_stay_when_the_site_moves() {
    let site = Site::new().await;
    let path = "/domains/energy.atom";
    let before = feed(&site, path).await;
    let added: BTreeSet<String> =
        site.store.sources().await.unwrap().into_iter().map(|s| s.added).collect();
    assert!(before.all("entry").all(|e| added.contains(&e.one("updated").text)));
    assert!(added.contains(&before.one("updated").text));
    assert!(before.link("self").unwrap() == path && before.all("entry").count() > 1);
    let entry = before.all("entry").next().unwrap();
    assert!(entry.one("content").attributes.contains_key("xml:lang"));
    assert!(entry.all("category").any(|c| c.attributes["term"] == "energy"));

    let site = Site::open_at(site.stop().await, Some(BASE)).await;
    let after = feed(&site, path).await;
    let ids = |feed: &Element| -> Vec<String> {
        feed.all("entry").map(|e| e.one("id").text.clone()).collect()
    };
    assert_eq!(ids(&before), ids(&after));
    assert_eq!(before.one("id").text, after.one("id").text);
    assert_eq!(after.link("self"), Some("https://pacta.example/domains/energy.atom"));
    for entry in after.all("entry") {
        assert!(entry.link("alternate").unwrap().starts_with("https://pacta.example/c/"));
    }
    let (_, rows) = table(&site.page("/domains/energy.csv").await);
    assert!(rows.iter().all(|row| row[0].starts_with("https://pacta.example/c/")));
    assert!(site.page("/domains/energy.md").await.contains("](https://pacta.example/c/"));
}

#[tokio::test]
async fn the_sites_feed_tells_of_recently_added_sources() {
    let site = Site::empty().await;
    let empty = feed(&site, "/feed.atom").await;
    assert_eq!(empty.one("updated").text, "1970-01-01T00:00:00Z");
    site.ingest_text("first", "A pact\nIran and Russia signed it in 2025.").await;
    site.ingest_text("second", "Another pact\nIran and Oman signed it in 2024.").await;
    let answer = site.get("/feed.atom").await;
    assert_eq!(answer.header("content-type"), "application/atom+xml; charset=utf-8");
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let feed = feed(&site, "/feed.atom").await;
    let links: Vec<_> = feed.all("entry").map(|e| e.link("alternate").unwrap()).collect();
    assert_eq!(links, ["/sources/second", "/sources/first"]);
}

#[tokio::test]
async fn a_long_list_is_followed_to_its_end_in_every_form_without_loss_or_repeat() {
    let site = Site::empty().await;
    let lines: Vec<String> =
        (1..=130).map(|n| format!("Iran and Russia build gas pipeline number {n}.")).collect();
    site.ingest_text("long", &format!("Pipelines\n{}", lines.join("\n"))).await;
    let whole: BTreeSet<String> =
        site.passages("long").await.into_iter().map(|(id, _)| format!("/c/{id}")).collect();
    for start in ["/domains/energy", "/search?q=pipeline&sort=document", "/sources/long"] {
        let mut seen = Vec::new();
        let mut next = Some(Twin::Csv.address(start));
        while let Some(path) = next {
            let answer = site.get(&path).await;
            seen.extend(table(&answer.body).1.into_iter().map(|mut row| row.swap_remove(0)));
            let link = answer.header("link").strip_prefix('<').and_then(|l| l.split_once('>'));
            next = link.filter(|(_, rel)| *rel == "; rel=\"next\"").map(|(l, _)| l.to_owned());
        }
        assert_eq!((seen.len(), seen.into_iter().collect()), (130, whole.clone()), "{start}");
    }
    for start in ["/domains/energy", "/search?q=pipeline&sort=document"] {
        let mut seen = Vec::new();
        let mut next = Some(Twin::Atom.address(start));
        while let Some(path) = next {
            let feed = feed(&site, &path).await;
            assert_eq!(feed.one("opensearch:totalResults").text, "130");
            assert_eq!(feed.link("first"), Some(Twin::Atom.address(start).as_str()));
            assert_eq!(feed.link("self"), Some(path.as_str()));
            seen.extend(feed.all("entry").map(|e| e.link("alternate").unwrap().to_owned()));
            next = feed.link("next").map(str::to_owned);
        }
        assert_eq!((seen.len(), seen.into_iter().collect()), (130, whole.clone()), "{start}");
    }
}

#[tokio::test]
async fn what_sources_say_is_no_formula_no_markup_and_no_broken_feed() {
    let site = Site::empty().await;
    let hostile = "=HYPERLINK(\"x\") between Iran and Russia\n\
        =1+1 was what Iran and Russia said of energy & <b>gas</b>, \"twice\".\n\
        [Click](javascript:alert(1)) ![x](http://a.example/x.png) **energy** of Iran and Russia.\n\
        \u{FFFE} Iran and Russia trade energy # not a heading.\n";
    let title = Some("=Title <i>of</i> [a](b)".to_owned());
    site.ingest_stated("hostile", hostile, Metadata { title, ..Metadata::default() }).await;
    for path in ["/search?q=iran", "/sources", "/treaties", "/domains/energy", "/differences"] {
        let (_, rows) = table(&site.page(&Twin::Csv.address(path)).await);
        for cell in rows.iter().flatten() {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{path}: {cell}");
        }
        feed(&site, &Twin::Atom.address(path)).await;
        let text = site.page(&Twin::Markdown.address(path)).await;
        for event in pulldown_cmark::Parser::new(&text) {
            use pulldown_cmark::{Event, Tag};
            match event {
                Event::Start(Tag::Link { dest_url, .. }) => {
                    assert!(dest_url.starts_with('/'), "{path}: {dest_url}");
                }
                Event::Html(_)
                | Event::InlineHtml(_)
                | Event::Code(_)
                | Event::Start(
                    Tag::Image { .. } | Tag::Strong | Tag::Emphasis | Tag::CodeBlock(_),
                ) => {
                    panic!("{path}: {event:?}")
                }
                _ => {}
            }
        }
    }
    let (names, rows) = table(&site.page("/search.csv?q=iran&sort=document").await);
    let text = names.iter().position(|n| n == "text").unwrap();
    assert!(rows.iter().any(|r| r[text].starts_with("'=")), "{rows:?}");
    assert!(rows.iter().any(|r| r[text].contains("& <b>gas</b>, \"twice\"")), "{rows:?}");
    let feed = feed(&site, "/search.atom?q=iran&sort=document").await;
    assert!(feed.all("entry").any(|e| e.one("content").text.contains("& <b>gas</b>, \"twice\"")));
}

#[tokio::test]
async fn browsers_learn_how_to_search_where_the_site_has_an_address() {
    let site = Site::new().await;
    assert!(site.page("/").await.contains("rel=\"search\""));
    assert!(site.get("/opensearch.xml").await.body.contains("--base-url"));
    let site = Site::open_at(site.stop().await, Some(BASE)).await;
    let answer = site.get("/opensearch.xml").await;
    assert!(answer.header("content-type").starts_with("application/opensearchdescription+xml"));
    let description = xml(&answer.body);
    assert!(description.one("ShortName").text.len() <= 16);
    for url in description.all("Url").filter(|url| !url.attributes.contains_key("rel")) {
        let path = url.attributes["template"].strip_prefix(BASE).unwrap();
        let found = site.get(&path.replace("{searchTerms}", "energy")).await;
        let kind = found.header("content-type").split(';').next().unwrap().to_owned();
        assert_eq!((found.status.as_u16(), kind), (200, url.attributes["type"].clone()));
    }
}
