//! Briefs: what chosen sources say of a treaty on one subject, on one page.

use axum::http::StatusCode;
use pacta::{read::Metadata, store::Facet};
use serde_json::Value;

use crate::site::{Site, input};

const BRIEF: &str = "/treaties/iran-russia-2025/brief";
const AMITY: &str = "/treaties/amity/brief";

/// The texts that a brief quotes, by source.
fn quoted(brief: &Value) -> Vec<(&str, Vec<&str>)> {
    let sources = brief["sources"].as_array().unwrap().iter();
    sources
        .map(|s| {
            let quotations = s["quotations"].as_array().unwrap().iter();
            let texts = quotations.map(|q| q["text"].as_str().unwrap()).collect();
            (s["source"]["slug"].as_str().unwrap(), texts)
        })
        .collect()
}

#[tokio::test]
async fn a_brief_quotes_every_passage_on_its_subject_in_document_order_and_no_other() {
    let site = Site::new().await;
    let brief = site.json(&format!("{BRIEF}.json?domain=energy")).await;
    let about: Vec<String> = site
        .store
        .clauses(false, None, 1000)
        .await
        .unwrap()
        .into_iter()
        .filter(|c| c.annotations.domains.iter().any(|d| d.slug.as_str() == "energy"))
        .map(|c| c.text)
        .collect();
    let told: Vec<&str> = quoted(&brief).into_iter().flat_map(|(_, texts)| texts).collect();
    assert!(told.len() > 1);
    assert_eq!(told, about);
    assert_eq!(brief["passages"], about.len());
    let summary = brief["summary"].as_str().unwrap();
    let begins = format!("{} passages are about energy, from one report.", about.len());
    assert!(summary.starts_with(&begins), "{summary}");
    assert!(summary.contains("Pacta does not hold the treaty’s text."), "{summary}");
    assert!(
        summary.ends_with("Sources differ on date of signature and entry into force."),
        "{summary}"
    );
}

#[tokio::test]
async fn every_quotation_has_its_citation_in_the_style_asked_for_and_its_permanent_link() {
    let site = Site::open_at(tempfile::tempdir().unwrap(), Some("https://treaties.example")).await;
    site.ingest(pacta::ingest::bundled()).await;
    for style in ["chicago-notes", "oscola", "bluebook", "apa"] {
        let page = site.page(&format!("{BRIEF}?domain=energy&style={style}")).await;
        let data = site.json(&format!("{BRIEF}.json?domain=energy&style={style}")).await;
        // What stands in the running text has a title in italics.
        let plain = page.replace("<i>", "").replace("</i>", "");
        for source in data["sources"].as_array().unwrap() {
            assert_eq!(source.get("reference").is_some(), style == "apa");
            for q in source["quotations"].as_array().unwrap() {
                let link = format!("https://treaties.example/c/{}", q["id"].as_str().unwrap());
                assert_eq!(q["permalink"], link.as_str());
                assert_eq!(q["citation"]["style"], style);
                match q["citation"]["in_text"].as_str() {
                    Some(in_text) => assert!(plain.contains(in_text), "{style}: {in_text}"),
                    None => assert!(page.contains(q["citation"]["html"].as_str().unwrap())),
                }
                assert!(page.contains(&format!("href=\"{link}\"")), "{style}");
            }
        }
        assert!(
            page.contains("https://treaties.example/treaties/iran-russia-2025/brief?domain=energy")
        );
    }
}

#[tokio::test]
async fn a_brief_keeps_to_the_chosen_sources_however_they_are_named() {
    let site = Site::new().await;
    let one = site.json(&format!("{BRIEF}.json?source=iran-russia-2025")).await;
    assert_eq!(quoted(&one).len(), 1);
    assert_eq!(
        one["summary"],
        "19 passages from one report. Pacta does not hold the treaty’s text."
    );
    // One source gives one date of signature: nobody contradicts it here.
    let rows = one["dates"].as_array().unwrap();
    assert!(rows.iter().all(|r| r["differs"] == false));
    let both = site
        .get(&format!("{BRIEF}.json?source=iran-russia-2025&source=iran-russia-2025-chronology"))
        .await;
    let joined = site
        .get(&format!("{BRIEF}.json?source=iran-russia-2025,iran-russia-2025-chronology"))
        .await;
    let all = site.get(&format!("{BRIEF}.json")).await;
    assert_eq!((both.status, &both.body), (StatusCode::OK, &joined.body));
    assert_eq!(both.body, all.body);
}

