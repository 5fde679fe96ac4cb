//! Texts as they are copied from gazettes, scans and web pages, each with one oddity of these.

use super::*;

fn places(name: &str, text: &str) -> Vec<String> {
    let (e, s) = treaty(name, text);
    s.clauses.iter().map(|c| format!("{} {}", c.locator, &e.text[c.start..c.end])).collect()
}

const LIT: &str = "Each Party shall keep its lanterns lit at night.";

#[test]
fn ordinals_in_words_number_articles() {
    for words in [
        ["Artículo Sexto.-", "Artículo Séptimo.-", "Artículo Décimo Primero.-"],
        ["المادة الأولى:", "المادة الثانيـة:", "المادة الثالثة:"],
        ["ARTIGO 1.º", "ARTIGO 2.º", "ARTIGO 3.º"],
    ] {
        let text = with_headings(&words);
        assert_eq!(articles(&text).len(), 3, "{words:?}");
    }
    let text = with_headings(&["ARTIGO 1.º", "ARTIGO 2.º"]);
    assert_eq!(articles(&text), ["art_1", "art_2"]);
}

#[test]
fn a_sentence_beside_the_number_that_goes_on_below_is_no_name() {
    let text = format!(
        "TREATY ON LANTERNS\n\nArticle 1.- The lanterns of both Parties, and those of ships that lie in their\nports, are lit at dusk by the keepers whom each of the Parties has named for this\npurpose and put out at dawn by the same keepers or by those who stand for them.\n\nArticle 2.- Oil is paid for by the Party in whose port the lantern burns, as set out in the\nschedule that the Parties keep, and not by ships.\n\nArticle 3 - Duties\n{LIT}\n"
    );
    let found = places("a.txt", &text);
    assert!(found[0].starts_with("art_1 The lanterns of both"), "{found:?}");
    assert!(found[1].starts_with("art_2 Oil is paid for"), "{found:?}");
    let (_, s) = treaty("a.txt", &text);
    let names: Vec<_> = s.divisions.iter().filter_map(|d| d.heading.as_deref()).collect();
    assert_eq!(names, ["Duties"]);
}

#[test]
fn numbers_are_closed_by_a_dash_and_letters_are_those_of_any_alphabet() {
    let text = format!("PACT\n\nARTIGO 1.º\n1 - {LIT}\n2 - As lanternas:\na) ardem;\nb) luzem.\n");
    let found = places("a.txt", &text);
    assert_eq!(found[0], format!("art_1__para_1 1 - {LIT}"));
    assert_eq!(found[2], "art_1__para_2__point_a a) ardem;");
    let arabic = "معاهدة\n\nالمادة 1\nتلتزم الأطراف بما يلي:\n(أ) إضاءة المصابيح؛\n(ب) عد المصابيح؛\n(ج) حفظها.\n";
    let found = places("a.txt", arabic);
    assert!(found[3].starts_with("art_1__point_3 (ج)"), "{found:?}");
}

#[test]
fn a_letter_i_before_a_roman_list_is_the_letter() {
    let points: Vec<String> = ('a'..='h').map(|c| format!("({c}) lamp {c};\n")).collect();
    let points = points.concat();
    let text = format!(
        "PACT\n\nArticle 1\nThese are lanterns:\n{points}(i) a keeper is:\n(i) in Lampton, the warden;\n(ii) in Wick, the pilot;\n(j) oil.\n"
    );
    let found: Vec<String> = locators(&text).into_iter().rev().take(4).collect();
    assert_eq!(
        found,
        [
            "art_1__point_j",
            "art_1__point_i__point_ii",
            "art_1__point_i__point_i",
            "art_1__point_i__intro"
        ]
    );
}

#[test]
fn what_a_point_announces_is_its_own() {
    let text = format!(
        "PACT\n\nArticle 1\n1. Lanterns are lit:\n(a) in Lampton:\nat dusk;\n(b) in Wick:\nat nine o'clock.\n2. {LIT}\n"
    );
    assert_eq!(
        locators(&text),
        [
            "art_1__para_1__intro",
            "art_1__para_1__point_a",
            "art_1__para_1__point_a__p_2",
            "art_1__para_1__point_b",
            "art_1__para_1__point_b__p_2",
            "art_1__para_2"
        ]
    );
}

#[test]
fn bare_headings_that_all_come_again_are_a_table_of_contents() {
    let list = "Article 1\n\nArticle 2\n\nArticle 3\n\n";
    let text = with_headings(&["Article 1", "Article 2", "Article 3"]);
    let text = text.replacen(
        "AGREEMENT ON LANTERNS\n\n",
        &format!("AGREEMENT ON LANTERNS\n\n{list}The Parties agree:\n\n"),
        1,
    );
    assert_eq!(articles(&text), ["art_1", "art_2", "art_3"]);
    // A title, its chapter and its first article follow each other, and come again in a protocol.
    let part = format!("Title I. LANTERNS\nChapter I. OIL\nArticle 1.\n{LIT}\nArticle 2.\n{LIT}\n");
    let twice = format!("PACT ON LANTERNS\n\n{part}\nPROTOCOL No. 1\n\n{part}");
    assert_eq!(articles(&twice).len(), 4);
    let called = format!(
        "# Pact\n\nTable of Contents\n\n- Article 1 Lanterns\n- Article 2 Oil\n- The Port of Wick\n\n## The text\n\n### Article 1\n\n#### Lanterns\n\n{LIT}\n\n### Article 2\n\n#### Oil\n\n{LIT}\n"
    );
    let (e, s) = treaty("a.md", &called);
    assert_eq!(s.divisions.iter().filter(|d| d.unit == Unit::Article).count(), 2);
    assert!(s.clauses.iter().all(|c| !e.text[c.start..c.end].contains("Wick")));
}

