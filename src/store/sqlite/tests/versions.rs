//! Successors, versions, retraction, names, the log of issued ids, and backups.

use std::{fs, time::Instant};

use super::*;
use crate::{model::Status, store::restore};

const SIGNED: &str = "Iran and Russia signed the treaty in Moscow.";
const ENERGY: &str = "The pact covers energy and transport.";
const TRADE: &str = "The pact covers trade and transport.";
const LAST: &str = "It runs for twenty years.";

async fn put(store: &SqliteStore, sentences: &[&str]) -> Document {
    let document = document("one", sentences);
    store.put(&document).await.unwrap();
    document
}

fn id(sentence: &str) -> ClauseId {
    ClauseId::derive(&slug("one"), sentence, 0)
}

async fn clause(store: &SqliteStore, sentence: &str) -> crate::model::ClauseRecord {
    store.clause(id(sentence)).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_lost_wording_leads_to_what_replaced_it_and_back() {
    let (_folder, store) = store().await;
    put(&store, &[SIGNED, ENERGY, LAST]).await;
    put(&store, &[SIGNED, TRADE, LAST]).await;
    let gone = clause(&store, ENERGY).await;
    assert_eq!((gone.version, gone.successor), (1, Some(id(TRADE))));
    let next = clause(&store, TRADE).await;
    assert_eq!((next.version, next.successor), (2, None));
    assert_eq!(next.predecessors, [id(ENERGY)]);
    assert_eq!(clause(&store, SIGNED).await.successor, None);

    let third = "The pact covers trade, sport and transport.";
    put(&store, &[SIGNED, third, LAST]).await;
    assert_eq!(clause(&store, ENERGY).await.successor, Some(id(TRADE)));
    assert_eq!(store.last_wording(id(ENERGY)).await.unwrap(), Some(id(third)));
    assert_eq!(store.last_wording(id(LAST)).await.unwrap(), Some(id(LAST)));
}

#[tokio::test]
async fn a_wording_that_comes_back_is_replaced_by_nothing() {
    let (_folder, store) = store().await;
    put(&store, &[SIGNED, ENERGY, LAST]).await;
    put(&store, &[SIGNED, TRADE, LAST]).await;
    put(&store, &[SIGNED, ENERGY, LAST]).await;
    let back = clause(&store, ENERGY).await;
    assert_eq!((back.status, back.successor), (Status::Current, None));
    assert_eq!(back.predecessors, [id(TRADE)]);
    assert_eq!(clause(&store, TRADE).await.predecessors, []);
    assert_eq!(store.last_wording(id(TRADE)).await.unwrap(), Some(id(ENERGY)));
    // And lost again without a successor: the line ends there.
    put(&store, &[SIGNED, LAST]).await;
    assert_eq!(clause(&store, ENERGY).await.successor, None);
    assert_eq!(store.last_wording(id(TRADE)).await.unwrap(), Some(id(ENERGY)));
}

#[tokio::test]
async fn versions_are_counted_and_each_tells_what_it_changed() {
    let (_folder, store) = store().await;
    put(&store, &[SIGNED, ENERGY, LAST]).await;
    put(&store, &["It rained all day in Astrakhan.", SIGNED, TRADE]).await;
    put(&store, &["It rained all day in Astrakhan.", SIGNED, TRADE, LAST]).await;
    let versions = store.versions(&slug("one")).await.unwrap();
    let counts: Vec<_> =
        versions.iter().map(|v| (v.number, v.clauses, v.new, v.kept, v.lost)).collect();
    assert_eq!(counts, [(3, 4, 1, 3, 0), (2, 3, 2, 1, 2), (1, 3, 3, 0, 0)]);

    let told = async |number, range| {
        let told = store.version(&slug("one"), number, range).await.unwrap().unwrap();
        let text = |w: &Option<crate::store::PlacedWording>| w.as_ref().map(|w| w.text.clone());
        let changed: Vec<_> =
            told.changes.iter().map(|c| (text(&c.before), text(&c.after))).collect();
        (told.total, changed)
    };
    let some = |text: &str| Some(text.to_owned());
    let second = [
        (None, some("It rained all day in Astrakhan.")),
        (some(ENERGY), some(TRADE)),
        (some(LAST), None),
    ];
    assert_eq!(told(2, 0..10).await, (3, second.to_vec()));
    assert_eq!(told(2, 1..2).await, (3, second[1..2].to_vec()));
    assert_eq!(told(2, 7..9).await, (3, Vec::new()));
    assert_eq!(told(3, 0..10).await, (1, vec![(None, some(LAST))]));
    assert_eq!(told(1, 0..2).await.0, 3);
    assert_eq!(store.version(&slug("one"), 4, 0..1).await.unwrap(), None);
    assert_eq!(store.version(&slug("one"), 0, 0..1).await.unwrap(), None);
}

#[tokio::test]
async fn a_retracted_source_is_in_no_list_and_no_count_and_can_come_back() {
    let (_folder, store) = store().await;
    put(&store, &[SIGNED, ENERGY]).await;
    let held = put(&store, &[SIGNED, TRADE]).await;
    store.put(&document("two", &["Another speaks."])).await.unwrap();
    assert_eq!(store.retract(&slug("one"), "It was forged.").await.unwrap(), 2);

    assert_eq!(store.totals().await.unwrap().clauses, 1);
    assert_eq!(store.totals().await.unwrap().sources, 1);
    assert_eq!(store.sources().await.unwrap().len(), 1);
    assert_eq!(store.sources_of(&slug("a-treaty")).await.unwrap().len(), 1);
    assert_eq!(store.source(&slug("one")).await.unwrap(), None);
    assert_eq!(store.reading(&slug("one"), 0..9).await.unwrap(), None);
    assert_eq!(store.versions(&slug("one")).await.unwrap(), []);
    assert_eq!(store.claims(&slug("a-treaty")).await.unwrap().len(), 1);
    assert_eq!(store.treaty(&slug("a-treaty")).await.unwrap().unwrap().clauses, 1);
    assert_eq!(store.clauses(false, None, 9).await.unwrap().len(), 1);
    assert_eq!(store.indexed(&[id(SIGNED), id(TRADE)]).await.unwrap(), []);
    assert_eq!(store.clause_at(&slug("one"), &Locator::sentence(1, 1)).await.unwrap(), None);
    let sources = store.terms(Facet::Source).await.unwrap();
    assert_eq!(sources.len(), 1);
    for sentence in [SIGNED, ENERGY, TRADE] {
        assert_eq!(clause(&store, sentence).await.status, Status::Retracted);
    }
    let standing = store.standing(&slug("one")).await.unwrap().unwrap();
    assert_eq!(standing.retraction.unwrap().reason, "It was forged.");

    // Neither a second retraction nor an ingest undoes it.
    for refused in [
        store.retract(&slug("one"), "Again.").await.map(|_| ()),
        store.put(&held).await.map(|_| ()),
    ] {
        let refused = refused.unwrap_err();
        assert!(matches!(refused, StoreError::Retracted(..)));
        assert!(refused.to_string().contains("It was forged."), "{refused}");
    }
    let nothing = store.retract(&slug("nosuch"), "x").await;
    assert!(matches!(nothing, Err(StoreError::NotHeld(Facet::Source, _))));

    let report = store.reinstate(&held).await.unwrap();
    assert_eq!(report, PutReport { unchanged: false, new: 0, kept: 2, superseded: 0 });
    for (sentence, status) in
        [(SIGNED, Status::Current), (TRADE, Status::Current), (ENERGY, Status::Superseded)]
    {
        assert_eq!(clause(&store, sentence).await.status, status);
    }
    assert_eq!(store.indexed(&[id(SIGNED), id(TRADE)]).await.unwrap().len(), 2);
    let told: Vec<_> = store.changes(0, 99).await.unwrap().into_iter().rev().take(2).collect();
    assert!(told.iter().all(|change| change.op == crate::store::Op::Put));
    assert_eq!(clause(&store, ENERGY).await.successor, Some(id(TRADE)));
    let versions = store.versions(&slug("one")).await.unwrap();
    assert_eq!(versions.len(), 3);
    assert!(versions[0].retraction.is_none() && versions[1].retraction.is_some());
    assert!(store.put(&held).await.unwrap().unchanged);
    assert_eq!(store.totals().await.unwrap().clauses, 3);
}

#[tokio::test]
async fn a_renamed_source_keeps_its_ids_and_its_name_is_never_given_to_another() {
    let (_folder, store) = store().await;
    put(&store, &[SIGNED, ENERGY]).await;
    store.put(&document("two", &["Another speaks."])).await.unwrap();
    store.rename(Facet::Source, &slug("one"), &slug("uno")).await.unwrap();
    store.rename(Facet::Source, &slug("one"), &slug("eins")).await.unwrap();

    for name in ["one", "uno", "eins"] {
        let record = store.standing(&slug(name)).await.unwrap().unwrap().record;
        assert_eq!(record.source.slug, slug("eins"));
        assert_eq!(record.source.id_slug, slug("one"));
    }
    assert_eq!(store.source(&slug("uno")).await.unwrap(), None);
    let record = clause(&store, SIGNED).await;
    assert_eq!((record.source, record.status), (slug("eins"), Status::Current));
    // Lists and the index know it by its new name only.
    let terms = store.terms(Facet::Source).await.unwrap();
    let terms: Vec<_> = terms.iter().map(|t| (t.slug.as_str(), t.clauses)).collect();
    assert_eq!(terms, [("eins", 2), ("two", 1)]);
    assert_eq!(store.clauses_with(Facet::Source, &slug("eins"), None, 9).await.unwrap().len(), 2);
    let listed = store.clauses_with(Facet::Treaty, &slug("a-treaty"), None, 9).await.unwrap();
    assert_eq!(listed.len(), 3);
    let last = store.changes(0, 99).await.unwrap().pop().unwrap();
    assert_eq!((last.op, last.clause), (crate::store::Op::Put, id(ENERGY)));

    for taken in ["two", "one", "uno"] {
        let refused = store.rename(Facet::Source, &slug("two"), &slug(taken)).await;
        assert_eq!(refused.is_ok(), taken == "two", "{taken}");
    }
    let mut newcomer = document("uno", &["A newcomer speaks."]);
    let refused = store.put(&newcomer).await;
    assert!(matches!(refused, Err(StoreError::NameTaken { now, .. }) if now == slug("eins")));
    newcomer.source.slug = slug("eins");
    assert!(matches!(store.put(&newcomer).await, Err(StoreError::Founded(..))));
    // A name may come back to what it named.
    store.rename(Facet::Source, &slug("eins"), &slug("one")).await.unwrap();
    assert_eq!(store.source(&slug("one")).await.unwrap().unwrap().version, 1);
    assert_eq!(put(&store, &[SIGNED, TRADE]).await.source.slug, slug("one"));
    assert_eq!(clause(&store, TRADE).await.source, slug("one"));
}

#[tokio::test]
async fn a_renamed_treaty_is_found_by_both_names() {
    let (_folder, store) = store().await;
    put(&store, &[SIGNED]).await;
    store.rename(Facet::Treaty, &slug("a-treaty"), &slug("the-treaty")).await.unwrap();
    assert_eq!(store.treaty_name(&slug("a-treaty")).await.unwrap(), Some(slug("the-treaty")));
    assert_eq!(store.treaty(&slug("a-treaty")).await.unwrap(), None);
    assert_eq!(clause(&store, SIGNED).await.treaty, slug("the-treaty"));
    let source = store.source(&slug("one")).await.unwrap().unwrap().source;
    assert_eq!(source.treaty, slug("the-treaty"));
    // A source that states the old name is about the same treaty.
    store.put(&document("two", &["Another speaks."])).await.unwrap();
    assert_eq!(store.treaty(&slug("the-treaty")).await.unwrap().unwrap().sources, 2);
    assert_eq!(store.treaties().await.unwrap().len(), 1);
    let terms = store.terms(Facet::Treaty).await.unwrap();
    let terms: Vec<_> = terms.iter().map(|t| (t.slug.as_str(), t.clauses)).collect();
    assert_eq!(terms, [("the-treaty", 2)]);
    let refused = store.rename(Facet::Treaty, &slug("nosuch"), &slug("x")).await;
    assert!(matches!(refused, Err(StoreError::NotHeld(Facet::Treaty, _))));
}

fn log(folder: &Path) -> Vec<String> {
    let log = fs::read_to_string(folder.join("issued.log")).unwrap();
    log.lines().map(str::to_owned).collect()
}

#[tokio::test]
async fn every_issued_id_is_in_the_log_before_it_is_acknowledged() {
    let (folder, store) = store().await;
    put(&store, &[SIGNED, ENERGY]).await;
    put(&store, &[SIGNED, TRADE]).await;
    let ids = [SIGNED, ENERGY, TRADE].map(|sentence| id(sentence).to_string());
    assert_eq!(log(folder.path()), ids);
    // A crash between commit and append, and one in the middle of a line.
    for left in [0, 13, 20, 26, 38] {
        store.close().await;
        let path = folder.path().join("issued.log");
        let whole = fs::read(&path).unwrap();
        fs::write(&path, &whole[..left]).unwrap();
        let store = SqliteStore::open(folder.path()).await.unwrap();
        assert_eq!(log(folder.path()), ids, "{left} bytes left");
        store.close().await;
    }
}

#[tokio::test]
async fn an_id_that_a_restored_backup_lacks_is_remembered_until_its_words_come_back() {
    let (folder, store) = store().await;
    let file = folder.path().join("old.backup");
    put(&store, &[SIGNED]).await;
    store.backup(&file).await.unwrap();
    let newer = put(&store, &[SIGNED, ENERGY]).await;
    let refused = restore(folder.path(), &file).await;
    assert!(matches!(refused, Err(StoreError::InUse(_))), "{refused:?}");
    drop((store.close().await, store));

    let kept = restore(folder.path(), &file).await.unwrap().unwrap();
    assert!(kept.is_file());
    let store = SqliteStore::open(folder.path()).await.unwrap();
    assert_eq!(store.clause(id(ENERGY)).await.unwrap(), None);
    assert!(store.is_forgotten(id(ENERGY)).await.unwrap());
    assert!(!store.is_forgotten(id(LAST)).await.unwrap());
    store.put(&newer).await.unwrap();
    assert_eq!(clause(&store, ENERGY).await.text, ENERGY);
    put(&store, &[SIGNED, ENERGY, LAST]).await;
    let ids = [SIGNED, ENERGY, LAST].map(|sentence| id(sentence).to_string());
    assert_eq!(log(folder.path()), ids);
    drop((store.close().await, store));

    // A folder whose database is gone has the log still.
    fs::remove_file(folder.path().join("pacta.db")).unwrap();
    let store = SqliteStore::open(folder.path()).await.unwrap();
    assert!(store.is_forgotten(id(LAST)).await.unwrap());
}

#[tokio::test]
async fn a_log_of_another_history_is_joined_with_the_databases() {
    let (folder, store) = store().await;
    put(&store, &[SIGNED, ENERGY]).await;
    drop((store.close().await, store));
    let other = ClauseId::from_u64(77);
    fs::write(folder.path().join("issued.log"), format!("{other}\n{}\n", id(ENERGY))).unwrap();
    let store = SqliteStore::open(folder.path()).await.unwrap();
    let ids = [id(SIGNED), id(ENERGY), other].map(|id| id.to_string());
    assert_eq!(log(folder.path()), ids);
    assert!(store.is_forgotten(other).await.unwrap());
    let mut connection = store.writer.acquire().await.unwrap();
    assert!(issued::agree(&mut connection, &store.log).await.unwrap());
}

#[tokio::test]
async fn a_backup_is_whole_and_what_is_none_is_refused() {
    let (folder, store) = store().await;
    put(&store, &[SIGNED, ENERGY]).await;
    let file = folder.path().join("a.backup");
    store.backup(&file).await.unwrap();
    store.backup(&file).await.unwrap();
    let nowhere = store.backup(&folder.path().join("nosuch/a.backup")).await;
    assert!(matches!(nowhere, Err(StoreError::Backup { .. })), "{nowhere:?}");

    let other = tempfile::tempdir().unwrap();
    assert_eq!(restore(other.path(), &file).await.unwrap(), None);
    let copy = SqliteStore::open(other.path()).await.unwrap();
    assert_eq!(copy.position().await.unwrap(), store.position().await.unwrap());
    assert_eq!(log(other.path()), log(folder.path()));
    drop((copy.close().await, copy));

    let bad = folder.path().join("bad.backup");
    let whole = fs::read(&file).unwrap();
    let mut torn = whole.clone();
    torn.truncate(whole.len() / 2);
    for bytes in [&b"hello"[..], b"", &torn] {
        fs::write(&bad, bytes).unwrap();
        let refused = restore(other.path(), &bad).await;
        assert!(matches!(refused, Err(StoreError::Backup { .. })), "{refused:?}");
    }
    let absent = restore(other.path(), Path::new("nosuch.backup")).await;
    assert!(matches!(absent, Err(StoreError::Backup { .. })), "{absent:?}");
    let copy = SqliteStore::open(other.path()).await.unwrap();
    assert_eq!(copy.totals().await.unwrap().clauses, 2, "what was refused changed nothing");
    sqlx::query("PRAGMA user_version = 99").execute(&copy.writer).await.unwrap();
    copy.backup(&bad).await.unwrap_err();
}

#[tokio::test]
async fn a_store_of_the_version_before_is_brought_up_to_date_with_its_counts() {
    let (folder, store) = store().await;
    put(&store, &[SIGNED, ENERGY, LAST]).await;
    put(&store, &[SIGNED, TRADE]).await;
    let versions = store.versions(&slug("one")).await.unwrap();
    let listed = async |store: &SqliteStore| {
        let of =
            TreatyList { order: crate::store::TreatyOrder::Year, party: Some("IRN".to_owned()) };
        store.treaties_listed(&of, &TreatyPlace::Start, 10).await.unwrap()
    };
    let before = listed(&store).await;
    assert_eq!((before.len(), before[0].record.sources), (1, 1));
    // Back to the shape before.
    let undo = [
        "DROP TABLE succession",
        "DROP TABLE former_source",
        "DROP TABLE former_treaty",
        "DROP TABLE forgotten",
        "UPDATE source SET retracted = NULL",
        "ALTER TABLE source DROP COLUMN retracted",
        "DROP TABLE retraction",
        "ALTER TABLE revision DROP COLUMN first_placement",
        "ALTER TABLE revision DROP COLUMN clauses",
        "ALTER TABLE revision DROP COLUMN new_clauses",
        "ALTER TABLE revision DROP COLUMN lost_clauses",
        "UPDATE source SET slug = 'uno'",
        "DROP INDEX source_changed",
        "ALTER TABLE source DROP COLUMN changed",
        "ALTER TABLE clause DROP COLUMN revision",
        "DELETE FROM _sqlx_migrations WHERE version >= 3",
        "PRAGMA user_version = 2",
    ];
    for undo in WITHOUT_FEEDS.into_iter().chain(WITHOUT_TOLD).chain(WITHOUT_LISTS).chain(undo) {
        sqlx::query(undo).execute(&store.writer).await.unwrap();
    }
    drop((store.close().await, store));
    let store = SqliteStore::open(folder.path()).await.unwrap();
    assert_eq!(store.versions(&slug("uno")).await.unwrap(), versions);
    assert_eq!(listed(&store).await, before);
    let standing = store.standing(&slug("one")).await.unwrap().unwrap();
    assert_eq!(standing.record.source.slug, slug("uno"));
}

#[tokio::test]
async fn a_million_issued_ids_cost_a_start_next_to_nothing() {
    const MANY: u64 = 1_000_000;
    let (folder, store) = store().await;
    sqlx::query(
        "INSERT INTO issued (clause, at) WITH RECURSIVE n (i) AS \
         (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000) SELECT i, '' FROM n",
    )
    .execute(&store.writer)
    .await
    .unwrap();
    let ids: Vec<ClauseId> = (1..=MANY).map(ClauseId::from_u64).collect();
    store.log.append(&ids).unwrap();
    drop((store.close().await, store));

    let began = Instant::now();
    let store = SqliteStore::open(folder.path()).await.unwrap();
    assert!(began.elapsed() < Duration::from_millis(500), "{:?}", began.elapsed());
    let began = Instant::now();
    put(&store, &[SIGNED, ENERGY]).await;
    assert!(began.elapsed() < Duration::from_millis(500), "{:?}", began.elapsed());
    assert_eq!(store.log.lines().unwrap(), MANY + 2);
    // A line in the middle that is another's is seen all the same.
    let mut ids = store.log.after(0).unwrap();
    ids[usize::try_from(MANY / 2).unwrap()..].rotate_left(1);
    store.log.replace(&ids).unwrap();
    let mut connection = store.writer.acquire().await.unwrap();
    assert!(!issued::agree(&mut connection, &store.log).await.unwrap());
}
