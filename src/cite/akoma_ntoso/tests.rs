//! Documents are well formed whatever the texts are.

use proptest::prelude::*;
use quick_xml::{Reader, events::Event};

use super::*;
use crate::{
    model::{Annotations, Kind, RevisionHash, Slug, Source, SourceType, Status},
    store::SourceRecord,
};

fn slug(text: &str) -> Slug {
    text.parse().unwrap()
}

fn reading(title: &str, clauses: &[(String, String)]) -> Reading {
    let revision = RevisionHash::new(blake3::hash(b""));
    let source = Source {
        slug: slug("a-text"),
        id_slug: slug("a-text"),
        treaty: slug("a-treaty"),
        r#type: SourceType::Text,
        title: title.to_owned(),
        publisher: Some(title.to_owned()),
        author: None,
        published: "2025-01-17".parse().ok(),
        language: "en".to_owned(),
        url: Some(title.to_owned()),
        archived_url: None,
        licence: None,
        licence_url: None,
        retrieved: None,
        series: None,
    };
    let clause = |(order, (locator, text)): (u32, &(String, String))| ClauseRecord {
        id: crate::model::ClauseId::derive(&slug("a-text"), text, order),
        treaty: slug("a-treaty"),
        source: slug("a-text"),
        r#type: SourceType::Text,
        revision,
        version: 1,
        successor: None,
        predecessors: Vec::new(),
        status: Status::Current,
        locator: locator.parse().unwrap(),
        order,
        breadcrumb: Vec::new(),
        kind: Kind::Provision,
        language: if order % 3 == 0 { "fr".to_owned() } else { "en".to_owned() },
        text: text.clone(),
        start: order as usize * 10,
        end: order as usize * 10 + 9,
        annotations: Annotations::default(),
    };
    Reading {
        record: SourceRecord {
            source,
            revision,
            version: 1,
            added: "2026-11-24T00:00:00Z".to_owned(),
            clauses: clauses.len() as u64,
            articles: 1,
        },
        text: String::new(),
        outline: Vec::new(),
        clauses: (0..).zip(clauses).map(clause).collect(),
    }
}

fn divisions(units: &[(Unit, &str, usize, usize)], label: &str) -> Vec<DivisionRecord> {
    let record = |(unit, eid, start, end): &(Unit, &str, usize, usize)| DivisionRecord {
        division: Division {
            locator: eid.parse().unwrap(),
            unit: *unit,
            label: label.to_owned(),
            heading: Some(label.to_owned()),
            parent: None,
            start: *start,
            end: *end,
        },
        first: 0,
        clauses: 1,
    };
    units.iter().map(record).collect()
}

/// Names of all elements, and all text; fails where the document is not well formed.
fn parsed(document: &str) -> (Vec<String>, String) {
    let mut reader = Reader::from_str(document);
    let (mut names, mut text, mut depth) = (Vec::new(), String::new(), 0);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(e) => {
                depth += 1;
                names.push(e.name().as_ref().to_owned());
                e.attributes().for_each(|a| drop(a.unwrap()));
            }
            Event::Empty(e) => e.attributes().for_each(|a| drop(a.unwrap())),
            Event::End(_) => depth -= 1,
            Event::Text(t) => text.push_str(&t),
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    (names, text)
}

#[test]
fn lists_stand_between_their_opening_and_closing_words_and_numbers_apart() {
    let clauses: Vec<(String, String)> = [
        ("preamble__rec_1", "Recalling water,"),
        ("art_1__para_1__intro", "1. The Parties shall:"),
        ("art_1__para_1__point_a", "(a) fish & swim;"),
        ("art_1__para_1__point_b", "(b) sail,"),
        ("art_1__para_1__indent_1", "– row,"),
        ("art_1__para_1__wrapup", "at all times."),
        ("art_1__p_2__s_1", "They may rest."),
        ("art_1__p_2__s_2", "They may not drain."),
        ("annex_1__para_1", "1. Perch"),
    ]
    .map(|(at, words)| (at.to_owned(), words.to_owned()))
    .into();
    let units = [
        (Unit::Preamble, "preamble", 0, 10),
        (Unit::Article, "art_1", 10, 80),
        (Unit::Annex, "annex_1", 80, 100),
    ];
    let document = akoma_ntoso(&reading("Lakes", &clauses), &divisions(&units, "One")).unwrap();
    let lines: Vec<&str> = document.lines().map(str::trim).collect();
    let body = lines.join("");
    for part in [
        r#"<preamble eId="preamble"><recitals><recital eId="preamble__rec_1"><p xml:lang="fr">Recalling water,</p></recital></recitals></preamble>"#,
        r#"<article eId="art_1"><num>One</num><heading>One</heading><paragraph eId="art_1__para_1"><num>1.</num><intro><p eId="art_1__para_1__intro">The Parties shall:</p></intro>"#,
        r#"<point eId="art_1__para_1__point_a"><num>(a)</num><content><p>fish &amp; swim;</p></content></point>"#,
        r#"<indent eId="art_1__para_1__indent_1"><num>–</num><content><p>row,</p></content></indent>"#,
        r#"<wrapUp><p eId="art_1__para_1__wrapup">at all times.</p></wrapUp></paragraph>"#,
        r#"<wrapUp><p eId="art_1__p_2"><span eId="art_1__p_2__s_1" xml:lang="fr">They may rest.</span>"#,
        r#"<attachment eId="annex_1"><num>One</num><heading>One</heading><doc name="annex">"#,
    ] {
        assert!(body.contains(part), "{part}\n{document}");
    }
    assert_eq!(parsed(&document).0[..3], ["akomaNtoso", "act", "meta"]);
}

proptest! {
    #[test]
    fn any_text_gives_a_well_formed_document_with_all_its_words(
        title in "\\PC{0,20}|[<>&\"'\u{0}\u{b}\u{1f}\u{fffe}a]{0,12}",
        clauses in prop::collection::vec(
            ("(preamble__|art_1__|annex_1__|)(rec|para|point|p|s|intro|x)_[1-4](__(point|p|s|intro|wrapup)_[a-c])?",
             "\\PC{1,20}|[<>&\"'\u{0}\u{b}\u{1f}\u{fffe}1.() a]{1,12}"),
            0..12,
        ),
        cuts in (0usize..60, 0usize..60),
    ) {
        // An eId names one clause.
        let mut taken = std::collections::HashSet::new();
        let clauses: Vec<_> = clauses.into_iter().filter(|(eid, _)| taken.insert(eid.clone())).collect();
        let units = [
            (Unit::Preamble, "preamble", 0, cuts.0),
            (Unit::Chapter, "chp_1", cuts.0, cuts.0 + cuts.1),
            (Unit::Article, "art_1", cuts.0, cuts.0 + cuts.1 / 2),
            (Unit::Annex, "annex_1", cuts.0 + cuts.1, 200),
        ];
        let document = akoma_ntoso(&reading(&title, &clauses), &divisions(&units, &title)).unwrap();
        let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let text = bare(&parsed(&document).1);
        for (_, words) in &clauses {
            prop_assert!(text.contains(&bare(words)), "{words}");
        }
    }
}
