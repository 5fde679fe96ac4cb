//! Every day of four centuries, written out as people write it, reads back as itself.

use proptest::prelude::*;

use super::{super::numerals::TABLES, values};

const UNITS: [&str; 20] = [
    "",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

fn english(n: usize) -> String {
    match n {
        0..20 => UNITS[n].to_owned(),
        20..100 if n.is_multiple_of(10) => TENS[n / 10].to_owned(),
        20..100 => format!("{}-{}", TENS[n / 10], UNITS[n % 10]),
        100..1000 if n.is_multiple_of(100) => format!("{} hundred", UNITS[n / 100]),
        100..1000 => format!("{} hundred and {}", UNITS[n / 100], english(n % 100)),
        _ if n.is_multiple_of(1000) => format!("{} thousand", UNITS[n / 1000]),
        _ if n % 1000 < 100 => {
            format!("{} thousand and {}", UNITS[n / 1000], english(n % 1000))
        }
        _ => format!("{} thousand {}", UNITS[n / 1000], english(n % 1000)),
    }
}

fn ordinal(n: usize) -> String {
    const SPECIAL: [(&str, &str); 8] = [
        ("one", "first"),
        ("two", "second"),
        ("three", "third"),
        ("five", "fifth"),
        ("eight", "eighth"),
        ("nine", "ninth"),
        ("twelve", "twelfth"),
        ("ty", "tieth"),
    ];
    let cardinal = english(n);
    SPECIAL
        .iter()
        .find_map(|(end, to)| cardinal.strip_suffix(end).map(|head| format!("{head}{to}")))
        .unwrap_or_else(|| format!("{cardinal}th"))
}

fn french(n: usize) -> String {
    let below_17 = |n: usize| word(1, n);
    match n {
        0..=16 => below_17(n),
        17..=19 => format!("dix-{}", below_17(n - 10)),
        20..=69 => match n % 10 {
            0 => word(1, n),
            1 => format!("{} et un", word(1, n - 1)),
            u => format!("{}-{}", word(1, n - u), word(1, u)),
        },
        71 => "soixante et onze".to_owned(),
        70..=79 => format!("soixante-{}", french(n - 60)),
        80 => "quatre-vingts".to_owned(),
        81..=99 => format!("quatre-vingt-{}", french(n - 80)),
        100..=199 => format!("cent {}", if n == 100 { String::new() } else { french(n - 100) }),
        200..=999 if n.is_multiple_of(100) => format!("{} cents", word(1, n / 100)),
        200..=999 => format!("{} cent {}", word(1, n / 100), french(n % 100)),
        _ => {
            let head =
                if n < 2000 { "mil".to_owned() } else { format!("{} mille", word(1, n / 1000)) };
            if n.is_multiple_of(1000) { head } else { format!("{head} {}", french(n % 1000)) }
        }
    }
    .trim()
    .to_owned()
}

/// The first word of a language's table for a value.
fn word(table: usize, n: usize) -> String {
    let line = TABLES[table].1.lines().find(|l| l.split(' ').next() == Some(&n.to_string()));
    line.and_then(|l| l.split(' ').nth(1)).unwrap_or_default().to_owned()
}

fn spanish(n: usize) -> String {
    match n {
        0..=29 => word(2, n),
        30..=99 if n.is_multiple_of(10) => word(2, n),
        30..=99 => format!("{} y {}", word(2, n / 10 * 10), word(2, n % 10)),
        100 => "cien".to_owned(),
        101..=199 => format!("ciento {}", spanish(n - 100)),
        200..=999 => format!("{} {}", word(2, n / 100 * 100), spanish(n % 100)),
        1000..=1999 => format!("mil {}", spanish(n % 1000)),
        _ => format!("{} mil {}", word(2, n / 1000), spanish(n % 1000)),
    }
}

/// German (4) and Dutch (5) write a number as one word.
fn joined(table: usize, n: usize) -> String {
    let (and, hundred, thousand) =
        if table == 4 { ("und", "hundert", "tausend") } else { ("en", "honderd", "duizend") };
    match n {
        0 => String::new(),
        1..20 => {
            if table == 4 && n == 1 {
                "ein".to_owned()
            } else {
                word(table, n)
            }
        }
        20..100 if n.is_multiple_of(10) => word(table, n),
        20..100 => {
            // "tweeëntwintig"
            let and = if table == 5 && matches!(n % 10, 2 | 3) { "ën" } else { and };
            format!("{}{and}{}", joined(table, n % 10), word(table, n / 10 * 10))
        }
        100..2000 => format!("{}{hundred}{}", joined(table, n / 100), joined(table, n % 100)),
        _ => format!("{}{thousand}{}", joined(table, n / 1000), joined(table, n % 1000)),
    }
}

fn german_ordinal(n: usize) -> String {
    match n {
        1 => "ersten".to_owned(),
        3 => "dritten".to_owned(),
        7 => "siebten".to_owned(),
        8 => "achten".to_owned(),
        4..20 | 2 => format!("{}ten", joined(4, n)),
        _ => format!("{}sten", joined(4, n)),
    }
}

fn month(table: usize, n: usize) -> &'static str {
    const NAMES: [[&str; 12]; 6] = [
        [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
        [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
        [
            "января",
            "февраля",
            "марта",
            "апреля",
            "мая",
            "июня",
            "июля",
            "августа",
            "сентября",
            "октября",
            "ноября",
            "декабря",
        ],
        [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ],
        [
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ],
    ];
    NAMES[table][n - 1]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn reads_back(y in 1700usize..2100, m in 1usize..=12, d in 1usize..=28) {
        let value = format!("{y}-{m:02}-{d:02}");
        let en = month(0, m);
        let first = |s: String| if d == 1 { "premier".to_owned() } else { s };
        for text in [
            format!("this {} day of {en}, {}", ordinal(d), english(y)),
            format!("the {} of {en} in the year {}", ordinal(d), english(y)),
            format!("{d} {en} {y}"),
            format!("{d}th day of {en}, {y}"),
            format!("{en} {d}, {y}"),
            format!("{} {d}TH, {y}", en.to_uppercase()),
            format!("{y} {en} {d}"),
            format!("{d:02}.{m:02}.{y}"),
            format!("{y}-{m:02}-{d:02}"),
            format!("le {} {} {}", first(french(d)), month(1, m), french(y)),
            format!("le {d} {} {y}", month(1, m)),
            format!("a los {} días del mes de {} de {}", spanish(d), month(2, m), spanish(y)),
            format!("el {d} de {} de {y}", month(2, m)),
            format!("{d} {} {y} года", month(3, m)),
            format!("am {d}. {} {y}", month(4, m)),
            format!("am {} {} {}", german_ordinal(d), month(4, m), joined(4, y)),
            format!("de {} {} {}", joined(5, d), month(5, m), joined(5, y)),
            format!("de {d}e {} {y}", month(5, m)),
            format!("{y}年{m}月{d}日"),
        ] {
            prop_assert_eq!(values(&text), [value.clone()], "{}", text);
        }
    }

    #[test]
    fn any_text_never_panics(text in "\\PC{0,60}|([0-9]{1,5}|[-–/.,()年月日 ]|of |the |May |mei |Dey |twenty|hundred|vingt|quatre|years?| and | to |two |einund|\u{2019}){0,24}") {
        let day = crate::model::PartialDate::new(2025, Some(1), None).unwrap();
        let known = crate::annotate::dates::Known::on(day);
        for dated in super::DATES.find(&text, Some(&known)) {
            prop_assert!(text.get(dated.span.clone()).is_some_and(|s| !s.is_empty()));
        }
    }
}
