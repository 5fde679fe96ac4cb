//! The index against the plainest reading of the grammar, over small random corpora.

use std::{cmp::Reverse, collections::BTreeMap, ops::Range};

use proptest::prelude::*;

use super::*;
use crate::search::query::{DateRange, Field, Node};

const WORDS: [&str; 10] = [
    "party", "parties", "energy", "trade", "defence", "defense", "treaty", "treaties", "pact",
    "the",
];
/// Forms of one word, by stem or by spelling.
const SAME_STEM: [[&str; 2]; 2] = [["party", "parties"], ["treaty", "treaties"]];
const SAME_SPELLING: [&str; 2] = ["defence", "defense"];

fn made() -> impl Strategy<Value = Made> {
    let words = prop::collection::vec(prop::sample::select(&WORDS[..]), 1..7);
    let date = prop_oneof![
        (2020i32..2026, 1..13, 1..29).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}")),
        (2020i32..2026).prop_map(|y| y.to_string()),
        (2020i32..2023, 2023i32..2026).prop_map(|(a, b)| format!("{a}/{b}")),
        (1990i32..2000, 2021i32..2024).prop_map(|(a, b)| format!("{a}/{b}")),
        Just("../2022-03".to_owned()),
        Just("P5Y".to_owned()),
    ];
    let party = prop::sample::subsequence(vec!["CHN", "IRN", "RUS"], 0..=3);
    (
        words,
        prop::sample::select(vec!["en", "fa"]),
        prop::sample::select(vec!["s-a", "s-b", "s-c"]),
        prop::sample::select(vec![Kind::Event, Kind::Provision, Kind::Statement]),
        prop::sample::subsequence(vec!["energy", "trade"], 0..=2),
        party.clone(),
        party,
        prop::collection::vec(date, 0..3),
        (0u32..4, 1u64..5),
    )
        .prop_map(
            |(words, language, source, kind, domains, parties, treaty_parties, dates, place)| {
                let (order, version) = place;
                Made {
                    language,
                    source,
                    kind,
                    parties,
                    treaty_parties,
                    domains,
                    dates,
                    order,
                    version,
                    ..Made::new(&words.join(" "))
                }
            },
        )
}

fn query() -> impl Strategy<Value = String> {
    let word = prop::sample::select(&WORDS[..]);
    let leaf = prop_oneof![
        4 => word.clone().prop_map(str::to_owned),
        2 => prop::collection::vec(word, 1..4).prop_map(|w| format!("\"{}\"", w.join(" "))),
        1 => prop::sample::select(vec!["pa*", "de*", "treat*", "zz*"]).prop_map(str::to_owned),
        2 => prop::sample::select(vec![
            "party:iran", "party:\"russia\"", "between:iran,russia", "kind:event", "lang:en",
            "kind:provision", "domain:energy", "source:s-a", "date:2021", "date:..2021-06",
            "date:2022-02..2023-03", "type:report", "domain:Trade",
            // Mistyped, so that something is suggested.
            "enegry", "tratey", "\"trade pcat\"", "domain:enrgy", "source:s-d", "enreg*",
        ]).prop_map(str::to_owned),
    ];
    let tree = leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|q| format!("-({q})")),
            prop::collection::vec(inner.clone(), 1..4).prop_map(|q| q.join(" ")),
            prop::collection::vec(inner, 1..4).prop_map(|q| format!("({})", q.join(") OR ("))),
        ]
    });
    prop::collection::vec(tree, 0..3).prop_map(|q| q.join(" "))
}

fn same(asked: &str, word: &str, language: &str) -> bool {
    asked == word
        || [asked, word].iter().all(|w| SAME_SPELLING.contains(w))
        || (language == "en"
            && SAME_STEM.iter().any(|forms| [asked, word].iter().all(|w| forms.contains(w))))
}

/// Whether these words are the phrase: several may each be in its other spelling.
fn is_phrase(words: &[&str], phrase: &[&str]) -> bool {
    let is_spelt = |word: &str, asked: &str| {
        word == asked || phrase.len() > 1 && [asked, word].iter().all(|w| SAME_SPELLING.contains(w))
    };
    words.len() == phrase.len()
        && words.iter().zip(phrase).all(|(word, asked)| is_spelt(word, asked))
}

