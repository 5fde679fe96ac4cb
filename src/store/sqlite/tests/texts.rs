//! Treaty texts: divisions, references, what a text corrects, and the inputs that are kept.

use super::*;
use crate::model::{Division, ReferenceMention, Unit};

/// A text with a chapter of two articles; the second has two paragraphs.
fn text(source: &str) -> Document {
    let words = ["The Parties agree.", "They meet.", "They consult under Article 1."];
    let mut document = document(source, &words);
    document.source.r#type = SourceType::Text;
    let places = ["art_1", "art_2__para_1", "art_2__para_2"];
    for ((clause, place), division) in document.clauses.iter_mut().zip(places).zip([1, 2, 2]) {
        clause.locator = place.parse().unwrap();
        clause.division = Some(division);
    }
    document.clauses[2].annotations.references = vec![ReferenceMention {
        instrument: None,
        locator: Some("art_1".parse().unwrap()),
        rule: "internal".into(),
        evidence: vec![Evidence::of(words[2], 19, 28)],
    }];
    let starts: Vec<usize> = document.clauses.iter().map(|c| c.start).collect();
    let division = |locator: &str, unit, label: &str, parent, start, end| Division {
        locator: locator.parse().unwrap(),
        unit,
        label: label.into(),
        heading: (unit == Unit::Article).then(|| "Meetings".into()),
        parent,
        start,
        end,
    };
    let end = document.text.len();
    document.divisions = vec![
        division("chp_1", Unit::Chapter, "Chapter 1", None, 0, end),
        division("art_1", Unit::Article, "Article 1", Some(0), starts[0], starts[1]),
        division("art_2", Unit::Article, "Article 2", Some(0), starts[1], end),
    ];
    finished(document)
}

