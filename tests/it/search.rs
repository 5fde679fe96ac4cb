//! Searching as readers do.

use axum::http::StatusCode;

use crate::site::Site;

#[tokio::test]
async fn a_word_finds_its_passage_and_is_marked() {
    let site = Site::new().await;
    assert_eq!(site.found("interbank").await.len(), 1);
    let page = site.page("/search?q=interbank").await;
    assert_eq!(page.matches("<mark>").count(), 1);
    assert!(page.contains("<mark>interbank</mark>"));
}

#[tokio::test]
async fn acronyms_spellings_and_phrases_find_theirs() {
    let site = Site::new().await;
    let article = |texts: &[String]| {
        texts.iter().filter(|t| t.contains("Shanghai Cooperation Organization")).count()
    };
    assert_eq!(article(&site.found("SCO").await), 1);
    assert_eq!(article(&site.found("\"Shanghai Cooperation Organisation\"").await), 1);
    let national = site.found("\"national currencies\"").await;
    assert_eq!(national.len(), 1);
    assert!(national[0].contains("utilization of national currencies"));
    assert!(site.found("\"currencies national\"").await.is_empty());
    let defence = site.found("defense").await;
    assert!(defence.len() >= 3 && defence.iter().all(|t| t.contains("defence")));
}

#[tokio::test]
async fn fields_narrow_to_what_was_read() {
    let site = Site::new().await;
    let duma = site.found("party:russia institution:state-duma").await;
    assert!(duma.iter().any(|t| t.starts_with("The Russian legislature’s ratification")));
    assert!(duma.iter().any(|t| t.starts_with("Both legislative bodies")));
    assert!(duma.iter().all(|t| t.contains("Duma") || t.contains("Both legislative")));
    let energy = site.found("domain:energy").await;
    assert_eq!(energy.len(), 3);
    assert_eq!(site.found("domain:energy kind:statement").await.len(), 1);
    assert_eq!(site.found("between:russia,iran").await.len(), site.found("").await.len().min(20));
    assert!(site.found("date:2025-05").await.iter().all(|t| t.contains("May 2025")));
    assert_eq!(site.found("terrorism OR interbank").await.len(), 3);
    assert!(site.found("defence -military").await.iter().all(|t| !t.contains("military")));
}

#[tokio::test]
async fn a_facet_link_narrows_and_can_be_undone() {
    let site = Site::new().await;
    let all = site.json("/search.json?q=treaty").await;
    let subject =
        all["facets"].as_array().unwrap().iter().find(|f| f["title"] == "Subject").unwrap();
    let value = &subject["values"][0];
    let narrowed = value["href"].as_str().unwrap().replace("/search?", "/search.json?");
    let page = site.json(&narrowed).await;
    assert_eq!(page["total"], value["count"]);
    assert!(page["total"].as_u64() < all["total"].as_u64());
    let undone =
        page["filters"][0]["without"].as_str().unwrap().replace("/search?", "/search.json?");
    assert_eq!(site.json(&undone).await["total"], all["total"]);
}

#[tokio::test]
async fn pages_follow_one_another_without_gap_or_repetition() {
    let site = Site::new().await;
    let mut seen = Vec::new();
    let mut next = Some("/search.json?q=&sort=document".to_owned());
    while let Some(path) = next {
        let page = site.json(&path).await;
        for group in page["groups"].as_array().unwrap() {
            seen.extend(group["clauses"].as_array().unwrap().iter().map(|c| c["id"].to_string()));
        }
        next = page["next"].as_str().map(|n| n.replace("/search?", "/search.json?"));
    }
    let count = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((seen.len(), count), (34, 34));
}

#[tokio::test]
async fn a_search_without_hits_offers_its_parts() {
    let site = Site::new().await;
    let page = site.page("/search?q=energy+unicorns").await;
    assert!(page.contains("without unicorns") && page.contains("href=\"/search?q=energy\""));
    let odd = site.get("/search?q=%28%28%28").await;
    assert_eq!(odd.status, StatusCode::OK);
    let field = site.page("/search?q=colour%3Ared").await;
    assert!(field.contains("class=\"notice\""), "an unknown field is told");
    assert!(
        site.page("/search?q=domain%3Anonsense").await.contains("No subject is called “nonsense”.")
    );
}

#[tokio::test]
async fn the_energy_page_lists_the_passages_on_energy_and_says_what_is_held() {
    let site = Site::new().await;
    let page = site.page("/domains/energy").await;
    assert!(page.contains(
        "3 passages are about energy, all from one report. Pacta does not hold this treaty’s text."
    ));
    for words in
        ["It sets out clear priorities", "Both legislative bodies", "From an economic perspective"]
    {
        assert!(page.contains(words), "{words}");
    }
    assert_eq!(page.matches("class=\"passage\"").count(), 3);
}
