//! A pasted text is read as an ingest would read it, and nothing of it is stored.

use std::time::{Duration, Instant};

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use serde_json::Value;

use crate::site::{Answer, Site};

const TEXT: &str = "Iran and Russia agree on gas\n\nIran and Russia signed a treaty on gas pipelines in Moscow on 17 January 2025. “Both countries gain,” said <b>Sergey Lavrov</b> & others.\n\nThe State Duma ratified it on 8 April.";

async fn post(site: &Site, path: &str, fields: &[(&str, &str)]) -> Answer {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(fields);
    let request = Request::post(path)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(form.finish()));
    site.send(request.unwrap()).await
}

async fn tried(site: &Site, fields: &[(&str, &str)]) -> Value {
    let answer = post(site, "/try.json", fields).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let page: Value = serde_json::from_str(&answer.body).unwrap();
    page["reading"].clone()
}

fn passages(reading: &Value) -> Vec<&Value> {
    let blocks = reading["blocks"].as_array().unwrap();
    blocks.iter().filter(|b| b["heading"].is_null()).collect()
}

#[tokio::test]
async fn a_pasted_text_is_read_as_an_ingest_reads_it() {
    let site = Site::empty().await;
    let reading =
        tried(&site, &[("text", &TEXT.replace('\n', "\r\n")), ("date", "2025-04-09")]).await;
    site.ingest_stated(
        "gas",
        TEXT,
        pacta::read::Metadata {
            published: Some("2025-04-09".parse().unwrap()),
            ..Default::default()
        },
    )
    .await;
    let held = site.store.clauses(false, None, 100).await.unwrap();
    let passages = passages(&reading);
    assert_eq!((passages.len(), reading["passages"].as_u64()), (3, Some(3)));
    assert_eq!((reading["headings"].as_u64(), reading["type"].as_str()), (Some(1), Some("report")));
    for (passage, clause) in passages.into_iter().zip(&held) {
        assert_eq!(passage["text"], clause.text);
        assert_eq!(passage["locator"], clause.locator.as_str());
        assert_eq!(passage["kind"], clause.kind.as_str());
        let read = serde_json::to_value(&clause.annotations).unwrap();
        for (name, of_kind) in read.as_object().unwrap() {
            assert_eq!(passage[name], *of_kind, "{}", clause.text);
        }
    }
    // The year was completed by the date.
    let last = &held[2].annotations.dates[0];
    assert_eq!(last.value.to_string(), "2025-04-08");
}

#[tokio::test]
async fn nothing_of_a_tried_text_is_stored_or_cached() {
    let site = Site::new().await;
    let before = (site.store.totals().await.unwrap(), site.store.position().await.unwrap());
    let answer = post(&site, "/try", &[("text", TEXT)]).await;
    assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::OK, "no-store"));
    assert!(answer.body.contains("Nothing of this is stored"));
    let after = (site.store.totals().await.unwrap(), site.store.position().await.unwrap());
    assert_eq!(before, after);
    assert_eq!(site.json("/try.json").await["reading"], Value::Null);
}

#[tokio::test]
async fn the_page_marks_what_was_read_and_shows_the_text_as_text() {
    let site = Site::empty().await;
    let page = post(&site, "/try", &[("text", TEXT)]).await.body;
    for marked in [
        "<mark class=\"party\"><span class=\"unseen\">party: </span>Iran</mark>",
        "<mark class=\"date\"><span class=\"unseen\">date: </span>17 January 2025</mark>",
        "<mark class=\"place\"><span class=\"unseen\">place: </span>Moscow</mark>",
        "<mark class=\"subject\"><span class=\"unseen\">subject: </span>gas",
    ] {
        assert!(page.contains(marked), "{marked}\n{page}");
    }
    assert!(page.contains("named (countries.tsv)"));
    assert!(!page.contains("<b>Sergey"));
}

#[tokio::test]
async fn the_treaty_and_the_command_that_would_keep_the_text_are_told() {
    let site = Site::new().await;
    let article =
        std::fs::read_to_string(crate::site::repository("data/sources/iran-russia-2025.txt"));
    let reading = tried(&site, &[("text", &article.unwrap()), ("date", "2025-10")]).await;
    assert_eq!(reading["treaty"]["href"], "/treaties/iran-russia-2025");
    assert_eq!(
        reading["command"],
        "pacta ingest FILE --source iran-and-russia-formalise-deepened-alliance-with --type report --treaty iran-russia-2025 --date 2025-10"
    );
    let pact = "Treaty between Japan and Chile on Seeds\n\nArticle 1\n\nThe Parties exchange seeds.\n\nArticle 2\n\nThe Parties meet once a year.\n\nArticle 3\n\nThis Treaty ends in 2031.";
    let reading = tried(&site, &[("text", pact)]).await;
    assert_eq!(reading["type"], "text");
    assert_eq!(reading["treaty"]["title"], "Treaty between Japan and Chile on Seeds");
    assert_eq!(reading["treaty"]["parties"], serde_json::json!(["Chile", "Japan"]));
    assert_eq!(reading["treaty"]["href"], Value::Null);
    assert_eq!(passages(&reading)[1]["place"], "Article 2");
    let reading = tried(&site, &[("text", pact), ("type", "report")]).await;
    assert_eq!(reading["type"], "report");
}

