//! The pages of subjects, parties, institutions and years, and their lists.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use pacta::{
    model::{ClauseRecord, Slug, SourceType},
    read::Metadata,
};
use serde_json::Value;

use crate::site::Site;

fn twin(href: &Value) -> String {
    href.as_str().unwrap().replace("/search?", "/search.json?")
}

/// Names and counts of a list.
fn listed(page: &Value) -> Vec<(&str, u64)> {
    let entries = page["entries"].as_array().unwrap().iter();
    entries.map(|e| (e["label"].as_str().unwrap(), e["clauses"].as_u64().unwrap())).collect()
}

#[tokio::test]
async fn an_entry_page_leads_with_what_is_held_and_narrows_as_a_search() {
    let site = Site::new().await;
    for (path, lead) in [
        (
            "/domains/energy",
            "3 passages are about energy, all from one report. Pacta does not hold the text of the treaty: Comprehensive Strategic Partnership Treaty between the Islamic Republic of Iran and the Russian Federation.",
        ),
        ("/domains/tourism-sport", "No passage that Pacta holds is about tourism and sport."),
        (
            "/years/2001",
            "1 passage has a date in 2001, from one report. Pacta does not hold the text of the treaty: Comprehensive Strategic Partnership Treaty between the Islamic Republic of Iran and the Russian Federation.",
        ),
    ] {
        assert_eq!(site.json(&format!("{path}.json")).await["lead"], lead, "{path}");
    }
    for path in ["/domains/energy", "/parties/iran", "/institutions/state-duma", "/years/2025"] {
        let page = site.json(&format!("{path}.json")).await;
        let total = page["clauses_total"].as_u64().unwrap();
        let mut values = 0;
        for facet in page["facets"].as_array().unwrap() {
            for value in facet["values"].as_array().unwrap() {
                values += 1;
                assert_eq!(value["chosen"], false, "{path}: {value}");
                let found = site.json(&twin(&value["href"])).await;
                assert_eq!(found["total"], value["count"], "{path}: {value}");
                assert!(found["total"].as_u64().unwrap() <= total);
            }
        }
        assert!(values > 3, "{path}");
        let html = site.page(path).await;
        assert!(html.contains("In the same passages"), "{path}");
    }
}

