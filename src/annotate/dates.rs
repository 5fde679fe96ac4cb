//! Dates and lengths of time in a clause, as values with their words.

use std::ops::Range;

use regex::{Captures, Regex};

use crate::model::{Edtf, PartialDate};

/// English month names, full and short, in the order of the year.
const MONTHS: [[&str; 2]; 12] = [
    ["January", "Jan"],
    ["February", "Feb"],
    ["March", "Mar"],
    ["April", "Apr"],
    ["May", "May"],
    ["June", "Jun"],
    ["July", "Jul"],
    ["August", "Aug"],
    ["September", "Sep"],
    ["October", "Oct"],
    ["November", "Nov"],
    ["December", "Dec"],
];

const NUMBERS: [(&str, u16); 21] = [
    ("a", 1),
    ("an", 1),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("twelve", 12),
    ("fifteen", 15),
    ("twenty", 20),
    ("twenty-five", 25),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("ninety", 90),
];

/// Nouns after which, or before which, four digits are a number and not a year.
const NOT_YEARS: &str = r"(?i)(?:\b(?:resolutions?|nos?\.?|articles?|docs?\.?|pages?|pp?\.|vols?\.?|law)\s*\(?|(?-i:\p{Lu})-|[\d$€£][,./]?|\d\s)$";
const UNITS: &str = r"(?i)^(?:[,./]\d|\d|%|\s*(?:km|kilomet\w+|miles|tonn?e?s|people|persons|men|troops|soldiers|square|cubic|million|billion|per ?cent|pages|us|usd|dollars|euros|roubles|mw|megawatts?)\b)";

/// A date or length in a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dated {
    pub(super) span: Range<usize>,
    pub(super) value: Edtf,
    /// Which form it had.
    pub(super) rule: &'static str,
}

/// Reads dates. Built once.
pub(super) struct Dates {
    forms: Vec<(&'static str, Regex)>,
    length: Regex,
    not_year: Regex,
    unit: Regex,
    by: Regex,
}

impl Dates {
    pub(super) fn new() -> Result<Self, regex::Error> {
        let names: Vec<String> = MONTHS
            .iter()
            .flatten()
            .flat_map(|m| [(*m).to_owned(), m.to_uppercase()])
            .chain(["Sept".to_owned()])
            .collect();
        let month = format!(r"(?P<month>{})\b\.?", names.join("|"));
        let day = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?";
        let year = r"(?P<year>1\d{3}|20\d{2}|21\d{2})";
        // Exact forms first: what they take is not read again by a looser one.
        let forms = [
            ("year-month-day", format!(r"\b{year}-(?P<number>[01]\d)-(?P<day>[0-3]\d)\b")),
            ("day-month-year", format!(r"\b{day}\.(?P<number>[01]?\d)\.{year}\b")),
            ("day-month-year", format!(r"\b{day}\s+(?:day\s+)?(?:of\s+)?{month},?\s+{year}\b")),
            ("month-day-year", format!(r"\b{month}\s+{day},?\s+{year}\b")),
            ("month-year", format!(r"\b{month},?\s+(?:of\s+)?{year}\b")),
            ("inferred-year", format!(r"\b{month}\s+{day}\b")),
            ("inferred-year", format!(r"\b{day}\s+(?:of\s+)?{month}")),
            ("year", format!(r"\b{year}\b")),
        ];
        let numbers: Vec<&str> = NUMBERS.iter().rev().map(|(word, _)| *word).collect();
        Ok(Self {
            forms: forms
                .into_iter()
                .map(|(rule, form)| Ok((rule, Regex::new(&form)?)))
                .collect::<Result<_, regex::Error>>()?,
            length: Regex::new(&format!(
                r"(?i)\b(?P<n>\d{{1,3}}|{})[\s-]+(?P<unit>year|month|day|week|century)s?\b(?P<after>\s+(?:ago|old|later|earlier)\b)?",
                numbers.join("|")
            ))?,
            not_year: Regex::new(NOT_YEARS)?,
            unit: Regex::new(UNITS)?,
            by: Regex::new(
                r"(?i)\b(?:by|until|till|up to|before|no later than|not later than|already\b[^.;]{0,60}\b(?:on|in|as of))\s+(?:(?:the\s+)?(?:end|middle|start)\s+of\s+|mid[- ]|early\s+|late\s+)?$",
            )?,
        })
    }

