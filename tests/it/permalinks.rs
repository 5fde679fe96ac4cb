//! Permalinks never break.

use std::fs;

use axum::http::StatusCode;
use pacta::ingest::bundled;

use crate::site::{Site, repository};

const ARTICLE: &str = "iran-russia-2025";

/// Every permalink still answers with its words.
async fn still_hold(site: &Site, issued: &[(String, String)]) {
    for (id, text) in issued {
        let page = site.json(&format!("/c/{id}.json")).await;
        assert_eq!(page["clause"]["text"].as_str(), Some(text.as_str()));
    }
}

#[tokio::test]
async fn links_hold_after_a_restart_and_without_the_index() {
    let site = Site::new().await;
    let issued = site.passages(ARTICLE).await;
    let site = site.restart().await;
    still_hold(&site, &issued).await;
    let folder = site.stop().await;
    fs::remove_dir_all(folder.path().join("index")).unwrap();
    let site = Site::open(folder).await;
    still_hold(&site, &issued).await;
    site.follow().await;
    assert_eq!(site.found("interbank").await.len(), 1);
}

#[tokio::test]
async fn links_hold_when_everything_is_deleted_and_taken_up_again() {
    let issued = Site::new().await.passages(ARTICLE).await;
    // In another order, beside another source.
    let site = Site::empty().await;
    site.ingest_text("other", "A title\nAnother source speaks of trade.").await;
    site.ingest(bundled().into_iter().rev().collect()).await;
    assert_eq!(site.passages(ARTICLE).await, issued);
    still_hold(&site, &issued).await;
}

#[tokio::test]
async fn links_hold_when_a_paragraph_is_inserted() {
    let site = Site::empty().await;
    let article = fs::read_to_string(repository("data/sources/iran-russia-2025.txt")).unwrap();
    site.ingest_text(ARTICLE, &article).await;
    let issued = site.passages(ARTICLE).await;
    let (first, rest) = article.split_once("\nAccording").unwrap();
    let edited = format!("{first}\nA paragraph on fisheries was added here.\nAccording{rest}");
    let report = site.ingest_text(ARTICLE, &edited).await;
    let put = report.inputs[0].put.as_ref().unwrap();
    assert_eq!((put.new, put.kept, put.superseded), (1, 19, 0));
    still_hold(&site, &issued).await;
    // The place has moved on; the wording has not.
    let moved = site.get("/sources/iran-russia-2025/p2.s1").await;
    assert_eq!(moved.status, StatusCode::FOUND);
    assert_ne!(moved.header("location"), format!("/c/{}", issued[2].0));
    assert_eq!(site.found("fisheries").await.len(), 1);
}

#[tokio::test]
async fn a_wording_that_vanished_keeps_its_page_and_says_so() {
    let site = Site::empty().await;
    site.ingest_text("s", "Title\nIran and Russia signed. The pact covers energy.").await;
    let issued = site.passages("s").await;
    site.ingest_text("s", "Title\nIran and Russia signed. The pact covers trade.").await;
    still_hold(&site, &issued).await;
    let gone = site.page(&format!("/c/{}", issued[1].0)).await;
    assert!(gone.contains("These words were replaced in version 2"));
    assert!(site.found("energy").await.is_empty());
    assert_eq!(site.found("trade").await.len(), 1);
    // And back again: the same words, the same link.
    site.ingest_text("s", "Title\nIran and Russia signed. The pact covers energy.").await;
    assert_eq!(site.passages("s").await, issued);
    assert_eq!(site.json(&format!("/c/{}.json", issued[1].0)).await["clause"]["status"], "current");
}

#[tokio::test]
async fn a_text_with_its_treatys_title_is_not_named_twice_on_the_way_to_a_passage() {
    let site = Site::empty().await;
    let text = "Treaty of Amity\nArticle 1\nThe Parties meet.\nArticle 2\nThey part.\nArticle 3\nThis Treaty ends.";
    site.ingest_text("amity", text).await;
    let (id, _) = site.passages("amity").await.swap_remove(0);
    let page = site.page(&format!("/c/{id}")).await;
    assert!(
        page.contains(">Treaty of Amity</a></li><li><a href=\"/sources/amity\">Text held</a></li>"),
        "{page}"
    );
}

#[tokio::test]
async fn an_id_is_read_as_people_write_it() {
    let site = Site::new().await;
    let (id, _) = site.passages(ARTICLE).await.swap_remove(0);
    let written = format!("{}-{}-{}", &id[..4], &id[4..8], &id[8..]).to_uppercase();
    let answer = site.get(&format!("/c/{written}")).await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::PERMANENT_REDIRECT, format!("/c/{id}").as_str())
    );
    for typed in ["P1.S1", "1.1", "para%201%20sentence%201"] {
        let place = site.get(&format!("/sources/iran-russia-2025/{typed}")).await;
        assert_eq!(
            (place.status, place.header("location")),
            (StatusCode::FOUND, format!("/c/{id}").as_str()),
            "{typed}"
        );
    }
}

#[tokio::test]
async fn the_same_input_again_changes_nothing_and_says_so() {
    let site = Site::new().await;
    let before = site.store.position().await.unwrap();
    let report = site.ingest(bundled()).await;
    assert!(report.inputs.iter().all(|i| i.put.as_ref().unwrap().unchanged));
    assert_eq!(site.store.position().await.unwrap(), before);
}

#[tokio::test]
async fn of_two_inputs_with_one_slug_the_second_is_refused() {
    let site = Site::empty().await;
    let mut twice = bundled();
    twice.push(twice[0].clone());
    let report = site.ingest(twice).await;
    assert_eq!(report.inputs.iter().filter(|i| i.error.is_some()).count(), 1);
    assert!(report.inputs[2].error.as_ref().unwrap().contains("iran-russia-2025.txt"));
    assert_eq!(site.passages(ARTICLE).await.len(), 19);
}

#[tokio::test]
async fn ids_are_the_same_in_any_order_and_beside_any_other_sources() {
    let texts = ["iran-russia-2025.txt", "iran-russia-2025-chronology.md"]
        .map(|name| fs::read_to_string(repository(&format!("data/sources/{name}"))).unwrap());
    let sources = [("a", &texts[0]), ("b", &texts[1]), ("c", &texts[0]), ("d", &texts[1])];
    let mut told = Vec::new();
    for order in [&[0, 1, 2, 3][..], &[3, 1, 0, 2], &[0], &[2, 0]] {
        let site = Site::empty().await;
        for i in order {
            let (slug, text) = sources[*i];
            site.ingest_text(slug, text).await;
        }
        told.push(site.passages("a").await);
    }
    assert!(told[0].len() == 19 && told.iter().all(|ids| *ids == told[0]));
    // The same words in another source are another's words.
    let site = Site::empty().await;
    site.ingest_text("c", sources[2].1).await;
    assert!(site.passages("c").await.iter().all(|(id, _)| told[0].iter().all(|(i, _)| i != id)));
}
