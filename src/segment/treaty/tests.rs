use proptest::prelude::*;

mod copied;

use super::{cut, is_treaty_text};
use crate::{
    model::{OutlineKind, Unit},
    read::{Block, BlockKind, Extracted, Mark, read},
    segment::{Division, Part, Segments},
};

fn treaty(name: &str, text: &str) -> (Extracted, Segments) {
    let extracted = read(name, text.as_bytes()).unwrap();
    let segments = cut(&extracted);
    (extracted, segments)
}

fn locators(text: &str) -> Vec<String> {
    let (_, s) = treaty("a.txt", text);
    s.clauses.iter().map(|c| c.locator.to_string()).collect()
}

fn articles(text: &str) -> Vec<String> {
    let (_, s) = treaty("a.txt", text);
    let articles = s.divisions.iter().filter(|d| d.unit == Unit::Article);
    articles.map(|d| d.locator.to_string()).collect()
}

/// Articles with the given headings, each with a sentence of its own.
fn with_headings(headings: &[&str]) -> String {
    let mut text = "AGREEMENT ON LANTERNS\n\n".to_owned();
    for heading in headings {
        text.push_str(heading);
        text.push_str("\nEach Party shall keep its lanterns lit at night.\n\n");
    }
    text
}

#[test]
fn articles_paragraphs_and_points_have_eids() {
    let text = "AGREEMENT ON LANTERNS\n\nThe Parties,\nRecognising that nights are dark,\nConvinced that light helps,\nHave agreed as follows:\n\nArticle 1\nScope\nThis Agreement applies to lanterns.\n\nArticle 2\nDuties\n1. Each Party shall:\n(a) keep lanterns lit, and:\n(i) clean;\n(ii) oiled;\n(b) count them.\nThis is done each year.\n2. Nobody shall carry them away.\n\nArticle 3\nThe Parties meet each year.\nThey meet in turn in each capital.\n\nIN WITNESS WHEREOF the undersigned have signed this Agreement.\nDone at Lampton on 3 May 1990.\n";
    assert_eq!(
        locators(text),
        [
            "preamble__p_1",
            "preamble__rec_1",
            "preamble__rec_2",
            "preamble__p_2",
            "art_1",
            "art_2__para_1__intro",
            "art_2__para_1__point_a__intro",
            "art_2__para_1__point_a__point_i",
            "art_2__para_1__point_a__point_ii",
            "art_2__para_1__point_b",
            "art_2__para_1__wrapup",
            "art_2__para_2",
            "art_3__p_1",
            "art_3__p_2",
            "conclusions__p_1",
            "conclusions__p_2",
        ]
    );
    let (_, s) = treaty("a.txt", text);
    let duties = s.divisions.iter().find(|d| d.locator.as_str() == "art_2").unwrap();
    assert_eq!((duties.label.as_str(), duties.heading.as_deref()), ("Article 2", Some("Duties")));
    assert_eq!(s.clauses.first().map(|c| c.part), Some(Part::Preamble));
    assert_eq!(s.clauses.last().map(|c| c.part), Some(Part::Conclusions));
}

#[test]
fn indents_are_counted_from_the_first_also_where_it_stands_after_a_colon() {
    let lists = "Article 1\n1. Lanterns may be changed: - upon the adoption of a rule,\n\n- upon a decision, or\n\n- upon the coming of electricity.\n\n2. Nobody pays.\n\nArticle 2\nThe lamps are: - of brass and of glass.\n\nThey last.\n\nArticle 3\nAll burn:\n– oil: - whale oil or other,\n– gas.\n";
    let (extracted, s) = treaty("a.txt", lists);
    let found: Vec<(&str, &str)> =
        s.clauses.iter().map(|c| (c.locator.as_str(), &extracted.text[c.start..c.end])).collect();
    assert_eq!(
        found,
        [
            ("art_1__para_1__intro", "1. Lanterns may be changed:"),
            ("art_1__para_1__indent_1", "- upon the adoption of a rule,"),
            ("art_1__para_1__indent_2", "upon a decision, or"),
            ("art_1__para_1__indent_3", "upon the coming of electricity."),
            ("art_1__para_2", "2. Nobody pays."),
            // One dash makes no list.
            ("art_2__p_1", "The lamps are: - of brass and of glass."),
            ("art_2__p_2", "They last."),
            ("art_3__intro", "All burn:"),
            ("art_3__indent_1", "oil: - whale oil or other,"),
            ("art_3__indent_2", "gas."),
        ]
    );
    partitions(&extracted, &s).unwrap();
}

