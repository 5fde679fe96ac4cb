//! The list of sources: what each is, what is not stated about it, and how the list is narrowed.

use pacta::{model::SourceType, read::Metadata};
use serde_json::Value;

use crate::site::{Site, input};

fn slugs(page: &Value) -> Vec<&str> {
    page["sources"].as_array().unwrap().iter().map(|s| s["slug"].as_str().unwrap()).collect()
}

fn about(treaty: &str, kind: SourceType) -> Metadata {
    Metadata { treaty: Some(treaty.parse().unwrap()), r#type: Some(kind), ..Metadata::default() }
}

#[tokio::test]
async fn sources_are_narrowed_by_treaty_and_type_with_counts() {
    let site = Site::empty().await;
    let said = "Entry\nThe treaty entered into force on 3 March 2020.";
    for (slug, treaty, kind) in [
        ("paper", "grid", SourceType::Report),
        ("ministry", "grid", SourceType::Official),
        ("weekly", "visa", SourceType::Report),
    ] {
        site.ingest_stated(slug, said, about(treaty, kind)).await;
    }
    for (query, of) in [
        ("", vec!["weekly", "ministry", "paper"]),
        ("type=report", vec!["weekly", "paper"]),
        ("treaty=grid", vec!["ministry", "paper"]),
        ("treaty=grid&type=report", vec!["paper"]),
        ("treaty=visa&type=official", vec![]),
    ] {
        assert_eq!(slugs(&site.json(&format!("/sources.json?{query}")).await), of, "{query}");
    }
    let page = site.page("/sources").await;
    assert!(page.contains("href=\"/sources?type=report\">Reports</a> <span class=\"count\">2"));
    assert!(
        site.page("/sources?treaty=visa&type=official").await.contains("No such source is held.")
    );
    for (query, parameter) in
        [("type=rumour", "type"), ("treaty=nosuch", "treaty"), ("after=x", "after")]
    {
        let answer = site.get(&format!("/sources?{query}")).await;
        assert_eq!(answer.status, 400, "{query}");
        assert!(answer.body.contains(&format!("<code>{parameter}</code>")), "{query}");
    }
}

#[tokio::test]
async fn what_is_not_stated_about_a_source_is_told() {
    let site = Site::new().await;
    let page = site.json("/sources.json").await;
    let missing = |slug: &str| {
        let sources = page["sources"].as_array().unwrap();
        sources.iter().find(|s| s["slug"] == slug).unwrap()["missing"].clone()
    };
    let all = serde_json::json!(["publisher", "date", "address", "licence"]);
    assert_eq!(missing("iran-russia-2025"), all);
    assert_eq!(missing("iran-russia-2025-chronology"), serde_json::json!(["address"]));
    let shown = site.page("/sources").await;
    assert!(shown.contains("Not stated: publisher, date, address, licence"));
}

#[tokio::test]
async fn a_long_list_of_sources_is_paged_without_a_gap() {
    let site = Site::empty().await;
    let inputs = (0..100).map(|n| {
        let text = format!("Entry {n}\nThe treaty entered into force on 3 March 2020.");
        Ok(input(&format!("s{n}"), &text, about("grid", SourceType::Report)))
    });
    site.store_only(inputs.collect()).await;
    let first = site.json("/sources.json?type=report").await;
    let next = first["next"].as_str().unwrap().replacen("/sources", "/sources.json", 1);
    let second = site.json(&next).await;
    let mut seen = [slugs(&first), slugs(&second)].concat();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!((seen.len(), &second["next"]), (100, &Value::Null));
    assert!(site.page("/sources").await.len() < 60 * 1024);
}
