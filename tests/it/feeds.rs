//! Feeds: what is new, the newest first, and nothing that is not.

use std::{collections::BTreeSet, time::Duration};

use pacta::{read::Metadata, web::Twin};

use crate::{
    atom::{Element, feed},
    site::Site,
};

const BASE: &str = "https://pacta.example";

/// The id and the time of each entry.
fn told(feed: &Element) -> Vec<(String, String)> {
    feed.all("entry").map(|e| (e.one("id").text.clone(), e.one("updated").text.clone())).collect()
}

/// Where the entries lead.
fn links(feed: &Element) -> Vec<&str> {
    feed.all("entry").map(|e| e.link("alternate").unwrap()).collect()
}

/// Times of the store are rounded to the second.
async fn a_second() {
    tokio::time::sleep(Duration::from_millis(1100)).await;
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
    assert_eq!(told(&before), told(&after));
    assert_eq!(before.one("id").text, after.one("id").text);
    assert_eq!(after.link("self"), Some("https://pacta.example/domains/energy.atom"));
    for entry in after.all("entry") {
        assert!(entry.link("alternate").unwrap().starts_with("https://pacta.example/c/"));
    }
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
    assert_eq!(links(&feed), ["/sources/second", "/sources/first"]);
    let front = site.page("/").await;
    assert!(
        front.contains("type=\"application/atom+xml\" title=\"Atom feed\" href=\"/feed.atom\"")
    );
}

#[tokio::test]
async fn a_changed_wording_is_the_first_entry_wherever_it_stands_and_the_others_are_no_news() {
    const FEEDS: [&str; 5] = [
        "/domains/energy.atom",
        "/parties/iran.atom",
        "/years/2025.atom",
        "/search.atom?q=pipeline",
        "/search.atom?q=pipeline&sort=date",
    ];
    let site = Site::empty().await;
    let line = |n: usize| format!("In 2025 Iran and Russia built gas pipeline number {n}.");
    let mut lines: Vec<String> = (1..=150).map(line).collect();
    site.ingest_text("long", &format!("Pipelines\n{}", lines.join("\n"))).await;
    let mut before = Vec::new();
    for path in FEEDS {
        before.push(feed(&site, path).await);
    }
    assert_eq!(links(&before[0])[0], format!("/c/{}", site.passages("long").await[0].0));

    a_second().await;
    lines[139] = line(1000);
    site.ingest_text("long", &format!("Pipelines\n{}", lines.join("\n"))).await;
    let (changed, words) = site.passages("long").await.swap_remove(139);
    assert!(words.contains("1000"));
    for (path, before) in FEEDS.iter().zip(before) {
        let after = feed(&site, path).await;
        assert_eq!(links(&after)[0], format!("/c/{changed}"), "{path}");
        let (before, after) = (told(&before), told(&after));
        assert!(after[0].1 > before[0].1, "{path}");
        assert_eq!(after[1..], before[..99], "{path}");
    }
    // Every page of a list tells of the feed, which has pages of its own.
    for path in ["/domains/energy", "/years/2025", "/search?q=pipeline"] {
        let next = site.json(&Twin::Json.address(path)).await["next"].as_str().unwrap().to_owned();
        let page = site.page(&next).await;
        let feeds = page.split("application/atom+xml\" title=\"Atom feed\" href=\"");
        let told = feeds.skip(1).map(|rest| rest.split('"').next().unwrap()).collect::<Vec<_>>();
        assert_eq!(told, [Twin::Atom.address(path)], "{next}");
    }
    // A reader sees the same first where he asks for it.
    let page = site.json("/search.json?q=pipeline&sort=newest").await;
    assert_eq!(page["groups"][0]["clauses"][0]["id"], changed.as_str());
    assert!(site.page("/domains/energy").await.contains("q=domain%3Aenergy&#38;sort=newest"));
}

#[tokio::test]
async fn the_same_words_again_are_no_news_whatever_else_a_version_changes() {
    let site = Site::empty().await;
    let text = "A pact\nIran and Russia signed the energy treaty on 16 January 2025.";
    site.ingest_text("first", text).await;
    a_second().await;
    site.ingest_text("second", "Another pact\nIran and Oman signed it in 2024.").await;
    let paths = ["/feed.atom", "/treaties.atom", "/domains.atom", "/parties.atom", "/search.atom"];
    let mut before = Vec::new();
    for path in paths {
        before.push(told(&feed(&site, path).await));
    }
    a_second().await;
    let publisher = Metadata { publisher: Some("A paper".to_owned()), ..Metadata::default() };
    let report = site.ingest_stated("first", text, publisher).await;
    assert!(!report.refused());
    assert_eq!(site.store.versions(&"first".parse().unwrap()).await.unwrap().len(), 2);
    for (path, before) in paths.iter().zip(before) {
        assert!(!before.is_empty(), "{path}");
        assert_eq!(told(&feed(&site, path).await), before, "{path}");
    }

    a_second().await;
    site.ingest_text("first", &format!("{text}\nIt was ratified in May 2025.")).await;
    assert_eq!(links(&feed(&site, "/feed.atom").await)[0], "/sources/first");
    let treaty = site.json("/sources/first.json").await["treaty"]["href"].clone();
    assert_eq!(links(&feed(&site, "/treaties.atom?by=year").await)[0], treaty);
}

#[tokio::test]
async fn a_claim_that_makes_sources_differ_is_the_first_entry_of_the_differences() {
    let site = Site::empty().await;
    let signed = |day: u32| format!("Iran and Russia signed the treaty on {day} January 2025.");
    let stated = |publisher: &str| Metadata {
        publisher: Some(publisher.to_owned()),
        treaty: Some("iran-russia-2025".parse().unwrap()),
        ..Metadata::default()
    };
    site.ingest_stated("a", &format!("News\n{}", signed(16)), stated("One")).await;
    a_second().await;
    site.ingest_stated("b", &format!("News\n{}", signed(17)), stated("Two")).await;
    for path in ["/differences.atom", "/treaties/iran-russia-2025.atom"] {
        let feed = feed(&site, path).await;
        let newest = format!("/c/{}", site.passages("b").await[0].0);
        assert_eq!(links(&feed)[0], newest, "{path}");
        let entry = feed.all("entry").next().unwrap();
        assert!(entry.one("summary").text.contains("Sources differ"), "{path}");
        assert_eq!(entry.one("published").text, entry.one("updated").text);
    }
}
