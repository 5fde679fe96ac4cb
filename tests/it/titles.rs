//! What treaties are called: by the name that a report has for them, by a title devised from how it
//! describes them, or by none.

use std::{collections::BTreeMap, fs};

use pacta::{
    annotate::Gold,
    ingest::derive,
    model::{Naming, RevisionHash, SourceType, Treaty},
    read::{Metadata, Reader},
};

use crate::site::{ANNOTATOR, Site, input, repository};

/// The parties that most of an article's gold gives its treaty.
fn parties(article: &str) -> Vec<String> {
    let gold = repository("tests/fixtures/gold").join(format!("{article}.jsonl"));
    let mut counts: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for line in fs::read_to_string(gold).unwrap().lines() {
        let gold: Gold = serde_json::from_str(line).unwrap();
        *counts.entry(gold.parties).or_default() += usize::from(!gold.parties.is_empty());
    }
    counts.into_iter().max_by_key(|(_, count)| *count).unwrap().0
}

/// The names are in `titles.tsv`: for each article the one that a librarian would choose, and others
/// that would do; none where the article only says "the deal". A devised title is right where one of
/// these describes the treaty and the parties are the gold's. Numbers only get better.
#[tokio::test]
async fn a_treaty_is_called_by_its_name_or_by_none() {
    let site = Site::empty().await;
    let fixtures = repository("tests/fixtures");
    let (mut right, mut wrong) = (0, Vec::new());
    for row in fs::read_to_string(fixtures.join("titles.tsv")).unwrap().lines().skip(1) {
        let mut cells = row.split('\t');
        let (article, title) = (cells.next().unwrap(), cells.next().unwrap());
        let also = cells.next().unwrap_or_default().split(" | ");
        let names: Vec<&str> = [title].into_iter().chain(also).filter(|n| !n.is_empty()).collect();
        let text = ["articles", "dates", "later", "newest"]
            .iter()
            .find_map(|f| fs::read_to_string(fixtures.join(f).join(format!("{article}.txt"))).ok());
        let Some(text) = text else { continue };
        site.ingest_text(article, &text).await;
        let source = site.store.source(&article.parse().unwrap()).await.unwrap().unwrap().source;
        if source.treaty != source.slug {
            continue; // Another article has named its treaty.
        }
        let treaty = site.store.treaty(&source.treaty).await.unwrap().unwrap().treaty;
        let (called, fits) = match treaty.naming() {
            Naming::Devised => {
                let words = treaty.title.trim_matches(['[', ']']);
                match words.rsplit_once(" (") {
                    Some((words, _)) => (words, treaty.parties == parties(article)),
                    None => (words, true),
                }
            }
            _ => (treaty.title.as_str(), true),
        };
        let known = fits && names.iter().any(|n| n.to_lowercase() == called.to_lowercase());
        if known || (names.is_empty() && !treaty.is_named()) {
            right += 1;
        } else if treaty.is_named() {
            wrong.push(treaty.title);
        }
    }
    assert!(right >= 83 && wrong.is_empty(), "{right} right; wrong: {wrong:?}");
}

