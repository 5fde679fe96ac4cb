//! The sitemap names every page that is to be found, with whole addresses.

use std::collections::BTreeSet;

use axum::http::StatusCode;

use crate::site::Site;

const BASE: &str = "https://pacta.example";

/// The addresses in a file of the sitemap, by their paths.
async fn addresses(site: &Site, path: &str) -> Vec<String> {
    let answer = site.get(path).await;
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (StatusCode::OK, "application/xml; charset=utf-8")
    );
    let parts = answer.body.split("<loc>").skip(1);
    parts
        .map(|p| p.split_once("</loc>").unwrap().0.strip_prefix(BASE).unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn every_treaty_source_and_current_clause_is_in_the_sitemap_once_and_answers() {
    let site = Site::new().await;
    let site = Site::open_at(site.stop().await, Some(BASE)).await;
    assert!(
        site.page("/robots.txt").await.contains("Sitemap: https://pacta.example/sitemap.xml\n")
    );
    let mut all = Vec::new();
    for file in addresses(&site, "/sitemap.xml").await {
        all.extend(addresses(&site, &file).await);
    }
    let unique: BTreeSet<&String> = all.iter().collect();
    assert_eq!(unique.len(), all.len());
    for (id, _) in site.passages("iran-russia-2025").await {
        assert!(all.contains(&format!("/c/{id}")), "{id}");
    }
    assert!(
        all.contains(&"/treaties/iran-russia-2025".to_owned())
            && all.contains(&"/sources/iran-russia-2025".to_owned())
    );
    let totals = site.store.totals().await.unwrap();
    let clauses = all.iter().filter(|path| path.starts_with("/c/")).count();
    assert_eq!(clauses as u64, totals.clauses);
    for path in &all {
        assert_eq!(site.get(path).await.status, StatusCode::OK, "{path}");
    }
    let first = site.page("/sitemap.xml?part=iran-russia-2025.0").await;
    assert!(first.contains("/sources/iran-russia-2025</loc><lastmod>20"), "{first}");
    assert_eq!(
        addresses(&site, "/sitemap.xml?part=iran-russia-2025.5").await.len(),
        15 + all.len() - all.iter().position(|p| p == "/sources/iran-russia-2025").unwrap() - 20
    );
    assert_eq!(site.get("/sitemap.xml?part=nonsense").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn without_a_public_address_there_is_no_sitemap_and_robots_names_none() {
    let site = Site::new().await;
    let answer = site.get("/sitemap.xml").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.body.contains("--base-url"));
    assert!(!site.page("/robots.txt").await.contains("Sitemap"));
}
