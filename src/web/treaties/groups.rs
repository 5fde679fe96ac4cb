//! Treaties in groups, by the first letter of their titles or by the year of their signature, and one
//! page of such a list.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap},
};

use unicode_normalization::UnicodeNormalization;

use crate::{
    model::{Edtf, Property, Slug},
    store::TreatyRecord,
};

/// Groups that can be jumped to; more years are gathered in decades.
const JUMPS: usize = 30;

/// A treaty in a group.
pub(super) struct Member<'a> {
    pub(super) record: &'a TreatyRecord,
    pub(super) group: Group,
    /// When it was signed, where that is asked for: "16 January 2025 or 17 January 2025".
    pub(super) signed: Option<String>,
}

/// A heading in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    /// What stands for it in addresses.
    pub(super) key: String,
    pub(super) label: String,
}

impl Group {
    fn of(key: impl Into<String>, label: impl Into<String>) -> Self {
        Self { key: key.into(), label: label.into() }
    }
}

/// By title, under its first letter.
pub(super) fn by_title(treaties: &[TreatyRecord]) -> Vec<Member<'_>> {
    let mut members: Vec<(String, Member<'_>)> = treaties
        .iter()
        .map(|record| {
            let title = folded(&record.treaty.title);
            let group = match title.chars().find(|c| c.is_alphanumeric()) {
                Some(c) if c.is_alphabetic() => Group::of(c, c.to_uppercase().to_string()),
                _ => Group::of("0", "0–9"),
            };
            (title, Member { record, group, signed: None })
        })
        .collect();
    members.sort_by(|(a, m), (b, n)| {
        let key = |title: &str, m: &Member<'_>| (m.group.key.clone(), title.to_owned());
        key(a, m).cmp(&key(b, n))
    });
    members.into_iter().map(|(_, member)| member).collect()
}

/// By the year of signature, newest first, and last those of which none is known. `values` are what
/// sources give for it: where they give several years, the treaty stands under each.
pub(super) fn by_year<'a>(
    treaties: &'a [TreatyRecord],
    values: &[(Slug, String)],
) -> Vec<Member<'a>> {
    let mut given: HashMap<&Slug, Vec<Edtf>> = HashMap::new();
    for (treaty, value) in values {
        given.entry(treaty).or_default().extend(value.parse::<Edtf>().ok());
    }
    let mut years: BTreeMap<Reverse<i32>, Vec<Member<'a>>> = BTreeMap::new();
    let mut unknown = Vec::new();
    for member in by_title(treaties) {
        let record = member.record;
        let dates = given.get(&record.treaty.slug).map(Vec::as_slice).unwrap_or_default();
        let written: BTreeSet<i32> =
            dates.iter().filter_map(|d| d.written()).map(|(first, _)| first / 10_000).collect();
        if written.is_empty() {
            let group = Group::of("unknown", "Year of signature not known");
            unknown.push(Member { record, group, signed: None });
        }
        for year in written {
            let group = Group::of(year.to_string(), year.to_string());
            let member = Member { record, group, signed: signed(dates) };
            years.entry(Reverse(year)).or_default().push(member);
        }
    }
    years.into_values().flatten().chain(unknown).collect()
}

/// The most exact date where all agree, else all of them.
fn signed(dates: &[Edtf]) -> Option<String> {
    let agree = |a: &Edtf, b: &Edtf| Property::Signature.compatible(&a.to_string(), &b.to_string());
    if dates.iter().all(|a| dates.iter().all(|b| agree(a, b))) {
        let width = |d: &&Edtf| d.bounds().map(|(a, b)| i64::from(b) - i64::from(a));
        return dates.iter().min_by_key(width).map(|d| d.words());
    }
    let words: Vec<String> = dates.iter().map(|d| d.words()).collect();
    Some(words.join(" or "))
}

/// A title as it is sorted: in lower case, without accents.
fn folded(title: &str) -> String {
    let is_accent = |c: &char| ('\u{0300}'..='\u{036F}').contains(c);
    title.nfd().filter(|c| !is_accent(c)).collect::<String>().to_lowercase()
}

/// One page of a list.
pub(super) struct Page<'a> {
    pub(super) members: Vec<Member<'a>>,
    /// The groups to jump to; on another page, if `paged`.
    pub(super) jumps: Vec<Group>,
    pub(super) paged: bool,
    /// The key of the page after this one.
    pub(super) next: Option<String>,
}

/// The page of so many that begins after the member with the key `after`, which an earlier page gave, or at the
/// group `from`; `None` where there is neither.
pub(super) fn page<'a>(
    mut members: Vec<Member<'a>>,
    after: Option<&str>,
    from: Option<&str>,
    size: usize,
) -> Option<Page<'a>> {
    let mut groups: Vec<Group> = members.iter().map(|m| m.group.clone()).collect();
    groups.dedup();
    let paged = members.len() > size;
    let begins = |group: &str| members.iter().position(|m| m.group.key == group);
    let start = match (after, from) {
        (Some(after), _) => match members.iter().position(|m| key(m) == after) {
            Some(last) => last + 1,
            // It went away since; its group is still a place to go on from.
            None => begins(after.split('.').next()?)?,
        },
        (None, Some(group)) => begins(group)?,
        (None, None) => 0,
    };
    members.drain(..start);
    let next = members.get(size - 1).filter(|_| members.len() > size).map(key);
    members.truncate(size);
    Some(Page { members, jumps: jumps(groups), paged, next })
}

