use std::{fs, path::Path};

use tempfile::TempDir;

use super::*;
use crate::{
    model::{
        Annotations, ClauseRecord, DateEvent, DateMention, DomainTag, Kind, Locator, PartyMention,
        RevisionHash, Slug, SourceType, Status,
    },
    search::{IndexOp, Query},
    store::{IndexedClause, Issued, Position, Term},
};

mod life;
mod oracle;
mod suggestions;

/// A clause to be indexed, with what a test says about it.
#[derive(Debug, Clone)]
struct Made {
    text: String,
    language: &'static str,
    source: &'static str,
    treaty: &'static str,
    kind: Kind,
    r#type: SourceType,
    parties: Vec<&'static str>,
    treaty_parties: Vec<&'static str>,
    domains: Vec<&'static str>,
    dates: Vec<String>,
    locator: String,
    order: u32,
    /// The version that it came with.
    version: u64,
}

impl Made {
    fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            language: "en",
            source: "a-report",
            treaty: "a-pact",
            kind: Kind::Provision,
            r#type: SourceType::Report,
            parties: Vec::new(),
            treaty_parties: vec!["IRN", "RUS"],
            domains: Vec::new(),
            dates: Vec::new(),
            locator: "p1.s1".to_owned(),
            order: 0,
            version: 1,
        }
    }

    fn indexed(&self, id: u64) -> IndexedClause {
        let slug = |s: &str| s.parse::<Slug>().unwrap();
        let parties = self.parties.iter().map(|code| PartyMention {
            code: (*code).to_owned(),
            name: (*code).to_owned(),
            rule: "name".to_owned(),
            evidence: Vec::new(),
        });
        let dates = self.dates.iter().map(|value| DateMention {
            value: value.parse().unwrap(),
            event: DateEvent::Other,
            rule: "day-month-year".to_owned(),
            evidence: Vec::new(),
        });
        let domains = self.domains.iter().map(|domain| DomainTag {
            slug: slug(domain),
            rule: "term".to_owned(),
            evidence: Vec::new(),
        });
        IndexedClause {
            record: ClauseRecord {
                id: ClauseId::from_u64(id),
                treaty: slug(self.treaty),
                source: slug(self.source),
                r#type: self.r#type,
                revision: RevisionHash::new(blake3::hash(b"")),
                version: 1,
                status: Status::Current,
                locator: self.locator.parse::<Locator>().unwrap(),
                order: self.order,
                breadcrumb: Vec::new(),
                kind: self.kind,
                language: self.language.to_owned(),
                text: self.text.clone(),
                start: 0,
                end: self.text.len(),
                successor: None,
                predecessors: Vec::new(),
                annotations: Annotations {
                    parties: parties.collect(),
                    dates: dates.collect(),
                    domains: domains.collect(),
                    ..Annotations::default()
                },
            },
            source_title: "A report".to_owned(),
            treaty_title: "A pact".to_owned(),
            treaty_parties: self.treaty_parties.iter().map(|p| (*p).to_owned()).collect(),
            issued: Issued { version: self.version, at: "2026-11-24T08:00:00Z".to_owned() },
            terms: self.values().into_iter().map(|(facet, value)| term(facet, value)).collect(),
        }
    }

    /// The facets' values that it carries.
    fn values(&self) -> Vec<(Facet, &'static str)> {
        let mut values = vec![
            (Facet::Kind, self.kind.as_str()),
            (Facet::Type, self.r#type.as_str()),
            (Facet::Treaty, self.treaty),
            (Facet::Source, self.source),
            (Facet::Language, self.language),
        ];
        values.extend(self.parties.iter().map(|p| (Facet::Party, *p)));
        values.extend(self.domains.iter().map(|d| (Facet::Domain, *d)));
        values
    }
}

/// A term with a number that follows from its name alone; some are too large for a table.
fn term(facet: Facet, value: &str) -> Term {
    Term {
        id: value.bytes().fold(7, |id, b| (id * 31 + u64::from(b)) % 200_000),
        facet,
        slug: Slug::from_text(value).unwrap(),
        label: value.to_owned(),
        clauses: 0,
    }
}

fn position(seq: u64) -> Position {
    Position { seq, head: format!("head-{seq}") }
}

fn put(made: &Made, id: u64) -> IndexOp {
    IndexOp::Put(Box::new(made.indexed(id)))
}

fn open(folder: &Path) -> EmbeddedIndex {
    EmbeddedIndex::open(folder, Arc::new(Codebook::built_in().unwrap())).unwrap()
}