#[test]
fn numbers_of_articles_are_read_in_many_shapes() {
    for (headings, eids) in [
        (["ARTICLE 1", "ARTICLE 2", "ARTICLE 3"], ["art_1", "art_2", "art_3"]),
        (["Art. 1", "Art. 2", "Art. 3"], ["art_1", "art_2", "art_3"]),
        (["ARTICLE I", "ARTICLE II", "ARTICLE III"], ["art_i", "art_ii", "art_iii"]),
        (["Article premier", "Article 2", "Article 2bis"], ["art_1", "art_2", "art_2bis"]),
        (["ARTICLE ONE", "ARTICLE TWO", "ARTICLE THREE"], ["art_1", "art_2", "art_3"]),
        (["ARTÍCULO 1.01", "ARTÍCULO 1.02", "ARTÍCULO 2.01"], ["art_1.01", "art_1.02", "art_2.01"]),
        (["ARTICLE 1-1", "ARTICLE 1-2", "ARTICLE 2-1"], ["art_1-1", "art_1-2", "art_2-1"]),
        (["Статья 1", "Статья 2", "Статья 3"], ["art_1", "art_2", "art_3"]),
        (["第一条", "第二条", "第三条"], ["art_1", "art_2", "art_3"]),
        (["ماده ۱", "ماده ۲", "ماده ۳"], ["art_1", "art_2", "art_3"]),
        (["ARTICLE C-00", "ARTICLE C-01", "ARTICLE C-02"], ["art_c-00", "art_c-01", "art_c-02"]),
        (["Article 1", "Artice 2", "Article 3"], ["art_1", "art_2", "art_3"]),
        (
            ["Article 1 – Scope", "Article 2: Duties", "Article 3. Ends"],
            ["art_1", "art_2", "art_3"],
        ),
        (["Article 1Scope", "Article 2Duties", "Article 3Ends"], ["art_1", "art_2", "art_3"]),
        (["Article 101", "Article 102", "Article 201"], ["art_101", "art_102", "art_201"]),
        (["Article 24", "Article 25", "Article 25 BIS"], ["art_24", "art_25", "art_25bis"]),
    ] {
        assert_eq!(articles(&with_headings(&headings)), eids, "{headings:?}");
    }
}

#[test]
fn a_cross_reference_at_a_line_start_is_no_article() {
    let text = "Article 1\nTrade is free, subject to\nArticle 2 of the Old Treaty and to the rules of\nArticle 3.\n\nArticle 2\nArticle XX of the General Treaty applies.\nArticle 4, paragraph 2, of that treaty does not.\n\nArticle 3\nAll else is free.\n\nArticle 4\nThis ends.\n";
    assert_eq!(articles(text), ["art_1", "art_2", "art_3", "art_4"]);
}

#[test]
fn a_table_of_contents_is_left_out() {
    let table =
        "CONTENTS\nArticle 1 Scope\nArticle 2 Duties\nArticle 3 Meetings\nArticle 4 End\n\n";
    let text = format!(
        "{table}{}",
        with_headings(&[
            "Article 1 Scope",
            "Article 2 Duties",
            "Article 3 Meetings",
            "Article 4 End"
        ])
    );
    assert_eq!(articles(&text), ["art_1", "art_2", "art_3", "art_4"]);
    let (_, s) = treaty("a.txt", &text);
    assert!(s.warnings.iter().any(|w| w.contains("table of contents")), "{:?}", s.warnings);
}

