//! Where sources differ, and where they do not.

use pacta::{model::SourceType, read::Metadata};

use crate::site::Site;

#[tokio::test]
async fn the_two_dates_of_signature_are_shown_with_who_says_so() {
    let site = Site::new().await;
    for path in ["/", "/treaties/iran-russia-2025", "/differences"] {
        let page = site.page(path).await;
        assert!(page.to_lowercase().contains("sources differ"), "{path}");
        for words in ["16 January 2025", "17 January 2025"] {
            assert!(page.contains(words), "{path}: {words}");
        }
        // The front page leads on to who says so.
        let details =
            ["Reuters, 21 May 2025", "publisher not stated", "Originally signed in Moscow"];
        for words in details.into_iter().filter(|_| path != "/") {
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
async fn one_place_may_lie_in_another_and_two_are_no_difference() {
    let site = Site::empty().await;
    let about = || Metadata { treaty: Some("a-treaty".parse().unwrap()), ..Metadata::default() };
    for (name, place) in [("a", "in Moscow"), ("b", "at the Kremlin")] {
        let said = format!("Signing\nThe treaty was signed {place} on 17 January 2025.");
        site.ingest_stated(name, &said, about()).await;
    }
    let treaty = site.json("/treaties/a-treaty.json").await;
    let facts = treaty["facts"].as_array().unwrap();
    let place = facts.iter().find(|f| f["label"] == "Place of signature").unwrap();
    assert_eq!(place["values"].as_array().unwrap().len(), 2);
    assert_eq!(site.json("/differences.json").await["total"], 0);
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

#[tokio::test]
async fn who_gives_a_value_in_several_passages_is_named_once_and_nobody_is_left_to_the_data() {
    let site = Site::empty().await;
    let about = || Metadata { treaty: Some("a-treaty".parse().unwrap()), ..Metadata::default() };
    let said = "The treaty entered into force on 3 March 2020.";
    for n in 0..8 {
        let text = format!("Report {n}\n{said} It is known: {said}");
        site.ingest_stated(&format!("r{n}"), &text, about()).await;
    }
    let page = site.page("/treaties/a-treaty").await;
    assert_eq!(page.matches("in 2 passages:").count(), 8);
    assert!(
        page.contains("<summary>3 more<span class=\"unseen\"> give 3 March 2020</span></summary>")
    );
    for n in 0..8 {
        for (id, _) in site.passages(&format!("r{n}")).await {
            let link = format!("href=\"/c/{id}\"");
            assert_eq!(page.matches(&link).count(), 1, "{n}");
        }
    }
    // Links that lead to different places say so to those who hear them.
    assert!(
        page.contains(">1<span class=\"unseen\"> of Report 7 that give 3 March 2020</span></a>")
    );

    site.ingest_stated("other", "Entry\nThe treaty entered into force on 9 March 2020.", about())
        .await;
    let page = site.page("/differences").await;
    assert!(page.contains("16 passages") && page.contains("<summary>3 more"));
    assert!(!page.contains("class=\"flag\""), "the heading says that sources differ");
}

/// The treaty and property of each difference shown.
async fn shown(site: &Site, query: &str) -> Vec<(String, String)> {
    let page = site.json(&format!("/differences.json?{query}")).await;
    let text = |v: &serde_json::Value| v.as_str().unwrap().to_owned();
    let differences = page["differences"].as_array().unwrap().iter();
    differences.map(|d| (text(&d["treaty"]["href"]), text(&d["property"]))).collect()
}

/// Two reports on each of two treaties: one on energy that differs in two facts, one on visas.
async fn three_differences() -> Site {
    let site = Site::empty().await;
    let reports = [
        (
            "grid",
            "Energy deal\nThe energy treaty between Brazil and Chile was signed on 4 May 2018. The treaty entered into force on 1 June 2019.",
        ),
        (
            "grid",
            "Power\nThe energy treaty between Brazil and Chile was signed on 5 May 2018. The treaty entered into force on 2 June 2019.",
        ),
        (
            "visa",
            "Visa deal\nThe Visa Waiver Agreement between Brazil and Japan was signed on 3 March 2020.",
        ),
        (
            "visa",
            "Visas\nThe Visa Waiver Agreement between Brazil and Japan was signed on 7 March 2020.",
        ),
    ];
    for (n, (treaty, text)) in reports.into_iter().enumerate() {
        let about = Metadata { treaty: Some(treaty.parse().unwrap()), ..Metadata::default() };
        site.ingest_stated(&format!("{treaty}-{n}"), text, about).await;
    }
    site
}

#[tokio::test]
async fn differences_are_narrowed_by_treaty_property_party_and_subject_with_true_counts() {
    let site = three_differences().await;
    let all = shown(&site, "").await;
    assert_eq!(all.len(), 3, "{all:?}");
    for (query, of) in [
        ("treaty=grid", 2),
        ("property=signature", 2),
        ("treaty=grid&property=signature", 1),
        ("party=japan", 1),
        ("party=Brazil", 3),
        ("party=chile&property=entry-into-force", 1),
        ("party=iran", 0),
    ] {
        assert_eq!(shown(&site, query).await.len(), of, "{query}");
    }
    let on_energy = shown(&site, "domain=energy").await;
    assert_eq!(on_energy, [("/treaties/grid".to_owned(), "signature".to_owned())]);
    // Each option tells how many it would leave.
    let page = site.page("/differences?property=signature").await;
    for option in ["Brazil (2)", "Japan (1)", "Entry into force (1)", "Energy (1)"] {
        assert!(page.contains(&format!(">{option}</option>")), "{option}");
    }
    assert!(page.contains("2 differences of 3."));
    let none = site.page("/differences?party=iran").await;
    assert!(none.contains("On none of this do sources differ.") && none.contains("Iran (0)"));
    for (query, parameter) in [
        ("party=atlantis", "party"),
        ("domain=nosuch", "domain"),
        ("property=colour", "property"),
        ("treaty=nosuch", "treaty"),
        ("after=x", "after"),
    ] {
        let answer = site.get(&format!("/differences?{query}")).await;
        assert_eq!(answer.status, 400, "{query}");
        assert!(answer.body.contains(&format!("<code>{parameter}</code>")), "{query}");
    }
}

#[tokio::test]
async fn many_differences_are_paged_without_a_gap() {
    let site = Site::empty().await;
    let mut inputs = Vec::new();
    for n in 0..25 {
        for day in [3, 4] {
            let about =
                Metadata { treaty: Some(format!("t{n}").parse().unwrap()), ..Metadata::default() };
            let text = format!("Entry {n}\nThe treaty entered into force on {day} March 2020.");
            inputs.push(Ok(crate::site::input(&format!("s{n}-{day}"), &text, about)));
        }
    }
    site.store_only(inputs).await;
    let first = site.json("/differences.json").await;
    let next = first["next"].as_str().unwrap().replacen("/differences", "/differences.json", 1);
    let second = site.json(&next).await;
    let count = |page: &serde_json::Value| page["differences"].as_array().unwrap().len();
    assert_eq!((count(&first), count(&second), &second["next"]), (20, 5, &serde_json::Value::Null));
    assert!(site.page("/differences").await.len() < 60 * 1024);
}
