//! The reading view: pages that end where divisions do, marks on the very words, one subject at a time.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use serde_json::Value;

use crate::site::Site;

/// A treaty of 6 chapters with 10 articles of 5 paragraphs each; every third article speaks of energy.
fn treaty() -> String {
    let more = "shall consult each other in good faith and without delay ".repeat(3);
    let article = |article: u32| {
        let chapter = match article % 10 {
            1 => format!("Chapter {}\nMatters of Cooperation\n\n", article / 10 + 1),
            _ => String::new(),
        };
        let on = if article.is_multiple_of(3) { "oil and gas pipelines" } else { "common matters" };
        let paragraph = |n| format!("{n}. The Parties {more}on {on} of Iran and Russia.\n\n");
        let paragraphs: String = (1..=5).map(paragraph).collect();
        format!("{chapter}Article {article}\n\n{paragraphs}")
    };
    let articles: String = (1..=60).map(article).collect();
    format!("Treaty between Iran and Russia on Cooperation\n\n{articles}")
}

async fn long() -> Site {
    let site = Site::empty().await;
    site.ingest_text("long", &treaty()).await;
    site
}

/// The JSON of every page of a view, by the links to the next.
async fn pages(site: &Site, first: &str) -> Vec<Value> {
    let mut pages = Vec::new();
    let mut next = Some(first.to_owned());
    while let Some(path) = next {
        let (name, query) = path.split_once('?').unwrap_or((&path, ""));
        let page = site.json(&format!("{name}.json?{query}")).await;
        next = page["next"].as_str().map(str::to_owned);
        pages.push(page);
    }
    pages
}

fn passages(page: &Value) -> Vec<&Value> {
    let blocks = page["blocks"].as_array().unwrap();
    blocks.iter().flat_map(|b| b["clauses"].as_array().unwrap()).collect()
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap()
}

/// The words of a page as a reader copies them: without elements and what only screen readers say.
fn words(page: &str) -> String {
    let mut words = String::new();
    for (n, piece) in page.split('<').enumerate() {
        let Some((element, after)) = piece.split_once('>').filter(|_| n > 0) else { continue };
        if !element.contains("class=\"unseen\"") {
            words.push_str(after);
        }
    }
    words.replace("&#39;", "'").replace("&#34;", "\"").replace("&amp;", "&")
}

#[tokio::test]
async fn a_long_text_is_paged_by_its_divisions_and_no_page_is_large() {
    let site = long().await;
    let pages = pages(&site, "/sources/long").await;
    assert!(pages.len() > 3, "{}", pages.len());
    let mut places = Vec::new();
    for (n, page) in pages.iter().enumerate() {
        let here = passages(page);
        let first = text(here[0], "locator");
        assert!(n == 0 || first.ends_with("__para_1"), "page {n} begins in an article: {first}");
        assert_eq!(
            (page["page"].as_u64(), page["pages"].as_u64()),
            (Some(n as u64 + 1), Some(pages.len() as u64))
        );
        places.extend(here.into_iter().map(|c| text(c, "locator").to_owned()));
    }
    assert_eq!(places.len(), 300);
    assert_eq!(places.iter().collect::<BTreeSet<_>>().len(), 300);

    let mut address = Some("/sources/long".to_owned());
    for (n, page) in pages.iter().enumerate() {
        let path = address.unwrap();
        for marks in ["", "marks=all"] {
            let joint = if path.contains('?') { '&' } else { '?' };
            let html = site.page(&format!("{path}{joint}{marks}")).await;
            assert!(html.len() < 60 * 1024, "{path} {marks}: {}", html.len());
            assert_eq!(html.contains("rel=\"prev\""), n > 0);
            assert!(html.contains(&format!("Page {} of {}: Article ", n + 1, pages.len())));
        }
        address = page["next"].as_str().map(str::to_owned);
    }
    assert_eq!(address, None);
}

