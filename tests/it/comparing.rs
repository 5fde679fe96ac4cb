//! Two passages beside each other: what both have, what only one has, and their words.

use axum::http::StatusCode;
use pacta::{annotate::Codebook, model::Slug};
use serde_json::Value;

use crate::site::Site;

const FIRST: &str = "A pact on gas\n\nIran and Russia signed the treaty on gas pipelines in Moscow on 17 January 2025.";
const SECOND: &str = "A pact on trade\n\nIran and Russia signed the treaty on trade & <b>tariffs</b> in Moscow on 16 January 2025.";

/// A site with two reports of one passage each, and the ids.
async fn two() -> (Site, String, String) {
    let site = Site::empty().await;
    site.ingest_text("first", FIRST).await;
    site.ingest_text("second", SECOND).await;
    let (first, _) = site.passages("first").await.swap_remove(0);
    let (second, _) = site.passages("second").await.swap_remove(0);
    (site, first, second)
}

fn labels(page: &Value, row: &str, of: &str) -> Vec<String> {
    let rows = page["rows"].as_array().unwrap();
    let Some(row) = rows.iter().find(|r| r["name"] == row) else { return Vec::new() };
    let label = |v: &Value| v["label"].as_str().unwrap().to_owned();
    row[of].as_array().unwrap().iter().map(label).collect()
}

#[tokio::test]
async fn what_both_passages_have_is_told_apart_from_what_only_one_has() {
    let (site, first, second) = two().await;
    let page = site.json(&format!("/compare.json?c={first},{second}")).await;
    assert_eq!(labels(&page, "Parties", "both"), ["Iran", "Russia"]);
    assert_eq!(labels(&page, "Dates", "first"), ["17 January 2025 (signature)"]);
    assert_eq!(labels(&page, "Dates", "second"), ["16 January 2025 (signature)"]);
    assert_eq!(labels(&page, "Places", "both"), ["Moscow"]);
    assert_eq!(labels(&page, "Subjects", "first"), ["Energy"]);
    assert!(labels(&page, "Subjects", "second").contains(&"Trade and customs".to_owned()));
    assert_eq!(labels(&page, "Source", "first"), ["A pact on gas"]);
    let claims = |of| labels(&page, "Claims", of);
    assert!(claims("first").contains(&"Date of signature: 17 January 2025".to_owned()));
    assert!(claims("second").contains(&"Date of signature: 16 January 2025".to_owned()));

    // Exchanged, only the sides change.
    let swapped = site.json(&format!("/compare.json?c={second},{first}")).await;
    for row in page["rows"].as_array().unwrap() {
        let name = row["name"].as_str().unwrap();
        assert_eq!(labels(&page, name, "first"), labels(&swapped, name, "second"), "{name}");
        let both = |page| {
            let mut both = labels(page, name, "both");
            both.sort();
            both
        };
        assert_eq!(both(&page), both(&swapped), "{name}");
    }
}

#[tokio::test]
async fn the_words_of_both_are_whole_and_what_differs_is_named_for_those_who_cannot_see_it() {
    let (site, first, second) = two().await;
    let page = site.json(&format!("/compare.json?c={first},{second}")).await;
    let wording = &page["wording"];
    for (n, without) in [(0, "added"), (1, "removed")] {
        let edits = wording["difference"].as_array().unwrap();
        let words: String = edits
            .iter()
            .filter(|e| e["edit"] != without)
            .map(|e| e["text"].as_str().unwrap())
            .collect();
        let bare = |text: &str| text.replace(char::is_whitespace, "");
        assert_eq!(bare(&words), bare(page["passages"][n]["text"].as_str().unwrap()));
    }
    let count = |name: &str| wording[name].as_u64().unwrap();
    assert_eq!((count("same"), count("first"), count("second")), (12, 15, 17), "{wording}");
    let page = site.page(&format!("/compare?c={first},{second}")).await;
    assert!(page.contains(
        "<del><span class=\"unseen\" lang=\"en\">only in the first: </span>17<span class=\"unseen\" lang=\"en\">, end</span></del>"
    ));
    assert!(!page.contains("<b>tariffs"));
    assert!(page.contains(&format!("href=\"/compare?c={second},{first}\"")));
}

