//! What became of words, names and sources, as readers see it.

use axum::http::StatusCode;
use pacta::{read::Metadata, store::Facet};

use crate::site::Site;

const FIRST: &str =
    "Title\nIran and Russia signed. The pact covers energy & transport. It runs on.";
const SECOND: &str =
    "Title\nIran and Russia signed. The pact covers trade & transport. It runs on.";
const THIRD: &str = "Title\nIran and Russia signed. The pact covers trade & sport. It runs on.";

/// A site with three versions of one source; with the ids of its middle sentence in each.
async fn edited() -> (Site, [String; 3]) {
    let site = Site::empty().await;
    let mut ids = Vec::new();
    for text in [FIRST, SECOND, THIRD] {
        site.ingest_text("s", text).await;
        ids.push(site.passages("s").await.swap_remove(1).0);
    }
    (site, ids.try_into().unwrap())
}

fn slug(text: &str) -> pacta::model::Slug {
    text.parse().unwrap()
}

#[tokio::test]
async fn lost_words_lead_to_what_stands_now_with_the_difference() {
    let (site, [first, second, third]) = edited().await;
    let page = site.page(&format!("/c/{first}")).await;
    assert!(page.contains("replaced in version 2, and again since. What stands now"), "{page}");
    assert!(page.contains(&format!("href=\"/c/{third}\"")));
    assert!(
        page.contains(
            "covers <del>energy</del> <ins>trade</ins> &#38; <del>transport</del> <ins>sport</ins>."
        ),
        "{page}"
    );
    assert!(page.contains("In version 1 of 3"));
    let page = site.page(&format!("/c/{second}")).await;
    assert!(page.contains("replaced in version 3 by"), "{page}");
    assert!(page.contains("Earlier wording") && page.contains(&format!("href=\"/c/{first}\"")));
    let page = site.page(&format!("/c/{third}")).await;
    assert!(page.contains("Earlier wording") && !page.contains("replaced in version"));

    let data = site.json(&format!("/c/{first}.json")).await;
    assert_eq!(data["clause"]["successor"], second.as_str());
    assert_eq!(data["wordings"]["later"]["id"], third.as_str());
    assert_eq!(data["wordings"]["replaced_in"], 2);
    let data = site.json(&format!("/c/{third}.json")).await;
    assert_eq!(data["clause"]["predecessors"], serde_json::json!([second]));
    assert!(data["clause"].get("successor").is_none());
}

#[tokio::test]
async fn whoever_cites_words_that_were_replaced_is_told() {
    let (site, [first, _, third]) = edited().await;
    let gone =
        "You are citing words that the source no longer has: version 1 was the last with them.";
    let data = site.json(&format!("/c/{first}.json")).await;
    assert_eq!(data["citation"]["notices"][0], gone);
    let data = site.json(&format!("/c/{third}.json")).await;
    assert!(!data["citation"]["notices"].to_string().contains("no longer"), "{data}");
    // In an author-date style both passages have one entry.
    for style in ["oscola", "apa"] {
        let data = site.json(&format!("/cite.json?c={third},{first}&style={style}")).await;
        assert!(data.to_string().contains(gone), "{style}: {data}");
        let passages = data["entries"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|e| e["passages"].as_array().unwrap());
        let replaced: Vec<_> =
            passages.map(|p| (p["id"] == *first, p["status"] == "superseded")).collect();
        assert_eq!(replaced, [(false, false), (true, true)], "{style}: {data}");
    }
}

