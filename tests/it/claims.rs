//! What reports are said to claim of their treaty, measured on fixtures.

use crate::annotations::measured_fixtures;

/// Thresholds only go up. No rule was made with the articles of `aside-newest` and `aside-press` in view.
#[tokio::test]
async fn a_report_claims_of_its_treaty_what_a_careful_reader_finds_in_it() {
    for (folder, precision, recall) in [
        ("articles", 0.99, 0.95),
        ("dates", 0.80, 0.82),
        ("later", 0.93, 0.90),
        ("newest", 0.99, 0.73),
        ("aside-newest", 0.71, 0.65),
        ("press", 0.97, 0.84),
        ("aside-press", 0.57, 0.30),
    ] {
        let evaluation = measured_fixtures(folder).await;
        let score = evaluation.score("claims").unwrap();
        let (p, r) = (score.precision(), score.recall());
        assert!(p >= precision && r >= recall, "{folder}: precision {p}, recall {r}\n{evaluation}");
    }
}