#[tokio::test]
async fn a_passages_page_leads_to_comparing_and_the_other_is_pasted() {
    let (site, first, second) = two().await;
    let clause = site.page(&format!("/c/{first}")).await;
    assert!(clause.contains(&format!("href=\"/compare?c={first}\"")));
    let page = site.page(&format!("/compare?c={first}")).await;
    assert!(page.contains(&format!("<input type=\"hidden\" name=\"c\" value=\"{first}\">")));
    for pasted in [&second, &format!("https://pacta.example/c/{second}"), &second.to_uppercase()] {
        let pasted = crate::site::encoded(pasted);
        let answer = site.get(&format!("/compare?c={first}&with={pasted}")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.header("location"), format!("/compare?c={first},{second}"));
    }
}

#[tokio::test]
async fn a_single_passage_is_offered_those_of_other_sources_on_its_subject() {
    let (site, first, second) = two().await;
    let page = site.json(&format!("/compare.json?c={first}")).await;
    assert!(page["others"].is_null(), "trade is another subject than energy: {page}");
    let third =
        "A talk on gas\n\nIran and Russia spoke of gas pipelines.\n\nThey spoke of the weather.";
    site.ingest_text("third", third).await;
    let (third, _) = site.passages("third").await.swap_remove(0);
    let page = site.page(&format!("/compare?c={first}")).await;
    assert!(page.contains(&format!("href=\"/compare?c={first},{third}\"")), "{page}");
    assert!(
        page.contains("“Iran and Russia spoke of gas pipelines.”") && !page.contains("weather")
    );
    let both = site.page(&format!("/compare?c={first},{second}")).await;
    assert!(!both.contains("Compare with this"));
}

#[tokio::test]
async fn a_passage_on_every_subject_is_offered_others_too() {
    let site = Site::empty().await;
    let domains = Codebook::built_in().unwrap().domains;
    let terms = domains.iter().filter_map(|d| d.terms.iter().find(|t| !t.contains('*')));
    let all = terms.map(String::as_str).collect::<Vec<_>>().join("; ");
    site.ingest_text("all", &format!("Subjects\n\nThey spoke of {all}.")).await;
    site.ingest_text("one", "A talk\n\nThe two countries spoke of friendship.").await;
    let (id, _) = site.passages("all").await.swap_remove(0);
    let (other, _) = site.passages("one").await.swap_remove(0);
    let passage = site.json(&format!("/c/{id}.json")).await;
    assert!(passage["domains"].as_array().unwrap().len() > 30, "more than a query can name");
    let page = site.page(&format!("/compare?c={id}")).await;
    assert!(page.contains(&format!("href=\"/compare?c={id},{other}\"")), "{page}");
}

#[tokio::test]
async fn passages_that_cannot_be_compared_are_told() {
    let (site, first, second) = two().await;
    let none = "0000-0000-0000";
    let page = site.page(&format!("/compare?c={first},{none}")).await;
    assert!(page.contains("has the id 000000000000"));
    for (query, status, says) in [
        (format!("c={none}"), StatusCode::NOT_FOUND, "000000000000"),
        (format!("c={first},{second},{none}"), StatusCode::BAD_REQUEST, "3 passages"),
        ("c=nonsense".to_owned(), StatusCode::BAD_REQUEST, ">nonsense</textarea>"),
    ] {
        let answer = site.get(&format!("/compare?{query}")).await;
        assert_eq!(answer.status, status, "{query}");
        assert!(answer.body.contains(says), "{query}: {}", answer.body);
    }
    let source: Slug = "second".parse().unwrap();
    site.store.retract(&source, "made up").await.unwrap();
    let page = site.page(&format!("/compare?c={first},{second}")).await;
    assert!(page.contains(&format!("has the id {second}")) && !page.contains("tariffs"));
    assert_eq!(site.get(&format!("/compare?c={second}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.get("/compare").await.status, StatusCode::OK);
}

#[tokio::test]
async fn words_of_different_languages_are_not_compared() {
    let (site, first, _) = two().await;
    site.ingest_text("russian", "Пакт\n\nИран и Россия подписали договор 17 января 2025 года.")
        .await;
    let (russian, _) = site.passages("russian").await.swap_remove(0);
    let page = site.json(&format!("/compare.json?c={first},{russian}")).await;
    assert_eq!(page["wording"], Value::Null);
    assert_eq!(labels(&page, "Language", "second"), ["Russian"]);
    assert!(
        site.page(&format!("/compare?c={first},{russian}")).await.contains("different languages")
    );
}
