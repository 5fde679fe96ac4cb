//! Every URL of the table, walked.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use pacta::web::{ROUTES, Route, Twin};
use serde_json::{Value, json};

use crate::site::Site;

/// A path of the route that answers, with a real id.
async fn example(site: &Site, route: &Route) -> String {
    let (id, _) = site.passages("iran-russia-2025").await.swap_remove(0);
    route.example.replace("{clause}", &id)
}

#[tokio::test]
async fn every_page_answers_is_documented_and_is_not_sent_twice() {
    let site = Site::new().await;
    let help = site.page("/help").await;
    for route in ROUTES {
        let path = example(&site, route).await;
        assert!(help.contains(&format!("<code>{}</code>", route.path)), "{path} is not in /help");
        let answer = site.get(&path).await;
        if answer.status == StatusCode::FOUND {
            assert!(answer.header("location").starts_with("/c/"), "{path}");
            continue;
        }
        if matches!(path.as_str(), "/sitemap.xml" | "/opensearch.xml" | "/.well-known/security.txt")
        {
            // It needs a public address, or a contact.
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
            continue;
        }
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        if path == "/metrics" {
            // It counts each time that it is asked.
            continue;
        }
        let tag = answer.header("etag").to_owned();
        assert!(!tag.is_empty(), "{path} has no tag");
        let again = Request::get(&path).header("if-none-match", &tag).body(Body::empty()).unwrap();
        let again = site.send(again).await;
        assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""), "{path}");
        let head = site.send(Request::head(&path).body(Body::empty()).unwrap()).await;
        assert_eq!(
            (head.status, head.header("etag"), head.body.as_str()),
            (StatusCode::OK, tag.as_str(), ""),
            "{path}"
        );
        assert_eq!(head.header("content-length"), answer.bytes.len().to_string(), "{path}");
    }
}

