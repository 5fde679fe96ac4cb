//! Places as people type them.

use proptest::prelude::*;

use super::*;

fn read(typed: &str) -> Vec<String> {
    candidates(typed).iter().map(ToString::to_string).collect()
}

#[test]
fn places_in_a_text_are_read_as_people_type_them() {
    for (typed, eid) in [
        ("3(2)", "art_3__para_2"),
        ("art 3 para 2", "art_3__para_2"),
        ("art-3.2", "art_3__para_2"),
        ("Article 3(2)(a)", "art_3__para_2__point_a"),
        ("3(2)(a)(ii)", "art_3__para_2__point_a__point_ii"),
        ("art. III", "art_iii"),
        ("annex 1 art 3", "annex_1__art_3"),
        ("Annex 1, Article 3", "annex_1__art_3"),
        ("Art 10bis", "art_10bis"),
        ("Article XX(b)", "art_xx__point_b"),
        ("art_3__para_2", "art_3__para_2"),
        ("preamble", "preamble"),
        ("recital 4 of the preamble", "preamble__rec_4"),
        ("article 3 of annex 1", "annex_1__art_3"),
        ("preamble, recital 4", "preamble__rec_4"),
        ("annex art 3", "annex__art_3"),
        ("protocol 2 article 1", "prot_2__art_1"),
        ("chapter 3 art 1", "chp_3__art_1"),
        ("article 3, paragraph 2, point a", "art_3__para_2__point_a"),
        ("Article 3, second paragraph", "art_3__p_2"),
        ("the 21st paragraph of Article 3", "art_3__p_21"),
        ("Closing words, first paragraph", "conclusions__p_1"),
        ("Article 4(1), closing words (2)", "art_4__para_1__wrapup-2"),
        ("Dutch text, Annex, paragraph 2(b)", "nl__annex__para_2__point_b"),
        ("Article 101(2), third indent", "art_101__para_2__indent_3"),
        ("the third indent of Article 101(2)", "art_101__para_2__indent_3"),
        ("art 3 indent 2 point a", "art_3__indent_2__point_a"),
    ] {
        assert_eq!(read(typed).first().map(String::as_str), Some(eid), "{typed}");
    }
}

#[test]
fn an_ambiguous_place_gives_all_that_may_be_meant() {
    assert_eq!(read("3.2"), ["p3.s2", "art_3__para_2", "art_iii__para_2", "art_3.2", "art_3__p_2"]);
    assert_eq!(read("annex (2)"), ["annex_2", "annex_ii", "annex-2"]);
    assert_eq!(read("art. III"), ["art_iii", "art_3"]);
    assert_eq!(read("12"), ["p12.s1", "art_12", "art_xii"]);
    assert!(read("the end of it").is_empty());
}

#[test]
fn an_indent_is_found_by_the_number_that_it_was_once_called_by() {
    for typed in ["art_101__para_2__point_3", "Article 101(2)(3)"] {
        assert!(read(typed).contains(&"art_101__para_2__indent_3".to_owned()), "{typed}");
    }
    assert_eq!(read("art_3__point_b"), ["art_3__point_b"]);
}

#[test]
fn a_bare_number_and_words_are_no_explicit_place() {
    for place in [
        "art 3",
        "3(2)",
        "3.2",
        "p3.s2",
        "para 3, sentence 2",
        "art_3__para_2",
        "preamble",
        "annex",
    ] {
        assert!(is_explicit(place), "{place}");
    }
    for other in ["3", "in 2025", "of the", "", "russia", "article"] {
        assert!(!is_explicit(other), "{other}");
    }
}

proptest! {
    #[test]
    fn every_place_is_found_by_its_printed_words(
        version in prop::option::of(prop::sample::select(vec!["nl", "fr", "en-2"])),
        annex in prop::option::of(prop::sample::select(vec!["annex", "annex_1", "annex_iv", "annex-2", "prot_1", "annex_b"])),
        division in prop::option::of(prop::sample::select(vec!["chp_3", "part_ii", "sec_2", "title_i"])),
        place in prop::sample::select(vec![
            "preamble", "preamble__p_1", "preamble__rec_12", "preamble__intro", "conclusions", "conclusions__p_3",
            "preamble__preamble__rec_3", "conclusions__conclusions__p_2", "art_3", "art_iv", "art_10bis", "art_3.2", "art_9-9", "art_1__p_2", "art_1__p_2__s_3", "art_21__s_2",
            "art_5__intro", "art_5__wrapup", "art_5__para_1__wrapup-2", "art_4__para_2", "art_4__para_2__point_a",
            "art_4__para_2__point_a__point_ii", "art_4__point_h__intro", "art_4__para_2__p_13", "p_4", "p_4__s_2",
            "para_2", "para_2__point_b", "art_3__indent_2", "art_3__para_1__indent_21__point_a", "art_3__indent_1-2",
        ]),
    ) {
        let bare = place.starts_with("pre") || place.starts_with("con");
        let division = division.filter(|_| !bare);
        let levels = [version, annex, division, Some(place)];
        let eid = levels.into_iter().flatten().collect::<Vec<_>>().join("__");
        let locator: Locator = eid.parse().unwrap();
        prop_assert!(candidates(&locator.words()).contains(&locator), "{}: {:?}", locator.words(), read(&locator.words()));
    }
}
