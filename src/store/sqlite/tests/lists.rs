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
    addresses_are_whole(store, &all).await;
}

/// Addresses have every source and every current clause, from any of them on.
async fn addresses_are_whole(store: &SqliteStore, sources: &[SourceRecord]) {
    let counted = store.addresses_counted().await.unwrap();
    let mut held: Vec<_> = sources.iter().map(|s| (s.source.slug.clone(), s.clauses)).collect();
    held.sort();
    let counted: Vec<_> = counted.into_iter().map(|c| (c.source, c.clauses)).collect();
    assert_eq!(counted, held);
    let clauses = store.clauses(false, None, u32::MAX).await.unwrap();
    for (at, first) in clauses.iter().enumerate().step_by(3) {
        let from = store.addresses(&first.source, first.order, 5).await.unwrap();
        let told: Vec<_> = from.iter().filter_map(|a| Some((&a.source, a.clause?))).collect();
        let expected: Vec<_> = clauses[at..].iter().map(|c| (&c.source, c.id)).take(5).collect();
        assert_eq!(told, expected[..told.len()]);
        assert!(from.len() == 5 || told.len() == expected.len());
    }
}

/// All pages of three of a feed; each tells where the one before begins.
async fn read_on<T: Clone, K: Copy + PartialEq + std::fmt::Debug>(
    mut page: impl AsyncFnMut(Option<K>) -> Newest<T, K>,
    key: impl Fn(&T) -> K,
) -> Vec<T> {
    let (mut all, mut begun) = (Vec::new(), vec![None]);
    loop {
        let found = page(begun[begun.len() - 1]).await;
        let before = begun.len().checked_sub(2).and_then(|before| begun[before]);
        assert_eq!(found.before, before);
        begun.push(found.items.last().map(&key));
        all.extend(found.items);
        if !found.more {
            return all;
        }
    }
}

/// Feeds have all that is held, once, the newest first.
async fn feeds_are_whole(store: &SqliteStore, treaties: &[TreatyRecord]) {
    let sources: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT s.slug, t.slug, s.type FROM source s JOIN treaty t ON t.id = s.treaty \
        WHERE s.retracted IS NULL ORDER BY s.changed DESC",
    )
    .fetch_all(&store.readers)
    .await
    .unwrap();
    // Slugs of the feeds that are read stay where they are, to be keys that are copied.
    let slugs: Vec<Slug> = sources.iter().flat_map(|(s, t, _)| [slug(s), slug(t)]).collect();
    let known = |of: &Slug| slugs.iter().position(|slug| slug == of).unwrap();
    let copied = |newest: Newest<News, Slug>| Newest {
        before: newest.before.as_ref().map(known),
        items: newest.items.iter().map(|news| known(&news.slug)).collect(),
        more: newest.more,
    };
    for treaty in [None].into_iter().chain(treaties.iter().map(|t| Some(t.treaty.slug.clone()))) {
        for r#type in [None, Some(SourceType::Text), Some(SourceType::Report)] {
            let list = SourceList { treaty: treaty.clone(), r#type };
            let page = async |after: Option<usize>| {
                let after = after.map(|at| &slugs[at]);
                copied(store.newest_sources(&list, after, 3).await.unwrap().unwrap())
            };
            let told: Vec<&str> =
                read_on(page, |at| *at).await.iter().map(|at| slugs[*at].as_str()).collect();
            let expected = sources.iter().filter(|(_, t, kind)| {
                treaty.as_ref().is_none_or(|treaty| treaty.as_str() == t)
                    && r#type.is_none_or(|of| of.as_str() == kind)
            });
            assert_eq!(told, expected.map(|(s, ..)| s.as_str()).collect::<Vec<_>>());
        }
    }
    for party in [None, Some("IRN"), Some("SWE")] {
        let page = async |after: Option<usize>| {
            let after = after.map(|at| &slugs[at]);
            copied(store.newest_treaties(party, after, 1).await.unwrap().unwrap())
        };
        let told: Vec<&str> =
            read_on(page, |at| *at).await.iter().map(|at| slugs[*at].as_str()).collect();
        let mut expected: Vec<&str> = Vec::new();
        for (_, treaty, _) in &sources {
            let record = treaties.iter().find(|t| t.treaty.slug.as_str() == treaty).unwrap();
            let of = party.is_none_or(|party| record.treaty.parties.iter().any(|p| p == party));
            if of && !expected.contains(&treaty.as_str()) {
                expected.push(treaty);
            }
        }
        assert_eq!(told, expected);
    }
    claims_are_told(store, treaties).await;
}

