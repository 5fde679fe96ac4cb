//! The file: who may write it, what may not be changed in it, which shapes are refused.

use sqlx::{Executor, SqlSafeStr};

use super::*;

#[tokio::test]
async fn every_statement_prepares() {
    let (_folder, store) = store().await;
    let mut connection = store.writer.acquire().await.unwrap();
    for (name, statement) in sql::ALL.into_iter().flatten() {
        let prepared = connection.prepare(statement.into_sql_str()).await;
        assert!(prepared.is_ok(), "{name}: {prepared:?}");
    }
}

#[tokio::test]
async fn pages_are_read_by_key_without_sorting() {
    let (_folder, store) = store().await;
    for statement in [
        sql::WITH_TERM_REST,
        sql::WITH_TERM_LATER,
        sql::CLAUSES_BETWEEN,
        sql::SOURCES_NEWEST,
        sql::SOURCES_NEWEST_OF_TYPE,
        sql::SOURCES_NEWEST_OF_TREATY,
        sql::TREATIES_AFTER,
        sql::TREATIES_OF_PARTY_AFTER,
        sql::SOURCES_CHANGED_OF_TYPE,
        sql::SOURCES_CHANGED_OF_TYPE_BEFORE,
        sql::SOURCES_CHANGED_OF_TREATY,
        sql::SOURCES_CHANGED_OF_TREATY_BEFORE,
        sql::SOURCES_CHANGED,
        sql::SOURCES_CHANGED_BEFORE,
        sql::TREATIES_CHANGED,
        sql::TREATIES_CHANGED_BEFORE,
        sql::CLAIMS_ISSUED,
        sql::CLAIMS_ISSUED_BEFORE,
        sql::ADDRESSES,
    ] {
        for step in plan(&store, statement).await {
            assert!(!step.contains("TEMP B-TREE") && !step.starts_with("SCAN"), "{step}");
        }
    }
    for statement in [
        sql::DIFFERENCES_AFTER,
        sql::CLAIMS_OF_NEXT,
        sql::DIFFERING_ISSUED,
        sql::DIFFERING_ISSUED_BEFORE,
        sql::DIFFERING_ISSUED_OF_TREATY,
        sql::DIFFERING_ISSUED_OF_TREATY_BEFORE,
    ] {
        let plan = plan(&store, statement).await;
        assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "{plan:#?}");
    }
}

#[tokio::test]
async fn what_grows_is_searched_by_its_keys() {
    let (_folder, store) = store().await;
    let subject = "USING PRIMARY KEY (treaty=? AND property=? AND actor=?)";
    let of_source = "k USING PRIMARY KEY (placement>? AND placement<?)";
    for (statement, step) in [
        (sql::TELL_SOURCE, of_source),
        (sql::UNTELL_SOURCE, "told USING INDEX told_source (source=?)"),
        (sql::SUBJECTS_OF_SOURCE, "told USING COVERING INDEX told_source (source=?)"),
        (sql::VALUES_TOLD, &format!("told {subject}")),
        (sql::SIGNATURES, &format!("told {subject}")),
        (sql::LIST_DIFFERENCE, &format!("k {subject}")),
        (sql::VALUES_OF, &format!("k {subject}")),
        (sql::FACTS_ON, &format!("y {subject}")),
        (sql::FACTS, "y USING PRIMARY KEY (treaty=?)"),
        (sql::FACTS, "x USING PRIMARY KEY (treaty=? AND property=? AND actor=? AND value=?)"),
        (sql::FACTS, "k USING PRIMARY KEY (placement=? AND ord=?)"),
        (sql::CLAIMS_OF_NEXT, of_source),
        (sql::SUPERSEDED_WITH, "p USING INDEX placement_superseded"),
        (sql::SOURCES_CHANGED, "s USING INDEX source_changed (changed<?)"),
        (
            sql::SOURCES_CHANGED_OF_TYPE,
            "s USING INDEX source_changed_of_type (type=? AND changed<?)",
        ),
        (
            sql::SOURCES_CHANGED_OF_TREATY,
            "s USING INDEX source_changed_of_treaty (treaty=? AND changed<?)",
        ),
        (sql::TREATIES_CHANGED, "s USING INDEX source_changed (changed<?)"),
        (sql::TREATIES_CHANGED, "o USING INDEX source_changed_of_treaty (treaty=? AND changed>?)"),
        (sql::CLAIMS_ISSUED, "INDEX told_newest_of_treaty (treaty=? AND issued<?)"),
        (sql::DIFFERING_ISSUED, "INDEX told_differing (issued<?)"),
        (sql::DIFFERING_ISSUED_BEFORE, "INDEX told_differing (issued>?)"),
        (sql::DIFFERING_ISSUED_OF_TREATY, "INDEX told_newest_of_treaty (treaty=? AND issued<?)"),
        (sql::CLAIM_PLACE, "INDEX told_source (source=?"),
    ] {
        let plan = plan(&store, statement).await;
        assert!(plan.iter().any(|found| found.contains(step)), "{step}: {plan:#?}");
    }
}

