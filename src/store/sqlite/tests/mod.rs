//! What the store promises, on a file in a temporary folder.

use super::*;
use crate::{
    model::{
        Annotations, Claim, ClaimRecord, Clause, ClauseId, DateEvent, DateMention, DomainTag,
        Evidence, Fact, InstitutionMention, Kind, Locator, Original, Outline, OutlineKind,
        PartyMention, PlaceMention, Property, RevisionHash, Source, SourceType, Treaty,
    },
    store::*,
};

mod browse;
mod file;
mod history;
mod lists;
mod news;
mod texts;
mod versions;

/// A store in a folder that vanishes with it.
async fn store() -> (tempfile::TempDir, SqliteStore) {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path()).await.unwrap();
    (folder, store)
}

/// What takes a file back to the shape before feeds were read page by page.
const WITHOUT_FEEDS: [&str; 8] = [
    "DROP INDEX source_changed_of_treaty",
    "DROP INDEX source_changed_of_type",
    "DROP INDEX told_differing",
    "DROP INDEX told_newest_of_treaty",
    "ALTER TABLE told DROP COLUMN issued",
    "ALTER TABLE told DROP COLUMN differs",
    "DELETE FROM _sqlx_migrations WHERE version = 7",
    "PRAGMA user_version = 6",
];

/// And from there to the one before it kept what is told of treaties in the order of pages.
const WITHOUT_TOLD: [&str; 8] = [
    "DROP TABLE told",
    "DROP INDEX treaty_listed",
    "ALTER TABLE treaty DROP COLUMN listed",
    "ALTER TABLE treaty ADD COLUMN listed INTEGER NOT NULL DEFAULT 1 CHECK (listed IN (0, 1))",
    "CREATE INDEX treaty_not_listed ON treaty (id) WHERE listed = 0",
    "CREATE INDEX claim_property ON claim (property, placement)",
    "DELETE FROM _sqlx_migrations WHERE version = 6",
    "PRAGMA user_version = 5",
];

/// And from there to the one before there were lists to read page by page.
const WITHOUT_LISTS: [&str; 16] = [
    "DROP TABLE treaty_heading",
    "DROP TABLE treaty_party",
    "DROP TABLE difference",
    "DROP INDEX placement_superseded",
    "DROP INDEX treaty_parties",
    "DROP INDEX treaty_not_listed",
    "ALTER TABLE treaty DROP COLUMN sources",
    "ALTER TABLE treaty DROP COLUMN texts",
    "ALTER TABLE treaty DROP COLUMN clauses",
    "ALTER TABLE treaty DROP COLUMN articles_held",
    "ALTER TABLE treaty DROP COLUMN articles",
    "ALTER TABLE treaty DROP COLUMN listed",
    "DROP INDEX source_newest",
    "DROP INDEX source_newest_of_type",
    "DROP INDEX source_newest_of_treaty",
    "DELETE FROM _sqlx_migrations WHERE version = 5",
];

fn slug(text: &str) -> Slug {
    text.parse().unwrap()
}

/// A report of one paragraph with these sentences, and something of everything read in each.
fn document(source: &str, sentences: &[&str]) -> Document {
    let source = Source {
        slug: slug(source),
        id_slug: slug(source),
        treaty: slug("a-treaty"),
        r#type: SourceType::Report,
        title: format!("Report {source}"),
        publisher: Some("A publisher".into()),
        author: None,
        published: Some("2025-10-02".parse().unwrap()),
        language: "en".into(),
        url: None,
        archived_url: None,
        licence: None,
        licence_url: None,
        retrieved: None,
        series: None,
    };
    let mut text = String::from("Heading\n");
    let outline = vec![Outline { kind: OutlineKind::Heading, start: 0, end: text.len() }];
    let mut clauses: Vec<Clause> = Vec::new();
    for (order, sentence) in (0u32..).zip(sentences) {
        let equal = clauses.iter().filter(|clause| clause.text == *sentence).count();
        let start = text.len();
        text.push_str(sentence);
        clauses.push(Clause {
            id: ClauseId::derive(&source.id_slug, sentence, u32::try_from(equal).unwrap()),
            locator: Locator::sentence(1, order + 1),
            order,
            division: None,
            kind: Kind::Provision,
            language: "en".into(),
            text: (*sentence).to_owned(),
            start,
            end: text.len(),
            annotations: annotations(sentence),
            claims: vec![claim(sentence)],
        });
    }
    let treaty = Treaty {
        slug: slug("a-treaty"),
        title: "A treaty".into(),
        parties: vec!["IRN".into(), "RUS".into()],
    };
    finished(Document {
        treaty,
        source,
        revision: RevisionHash::new(blake3::hash(b"")),
        original: Original {
            name: "a-report.txt".into(),
            bytes: text.as_bytes().into(),
            stated: "{}".into(),
        },
        text,
        outline,
        divisions: Vec::new(),
        clauses,
    })
}

/// The document with the revision hash of all that it says.
fn finished(mut document: Document) -> Document {
    let parts = (&document.treaty, &document.source, &document.text, &document.clauses);
    document.revision = RevisionHash::new(blake3::hash(format!("{parts:?}").as_bytes()));
    document
}

fn annotations(sentence: &str) -> Annotations {
    let evidence = vec![Evidence::of(sentence, 0, 1)];
    let rule = String::from("name");
    Annotations {
        parties: vec![PartyMention {
            code: "IRN".into(),
            name: "Iran".into(),
            rule: rule.clone(),
            evidence: evidence.clone(),
        }],
        dates: ["../2025-07-18", "P20Y", "1648-10-24"]
            .map(|value| DateMention {
                value: value.parse().unwrap(),
                event: DateEvent::EntryIntoForce,
                rule: rule.clone(),
                evidence: evidence.clone(),
            })
            .to_vec(),
        domains: vec![DomainTag {
            slug: slug("peace-security"),
            rule: rule.clone(),
            evidence: evidence.clone(),
        }],
        institutions: vec![InstitutionMention {
            slug: slug("majlis"),
            name: "Majlis".into(),
            rule: rule.clone(),
            evidence: evidence.clone(),
        }],
        places: vec![PlaceMention { name: "Moscow".into(), rule, evidence }],
        references: Vec::new(),
    }
}

fn claim(sentence: &str) -> Claim {
    Claim {
        property: Property::Signature,
        actor: None,
        actor_name: None,
        value: "2025-01-17".into(),
        value_label: "17 January 2025".into(),
        asserted_by: Some("TASS".into()),
        asserted_on: Some("2025-01-18".parse().unwrap()),
        evidence: vec![Evidence::of(sentence, 0, 1)],
    }
}
