//! Years of dates that are written without one.

use super::{DATES, Known};
use crate::model::PartialDate;

fn day(text: &str) -> Option<PartialDate> {
    text.parse().ok()
}

/// The values and rules of the dates in clauses that follow one another.
fn read(mut known: Known, clauses: &[&str]) -> Vec<String> {
    let mut told = Vec::new();
    for text in clauses {
        let found = DATES.find(text, Some(&known));
        known.goes_on(DATES.told_of(text, &found), &found);
        told.extend(found.iter().map(|d| format!("{} {}", d.value, d.rule)));
    }
    told
}

#[test]
fn a_story_goes_on_in_the_year_that_was_named_last() {
    assert_eq!(
        read(
            Known::default(),
            &["The text reached Lima on 7 March 1795.", "The Senate consented on 24 June."]
        ),
        ["1795-03-07 day-month-year", "1795-06-24 near-year"]
    );
    // Over the turn of the year.
    assert_eq!(
        read(Known::default(), &["It was signed on 1 December 1990 and ratified on 3 February."]),
        ["1990-12-01 day-month-year", "1991-02-03 near-year"]
    );
    // What lies further back, or belongs to another paper, is not where the story stands.
    assert_eq!(
        read(
            Known::default(),
            &[
                "It was signed on 5 May 2021.",
                "Talks had begun in March 1996, under the law of 8 July 1990.",
                "The Diet passed it on 19 May."
            ]
        )
        .last()
        .map(String::as_str),
        Some("2021-05-19 near-year")
    );
    // A year alone is later than a day before it.
    assert_eq!(
        read(
            Known::default(),
            &[
                "It was signed on 6 May 2023.",
                "There is no plan for 2025.",
                "Nobody waits.",
                "Talks broke up on 14 January."
            ]
        )
        .last()
        .map(String::as_str),
        Some("2025-01-14 near-year")
    );
    assert!(read(Known::default(), &["The Senate consented on 24 June."]).is_empty());
}

#[test]
fn a_verb_tells_on_which_side_of_the_documents_day_a_date_lies() {
    let on = |text: &str| read(Known::on(day("2020-01-10").unwrap()), &[text]);
    assert_eq!(on("It was signed on 3 December."), ["2019-12-03 inferred-year"]);
    assert_eq!(on("It was signed on 3 January."), ["2020-01-03 inferred-year"]);
    assert_eq!(on("It will be signed on 3 December."), ["2020-12-03 inferred-year"]);
    assert_eq!(on("It will be signed on 3 January."), ["2021-01-03 inferred-year"]);
    assert_eq!(on("Delegations meet on 11 December."), ["2019-12-11 inferred-year"]);
}

#[test]
fn words_may_say_which_year_is_meant() {
    let known = || Known::on(day("2020-01-10").unwrap());
    assert_eq!(
        read(
            known(),
            &["It was signed on 18 July 1991 and took effect on 12 May of the same year."]
        ),
        ["1991-07-18 day-month-year", "1991-05-12 told-year"]
    );
    assert_eq!(read(known(), &["It was signed on 6 June last year."]), ["2019-06-06 told-year"]);
    assert_eq!(read(known(), &["It starts in May of next year."]), ["2021-05 told-year"]);
    assert_eq!(
        read(known(), &["They met in May 1991.", "It lapsed in June of the following year."]),
        ["1991-05 month-year", "1992-06 told-year"]
    );
    assert!(read(known(), &["Reports are due on 1 May of each year."]).is_empty());
}

#[test]
fn a_dateline_or_header_tells_the_documents_day() {
    let document = |lines: &[&str]| DATES.known(lines.iter().copied()).document;
    assert_eq!(
        document(&["A title", "LIMA, 11 March 2024 (Wire) – They signed."]),
        day("2024-03-11")
    );
    assert_eq!(document(&["A title", "Ministry of Trade, Lima, 9 May 2022"]), day("2022-05-09"));
    assert_eq!(document(&["A title", "Signed: 16 July 2023, Lima"]), None);
    assert_eq!(document(&["A title", "They met on 9 May 2022 and signed it."]), None);
}

#[test]
fn what_is_to_come_lies_behind_all_that_a_document_without_a_day_tells() {
    let clauses =
        ["It will be signed on 22 January.", "In 2017 he spoke.", "Both met in June 2018."];
    let known = DATES.known(clauses.into_iter());
    assert_eq!(read(known, &clauses)[0], "2019-01-22 near-year");
    // What is past is told of the year that the document reaches.
    let clauses =
        ["She had put it so on 3 November.", "In 2017 he spoke.", "Both met in June 2018."];
    let known = DATES.known(clauses.into_iter());
    assert_eq!(read(known, &clauses)[0], "2018-11-03 near-year");
}