#[tokio::test]
async fn every_passages_number_and_every_line_of_the_contents_lead_to_the_page_that_has_it() {
    let site = long().await;
    for from in [0, 1, 57, 199, 299] {
        let page = site.json(&format!("/sources/long.json?from={from}")).await;
        let place = format!("art_{}__para_{}", from / 5 + 1, from % 5 + 1);
        assert!(passages(&page).iter().any(|c| text(c, "locator") == place), "{from}: {place}");
        let current: Vec<_> = page["contents"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|e| e["current"] == true)
            .map(|e| text(e, "name"))
            .collect();
        assert_eq!(current, [format!("Article {}", from / 5 + 1)]);
    }
    let page = site.json("/sources/long.json?from=57").await;
    let own = site.page("/sources/long?from=57").await;
    for entry in page["contents"].as_array().unwrap() {
        let (path, anchor) = text(entry, "href").split_once('#').unwrap();
        let there = if path.is_empty() { own.clone() } else { site.page(path).await };
        assert!(there.contains(&format!("id=\"{anchor}\"")), "{entry}");
    }
    // Links from before pages were cut by division, and numbers beyond the end.
    assert!(site.page("/sources/long?from=100000").await.contains("id=\"art_60__para_5\""));
    let canonical = "<link rel=\"canonical\" href=\"/sources/long";
    assert!(own.contains(canonical) && !own.contains(&format!("{canonical}?from=57")));
}

#[tokio::test]
async fn the_contents_of_a_long_text_name_every_article_alone_or_among_its_neighbours() {
    let site = Site::empty().await;
    let articles = (1..=240).map(|n| {
        let part = if n % 80 == 1 { format!("Part {}\n\n", n / 80 + 1) } else { String::new() };
        format!("{part}Article {n}\n1. The Parties shall cooperate in matter {n} and in all that it needs.\n2. They shall inform each other of it once a year.\n\n")
    });
    let treaty = format!("Treaty of Amity\n\n{}", articles.collect::<String>());
    site.ingest_text("amity", &treaty).await;
    for page in pages(&site, "/sources/amity").await {
        let mut named: Vec<u32> = Vec::new();
        let (mut parts, mut lines) = (0, 0);
        for entry in page["contents"].as_array().unwrap() {
            let name = text(entry, "name");
            let number = |n: &str| n.parse::<u32>().unwrap();
            lines += 1;
            match name.rsplit_once(' ').unwrap() {
                ("Article", n) => named.push(number(n)),
                ("Articles", run) => {
                    let (from, to) = run.split_once('–').unwrap();
                    assert!(text(entry, "href").ends_with(&format!("art_{from}")), "{entry}");
                    named.extend(number(from)..=number(to));
                }
                _ => parts += 1,
            }
        }
        assert_eq!(named, (1..=240).collect::<Vec<_>>());
        assert!(parts == 3 && lines < 90, "{lines} lines");
    }
    assert!(site.page("/sources/amity?marks=all").await.len() < 60 * 1024);
}

#[tokio::test]
async fn a_text_is_calm_by_default_and_its_marks_are_the_words_that_were_read() {
    let site = Site::new().await;
    let path = "/sources/iran-russia-2025";
    let clauses = site.store.clauses(false, None, 1000).await.unwrap();
    let clauses: Vec<_> =
        clauses.iter().filter(|c| c.source.as_str() == "iran-russia-2025").collect();
    let calm = site.page(path).await;
    let calm = calm.split_once("<div lang=").unwrap().1;
    assert!(!calm.contains("<mark"));

    for marks in ["all", "party", "date,institution", "subject"] {
        let page = site.page(&format!("{path}?marks={marks}")).await;
        let told = words(page.split_once("<div lang=").unwrap().1);
        for clause in &clauses {
            assert!(told.contains(&clause.text), "{marks}: {}", clause.text);
        }
    }
    let page = site.json(&format!("{path}.json?marks=date,party")).await;
    for (passage, clause) in passages(&page).into_iter().zip(&clauses) {
        let marked: BTreeSet<u64> = passage["marks"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|m| m["start"].as_u64().unwrap()..m["end"].as_u64().unwrap())
            .collect();
        let read = &clause.annotations;
        let dates = read.dates.iter().flat_map(|d| &d.evidence);
        let parties = read.parties.iter().flat_map(|p| &p.evidence);
        let evidence: BTreeSet<u64> =
            dates.chain(parties).flat_map(|e| e.start as u64..e.end as u64).collect();
        assert_eq!(marked, evidence, "{}", clause.text);
    }
    let page = site.page(&format!("{path}?marks=date")).await;
    assert!(page.contains(
        "<mark class=\"date\"><span class=\"unseen\">date: </span>October 2, 2025</mark>"
    ));
}

