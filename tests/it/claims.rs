//! What reports are said to claim of their treaty, and what they call it, measured on fixtures.

use std::fs;

use crate::{
    annotations::measured_fixtures,
    site::{Site, repository},
};

/// Thresholds only go up. No rule was made with the articles of `aside-newest` in view.
#[tokio::test]
async fn a_report_claims_of_its_treaty_what_a_careful_reader_finds_in_it() {
    for (folder, precision, recall) in [
        ("articles", 0.99, 0.95),
        ("dates", 0.80, 0.82),
        ("later", 0.93, 0.90),
        ("newest", 0.99, 0.73),
        ("aside-newest", 0.66, 0.60),
    ] {
        let evaluation = measured_fixtures(folder).await;
        let score = evaluation.score("claims").unwrap();
        let (p, r) = (score.precision(), score.recall());
        assert!(p >= precision && r >= recall, "{folder}: precision {p}, recall {r}\n{evaluation}");
    }
}

/// The names are in `titles.tsv`: for each article the one that a librarian would choose, and others
/// that would do; none where the article only says "the deal". Numbers only get better.
#[tokio::test]
async fn a_treaty_is_called_by_its_name_or_by_none() {
    let site = Site::empty().await;
    let fixtures = repository("tests/fixtures");
    let (mut right, mut wrong) = (0, Vec::new());
    for row in fs::read_to_string(fixtures.join("titles.tsv")).unwrap().lines().skip(1) {
        let mut cells = row.split('\t');
        let (article, title) = (cells.next().unwrap(), cells.next().unwrap());
        let also = cells.next().unwrap_or_default().split(" | ");
        let names: Vec<&str> = [title].into_iter().chain(also).filter(|n| !n.is_empty()).collect();
        let text = ["articles", "dates", "later", "newest"]
            .iter()
            .find_map(|f| fs::read_to_string(fixtures.join(f).join(format!("{article}.txt"))).ok());
        let Some(text) = text else { continue };
        site.ingest_text(article, &text).await;
        let source = site.store.source(&article.parse().unwrap()).await.unwrap().unwrap().source;
        if source.treaty != source.slug {
            continue; // Another article has named its treaty.
        }
        let treaty = site.store.treaty(&source.treaty).await.unwrap().unwrap().treaty;
        let known = names.iter().any(|n| n.to_lowercase() == treaty.title.to_lowercase());
        if known || (names.is_empty() && !treaty.is_named()) {
            right += 1;
        } else if treaty.is_named() {
            wrong.push(treaty.title);
        }
    }
    assert!(right >= 54 && wrong.len() <= 3, "{right} right; wrong: {wrong:?}");
}