/// An index of these clauses with the ids 1, 2, 3…
fn index_of(clauses: &[Made]) -> (TempDir, EmbeddedIndex) {
    let folder = tempfile::tempdir().unwrap();
    let index = open(folder.path());
    let mut writer = index.writer().unwrap().unwrap();
    writer.start_over().unwrap();
    let ops = (1..).zip(clauses).map(|(id, made)| put(made, id)).collect();
    writer.apply(ops, &position(1)).unwrap();
    writer.publish().unwrap();
    drop(writer);
    (folder, index)
}

fn texts(clauses: &[&str]) -> (TempDir, EmbeddedIndex) {
    index_of(&clauses.iter().map(|text| Made::new(text)).collect::<Vec<_>>())
}

fn page(index: &EmbeddedIndex, query: &str) -> SearchPage {
    let query = Query::parse(query).unwrap();
    let request = SearchRequest { query, sort: Sort::Relevance, after: None, limit: 100 };
    index.search(&request).unwrap()
}

/// The numbers of the clauses found, best first.
fn found(index: &EmbeddedIndex, query: &str) -> Vec<u64> {
    page(index, query).hits.iter().map(|h| h.id.as_u64()).collect()
}

#[test]
fn spellings_acronyms_and_other_names_are_found_below_what_was_typed() {
    let (_folder, index) = texts(&[
        "the Shanghai Cooperation Organisation met",
        "a meeting of the SCO was held",
        "an organisation in Shanghai for cooperation",
        "their common defence is theirs",
        "their common defense is theirs",
        "who met us",
    ]);
    assert_eq!(found(&index, "SCO"), [2, 1]);
    assert_eq!(found(&index, "sco"), [2, 1]);
    assert_eq!(found(&index, "Shanghai Cooperation Organisation").len(), 3);
    assert_eq!(found(&index, "\"Shanghai Cooperation Organisation\""), [1, 2]);
    assert_eq!(found(&index, "defense"), [5, 4]);
    assert_eq!(found(&index, "defence"), [4, 5]);
    assert_eq!(found(&index, "\"World Health Organization\""), [] as [u64; 0]);
}

#[test]
fn words_with_a_hyphen_and_phrases_are_found_in_every_spelling() {
    let (_folder, index) = texts(&[
        "most-favoured-nation treatment",
        "most favored nation treatment",
        "their right of self-defence",
        "their right of self defense",
        "a right of selfdefense",
        "economic co-operation",
        "economic cooperation",
        "a re-export and its port",
    ]);
    assert_eq!(found(&index, "most-favoured-nation"), [1, 2]);
    assert_eq!(found(&index, "most-favored-nation"), [2, 1]);
    assert_eq!(found(&index, "\"most favored nation treatment\""), [2, 1]);
    let mut defence = found(&index, "self-defence");
    assert_eq!(defence.remove(0), 3);
    defence.sort_unstable();
    assert_eq!(defence, [4, 5]);
    assert_eq!(found(&index, "selfdefense").first(), Some(&5));
    assert_eq!(found(&index, "selfdefence").len(), 3);
    assert_eq!(found(&index, "cooperation"), [7, 6]);
    assert_eq!(found(&index, "co-operation"), [6, 7]);
    assert_eq!(found(&index, "report"), [] as [u64; 0]);
    // One spelling alone, and nothing else.
    assert_eq!(found(&index, "\"favored\""), [2]);
    assert_eq!(found(&index, "-\"self-defence\" right"), [5]);
}

#[test]
fn words_that_only_join_others_need_not_be_there() {
    let (_folder, index) = texts(&[
        "the entry into force of this statute",
        "it enters: force, entry, statute",
        "of the parties",
        "parties",
    ]);
    assert_eq!(found(&index, "entry into force of the Statute"), [2, 1]);
    assert_eq!(found(&index, "parties of the"), [4, 3]);
    assert_eq!(found(&index, "of the"), [3, 1]);
    assert_eq!(found(&index, "the kind:provision"), found(&index, "the"));
    assert_eq!(found(&index, "parties -the"), [4]);
    assert_eq!(found(&index, "\"force of this statute\""), [1]);
    let query = Query::parse("the parties to a treaty").unwrap();
    assert_eq!(
        query.explain(str::to_owned),
        "Passages with the word “parties” and with the word “treaty”."
    );
}