async fn title(site: &Site, treaty: &str) -> String {
    site.json(&format!("/treaties/{treaty}.json")).await["treaty"]["title"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn report(treaty: &str) -> Metadata {
    Metadata {
        treaty: Some(treaty.parse().unwrap()),
        r#type: Some(SourceType::Report),
        ..Metadata::default()
    }
}

const EXTRADITION: &str =
    "Chad and Mali sign\n\nChad and Mali signed an extradition treaty in Lima on 3 May 2021.";

#[tokio::test]
async fn devised_titles_make_one_treaty_of_no_two() {
    let site = Site::empty().await;
    site.ingest_text("first", EXTRADITION).await;
    for (slug, text) in [
        ("second", EXTRADITION.replace("2021", "1999")),
        ("cotton", EXTRADITION.replace("an extradition treaty", "a cotton pact")),
        ("named", EXTRADITION.replace("an extradition treaty", "the Karakol Convention")),
    ] {
        site.ingest_text(slug, &text).await;
    }
    assert_eq!(title(&site, "first").await, "[Extradition treaty (Chad – Mali)]");
    assert_eq!(title(&site, "second").await, "[Extradition treaty (Chad – Mali)]");
    assert_eq!(title(&site, "cotton").await, "[Cotton pact (Chad – Mali)]");
    assert_eq!(title(&site, "named").await, "Karakol Convention");
    // Who has a name for it still finds the treaty that has it.
    let again = EXTRADITION.replace("an extradition treaty", "a pact, the Karakol Convention,");
    site.ingest_text("again", &again).await;
    let source = site.store.source(&"again".parse().unwrap()).await.unwrap().unwrap().source;
    assert_eq!(source.treaty.as_str(), "named");
}

#[tokio::test]
async fn a_devised_title_gives_way_to_a_name_and_never_takes_its_place() {
    let site = Site::empty().await;
    site.ingest_stated("first", EXTRADITION, report("surrender")).await;
    assert_eq!(title(&site, "surrender").await, "[Extradition treaty (Chad – Mali)]");
    let named = "Chad and Mali sign\n\nChad and Mali signed the Karakol Convention on 3 May 2021.";
    site.ingest_stated("second", named, report("surrender")).await;
    assert_eq!(title(&site, "surrender").await, "Karakol Convention");
    let official = Metadata { r#type: Some(SourceType::Official), ..report("surrender") };
    site.ingest_stated("third", EXTRADITION, official).await;
    assert_eq!(title(&site, "surrender").await, "Karakol Convention");
}

#[tokio::test]
async fn a_treaty_that_had_no_title_gets_one_and_all_its_links_hold() {
    let site = Site::empty().await;
    // As a version before stored it.
    let taken = input("line", EXTRADITION, Metadata::default());
    let mut before = derive(&ANNOTATOR, &Reader::in_process(), &taken, &[]).unwrap().document;
    before.revision = RevisionHash::new(blake3::hash(b"before"));
    before.treaty.title = Treaty::not_named(SourceType::Report, "Chad and Mali sign");
    site.store.put(&before).await.unwrap();
    site.follow().await;
    let passages = site.passages("line").await;
    assert!(title(&site, "line").await.starts_with("Treaty not named"));

    site.ingest(vec![Ok(taken)]).await;
    assert_eq!(title(&site, "line").await, "[Extradition treaty (Chad – Mali)]");
    assert_eq!(site.passages("line").await, passages);

    // Renamed and derived anew, it is the same treaty still.
    let facet = pacta::store::Facet::Treaty;
    site.store
        .rename(facet, &"line".parse().unwrap(), &"surrender".parse().unwrap())
        .await
        .unwrap();
    site.store.put(&before).await.unwrap();
    site.ingest(vec![Ok(input("line", EXTRADITION, Metadata::default()))]).await;
    site.follow().await;
    assert_eq!(title(&site, "surrender").await, "[Extradition treaty (Chad – Mali)]");
    let old = site.get("/treaties/line").await;
    assert_eq!((old.status.as_u16(), old.header("location")), (301, "/treaties/surrender"));
}

#[tokio::test]
async fn pages_and_citations_tell_that_a_title_is_devised() {
    let site = Site::empty().await;
    site.ingest_text("line", EXTRADITION).await;
    let page = site.page("/treaties/line").await;
    assert!(page.contains("<h1>[Extradition treaty (Chad – Mali)]</h1>"), "{page}");
    assert!(page.contains("No source that is held gives this treaty a name."), "{page}");
    assert!(page.contains("Incomplete citation: official title"), "{page}");
    let list = site.json("/treaties.json").await;
    assert_eq!(list["treaties"][0]["group"], "E", "{list}");
}