#[tokio::test]
async fn the_legend_counts_the_marks_and_turns_each_kind_on_and_off() {
    let site = Site::new().await;
    let mut path = "/sources/iran-russia-2025".to_owned();
    let legend = |page: &Value| page["legend"]["kinds"].as_array().unwrap().clone();
    let data = |path: &str| path.replacen("2025", "2025.json", 1);
    for kind in legend(&site.json(&data(&path)).await) {
        let page = site.json(&data(&path)).await;
        let here = legend(&page).into_iter().find(|k| k["kind"] == kind["kind"]).unwrap();
        assert_eq!(here["shown"], false);
        path = text(&here, "href").to_owned();
        let page = site.json(&data(&path)).await;
        let here = legend(&page).into_iter().find(|k| k["kind"] == kind["kind"]).unwrap();
        let marked = passages(&page)
            .iter()
            .flat_map(|c| c["marks"].as_array().unwrap())
            .filter(|m| m["kind"] == kind["kind"])
            .count() as u64;
        assert_eq!((here["shown"].as_bool(), here["count"].as_u64()), (Some(true), Some(marked)));
    }
    assert_eq!(path, "/sources/iran-russia-2025?marks=all");
    let page = site.json(&data(&path)).await;
    assert_eq!(page["legend"]["all"], Value::Null);
    assert_eq!(page["legend"]["none"], "/sources/iran-russia-2025");
}

#[tokio::test]
async fn passages_on_a_subject_stand_out_and_each_leads_to_the_next() {
    let site = long().await;
    let page = site.json("/sources/long.json?domain=energy").await;
    let filter = &page["filter"];
    assert_eq!(filter["total"], 100);
    let first = text(&filter["first"], "href").to_owned();
    assert_eq!(first, "#art_3__para_1");
    let subjects = page["subjects"].as_array().unwrap();
    let energy = subjects.iter().find(|s| s["chosen"] == true).unwrap();
    assert_eq!(energy["clauses"], 100);

    let all = pages(&site, "/sources/long?domain=energy").await;
    let treating: Vec<&Value> =
        all.iter().flat_map(passages).filter(|c| c["treats"].is_object()).collect();
    assert_eq!(treating.len(), 100);
    for (n, pair) in treating.windows(2).enumerate() {
        assert_eq!(pair[0]["treats"]["number"], n + 1);
        let next = text(&pair[0]["treats"], "next");
        assert!(next.ends_with(&format!("#{}", text(pair[1], "locator"))), "{next}");
        if let Some((path, anchor)) = next.split_once('#').filter(|(path, _)| !path.is_empty()) {
            assert!(site.page(path).await.contains(&format!("id=\"{anchor}\"")), "{next}");
        }
    }
    assert_eq!(treating[99]["treats"]["next"], Value::Null);
    // Its words are marked, those of other subjects are not.
    let marked = treating[0]["marks"].as_array().unwrap();
    assert!(!marked.is_empty() && marked.iter().all(|m| m["kind"] == "subject"));
    let list = site.json(&text(filter, "list").replacen("/search", "/search.json", 1)).await;
    assert_eq!(list["total"], 100);

    let none = site.page("/sources/long?domain=health").await;
    assert!(none.contains("nothing in this source") && !none.contains("class=\"filtered\""));
}