#[test]
fn what_only_filters_find_stands_as_its_sources_have_it() {
    let made = |source, order| Made { source, order, ..Made::new("one word") };
    let (_folder, index) = index_of(&[made("b", 2), made("a", 1), made("b", 1), made("a", 0)]);
    assert_eq!(found(&index, "kind:provision"), [4, 2, 3, 1]);
    assert_eq!(found(&index, ""), [4, 2, 3, 1]);
    assert_eq!(found(&index, "word"), [1, 2, 3, 4]);
    // A page of such a search that was kept when it was by relevance.
    let query = Query::parse("kind:provision").unwrap();
    let after = Some("r.c07fffff.000000000002".to_owned());
    let request = SearchRequest { query, sort: Sort::Relevance, after, limit: 2 };
    assert!(index.search(&request).is_ok());
}

#[test]
fn the_form_that_was_typed_ranks_above_other_forms() {
    let (_folder, index) = texts(&["one party of it", "two parties of it", "three party of it"]);
    assert_eq!(found(&index, "parties")[0], 2);
    assert_eq!(found(&index, "\"parties\""), [2]);
    let scores_same = found(&index, "party type:report -kind:event");
    assert_eq!(scores_same, found(&index, "party"));
}

#[test]
fn words_are_found_without_diacritics_in_any_script_and_by_the_stem_of_their_language() {
    let french = Made { language: "fr", ..Made::new("les énergies renouvelables") };
    let russian = Made {
        language: "ru", ..Made::new("военное сотрудничество сторон")
    };
    let chinese = Made { language: "zh", ..Made::new("伊朗和俄罗斯签署了条约") };
    let persian = Made { language: "fa", ..Made::new("همکاری ایران و روسیه") };
    let (_folder, index) = index_of(&[french, russian, chinese, persian]);
    assert_eq!(found(&index, "energies"), [1]);
    assert_eq!(found(&index, "énergie"), [1]);
    assert_eq!(found(&index, "сотрудничества"), [2]);
    assert_eq!(found(&index, "条约"), [3]);
    assert_eq!(found(&index, "ايران"), [4]);
    assert_eq!(found(&index, "lang:fr"), [1]);
}

#[test]
fn a_date_matches_within_one_mention_only() {
    let dated = |dates: &[&str]| Made {
        dates: dates.iter().map(|d| (*d).to_owned()).collect(),
        ..Made::new("a date")
    };
    let (_folder, index) = index_of(&[
        dated(&["2025-01-17", "2025-10-02"]),
        dated(&["2025-05"]),
        dated(&["../2025-07-18"]),
        dated(&["P20Y"]),
        dated(&["1494-06-07", "2020/2024"]),
    ]);
    assert_eq!(found(&index, "date:2025-05"), [2]);
    assert!(found(&index, "date:2025-02..2025-04").is_empty());
    assert_eq!(found(&index, "date:2025-10-02.."), [1]);
    assert_eq!(found(&index, "date:..1500"), [5]);
    assert_eq!(found(&index, "-date:2025"), [4, 5]);
    let years = page(&index, "").years.periods((0, 9999), 10);
    assert_eq!(
        years.iter().map(|p| (p.written(), p.count)).collect::<Vec<_>>(),
        [("1494", 1), ("2020", 1), ("2021", 1), ("2022", 1), ("2023", 1), ("2024", 1), ("2025", 3)]
            .map(|(year, count)| (year.to_owned(), count))
    );
}

#[test]
fn parties_treaties_and_articles_are_found_as_people_name_them() {
    let (_folder, index) = index_of(&[
        Made { parties: vec!["IRN"], ..Made::new("one") },
        Made { parties: vec!["IRN", "RUS"], ..Made::new("two") },
        Made { treaty_parties: vec!["CHN", "IRN", "RUS"], ..Made::new("three") },
        Made {
            r#type: SourceType::Text,
            locator: "art_3__para_2__point_a".to_owned(),
            ..Made::new("four")
        },
    ]);
    assert_eq!(found(&index, "party:\"Islamic Republic of Iran\""), [1, 2]);
    assert_eq!(found(&index, "party:iran party:rus"), [2]);
    assert_eq!(found(&index, "between:russia,iran"), [1, 2, 4]);
    assert_eq!(found(&index, "between:china,russia,iran"), [3]);
    for article in ["art:3", "art:3(2)", "art:\"article 3, paragraph 2\"", "art:3.2.a"] {
        assert_eq!(found(&index, article), [4], "{article}");
    }
    assert_eq!(found(&index, "art:2"), [] as [u64; 0]);
    assert_eq!(found(&index, "type:text OR party:russia"), [2, 4]);
}