#[tokio::test]
async fn each_lead_counts_sources_and_says_whether_a_text_is_held() {
    let (site, clauses) = Site::fixtures().await;
    let parties = site.json("/parties.json").await;
    let (mut with_text, mut without) = (0, 0);
    for party in parties["entries"].as_array().unwrap().iter().step_by(3) {
        let slug = party["slug"].as_str().unwrap();
        let named = |name: &str| Slug::from_text(name).is_ok_and(|s| s.as_str() == slug);
        let about: Vec<_> = clauses
            .iter()
            .filter(|c| c.annotations.parties.iter().any(|p| named(&p.name)))
            .collect();
        let sources: BTreeSet<_> = about.iter().map(|c| &c.source).collect();
        let text = about.iter().any(|c| c.r#type == SourceType::Text);
        let lead = site.json(&format!("/parties/{slug}.json")).await["lead"].clone();
        let lead = lead.as_str().unwrap();
        let counted = match about.len() {
            1 => "1 passage concerns ".to_owned(),
            n => format!("{n} passages concern "),
        };
        assert!(lead.starts_with(&counted), "{slug}: {lead}");
        let from = match sources.len() {
            1 => " from one ".to_owned(),
            n => format!(", from {n} "),
        };
        assert!(lead.contains(&from), "{slug}: {lead}");
        let treaties: BTreeSet<_> = about.iter().map(|c| &c.treaty).collect();
        let of_treaty = |c: &&ClauseRecord| treaties.contains(&c.treaty);
        let held = clauses.iter().filter(of_treaty).any(|c| c.r#type == SourceType::Text);
        let (missing, elsewhere) = match treaties.len() {
            _ if text => (false, false),
            1 if !held => (true, false),
            _ => (false, about.len() > 1),
        };
        let told = lead.contains("does not hold the text of") || lead.contains("is not named");
        assert_eq!(told, missing, "{slug}: {lead}");
        assert_eq!(lead.contains("None is from a treaty’s text"), elsewhere, "{slug}: {lead}");
        with_text += usize::from(text);
        without += usize::from(!text);
    }
    assert!(with_text > 0 && without > 0, "{with_text} {without}");
}

#[tokio::test]
async fn a_text_that_is_held_is_not_said_to_be_missing_where_only_a_report_has_the_passages() {
    let site = Site::empty().await;
    let of_pact = |kind| Metadata {
        treaty: Some("the-pact".parse().unwrap()),
        r#type: Some(kind),
        ..Metadata::default()
    };
    let report = "The Council of Lakes met.\n\nThe Council of Lakes parted again.";
    site.ingest_stated("report", report, of_pact(SourceType::Report)).await;
    let lead = site.json("/institutions/council-of-lakes.json").await["lead"].clone();
    assert!(lead.as_str().unwrap().ends_with(" Its treaty is not named."), "{lead}");
    let text =
        "Article 1\nThe Parties shall share the water.\n\nArticle 2\nThe Parties shall meet.";
    site.ingest_stated("text", text, of_pact(SourceType::Text)).await;
    let lead = site.json("/institutions/council-of-lakes.json").await["lead"].clone();
    assert!(lead.as_str().unwrap().ends_with(" None is from a treaty’s text."), "{lead}");
}

#[tokio::test]
async fn the_last_page_of_a_list_has_no_next_one() {
    for (passages, pages) in [(20, 1), (21, 2), (40, 2)] {
        let site = Site::empty().await;
        let report: Vec<String> =
            (0..passages).map(|n| format!("The Council of Lakes met on day {n}.")).collect();
        site.ingest_text("report", &report.join("\n\n")).await;
        let mut path = "/institutions/council-of-lakes.json".to_owned();
        for page in 1..=pages {
            let next = site.json(&path).await["next"].clone();
            assert_eq!(next.is_null(), page == pages, "{passages}: page {page}");
            path = next.as_str().unwrap_or_default().replace('?', ".json?");
        }
    }
}

#[tokio::test]
async fn without_an_index_browsing_works_and_searching_says_when_to_come_back() {
    let site = Site::empty().await;
    site.store_only(pacta::ingest::bundled()).await;
    let page = site.page("/domains/energy").await;
    assert!(page.contains("3 passages are about energy."));
    assert_eq!(page.matches("class=\"passage\"").count(), 3);
    assert!(!page.contains("id=\"narrow\""));
    for path in ["/search?q=energy", "/years", "/years/2025"] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert!(!answer.header("retry-after").is_empty(), "{path}");
        assert!(answer.body.contains("The search index is being built."), "{path}");
    }
}

#[tokio::test]
async fn a_year_lists_its_passages_and_years_lead_to_it() {
    let site = Site::new().await;
    let years = site.json("/years.json").await;
    let all: Vec<&Value> = years["centuries"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|c| c["years"].as_array().unwrap())
        .collect();
    assert!(all.len() > 1);
    for year in all {
        let page = site.json(&format!("{}.json", year["href"].as_str().unwrap())).await;
        assert_eq!(page["clauses_total"], year["clauses"], "{year}");
        let mut shown = 0;
        let mut next = Some(page);
        while let Some(page) = next {
            let groups = page["groups"].as_array().unwrap();
            shown += groups.iter().map(|g| g["clauses"].as_array().unwrap().len()).sum::<usize>();
            next = match page["next"].as_str() {
                Some(href) => Some(site.json(&href.replace('?', ".json?")).await),
                None => None,
            };
        }
        assert_eq!(Some(shown as u64), year["clauses"].as_u64(), "{year}");
    }
    let none = site.get("/years/1901").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    assert!(
        none.body.contains("No passage has a date in 1901.") && none.body.contains("/years/20")
    );
    for path in ["/years/soon", "/years/20255", "/years/25"] {
        assert_eq!(site.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn long_lists_of_names_are_shown_by_letter_and_are_whole_as_data() {
    let site = Site::empty().await;
    let letters = ["ba", "de", "fi", "go", "lu", "ma", "ne"];
    let bodies: Vec<String> = (0..343)
        .map(|n| {
            let name: String = [n / 49, n / 7 % 7, n % 7].iter().map(|i| letters[*i]).collect();
            let name = name[..1].to_uppercase() + &name[1..];
            format!("The {name} Council and the {name} Commission met there.")
        })
        .collect();
    site.ingest_text("bodies", &bodies.join("\n\n")).await;
    let data = site.json("/institutions.json").await;
    let all = listed(&data);
    assert!(all.len() > 400, "{}", all.len());
    let mut sorted = all.clone();
    sorted.sort_by_key(|(name, _)| name.to_lowercase());
    assert_eq!(all, sorted);

    let first = site.page("/institutions").await;
    assert!(first.contains("With the most passages") && first.len() < 60 * 1024);
    let mut seen = 0;
    for letter in ["B", "D", "F", "G", "L", "M", "N"] {
        let mut next = Some(format!("/institutions?letter={letter}"));
        assert!(first.contains(&format!("<a href=\"/institutions?letter={letter}\">{letter}</a>")));
        while let Some(path) = next {
            let page = site.page(&path).await;
            assert!(page.len() < 60 * 1024, "{path}");
            seen += page.matches("<a href=\"/institutions/").count();
            next = page
                .split("rel=\"next\" href=\"")
                .nth(1)
                .map(|rest| rest.split('"').next().unwrap().replace("&#38;", "&"));
        }
    }
    let others = all.iter().filter(|(name, _)| !"BDFGLMN".contains(&name[..1])).count();
    assert_eq!(seen + others, all.len());
    assert_eq!(site.get("/institutions?letter=%C3%98").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_list_of_a_moderate_length_jumps_to_its_letters() {
    let (site, _) = Site::fixtures().await;
    let page = site.page("/institutions").await;
    let jumps = page.split("href=\"#letter-").skip(1).map(|l| l.split('"').next().unwrap());
    let jumps: Vec<&str> = jumps.collect();
    assert!(jumps.len() > 5, "{jumps:?}");
    for jump in jumps {
        assert_eq!(page.matches(&format!("<h2 id=\"letter-{jump}\">")).count(), 1, "{jump}");
    }
}

#[tokio::test]
async fn a_name_that_several_treaties_give_to_bodies_is_said_to_be_no_one_body() {
    let site = Site::empty().await;
    let text = |name: &str| {
        format!(
            "{name} TREATY\n\nArticle 1\n\nThe Joint Seed Committee meets in May.\n\nArticle 2\n\nIt advises.\n"
        )
    };
    let scope =
        async || site.json("/institutions/joint-seed-committee.json").await["scope"].clone();
    site.ingest_text("one", &text("WHEAT")).await;
    assert_eq!(scope().await, Value::Null);
    site.ingest_text("two", &text("BARLEY")).await;
    assert_eq!(
        scope().await,
        "A name and not one body: passages on 2 treaties have it, and each treaty may mean a body of its own."
    );
}