#[test]
fn a_whole_treaty_on_one_line_in_lower_case_is_cut() {
    let body = "each of the parties shall keep its lanterns lit as provided for in article iii of this treaty, and shall count them";
    let text = format!(
        "lantern treatythe parties,recognizing that nights are dark,convinced that light helps,have agreed as follows: ARTICLE i1. {body}.2. they meet ARTICLE iieach party {body} ARTICLE iiiscope1. {body}.2. it ends here ARTICLE iv{body} {}",
        "and so on for ever and ever without any end at all. ".repeat(30)
    );
    assert_eq!(articles(&text), ["art_i", "art_ii", "art_iii", "art_iv"]);
    let found = locators(&text);
    for eid in ["preamble__rec_1", "preamble__rec_2", "art_i__para_1", "art_i__para_2", "art_ii"] {
        assert!(found.iter().any(|l| l == eid), "{eid} in {found:?}");
    }
}

#[test]
fn a_second_language_is_a_version_of_its_own() {
    let english = "Article 1\n\nThe Parties shall light the lanterns of the town with any oil.\n\nArticle 2\n\nThe oil shall be of the best and by the barrel.\n\nArticle 3\n\nThe end of the treaty shall be by notice.\n\n";
    let dutch = "#### Verdrag inzake lantaarns\n\n### Artikel 1\n\nDe Partijen ontsteken de lantaarns van de stad en het plein voor een ieder.\n\n### Artikel 2\n\nDe olie wordt van het beste soort aan de stad geleverd.\n\n### Artikel 3\n\nHet verdrag wordt van een der zijden opgezegd.\n";
    let (_, s) = treaty(
        "a.md",
        &format!("## Lantern Treaty\n\n{}{dutch}", english.replace("Article", "### Article")),
    );
    let found: Vec<&str> = s.clauses.iter().map(|c| c.locator.as_str()).collect();
    assert_eq!(found, ["art_1", "art_2", "art_3", "nl__art_1", "nl__art_2", "nl__art_3"]);
    assert_eq!(s.clauses[0].language, None);
    assert_eq!(s.clauses[3].language, Some("nl"));
    assert!(s.divisions.iter().any(|d| d.unit == Unit::Version));
}

#[test]
fn annexes_and_protocols_prefix_what_stands_in_them() {
    let main = with_headings(&["Article 1", "Article 2", "Article 3"]);
    let text = format!(
        "{main}ANNEX 1\nLIST OF LANTERNS\n\n1. Brass lanterns.\n2. Tin lanterns.\n\nPROTOCOL 2\n\nArticle 1\nThis Protocol concerns oil.\n\nArticle 2\nOil is oil.\n"
    );
    let found = locators(&text);
    for eid in ["annex_1__para_1", "annex_1__para_2", "prot_2__art_1", "prot_2__art_2", "art_3"] {
        assert!(found.iter().any(|l| l == eid), "{eid} in {found:?}");
    }
}

#[test]
fn chapters_prefix_articles_only_where_numbering_begins_anew() {
    let chapter = |n: u32, from: u32| {
        format!(
            "CHAPTER {n}\nName\n\nArticle {from}\nA rule stands here.\n\nArticle {}\nAnother rule.\n\n",
            from + 1
        )
    };
    let anew = format!("TITLE\n\n{}{}", chapter(1, 1), chapter(2, 1));
    assert_eq!(articles(&anew), ["chp_1__art_1", "chp_1__art_2", "chp_2__art_1", "chp_2__art_2"]);
    let on = format!("TITLE\n\n{}{}", chapter(1, 1), chapter(2, 3));
    assert_eq!(articles(&on), ["art_1", "art_2", "art_3", "art_4"]);
}

#[test]
fn a_number_that_comes_again_for_no_reason_stays_unique() {
    let text = "Article 1\n1. One thing.\n2. Another.\n2. The same number again.\n3. The end.\n\nArticle 2\nText.\n\nArticle 3\nText.\n";
    assert!(locators(text).contains(&"art_1__para_2-2".to_owned()), "{:?}", locators(text));
}