#[tokio::test]
async fn versions_are_listed_and_each_shows_what_it_changed() {
    let (site, [first, second, third]) = edited().await;
    assert!(site.page("/sources/s").await.contains("href=\"/sources/s/versions\""));
    let list = site.json("/sources/s/versions.json").await;
    let versions = list["versions"].as_array().unwrap();
    assert_eq!(versions.len(), 3);
    for key in ["number", "added", "revision", "clauses", "new", "kept", "lost", "href"] {
        assert!(!versions[0][key].is_null(), "{key}");
    }
    assert_eq!((&versions[0]["number"], &versions[0]["new"]), (&3.into(), &1.into()));
    assert!(site.page("/sources/s/versions").await.contains("href=\"/sources/s/versions/2\""));

    let page = site.page("/sources/s/versions/2").await;
    assert!(page.contains("Replaced") && page.contains("<del>energy</del>"), "{page}");
    assert!(page.contains(&first) && page.contains(&second) && !page.contains(&third));
    let data = site.json("/sources/s/versions/3.json").await;
    assert_eq!((&data["total"], &data["changes"][0]["change"]), (&1.into(), &"replaced".into()));
    assert_eq!(data["changes"][0]["before"]["id"], second.as_str());
    assert_eq!(data["changes"][0]["after"]["id"], third.as_str());
    assert_eq!(site.json("/sources/s/versions/1.json").await["total"], 3);
    // Nothing was there before the first: all of it is plain text.
    let page = site.page("/sources/s/versions/1").await;
    assert!(
        page.contains("3 passages, in the order")
            && page.contains("covers energy &#38; transport.")
    );
    for mark in ["<ins>", "<del>", "Added", "Underlined"] {
        assert!(!page.contains(mark), "{mark}");
    }
    for nothing in ["0", "4", "01", "x", "99999999999"] {
        let answer = site.get(&format!("/sources/s/versions/{nothing}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{nothing}");
    }
    assert_eq!(site.get("/sources/s/versions/1?from=x").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_version_that_changes_thousands_of_passages_is_shown_page_by_page() {
    let site = Site::empty().await;
    let text = |word: &str| {
        let lines: Vec<String> = (0..3000).map(|n| format!("They {word} matter{n}.")).collect();
        format!("A long talk\n{}", lines.join("\n"))
    };
    site.ingest_text("long", &text("discussed")).await;
    site.ingest_text("long", &text("settled")).await;
    let (mut seen, mut next) = (0, Some("/sources/long/versions/2".to_owned()));
    while let Some(path) = next {
        let (path, query) = path.split_once('?').unwrap_or((&path, ""));
        let page = site.json(&format!("{path}.json?{query}")).await;
        assert_eq!(page["total"], 3000);
        let changes = page["changes"].as_array().unwrap();
        assert!(changes.iter().all(|c| c["change"] == "replaced"));
        seen += changes.len();
        next = page["next"].as_str().map(str::to_owned);
    }
    assert_eq!(seen, 3000);
}

#[tokio::test]
async fn hostile_words_are_shown_as_text_in_differences_and_reasons() {
    let site = Site::empty().await;
    site.ingest_text("s", "Title\nThe <b>pact</b> covers <script>alert(1)</script> energy.").await;
    let (id, _) = site.passages("s").await.swap_remove(0);
    site.ingest_text("s", "Title\nThe <b>pact</b> covers <script>alert(2)</script> energy.").await;
    for path in ["/sources/s/versions/2".to_owned(), format!("/c/{id}")] {
        let page = site.page(&path).await;
        assert!(!page.contains("<script>alert") && !page.contains("<b>pact"), "{path}");
    }
    site.store.retract(&slug("s"), "<script>alert(3)</script>").await.unwrap();
    let gone = site.get(&format!("/c/{id}")).await;
    assert!(!gone.body.contains("<script>alert"));
}

#[tokio::test]
async fn a_retracted_source_answers_410_with_when_and_why_but_not_with_its_words() {
    let (site, ids) = edited().await;
    site.ingest_text("other", "Another title\nAnother source speaks of trade.").await;
    site.store.retract(&slug("s"), "The agency withdrew it.").await.unwrap();
    site.follow().await;
    let mut paths = vec![
        "/sources/s".to_owned(),
        "/sources/s/p1.s1".to_owned(),
        "/sources/s/versions".to_owned(),
        "/sources/s/versions/1".to_owned(),
    ];
    paths.extend(ids.iter().map(|id| format!("/c/{id}")));
    for path in &paths {
        let page = site.get(path).await;
        assert_eq!(page.status, StatusCode::GONE, "{path}");
        assert!(page.body.contains("The agency withdrew it."), "{path}");
        assert!(page.body.contains("Title") && page.body.contains("Ways onward"), "{path}");
        assert!(!page.body.contains("transport") && !page.body.contains("sport"), "{path}");
        let data = site.get(&format!("{path}.json")).await;
        assert_eq!(data.status, StatusCode::GONE, "{path}");
        assert_eq!(data.header("content-type"), "application/problem+json");
        let data: serde_json::Value = serde_json::from_str(&data.body).unwrap();
        assert_eq!(data["tombstone"]["reason"], "The agency withdrew it.");
        assert_eq!(data["tombstone"]["retracted"].as_str().unwrap().len(), 10);
    }
    assert_eq!(site.found("trade").await, ["Another source speaks of trade."]);
    assert_eq!(site.json("/sources.json").await["sources"].as_array().unwrap().len(), 1);
    assert_eq!(site.json("/index.json").await["totals"]["clauses"], 1);
    assert_eq!(site.json("/treaties.json").await["treaties"].as_array().unwrap().len(), 1);
    // Of its treaty nothing is left: no way leads there, and its page says so.
    let gone = site.get("/sources/s").await;
    assert!(!gone.body.contains("href=\"/treaties/s\""), "{}", gone.body);
    let treaty = site.page("/treaties/s").await;
    assert!(treaty.contains("Pacta holds no source on this treaty any more."));
    for left in ["0 passages", "Pacta holds reports", "Brief to print", "Which articles are held"] {
        assert!(!treaty.contains(left), "{left}");
    }

    assert!(treaty.contains("href=\"/sources/s\"") && treaty.contains("The agency withdrew it."));

    // Taking up the file again does not undo it, and says what does.
    let report = site.ingest_text("s", THIRD).await;
    let error = report.inputs[0].error.clone().unwrap();
    assert!(error.contains("The agency withdrew it.") && error.contains("pacta reinstate s"));
    assert_eq!(site.get(&format!("/c/{}", ids[2])).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn a_treaty_whose_sources_are_on_another_now_leads_there() {
    let site = Site::empty().await;
    let on = |treaty: &str| Metadata { treaty: treaty.parse().ok(), ..Metadata::default() };
    site.ingest_stated("s", FIRST, on("before")).await;
    site.store.rename(Facet::Treaty, &slug("before"), &slug("then")).await.unwrap();
    site.ingest_stated("s", FIRST, on("now")).await;
    let treaty = site.page("/treaties/then").await;
    assert!(treaty.contains("Pacta holds no source on this treaty any more."));
    assert!(treaty.contains("Now on <a href=\"/treaties/now\">"), "{treaty}");
    let data = site.json("/treaties/then.json").await;
    assert_eq!(data["departed"][0]["treaty"]["href"], "/treaties/now");
    assert!(!site.page("/treaties/now").await.contains("Now on"));
}

#[tokio::test]
async fn old_names_of_sources_and_treaties_lead_on_for_ever() {
    let (site, [first, _, third]) = edited().await;
    for (old, new) in [("s", "t"), ("t", "u")] {
        site.store.rename(Facet::Source, &slug(old), &slug(new)).await.unwrap();
        site.store.rename(Facet::Treaty, &slug(old), &slug(new)).await.unwrap();
    }
    site.follow().await;
    for old in ["s", "t"] {
        for rest in
            ["", ".json", "/p1.s2", "/p1.s2.json", "/versions", "/versions/2.json", "?from=400"]
        {
            let answer = site.get(&format!("/sources/{old}{rest}")).await;
            assert_eq!(
                (answer.status, answer.header("location")),
                (StatusCode::MOVED_PERMANENTLY, format!("/sources/u{rest}").as_str())
            );
        }
        let answer = site.get(&format!("/treaties/{old}.json?a=b")).await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (StatusCode::MOVED_PERMANENTLY, "/treaties/u.json?a=b")
        );
    }
    assert_eq!(site.get("/sources/u/p1.s2").await.header("location"), format!("/c/{third}"));
    let data = site.json(&format!("/c/{first}.json")).await;
    assert_eq!((&data["clause"]["source"], &data["clause"]["treaty"]), (&"u".into(), &"u".into()));
    assert_eq!(site.json("/treaties/u.json").await["sources"][0]["href"], "/sources/u");
    let hits = site.json("/search.json?q=sport").await;
    assert_eq!(hits["groups"][0]["source"], "u");
    assert_eq!(site.json("/search.json?q=source:u").await["groups"][0]["source"], "u");
}

#[tokio::test]
async fn an_ingest_under_an_old_name_goes_on_with_the_source_that_had_it() {
    let (site, [first, _, third]) = edited().await;
    site.store.rename(Facet::Source, &slug("s"), &slug("t")).await.unwrap();
    let report = site.ingest_text("s", FIRST).await;
    let entry = &report.inputs[0];
    assert_eq!(entry.source, Some(slug("t")));
    assert!(entry.warnings.iter().any(|w| w.contains("'s' is named 't' now")), "{entry:?}");
    let put = entry.put.as_ref().unwrap();
    assert_eq!((put.new, put.kept, put.superseded), (1, 2, 1));
    assert_eq!(site.passages("t").await[1].0, first);
    // Under the new name too, and with nothing to do when there is nothing new.
    let report = site.ingest_text("t", THIRD).await;
    assert!(report.inputs[0].error.is_none(), "{report:?}");
    assert_eq!(site.passages("t").await[1].0, third);
    for name in ["s", "t"] {
        let report = site.ingest_text(name, THIRD).await;
        assert!(report.inputs[0].put.as_ref().unwrap().unchanged, "{name}");
    }
    assert_eq!(site.get("/sources/s").await.status, StatusCode::MOVED_PERMANENTLY);
}

#[tokio::test]
async fn an_old_name_of_a_treaty_still_names_it_for_new_sources() {
    let site = Site::empty().await;
    let stated = |treaty: &str| pacta::read::Metadata {
        treaty: Some(slug(treaty)),
        ..pacta::read::Metadata::default()
    };
    site.ingest_stated("a", "A title\nThe pact covers energy.", stated("pact")).await;
    site.store.rename(Facet::Treaty, &slug("pact"), &slug("the-pact")).await.unwrap();
    let report = site.ingest_stated("b", "B title\nThe pact covers trade.", stated("pact")).await;
    assert!(report.inputs[0].warnings[0].contains("'pact' is named 'the-pact' now"));
    let page = site.json("/treaties/the-pact.json").await;
    assert_eq!(page["sources"].as_array().unwrap().len(), 2);
    assert_eq!(site.json("/treaties.json").await["treaties"].as_array().unwrap().len(), 1);
}
