//! Lists: whatever comes, changes, moves and goes, their pages have what reading everything gives.

use std::collections::BTreeSet;

use super::{
    browse::{Dice, corpus},
    *,
};
use crate::{
    model::facts,
    store::{TreatyOrder, UNKNOWN, UNNAMED},
};

/// All pages of three of a list.
async fn paged<T, K>(
    mut page: impl AsyncFnMut(Option<&K>) -> Vec<T>,
    key: impl Fn(&T) -> K,
) -> Vec<T> {
    let mut all = Vec::new();
    let mut after: Option<K> = None;
    loop {
        let found = page(after.as_ref()).await;
        let Some(last) = found.last() else { return all };
        after = Some(key(last));
        all.extend(found);
    }
}

/// Claims by chance: few properties and values, so that many differ and some agree.
fn claims(dice: &mut Dice, sentence: &str) -> Vec<Claim> {
    let values = ["2025-01-16", "2025-01-17", "2025-01", "2024-12-31", "P20Y"];
    (0..dice.roll(3))
        .map(|_| Claim {
            property: [Property::Signature, Property::Ratification, Property::Title][dice.roll(3)],
            actor: [None, Some("majlis".to_owned())][dice.roll(2)].clone(),
            value: values[dice.roll(5)].to_owned(),
            asserted_by: [None, Some("TASS".to_owned())][dice.roll(2)].clone(),
            ..claim(sentence)
        })
        .collect()
}