#[tokio::test]
async fn pages_go_out_compressed_to_those_who_ask_and_keep_their_tag() {
    let site = Site::new().await;
    let plain = site.get("/help").await;
    assert_eq!(plain.header("content-encoding"), "");
    let ask = || Request::get("/help").header("accept-encoding", "gzip, br");
    let packed = site.send(ask().body(Body::empty()).unwrap()).await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert_eq!(packed.header("vary"), "accept-encoding");
    assert_eq!(packed.header("etag"), plain.header("etag"));
    let again = ask().header("if-none-match", plain.header("etag")).body(Body::empty()).unwrap();
    assert_eq!(site.send(again).await.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn every_page_has_the_twins_that_the_table_says_and_no_other() {
    let site = Site::new().await;
    let mut tried = 0;
    for route in ROUTES {
        let page = example(&site, route).await;
        for twin in Twin::DATA {
            let path = twin.address(&page);
            let answer = site.get(&path).await;
            // No text is bundled; a report has no such form.
            if !route.twins.contains(&twin) || twin == Twin::AkomaNtoso {
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
                continue;
            }
            tried += 1;
            assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
            if answer.status == StatusCode::FOUND {
                assert!(answer.header("location").ends_with(twin.suffix()), "{path}");
                continue;
            }
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert_eq!(answer.header("content-type"), twin.media_type(), "{path}");
            if twin == Twin::Json {
                let data: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
                assert!(data.is_object(), "{path}");
            }
            let tag = answer.header("etag");
            let again =
                Request::get(&path).header("if-none-match", tag).body(Body::empty()).unwrap();
            assert_eq!(site.send(again).await.status, StatusCode::NOT_MODIFIED, "{path}");
        }
    }
    assert!(tried > 15);
}

#[tokio::test]
async fn what_is_not_there_answers_404_with_ways_onward_in_both_forms() {
    let site = Site::new().await;
    for path in [
        "/nosuchpage",
        "/domains/nosuch",
        "/parties/atlantis",
        "/institutions/nosuch",
        "/treaties/nosuch",
        "/sources/nosuch",
        "/sources/nosuch/p1.s1",
        "/sources/iran-russia-2025/p99.s9",
        "/c/000000000000",
        "/c/not-an-id",
        "/domains/%00",
    ] {
        let page = site.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(
            page.body.contains("Ways onward") && page.body.contains("href=\"/domains\""),
            "{path}"
        );
        for twin in Twin::DATA {
            let data = site.get(&twin.address(path)).await;
            assert_eq!(data.status, StatusCode::NOT_FOUND, "{path}");
            assert_eq!(data.header("content-type"), "application/problem+json", "{path}");
            assert!(data.body.contains("\"ways\":["), "{path}");
        }
    }
}

#[tokio::test]
async fn a_parameter_that_cannot_be_read_answers_400_and_is_named() {
    let site = Site::new().await;
    let long = format!("/search?q={}", "a".repeat(1025));
    let many = format!("/search?q={}", "a+".repeat(33));
    let deep = format!("/search?q={}a{}", "(".repeat(17), ")".repeat(17));
    for (path, names) in [
        (long.as_str(), "1024"),
        (many.as_str(), "32"),
        (deep.as_str(), "16"),
        ("/search?q=a&sort=sideways", "<code>sort</code>"),
        ("/search?q=a&after=nonsense", "<code>after</code>"),
        ("/search?q=a&q=b", "<code>q</code>"),
        ("/domains/energy?after=x", "<code>after</code>"),
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        assert!(answer.body.contains(names), "{path}: {}", answer.body);
    }
    for (path, rest) in [
        ("/domains/energy.json?after=x", "/domains/energy"),
        ("/search.json?q=a&after=nonsense", "/search?q=a"),
        ("/search.json?sort=x&q=a+b", "/search?q=a+b"),
        ("/treaties.json?from=zzzz&by=year", "/treaties?by=year"),
        ("/treaties/iran-russia-2025/brief.json?limit=9999", "/treaties/iran-russia-2025/brief"),
        ("/differences.json?domain=zz", "/differences"),
    ] {
        let problem: Value = serde_json::from_str(&site.get(path).await.body).unwrap();
        let same = json!({ "label": "The same without it", "href": rest });
        assert!(problem["ways"].as_array().unwrap().contains(&same), "{path}: {problem}");
    }
}

#[tokio::test]
async fn what_others_put_into_a_shared_link_does_no_harm() {
    let site = Site::new().await;
    let (id, _) = site.passages("iran-russia-2025").await.swap_remove(0);
    for path in ["/", "/domains/energy", "/search?q=energy", &format!("/c/{id}")] {
        let joint = if path.contains('?') { '&' } else { '?' };
        let answer = site.get(&format!("{path}{joint}utm_source=a&fbclid=b")).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
    }
    for (typed, meant) in [
        (format!("/c/{id}."), format!("/c/{id}")),
        (format!("/c/{id}/"), format!("/c/{id}")),
        ("/domains/".to_owned(), "/domains".to_owned()),
        ("/domains/Energy".to_owned(), "/domains/energy".to_owned()),
        (
            "/treaties/Iran%20Russia%202025.json".to_owned(),
            "/treaties/iran-russia-2025.json".to_owned(),
        ),
        ("/api/types/ClausePage".to_owned(), "/api/types/clause-page".to_owned()),
        ("/api/types/Clause-Page".to_owned(), "/api/types/clause-page".to_owned()),
        ("/api/types/CLAUSE-PAGE.json".to_owned(), "/api/types/clause-page.json".to_owned()),
    ] {
        let answer = site.get(&typed).await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (StatusCode::PERMANENT_REDIRECT, meant.as_str())
        );
    }
    assert_eq!(site.get("//evil.example/").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn every_answer_carries_the_security_headers_and_no_cookie() {
    let site = Site::new().await;
    for path in [
        "/",
        "/index.json",
        "/nosuchpage",
        "/search?sort=x",
        "/sources/iran-russia-2025/p1.s1",
        "/healthz",
    ] {
        let answer = site.get(path).await;
        for name in [
            "content-security-policy",
            "x-content-type-options",
            "referrer-policy",
            "permissions-policy",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy",
        ] {
            assert!(!answer.header(name).is_empty(), "{path} lacks {name}");
        }
        assert!(answer.header("content-security-policy").starts_with("default-src 'none'"));
        assert_eq!(answer.header("set-cookie"), "");
    }
}

#[tokio::test]
async fn other_methods_are_refused_and_the_host_is_never_echoed() {
    let site = Site::new().await;
    let post = site.send(Request::post("/domains").body(Body::empty()).unwrap()).await;
    assert_eq!((post.status, post.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "GET,HEAD"));
    for path in ["/", "/sources/iran-russia-2025/p1.s1", "/nosuchpage", "/c/0123-4567-89AB"] {
        let request = Request::get(path)
            .header("host", "evil.example")
            .header("x-forwarded-host", "evil.example");
        let answer = site.send(request.body(Body::empty()).unwrap()).await;
        assert!(
            !answer.body.contains("evil.example") && !answer.header("location").contains("evil"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_long_source_is_read_page_by_page_and_links_lead_to_the_right_one() {
    let site = Site::empty().await;
    let lines: Vec<String> =
        (1..=900).map(|n| format!("Iran and Russia spoke of matter{n}.")).collect();
    let lines = lines.join(
        "
",
    );
    site.ingest_text("long", &format!("A long talk\n{lines}")).await;
    let mut seen = 0;
    let mut next = Some("/sources/long.json".to_owned());
    while let Some(path) = next {
        let page = site.json(&path).await;
        let blocks = page["blocks"].as_array().unwrap();
        seen += blocks.iter().map(|b| b["clauses"].as_array().unwrap().len()).sum::<usize>();
        next = page["next"].as_str().map(|n| n.replace("/long?", "/long.json?"));
    }
    assert_eq!(seen, 900);
    let hit = site.json("/search.json?q=matter777").await;
    let link = hit["groups"][0]["clauses"][0]["in_source"].as_str().unwrap().to_owned();
    assert_eq!(link, "/sources/long?from=776#p777.s1");
    assert!(site.page("/sources/long?from=776").await.contains("id=\"p777.s1\""));
    assert_eq!(site.get("/sources/long?from=x").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn while_there_is_no_index_only_search_waits() {
    let site = Site::empty().await;
    let answer = site.get("/search?q=energy").await;
    assert_eq!(
        (answer.status, answer.header("retry-after")),
        (StatusCode::SERVICE_UNAVAILABLE, "2")
    );
    assert_eq!(site.get("/domains/energy").await.status, StatusCode::OK);
    assert_eq!(site.get("/").await.status, StatusCode::OK);
    assert_eq!(site.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn what_sources_say_is_shown_as_text_and_never_as_markup() {
    let site = Site::empty().await;
    let hostile = "Pact <script>alert(1)</script> signed\nThe <b>treaty</b> between Iran and Russia \"said\" <img src=x onerror=alert(1)> that energy & trade 'matter'.";
    site.ingest_text("hostile", hostile).await;
    let (id, _) = site.passages("hostile").await.swap_remove(0);
    for path in [
        "/",
        "/search?q=energy",
        "/sources/hostile",
        "/treaties/hostile",
        "/domains/energy",
        &format!("/c/{id}"),
    ] {
        let page = site.page(path).await;
        assert!(
            !page.contains("<script>alert")
                && !page.contains("<img src=x")
                && !page.contains("<b>treaty"),
            "{path}"
        );
    }
    let page = site.page("/search?q=%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert!(!page.contains("<script>alert"));
}
