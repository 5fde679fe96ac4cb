//! References, read in a treaty of six articles and an annex.

use super::*;
use crate::{
    model::Locator,
    segment::{Part, Segment},
};

/// The references of a clause that stands at `here` in a treaty of six articles and an annex.
fn read_at(here: &str, text: &str) -> Vec<String> {
    let known = ["art_1", "art_2", "art_3", "art_5__para_1", "art_5__para_2__point_a", "annex_1"];
    let clause = |locator: &str| Segment {
        locator: locator.parse::<Locator>().unwrap(),
        start: 0,
        end: 1,
        part: Part::Body,
        division: None,
        language: None,
    };
    let division = |locator: &str| crate::model::Division {
        locator: locator.parse().unwrap(),
        unit: if locator.starts_with("annex") { Unit::Annex } else { Unit::Article },
        label: String::new(),
        heading: None,
        parent: None,
        start: 0,
        end: 1,
    };
    let segments = Segments {
        clauses: known.iter().map(|l| clause(l)).collect(),
        divisions: known.iter().filter(|l| !l.contains("__")).map(|l| division(l)).collect(),
        outline: Vec::new(),
        warnings: Vec::new(),
    };
    let mut context = References::context(&segments, "Agreement on Trade");
    References::new()
        .unwrap()
        .find(&mut context, Some(here), text)
        .into_iter()
        .map(|r| {
            let of = r.instrument.map(|i| format!(" of {i}")).unwrap_or_default();
            let place = r.locator.map(|l| l.to_string()).unwrap_or_default();
            format!("{}: {place}{of} ({})", r.evidence[0].text, r.rule)
        })
        .collect()
}

#[test]
fn articles_and_what_stands_in_them_are_read_into_one_place() {
    assert_eq!(
        read_at("art_3", "Under Articles 1 to 2 and 5, paragraph 2 of Article 5 and Annex I,"),
        [
            "Articles 1: art_1 (internal)",
            "2: art_2 (internal)",
            "5: art_5 (internal)",
            "paragraph 2 of Article 5: art_5__para_2 (internal)",
            "Annex I: annex_1 (internal)",
        ]
    );
    assert_eq!(
        read_at(
            "art_3",
            "Article 5(2)(a), Article 5, paragraph 1, and points (a) and (b) of Article 2"
        ),
        [
            "Article 5(2)(a): art_5__para_2__point_a (internal)",
            "Article 5, paragraph 1: art_5__para_1 (internal)",
            "points (a): art_2__point_a (internal)",
            "(b) of Article 2: art_2__point_b (internal)",
        ]
    );
}

#[test]
fn what_names_no_article_is_read_from_where_it_stands() {
    assert_eq!(
        read_at(
            "art_5__para_2__point_a",
            "Paragraph 1 and subparagraph (b); paragraph 1 of this Article; the preceding paragraph; this Article; the preceding Article."
        ),
        [
            "Paragraph 1: art_5__para_1 (internal)",
            "subparagraph (b): art_5__para_2__point_b (internal)",
            "paragraph 1 of this Article: art_5__para_1 (internal)",
            "preceding paragraph: art_5__para_1 (internal)",
        ]
    );
    assert_eq!(read_at("art_2", "the preceding Article"), ["preceding Article: art_1 (internal)"]);
}

#[test]
fn an_instrument_is_named_with_its_place_or_alone() {
    assert_eq!(
        read_at(
            "art_3",
            "Article XX of GATT 1994, Article 51 of the Charter of the United Nations and the Vienna Convention on the Law of Treaties; Article 2 of this Agreement, Article 1 of the Agreement."
        ),
        [
            "Article XX of GATT 1994: art_xx of GATT 1994 (external)",
            "Article 51 of the Charter of the United Nations: art_51 of Charter of the United Nations (external)",
            "Vienna Convention on the Law of Treaties:  of Vienna Convention on the Law of Treaties (instrument)",
            "Article 2: art_2 (internal)",
            "Article 1: art_1 (internal)",
        ]
    );
    assert_eq!(
        read_at(
            "art_3",
            "The Geneva Convention on Roads (hereinafter referred to as “the Convention”) and Articles 3 and 4 of the Convention"
        )[1..],
        [
            "Articles 3: art_3 of Geneva Convention on Roads (external)",
            "4 of the Convention: art_4 of Geneva Convention on Roads (external)",
        ]
    );
}

#[test]
fn other_languages_are_read_within_the_text() {
    let places = |text: &str| read_at("art_3", text);
    assert_eq!(
        places("conforme al artículo 2, apartado 1"),
        ["artículo 2, apartado 1: art_2__para_1 (internal)"]
    );
    assert_eq!(
        places("los literales a) y b) del párrafo 2 del artículo 5"),
        [
            "literales a): art_5__para_2__point_a (internal)",
            "b) del párrafo 2 del artículo 5: art_5__para_2__point_b (internal)"
        ]
    );
    assert_eq!(
        places("au paragraphe 2 de l’article 5"),
        ["paragraphe 2 de l’article 5: art_5__para_2 (internal)"]
    );
    assert_eq!(
        places("nach Artikel 5 Absatz 2 Buchstabe a"),
        ["Artikel 5 Absatz 2 Buchstabe a: art_5__para_2__point_a (internal)"]
    );
    assert_eq!(places("в пункте 1 статьи 5"), ["пункте 1 статьи 5: art_5__para_1 (internal)"]);
}