/// What is claimed of each treaty is told as reading all claims tells it, and so is where it differs.
async fn facts_are_true(store: &SqliteStore, treaties: &[TreatyRecord]) {
    let mut differing = Vec::new();
    for treaty in treaties {
        let slug = &treaty.treaty.slug;
        let all = facts(&store.claims(slug).await.unwrap());
        assert_eq!(store.facts(slug, u32::MAX).await.unwrap(), all);
        let first = store.facts(slug, 1).await.unwrap();
        assert!(first.iter().map(|f| &f.counts).eq(all.iter().map(|f| &f.counts)));
        assert!(first.iter().all(|f| f.claims.len() == f.counts.len()));
        for (first, all) in first.iter().zip(&all) {
            for shown in &first.claims {
                let same = all.claims.iter().filter(|c| c.claim.value == shown.claim.value);
                assert_eq!(same.map(|c| c.r#type).min(), Some(shown.r#type), "who knows best");
            }
        }
        let told = store.values_of(Property::Title, &[slug]).await.unwrap();
        let of_treaty =
            |f: &&Fact| f.property == Property::Title && f.claims[0].claim.actor.is_none();
        let claims = all.iter().filter(of_treaty).flat_map(|f| &f.claims);
        let given: BTreeSet<_> =
            claims.map(|c| (c.treaty.clone(), c.r#type, c.claim.value.clone())).collect();
        assert_eq!((told.len(), told.into_iter().collect()), (given.len(), given));
        differing.extend(all.into_iter().filter(|fact| fact.differs));
    }
    differing.sort_by(|a, b| a.treaty.cmp(&b.treaty));
    let filter = DifferenceFilter::default();
    let keys = paged(
        async |after: Option<&FactKey>| {
            store.differences(&filter, after, 3).await.unwrap().unwrap()
        },
        FactKey::clone,
    )
    .await;
    assert_eq!(store.facts_on(&keys, u32::MAX).await.unwrap(), differing);
    let claims: u64 = differing.iter().map(|f| f.claims.len() as u64).sum();
    let counted = store.differences_counted(&filter).await.unwrap();
    assert_eq!(counted, (differing.len() as u64, claims));
    let clauses: BTreeSet<ClauseId> =
        differing.iter().flat_map(|f| f.claims.iter().map(|c| c.clause)).collect();
    let clauses: Vec<ClauseId> = clauses.into_iter().collect();
    let domains = store.terms_of(Facet::Domain, &clauses).await.unwrap();
    let domains: BTreeSet<String> = domains.into_iter().map(|(_, d)| d.to_string()).collect();
    let told = store.differences_by(&filter, DifferenceAspect::Domain, 100).await.unwrap();
    assert_eq!(told.into_iter().map(|(d, ..)| d).collect::<BTreeSet<_>>(), domains);
}

/// What a treaty stands under in a list, by its title or by what is claimed of it.
async fn headings(store: &SqliteStore, order: TreatyOrder, treaty: &Treaty) -> BTreeSet<String> {
    if order == TreatyOrder::Title {
        let letter = treaty.title.to_lowercase().chars().next().unwrap();
        return [if treaty.is_named() { letter.to_string() } else { UNNAMED.to_owned() }].into();
    }
    let claims = store.claims(&treaty.slug).await.unwrap().into_iter();
    let signed = claims
        .filter(|c| c.claim.property == Property::Signature && c.claim.actor.is_none())
        .filter(|c| !c.claim.value.starts_with('P'));
    let years: BTreeSet<String> = signed.map(|c| c.claim.value[..4].to_owned()).collect();
    if years.is_empty() { [UNKNOWN.to_owned()].into() } else { years }
}

/// Pages of sources and treaties have all that is held, once, in their order.
async fn pages_are_whole(store: &SqliteStore, treaties: &[TreatyRecord]) {
    let all = store.sources().await.unwrap();
    let listed = treaties.iter().filter(|t| t.sources > 0);
    for treaty in [None].into_iter().chain(treaties.iter().map(|t| Some(t.treaty.slug.clone()))) {
        let of = match &treaty {
            Some(slug) => store.sources_of(slug).await.unwrap(),
            None => all.clone(),
        };
        for r#type in [None, Some(SourceType::Text), Some(SourceType::Report)] {
            let list = SourceList { treaty: treaty.clone(), r#type };
            let pages = paged(
                async |after: Option<&Slug>| {
                    store.sources_listed(&list, after, 3).await.unwrap().unwrap()
                },
                |record| record.source.slug.clone(),
            )
            .await;
            let mut expected = of.clone();
            expected.retain(|s| r#type.is_none_or(|t| s.source.r#type == t));
            assert_eq!(pages, expected);
        }
        let counted = store.sources_counted(treaty.as_ref()).await.unwrap();
        assert_eq!(counted.iter().map(|(_, n)| n).sum::<u64>(), of.len() as u64);
    }
    for order in [TreatyOrder::Title, TreatyOrder::Year] {
        for party in [None, Some("IRN".to_owned())] {
            let list = TreatyList { order, party };
            let pages = paged(
                async |from: Option<&TreatyPlace>| {
                    let from = from.unwrap_or(&TreatyPlace::Start);
                    store.treaties_listed(&list, from, 1).await.unwrap()
                },
                |t| TreatyPlace::After {
                    heading: t.heading.clone(),
                    treaty: t.record.treaty.slug.clone(),
                },
            )
            .await;
            let pages: Vec<_> =
                pages.into_iter().map(|t| (t.heading, t.record.treaty.slug)).collect();
            let mut expected = Vec::new();
            for TreatyRecord { treaty, .. } in listed.clone() {
                if list.party.as_ref().is_none_or(|party| treaty.parties.contains(party)) {
                    for heading in headings(store, order, treaty).await {
                        expected.push((heading, treaty.title.to_lowercase(), treaty.slug.clone()));
                    }
                }
            }
            // Titles by letter, years newest first, and last those of whom neither is known.
            expected.sort_by_key(|(heading, title, _)| {
                let year: i32 = heading.parse().unwrap_or_default();
                (heading.len() == 7, -year, heading.clone(), title.clone())
            });
            let expected: Vec<_> = expected.into_iter().map(|(h, _, slug)| (h, slug)).collect();
            assert_eq!(pages, expected);
        }
    }
    let (count, _) = store.treaties_counted(None).await.unwrap();
    assert_eq!(count, listed.count() as u64);
}

#[tokio::test]
async fn lists_have_what_reading_everything_gives_whatever_comes_changes_moves_and_goes() {
    let (folder, store) = store().await;
    let mut dice = Dice(5);
    let unnamed = Treaty::not_named(SourceType::Report, "A headline");
    for mut document in corpus(&mut Dice(3)) {
        for clause in &mut document.clauses {
            clause.claims = claims(&mut dice, &clause.text);
        }
        let (title, parties) = match document.treaty.slug.as_str() {
            "treaty-0" => ("Договор о дружбе", vec!["IRN".to_owned(), "RUS".to_owned()]),
            "treaty-1" => ("Øresund Accord", vec!["DNK".to_owned(), "SWE".to_owned()]),
            _ => (unnamed.as_str(), vec!["CHN".to_owned(), "IRN".to_owned()]),
        };
        document.treaty = Treaty { title: title.to_owned(), parties, ..document.treaty };
        let document = finished(document);
        let source = document.source.slug.clone();
        let retracted =
            store.standing(&source).await.unwrap().is_some_and(|s| s.retraction.is_some());
        if retracted {
            store.reinstate(&document).await.unwrap();
        } else if dice.roll(4) == 0 {
            // Not every one of them is held yet.
            let _ = store.retract(&source, "It was forged.").await;
        } else {
            store.put(&document).await.unwrap();
        }
        let treaties = store.treaties().await.unwrap();
        facts_are_true(&store, &treaties).await;
        pages_are_whole(&store, &treaties).await;
    }
    let held = store.differences_counted(&DifferenceFilter::default()).await.unwrap();
    assert!(held.0 > 0, "something differs");

    // A file of the version before, and one that was listed by other rules, are listed anew.
    let other = ["UPDATE treaty SET listed = 99", "DELETE FROM told", "DELETE FROM treaty_heading"];
    let mut store = store;
    for undo in [&WITHOUT_TOLD[..], &other] {
        for statement in undo {
            sqlx::query(*statement).execute(&store.writer).await.unwrap();
        }
        drop((store.close().await, store));
        store = SqliteStore::open(folder.path()).await.unwrap();
        let treaties = store.treaties().await.unwrap();
        facts_are_true(&store, &treaties).await;
        pages_are_whole(&store, &treaties).await;
        let again = store.differences_counted(&DifferenceFilter::default()).await.unwrap();
        assert_eq!(again, held);
    }
}
