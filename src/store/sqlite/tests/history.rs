//! What is stored is there; what was said stays said; the feed tells what changed.

use super::*;
use crate::{model::Status, store::Op};

/// The feed's entries as operation and clause.
async fn told(store: &SqliteStore) -> Vec<(Op, ClauseId)> {
    let changes = store.changes(0, 1000).await.unwrap();
    changes.into_iter().map(|change| (change.op, change.clause)).collect()
}

#[tokio::test]
async fn a_document_reads_back_as_it_was_put() {
    let (_folder, store) = store().await;
    let put = document("one", &["Iran agreed.", "Russia agreed."]);
    let report = store.put(&put).await.unwrap();
    assert_eq!(report, PutReport { unchanged: false, new: 2, kept: 0, superseded: 0 });

    let reading = store.reading(&slug("one"), 0..u32::MAX).await.unwrap().unwrap();
    assert_eq!(reading.text, put.text);
    assert_eq!(reading.outline, put.outline);
    assert_eq!(reading.record.source, put.source);
    assert_eq!(reading.record.revision, put.revision);
    assert_eq!((reading.record.version, reading.record.clauses), (1, 2));
    for (clause, record) in put.clauses.iter().zip(&reading.clauses) {
        assert_eq!(record.id, clause.id);
        assert_eq!(record.locator, clause.locator);
        assert_eq!(record.order, clause.order);
        assert_eq!(record.kind, clause.kind);
        assert_eq!(record.text, put.text[record.start..record.end]);
        assert_eq!(record.annotations, clause.annotations);
        assert_eq!(record.status, Status::Current);
        assert_eq!(store.clause(clause.id).await.unwrap().as_ref(), Some(record));
        let there = store.clause_at(&slug("one"), &clause.locator).await.unwrap();
        assert_eq!(there, Some(clause.id));
    }

    let claims = store.claims(&slug("a-treaty")).await.unwrap();
    let said: Vec<_> = claims.iter().map(|record| record.claim.clone()).collect();
    let put_claims: Vec<_> = put.clauses.iter().flat_map(|clause| clause.claims.clone()).collect();
    assert_eq!(said, put_claims);
    assert_eq!(store.differences_counted(&DifferenceFilter::default()).await.unwrap(), (0, 0));
    let treaty = store.treaty(&slug("a-treaty")).await.unwrap().unwrap();
    assert_eq!(treaty.treaty, put.treaty);
    assert_eq!((treaty.sources, treaty.texts, treaty.clauses), (1, 0, 2));
    let totals = Totals { treaties: 1, sources: 1, clauses: 2, claims: 2 };
    assert_eq!(store.totals().await.unwrap(), totals);
}

#[tokio::test]
async fn the_same_document_again_writes_nothing() {
    let (_folder, store) = store().await;
    let put = document("one", &["Iran agreed."]);
    store.put(&put).await.unwrap();
    let before = store.position().await.unwrap();
    assert!(store.put(&put).await.unwrap().unchanged);
    assert_eq!(store.position().await.unwrap(), before);
    assert_eq!(store.source(&slug("one")).await.unwrap().unwrap().version, 1);
}

#[tokio::test]
async fn an_inserted_sentence_keeps_the_other_ids_current() {
    let (_folder, store) = store().await;
    let first = document("one", &["Iran agreed.", "Russia agreed."]);
    let second = document("one", &["Iran agreed.", "Then it rained.", "Russia agreed."]);
    store.put(&first).await.unwrap();
    let report = store.put(&second).await.unwrap();
    assert_eq!(report, PutReport { unchanged: false, new: 1, kept: 2, superseded: 0 });
    for clause in first.clauses.iter().chain(&second.clauses) {
        let record = store.clause(clause.id).await.unwrap().unwrap();
        assert_eq!((record.status, record.revision), (Status::Current, second.revision));
    }
    // The first sentence stands as it stood; the last one moved, the one between is new.
    let [_, rained, russia] = second.clauses.as_slice() else { panic!("three clauses") };
    let since = told(&store).await.split_off(2);
    assert_eq!(since, [(Op::Put, rained.id), (Op::Put, russia.id)]);
}

#[tokio::test]
async fn a_vanished_clause_is_superseded_and_can_still_be_read() {
    let (_folder, store) = store().await;
    let first = document("one", &["Iran agreed.", "Russia agreed."]);
    let second = document("one", &["Iran agreed."]);
    store.put(&first).await.unwrap();
    assert_eq!(store.put(&second).await.unwrap().superseded, 1);

    let gone = &first.clauses[1];
    let record = store.clause(gone.id).await.unwrap().unwrap();
    assert_eq!((record.status, record.revision), (Status::Superseded, first.revision));
    assert_eq!((&record.text, &record.annotations), (&gone.text, &gone.annotations));
    assert_eq!(store.clause_at(&slug("one"), &gone.locator).await.unwrap(), None);
    assert_eq!(store.indexed(&[gone.id]).await.unwrap(), []);
    assert_eq!(told(&store).await.last(), Some(&(Op::Delete, gone.id)));
    assert_eq!(store.totals().await.unwrap().clauses, 1);

    // A -> B -> A: an earlier state comes back as a further version, and its clause with it.
    store.put(&first).await.unwrap();
    let record = store.clause(gone.id).await.unwrap().unwrap();
    assert_eq!(record.status, Status::Current);
    assert_eq!(told(&store).await.last(), Some(&(Op::Put, gone.id)));
    assert_eq!(store.source(&slug("one")).await.unwrap().unwrap().version, 3);
}

