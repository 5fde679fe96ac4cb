//! Ways out of a search that finds nothing, and narrowing one that finds much.

use pacta::read::Metadata;
use serde_json::Value;

use crate::site::{Site, encoded};

fn twin(href: &Value) -> String {
    href.as_str().unwrap().replace("/search?", "/search.json?")
}

async fn search(site: &Site, q: &str) -> Value {
    site.json(&format!("/search.json?q={}", encoded(q))).await
}

fn parts(page: &Value) -> Vec<(&str, u64)> {
    let parts = page["drop_one"].as_array().unwrap().iter();
    parts.map(|p| (p["label"].as_str().unwrap(), p["total"].as_u64().unwrap())).collect()
}

#[tokio::test]
async fn a_misspelt_word_leads_to_the_search_that_was_meant() {
    let site = Site::new().await;
    for (typed, meant) in [
        ("intrebank", "interbank"),
        ("\"national curencies\" domain:finance", "\"national currencies\" domain:finance"),
        ("terorism OR extremizm", "terrorism OR extremism"),
        ("energy institution:state-dumma", "energy institution:state-duma"),
        ("domain:enrgy", "domain:energy"),
        ("coperat*", "cooperat*"),
        ("party:irann party:russia", "party:iran party:russia"),
        ("between:irann,russia", "between:iran,russia"),
        ("source:iran-rusia-2025", "source:iran-russia-2025"),
    ] {
        let page = search(&site, typed).await;
        let other = &page["did_you_mean"];
        assert_eq!(other["label"], meant, "{typed}");
        assert!(other["total"].as_u64() > page["total"].as_u64(), "{typed}: {other}");
        let found = site.json(&twin(&other["href"])).await;
        assert_eq!(found["total"], other["total"], "{typed}");
        let html = site.page(&format!("/search?q={}", encoded(typed))).await;
        assert!(html.contains("Did you mean <a href=\"/search?q="), "{typed}");
    }
    for q in ["energy", "energy unicornlike", "domain:tourism-sport", "", "zzzzzzzzz"] {
        assert_eq!(search(&site, q).await["did_you_mean"], Value::Null, "{q}");
    }
}

#[tokio::test]
async fn each_part_that_can_be_left_out_tells_what_is_found_without_it() {
    let site = Site::new().await;
    let page = search(&site, "energy domain:trade unicorns kind:event").await;
    assert_eq!(page["total"], 0);
    assert_eq!(parts(&page).len(), 4);
    for part in page["drop_one"].as_array().unwrap() {
        assert_eq!(site.json(&twin(&part["href"])).await["total"], part["total"], "{part}");
    }
    let page = search(&site, "energy unicorns").await;
    assert_eq!(
        parts(&page),
        [("energy", 0), ("unicorns", site.found("energy").await.len() as u64)]
    );
    assert_eq!(parts(&search(&site, "energy").await), []);
}

#[tokio::test]
async fn every_value_of_every_facet_and_year_finds_as_many_as_it_says() {
    let site = Site::new().await;
    for q in ["", "iran", "date:2025", "kind:event", "domain:defence party:iran"] {
        let page = search(&site, q).await;
        let facets = page["facets"].as_array().unwrap();
        let values = facets.iter().flat_map(|f| {
            let listed =
                f["values"].as_array().unwrap().iter().chain(f["more"].as_array().unwrap());
            listed.map(|v| (f["title"].as_str().unwrap(), v))
        });
        let years = page["years"].as_array().unwrap().iter().map(|y| ("Year", y));
        for (title, value) in values.chain(years).filter(|(_, v)| v["chosen"] == false) {
            let found = site.json(&twin(&value["href"])).await["total"].as_u64().unwrap();
            let count = value["count"].as_u64().unwrap();
            let alternatives = ["Kind of passage", "Treaty", "Kind of source", "Language"];
            let chosen = facets.iter().find(|f| f["title"] == title).is_some_and(|f| {
                f["values"].as_array().unwrap().iter().any(|v| v["chosen"] == true)
            });
            if alternatives.contains(&title) && chosen {
                // A second choice widens the first.
                assert_eq!(found, count + page["total"].as_u64().unwrap(), "{q}: {value}");
            } else {
                assert_eq!(found, count, "{q}: {title}: {value}");
            }
        }
    }
}

