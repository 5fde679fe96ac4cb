use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

fn read(text: &str) -> Query {
    Query::parse(text).unwrap()
}

fn grammarish() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zé]{1,6}",
        "-?(party|kind|date|art|between|foo|Treaty):",
        Just("\"".to_owned()),
        Just("“a b”".to_owned()),
        Just("OR".to_owned()),
        Just("AND,".to_owned()),
        Just("(".to_owned()),
        Just(")".to_owned()),
        Just("-".to_owned()),
        Just("ab*".to_owned()),
        Just("date:2025-01..2025-10".to_owned()),
        Just("art:3(2)(a)".to_owned()),
        Just("between:iran,\"saudi arabia\"".to_owned()),
        "[-*:,.&'( )\"~^]{1,4}",
    ];
    (prop::collection::vec(piece, 0..14), prop::collection::vec(prop::bool::ANY, 14)).prop_map(
        |(pieces, spaced)| {
            pieces
                .into_iter()
                .zip(spaced)
                .map(|(piece, space)| if space { piece + " " } else { piece })
                .collect()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_has_a_reading_that_reads_back_as_written(text in prop_oneof![grammarish(), "\\PC{0,80}", any::<String>()]) {
        if let Ok(query) = Query::parse(&text) {
            let written = query.to_string();
            let again = Query::parse(&written);
            prop_assert_eq!(again.as_ref(), Ok(&query), "{} -> {}", text, written);
            prop_assert_eq!(again.unwrap().to_string(), written);
            prop_assert!(!query.explain(str::to_owned).is_empty());
        }
    }

    #[test]
    fn a_filter_goes_on_and_off_without_a_trace(text in grammarish(), first in "[a-z]{2,5}", second in "[a-z ]{3,6}q") {
        // A value is written without the white space around it.
        prop_assume!(first != second.trim());
        let Ok(query) = Query::parse(&text) else { return Ok(()) };
        for field in [Field::Kind, Field::Treaty, Field::Domain, Field::Party, Field::Lang] {
            if query.filters().iter().any(|f| f.field == field) {
                continue;
            }
            let one = query.with_filter(field, &first);
            prop_assert!(one.filters().iter().any(|f| f.field == field && f.value == first));
            prop_assert_eq!(&one.with_filter(field, &first), &one);
            prop_assert_eq!(&one.without_filter(field, &first), &query);
            let two = one.with_filter(field, &second);
            prop_assert_eq!(two.filters().iter().filter(|f| f.field == field).count(), 2);
            prop_assert_eq!(&Query::parse(&two.to_string()).unwrap_or_default(), &two);
            prop_assert_eq!(&two.without_filter(field, &second), &one);
        }
    }
}

#[test]
fn queries_are_read_as_people_mean_them() {
    for (typed, canonical) in [
        ("  energy   trade ", "energy trade"),
        ("energy, trade!", "energy trade"),
        ("“peaceful uses” of", "\"peaceful uses\" of"),
        ("energy -trade", "energy -trade"),
        ("a OR b c", "(a OR b) c"),
        ("a AND b", "a b"),
        ("(a b) OR c", "(a b) OR c"),
        ("((a)) ((b c))", "a b c"),
        ("-(-a)", "a"),
        ("energ*", "energ*"),
        ("Party:Iran", "party:Iran"),
        ("party:\"saudi arabia\"", "party:\"saudi arabia\""),
        ("between:iran,russia", "between:iran,russia"),
        ("between:iran,\"saudi arabia\"", "between:\"iran,saudi arabia\""),
        ("date:2025-01..2025-10", "date:2025-01..2025-10"),
        ("date:2025..2025", "date:2025"),
        ("date:..2025-07 date:2025-02..", "date:..2025-07 date:2025-02.."),
        ("art:3(2)(a)", "art:3(2)(a)"),
        ("art:\"article 3, para 2\"", "art:3(2)"),
        ("(art:3(2))", "art:3(2)"),
        ("-kind:event", "-kind:event"),
    ] {
        let query = read(typed);
        assert_eq!(query.to_string(), canonical, "{typed}");
        assert_eq!(query.notices(), &[] as &[String], "{typed}");
    }
}

#[test]
fn what_can_not_be_meant_is_text_and_the_reader_is_told() {
    for (typed, canonical, told) in [
        ("re:treaty", "\"re:treaty\"", "There is no field “re”"),
        ("after:2000 trade", "date:2000.. trade", "“after:2000” was read as “date:2000..”"),
        ("before:2000-05-01", "date:..2000-05-01", "a date up to 1 May 2000"),
        ("Year:1994.", "date:1994", "was read as “date:1994”: a date in 1994"),
        ("-since:2001", "-date:2001..", "from 2001 on"),
        ("after:lunch", "\"after:lunch\"", "Dates are asked for as date:2000"),
        ("date:soon", "\"date soon\"", "was read as text: a date is written"),
        ("date:2025-10..2025-01", "\"date 2025-10..2025-01\"", "was read as text"),
        ("party: iran", "\"party\" iran", "follow the colon"),
        ("\"peaceful uses", "\"peaceful uses\"", "quotation mark was not closed"),
        ("(a OR b", "a OR b", "was not closed"),
        ("a) b", "a b", "without its “(”"),
        ("OR a OR", "a", "OR stands between two terms"),
        ("a & b", "a b", "“&” holds no word"),
        ("a*", "a", "two or more letters"),
        ("a - b", "a b", "left out"),
    ] {
        let query = read(typed);
        assert_eq!(query.to_string(), canonical, "{typed}");
        assert!(query.notices().iter().any(|n| n.contains(told)), "{typed}: {:?}", query.notices());
    }
}

#[test]
fn a_query_over_a_cap_is_refused_with_the_cap_in_the_sentence() {
    let error = |text: String| Query::parse(&text).unwrap_err().to_string();
    assert_eq!(error("word ".repeat(40)), "the query has 40 terms; at most 32 are read");
    assert_eq!(error("a".repeat(2000)), "the query is 2000 bytes long; at most 1024 are read");
    assert!(error(format!("{}a", "(".repeat(17))).contains("at most 16"));
    assert!(Query::parse(&format!("{}a", "(".repeat(16))).is_ok());
}

#[test]
fn a_kilobyte_of_parentheses_takes_no_time() {
    for text in ["(".repeat(1024), "()".repeat(512), ")".repeat(1024), "-(".repeat(512)] {
        let start = Instant::now();
        let _ = Query::parse(&text);
        assert!(start.elapsed() < Duration::from_millis(50), "{:?}", start.elapsed());
    }
}

#[test]
fn choices_of_a_single_valued_field_are_alternatives() {
    let query = read("energy").with_filter(Field::Kind, "event");
    let query = query.with_filter(Field::Kind, "provision");
    assert_eq!(query.to_string(), "energy (kind:event OR kind:provision)");
    assert_eq!(query.filters().len(), 2);
    assert_eq!(query.without_field(Field::Kind).unwrap().to_string(), "energy");
    assert_eq!(query.without_filter(Field::Kind, "event").to_string(), "energy kind:provision");
    let both = read("").with_filter(Field::Party, "iran").with_filter(Field::Party, "russia");
    assert_eq!(both.to_string(), "party:iran party:russia");
    assert!(
        both.without_filter(Field::Party, "Iran").without_filter(Field::Party, "russia").is_empty()
    );
    assert_eq!(read("-kind:event").with_filter(Field::Kind, "event").to_string(), "kind:event");
}

#[test]
fn the_reading_is_told_in_a_sentence() {
    assert_eq!(
        read("energ* -\"nuclear weapons\" (kind:event OR kind:provision) date:2025-05")
            .explain(str::to_owned),
        "Passages with a word that begins with “energ” and not with exactly “nuclear weapons” and \
         (either with kind “event” or with kind “provision”) and with a date in May 2025."
    );
    assert_eq!(read(" ").explain(str::to_owned), "All passages.");
}