#[tokio::test]
async fn two_equal_sentences_are_two_clauses() {
    let (_folder, store) = store().await;
    let put = document("one", &["They agreed.", "They agreed."]);
    store.put(&put).await.unwrap();
    let reading = store.reading(&slug("one"), 0..u32::MAX).await.unwrap().unwrap();
    assert_eq!(reading.clauses.len(), 2);
    assert_ne!(reading.clauses[0].id, reading.clauses[1].id);
}

#[tokio::test]
async fn a_rewrapped_clause_keeps_its_id_and_shows_its_words_as_they_now_stand() {
    let (_folder, store) = store().await;
    let (plain, wrapped) =
        (document("one", &["Iran agreed."]), document("one", &["Iran\nagreed."]));
    assert_eq!(plain.clauses[0].id, wrapped.clauses[0].id);
    store.put(&plain).await.unwrap();
    store.put(&wrapped).await.unwrap();
    let record = store.clause(plain.clauses[0].id).await.unwrap().unwrap();
    assert_eq!(record.text, wrapped.text[record.start..record.end]);
}

#[tokio::test]
async fn a_forged_id_is_refused_and_nothing_is_stored() {
    let (_folder, store) = store().await;
    let held = document("one", &["Iran agreed.", "Russia agreed."]);
    store.put(&held).await.unwrap();
    let (before, totals) = (store.position().await.unwrap(), store.totals().await.unwrap());

    let mut other_source = document("two", &["Iran agreed."]);
    other_source.clauses[0].id = held.clauses[0].id;
    let mut other_words = document("one", &["Iran refused."]);
    other_words.clauses[0].id = held.clauses[0].id;
    let mut twice = document("three", &["Iran agreed.", "Russia agreed."]);
    twice.clauses[1].id = twice.clauses[0].id;
    for forged in [other_source, other_words, twice] {
        let forged = finished(forged);
        let refused = store.put(&forged).await;
        assert!(matches!(refused, Err(StoreError::Collision(id)) if id == forged.clauses[0].id));
        assert_eq!(store.position().await.unwrap(), before);
        assert_eq!(store.totals().await.unwrap(), totals);
    }
    assert_eq!(store.revision(&slug("one")).await.unwrap(), Some(held.revision));
}

#[tokio::test]
async fn a_source_may_be_renamed_but_not_founded_anew() {
    let (_folder, store) = store().await;
    let put = document("one", &["Iran agreed."]);
    store.put(&put).await.unwrap();

    let mut renamed = put.clone();
    renamed.source.slug = slug("uno");
    store.put(&finished(renamed)).await.unwrap();
    assert_eq!(store.source(&slug("one")).await.unwrap(), None);
    assert_eq!(store.source(&slug("uno")).await.unwrap().unwrap().version, 2);
    let record = store.clause(put.clauses[0].id).await.unwrap().unwrap();
    assert_eq!(record.source, slug("uno"));

    let mut refounded = document("two", &["Russia agreed."]);
    refounded.source.slug = slug("uno");
    let refused = store.put(&finished(refounded)).await;
    assert!(matches!(refused, Err(StoreError::Founded(held, by))
        if (held.as_str(), by.as_str()) == ("uno", "one")));
}

#[tokio::test]
async fn what_is_learnt_of_a_treaty_is_told_of_the_clauses_of_its_other_sources() {
    let (_folder, store) = store().await;
    let mut first = document("one", &["Iran agreed."]);
    first.treaty.parties.clear();
    let second = document("two", &["Russia agreed."]);
    store.put(&finished(first.clone())).await.unwrap();
    store.put(&second).await.unwrap();
    let last = (Op::Put, first.clauses[0].id);
    assert_eq!(told(&store).await.last(), Some(&last));

    let mut third = document("three", &["China watched."]);
    third.treaty.title = "Another title".into();
    store.put(&finished(third)).await.unwrap();
    let indexed = store.indexed(&[first.clauses[0].id]).await.unwrap();
    assert_eq!(indexed[0].treaty_title, "A treaty");
    assert_eq!(indexed[0].treaty_parties, ["IRN", "RUS"]);
}

#[tokio::test]
async fn heads_tell_histories_apart_and_are_the_same_for_the_same_history() {
    let history = |last: &'static str| async move {
        let (_folder, store) = store().await;
        store.put(&document("one", &["Iran agreed."])).await.unwrap();
        store.put(&document("two", &[last])).await.unwrap();
        let heads = store.changes(0, 10).await.unwrap();
        let Position { seq, head } = store.position().await.unwrap();
        assert_eq!(store.head_at(seq).await.unwrap(), Some(head));
        assert_eq!(store.head_at(seq + 1).await.unwrap(), None);
        assert_eq!(store.changes(1, 10).await.unwrap(), heads[1..]);
        heads
    };
    let (a, b, c) = (history("It held.").await, history("It held.").await, history("No.").await);
    assert_eq!(a, b);
    assert_eq!(a[0], c[0]);
    assert_ne!(a[1].head, c[1].head);
}