#[tokio::test]
async fn divisions_references_and_breadcrumbs_read_back_as_they_were_put() {
    let (_folder, store) = store().await;
    let text = text("a-text");
    store.put(&text).await.unwrap();
    let source = slug("a-text");
    let divisions = store.divisions(&source).await.unwrap();
    let put: Vec<Division> = divisions.iter().map(|d| d.division.clone()).collect();
    assert_eq!(put, text.divisions);
    let counts: Vec<(u32, u32)> = divisions.iter().map(|d| (d.first, d.clauses)).collect();
    assert_eq!(counts, [(0, 3), (0, 1), (1, 2)]);
    let structure = store.structure(&source).await.unwrap().unwrap();
    assert_eq!((structure.revision, &structure.divisions), (text.revision, &divisions));
    assert_eq!(store.structure(&slug("elsewhere")).await.unwrap(), None);
    let stand: Vec<_> = structure.extents.iter().map(|e| (&e.locator, e.start..e.end)).collect();
    let put: Vec<_> = text.clauses.iter().map(|c| (&c.locator, c.start..c.end)).collect();
    assert_eq!(stand, put);
    let carried = &text.clauses[2].annotations.domains[0].slug;
    let orders = store.orders_with(&source, Facet::Domain, carried).await.unwrap();
    assert_eq!(orders, [0, 1, 2]);
    assert!(store.orders_with(&source, Facet::Party, carried).await.unwrap().is_empty());
    let clause = store.clause(text.clauses[2].id).await.unwrap().unwrap();
    assert_eq!(clause.breadcrumb, ["Chapter 1", "Article 2 – Meetings"]);
    assert_eq!(clause.annotations, text.clauses[2].annotations);
    assert_eq!(store.source(&source).await.unwrap().unwrap().articles, 2);
    assert_eq!(store.treaty(&slug("a-treaty")).await.unwrap().unwrap().articles_held, 2);
    assert!(store.divisions(&slug("elsewhere")).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_address_of_a_division_is_that_of_its_first_clause() {
    let (_folder, store) = store().await;
    let text = text("a-text");
    store.put(&text).await.unwrap();
    for (typed, order) in [("art_1", 0), ("art_2", 1), ("art_2__para_2", 2), ("chp_1", 0)] {
        let found = store.clause_at(&slug("a-text"), &typed.parse().unwrap()).await.unwrap();
        assert_eq!(found, Some(text.clauses[order].id), "{typed}");
    }
    assert_eq!(store.clause_at(&slug("a-text"), &"art_3".parse().unwrap()).await.unwrap(), None);
}

/// A document that tells this of its treaty.
fn told(mut document: Document, title: &str, parties: &[&str]) -> Document {
    document.treaty.title = title.into();
    document.treaty.parties = parties.iter().map(|p| (*p).to_owned()).collect();
    finished(document)
}

#[tokio::test]
async fn a_text_corrects_what_a_report_told_of_the_treaty_and_no_report_a_text() {
    let (_folder, store) = store().await;
    let first = told(document("a-report", &["One."]), "The deal", &["IRN"]);
    store.put(&first).await.unwrap();
    let before = store.position().await.unwrap().seq;
    store.put(&told(text("a-text"), "Treaty of Tehran", &["IRN", "RUS"])).await.unwrap();
    let changes = store.changes(before, 10).await.unwrap();
    assert!(changes.iter().any(|c| c.clause == first.clauses[0].id), "the report shows its title");
    store.put(&told(document("another", &["Two."]), "A pact", &["CHN"])).await.unwrap();
    let treaty = store.treaty(&slug("a-treaty")).await.unwrap().unwrap().treaty;
    assert_eq!(treaty.title, "Treaty of Tehran");
    assert_eq!(treaty.parties, ["IRN", "RUS"]);
    assert_eq!(store.treaty_titled("treaty of TEHRAN").await.unwrap(), Some(treaty.slug));
    assert_eq!(store.treaty_titled("The deal").await.unwrap(), None);
    let types: Vec<SourceType> = store
        .sources_of(&slug("a-treaty"))
        .await
        .unwrap()
        .into_iter()
        .map(|s| s.source.r#type)
        .collect();
    assert_eq!(types, [SourceType::Text, SourceType::Report, SourceType::Report]);
}

#[tokio::test]
async fn what_a_source_told_counts_as_what_it_is_taken_for_now() {
    let put = async |store: &SqliteStore, document: Document| {
        store.put(&document).await.unwrap();
        store.treaty(&slug("a-treaty")).await.unwrap().unwrap().treaty.title
    };
    let of_text = told(text("a-text"), "Treaty of Tehran", &["IRN", "RUS"]);
    let official = || {
        let mut official = document("official", &["Two."]);
        official.source.r#type = SourceType::Official;
        told(official, "Another pact", &["CHN"])
    };
    let report = || told(document("a-report", &["One."]), "The deal", &["IRN"]);
    // A report that was taken for a text, and put right since.
    let (_folder, misjudged) = store().await;
    put(&misjudged, told(text("a-report"), "The deal", &["IRN"])).await;
    assert_eq!(put(&misjudged, report()).await, "The deal");
    assert_eq!(put(&misjudged, of_text.clone()).await, "Treaty of Tehran");
    assert_eq!(put(&misjudged, official()).await, "Treaty of Tehran");
    // A text that says the same as a report did before it.
    let (_folder, confirmed) = store().await;
    put(&confirmed, told(report(), "Treaty of Tehran", &["IRN", "RUS"])).await;
    put(&confirmed, of_text).await;
    assert_eq!(put(&confirmed, official()).await, "Treaty of Tehran");
}

#[tokio::test]
async fn the_input_of_the_newest_version_is_kept_as_it_came() {
    let (_folder, store) = store().await;
    let mut document = text("a-text");
    document.original.bytes = b"\xEF\xBB\xBFbytes \x00 of any kind".as_slice().into();
    document.original.stated = r#"{"type":"text"}"#.into();
    store.put(&document).await.unwrap();
    assert_eq!(store.original(&slug("a-text")).await.unwrap(), Some(document.original.clone()));
    document.treaty.title = "Another title".into();
    document.original.name = "renamed.txt".into();
    store.put(&finished(document.clone())).await.unwrap();
    assert_eq!(store.original(&slug("a-text")).await.unwrap(), Some(document.original));
    assert_eq!(store.original(&slug("elsewhere")).await.unwrap(), None);
}