#[test]
fn a_cover_that_names_an_annex_opens_none() {
    let body = with_headings(&["Article 1", "Article 2"]);
    let text = body.replacen(
        "AGREEMENT ON LANTERNS",
        "LANTERNS\n\nTreaty between Lampton and Wick\n\nwith\n\nAnnex\n\nAGREEMENT ON LANTERNS",
        1,
    ) + "Done at Wick on 3 May 1990.\n\nANNEX\n\nForms of lanterns\n\nThe lanterns are round.\n";
    assert_eq!(articles(&text), ["art_1", "art_2"]);
    assert!(locators(&text).iter().any(|l| l.starts_with("annex")));
}

#[test]
fn lists_name_annexes_and_open_none() {
    let text = format!(
        "# Pact\n\n### Article 1\n\nThese are part of it:\n\n- Annex A on the lanterns of Wick\n- Annex B on oil\n\n### Article 2\n\n{LIT}\n"
    );
    let found: Vec<String> = places("a.md", &text);
    assert_eq!(found[1], "art_1__indent_1 Annex A on the lanterns of Wick");
}

#[test]
fn a_first_article_at_the_end_of_the_preamble_is_found() {
    let text = format!(
        "The Conference of Lampkeepers, having met in Wick, adopts this third day of May the following Convention: Article 1 1. {LIT}\n\nArticle 2 1. {LIT} 2. They are counted.\n\nArticle 3 {LIT}\n"
    );
    assert_eq!(articles(&text), ["art_1", "art_2", "art_3"]);
}

#[test]
fn an_article_after_left_out_ones_is_found_where_its_number_has_a_line() {
    let text = format!("CONVENTION\n\nArticle 1\n\n{LIT}\n\n....\n\nArticle 51\n\n{LIT}\n");
    assert_eq!(articles(&text), ["art_1", "art_51"]);
}

#[test]
fn a_protocol_without_articles_has_closing_words_of_its_own() {
    let text = with_headings(&["Article 1", "Article 2"])
        + "Done at Wick on 3 May 1990.\n\nPROTOCOL (1990)\n\nOn signing, the Parties agreed:\n1. Lanterns are green.\n2. Oil is free.\nIN WITNESS WHEREOF the undersigned have signed this Protocol.\nDone at Wick on 3 May 1990.\n";
    let (e, s) = treaty("a.txt", &text);
    let protocol = s.divisions.iter().find(|d| d.unit == Unit::Protocol).unwrap();
    assert_eq!(protocol.label, "PROTOCOL (1990)");
    let closing: Vec<_> = s.clauses.iter().filter(|c| c.part == Part::Conclusions).collect();
    assert!(e.text[closing[1].start..].starts_with("IN WITNESS WHEREOF"));
}

#[test]
fn closing_words_are_known_in_more_languages() {
    for (text, opening) in [
        (
            "第一条\n夜里应点灯。\n\n第二条\n白天应熄灯。\n\n本条约于一九九〇年五月三日订于北京。\n",
            "本条约于",
        ),
        (
            "Articolo 1\nSi accende.\n\nArticolo 2\nSi spegne.\n\nIn fede di ciò, i sottoscritti hanno firmato.\n",
            "In fede",
        ),
        ("المادة 1\nتضاء المصابيح.\n\nالمادة 2\nتطفأ المصابيح.\n\nحرر في القاهرة.\n", "حرر"),
    ] {
        let (e, s) = treaty("a.txt", text);
        let closing = s.clauses.iter().find(|c| c.part == Part::Conclusions).unwrap();
        assert!(e.text[closing.start..].starts_with(opening), "{text}");
    }
}

#[test]
fn an_attached_protocol_is_known_by_its_german_name() {
    let text = "# Abkommen\n\n### Artikel I\n\nLaternen brennen.\n\n### Artikel II\n\nÖl ist frei.\n\n#### ZUSATZPROTOKOLL\n\nDie Laternen sind grün.\n\n#### ZWEITES ZUSATZPROTOKOLL\n\nSie sind rot.\n";
    let (_, s) = treaty("a.md", text);
    assert_eq!(s.divisions.iter().filter(|d| d.unit == Unit::Protocol).count(), 2);
}

#[test]
fn the_courtesies_of_notes_make_a_treaty_text() {
    let note = "Wick, 3 May 1990\n\nExcellency,\n\nI have the honour to propose that lanterns be lit. This note and your reply shall constitute an agreement between us.\n\nI avail myself of this opportunity to renew to Your Excellency the assurances of my highest consideration.\n\nA. Keeper\n";
    let (e, _) = treaty("a.txt", note);
    assert!(is_treaty_text(&e));
    let report = "Notes exchanged\n\nThe ministers exchanged notes on lanterns in Wick. The agreement takes effect at once, and the minister had the honour to sign it.\n";
    let (e, _) = treaty("a.txt", report);
    assert!(!is_treaty_text(&e));
}
