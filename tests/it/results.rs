//! From a search to a passage, along the results, and back.

use axum::http::StatusCode;
use serde_json::Value;

use crate::site::{Site, encoded};

/// The links to results on a page of them, in order.
fn results(html: &str) -> Vec<String> {
    let links = html.split("<a href=\"").skip(1).map(|l| l.split('"').next().unwrap());
    links.filter(|l| l.starts_with("/c/")).map(|l| l.replace("&#38;", "&")).collect()
}

fn data(link: &str) -> String {
    link.replacen('?', ".json?", 1)
}

#[tokio::test]
async fn results_lead_on_to_each_other_over_pages_and_back_to_the_page_they_are_on() {
    let site = Site::new().await;
    for sort in ["", "&sort=document", "&sort=date"] {
        let first = site.page(&format!("/search?q={sort}")).await;
        let mut link = results(&first)[0].clone();
        let total = site.json("/search.json?q=").await["total"].as_u64().unwrap();
        assert!(total > 20, "more than a page");
        let mut back_to = Vec::new();
        for rank in 1..=total {
            let page = site.json(&data(&link)).await;
            let result = &page["result"];
            assert_eq!(
                result["rank"],
                serde_json::json!({ "number": rank, "of": total }),
                "{link}"
            );
            let id = page["clause"]["id"].as_str().unwrap().to_owned();
            let back = result["back"].as_str().unwrap();
            let (list, anchor) = back.split_once('#').unwrap();
            if back_to.last().is_none_or(|l| l != list) {
                back_to.push(list.to_owned());
            }
            assert_eq!(anchor, format!("c-{id}"));
            assert!(site.page(list).await.contains(&format!("id=\"{anchor}\"")), "{back}");
            if rank > 1 {
                let previous = site.json(&data(result["previous"].as_str().unwrap())).await;
                assert_eq!(previous["result"]["rank"]["number"], rank - 1);
            }
            match result["next"].as_str() {
                Some(next) => link = next.to_owned(),
                None => assert_eq!(rank, total),
            }
        }
        assert_eq!(back_to.len(), 2, "{back_to:?}");
        assert_eq!(back_to[0], format!("/search?q={sort}"));
    }
}

#[tokio::test]
async fn a_page_of_results_shows_them_in_their_order() {
    let site = Site::new().await;
    for sort in ["", "&sort=document", "&sort=date"] {
        let links = results(&site.page(&format!("/search?q=treaty{sort}")).await);
        assert!(links.len() > 5);
        for (link, next) in links.iter().zip(&links[1..]) {
            let page = site.json(&data(link)).await;
            assert_eq!(page["result"]["next"], *next, "{sort}");
        }
    }
}

#[tokio::test]
async fn a_result_shows_its_place_and_what_matched_and_stays_the_page_of_its_permanent_link() {
    let site = Site::new().await;
    let link = results(&site.page("/search?q=interbank+OR+zebras").await)[0].clone();
    let (permalink, _) = link.split_once('?').unwrap();
    let page = site.page(&link).await;
    assert!(page.contains("Result 1 of 1"), "{page}");
    assert!(page.contains("<mark>interbank</mark>"));
    assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"));
    assert!(page.contains(&format!("<link rel=\"canonical\" href=\"{permalink}\">")));
    assert!(page.contains(&format!("id=\"permalink\" href=\"{permalink}\"")));
    let plain = site.page(permalink).await;
    assert!(!plain.contains("noindex") && !plain.contains("Back to the results"));
    let citations = |html: &str| html.split("id=\"cite-").skip(1).map(str::len).collect::<Vec<_>>();
    assert_eq!(citations(&page).len(), citations(&plain).len());
    assert_eq!(site.json(&format!("{permalink}.json")).await["result"], Value::Null);
}

#[tokio::test]
async fn a_passage_is_shown_whatever_became_of_the_search_that_led_to_it() {
    let site = Site::new().await;
    let (id, _) = site.passages("iran-russia-2025").await.swap_remove(0);
    let too_deep = encoded(&"(".repeat(200));
    let long = "x".repeat(2000);
    for query in [
        "in=nothinglikethis",
        "in=",
        &format!("in={too_deep}"),
        &format!("in={long}"),
        "in=iran&sort=odd",
        "q=a&q=b",
        "in=iran&in=russia",
        "sort=date&sort=document",
    ] {
        let answer = site.get(&format!("/c/{id}?{query}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}");
    }
    let page = site.page(&format!("/c/{id}?in=nothinglikethis")).await;
    assert!(page.contains("Back to the results") && page.contains("No result of this search"));

    // Without an index, too.
    let empty = Site::empty().await;
    empty.store_only(pacta::ingest::bundled()).await;
    assert!(empty.page(&format!("/c/{id}?in=iran")).await.contains("Back to the results"));
}