/// What of terms side by side must be there: not "the", where another word is.
fn asked(nodes: &[Node]) -> Vec<&Node> {
    fn has_word(node: &Node) -> bool {
        match node {
            Node::Word(_) | Node::Phrase(_) | Node::Prefix(_) => true,
            Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(has_word),
            Node::Field(..) | Node::Date(_) | Node::Not(_) => false,
        }
    }
    let the = Node::Word("the".to_owned());
    let others = nodes.iter().any(|node| *node != the && has_word(node));
    nodes.iter().filter(|node| !others || **node != the).collect()
}

fn matches(node: &Node, clause: &Made) -> bool {
    let words: Vec<&str> = clause.text.split(' ').collect();
    match node {
        Node::Word(asked) => words.iter().any(|w| same(asked, w, clause.language)),
        Node::Phrase(phrase) => {
            let phrase: Vec<&str> = phrase.split(' ').collect();
            words.windows(phrase.len()).any(|w| is_phrase(w, &phrase))
        }
        Node::Prefix(prefix) => words.iter().any(|w| w.starts_with(prefix.as_str())),
        Node::Field(Field::Party, value) => {
            clause.parties.contains(&if value == "iran" { "IRN" } else { "RUS" })
        }
        Node::Field(Field::Between, _) => clause.treaty_parties == ["IRN", "RUS"],
        Node::Field(Field::Kind, value) => clause.kind.as_str() == value,
        Node::Field(Field::Lang, value) => clause.language == value,
        Node::Field(Field::Domain, value) => {
            clause.domains.contains(&value.to_lowercase().as_str())
        }
        Node::Field(Field::Source, value) => clause.source == value,
        Node::Field(Field::Type, value) => clause.r#type.as_str() == value,
        Node::Field(..) => false,
        Node::Date(range) => dated(*range, clause),
        Node::Not(inner) => !matches(inner, clause),
        Node::And(nodes) => asked(nodes).iter().all(|n| matches(n, clause)),
        Node::Or(nodes) => nodes.iter().any(|n| matches(n, clause)),
    }
}

/// What of a clause's text matched, or `None` where the node does not match.
fn marks(node: &Node, clause: &Made) -> Option<Vec<Range<usize>>> {
    let mut at = 0;
    let words: Vec<(Range<usize>, &str)> = clause
        .text
        .split(' ')
        .map(|word| {
            let start = at;
            at += word.len() + 1;
            (start..start + word.len(), word)
        })
        .collect();
    let found: Vec<Range<usize>> = match node {
        Node::Word(asked) => words
            .iter()
            .filter(|(_, w)| same(asked, w, clause.language))
            .map(|(range, _)| range.clone())
            .collect(),
        Node::Prefix(prefix) => words
            .iter()
            .filter(|(_, w)| w.starts_with(prefix.as_str()))
            .map(|(range, _)| range.clone())
            .collect(),
        Node::Phrase(phrase) => {
            let phrase: Vec<&str> = phrase.split(' ').collect();
            words
                .windows(phrase.len())
                .filter(|w| {
                    is_phrase(&w.iter().map(|(_, word)| *word).collect::<Vec<_>>(), &phrase)
                })
                .map(|w| w[0].0.start..w[w.len() - 1].0.end)
                .collect()
        }
        Node::And(nodes) => {
            let all: Option<Vec<_>> = asked(nodes).iter().map(|n| marks(n, clause)).collect();
            return all.map(|found| found.concat());
        }
        Node::Or(nodes) => {
            let any: Vec<_> = nodes.iter().filter_map(|n| marks(n, clause)).collect();
            return (!any.is_empty()).then(|| any.concat());
        }
        other => return matches(other, clause).then(Vec::new),
    };
    (!found.is_empty()).then_some(found)
}

fn bounds(clause: &Made) -> Vec<(i32, i32)> {
    clause.indexed(0).record.annotations.dates.iter().filter_map(|d| d.value.written()).collect()
}

