//! Searching as readers do.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::site::{Site, encoded};

#[tokio::test]
async fn a_word_finds_its_passage_and_is_marked() {
    let site = Site::new().await;
    assert_eq!(site.found("interbank").await.len(), 1);
    let page = site.page("/search?q=interbank").await;
    assert_eq!(page.matches("<mark>").count(), 1);
    assert!(page.contains("<mark>interbank</mark>"));
}

#[tokio::test]
async fn acronyms_spellings_and_phrases_find_theirs() {
    let site = Site::new().await;
    let article = |texts: &[String]| {
        texts.iter().filter(|t| t.contains("Shanghai Cooperation Organization")).count()
    };
    assert_eq!(article(&site.found("SCO").await), 1);
    assert_eq!(article(&site.found("\"Shanghai Cooperation Organisation\"").await), 1);
    let national = site.found("\"national currencies\"").await;
    assert_eq!(national.len(), 1);
    assert!(national[0].contains("utilization of national currencies"));
    assert!(site.found("\"currencies national\"").await.is_empty());
    let defence = site.found("defense").await;
    assert!(defence.len() >= 3 && defence.iter().all(|t| t.contains("defence")));
}

#[tokio::test]
async fn fields_narrow_to_what_was_read() {
    let site = Site::new().await;
    let duma = site.found("party:russia institution:state-duma").await;
    assert!(duma.iter().any(|t| t.starts_with("The Russian legislature’s ratification")));
    assert!(duma.iter().any(|t| t.starts_with("Both legislative bodies")));
    assert!(duma.iter().all(|t| t.contains("Duma") || t.contains("Both legislative")));
    let energy = site.found("domain:energy").await;
    assert_eq!(energy.len(), 3);
    assert_eq!(site.found("domain:energy kind:statement").await.len(), 1);
    assert_eq!(site.found("between:russia,iran").await.len(), site.found("").await.len().min(20));
    assert!(site.found("date:2025-05").await.iter().all(|t| t.contains("May 2025")));
    assert_eq!(site.found("terrorism OR interbank").await.len(), 3);
    assert!(site.found("defence -military").await.iter().all(|t| !t.contains("military")));
}

#[tokio::test]
async fn a_facet_link_narrows_and_can_be_undone() {
    let site = Site::new().await;
    let all = site.json("/search.json?q=treaty").await;
    let subject =
        all["facets"].as_array().unwrap().iter().find(|f| f["title"] == "Subject").unwrap();
    let value = &subject["values"][0];
    let narrowed = value["href"].as_str().unwrap().replace("/search?", "/search.json?");
    let page = site.json(&narrowed).await;
    assert_eq!(page["total"], value["count"]);
    assert!(page["total"].as_u64() < all["total"].as_u64());
    let undone =
        page["filters"][0]["without"].as_str().unwrap().replace("/search?", "/search.json?");
    assert_eq!(site.json(&undone).await["total"], all["total"]);
}

#[tokio::test]
async fn pages_follow_one_another_without_gap_or_repetition() {
    let site = Site::new().await;
    let mut seen = Vec::new();
    let mut next = Some("/search.json?q=&sort=document".to_owned());
    while let Some(path) = next {
        let page = site.json(&path).await;
        for group in page["groups"].as_array().unwrap() {
            seen.extend(group["clauses"].as_array().unwrap().iter().map(|c| c["id"].to_string()));
        }
        next = page["next"].as_str().map(|n| n.replace("/search?", "/search.json?"));
    }
    let count = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((seen.len(), count), (34, 34));
}

#[tokio::test]
async fn a_search_without_hits_offers_its_parts() {
    let site = Site::new().await;
    let page = site.page("/search?q=energy+unicorns").await;
    assert!(page.contains("without unicorns") && page.contains("href=\"/search?q=energy\""));
    let odd = site.get("/search?q=%28%28%28").await;
    assert_eq!(odd.status, StatusCode::OK);
    let field = site.page("/search?q=colour%3Ared").await;
    assert!(field.contains("class=\"notice\""), "an unknown field is told");
    assert!(
        site.page("/search?q=domain%3Anonsense").await.contains("No subject is called “nonsense”.")
    );
}