#[test]
fn an_endless_paragraph_is_cut_into_its_sentences() {
    let long = "The Parties keep lanterns in good order at all times. ".repeat(80);
    let text = format!("Article 1\n{long}\n\nArticle 2\nText.\n\nArticle 3\nText.\n");
    let found = locators(&text);
    assert!(found.contains(&"art_1__s_1".to_owned()) && found.contains(&"art_1__s_80".to_owned()));
    let (_, s) = treaty("a.txt", &"endless ".repeat(5000));
    assert!(s.clauses.iter().all(|c| c.end - c.start <= 3000));
}

#[test]
fn a_text_without_articles_is_cut_into_paragraphs_with_a_warning() {
    let (_, s) =
        treaty("a.txt", "Note\n\nYour Excellency,\n\nI have the honour to propose a lantern.\n");
    assert_eq!(s.clauses.len(), 2);
    assert_eq!(s.warnings.len(), 1);
}

#[test]
fn three_articles_in_sequence_or_preamble_and_testimonium_make_a_treaty_text() {
    let is = |text: &str| is_treaty_text(&read("a.txt", text.as_bytes()).unwrap());
    assert!(is(&with_headings(&["Article 1", "Article 2", "Article 3"])));
    assert!(is(
        "Note\nThe Parties have agreed as follows: lanterns are lit.\nIN WITNESS WHEREOF they sign.\n"
    ));
    assert!(!is(
        "A report\nArticle 4 of the treaty says little. Article 5 says more.\nArticle 6 was cut.\n"
    ));
    assert!(!is("A report\nThe two sides have agreed on lanterns. It was signed on 3 May.\n"));
}

fn marked(unit: Unit, num: Option<&str>, heading: Option<&str>, start: usize, end: usize) -> Mark {
    Mark { unit, num: num.map(str::to_owned), heading: heading.map(str::to_owned), start, end }
}

#[test]
fn marks_are_the_divisions() {
    let text = "Preamble\nThe Parties agree.\nARTICLE 1 Scope\n1. One.\n2. Two.\nConclusion\nDone at Lampton.";
    let at = |words: &str| text.find(words).unwrap();
    let blocks = [
        ("Preamble", true),
        ("The Parties agree.", false),
        ("ARTICLE 1 Scope", true),
        ("1. One.", false),
        ("2. Two.", false),
        ("Conclusion", true),
        ("Done at Lampton.", false),
    ]
    .map(|(words, heading)| Block {
        kind: if heading { BlockKind::Heading } else { BlockKind::Paragraph },
        start: at(words),
        end: at(words) + words.len(),
    });
    let (one, two, three) = (at("The Parties"), at("ARTICLE"), at("Conclusion"));
    let marks = vec![
        marked(Unit::Chapter, None, Some("Preamble"), 0, two - 1),
        marked(Unit::Article, None, None, one, two - 1),
        marked(Unit::Article, Some("ARTICLE 1"), Some("Scope"), two, three - 1),
        marked(Unit::Article, None, Some("Conclusion"), three, text.len()),
    ];
    let extracted =
        Extracted { text: text.to_owned(), blocks: blocks.to_vec(), marks, ..Extracted::default() };
    assert!(is_treaty_text(&extracted));
    let s = cut(&extracted);
    let found: Vec<&str> = s.clauses.iter().map(|c| c.locator.as_str()).collect();
    assert_eq!(found, ["preamble", "art_1__para_1", "art_1__para_2", "conclusions"]);
    assert_eq!(s.divisions.iter().filter(|d| d.unit == Unit::Article).count(), 3);
    assert_eq!(
        s.clauses.iter().map(|c| c.part).collect::<Vec<_>>(),
        [Part::Preamble, Part::Body, Part::Body, Part::Conclusions]
    );
}