fn dated(range: DateRange, clause: &Made) -> bool {
    let (first, last) = range.bounds();
    bounds(clause).iter().any(|(a, b)| *a <= last && first <= *b)
}

/// All hits, a few at a time.
fn pages(index: &EmbeddedIndex, query: &Query, sort: Sort) -> Vec<Hit> {
    let mut hits = Vec::new();
    // The keys of the pages so far.
    let mut keys = vec![None];
    loop {
        let after = keys.last().cloned().flatten();
        let request = SearchRequest { query: query.clone(), sort, after, limit: 3 };
        let page = index.search(&request).unwrap();
        assert!(page.next.is_none() || page.hits.len() == 3);
        assert_eq!(page.previous, keys.iter().nth_back(1).cloned().flatten(), "{query}");
        hits.extend(page.hits);
        match page.next {
            Some(next) => keys.push(Some(next)),
            None => return hits,
        }
    }
}

fn counted<'a>(
    clauses: impl Iterator<Item = &'a Made>,
    facets: &[Facet],
) -> BTreeMap<(Facet, u64), u64> {
    let mut counts = BTreeMap::new();
    for (facet, value) in clauses.flat_map(Made::values).filter(|(f, _)| facets.contains(f)) {
        *counts.entry((facet, term(facet, value).id)).or_default() += 1;
    }
    counts
}

fn compare(index: &EmbeddedIndex, clauses: &BTreeMap<u64, Made>, query: &Query) {
    let expected: Vec<u64> =
        clauses.iter().filter(|(_, c)| matches(query.root(), c)).map(|(id, _)| *id).collect();
    let ids = |hits: &[Hit]| hits.iter().map(|h| h.id.as_u64()).collect::<Vec<_>>();

    let by_relevance = pages(index, query, Sort::Relevance);
    let mut found = ids(&by_relevance);
    found.sort_unstable();
    assert_eq!(found, expected, "{query}");
    if query.words().is_empty() {
        assert_eq!(by_relevance, pages(index, query, Sort::Document), "{query}");
    }
    for hit in &by_relevance {
        let whole: String = hit.fragments.iter().map(|f| f.text.as_str()).collect();
        assert_eq!(whole, hit.text);
        let mut marked = vec![false; whole.len()];
        for range in marks(query.root(), &clauses[&hit.id.as_u64()]).unwrap() {
            marked[range].fill(true);
        }
        let shown: Vec<bool> =
            hit.fragments.iter().flat_map(|f| vec![f.marked; f.text.len()]).collect();
        assert_eq!(shown, marked, "{query} in {whole}");
    }

    ranks(index, query, Sort::Relevance, &by_relevance);

    let mut by_date = expected.clone();
    by_date.sort_by_key(|id| {
        let days = bounds(&clauses[id]);
        let first = days.iter().map(|(a, _)| *a).min();
        (first.is_none(), first, *id)
    });
    let dated = pages(index, query, Sort::Date);
    assert_eq!(ids(&dated), by_date, "{query}");
    ranks(index, query, Sort::Date, &dated);

    let mut in_document = expected.clone();
    in_document.sort_by_key(|id| (clauses[id].source, clauses[id].order, *id));
    let in_order = pages(index, query, Sort::Document);
    assert_eq!(ids(&in_order), in_document, "{query}");
    ranks(index, query, Sort::Document, &in_order);

    let mut newest = expected.clone();
    newest.sort_by_key(|id| (Reverse(clauses[id].version), clauses[id].order, *id));
    let by_issue = pages(index, query, Sort::Newest);
    assert_eq!(ids(&by_issue), newest, "{query}");
    ranks(index, query, Sort::Newest, &by_issue);

    let page = page(index, &query.to_string());
    assert_eq!(page.total, expected.len() as u64);
    let single = [Facet::Kind, Facet::Treaty, Facet::Type, Facet::Language];
    let hits = expected.iter().map(|id| &clauses[id]);
    let mut counts = counted(hits, &[Facet::Domain, Facet::Party, Facet::Source]);
    for facet in single {
        let without = query.without_field(facet.into());
        let root = without.as_ref().unwrap_or(query).root();
        counts.extend(counted(clauses.values().filter(|c| matches(root, c)), &[facet]));
    }
    let found: BTreeMap<_, _> = page.facets.iter().map(|f| ((f.facet, f.term), f.count)).collect();
    assert_eq!(found, counts, "{query}");

    let total =
        |query: &Query| clauses.values().filter(|c| matches(query.root(), c)).count() as u64;
    for most in [100, 3] {
        for period in page.years.periods((0, 9999), most) {
            let narrowed = query.with_filter(Field::Date, &period.written());
            assert_eq!(period.count, total(&narrowed), "{narrowed}");
        }
    }
    for suggestion in page.did_you_mean.iter().chain(&page.without) {
        assert_eq!(suggestion.total, total(&suggestion.query), "{query}: {suggestion:?}");
    }
    assert!(page.did_you_mean.is_none_or(|s| s.total > page.total));
    assert!(page.without.is_empty() || page.total == 0);
}

