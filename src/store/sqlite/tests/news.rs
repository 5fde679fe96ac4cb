//! What is new: wordings by the version that first had them, sources by the last that changed words.

use super::*;

const A: &str = "Iran agreed.";
const B: &str = "Russia agreed.";
const C: &str = "Both agreed.";

/// Puts a version of a source, with a publisher so that versions of the same words differ; it counts as
/// added on this day.
async fn put(store: &SqliteStore, source: &str, day: u32, sentences: &[&str]) -> Document {
    let mut put = document(source, sentences);
    put.source.publisher = Some(format!("Publisher {day}"));
    let put = finished(put);
    store.put(&put).await.unwrap();
    sqlx::query("UPDATE revision SET added = ?1 WHERE id = (SELECT max(id) FROM revision)")
        .bind(format!("2026-11-{day:02}T08:00:00Z"))
        .execute(&store.writer)
        .await
        .unwrap();
    put
}

/// When the clauses of a document were issued, as the index is told.
async fn issued(store: &SqliteStore, document: &Document) -> Vec<(u64, String)> {
    let ids: Vec<ClauseId> = document.clauses.iter().map(|clause| clause.id).collect();
    let indexed = store.indexed(&ids).await.unwrap();
    indexed.into_iter().map(|c| (c.issued.version, c.issued.at[8..10].to_owned())).collect()
}

/// Names with the days on which they came and changed.
fn days(news: &[News]) -> Vec<(&str, Option<&str>, &str)> {
    news.iter()
        .map(|n| (n.slug.as_str(), n.published.as_deref().map(|at| &at[8..10]), &n.updated[8..10]))
        .collect()
}

/// The sources of a list, newest first.
async fn sources(store: &SqliteStore, treaty: Option<&str>, kind: Option<SourceType>) -> Vec<News> {
    let list = SourceList { treaty: treaty.map(slug), r#type: kind };
    store.newest_sources(&list, None, 100).await.unwrap().unwrap().items
}

/// The treaties of a party, newest first.
async fn treaties(store: &SqliteStore, party: Option<&str>) -> Vec<News> {
    store.newest_treaties(party, None, 100).await.unwrap().unwrap().items
}

fn at(version: u64, day: &str) -> (u64, String) {
    (version, day.to_owned())
}

#[tokio::test]
async fn a_wording_is_as_new_as_the_version_that_first_had_it() {
    let (_folder, store) = store().await;
    put(&store, "one", 1, &[A, B]).await;
    put(&store, "two", 2, &[A]).await;
    let third = put(&store, "one", 3, &[C, A]).await;
    assert_eq!(issued(&store, &third).await, [at(3, "03"), at(1, "01")]);
    // What comes back is not new.
    let fourth = put(&store, "one", 4, &[C, A, B]).await;
    assert_eq!(issued(&store, &fourth).await, [at(3, "03"), at(1, "01"), at(1, "01")]);
    store.retract(&slug("one"), "a test").await.unwrap();
    store.reinstate(&fourth).await.unwrap();
    assert_eq!(issued(&store, &fourth).await, [at(3, "03"), at(1, "01"), at(1, "01")]);
    let claims = store.claims(&slug("a-treaty")).await.unwrap();
    let said: Vec<&str> = claims.iter().map(|c| &c.issued[8..10]).collect();
    assert_eq!(said, ["03", "01", "01", "02"]);
}

#[tokio::test]
async fn a_source_comes_up_again_when_its_words_change_and_not_else() {
    let (_folder, store) = store().await;
    put(&store, "one", 1, &[A, B]).await;
    put(&store, "two", 2, &[A]).await;
    put(&store, "one", 3, &[A, B]).await;
    let all = sources(&store, None, None).await;
    assert_eq!(days(&all), [("two", Some("02"), "02"), ("one", Some("01"), "01")]);
    put(&store, "one", 4, &[A]).await;
    let all = sources(&store, None, None).await;
    assert_eq!(days(&all), [("one", Some("01"), "04"), ("two", Some("02"), "02")]);

    let none = sources(&store, None, Some(SourceType::Text)).await;
    assert_eq!(none, []);
    let reports = sources(&store, Some("a-treaty"), Some(SourceType::Report)).await;
    assert_eq!(reports, all);
    assert_eq!(sources(&store, Some("another"), None).await, []);

    let treaty = treaties(&store, Some("IRN")).await;
    assert_eq!(days(&treaty), [("a-treaty", Some("01"), "04")]);
    assert_eq!(treaties(&store, None).await, treaty);
    assert_eq!(treaties(&store, Some("CHN")).await, []);
    let bodies = store.newest_terms(Facet::Institution).await.unwrap();
    assert_eq!(days(&bodies), [("majlis", None, "04")]);

    store.retract(&slug("one"), "a test").await.unwrap();
    let left = sources(&store, None, None).await;
    assert_eq!(days(&left), [("two", Some("02"), "02")]);
    let treaty = treaties(&store, None).await;
    assert_eq!(days(&treaty), [("a-treaty", Some("02"), "02")]);
}

#[tokio::test]
async fn a_store_of_the_version_before_learns_when_its_wordings_came() {
    let (folder, store) = store().await;
    put(&store, "one", 1, &[A, B]).await;
    put(&store, "two", 2, &[A]).await;
    put(&store, "one", 3, &[A, C]).await;
    let last = put(&store, "one", 4, &[A, B, C]).await;
    put(&store, "one", 5, &[A, B, C]).await;
    let before = (issued(&store, &last).await, sources(&store, None, None).await);
    let undo = [
        "DROP INDEX source_changed",
        "ALTER TABLE source DROP COLUMN changed",
        "ALTER TABLE clause DROP COLUMN revision",
        "DELETE FROM _sqlx_migrations WHERE version = 4",
        "PRAGMA user_version = 3",
    ];
    for undo in WITHOUT_FEEDS.into_iter().chain(WITHOUT_TOLD).chain(WITHOUT_LISTS).chain(undo) {
        sqlx::query(undo).execute(&store.writer).await.unwrap();
    }
    drop((store.close().await, store));
    let store = SqliteStore::open(folder.path()).await.unwrap();
    let after = (issued(&store, &last).await, sources(&store, None, None).await);
    assert_eq!(before, after);
    let changed = sqlx::query("UPDATE clause SET revision = 1").execute(&store.writer).await;
    assert!(changed.unwrap_err().to_string().contains("immutable"));
}