#[test]
fn articles_without_a_name_are_the_preamble_before_all_others_and_the_closing_words_after_them() {
    let text = "The Parties agree.\n\nARTICLE 1 They trade.\n\nDone at Strelsau.";
    let at = |words: &str| text.find(words).unwrap();
    let marks = vec![
        marked(Unit::Chapter, None, None, 0, at("ARTICLE") - 2),
        marked(Unit::Article, None, None, 0, at("ARTICLE") - 2),
        marked(Unit::Article, Some("ARTICLE 1"), None, at("ARTICLE"), at("Done") - 2),
        marked(Unit::Chapter, None, None, at("Done"), text.len()),
        marked(Unit::Article, None, None, at("Done"), text.len()),
    ];
    let mut extracted = read("a.txt", text.as_bytes()).unwrap();
    extracted.marks = marks;
    let s = cut(&extracted);
    let parts: Vec<_> = s.clauses.iter().map(|c| (c.locator.as_str(), c.part)).collect();
    assert_eq!(
        parts,
        [("preamble", Part::Preamble), ("art_1", Part::Body), ("conclusions", Part::Conclusions)]
    );
    let names: Vec<_> = s.divisions.iter().map(Division::name).collect();
    let expected = [None, Some("Preamble"), Some("ARTICLE 1"), None, Some("Closing words")];
    assert_eq!(names, expected.map(|name| name.map(str::to_owned)));
}

#[test]
fn marked_paragraphs_and_points_are_the_clauses() {
    let text = "Article 1\n1.\nThe Parties shall:\n(a)\nmeet;\n(b)\nspeak.\nThat is all.";
    let at = |words: &str| text.find(words).unwrap();
    let block = |words: &str, heading: bool| Block {
        kind: if heading { BlockKind::Heading } else { BlockKind::Paragraph },
        start: at(words),
        end: at(words) + words.len(),
    };
    let blocks = vec![
        block("Article 1", true),
        block("1.\n", true),
        block("The Parties shall:", false),
        block("(a)", true),
        block("meet;", false),
        block("(b)", true),
        block("speak.", false),
        block("That is all.", false),
    ];
    let blocks = blocks
        .into_iter()
        .map(|b| Block { end: b.start + text[b.start..b.end].trim_end().len(), ..b })
        .collect();
    let marks = vec![
        marked(Unit::Article, Some("Article 1"), None, 0, text.len()),
        marked(Unit::Paragraph, Some("1."), None, at("1.\n"), text.len()),
        marked(Unit::Point, Some("(a)"), None, at("(a)"), at("(b)") - 1),
        marked(Unit::Point, Some("(b)"), None, at("(b)"), at("That") - 1),
    ];
    let extracted = Extracted { text: text.to_owned(), blocks, marks, ..Extracted::default() };
    let s = cut(&extracted);
    let found: Vec<&str> = s.clauses.iter().map(|c| c.locator.as_str()).collect();
    assert_eq!(
        found,
        [
            "art_1__para_1__intro",
            "art_1__para_1__point_a",
            "art_1__para_1__point_b",
            "art_1__para_1__wrapup"
        ]
    );
}

#[test]
fn marked_points_with_a_dash_or_nothing_for_their_number_are_indents() {
    let text = "Article 1\n\nThe Parties shall:\n\n– meet;\n\nspeak.";
    let at = |words: &str| text.find(words).unwrap();
    let mut extracted = read("a.txt", text.as_bytes()).unwrap();
    extracted.marks = vec![
        marked(Unit::Article, Some("Article 1"), None, 0, text.len()),
        marked(Unit::Point, Some("–"), None, at("–"), at("speak") - 2),
        marked(Unit::Point, None, None, at("speak"), text.len()),
    ];
    let found: Vec<String> =
        cut(&extracted).clauses.iter().map(|c| c.locator.to_string()).collect();
    assert_eq!(found, ["art_1__intro", "art_1__indent_1", "art_1__indent_2"]);
}