/// A hit of a query, now this, now that, knows its place and the hits beside it.
fn ranks(index: &EmbeddedIndex, query: &Query, sort: Sort, hits: &[Hit]) {
    let i = query.to_string().len() % hits.len().max(1);
    let Some(hit) = hits.get(i) else { return };
    let rank = index.rank(query, sort, hit.id, 3).unwrap().unwrap();
    assert_eq!((rank.rank, rank.total), (i as u64 + 1, hits.len() as u64), "{query}");
    assert_eq!(rank.previous, i.checked_sub(1).map(|i| hits[i].id));
    assert_eq!(rank.next, hits.get(i + 1).map(|h| h.id));
    assert_eq!(rank.fragments, hit.fragments);
    let request = SearchRequest { query: query.clone(), sort, after: rank.page, limit: 3 };
    assert_eq!(index.search(&request).unwrap().hits, hits.chunks(3).nth(i / 3).unwrap());
    assert_eq!(index.rank(query, sort, ClauseId::from_u64(999), 3).unwrap(), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_index_finds_orders_and_counts_what_a_plain_reading_does(
        first in prop::collection::vec(made(), 1..20),
        second in prop::collection::vec(made(), 0..20),
        deleted in prop::collection::vec(1u64..20, 0..4),
        queries in prop::collection::vec(query(), 40),
    ) {
        let (_folder, index) = index_of(&first);
        let mut clauses: BTreeMap<u64, Made> = (1..).zip(first).collect();
        let mut writer = index.writer().unwrap().unwrap();
        let mut ops: Vec<IndexOp> = (5..).zip(&second).map(|(id, made)| put(made, id)).collect();
        clauses.extend((5..).zip(second));
        for id in deleted {
            clauses.remove(&id);
            ops.push(IndexOp::Delete(ClauseId::from_u64(id)));
        }
        writer.apply(ops, &position(2)).unwrap();
        writer.publish().unwrap();
        for text in queries {
            if let Ok(query) = Query::parse(&text) {
                compare(&index, &clauses, &query);
            }
        }
    }
}

#[test]
fn a_key_that_no_page_gave_is_refused() {
    let (_folder, index) = texts(&["one", "two"]);
    for (sort, after) in [
        (Sort::Relevance, "x"),
        (Sort::Relevance, ""),
        (Sort::Date, "r.0.000000000001"),
        (Sort::Date, "d.0.000000000001.x"),
        (Sort::Document, "s.1.nothing"),
        (Sort::Document, "s.-1.000000000001.a"),
        (Sort::Newest, "s.1.000000000001.1"),
        (Sort::Newest, "n.1.000000000001.-1"),
        (Sort::Newest, "n.1.000000000001.1.x"),
    ] {
        let after = Some(after.to_owned());
        let request = SearchRequest { query: Query::default(), sort, after, limit: 1 };
        assert!(matches!(index.search(&request), Err(SearchError::PageKey)), "{request:?}");
    }
}