fn key(member: &Member<'_>) -> String {
    format!("{}.{}", member.group.key, member.record.treaty.slug)
}

/// The groups themselves, or decades where they are many years.
fn jumps(groups: Vec<Group>) -> Vec<Group> {
    let is_year = |group: &Group| group.key.parse::<i32>().is_ok();
    if groups.len() <= JUMPS || !groups.first().is_some_and(is_year) {
        return groups;
    }
    let mut decades = groups;
    for group in &mut decades {
        if let Ok(year) = group.key.parse::<i32>() {
            group.label = format!("{}s", year / 10 * 10);
        }
    }
    decades.dedup_by(|later, first| later.label == first.label);
    decades
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Treaty;

    fn treaty(slug: &str, title: &str) -> TreatyRecord {
        TreatyRecord {
            treaty: Treaty {
                slug: slug.parse().unwrap(),
                title: title.to_owned(),
                parties: Vec::new(),
            },
            sources: 1,
            texts: 0,
            clauses: 1,
            articles_held: 0,
            articles: None,
        }
    }

    fn told(members: &[Member<'_>]) -> Vec<(String, String)> {
        let told = |m: &Member<'_>| (m.group.label.clone(), m.record.treaty.slug.to_string());
        members.iter().map(told).collect()
    }

    #[test]
    fn titles_stand_under_their_first_letter_whatever_its_accent_or_case() {
        let treaties = [
            treaty("z", "zone of peace"),
            treaty("e", "Échange de notes"),
            treaty("e2", "Energy Charter"),
            treaty("n", "1955 Accord"),
            treaty("q", "“Quoted” Pact"),
        ];
        let pairs = told(&by_title(&treaties));
        let pairs: Vec<(&str, &str)> =
            pairs.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(pairs, [("0–9", "n"), ("E", "e"), ("E", "e2"), ("Q", "q"), ("Z", "z")]);
    }

    #[test]
    fn a_treaty_stands_under_every_year_that_sources_give_and_unknown_ones_last() {
        let treaties = [treaty("a", "A"), treaty("b", "B"), treaty("c", "C")];
        let value = |slug: &str, value: &str| (slug.parse().unwrap(), value.to_owned());
        let values = [value("b", "2024-12-31"), value("b", "2025-01-01"), value("c", "2025-01")];
        let values = [&values[..], &[value("c", "2025-01-17")]].concat();
        let members = by_year(&treaties, &values);
        let years = told(&members);
        let years: Vec<(&str, &str)> =
            years.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let unknown = "Year of signature not known";
        assert_eq!(years, [("2025", "b"), ("2025", "c"), ("2024", "b"), (unknown, "a")]);
        let signed: Vec<Option<&str>> = members.iter().map(|m| m.signed.as_deref()).collect();
        let differ = Some("31 December 2024 or 1 January 2025");
        assert_eq!(signed, [differ, Some("17 January 2025"), differ, None]);
    }

    #[test]
    fn pages_follow_each_other_without_a_gap_and_can_be_entered_at_a_group() {
        let treaties: Vec<TreatyRecord> = (0..300)
            .map(|n| {
                treaty(&format!("t{n}"), &format!("{} {n:03}", if n < 200 { 'a' } else { 'b' }))
            })
            .collect();
        let mut after: Option<String> = None;
        let mut seen = Vec::new();
        loop {
            let page = page(by_title(&treaties), after.as_deref(), None, 120).unwrap();
            assert!(page.paged);
            seen.extend(page.members.iter().map(|m| m.record.treaty.slug.clone()));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        let all: Vec<Slug> = treaties.iter().map(|t| t.treaty.slug.clone()).collect();
        assert_eq!(seen, all);
        let at_b = page(by_title(&treaties), None, Some("b"), 120).unwrap();
        assert_eq!(at_b.members[0].record.treaty.slug.as_str(), "t200");
        assert!(page(by_title(&treaties), None, Some("x"), 120).is_none());
        assert!(page(by_title(&treaties), Some("a.gone"), None, 120).is_some());
    }

    #[test]
    fn many_years_are_jumped_to_by_decade() {
        let years: Vec<Group> =
            (1960..2026).rev().map(|y: i32| Group::of(y.to_string(), y.to_string())).collect();
        let jumps = jumps(years);
        let told: Vec<(&str, &str)> =
            jumps.iter().map(|g| (g.key.as_str(), g.label.as_str())).collect();
        assert_eq!(told[..3], [("2025", "2020s"), ("2019", "2010s"), ("2009", "2000s")]);
    }
}