/// Lines that headings, lists and prose of any kind are made of.
const LINES: &str = "(Article [0-9IVx]{1,3}[.:]? ?([A-Z][a-z]{1,8})?\n|ARTICLE i{1,3}[a-z]{0,5} |Artikel 1\n|#{1,4} [A-Z][a-z]{2,6}\n|CHAPTER [1-3]\n|ANNEX( [A-C])?\n|PROTOCOL ON LAMPS\n|[0-9]{1,2}[.)] |\\([a-j]\\) ?|\\([ivx]{1,3}\\) |- |[a-zé’第]{1,9}[ ,.;:]|[A-Z][a-z]{1,6}\\. |\n|\n\n|IN WITNESS WHEREOF\n|[0-9]\\.[0-9] ){0,60}";

fn partitions(extracted: &Extracted, s: &Segments) -> Result<(), TestCaseError> {
    let clauses = s.clauses.iter().map(|c| (c.start, c.end));
    let mut spans: Vec<(usize, usize)> =
        clauses.chain(s.outline.iter().map(|o| (o.start, o.end))).collect();
    spans.sort_unstable();
    let mut at = 0;
    for (start, end) in spans {
        prop_assert_eq!(start, at);
        prop_assert!(end > start && extracted.text.get(start..end).is_some());
        at = end;
    }
    prop_assert_eq!(at, extracted.text.len());
    let mut locators: Vec<_> = s.clauses.iter().map(|c| &c.locator).collect();
    locators.sort();
    locators.dedup();
    prop_assert_eq!(locators.len(), s.clauses.len());
    for c in &s.clauses {
        let words = &extracted.text[c.start..c.end];
        prop_assert!(words.trim() == words && words.chars().any(char::is_alphanumeric));
        prop_assert!(c.division.is_none_or(|d| (d as usize) < s.divisions.len()));
    }
    for (i, d) in s.divisions.iter().enumerate() {
        prop_assert!(d.start <= d.end && d.end <= extracted.text.len());
        prop_assert!(d.parent.is_none_or(|p| (p as usize) < i));
    }
    Ok(())
}

proptest! {
    #[test]
    fn clauses_headings_and_skipped_stretches_partition_any_text(text in LINES, md in any::<bool>()) {
        if let Ok(e) = read(if md { "a.md" } else { "a.txt" }, text.as_bytes()) {
            partitions(&e, &cut(&e))?;
            let _ = is_treaty_text(&e);
        }
    }

    #[test]
    fn nothing_but_headings_tables_and_list_marks_is_left_out_of_the_clauses(words in prop::collection::vec("[a-z]{3,8}", 1..40)) {
        let text = format!("Article 1\n{}.\n\nArticle 2\nText.\n\nArticle 3\nText.\n", words.join(" "));
        let e = read("a.txt", text.as_bytes()).unwrap();
        let s = cut(&e);
        for o in s.outline.iter().filter(|o| o.kind == OutlineKind::Skipped) {
            prop_assert!(!e.text[o.start..o.end].chars().any(char::is_alphanumeric));
        }
    }

    #[test]
    fn marks_of_any_shape_are_taken(
        text in LINES,
        marks in prop::collection::vec((0_usize..400, 0_usize..400, 0_u8..6), 0..12),
    ) {
        if let Ok(mut e) = read("a.txt", text.as_bytes()) {
            let mut all: Vec<Mark> = marks.into_iter().map(|(a, b, u)| {
                let unit = [Unit::Part, Unit::Chapter, Unit::Article, Unit::Paragraph, Unit::Point, Unit::Annex][usize::from(u)];
                let at = |x: usize| { let mut x = x.min(e.text.len()); while !e.text.is_char_boundary(x) { x -= 1; } x };
                let (a, b) = (at(a), at(b));
                marked(unit, Some("1"), None, a.min(b), a.max(b))
            }).collect();
            all.sort_by_key(|m| (m.start, usize::MAX - m.end));
            e.marks = all;
            partitions(&e, &cut(&e))?;
        }
    }
}