#[tokio::test]
async fn how_many_and_how_it_was_read_is_one_sentence() {
    let site = Site::new().await;
    for (q, says) in [
        ("interbank", "1 passage with the word “interbank”."),
        ("domain:energy", "3 passages on the subject “Energy”."),
        ("", "34 passages."),
        ("zzqqx", "No passage is held with the word “zzqqx”."),
    ] {
        let page = site.page(&format!("/search?q={q}")).await;
        assert!(page.contains(&format!("role=\"status\">{says}</p>")), "{q}: {page}");
    }
    // With one word, there is no part to leave out, and nothing else to do it instead of.
    let page = site.page("/search?q=zzqqx").await;
    assert!(page.contains("No passage found") && page.contains("<p>Browse by"));
    let page = site.page("/search?q=zzqqx+energy").await;
    assert!(page.contains("Nothing matches all of that") && page.contains("<p>Or browse by"));
}

#[tokio::test]
async fn words_typed_on_the_page_of_a_subject_are_looked_for_within_it() {
    let site = Site::new().await;
    let page = site.page("/domains/energy").await;
    assert!(page.contains("<label for=\"within\">Search within Energy</label>"));
    assert!(page.contains("<input type=\"hidden\" name=\"within\" value=\"domain:energy\">"));
    for (typed, q) in [
        ("gas OR oil", "(gas OR oil) domain:energy"),
        ("\"an open quotation", "\"an open quotation\" domain:energy"),
        ("", "domain:energy"),
    ] {
        let answer = site.get(&format!("/search?within=domain:energy&q={}", encoded(typed))).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{typed}");
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", q).finish();
        assert_eq!(answer.header("location"), format!("/search?{query}"), "{typed}");
    }
}

#[tokio::test]
async fn a_time_is_typed_into_two_fields_and_shown_in_them() {
    let site = Site::new().await;
    for (asked, q) in [
        ("q=treaty&from=2024&to=", "treaty+date%3A2024.."),
        ("q=treaty+date%3A2019&to=2025-05", "treaty+date%3A..2025-05"),
        ("q=&from=2024&to=2025&sort=date", "date%3A2024..2025&sort=date"),
    ] {
        let answer = site.get(&format!("/search?{asked}")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{asked}");
        assert_eq!(answer.header("location"), format!("/search?q={q}"), "{asked}");
    }
    let page = site.page("/search?q=treaty+date%3A2024..2025-05&sort=date").await;
    for field in [
        "name=\"from\" value=\"2024\"",
        "name=\"to\" value=\"2025-05\"",
        "name=\"q\" value=\"treaty\"",
        "name=\"sort\" value=\"date\"",
    ] {
        assert!(page.contains(field), "{field}");
    }
    for (asked, says) in [
        ("from=soon", "A date is written 2025, 2025-01 or 2025-01-16."),
        ("from=2025&to=2024", "It is before the first time."),
    ] {
        let answer = site.get(&format!("/search?q=treaty&{asked}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{asked}");
        assert!(answer.body.contains(says), "{asked}");
    }
    let told = site.page("/search?q=after%3A2024").await;
    assert!(told.contains("“after:2024” was read as “date:2024..”"));
}

#[tokio::test]
async fn what_only_filters_find_stands_under_each_source_once() {
    let site = Site::new().await;
    let page = site.json("/search.json?q=party:iran").await;
    let sources: Vec<&Value> =
        page["groups"].as_array().unwrap().iter().map(|g| &g["source"]).collect();
    let mut once = sources.clone();
    once.dedup();
    assert_eq!(sources, once);
    assert_eq!(
        page["sorts"][0],
        json!({"label": "Date in the passage", "href": "/search?q=party%3Airan&sort=date", "chosen": false})
    );
    assert!(page["sorts"].as_array().unwrap().iter().any(|s| s["chosen"] == true));
    let table = site.page("/search.csv?q=date:2025").await;
    assert!(table.lines().next().unwrap().ends_with(",text,treaty,parties,dates"), "{table}");
    assert!(table.contains(",iran-russia-2025,IRN RUS,2025-"), "{table}");
    let party = site.page("/parties/iran").await;
    assert!(party.contains("<a href=\"/treaties?party=iran\">1 treaty of Iran</a>"), "{party}");
}

#[tokio::test]
async fn a_search_that_cannot_be_answered_is_not_lost() {
    let site = Site::new().await;
    let answer = site.get("/search?q=energy+trade&sort=foo").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.body.contains("It is one of relevance, date, document, newest."));
    assert!(answer.body.contains("<a href=\"/search?q=energy+trade\">The same without it</a>"));
    let long = "word ".repeat(40);
    let answer = site.get(&format!("/search?q={}", encoded(&long))).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.body.contains(&format!("{}</textarea>", long.trim())), "{}", answer.body);
    let answer = site.get("/verify?quote=so+%26+so").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.body.contains(">so &#38; so</textarea>"), "{}", answer.body);
}

