use super::*;

/// The query that is suggested and its hits, or nothing.
fn suggested(index: &EmbeddedIndex, query: &str) -> String {
    let suggestion = page(index, query).did_you_mean;
    suggestion.map_or_else(String::new, |s| format!("{} ({})", s.query, s.total))
}

#[test]
fn a_word_that_is_nowhere_is_put_right_and_the_rest_of_the_query_stays() {
    let energy = |text: &str| Made { domains: vec!["energy"], ..Made::new(text) };
    let (_folder, index) = index_of(&[
        energy("terrorism and extremism"),
        energy("against terrorism"),
        Made::new("a tourism office"),
        Made { language: "fr", ..Made::new("l’énergie nucléaire") },
        Made { language: "ru", ..Made::new("военный союз") },
    ]);
    assert_eq!(suggested(&index, "terorism"), "terrorism (2)");
    assert_eq!(suggested(&index, "extermism"), "extremism (1)");
    assert_eq!(
        suggested(&index, "(terorism OR extremism) -tourism domain:energy"),
        "(terrorism OR extremism) -tourism domain:energy (2)"
    );
    assert_eq!(suggested(&index, "\"agianst terrorism\""), "\"against terrorism\" (1)");
    // As it is spelt, not as the index folds it.
    assert_eq!(suggested(&index, "nucleiare"), "nucléaire (1)");
    assert_eq!(suggested(&index, "воеенный"), "военный (1)");
}

#[test]
fn a_beginning_with_which_no_word_begins_is_put_right() {
    let (_folder, index) = texts(&[
        "their cooperation",
        "they cooperate",
        "an operation, a second operation",
        "many operations",
        "operators",
        "l’énergie",
        "military",
    ]);
    assert_eq!(suggested(&index, "coperat*"), "cooperat* (2)");
    assert_eq!(suggested(&index, "cooprea*"), "coopera* (2)");
    assert_eq!(suggested(&index, "operattoin*"), "operation* (2)");
    assert_eq!(suggested(&index, "enregi* -military"), "energi* -military (1)");
    assert_eq!(suggested(&index, "militray* OR coperat*"), "military* OR cooperat* (3)");
    for query in ["coopera*", "xyz*", "zzzzzzz*", "coperat* military"] {
        assert_eq!(suggested(&index, query), "", "{query}");
    }
}

#[test]
fn the_nearest_word_is_suggested_and_of_equally_near_ones_the_most_frequent() {
    let (_folder, index) =
        texts(&["the trade", "the grade", "fair trade", "grade and promenade", "parade"]);
    assert_eq!(suggested(&index, "xrade"), "grade (2)");
    assert_eq!(suggested(&index, "ttrade"), "trade (2)");
    assert_eq!(suggested(&index, "paarade"), "parade (1)");
    // "Grade" comes first and stands in no clause with this word, "trade" does.
    assert_eq!(suggested(&index, "xrade fair"), "trade fair (1)");
    assert_eq!(suggested(&index, "xrade parade"), "");
}

#[test]
fn nothing_is_suggested_that_finds_nothing_more_or_for_what_is_known_short_or_a_number() {
    let (_folder, index) = texts(&["the pact of 2025", "an aim"]);
    for query in ["pact", "pcat -pact", "2026", "aims", "am", "zzzzzzzz", "-pcat", "pact OR aim"] {
        assert_eq!(suggested(&index, query), "", "{query}");
    }
    assert_eq!(suggested(&index, "pcat"), "pact (1)");
}

#[test]
fn what_is_mistyped_all_over_is_no_slip() {
    let (_folder, index) = texts(&["first second third fourth fifth sixth seventh eighth"]);
    assert_eq!(suggested(&index, "frist secnod thrid fuorth"), "first second third fourth (1)");
    assert_eq!(suggested(&index, "frist secnod thrid fuorth fiftth"), "");
    let phrase = "first secnod thrid fuorth fiftth sixht sevenht";
    assert_eq!(
        suggested(&index, &format!("\"{phrase}\"")),
        "\"first second third fourth fifth sixth seventh\" (1)"
    );
    assert_eq!(suggested(&index, &format!("\"{phrase} eigthh\"")), "");
}

#[test]
fn nothing_is_suggested_that_only_deleted_clauses_had() {
    let (_folder, index) = texts(&["terrorism", "another"]);
    let mut writer = index.writer().unwrap().unwrap();
    writer.apply(vec![IndexOp::Delete(ClauseId::from_u64(1))], &position(2)).unwrap();
    writer.publish().unwrap();
    assert_eq!(suggested(&index, "terorism"), "");
    assert_eq!(suggested(&index, "anothr"), "another (1)");
}

#[test]
fn mistyped_values_of_filters_are_put_right() {
    let (_folder, index) = index_of(&[
        Made { parties: vec!["IRN"], domains: vec!["counter-terrorism"], ..Made::new("one") },
        Made { domains: vec!["energy"], ..Made::new("two") },
    ]);
    assert_eq!(suggested(&index, "domain:enrgy"), "domain:energy (1)");
    assert_eq!(suggested(&index, "domain:terrorism one"), "domain:counter-terrorism one (1)");
    assert_eq!(suggested(&index, "source:a-rport two"), "source:a-report two (1)");
    assert_eq!(suggested(&index, "kind:provison"), "kind:provision (2)");
    assert_eq!(suggested(&index, "domain:fisheries"), "");
}

#[test]
fn a_value_that_begins_with_the_letter_that_was_typed_comes_first() {
    let domains = |domains: &[&'static str]| Made { domains: domains.to_vec(), ..Made::new("one") };
    let (_folder, index) = index_of(&[
        domains(&["grad", "deep-water"]),
        domains(&["grad", "deep-water"]),
        domains(&["trade", "water-law"]),
    ]);
    assert_eq!(suggested(&index, "domain:trad"), "domain:trade (1)");
    assert_eq!(suggested(&index, "domain:water"), "domain:water-law (1)");
}

#[test]
fn each_part_of_a_query_without_hits_is_left_out_once_with_what_is_found_then() {
    let (_folder, index) = texts(&["energy and trade", "energy"]);
    let without = |query: &str| {
        let without = page(&index, query).without;
        without.into_iter().map(|s| (s.part, s.total)).collect::<Vec<_>>()
    };
    assert_eq!(
        without("energy trade unicorns"),
        [("energy", 0), ("trade", 0), ("unicorns", 1)].map(|(p, n)| (p.to_owned(), n))
    );
    assert_eq!(without("energy trade"), []);
    assert_eq!(without("unicorns"), []);
}