#[tokio::test]
async fn what_the_reading_view_cannot_read_is_refused_by_name() {
    let site = Site::new().await;
    for (query, name) in [
        ("from=x", "from"),
        ("marks=colour", "marks"),
        ("domain=nosuch", "domain"),
        ("domain=%00", "domain"),
    ] {
        let answer = site.get(&format!("/sources/iran-russia-2025?{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        assert!(answer.body.contains(&format!("<code>{name}</code>")), "{query}");
    }
    assert_eq!(site.get("/sources/nosuch?from=3").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn words_around_a_text_in_another_language_say_that_they_are_english() {
    let site = Site::empty().await;
    let persian = "پیمان ایران و روسیه\nایران و روسیه در تاریخ ۲۷ دی ۱۴۰۳ پیمان را امضا کردند.";
    site.ingest_text("persian", persian).await;
    let page = site.page("/sources/persian?marks=all").await;
    assert!(page.contains("<div lang=\"fa\">") && page.contains("<p dir=\"auto\">"));
    assert!(page.contains(" lang=\"en\">¶</a>"));
    assert!(words(&page).contains("ایران و روسیه در تاریخ ۲۷ دی ۱۴۰۳ پیمان را امضا کردند."));
}

#[tokio::test]
async fn references_within_a_text_lead_to_the_passage_on_whatever_page_it_stands() {
    let site = Site::empty().await;
    let text = treaty().replacen("common matters", "what Article 60 says", 1);
    let text = text.replacen("common matters", "what Article 2 says", 1);
    site.ingest_text("long", &text).await;
    let page = site.page("/sources/long").await;
    let far = page.split_once("\">Article 60</a> says").unwrap().0;
    let (_, address) = far.rsplit_once("<a href=\"").unwrap();
    let (path, anchor) = address.split_once('#').unwrap();
    assert_eq!(anchor, "art_60__para_1");
    assert!(site.page(path).await.contains("id=\"art_60__para_1\""));
    assert!(page.contains("<a href=\"#art_2__para_1\">Article 2</a> says"));
}

#[tokio::test]
async fn a_new_version_is_cut_anew_at_once() {
    let site = long().await;
    let before = pages(&site, "/sources/long").await;
    let first_half = treaty().split("Article 31\n").next().unwrap().to_owned();
    site.ingest_text("long", &first_half).await;
    let after = pages(&site, "/sources/long").await;
    assert!(after.len() < before.len(), "{} and {}", after.len(), before.len());
    assert_eq!(after.iter().map(|page| passages(page).len()).sum::<usize>(), 150);
    site.ingest_text("long", &treaty()).await;
    assert_eq!(pages(&site, "/sources/long").await.len(), before.len());
}

#[tokio::test]
async fn a_reader_goes_to_an_article_by_its_number() {
    let (site, _) = Site::fixtures().await;
    let page = site.page("/sources/pact").await;
    assert!(page.contains("name=\"at\""), "{page}");
    let to = site.get("/sources/pact?at=2").await;
    assert_eq!(to.status, StatusCode::FOUND);
    assert!(
        to.header("location").starts_with("/sources/pact")
            && to.header("location").contains("#art_2"),
        "{}",
        to.header("location")
    );
    let marked = site.get("/sources/pact?at=art.+2&marks=party").await;
    assert!(
        marked.header("location").contains("marks=party#art_2"),
        "{}",
        marked.header("location")
    );
    let nowhere = site.get("/sources/pact?at=999").await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    assert!(nowhere.body.contains("Nothing stands at “999”"), "{}", nowhere.body);
    assert_eq!(site.get("/sources/pact?at=+").await.status, StatusCode::OK);
}
