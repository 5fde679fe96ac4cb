//! The forms of dates one by one, and every day of a calendar in each language.

use std::sync::LazyLock;

use super::*;

static DATES: LazyLock<Dates> = LazyLock::new(|| Dates::new().unwrap());

/// Each text has this one value; all that differ are shown.
fn each_is(all: &[(&str, &str)]) {
    let wrong: Vec<(&str, Vec<String>)> = all
        .iter()
        .map(|(text, value)| (*text, *value, values(text)))
        .filter(|(_, value, read)| read != &[*value])
        .map(|(text, _, read)| (text, read))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn values(text: &str) -> Vec<String> {
    DATES.find(text, None).iter().map(|d| d.value.to_string()).collect()
}

fn find(text: &str) -> Vec<String> {
    let known = Known::on(PartialDate::new(2025, None, None).unwrap());
    let dates = DATES.find(text, Some(&known));
    dates.iter().map(|d| format!("{} = {} ({})", &text[d.span.clone()], d.value, d.rule)).collect()
}

#[test]
fn every_usual_form_is_read() {
    assert_eq!(
        find(
            "On 2 October 2025, January 16, 2025, the 3rd of June 2019, this 3rd day of December 1969, Sept. 5 2020, May 2025, 2025-07-18 and 1921."
        ),
        [
            "2 October 2025 = 2025-10-02 (day-month-year)",
            "January 16, 2025 = 2025-01-16 (month-day-year)",
            "3rd of June 2019 = 2019-06-03 (day-month-year)",
            "3rd day of December 1969 = 1969-12-03 (day-month-year)",
            "Sept. 5 2020 = 2020-09-05 (month-day-year)",
            "May 2025 = 2025-05 (month-year)",
            "2025-07-18 = 2025-07-18 (year-month-day)",
            "1921 = 1921 (year)",
        ]
    );
}

#[test]
fn a_missing_year_is_inferred_and_marked() {
    assert_eq!(
        find("On Thursday, January 16, they met."),
        ["January 16 = 2025-01-16 (inferred-year)"]
    );
    assert!(DATES.find("On January 16 they met.", None).is_empty());
}

#[test]
fn numbers_that_are_not_years_are_left_alone() {
    assert!(find("Resolution 1929, 2,000 men, 1500 troops, 12.2024 and $2000, may 5").is_empty());
    assert!(find("note 2197/ABC, the amount in 1000$").is_empty());
}

#[test]
fn lengths_are_read_in_figures_and_words() {
    assert_eq!(
        find(
            "A 20-year pact, renewed for five-year terms, thirty days later; signed two years ago."
        ),
        ["20-year = P20Y (length)", "five-year = P5Y (length)"]
    );
    assert_eq!(
        find("already in force on 18 July 2025"),
        ["18 July 2025 = ../2025-07-18 (day-month-year)"]
    );
}

#[test]
fn a_length_may_leave_its_unit_to_the_one_before() {
    assert_eq!(
        find("It runs for five years and is renewed for another five unless one side objects."),
        ["five years = P5Y (length)", "five = P5Y (length)"]
    );
    assert_eq!(
        find("It lasts six months and then for a further two."),
        ["six months = P6M (length)", "two = P2M (length)"]
    );
    assert_eq!(find("It runs for five years and binds another five states.").len(), 1);
    assert_eq!(find("They vote before the end of June."), ["June = ../2025-06 (inferred-year)"]);
}

#[test]
fn dates_in_words_are_read_in_the_languages_of_treaties() {
    each_is(&[
        ("this seventeenth day of January, two thousand and twenty-five", "2025-01-17"),
        ("the twenty-fifth day of May, one thousand nine hundred and sixty-nine", "1969-05-25"),
        ("this first day of December, one thousand nine hundred and fifty-nine.", "1959-12-01"),
        ("the sixth day of May, nineteen hundred and thirty-five", "1935-05-06"),
        ("this twenty-third (23rd) day of May nineteen sixty-nine", "1969-05-23"),
        ("the 17th day of January in the year of our Lord 1868", "1868-01-17"),
        ("signed on the first of June 1999", "1999-06-01"),
        ("le vingt-cinq mai mil neuf cent soixante-neuf", "1969-05-25"),
        ("Fait à Paris, le 1er juin 1999", "1999-06-01"),
        ("le premier août mil neuf cent quatre-vingt-dix-neuf", "1999-08-01"),
        ("le dix-sept janvier deux mille vingt-cinq", "2025-01-17"),
        ("le 3 décembre de l’an 1921", "1921-12-03"),
        ("el día veinticinco de mayo de mil novecientos sesenta y nueve", "1969-05-25"),
        ("a los 17 días del mes de enero de 2025", "2025-01-17"),
        (
            "a los diecisiete (17) días del mes de enero del año dos mil veinticinco (2025)",
            "2025-01-17",
        ),
        ("am 17. Oktober 1868", "1868-10-17"),
        ("vom siebzehnten Januar neunzehnhundertneunundsechzig", "1969-01-17"),
        ("am einundzwanzigsten März zweitausendfünfundzwanzig", "2025-03-21"),
        ("gedaan te Rome, de 2de juni 1928", "1928-06-02"),
        ("de zeventiende december negentienhonderd vierennegentig", "1994-12-17"),
        ("dertien november negentienhonderdtweeënzestig", "1962-11-13"),
        ("de eerste april tweeduizend vijftien", "2015-04-01"),
        ("aos vinte e cinco dias do mês de maio de mil novecentos e sessenta e nove", "1969-05-25"),
        ("addì venticinque maggio millenovecentosessantanove", "1969-05-25"),
        ("il primo giugno duemilaventicinque", "2025-06-01"),
        ("Совершено в Москве 17 января 2025 г.", "2025-01-17"),
        ("семнадцатого января тысяча девятьсот шестьдесят девятого года", "1969-01-17"),
        ("۱۷ ژانویه ۲۰۲۵", "2025-01-17"),
        ("2025年1月17日签署", "2025-01-17"),
        ("二〇二五年一月十七日", "2025-01-17"),
        ("in the year one thousand eight hundred and sixty-eight", "1868"),
        ("in nineteen hundred and ninety-five", "1995"),
    ]);
}

#[test]
fn figures_are_read_in_every_order_and_with_noise() {
    assert_eq!(
        find("MAY 6TH, 1935, the 6 th of May 1936, May, 1969, 2026 January 20, from 2017 14th Mai"),
        [
            "MAY 6TH, 1935 = 1935-05-06 (month-day-year)",
            "6 th of May 1936 = 1936-05-06 (day-month-year)",
            "May, 1969 = 1969-05 (month-year)",
            "2026 January 20 = 2026-01-20 (year-month-day)",
            "2017 14th Mai = 2017-05-14 (year-month-day)",
        ]
    );
    assert_eq!(
        find(
            "17.01.2025, 17/01/2025, 01/17/2025, 03/04/2025, 2025/01/17, 2025-01-17T10:00, 16-Jan-2025"
        ),
        [
            "17.01.2025 = 2025-01-17 (day-month-year)",
            "17/01/2025 = 2025-01-17 (day-month-year)",
            "01/17/2025 = 2025-01-17 (month-day-year)",
            "03/04/2025 = 2025-04-03 (day-first)",
            "2025/01/17 = 2025-01-17 (year-month-day)",
            "2025-01-17 = 2025-01-17 (year-month-day)",
            "16-Jan-2025 = 2025-01-16 (day-month-year)",
        ]
    );
    assert_eq!(
        find("in early 2024, in June, in late March; the 1990s, Theresa May said"),
        ["2024 = 2024 (year)", "June = 2025-06 (inferred-year)", "March = 2025-03 (inferred-year)"]
    );
}

#[test]
fn two_calendars_give_one_date() {
    assert_eq!(
        find("on 12 March 2001 = 22 Esfand 1379 and 27 Dey 1403, corresponding to 16 January 2025"),
        [
            "12 March 2001 = 22 Esfand 1379 = 2001-03-12 (dual-calendar)",
            "27 Dey 1403, corresponding to 16 January 2025 = 2025-01-16 (dual-calendar)",
        ]
    );
    assert_eq!(find("در ۲۷ دی ۱۴۰۳"), ["۲۷ دی ۱۴۰۳ = 2025-01-16 (solar-hijri)"]);
    assert_eq!(find("Dey 1403"), ["Dey 1403 = 2024-12-21/2025-01-19 (solar-hijri)"]);
    assert_eq!(
        find("on 17 January 2025 (17 Rajab 1446 AH)"),
        ["17 January 2025 (17 Rajab 1446 = 2025-01-17 (dual-calendar)"]
    );
    assert_eq!(find("on 17 Rajab 1446"), Vec::<String>::new());
    assert_eq!(find("the 5/17 May 1868"), ["5/17 May 1868 = 1868-05-17 (dual-calendar)"]);
    assert_eq!(
        find("on 16 January 2025 (16.01.2025)"),
        ["16 January 2025 (16.01.2025) = 2025-01-16 (dual-calendar)"]
    );
}

#[test]
fn a_range_is_one_date() {
    assert_eq!(values("the 2022/23 season"), ["2022/2023"]);
    assert_eq!(values("£50 million for 2024-25."), ["2024/2025"]);
    assert_eq!(values("in 1999–00"), ["1999/2000"]);
    assert!(values("Directive 2014/15/EU").is_empty());
    each_is(&[
        ("from 1 January 2000 to 31 December 2001", "2000-01-01/2001-12-31"),
        ("between 2003 and 2015", "2003/2015"),
        ("in 2003–2015", "2003/2015"),
        ("January–March 2025", "2025-01/2025-03"),
        ("1 to 5 May 2019", "2019-05-01/2019-05-05"),
        ("May 1–5, 2019", "2019-05-01/2019-05-05"),
        ("the period 1 January 2000 to 31 December 2001", "2000-01-01/2001-12-31"),
        ("between April 2000 and August 2024", "2000-04/2024-08"),
        ("from 15 December to 31 March 2025", "2024-12-15/2025-03-31"),
        ("du 1er janvier au 31 mars 2025", "2025-01-01/2025-03-31"),
        ("vom 1. bis 5. Mai 2019", "2019-05-01/2019-05-05"),
        ("в 2003–2015 гг.", "2003/2015"),
    ]);
    assert_eq!(
        find("on 14 and 15 January 2025 and on January 16 and 17, 2025"),
        [
            "14 = 2025-01-14 (shared-year)",
            "15 January 2025 = 2025-01-15 (day-month-year)",
            "January 16 = 2025-01-16 (shared-year)",
            "17, 2025 = 2025-01-17 (month-day-year)",
        ]
    );
    assert_eq!(
        find("It was postponed from 2024 to 2025, and 2015 to 2014."),
        ["2024", "2025", "2015", "2014"].map(|y| format!("{y} = {y} (year)"))
    );
}

#[test]
fn an_end_or_a_beginning_may_be_open() {
    each_is(&[
        ("by 18 July 2025", "../2025-07-18"),
        ("no later than the end of 2030", "../2030"),
        ("au plus tard le 1er mai 2020", "../2020-05-01"),
        ("bis zum 31. Dezember 2020", "../2020-12-31"),
        ("until May 2025", "../2025-05"),
        ("from 1 May 2025 onwards", "2025-05-01/.."),
        ("no earlier than 1 May 2025", "2025-05-01/.."),
        ("in force since 1 May 2025", "2025-05-01"),
        ("replaced by the 2001 treaty", "2001"),
    ]);
}

#[test]
fn lengths_are_read_in_words_and_languages() {
    each_is(&[
        ("for a period of twenty (20) years", "P20Y"),
        ("a ten-year pact", "P10Y"),
        ("thirty (30) days", "P30D"),
        ("a period of five years and six months", "P5Y6M"),
        ("two decades of peace", "P20Y"),
        ("two and a half years", "P2Y6M"),
        ("six consecutive months", "P6M"),
        ("a century of cooperation", "P100Y"),
        ("one hundred and twenty days", "P120D"),
        ("une durée de dix ans", "P10Y"),
        ("un délai de trente jours", "P30D"),
        ("por un período de cinco años", "P5Y"),
        ("für die Dauer von fünf Jahren", "P5Y"),
        ("een termijn van zes maanden", "P6M"),
        ("сроком на пять лет", "P5Y"),
    ]);
    assert!(find("the first year, the second five, 3.5 years, In 20 an attempt").is_empty());
}

#[test]
fn words_and_numbers_that_are_no_dates_are_left_alone() {
    for text in [
        "The parties may 5 times march 3 miles; 1,500 and 2000 troops, page 1998, A/RES/1998, S-2015",
        "1155 UNTS 331, Regulation (EU) 2016/679, No. 1999, EUR 2000, 1999 km, ISO 2022, 3.2010",
        "the financial year begins on 1 January of each year",
        "In June 12 countries shall meet, on 31 February 2025 and in the year 999",
        "Il a acheté mars; once, due, sei, elf, an, de dos",
        "within 24 hours at 2000 hours",
    ] {
        let read = DATES.find(text, None);
        assert!(read.is_empty(), "{text}: {read:?}");
    }
}

mod every_day;
mod inferring;