#[tokio::test]
async fn the_energy_page_lists_the_passages_on_energy_and_says_what_is_held() {
    let site = Site::new().await;
    let page = site.page("/domains/energy").await;
    assert!(page.contains(
        "3 passages are about energy, all from one report. Pacta does not hold the text of the treaty: Comprehensive"
    ));
    for words in
        ["It sets out clear priorities", "Both legislative bodies", "From an economic perspective"]
    {
        assert!(page.contains(words), "{words}");
    }
    assert_eq!(page.matches("class=\"passage\"").count(), 3);
}

/// The passages that a search finds, with what was read in them.
async fn hits(site: &Site, q: &str) -> Vec<Value> {
    let page = site.json(&format!("/search.json?q={}", encoded(q))).await;
    let groups = page["groups"].as_array().unwrap().iter();
    let ids: Vec<String> = groups
        .flat_map(|g| g["clauses"].as_array().unwrap())
        .map(|c| c["id"].as_str().unwrap().to_owned())
        .collect();
    let mut hits = Vec::new();
    for id in ids {
        hits.push(site.json(&format!("/c/{id}.json")).await["clause"].clone());
    }
    hits
}

fn has(clause: &Value, list: &str, key: &str, value: &str) -> bool {
    clause[list].as_array().unwrap().iter().any(|a| a[key] == value)
}

fn dated(clause: &Value, year: &str) -> bool {
    let dates = clause["dates"].as_array().unwrap();
    dates.iter().any(|d| d["value"].as_str().unwrap().contains(year))
}

fn words(clause: &Value) -> String {
    clause["text"].as_str().unwrap().to_lowercase()
}

type Means = fn(&Value) -> bool;

#[tokio::test]
async fn every_example_on_the_help_page_does_what_it_says() {
    let site = Site::new().await;
    let meanings: [(&str, Means); 20] = [
        ("interbank ties", |c| words(c).contains("interbank") && words(c).contains("ties")),
        ("\"national currencies\"", |c| words(c).contains("national currencies")),
        ("terrorism OR extremism", |c| {
            words(c).contains("terroris") || words(c).contains("extremis")
        }),
        ("defence -military", |c| words(c).contains("defence") && !words(c).contains("military")),
        ("coopera*", |c| words(c).contains("coopera")),
        ("(terrorism OR extremism) domain:defence", |c| {
            has(c, "domains", "slug", "defence") && words(c).contains("terroris")
        }),
        ("domain:energy", |c| has(c, "domains", "slug", "energy")),
        ("party:russia party:iran", |c| {
            has(c, "parties", "code", "RUS") && has(c, "parties", "code", "IRN")
        }),
        ("between:iran,russia", |c| c["treaty"] == "iran-russia-2025"),
        ("institution:state-duma", |c| has(c, "institutions", "slug", "state-duma")),
        ("place:moscow", |c| has(c, "places", "name", "Moscow")),
        ("date:2025", |c| dated(c, "2025")),
        ("date:2025-01..2025-05", |c| dated(c, "2025")),
        ("date:..2024", |c| c["dates"].as_array().is_some_and(|d| !d.is_empty())),
        ("kind:event", |c| c["kind"] == "event"),
        ("treaty:iran-russia-2025", |c| c["treaty"] == "iran-russia-2025"),
        ("source:iran-russia-2025", |c| c["source"] == "iran-russia-2025"),
        ("type:report", |c| c["type"] == "report"),
        ("lang:en", |c| c["language"] == "en"),
        ("art:3(2)", |c| c["locator"].as_str().unwrap().starts_with("art_3__para_2")),
    ];
    let help = site.json("/help.json").await;
    let examples = help["examples"].as_array().unwrap();
    let asked: Vec<&str> = examples.iter().map(|e| e["query"].as_str().unwrap()).collect();
    assert_eq!(asked, meanings.map(|(q, _)| q));
    let page = site.page("/help").await;
    for (q, means) in meanings {
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", q).finish();
        assert!(page.contains(&format!("href=\"/search?{query}\"")), "{q}");
        let found = hits(&site, q).await;
        // Articles are of treaty texts, and none is bundled.
        assert_eq!(found.is_empty(), q.starts_with("art:"), "{q}");
        for clause in &found {
            assert!(means(clause), "{q}: {clause}");
        }
        assert_eq!(site.json(&format!("/search.json?{query}")).await["notices"], json!([]), "{q}");
    }
    for (q, finds) in
        [("SCO", "shanghai cooperation organi"), ("joint military exercises", "joint")]
    {
        assert!(hits(&site, q).await.iter().any(|c| words(c).contains(finds)), "{q}");
    }
}