#[tokio::test]
async fn years_are_drawn_from_three_on_bundled_when_many_and_narrowed_by_one_at_a_time() {
    let site = Site::empty().await;
    let years = sentences(40, |n| format!("In {} the pact was amended.", 1950 + 2 * n));
    site.ingest_text("long", &years).await;
    site.ingest_text("short", "In 1999 a delegation came. In 2001 another delegation left.").await;

    let labels = |page: &Value| -> Vec<String> {
        let years = page["years"].as_array().unwrap().iter();
        years.map(|y| y["label"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(labels(&search(&site, "delegation").await), [] as [String; 0]);
    let all = search(&site, "amended").await;
    assert_eq!(labels(&all)[..2], ["1950–1959", "1960–1969"]);
    let fifties = site.json(&twin(&all["years"][0]["href"])).await;
    assert_eq!(labels(&fifties), ["1950", "1952", "1954", "1956", "1958"]);
    assert_eq!(fifties["filters"][0]["label"], "Date: from 1950 to 1959");
    let one = site.json(&twin(&fifties["years"][1]["href"])).await;
    assert_eq!(one["total"], 1);
    assert_eq!(one["filters"][1]["label"], "Date: in 1952");
    let again = site.json(&twin(&one["filters"][1]["without"])).await;
    assert_eq!(again["total"], fifties["total"]);
    let html = site.page("/search?q=amended").await;
    assert!(html.contains("<svg") && html.contains("width=\"100\""));
    assert!(!html.contains("style="));
}

#[tokio::test]
async fn a_search_by_a_name_that_was_given_up_finds_what_it_names_now() {
    let site = Site::new().await;
    let slug = |s: &str| s.parse::<pacta::model::Slug>().unwrap();
    let before = search(&site, "source:iran-russia-2025 energy").await;
    assert!(before["total"].as_u64() > Some(0));
    site.store
        .rename(pacta::store::Facet::Source, &slug("iran-russia-2025"), &slug("the-article"))
        .await
        .unwrap();
    site.follow().await;
    let after = search(&site, "source:iran-russia-2025 energy").await;
    assert_eq!(after["total"], before["total"]);
    assert_eq!(after["notices"][0], "The source “iran-russia-2025” is called “the-article” now.");
    site.store
        .rename(pacta::store::Facet::Treaty, &slug("iran-russia-2025"), &slug("the-treaty"))
        .await
        .unwrap();
    site.follow().await;
    let by_treaty = search(&site, "energy (treaty:iran-russia-2025 OR treaty:nothing)").await;
    assert!(by_treaty["total"].as_u64() >= before["total"].as_u64());
    assert_eq!(by_treaty["notices"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_page_of_results_stays_small_however_long_passages_and_facets_are() {
    let site = Site::empty().await;
    let bodies = sentences(300, |n| {
        format!("The Ministry of Matter {} signed the pact on energy.", word(n))
    });
    site.ingest_text("bodies", &bodies).await;
    let long = "whereas the parties recall the energy that they bring to their common work, ";
    let long = format!("Energy matters, {}and so it is.\n\n", long.repeat(30));
    let stated = Metadata { language: Some("en".to_owned()), ..Metadata::default() };
    let many = sentences(30, |n| long.replace("matters", &word(n)));
    site.ingest_stated("long", &many, stated).await;
    for path in
        ["/search?q=energy", "/search?q=", "/search?q=whereas", "/search?q=energy&sort=document"]
    {
        let bytes = site.page(path).await.len();
        assert!(bytes < 60 * 1024, "{path}: {bytes} bytes");
    }
    assert!(site.page("/search?q=whereas").await.contains("<mark>whereas</mark>"));
}

/// Sentences that differ.
fn sentences(count: usize, of: impl Fn(usize) -> String) -> String {
    (0..count).map(of).collect::<Vec<_>>().join(" ")
}

/// A made-up word for a number.
fn word(n: usize) -> String {
    let letters = ["ba", "de", "fi", "go", "lu", "ma", "ne"];
    let word: String = [n / 49 % 7, n / 7 % 7, n % 7].iter().map(|i| letters[*i]).collect();
    word[..1].to_uppercase() + &word[1..]
}