/// The steps by which the engine runs a statement.
async fn plan(store: &SqliteStore, statement: &str) -> Vec<String> {
    let explain = sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}"));
    let plan: Vec<(i64, i64, i64, String)> =
        sqlx::query_as(explain).fetch_all(&store.readers).await.unwrap();
    plan.into_iter().map(|(.., step)| step).collect()
}

#[tokio::test]
async fn the_vocabularies_have_the_numbers_that_the_file_says() {
    let (_folder, store) = store().await;
    let held: Vec<(i64, String)> = sqlx::query_as("SELECT id, name FROM facet ORDER BY id")
        .fetch_all(&store.readers)
        .await
        .unwrap();
    let known = Facet::ALL.map(|facet| (rows::facet_number(facet), facet.as_str().to_owned()));
    assert_eq!(held, known);
}

#[tokio::test]
async fn issued_ids_wordings_and_term_numbers_can_not_be_changed() {
    let (_folder, store) = store().await;
    store.put(&document("one", &["Iran agreed."])).await.unwrap();
    for forbidden in [
        "DELETE FROM issued",
        "UPDATE issued SET at = ''",
        "UPDATE clause SET text = 'Iran refused.'",
        "DELETE FROM term",
        "UPDATE term SET id = id + 1",
    ] {
        assert!(sqlx::query(forbidden).execute(&store.writer).await.is_err(), "{forbidden}");
    }
    let write = sqlx::query("DELETE FROM placement").execute(&store.readers).await;
    assert!(write.is_err(), "readers can't write");
}

#[tokio::test]
async fn the_views_show_permalinks_and_claims() {
    let (_folder, store) = store().await;
    let put = document("one", &["Iran agreed."]);
    store.put(&put).await.unwrap();
    let id: String = sqlx::query_scalar("SELECT id FROM v_clauses WHERE status = 'current'")
        .fetch_one(&store.readers)
        .await
        .unwrap();
    assert_eq!(id, put.clauses[0].id.to_string());
    let claim: (String, String) = sqlx::query_as("SELECT property, clause FROM v_claims")
        .fetch_one(&store.readers)
        .await
        .unwrap();
    assert_eq!(claim, ("signature".into(), id));
}

#[tokio::test]
async fn a_neighbour_that_writes_is_waited_for_and_then_named() {
    let (folder, mut store) = store().await;
    store.lock_wait = Duration::from_millis(40);
    let put = document("one", &["Iran agreed."]);
    let neighbour = lock(folder.path(), Duration::ZERO).await.unwrap();
    match store.put(&put).await {
        Err(StoreError::Busy { pid, .. }) => assert_eq!(pid, std::process::id()),
        other => panic!("{other:?}"),
    }
    drop(neighbour);
    assert_eq!(store.put(&put).await.unwrap().new, 1);
}

#[tokio::test]
async fn tasks_of_one_process_take_turns() {
    let (_folder, store) = store().await;
    let documents = ["one", "two", "three"].map(|source| document(source, &["They agreed."]));
    let (a, b, c) =
        tokio::join!(store.put(&documents[0]), store.put(&documents[1]), store.put(&documents[2]));
    assert_eq!([a, b, c].map(|report| report.unwrap().new), [1, 1, 1]);
}

#[tokio::test]
async fn a_closed_store_is_one_file_that_opens_again() {
    let (folder, store) = store().await;
    store.put(&document("one", &["Iran agreed."])).await.unwrap();
    store.close().await;
    assert!(!folder.path().join("pacta.db-wal").exists());
    let shape = schema::shape(&folder.path().join(schema::FILE)).await.unwrap();
    assert_eq!(shape, schema::Shape::Known);
    let again = SqliteStore::open(folder.path()).await.unwrap();
    assert_eq!(again.totals().await.unwrap().clauses, 1);
}

#[tokio::test]
async fn a_file_of_a_newer_version_or_another_program_is_refused_and_not_touched() {
    for pragma in ["PRAGMA user_version = 99", "PRAGMA application_id = 7"] {
        let (folder, store) = store().await;
        sqlx::query(pragma).execute(&store.writer).await.unwrap();
        store.close().await;
        let path = folder.path().join(schema::FILE);
        let before = std::fs::read(&path).unwrap();
        match SqliteStore::open(folder.path()).await.map(|_| ()) {
            Err(StoreError::Newer(named)) => {
                assert!(pragma.contains("99"));
                assert_eq!(named, path.display().to_string());
            }
            Err(StoreError::Engine { .. }) => assert!(pragma.contains("application_id")),
            other => panic!("{other:?}"),
        }
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }
}
