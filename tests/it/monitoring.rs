//! What whoever runs a site can watch, and where strangers can report what they find.

use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use pacta::{ingest::bundled, web::Public};

use crate::site::Site;

const SECURITY_TXT: &str = "/.well-known/security.txt";

/// The value of a line of `/metrics`, 0 where there is no such line.
async fn measured(site: &Site, line: &str) -> u64 {
    let text = site.page("/metrics").await;
    assert!(text.ends_with("# EOF\n"), "{text}");
    let found = text.lines().find_map(|l| l.strip_prefix(line)?.strip_prefix(' '));
    found.map_or(0, |value| value.parse().unwrap())
}

#[tokio::test]
async fn answers_are_counted_by_address_and_form_and_never_by_what_was_typed() {
    let site = Site::new().await;
    for path in ["/domains/energy", "/domains/energy", "/domains/trade", "/domains/energy.json"] {
        site.page(path).await;
    }
    site.get("/domains/secret").await;
    site.get("/secret").await;
    let of = |route: &str, form: &str, status: u16| {
        format!(
            "pacta_http_requests_total{{route=\"{route}\",form=\"{form}\",status=\"{status}\"}}"
        )
    };
    assert_eq!(measured(&site, &of("/domains/{slug}", "", 200)).await, 3);
    assert_eq!(measured(&site, &of("/domains/{slug}", ".json", 200)).await, 1);
    assert_eq!(measured(&site, &of("/domains/{slug}", "", 404)).await, 1);
    assert_eq!(measured(&site, &of("", "", 404)).await, 1);
    let timed = "pacta_http_request_duration_seconds_count{route=\"/domains/{slug}\",form=\"\"}";
    assert_eq!(measured(&site, timed).await, 4);
    // Only the request that asks.
    assert_eq!(measured(&site, "pacta_http_requests_in_progress").await, 1);
    assert!(!site.page("/metrics").await.contains("secret"));
}

#[tokio::test]
async fn what_is_held_and_how_far_the_index_is_behind_are_measured() {
    let site = Site::empty().await;
    assert_eq!(measured(&site, "pacta_clauses").await, 0);
    site.store_only(bundled()).await;
    assert_eq!(measured(&site, "pacta_sources").await, 2);
    assert!(measured(&site, "pacta_index_behind_changes").await > 0);
    site.follow().await;
    assert_eq!(measured(&site, "pacta_index_behind_changes").await, 0);
    // Of an index that has seen another history, everything is yet to be indexed.
    let other = Site::empty().await;
    other.ingest_text("a", "Title\nBrazil and Japan speak of coffee.").await;
    let site = site.with_index_of(other).await;
    let changes = site.store.position().await.unwrap().seq;
    assert_eq!(measured(&site, "pacta_index_behind_changes").await, changes);
}

#[tokio::test]
async fn a_site_says_where_to_report_a_vulnerability_where_a_contact_is_named() {
    let site = Site::empty().await;
    assert_eq!(site.get(SECURITY_TXT).await.status, StatusCode::NOT_FOUND);
    let public = Public {
        base_url: Some("https://treaties.example".to_owned()),
        security_contact: Some("mailto:security@treaties.example".to_owned()),
    };
    let site = Site::open_as(site.stop().await, public).await;
    let text = site.page(SECURITY_TXT).await;
    let field = |name: &str| text.lines().find_map(|l| l.strip_prefix(name)?.strip_prefix(": "));
    assert_eq!(field("Contact"), Some("mailto:security@treaties.example"));
    assert_eq!(field("Canonical"), Some("https://treaties.example/.well-known/security.txt"));
    let expires: Timestamp = field("Expires").unwrap().parse().unwrap();
    let left = expires.duration_since(Timestamp::now());
    assert!(left > SignedDuration::ZERO && left < SignedDuration::from_hours(365 * 24), "{text}");
}