#[tokio::test]
async fn each_date_stands_once_with_everyone_who_gives_it_and_differences_are_named_in_words() {
    let site = Site::new().await;
    let brief = site.json(&format!("{BRIEF}.json")).await;
    let row = |label: &str| {
        brief["dates"].as_array().unwrap().iter().find(|r| r["label"] == label).unwrap()
    };
    let signature = row("Date of signature");
    assert_eq!(signature["differs"], true);
    let given = |value: &str| {
        let values = signature["values"].as_array().unwrap();
        let value = values.iter().find(|v| v["value"] == value).unwrap();
        (value["code"].clone(), value["claims"].as_array().unwrap().clone())
    };
    let (code, claims) = given("16 January 2025");
    assert_eq!((code, claims.len()), ("2025-01-16".into(), 1));
    let (code, claims) = given("17 January 2025");
    assert_eq!(code, "2025-01-17");
    assert!(
        claims.iter().any(|c| c["asserted_by"] == "Reuters" && c["asserted_on"] == "21 May 2025")
    );
    assert_eq!(row("Duration")["differs"], false);
    // Three columns, however many sources there are: they fit on paper and on a phone.
    let page = site.page(BRIEF).await;
    let table =
        page.split_once("<table class=\"even\">").unwrap().1.split_once("</table>").unwrap().0;
    assert_eq!(table.matches("<th scope=\"col\">").count(), 3);
    assert!(
        table.contains("<td class=\"when\">17 January 2025</td>")
            && table.contains(">Reuters, 21 May 2025</a>")
    );
    assert!(table.contains("Sources differ</span></th>") && !table.contains(">words</a>"));
}

#[tokio::test]
async fn a_long_brief_is_cut_and_says_so() {
    let site = Site::empty().await;
    let articles: Vec<String> = (1..=60)
        .map(|n| format!("Article {n}\n1. The Parties shall cooperate in the field of energy, matter {n}, in accordance with the law that is in force in their territories.\n2. They shall inform each other of it.\n"))
        .collect();
    let text = format!("Treaty of Amity\n{}", articles.concat());
    let about = Metadata { treaty: Some("amity".parse().unwrap()), ..Metadata::default() };
    site.ingest_stated("text", &text, about).await;
    let whole = site.json("/treaties/amity/brief.json?limit=500").await;
    let passages = whole["passages"].as_u64().unwrap();
    assert!(passages > 40, "{passages}");
    assert_eq!(whole["quoted"], passages);
    assert!(!site.page("/treaties/amity/brief?limit=500").await.contains("This brief is cut"));
    let cut = site.page("/treaties/amity/brief").await;
    assert!(cut.contains(&format!("it quotes the first 40 of {passages} passages")));
    assert!(cut.len() < 60 * 1024, "{}", cut.len());
    assert!(!whole["summary"].as_str().unwrap().contains("does not hold"));
}

#[tokio::test]
async fn points_are_quoted_under_the_opening_words_that_they_hang_on_once() {
    let site = Site::empty().await;
    let text = "Treaty of Amity\nArticle 1\nThe Parties shall:\n(a) share electricity;\n(b) trade in oil and gas.\nArticle 2\nThe Parties meet yearly.\nArticle 3\nThis Treaty enters into force on signature.";
    site.ingest_text("amity", text).await;
    let brief = site.json("/treaties/amity/brief.json?domain=energy").await;
    let quotations = brief["sources"][0]["quotations"].as_array().unwrap();
    assert_eq!(quotations.len(), 2);
    assert_eq!(quotations[0]["lead_ins"][0]["text"], "The Parties shall:");
    assert_eq!(quotations[1]["lead_ins"].as_array().unwrap().len(), 0);
}

#[tokio::test]
async fn a_brief_is_also_text_to_paste_with_the_citation_under_each_quotation() {
    let site = Site::new().await;
    let text = site.page(&format!("{BRIEF}.md?domain=energy")).await;
    assert!(text.contains("3 passages are about energy, from one report."));
    assert_eq!(text.matches("\n> — ").count(), 3);
    assert_eq!(text.matches("[Permanent link](/c/").count(), 3);
    assert!(site.page(&format!("{BRIEF}?domain=energy")).await.contains("brief.md?domain=energy"));
    // From the page of the subject it is one step away.
    assert!(
        site.page("/domains/energy")
            .await
            .contains("href=\"/treaties/iran-russia-2025/brief?domain=energy\"")
    );
}