#[tokio::test]
async fn the_fields_of_treaty_texts_find_their_articles_and_kinds() {
    let (site, clauses) = Site::fixtures().await;
    let count = |matches: &dyn Fn(&pacta::model::ClauseRecord) -> bool| {
        clauses.iter().filter(|c| matches(c)).count() as u64
    };
    let kind = |name: &'static str| count(&move |c| c.kind.as_str() == name);
    let text = |c: &pacta::model::ClauseRecord| c.r#type.as_str() == "text";
    for (q, expected) in [
        ("kind:preamble", kind("preamble")),
        ("kind:final OR kind:testimonium", kind("final") + kind("testimonium")),
        ("type:text", count(&text)),
        (
            "source:nepal-bhutan-health-1987",
            count(&|c| c.source.as_str() == "nepal-bhutan-health-1987"),
        ),
        ("lang:es", count(&|c| c.language.starts_with("es"))),
        (
            "lang:fr -kind:preamble",
            count(&|c| c.language.starts_with("fr") && c.kind.as_str() != "preamble"),
        ),
        (
            "art:3 source:nepal-bhutan-health-1987",
            count(&|c| {
                let in_article = |l: &str| l == "art_3" || l.starts_with("art_3__");
                c.source.as_str() == "nepal-bhutan-health-1987" && in_article(c.locator.as_str())
            }),
        ),
    ] {
        assert!(expected > 0, "{q}");
        let found = site.json(&format!("/search.json?q={}", encoded(q))).await;
        assert_eq!(found["total"], expected, "{q}");
    }
}

#[tokio::test]
async fn the_searches_that_were_promised_do_what_they_say() {
    let site = Site::new().await;
    let q = "terrorism OR extremism -military domain:peace-security date:2025";
    for clause in hits(&site, q).await {
        assert!(words(&clause).contains("terroris") || words(&clause).contains("extremis"));
        assert!(!words(&clause).contains("military") && dated(&clause, "2025"));
        assert!(has(&clause, "domains", "slug", "peace-security"));
    }
    let read = site.json(&format!("/search.json?q={}", encoded(q))).await["read_as"].clone();
    assert_eq!(
        read,
        "Passages (either with the word “terrorism” or with the word “extremism”) and not with the word \
         “military” and on the subject “Peace and security” and with a date in 2025."
    );
    let exercises = hits(&site, "\"joint military exercises\"").await;
    assert!(!exercises.is_empty());
    for clause in exercises {
        assert!(words(&clause).contains("joint military exercises"));
        let page =
            site.page(&format!("/search?q={}", encoded("\"joint military exercises\""))).await;
        assert!(page.contains("<mark>joint military exercises</mark>"));
    }
}

#[tokio::test]
async fn a_query_over_a_cap_is_told_which_and_how_to_go_on() {
    let site = Site::new().await;
    for (q, says) in [
        ("a ".repeat(33), "33 terms; at most 32 are read"),
        ("x".repeat(1025), "1025 bytes long; at most 1024 are read"),
        ("(".repeat(17), "17 deep; at most 16 are read"),
    ] {
        let answer = site.get(&format!("/search?q={}", encoded(&q))).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{says}");
        assert!(answer.body.contains(says) && answer.body.contains("/help"), "{says}");
    }
}
