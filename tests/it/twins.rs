//! Every list as CSV, Markdown and Atom: the same rows as its page, safe to open, and whole.

use std::collections::BTreeSet;

use pacta::{read::Metadata, web::Twin};
use serde_json::Value;

use crate::{
    atom::{feed, xml},
    site::Site,
};

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
        assert_eq!(total, if path == "/domains" { entries.len() } else { rows.len() }, "{path}");
        assert_eq!(feed.link("next"), None, "{path}");
        // A table and a feed have more rows on a page.
        let shown = if page.contains("rel=\"next\"") { 20 } else { total };
        for row in &rows[..shown] {
            assert!(page.contains(&format!("href=\"{}", row[0])), "{path}: {row:?}");
            assert!(text.contains(&format!("]({})", row[0])), "{path}: {row:?}");
        }
        // A subject of which nobody has written has no time, and so no entry.
        let told = |row: &&Vec<String>| path != "/domains" || row[3] != "0";
        for row in rows.iter().filter(told) {
            assert!(entries.contains(&row[0].as_str()), "{path}: {row:?}");
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
async fn lists_have_whole_addresses_where_the_site_has_one() {
    let site = Site::new().await;
    let site = Site::open_at(site.stop().await, Some(BASE)).await;
    let (_, rows) = table(&site.page("/domains/energy.csv").await);
    assert!(rows.iter().all(|row| row[0].starts_with("https://pacta.example/c/")));
    assert!(site.page("/domains/energy.md").await.contains("](https://pacta.example/c/"));
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
        // JSON has the address of the next page in it, and its own in the header.
        let mut path = Twin::Json.address(start);
        loop {
            let answer = site.get(&path).await;
            let data: Value = serde_json::from_str(&answer.body).unwrap();
            let Some(page) = data["next"].as_str() else {
                assert!(!answer.header("link").contains("\"next\""), "{path}");
                break;
            };
            path = Twin::Json.address(page);
            assert_eq!(answer.header("link"), format!("<{path}>; rel=\"next\""), "{start}");
        }
        assert!(path.contains("after=") || path.contains("from="), "{start}");
    }
    for start in ["/domains/energy", "/search?q=pipeline&sort=document"] {
        let mut seen = Vec::new();
        // The order of the list is not that of the feed, and no part of its address.
        let first = Twin::Atom.address(start).replace("&sort=document", "");
        let (mut next, mut previous) = (Some(first.clone()), None);
        while let Some(path) = next {
            let feed = feed(&site, &path).await;
            assert_eq!(feed.one("opensearch:totalResults").text, "130");
            assert_eq!(feed.link("first"), Some(first.as_str()));
            assert_eq!(feed.link("self"), Some(path.as_str()));
            assert_eq!(feed.link("previous"), previous.as_deref());
            previous = Some(path);
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
    let column = |name: &str| names.iter().position(|n| n == name).unwrap();
    let (treaty, parties) = (column("treaty"), column("parties"));
    assert!(rows.iter().all(|r| !r[treaty].is_empty()), "{rows:?}");
    assert!(rows.iter().any(|r| r[parties].contains("IRN RUS")), "{rows:?}");
    assert!(rows.iter().any(|r| r[text].contains("& <b>gas</b>, \"twice\"")), "{rows:?}");
    let feed = feed(&site, "/search.atom?q=iran&sort=document").await;
    assert!(feed.all("entry").any(|e| e.one("content").text.contains("& <b>gas</b>, \"twice\"")));
}

#[tokio::test]
async fn browsers_learn_how_to_search_where_the_site_has_an_address() {
    let site = Site::new().await;
    assert!(!site.page("/").await.contains("rel=\"search\""));
    assert!(!site.get("/nosuch").await.body.contains("rel=\"search\""));
    assert!(site.get("/opensearch.xml").await.body.contains("--base-url"));
    let site = Site::open_at(site.stop().await, Some(BASE)).await;
    assert!(site.page("/").await.contains("rel=\"search\""));
    assert!(site.get("/nosuch").await.body.contains("rel=\"search\""));
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
