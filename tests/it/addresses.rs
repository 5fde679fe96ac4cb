//! Places as people type them lead to the clause, in the address and in the search box; none is a
//! dead end.

use axum::http::StatusCode;
use pacta::model::{ClauseRecord, SourceType};
use serde_json::Value;

use crate::site::{Site, encoded};

/// Ways in which people write a place.
fn ways(clause: &ClauseRecord) -> Vec<String> {
    let words = clause.locator.words();
    let eid = clause.locator.to_string();
    let mut ways = vec![
        words.to_lowercase(),
        words.to_uppercase(),
        words.replace(", ", " "),
        eid.to_uppercase(),
        words.clone(),
        eid,
    ];
    if clause.r#type == SourceType::Text {
        for (word, short) in
            [("Article", "art"), ("Article", "Art."), ("Article ", "art-"), ("Annex", "annexe")]
        {
            ways.push(words.replace(word, short));
        }
        if let Some(number) = words.strip_prefix("Article ").filter(|n| n.ends_with(')')) {
            ways.push(number.to_owned());
            ways.push(format!("art {}", number.replace(['(', ')'], " ")));
        }
    } else {
        let short = words.replace("paragraph ", "para ").replace("sentence", "sent");
        ways.extend([
            short,
            clause.locator.as_str().replace(".s", " s"),
            clause.locator.as_str().replace(['p', 's'], ""),
        ]);
    }
    ways
}

#[tokio::test]
async fn every_place_of_the_fixtures_is_reached_however_it_is_typed() {
    let (site, clauses) = Site::fixtures().await;
    for clause in &clauses {
        for typed in ways(clause) {
            let answer = site.get(&format!("/sources/{}/{}", clause.source, encoded(&typed))).await;
            assert_eq!(
                (answer.status, answer.header("location")),
                (StatusCode::FOUND, format!("/c/{}", clause.id).as_str()),
                "{typed} in {}",
                clause.source
            );
        }
    }
}

#[tokio::test]
async fn a_place_that_is_not_there_is_told_with_the_nearest_that_is() {
    let (site, _) = Site::fixtures().await;
    let text = "/sources/iceland-cabo-verde-fisheries";
    for (typed, near) in [
        ("art_3__para_9", Some(format!("href=\"{text}/art_3\">Article 3<"))),
        ("3(2)(z)", Some(format!("href=\"{text}/art_3__para_2\">Article 3(2)<"))),
        ("article 99", None),
        ("nonsense", None),
        ("annex 1 para 9", Some(format!("href=\"{text}/annex_1\">Annex 1<"))),
    ] {
        let answer = site.get(&format!("{text}/{}", encoded(typed))).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{typed}");
        assert!(near.is_none_or(|near| answer.body.contains(&near)), "{typed}: {}", answer.body);
        assert!(answer.body.contains(&format!("href=\"{text}\"")), "{typed}");
    }
    let report = site.get("/sources/aachen/p2.s99").await;
    assert!(
        report.body.contains("href=\"/sources/aachen/p2.s1\">paragraph 2, sentence 1<"),
        "{}",
        report.body
    );
    for way in ["art_3", "art_3__para_2", "annex_1"] {
        assert_eq!(site.get(&format!("{text}/{way}")).await.status, StatusCode::FOUND, "{way}");
    }
}

async fn recognised(site: &Site, q: &str) -> Vec<(String, String)> {
    let page = site.json(&format!("/search.json?q={}", encoded(q))).await;
    let found = page["recognised"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    found.map(|r| (text(&r["label"]), text(&r["href"]))).collect()
}

#[tokio::test]
async fn what_is_typed_or_pasted_into_the_search_box_is_recognised_and_nobody_is_sent_away() {
    let (site, clauses) = Site::fixtures().await;
    let at = |source: &str, locator: &str| {
        let clause =
            clauses.iter().find(|c| c.source.as_str() == source && c.locator.as_str() == locator);
        clause.unwrap()
    };
    let fisheries = at("iceland-cabo-verde-fisheries", "art_3__para_2");
    let id = fisheries.id.to_string();
    let href = format!("/c/{id}");
    for q in [
        "iceland cabo verde article 3(2)".to_owned(),
        "art 3 para 2 iceland cape-verde fisheries".to_owned(),
        "Article 3(2) of the Agreement between Iceland and Cabo Verde".to_owned(),
        "3(2) iceland-cabo-verde-fisheries".to_owned(),
        id.clone(),
        id.to_uppercase(),
        format!("https://pacta.example/c/{id}"),
        format!("https://pacta.example/c/{id}.json?q=words"),
        "http://127.0.0.1:8080/sources/iceland-cabo-verde-fisheries/art_3__para_2".to_owned(),
    ] {
        let found = recognised(&site, &q).await;
        assert_eq!(found.first().map(|(_, href)| href), Some(&href), "{q}: {found:?}");
        assert!(found[0].0.starts_with("Article 3(2) of "), "{found:?}");
    }
    let report = at("aachen", "p2.s1");
    for q in ["p2.s1 aachen", "aachen paragraph 2, sentence 1"] {
        let found = recognised(&site, q).await;
        assert_eq!(
            found.first().map(|(_, href)| href.clone()),
            Some(format!("/c/{}", report.id)),
            "{q}"
        );
        assert!(found[0].0.ends_with(" (a report)"), "{found:?}");
    }
    let quoted = recognised(&site, &format!("“{}”", fisheries.text)).await;
    assert!(quoted[0].1.starts_with(&format!("{href}?q=2.+A+vessel+admitted")), "{quoted:?}");
    for q in [
        "energy",
        "treaty 2025",
        "in 2019",
        "partnership",
        "000000000000",
        "art 99 iceland",
        "article",
        "",
    ] {
        assert_eq!(recognised(&site, q).await, [], "{q}");
    }
    let treaty = format!("/treaties/{}", fisheries.treaty);
    for q in ["iceland cabo verde", "agreement between Cabo Verde and Iceland"] {
        let found = recognised(&site, q).await;
        assert_eq!(found.first().map(|(_, href)| href), Some(&treaty), "{q}: {found:?}");
        assert!(found[0].0.starts_with("Treaty: "), "{found:?}");
    }
    // A treaty hardly ever names itself: what is looked for beside its name is looked for in it.
    let found = recognised(&site, "vessel in iceland cabo verde").await;
    let within = format!("/search?q=vessel+treaty%3A{}", fisheries.treaty);
    assert!(found[0].0.starts_with("“vessel” within "), "{found:?}");
    assert_eq!(found[0].1, within);
    // A country that no passage names beside the other words.
    assert_eq!(
        recognised(&site, "Iceland").await,
        [("Party: Iceland".to_owned(), "/parties/iceland".to_owned())]
    );
    let page = site.page(&format!("/search?q={}", encoded("iceland article 3(2)"))).await;
    assert!(page.contains(&format!("<p class=\"recognised\"><a href=\"{href}\">Article 3(2) of ")));
    let long = format!("/search?q={}", encoded(&"many words ".repeat(20)));
    let refused = site.get(&long).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.body.contains("/verify?quote=many+words"));
}
