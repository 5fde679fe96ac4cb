//! The headings under which treaties are listed, for readers: where they can jump to, and when the
//! treaties under a year were signed.

use std::collections::HashMap;

use crate::{
    model::{Edtf, Property, Slug, SourceType},
    store::{UNKNOWN, UNNAMED},
};

/// Headings that can be jumped to; more years are gathered in decades.
const JUMPS: usize = 30;

/// A heading in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    /// What stands for it in addresses.
    pub(super) key: String,
    pub(super) label: String,
}

impl Group {
    pub(super) fn of(key: &str) -> Self {
        let label = match key {
            UNKNOWN => "Year of signature not known".to_owned(),
            UNNAMED => "Not named".to_owned(),
            "0" => "0–9".to_owned(),
            _ => key.to_uppercase(),
        };
        Self { key: key.to_owned(), label }
    }
}

/// The headings themselves, or decades where they are many years.
pub(super) fn jumps(headings: &[String]) -> Vec<Group> {
    let mut groups: Vec<Group> = headings.iter().map(|key| Group::of(key)).collect();
    let is_year = |group: &Group| group.key != "0" && group.key.parse::<i32>().is_ok();
    if groups.len() <= JUMPS || !groups.first().is_some_and(is_year) {
        return groups;
    }
    for group in &mut groups {
        if let Ok(year) = group.key.parse::<i32>() {
            group.label = format!("{}s", year / 10 * 10);
        }
    }
    groups.dedup_by(|later, first| later.label == first.label);
    groups
}

/// When each treaty was signed, by what sources give: "16 January 2025 or 17 January 2025".
pub(super) fn signed(values: &[(Slug, SourceType, String)]) -> HashMap<&Slug, String> {
    let mut given: HashMap<&Slug, Vec<Edtf>> = HashMap::new();
    for (treaty, _, value) in values {
        let dates = given.entry(treaty).or_default();
        dates.extend(value.parse::<Edtf>().ok().filter(|date| !dates.contains(date)));
    }
    let told = |(treaty, dates): (_, Vec<Edtf>)| Some((treaty, in_words(&dates)?));
    given.into_iter().filter_map(told).collect()
}

/// The most exact date where all agree, else all of them.
fn in_words(dates: &[Edtf]) -> Option<String> {
    let agree = |a: &Edtf, b: &Edtf| Property::Signature.compatible(&a.to_string(), &b.to_string());
    if dates.iter().all(|a| dates.iter().all(|b| agree(a, b))) {
        let width = |d: &&Edtf| d.bounds().map(|(a, b)| i64::from(b) - i64::from(a));
        return dates.iter().min_by_key(width).map(|d| d.words());
    }
    let words: Vec<String> = dates.iter().map(|d| d.words()).collect();
    Some(words.join(" or "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_that_differ_on_the_day_are_all_told_and_those_that_agree_once() {
        let value = |treaty: &str, value: &str| {
            (treaty.parse().unwrap(), SourceType::Report, value.to_owned())
        };
        let values = [
            value("b", "2024-12-31"),
            value("b", "2025-01-01"),
            value("c", "2025-01"),
            value("c", "2025-01-17"),
        ];
        let told = signed(&values);
        let of = |slug: &str| told.get(&slug.parse::<Slug>().unwrap()).map(String::as_str);
        assert_eq!(of("b"), Some("31 December 2024 or 1 January 2025"));
        assert_eq!((of("c"), of("a")), (Some("17 January 2025"), None));
    }

    #[test]
    fn many_years_are_jumped_to_by_decade() {
        let years: Vec<String> = (1960..2026).rev().map(|y: i32| y.to_string()).collect();
        let jumps = jumps(&years);
        let told: Vec<(&str, &str)> =
            jumps.iter().map(|g| (g.key.as_str(), g.label.as_str())).collect();
        assert_eq!(told[..3], [("2025", "2020s"), ("2019", "2010s"), ("2009", "2000s")]);
    }
}
