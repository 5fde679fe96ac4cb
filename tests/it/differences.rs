//! Where sources differ, and where they do not.

use pacta::{model::SourceType, read::Metadata};

use crate::site::Site;

#[tokio::test]
async fn the_two_dates_of_signature_are_shown_with_who_says_so() {
    let site = Site::new().await;
    for path in ["/", "/treaties/iran-russia-2025", "/differences"] {
        let page = site.page(path).await;
        assert!(page.contains("Sources differ"), "{path}");
        for words in [
            "16 January 2025",
            "17 January 2025",
            "Reuters, 21 May 2025",
            "publisher not stated",
            "Originally signed in Moscow",
        ] {
            assert!(page.contains(words), "{path}: {words}");
        }
    }
}

#[tokio::test]
async fn dates_that_agree_are_no_difference() {
    let site = Site::new().await;
    let page = site.json("/differences.json").await;
    let labels: Vec<&str> = page["differences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| d["label"].as_str().unwrap())
        .collect();
    assert_eq!(labels, ["Date of signature", "Entry into force"]);
    let treaty = site.json("/treaties/iran-russia-2025.json").await;
    let facts = treaty["facts"].as_array().unwrap();
    let fact = |label: &str| facts.iter().find(|f| f["label"] == label).unwrap();
    // May 2025 and 21 May 2025 agree; both are told.
    let majlis = fact("Ratification: Islamic Consultative Assembly");
    assert_eq!(majlis["differs"], false);
    assert_eq!(majlis["values"].as_array().unwrap().len(), 2);
    assert_eq!(fact("Ratification: State Duma")["differs"], false);
    assert_eq!(fact("Duration")["values"][0]["value"], "20 years");
    assert_eq!(fact("Number of articles")["values"][0]["value"], "47 articles");
}

#[tokio::test]
async fn two_reports_of_one_treaty_found_one_treaty() {
    let site = Site::new().await;
    site.ingest_text(
        "third",
        "Treaty takes effect\nThe Comprehensive Strategic Partnership Treaty between Russia and Iran took effect on October 2, 2025.",
    )
    .await;
    let treaties = site.json("/treaties.json").await;
    assert_eq!(treaties["treaties"].as_array().unwrap().len(), 1);
    site.ingest_text(
        "other",
        "Visa deal\nThe Visa Waiver Agreement between Brazil and Japan was signed on 3 March 2020.",
    )
    .await;
    let treaties = site.json("/treaties.json").await;
    assert_eq!(treaties["treaties"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_clause_shows_who_contradicts_it() {
    let site = Site::new().await;
    let passages = site.passages("iran-russia-2025").await;
    let (id, _) = passages.iter().find(|(_, t)| t.starts_with("Originally signed")).unwrap();
    let page = site.page(&format!("/c/{id}")).await;
    assert!(page.contains("Sources differ") && page.contains("17 January 2025"));
    let (plain, _) = passages.iter().find(|(_, t)| t.starts_with("It sets out")).unwrap();
    assert!(!site.page(&format!("/c/{plain}")).await.contains("Sources differ"));
}

#[tokio::test]
async fn a_source_that_gives_two_values_does_not_differ_from_itself() {
    let site = Site::empty().await;
    let about = Metadata { treaty: Some("a-treaty".parse().unwrap()), ..Metadata::default() };
    let text = "Accession\nThe treaty entered into force on 3 March 2020. For islands the treaty entered into force on 4 May 2021.";
    site.ingest_stated("one", text, about.clone()).await;
    let differences =
        async || site.json("/differences.json").await["differences"].as_array().unwrap().len();
    assert_eq!(differences().await, 0);
    let other = "Entry\nThe treaty entered into force on 9 March 2020.";
    site.ingest_stated("two", other, about).await;
    assert_eq!(differences().await, 1);
}

#[tokio::test]
async fn what_stands_in_a_treatys_text_is_never_the_writers_comment() {
    let site = Site::empty().await;
    let text = "Treaty of Amity\nArticle 1\nThe Parties reflect on peace.\nArticle 2\nThis could be amended.\nArticle 3\nIt signals friendship between Brazil and Japan.";
    let report = site.ingest_text("amity", text).await;
    assert_eq!(report.inputs[0].conserved, Some(true));
    let page = site.page("/search?q=friendship").await;
    assert!(page.contains("Treaty text") && !page.contains("comment"));
    assert!(!site.page("/treaties/amity").await.contains("Have the text?"));
}

#[tokio::test]
async fn officials_are_heard_before_reports_and_nobody_is_left_out() {
    let site = Site::empty().await;
    let about = |kind| Metadata {
        treaty: Some("a-treaty".parse().unwrap()),
        r#type: Some(kind),
        ..Metadata::default()
    };
    let said = |day| format!("Entry\nThe treaty entered into force on {day} March 2020.");
    site.ingest_stated("paper", &said(3), about(SourceType::Report)).await;
    site.ingest_stated("ministry", &said(9), about(SourceType::Official)).await;
    let found = site.json("/differences.json").await;
    let values = found["differences"][0]["values"].as_array().unwrap();
    assert_eq!(values[0]["value"], "9 March 2020");
    assert_eq!(values[1]["value"], "3 March 2020");
}