/// Feeds of claims have those of current clauses, in the order in which their words came.
async fn claims_are_told(store: &SqliteStore, treaties: &[TreatyRecord]) {
    let order: Vec<(i64, u32)> = sqlx::query_as(
        "SELECT c.id, k.ord FROM claim k JOIN placement p ON p.id = k.placement \
        JOIN clause c ON c.number = p.clause WHERE p.status = 'current' \
        ORDER BY c.revision DESC, p.id, k.ord",
    )
    .fetch_all(&store.readers)
    .await
    .unwrap();
    let order = order.into_iter();
    let order: Vec<ClaimKey> =
        order.map(|(id, ord)| ClaimKey { clause: rows::clause_id(id), ord }).collect();
    let mut held = Vec::new();
    for treaty in treaties {
        let facts = store.facts(&treaty.treaty.slug, u32::MAX).await.unwrap();
        held.extend(facts.into_iter().flat_map(|fact| {
            let differs = fact.differs;
            fact.claims.into_iter().map(move |claim| (claim, differs))
        }));
    }
    let slugs = treaties.iter().map(|t| t.treaty.slug.clone());
    let filters = slugs.clone().map(|treaty| (Some(treaty), None, None)).chain([
        (None, None, None),
        (None, Some(Property::Signature), None),
        (None, None, Some("SWE".to_owned())),
    ]);
    let feeds = filters.map(|(treaty, property, party)| {
        NewsOf::Differences(DifferenceFilter { treaty, property, party, domain: None })
    });
    for of in feeds.chain(slugs.map(NewsOf::Treaty)) {
        let page = async |after: Option<ClaimKey>| {
            store.newest_claims(&of, after, 3).await.unwrap().unwrap()
        };
        let told = read_on(page, |news| news.key).await;
        let place = |key: &ClaimKey| order.iter().position(|at| at == key).unwrap();
        assert!(told.is_sorted_by_key(|news| place(&news.key)));
        let asked = |(claim, differs): &&(ClaimRecord, bool)| match &of {
            NewsOf::Treaty(slug) => claim.treaty == *slug,
            NewsOf::Differences(f) => {
                let parties = treaties.iter().find(|t| t.treaty.slug == claim.treaty);
                let parties = &parties.unwrap().treaty.parties;
                *differs
                    && f.treaty.as_ref().is_none_or(|treaty| claim.treaty == *treaty)
                    && f.property.is_none_or(|property| claim.claim.property == property)
                    && f.party.as_ref().is_none_or(|party| parties.contains(party))
            }
        };
        let written = |(claim, differs): (&ClaimRecord, bool)| format!("{claim:?} {differs}");
        let mut expected: Vec<_> =
            held.iter().filter(asked).map(|(claim, differs)| written((claim, *differs))).collect();
        let mut told: Vec<_> = told.iter().map(|n| written((&n.record, n.differs))).collect();
        expected.sort();
        told.sort();
        assert_eq!(told, expected);
        if let NewsOf::Treaty(slug) = &of {
            assert_eq!(store.claims_counted(slug).await.unwrap(), told.len() as u64);
        }
    }
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
        feeds_are_whole(&store, &treaties).await;
    }
    let held = store.differences_counted(&DifferenceFilter::default()).await.unwrap();
    assert!(held.0 > 0, "something differs");

    // Files of the two versions before, and one that was listed by other rules, are listed anew.
    let other = ["UPDATE treaty SET listed = 99", "DELETE FROM told", "DELETE FROM treaty_heading"];
    let mut store = store;
    let without_told = [&WITHOUT_FEEDS[..], &WITHOUT_TOLD].concat();
    for undo in [&WITHOUT_FEEDS[..], &without_told, &other] {
        for statement in undo {
            sqlx::query(*statement).execute(&store.writer).await.unwrap();
        }
        drop((store.close().await, store));
        store = SqliteStore::open(folder.path()).await.unwrap();
        let treaties = store.treaties().await.unwrap();
        facts_are_true(&store, &treaties).await;
        pages_are_whole(&store, &treaties).await;
        feeds_are_whole(&store, &treaties).await;
        let again = store.differences_counted(&DifferenceFilter::default()).await.unwrap();
        assert_eq!(again, held);
    }
}
