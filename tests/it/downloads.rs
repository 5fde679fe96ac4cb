//! Everything held, to be taken away: what the files hold is what the store holds, and what the page says.

use std::{collections::BTreeSet, io::Read};

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use sha2::{Digest, Sha256};

use crate::site::Site;

fn unzipped(bytes: &[u8]) -> String {
    let mut text = String::new();
    flate2::read::GzDecoder::new(bytes).read_to_string(&mut text).unwrap();
    text
}

/// The lines of a JSON Lines file.
fn lines(bytes: &[u8]) -> Vec<serde_json::Value> {
    unzipped(bytes).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The bytes whose hexadecimal digits these are.
fn from_hex(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

#[tokio::test]
async fn the_files_hold_what_the_store_holds_and_the_page_tells_their_size_and_hash() {
    let site = Site::new().await;
    let page = site.json("/download.json").await;
    let html = site.page("/download").await;
    let totals = site.store.totals().await.unwrap();
    for file in page["files"].as_array().unwrap() {
        let href = file["href"].as_str().unwrap();
        let answer = site.get(href).await;
        assert_eq!(answer.status, StatusCode::OK, "{href}");
        assert_eq!(answer.header("content-type"), "application/gzip");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert!(answer.header("content-disposition").starts_with("attachment; filename=\"pacta-"));
        assert_eq!(answer.bytes.len() as u64, file["bytes"].as_u64().unwrap(), "{href}");
        let told = file["sha256"].as_str().unwrap();
        assert_eq!(Sha256::digest(&answer.bytes).as_slice(), from_hex(told), "{href}");
        assert!(html.contains(told) && html.contains(&format!("href=\"{href}\"")), "{href}");
        let held = if href.contains("claims") { totals.claims } else { totals.clauses };
        assert_eq!(file["rows"], held, "{href}");
        let rows = if href.contains(".csv") {
            let text = unzipped(&answer.bytes);
            csv::Reader::from_reader(text.as_bytes()).records().map(Result::unwrap).count()
        } else {
            lines(&answer.bytes).len()
        };
        assert_eq!(rows as u64, held, "{href}");
        let zipped = Request::get(href).header("accept-encoding", "gzip");
        let again = site.send(zipped.body(Body::empty()).unwrap()).await;
        assert_eq!(again.header("content-encoding"), "", "{href} is compressed twice");
        assert_eq!(again.bytes, answer.bytes, "{href}");
    }
    let ids: BTreeSet<String> = lines(&site.get("/download/clauses.jsonl.gz").await.bytes)
        .iter()
        .map(|line| line["id"].as_str().unwrap().to_owned())
        .collect();
    for (id, _) in site.passages("iran-russia-2025").await {
        assert!(ids.contains(&id), "{id}");
    }
    let claims = lines(&site.get("/download/claims.jsonl.gz").await.bytes);
    assert!(claims.iter().all(|c| ids.contains(c["clause"].as_str().unwrap())));
    assert_eq!(site.get("/download/nosuch.gz").await.status, StatusCode::NOT_FOUND);
    // Nothing stays behind in the folder.
    for entry in std::fs::read_dir(site.folder.path()).unwrap() {
        assert!(!entry.unwrap().file_name().to_string_lossy().starts_with("download"));
    }
}

#[tokio::test]
async fn the_files_are_made_anew_when_the_store_has_changed_and_only_then() {
    let site = Site::empty().await;
    site.ingest_text("first", "A pact\nIran and Russia signed it in 2025.").await;
    let before = site.json("/download.json").await;
    assert_eq!(before, site.json("/download.json").await);
    site.ingest_text("second", "Another\nIran and Oman signed it in 2024.").await;
    let after = site.json("/download.json").await;
    assert_eq!((&before["totals"]["clauses"], &after["totals"]["clauses"]), (&1.into(), &2.into()));
    assert_ne!(before["head"], after["head"]);
    assert_eq!(lines(&site.get("/download/clauses.jsonl.gz").await.bytes).len(), 2);
    // A process that was killed left its file; words that were taken back are in no file any more.
    let left = site.folder.path().join(format!("download.{}", std::process::id()));
    std::fs::write(&left, "half of").unwrap();
    site.store.retract(&"second".parse().unwrap(), "It was a draft.").await.unwrap();
    let held = unzipped(&site.get("/download/clauses.jsonl.gz").await.bytes);
    assert!(held.contains("2025") && !held.contains("Oman"));
    assert!(!unzipped(&site.get("/download/claims.csv.gz").await.bytes).contains("Oman"));
    assert!(!left.exists());
}

#[tokio::test]
async fn many_who_ask_at_once_get_the_same_files() {
    let site = Site::new().await;
    let get = || site.get("/download/clauses.csv.gz");
    let (a, b, c) = tokio::join!(get(), get(), get());
    assert!(a.status == StatusCode::OK && a.bytes == b.bytes && b.bytes == c.bytes);
}

#[tokio::test]
async fn a_download_that_was_broken_off_goes_on_where_it_was() {
    const FILE: &str = "/download/clauses.jsonl.gz";
    let site = Site::new().await;
    let whole = site.get(FILE).await;
    let (tag, bytes) = (whole.header("etag").to_owned(), whole.bytes.len());
    assert_eq!(whole.header("accept-ranges"), "bytes");
    let ask = |range: &str, more: Option<(&str, &str)>| {
        let mut request = Request::get(FILE).header("range", range);
        if let Some((name, value)) = more {
            request = request.header(name, value);
        }
        site.send(request.body(Body::empty()).unwrap())
    };
    let first = ask("bytes=0-99", None).await;
    let rest = ask("bytes=100-", Some(("if-range", &tag))).await;
    for (part, range) in [(&first, "0-99".to_owned()), (&rest, format!("100-{}", bytes - 1))] {
        assert_eq!(part.status, StatusCode::PARTIAL_CONTENT);
        assert_eq!(part.header("content-range"), format!("bytes {range}/{bytes}"));
        assert_eq!(part.header("content-length"), part.bytes.len().to_string());
        assert_eq!(part.header("etag"), tag);
        assert_eq!(part.header("access-control-allow-origin"), "*");
    }
    assert_eq!([first.bytes, rest.bytes].concat(), whole.bytes);

    let beyond = ask(&format!("bytes={bytes}-"), None).await;
    assert_eq!(beyond.status, StatusCode::RANGE_NOT_SATISFIABLE);
    assert_eq!(beyond.header("content-range"), format!("bytes */{bytes}"));
    let known = ask("bytes=0-9", Some(("if-none-match", &tag))).await;
    assert_eq!((known.status, known.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
    let head = Request::head(FILE).header("range", "bytes=0-9").body(Body::empty()).unwrap();
    let head = site.send(head).await;
    assert_eq!(
        (head.status, head.header("content-length")),
        (StatusCode::OK, bytes.to_string().as_str())
    );

    // The file of another state of the store is sent from its start.
    site.ingest_text("more", "A pact\nIran and Oman signed it in 2024.").await;
    let changed = ask("bytes=100-", Some(("if-range", &tag))).await;
    assert_eq!(changed.status, StatusCode::OK);
    assert!(changed.header("etag") != tag && unzipped(&changed.bytes).contains("Oman"));
}

#[tokio::test]
async fn slow_readers_of_files_leave_room_for_others() {
    let site = Site::new().await;
    let ask = |path: &str| site.answer(Request::get(path).body(Body::empty()).unwrap());
    let mut slow = Vec::new();
    let refused = loop {
        let answer = ask("/download/clauses.csv.gz").await;
        if answer.status() != StatusCode::OK {
            break answer;
        }
        slow.push(answer);
        assert!(slow.len() < 256);
    };
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(refused.headers().contains_key("retry-after"));
    assert_eq!(site.get("/download").await.status, StatusCode::OK);
    assert_eq!(site.get("/search?q=energy").await.status, StatusCode::OK);
    slow.pop();
    assert_eq!(ask("/download/clauses.csv.gz").await.status(), StatusCode::OK);
}