#[tokio::test]
async fn what_a_brief_cannot_hold_is_refused_by_name_or_told() {
    let site = Site::new().await;
    for (query, parameter) in [
        ("domain=nosuch", "domain"),
        ("source=nosuch", "source"),
        ("style=mla", "style"),
        ("limit=0", "limit"),
        ("limit=many", "limit"),
    ] {
        let answer = site.get(&format!("{BRIEF}?{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        assert!(answer.body.contains(&format!("<code>{parameter}</code>")), "{query}");
    }
    let empty = site.page(&format!("{BRIEF}?domain=tourism-sport&source=&style=")).await;
    assert!(empty.contains("Pacta finds no passage about"));
    let typed = site.get("/treaties/Iran%20Russia%202025/brief?domain=energy").await;
    assert_eq!(
        (typed.status, typed.header("location")),
        (StatusCode::PERMANENT_REDIRECT, "/treaties/iran-russia-2025/brief?domain=energy")
    );
    assert_eq!(site.get("/treaties/nosuch/brief").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_brief_on_many_reports_quotes_the_first_and_counts_the_rest() {
    let site = Site::empty().await;
    let inputs = (0..120).map(|n| {
        let about = Metadata { treaty: Some("amity".parse().unwrap()), ..Metadata::default() };
        let text = format!("A report on the treaty of amity, number {n}\nThe treaty entered into force on 3 March 2020.");
        Ok(input(&format!("s{n}"), &text, about))
    });
    site.store_only(inputs.collect()).await;
    let page = site.page("/treaties/amity/brief").await;
    assert!(page.len() < 60 * 1024, "{}", page.len());
    assert!(page.contains("120 passages from 120 reports."));
    assert!(page.contains("And 80 more sources with 80 passages."));
    // The form lists some: where it is sent as it stands, it asks for all again.
    assert!(page.contains("60 more can be named in the address") && !page.contains(" checked>"));
    let chosen = site.page("/treaties/amity/brief?source=s0,s119").await;
    assert_eq!(chosen.matches(" checked>").count(), 2);
    let data = site.json("/treaties/amity/brief.json").await;
    assert!(quoted(&data).iter().all(|(_, texts)| !texts.is_empty()));
}

#[tokio::test]
async fn every_sayer_stands_in_the_text_of_a_brief_and_a_page_tells_how_many_it_leaves_out() {
    let site = Site::empty().await;
    let inputs = (0..90).map(|n| {
        let about = Metadata { treaty: Some("amity".parse().unwrap()), ..Metadata::default() };
        let day = if n < 60 { 3 } else { n - 56 };
        let text = format!(
            "Report no. {n} on amity\nThe treaty entered into force on {day} March {}.",
            2020 + n / 60
        );
        Ok(input(&format!("s{n}"), &text, about))
    });
    site.store_only(inputs.collect()).await;
    let chosen: Vec<String> = (0..80).map(|n| format!("s{n}")).collect();
    for (query, reports) in [(String::new(), 90), (format!("?source={}", chosen.join(",")), 80)] {
        let text = site.page(&format!("{AMITY}.md{query}")).await;
        let (_, dates) = text.split_once("## Dates").unwrap();
        assert_eq!(dates.matches("](/c/").count(), reports, "{dates}");
        let page = site.page(&format!("{AMITY}{query}")).await;
        let (_, dates) = page.split_once("id=\"dates\"").unwrap();
        assert!(dates.matches("href=\"/c/").count() <= 60, "{dates}");
        assert!(dates.contains("<td class=\"when\">3 March 2020</td>"), "{dates}");
        assert!(dates.contains("more values, in <a href=\"/treaties/amity.csv\">"), "{dates}");
        assert!(page.len() < 60 * 1024, "{}", page.len());
    }
}

#[tokio::test]
async fn a_brief_on_what_was_taken_back_says_that_nothing_is_held() {
    let site = Site::empty().await;
    let about = Metadata { treaty: Some("amity".parse().unwrap()), ..Metadata::default() };
    site.ingest_stated("one", "Entry\nThe treaty entered into force on 3 March 2020.", about).await;
    site.store
        .rename(Facet::Source, &"one".parse().unwrap(), &"two".parse().unwrap())
        .await
        .unwrap();
    // A source keeps the name that it had.
    assert_eq!(quoted(&site.json("/treaties/amity/brief.json?source=one").await).len(), 1);
    site.store.retract(&"two".parse().unwrap(), "a test").await.unwrap();
    let page = site.page("/treaties/amity/brief").await;
    assert!(page.contains("Pacta holds no source on this treaty."));
}

#[tokio::test]
async fn the_dates_are_a_table_in_markdown_too() {
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    let site = Site::new().await;
    let told = &site.json(&format!("{BRIEF}.json")).await["dates"];
    let text = site.page(&format!("{BRIEF}.md")).await;
    let (mut rows, mut links): (Vec<Vec<String>>, Vec<String>) = Default::default();
    let mut in_table = false;
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Table(_)) => in_table = true,
            Event::End(TagEnd::Table) => in_table = false,
            Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
            Event::Start(Tag::TableCell) => rows.last_mut().unwrap().push(String::new()),
            Event::Start(Tag::Link { dest_url, .. }) if in_table => {
                links.push(dest_url.to_string());
            }
            Event::Text(words) if in_table => {
                rows.last_mut().unwrap().last_mut().unwrap().push_str(&words);
            }
            _ => {}
        }
    }
    let list = |value: &Value| value.as_array().unwrap().clone();
    let words = |value: &Value| value.as_str().unwrap().to_owned();
    let mut left = rows[1..].iter();
    for fact in list(told) {
        let differs = if fact["differs"] == true { " (sources differ)" } else { "" };
        for value in list(&fact["values"]) {
            let row = left.next().unwrap();
            assert_eq!(row[0], words(&fact["label"]) + differs);
            assert_eq!(row[1], words(&value["value"]));
            for claim in list(&value["claims"]) {
                let by = if claim["stated"] == true {
                    &claim["asserted_by"]
                } else {
                    &claim["source"]["label"]
                };
                assert!(row[2].contains(&words(by)), "{row:?}");
                assert!(links.contains(&words(&claim["href"])), "{links:?}");
            }
        }
    }
    assert!(left.next().is_none() && rows.len() > 3, "{text}");
}
