//! Treaties: the page of one with its timeline and the articles held, and the lists.

use pacta::{annotate::Codebook, model::SourceType, read::Metadata};
use serde_json::Value;

use crate::site::{Site, input};

fn about(treaty: &str, kind: Option<SourceType>) -> Metadata {
    Metadata { treaty: Some(treaty.parse().unwrap()), r#type: kind, ..Metadata::default() }
}

/// A treaty that so many states ratified, each in a year of its own.
async fn ratified_by(states: usize) -> Site {
    let site = Site::empty().await;
    let countries = Codebook::built_in().unwrap().countries;
    let inputs = countries.iter().take(states).enumerate().map(|(n, country)| {
        let (state, year) = (&country.name, 1800 + n);
        let text = format!("News\n{state} ratified the Treaty of Amity on 3 March {year}.");
        Ok(input(&format!("s{n}"), &text, about("amity", None)))
    });
    site.store_only(inputs.collect()).await;
    site
}

#[tokio::test]
async fn a_page_of_many_facts_tells_how_many_it_leaves_to_the_table() {
    let site = ratified_by(150).await;
    let data = site.json("/treaties/amity.json").await;
    let facts = data["facts"].as_array().unwrap().len();
    assert!(facts > 100, "{facts}");
    assert_eq!(data["sources"].as_array().unwrap().len(), 20);
    assert_eq!(data["more_sources"]["label"], "All 150 sources");
    let page = site.page("/treaties/amity").await;
    let left = format!("and {} more facts, in <a href=\"/treaties/amity.csv\">", facts - 40);
    for (section, of_each) in [("id=\"timeline\"", "class=\"act\""), ("id=\"say\"", "<dt>")] {
        let (_, said) = page.split_once(section).unwrap();
        let (said, _) = said.split_once("</section>").unwrap();
        assert_eq!(said.matches(of_each).count(), 40, "{section}");
        assert!(said.contains(&left), "{said}");
    }
    assert!(page.len() < 60 * 1024, "{}", page.len());
}

#[tokio::test]
async fn a_page_of_many_texts_names_the_articles_that_it_has_room_for() {
    let site = Site::empty().await;
    let named = "Cooperation in the Fields of Trade, Transit, Fisheries and Navigation";
    let text = |n: usize| {
        let article = |a| format!("Article {a}\n{named}\n\nThe Parties agree on matter {a}.\n\n");
        let articles: String = (1..=100).map(article).collect();
        let text = format!("Treaty of Amity, text {n}\n\n{articles}");
        Ok(input(&format!("text-{n}"), &text, about("amity", Some(SourceType::Text))))
    };
    site.store_only((0..10).map(text).collect()).await;
    let page = site.page("/treaties/amity").await;
    assert!(page.len() < 60 * 1024, "{}", page.len());
    let lists = |page: &str| page.matches("100 articles by name").count();
    assert!((1..10).contains(&lists(&page)), "{}", lists(&page));
    assert_eq!(page.matches(">100 articles</span>").count(), 10 - lists(&page));
    let data = site.json("/treaties/amity.json").await;
    let texts = data["texts"].as_array().unwrap();
    assert!(texts.iter().all(|t| t["articles"].as_array().unwrap().len() == 100), "{texts:#?}");
}

/// Each row of a timeline with its shapes and values.
fn rows(treaty: &Value) -> Vec<(&str, Vec<(&str, &str)>)> {
    let rows = treaty["timeline"]["rows"].as_array().unwrap().iter();
    rows.map(|r| {
        let marks = r["marks"].as_array().unwrap().iter();
        (
            r["label"].as_str().unwrap(),
            marks.map(|m| (m["shape"].as_str().unwrap(), m["value"].as_str().unwrap())).collect(),
        )
    })
    .collect()
}

#[tokio::test]
async fn a_timeline_has_all_that_sources_date_in_order_and_both_dates_where_they_differ() {
    let site = Site::new().await;
    let treaty = site.json("/treaties/iran-russia-2025.json").await;
    let rows = rows(&treaty);
    assert_eq!(rows[0], ("Date of signature", vec![("day", "2025-01-16"), ("day", "2025-01-17")]));
    let majlis = rows.iter().find(|(l, _)| *l == "Ratification: Islamic Consultative Assembly");
    assert_eq!(majlis.unwrap().1, [("within", "2025-05"), ("day", "2025-05-21")]);
    let force = rows.iter().find(|(l, _)| *l == "Entry into force").unwrap();
    assert_eq!(force.1, [("by", "../2025-07-18"), ("day", "2025-10-02")]);
    // A length of time has no place on it.
    assert!(rows.iter().all(|(l, _)| *l != "Duration"));
    assert_eq!(treaty["timeline"]["first"], "2025-01-16");
    let page = site.page("/treaties/iran-russia-2025").await;
    let (_, after) = page.split_once("id=\"timeline\"").unwrap();
    let (timeline, _) = after.split_once("</section>").unwrap();
    for words in
        ["<svg aria-hidden=\"true\"", "<circle", "<rect", "16 January 2025", "Reuters, 21 May 2025"]
    {
        assert!(timeline.contains(words), "{words}");
    }
    assert_eq!(timeline.matches("Sources differ").count(), 2);
}

#[tokio::test]
async fn articles_are_told_as_held_in_the_text_only_in_reports_or_not_at_all() {
    let site = Site::empty().await;
    let report = "Treaty signed\nThe treaty has 9 articles. Article 4 of the treaty provides for trade. Under Article 4, ports open. Article 7 of the Charter of the United Nations is another matter.";
    site.ingest_stated("paper", report, about("amity", Some(SourceType::Report))).await;
    let before = site.json("/treaties/amity.json").await;
    let coverage = |treaty: &Value| -> Vec<(String, String)> {
        let articles = treaty["coverage"]["articles"].as_array().unwrap().iter();
        let text = |v: &Value| v.as_str().unwrap().to_owned();
        articles.map(|a| (text(&a["number"]), text(&a["held"]))).collect()
    };
    let pair = |number: &str, held: &str| (number.to_owned(), held.to_owned());
    assert_eq!(coverage(&before), [pair("1–3", "no"), pair("4", "reports"), pair("5–9", "no")]);
    let page = site.page("/treaties/amity").await;
    assert!(page.contains("1 article only in reports, 8 not held."));
    assert!(page.contains("pacta ingest treaty.pdf --treaty amity --type text"));
    let text = "Treaty of Amity\nArticle I\nThe Parties are friends.\nArticle II\nThey trade.\nArticle III\nThis Treaty enters into force on signature.";
    site.ingest_stated("text", text, about("amity", Some(SourceType::Text))).await;
    let after = site.json("/treaties/amity.json").await;
    assert_eq!(
        coverage(&after),
        [
            pair("1", "text"),
            pair("2", "text"),
            pair("3", "text"),
            pair("4", "reports"),
            pair("5–9", "no")
        ]
    );
    let link = after["coverage"]["articles"][1]["href"].as_str().unwrap();
    assert!(site.get(link).await.header("location").starts_with("/c/"), "{link}");
    let page = site.page("/treaties/amity").await;
    assert!(page.contains("3 articles in the text, 1 only in reports, 5 not held."));
    assert!(!page.contains("Have the text?"));
}

#[tokio::test]
async fn a_treaty_of_which_nothing_is_dated_or_counted_says_so_and_draws_nothing() {
    let site = Site::empty().await;
    site.ingest_text("talk", "A pact\nBrazil and Japan spoke of a treaty on trade.").await;
    let treaties = site.json("/treaties.json").await;
    let href = treaties["treaties"][0]["href"].as_str().unwrap().to_owned();
    let page = site.page(&href).await;
    assert!(!page.contains("<svg") && page.contains("No article of it is held"));
}

/// The titles of a list, each under its heading.
fn listed(page: &Value) -> Vec<(&str, &str)> {
    let treaties = page["treaties"].as_array().unwrap().iter();
    treaties.map(|t| (t["group"].as_str().unwrap(), t["title"].as_str().unwrap())).collect()
}

async fn three_treaties() -> Site {
    let site = Site::empty().await;
    for (slug, text) in [
        (
            "visa",
            "Visa deal\nThe Visa Waiver Agreement between Brazil and Japan was signed on 3 March 2020.",
        ),
        (
            "visa-too",
            "Visas\nThe Visa Waiver Agreement between Brazil and Japan was signed on 30 December 2019.",
        ),
        ("trade", "Trade deal\nThe treaty between Brazil and Chile was signed on 4 May 2018."),
        ("accord", "Talks\nThe Culture Accord between Japan and Chile is being prepared."),
    ] {
        let treaty = slug.split('-').next().unwrap();
        site.ingest_stated(slug, text, about(treaty, None)).await;
    }
    site
}

#[tokio::test]
async fn treaties_are_listed_by_letter_by_year_and_by_party() {
    let site = three_treaties().await;
    let titles = site.json("/treaties.json").await;
    let groups: Vec<&str> = listed(&titles).iter().map(|(group, _)| *group).collect();
    assert_eq!(groups, ["C", "V", "Not named"]);
    let page = site.page("/treaties").await;
    for anchor in ["in-c", "in-v", "in-unnamed"] {
        assert!(page.contains(&format!("id=\"{anchor}\"")), "{anchor}");
        assert!(page.contains(&format!("href=\"#{anchor}\"")), "{anchor}");
    }

    let years = site.json("/treaties.json?by=year").await;
    let groups: Vec<&str> = listed(&years).iter().map(|(group, _)| *group).collect();
    // Sources differ on one: it stands under both years, and says so.
    assert_eq!(groups, ["2020", "2019", "2018", "Year of signature not known"]);
    let signed = years["treaties"][0]["signed"].as_str().unwrap();
    assert_eq!(signed, "30 December 2019 or 3 March 2020");
    assert_eq!(years["total"], 3);

    let parties = site.json("/treaties.json?by=party").await;
    let counts: Vec<(&str, u64)> = parties["parties"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| (p["label"].as_str().unwrap(), p["treaties"].as_u64().unwrap()))
        .collect();
    assert_eq!(counts, [("Brazil", 2), ("Chile", 2), ("Japan", 2)]);
    let of_chile = site.json("/treaties.json?party=chile").await;
    assert_eq!((listed(&of_chile).len(), &of_chile["party"]["label"]), (2, &"Chile".into()));
    let both = site.json("/treaties.json?by=year&party=chile").await;
    assert_eq!(listed(&both).len(), 2);
    assert!(
        site.page("/treaties?party=iran").await.contains("Pacta holds no treaty of which Iran")
    );
}

#[tokio::test]
async fn a_list_of_treaties_refuses_what_it_cannot_order_by() {
    let site = three_treaties().await;
    for (query, parameter) in [
        ("by=size", "by"),
        ("party=atlantis", "party"),
        ("from=qq", "from"),
        ("after=nonsense", "after"),
    ] {
        let answer = site.get(&format!("/treaties?{query}")).await;
        assert_eq!(answer.status, 400, "{query}");
        assert!(answer.body.contains(&format!("<code>{parameter}</code>")), "{query}");
    }
}

#[tokio::test]
async fn a_long_list_of_treaties_is_paged_and_its_pages_stay_small() {
    let site = Site::empty().await;
    let inputs = (0..130).map(|n| {
        let title =
            "Agreement on Cooperation in the Field of Mutual Legal Assistance in Civil Matters";
        let text = format!("{title} {n:03}\nBrazil and Japan spoke of matter {n}.");
        Ok(input(&format!("s{n}"), &text, about(&format!("agreement-on-cooperation-{n}"), None)))
    });
    site.store_only(inputs.collect()).await;
    let mut next = Some("/treaties".to_owned());
    let (mut seen, mut pages) = (0, 0);
    while let Some(path) = next {
        let page = site.page(&path).await;
        assert!(page.len() < 60 * 1024, "{path}: {}", page.len());
        let data = site.json(&path.replacen("/treaties", "/treaties.json", 1)).await;
        seen += listed(&data).len();
        pages += 1;
        next = data["next"].as_str().map(str::to_owned);
    }
    assert_eq!((seen, pages), (130, 2));
}

#[tokio::test]
async fn a_headline_is_no_title_and_a_later_report_that_names_the_treaty_gives_it_one() {
    let site = Site::empty().await;
    let report = "A line in the valley\n\nThe presidents of Kyrgyzstan and Tajikistan agreed on their border.";
    site.ingest_stated("line", report, about("border", Some(SourceType::Report))).await;
    let title = |treaty: &Value| treaty["treaty"]["title"].as_str().unwrap().to_owned();
    let before = site.json("/treaties/border.json").await;
    assert_eq!(title(&before), "Treaty not named (report: “A line in the valley”)");
    let zones = "Zones\n\nThe Zone Treaty between Brazil and Chile was signed on 4 May 2018.";
    site.ingest_stated("zones", zones, about("zones", Some(SourceType::Report))).await;
    let list = site.json("/treaties.json").await;
    let groups: Vec<&str> = listed(&list).into_iter().map(|(group, _)| group).collect();
    assert_eq!(groups, ["Z", "Not named"]);
    let named = "Border settled\n\nThe Treaty of Khujand between Kyrgyzstan and Tajikistan was ratified on 3 May 2025.";
    site.ingest_stated("settled", named, about("border", Some(SourceType::Report))).await;
    let after = site.json("/treaties/border.json").await;
    assert!(title(&after).starts_with("Treaty of Khujand"), "{}", title(&after));
}

#[tokio::test]
async fn pages_call_treaties_sources_and_languages_by_their_names() {
    let site = Site::new().await;
    let title = "Comprehensive Strategic Partnership Treaty between the Islamic Republic of Iran and the Russian Federation";
    let treaty = site.page("/treaties/iran-russia-2025").await;
    assert!(treaty.contains(&format!("<li aria-current=\"page\">{title}</li>")));
    assert!(site.page("/sources").await.contains(" · English · "));
    let source = site.json("/sources/iran-russia-2025.json").await;
    let passages: Vec<&str> = source["blocks"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|b| b["clauses"].as_array().unwrap())
        .map(|c| c["id"].as_str().unwrap())
        .collect();
    let (one, two) = (passages[0], passages[1]);
    let name = source["metadata"]["title"].as_str().unwrap();
    let compared = site.page(&format!("/compare?c={one},{two}")).await;
    let (heading, _) = compared.split_once("</title>").unwrap();
    let first_words = name.split(' ').take(3).collect::<Vec<_>>().join(" ");
    assert!(heading.contains(&format!(" of {first_words}")), "{heading}");
    assert!(compared.contains("English") && !compared.contains("</span> en</li>"));
    let cited = site.page(&format!("/cite?c={one}")).await;
    assert!(cited.contains(&format!("{name}, paragraph 1, sentence 1</a>")));
    // The whole hash is in the JSON.
    let hash = source["revision"].as_str().unwrap();
    let page = site.page("/sources/iran-russia-2025").await;
    assert!(hash.len() == 64 && page.contains(&format!("title=\"{hash}\">{}</span>", &hash[..12])));
}

#[tokio::test]
async fn a_single_source_is_named_once_and_not_with_each_value() {
    let site = Site::empty().await;
    let text = "Convention on the Exchange of Seed between Iran and Russia\nArticle 1\nThe Parties shall exchange seed.\nArticle 2\nThis Convention shall enter into force on 4 May 1991 and remain in force for ten years.\nDone at Moscow on 3 May 1990.";
    let stated = Metadata { r#type: Some(SourceType::Text), ..Metadata::default() };
    site.ingest_stated("seed", text, stated).await;
    let page = site.page("/treaties/seed").await;
    assert!(
        page.contains("All that is said here is from <a href=\"/sources/seed\">its text</a>."),
        "{page}"
    );
    assert!(!page.contains("publisher not stated"), "{page}");
    assert!(page.contains("Words<span class=\"unseen\"> that give 3 May 1990</span>"), "{page}");
    // A passage that is an article is not named twice on the way to it.
    let (id, _) = site
        .passages("seed")
        .await
        .into_iter()
        .find(|(_, text)| text.contains("shall exchange"))
        .unwrap();
    let page = site.page(&format!("/c/{id}")).await;
    assert_eq!(page.matches("<li>Article 1</li>").count(), 0, "{page}");
    assert!(page.contains("<li aria-current=\"page\">Article 1</li>"), "{page}");
}
