//! Browsing: counts equal what counting by hand gives, and pages visit every clause once.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

const KINDS: [Kind; 9] = [
    Kind::Event,
    Kind::Provision,
    Kind::Statement,
    Kind::Commentary,
    Kind::Preamble,
    Kind::Definition,
    Kind::Final,
    Kind::Testimonium,
    Kind::Annex,
];

/// Numbers that look random and are the same in every run.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

/// Versions of six sources of three treaties, each with sentences, kinds, parties and domains by
/// chance.
pub(super) fn corpus(dice: &mut Dice) -> Vec<Document> {
    let names = ["Iran", "Russia", "China", "Côte d’Ivoire"];
    (0..24)
        .map(|_| {
            let sentences: Vec<String> =
                (0..dice.roll(12)).map(|_| format!("Sentence {}.", dice.roll(15))).collect();
            let sentences: Vec<&str> = sentences.iter().map(String::as_str).collect();
            let mut document = document(&format!("source-{}", dice.roll(6)), &sentences);
            let treaty = slug(&format!("treaty-{}", dice.roll(3)));
            document.treaty.slug = treaty.clone();
            document.source.treaty = treaty;
            document.source.r#type = SourceType::ALL[dice.roll(3)];
            for clause in &mut document.clauses {
                clause.kind = KINDS[dice.roll(9)];
                clause.annotations.parties.clear();
                for name in &names[..dice.roll(4)] {
                    let party =
                        PartyMention { name: (*name).into(), ..annotations("x").parties.remove(0) };
                    clause.annotations.parties.extend([party.clone(), party]);
                }
                clause.annotations.domains[0].slug = slug(&format!("domain-{}", dice.roll(4)));
            }
            finished(document)
        })
        .collect()
}

/// The facets' values on each clause, taken from the document itself.
fn carried(document: &Document, clause: &Clause) -> BTreeSet<(Facet, String)> {
    let read = &clause.annotations;
    let mut values = BTreeSet::from([
        (Facet::Kind, clause.kind.as_str().to_owned()),
        (Facet::Treaty, document.treaty.slug.to_string()),
        (Facet::Source, document.source.slug.to_string()),
        (Facet::Type, document.source.r#type.as_str().to_owned()),
        (Facet::Language, "en".to_owned()),
        (Facet::Place, "moscow".to_owned()),
        (Facet::Institution, "majlis".to_owned()),
    ]);
    values.extend(read.domains.iter().map(|d| (Facet::Domain, d.slug.to_string())));
    values.extend(
        read.parties.iter().map(|p| (Facet::Party, Slug::from_text(&p.name).unwrap().to_string())),
    );
    values
}

fn counted(terms: Vec<Term>) -> BTreeMap<String, u64> {
    terms.into_iter().map(|term| (term.slug.to_string(), term.clauses)).collect()
}

#[tokio::test]
async fn counts_and_pages_equal_counting_by_hand() {
    let (_folder, store) = store().await;
    let mut newest = BTreeMap::new();
    for document in corpus(&mut Dice(7)) {
        store.put(&document).await.unwrap();
        newest.insert(document.source.slug.clone(), document);
    }
    let clauses: Vec<(ClauseId, BTreeSet<_>)> = newest
        .values()
        .flat_map(|d| d.clauses.iter().map(|clause| (clause.id, carried(d, clause))))
        .collect();
    assert!(clauses.len() > 10);

    for facet in Facet::ALL {
        let mut by_hand: BTreeMap<String, u64> = BTreeMap::new();
        for (_, slug) in clauses.iter().flat_map(|(_, c)| c).filter(|(f, _)| *f == facet) {
            *by_hand.entry(slug.clone()).or_default() += 1;
        }
        let terms = store.terms(facet).await.unwrap();
        let ids: Vec<u64> = terms.iter().map(|term| term.id).collect();
        let named = store.terms_by_id(&ids).await.unwrap();
        assert!(named.iter().map(|t| &t.label).eq(terms.iter().map(|t| &t.label)));
        let slugs: Vec<Slug> = terms.iter().map(|term| term.slug.clone()).collect();
        let asked = [slugs.as_slice(), &[slug("unheard-of")]].concat();
        assert_eq!(store.terms_named(facet, &asked).await.unwrap(), terms);
        assert_eq!(counted(terms), by_hand);

        for value in by_hand.keys() {
            let own = (facet, value.clone());
            let with: Vec<_> = clauses.iter().filter(|(_, c)| c.contains(&own)).collect();
            for beside in Facet::ALL {
                let mut by_hand: BTreeMap<String, u64> = BTreeMap::new();
                for (_, slug) in with.iter().flat_map(|(_, c)| c).filter(|(f, _)| *f == beside) {
                    *by_hand.entry(slug.clone()).or_default() += 1;
                }
                let terms = store.terms_beside(facet, &slug(value), beside).await.unwrap();
                assert!(terms.is_sorted_by_key(|term| std::cmp::Reverse(term.clauses)));
                assert_eq!(counted(terms), by_hand);
            }
            let mut seen = Vec::new();
            let mut after: Option<OrderKey> = None;
            loop {
                let page =
                    store.clauses_with(facet, &slug(value), after.as_ref(), 3).await.unwrap();
                let Some(last) = page.last() else { break };
                after = Some((last.source.clone(), last.order));
                seen.extend(page.into_iter().map(|record| record.id));
            }
            let ids: Vec<_> = with.iter().map(|(id, _)| *id).collect();
            assert_eq!(seen, ids);
        }
    }
    let nothing = store.terms_beside(Facet::Domain, &slug("unheard-of"), Facet::Party).await;
    assert_eq!(nothing.unwrap(), []);
}

#[tokio::test]
async fn paging_visits_each_clause_once() {
    let (_folder, store) = store().await;
    let (mut ever, mut newest) = (BTreeSet::new(), BTreeMap::new());
    for document in corpus(&mut Dice(11)) {
        store.put(&document).await.unwrap();
        ever.extend(document.clauses.iter().map(|clause| clause.id));
        newest.insert(document.source.slug.clone(), document);
    }
    let current: Vec<ClauseId> =
        newest.values().flat_map(|d| d.clauses.iter().map(|clause| clause.id)).collect();
    for all in [false, true] {
        for limit in [1, 2, 5, 1000] {
            let mut seen = Vec::new();
            let mut after: Option<OrderKey> = None;
            loop {
                let page = store.clauses(all, after.as_ref(), limit).await.unwrap();
                let Some(last) = page.last() else { break };
                after = Some((last.source.clone(), last.order));
                seen.extend(page.into_iter().map(|record| record.id));
            }
            if all {
                assert_eq!(seen.iter().copied().collect::<BTreeSet<_>>(), ever);
                assert_eq!(seen.len(), ever.len());
            } else {
                assert_eq!(seen, current);
            }
        }
    }
}

#[tokio::test]
async fn the_index_gets_a_clause_with_its_titles_and_terms() {
    let (_folder, store) = store().await;
    let put = document("one", &["Iran agreed.", "Russia agreed."]);
    store.put(&put).await.unwrap();
    let ids: Vec<_> = put.clauses.iter().map(|clause| clause.id).collect();
    let indexed = store.indexed(&ids).await.unwrap();
    assert_eq!(indexed.len(), 2);
    for (clause, indexed) in put.clauses.iter().zip(&indexed) {
        assert_eq!(indexed.record.id, clause.id);
        assert_eq!(indexed.source_title, "Report one");
        let terms: BTreeSet<_> =
            indexed.terms.iter().map(|term| (term.facet, term.slug.to_string())).collect();
        assert_eq!(terms, carried(&put, clause));
    }
}