#[tokio::test]
async fn what_cannot_be_tried_is_refused_with_what_to_do() {
    let site = Site::empty().await;
    // Of two bytes each, escaped as six; lines end in two characters on the way.
    let longest = format!("{}\r\n", "é".repeat(32 * 1024 - 1));
    assert_eq!(tried(&site, &[("text", &longest)]).await["type"], "report");
    let long = "a ".repeat(32 * 1024 + 1);
    let longer = "a".repeat(300 * 1024);
    for (fields, status, says) in [
        (vec![("text", long.as_str())], StatusCode::PAYLOAD_TOO_LARGE, "At most 64 KiB"),
        (vec![("text", longer.as_str())], StatusCode::PAYLOAD_TOO_LARGE, "At most 64 KiB"),
        (vec![("text", "<html><p>Pact</p></html>")], StatusCode::BAD_REQUEST, "Paste the words"),
        (vec![("text", "%PDF-1.7\nPact")], StatusCode::BAD_REQUEST, "Paste the words"),
        (
            vec![("text", "Pact"), ("type", "poem")],
            StatusCode::BAD_REQUEST,
            "It is one of text, official, report",
        ),
        (vec![("text", "Pact"), ("date", "soon")], StatusCode::BAD_REQUEST, "It is a date such as"),
        (vec![("text", " \n ")], StatusCode::BAD_REQUEST, "Paste a text first."),
        (vec![], StatusCode::BAD_REQUEST, "Paste a text first."),
    ] {
        let answer = post(&site, "/try", &fields).await;
        assert_eq!(answer.status, status, "{says}");
        assert!(answer.body.contains(says), "{says}: {}", answer.body);
        let data = post(&site, "/try.json", &fields).await;
        let kind = data.header("content-type");
        assert_eq!((data.status, kind), (status, "application/problem+json"), "{says}");
        assert!(data.body.contains(says), "{says}: {}", data.body);
    }
}

#[tokio::test]
async fn a_text_that_cannot_be_tried_is_given_back_to_be_mended() {
    let site = Site::empty().await;
    let text = "Pact\n\nIran & Russia signed <b>it</b>.";
    let page = post(&site, "/try", &[("text", text), ("date", "soon")]).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert!(page.body.contains("Iran &#38; Russia signed &#60;b&#62;it&#60;/b&#62;.</textarea>"));
    assert!(page.body.contains("name=\"date\" type=\"text\" value=\"soon\""));
    let long = "a ".repeat(32 * 1024 + 1);
    assert!(post(&site, "/try", &[("text", &long)]).await.body.contains(&long));
}

#[tokio::test]
async fn texts_made_to_be_hard_hold_nobody_up() {
    let site = Site::empty().await;
    let deep = "Chapter 1\nSection 1\nArticle 1\n1. a\n(a) b\n(i) c\n".repeat(1300);
    let start = Instant::now();
    for text in [
        "(".repeat(60_000),
        "Both countries ".repeat(4000),
        "16 January 2025 ".repeat(4000),
        "the treaty between Iran and ".repeat(2300),
        "1. ".repeat(21_000),
        "“".repeat(21_000),
        deep,
    ] {
        let text = &text[..text.floor_char_boundary(64 * 1024)];
        assert_eq!(post(&site, "/try.json", &[("text", text)]).await.status, StatusCode::OK);
    }
    assert!(start.elapsed() < Duration::from_mins(1), "{:?}", start.elapsed());
}

#[tokio::test]
async fn what_is_no_form_is_told_how_to_be_sent_and_the_api_names_the_fields() {
    let site = Site::empty().await;
    let request = Request::post("/try.json")
        .header("content-type", "application/json")
        .body(Body::from("{\"text\":\"Iran and Russia met.\"}"));
    let answer = site.send(request.unwrap()).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.body.contains("application/x-www-form-urlencoded"), "{}", answer.body);
    let api = site.json("/api.json").await;
    let all = api["addresses"].as_array().unwrap();
    let fields = &all.iter().find(|a| a["path"] == "/try").unwrap()["fields"];
    let names: Vec<&str> =
        fields.as_array().unwrap().iter().map(|f| f["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["date", "text", "type"]);
    assert!(site.page("/api").await.contains("POST takes a form"));
}

#[tokio::test]
async fn claims_are_told_with_their_words_and_rule() {
    let site = Site::empty().await;
    let reading = tried(&site, &[("text", TEXT), ("date", "2025-04-09")]).await;
    let told: Vec<&Value> = passages(&reading)
        .iter()
        .flat_map(|p| p["explanations"].as_array().unwrap())
        .filter(|e| e["of"] == "claim")
        .collect();
    let signed = told.iter().find(|e| e["value"] == "Date of signature: 17 January 2025").unwrap();
    assert_eq!(signed["words"][0], "17 January 2025");
    assert!(signed["rule"].as_str().unwrap().contains("signing"), "{signed}");
}