    /// The dates and lengths of a clause in text order. `known` fills in a missing year.
    pub(super) fn find(&self, text: &str, known: Option<PartialDate>) -> Vec<Dated> {
        let mut found: Vec<Dated> = Vec::new();
        let mut add = |dated: Dated| {
            let free = found
                .iter()
                .all(|f| f.span.end <= dated.span.start || dated.span.end <= f.span.start);
            if free {
                found.push(dated);
            }
        };
        for (rule, form) in &self.forms {
            for captures in form.captures_iter(text) {
                let Some(span) = captures.get(0).map(|m| m.range()) else { continue };
                let (before, after) = (&text[..span.start], &text[span.end..]);
                if *rule == "year" && (self.not_year.is_match(before) || self.unit.is_match(after))
                {
                    continue;
                }
                let Some(date) = date(&captures, known) else { continue };
                let value = if self.by.is_match(before) { Edtf::By(date) } else { Edtf::On(date) };
                add(Dated { span, value, rule });
            }
        }
        for captures in self.length.captures_iter(text) {
            if captures.name("after").is_none()
                && let Some(span) = captures.get(0).map(|m| m.range())
                && let Some(value) = length(&captures["n"], &captures["unit"])
            {
                add(Dated { span, value, rule: "length" });
            }
        }
        found.sort_by_key(|d| d.span.start);
        found
    }

    /// The first full date of a text, by which dates without a year near it can be completed.
    pub(super) fn first_full(&self, text: &str) -> Option<PartialDate> {
        self.find(text, None).into_iter().find_map(|d| match d.value {
            Edtf::On(date) | Edtf::By(date) if date.month().is_some() => Some(date),
            _ => None,
        })
    }
}

fn date(captures: &Captures<'_>, known: Option<PartialDate>) -> Option<PartialDate> {
    let number = |name: &str| captures.name(name).and_then(|m| m.as_str().parse::<i8>().ok());
    let month = match captures.name("month") {
        Some(name) => Some(month_number(name.as_str())?),
        None => number("number"),
    };
    let year = match captures.name("year") {
        Some(y) => y.as_str().parse().ok()?,
        None => known?.year(),
    };
    PartialDate::new(year, month, number("day"))
}

/// Whether the first word is the name of a month.
pub(super) fn is_month(text: &str) -> bool {
    let word = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    MONTHS.iter().flatten().any(|m| m.eq_ignore_ascii_case(word))
}

fn month_number(name: &str) -> Option<i8> {
    let short = name.get(..3)?;
    let at = MONTHS.iter().position(|[_, s]| s.eq_ignore_ascii_case(short))?;
    i8::try_from(at + 1).ok()
}

fn length(n: &str, unit: &str) -> Option<Edtf> {
    let n = n.to_lowercase();
    let n = match n.parse::<u16>() {
        Ok(n) => n,
        Err(_) => NUMBERS.iter().find(|(word, _)| *word == n)?.1,
    };
    let (mut years, mut months, mut days) = (0, 0, 0);
    match unit.to_lowercase().as_str() {
        "century" => years = n * 100,
        "year" => years = n,
        "month" => months = n,
        "week" => days = n * 7,
        _ => days = n,
    }
    (n > 0).then_some(Edtf::Duration { years, months, days })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(text: &str) -> Vec<String> {
        let known = PartialDate::new(2025, None, None);
        let dates = Dates::new().unwrap().find(text, known);
        dates
            .iter()
            .map(|d| format!("{} = {} ({})", &text[d.span.clone()], d.value, d.rule))
            .collect()
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
        assert!(Dates::new().unwrap().find("On January 16 they met.", None).is_empty());
    }

    #[test]
    fn numbers_that_are_not_years_are_left_alone() {
        assert!(
            find("Resolution 1929, 2,000 men, 1500 troops, 12.2024 and $2000, may 5").is_empty()
        );
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
}
