//! The table of contents of a treaty text: its divisions with their places in the reading view.

use std::ops::Range;

use schemars::JsonSchema;
use serde::Serialize;

use super::links;
use crate::{
    model::{Division, Slug, Unit},
    store::DivisionRecord,
};

/// Of a longer table, articles of other pages stand together: nobody reads a thousand lines.
const LONGEST: usize = 90;

/// A line of a table of contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ContentsEntry")]
pub(super) struct Entry {
    /// "Article 4 – Objectives".
    pub(super) name: String,
    /// Its place in the reading view.
    pub(super) href: String,
    /// How many divisions are around it.
    pub(super) depth: usize,
    /// Whether the reader is in it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) current: bool,
}

/// Divisions that stand together in one line; mostly it is only one.
struct Line<'a> {
    first: &'a DivisionRecord,
    last: &'a DivisionRecord,
    depth: usize,
}

/// The divisions that a reader looks up, in order: each on a line of its own where they are not too
/// many, else the outer ones and those on the page, and between them what each page has: "Articles
/// 71–79". `pages` are the orders of each page's passages, `here` those of the page that is read, `at` is
/// the passage asked for, and `address` gives the page that has a passage.
pub(super) fn contents(
    divisions: &[DivisionRecord],
    depths: &[usize],
    pages: &[Range<u32>],
    (here, at): (&Range<u32>, u32),
    address: impl Fn(u32) -> String,
) -> Vec<Entry> {
    let all: Vec<_> = divisions.iter().zip(depths).filter(|(d, _)| is_looked_up(d)).collect();
    let deepest = [Unit::Conclusions, Unit::Section, Unit::Chapter, Unit::Part]
        .into_iter()
        .find(|deepest| all.iter().filter(|(d, _)| d.division.unit <= *deepest).count() <= LONGEST);
    let has = |d: &DivisionRecord| (d.first..d.first + d.clauses).contains(&at);
    let alone = |d: &DivisionRecord| {
        deepest.is_some_and(|deepest| d.division.unit <= deepest)
            || here.contains(&d.first)
            || has(d)
    };
    // Of very many pages, lines of as many divisions each.
    let many = all.len().div_ceil(LONGEST).max(1);
    let begins = |n: usize, d: &DivisionRecord| match pages.len() {
        0..=LONGEST => pages.binary_search_by_key(&d.first, |page| page.start).is_ok(),
        _ => n.is_multiple_of(many),
    };
    let mut lines: Vec<Line<'_>> = Vec::new();
    for (n, (d, depth)) in all.into_iter().enumerate() {
        let goes_on = !alone(d) && !begins(n, d);
        match lines.last_mut().filter(|line| goes_on && !alone(line.last)) {
            Some(line) => line.last = d,
            None => lines.push(Line { first: d, last: d, depth: *depth }),
        }
    }
    let current = lines.iter().rposition(|line| has(line.first));
    lines
        .into_iter()
        .enumerate()
        .filter_map(|(n, line)| {
            Some(Entry {
                name: line.name()?,
                href: format!("{}#{}", address(line.first.first), line.first.division.locator),
                depth: line.depth,
                current: current == Some(n),
            })
        })
        .collect()
}

impl Line<'_> {
    /// "Article 4 – Objectives"; of several, only what they are: "Articles 71–79".
    fn name(&self) -> Option<String> {
        let (first, last) = (&self.first.division, &self.last.division);
        if first.locator == last.locator {
            return first.name();
        }
        Some(match (first.label.rsplit_once(' '), last.label.rsplit_once(' ')) {
            (Some(("Article", from)), Some(("Article", to))) => format!("Articles {from}–{to}"),
            (Some((what, from)), Some((same, to))) if what == same => format!("{what} {from}–{to}"),
            _ => format!("{} to {}", first.name()?, last.name()?),
        })
    }
}

fn is_looked_up(d: &DivisionRecord) -> bool {
    d.clauses > 0
        && (d.division.unit <= Unit::Article || d.division.unit == Unit::Conclusions)
        && d.division.name().is_some()
}

/// Preamble and closing words that are marked up as articles have no name of their own, and are none.
fn is_article(d: &Division) -> bool {
    d.unit == Unit::Article && d.is_headed()
}

/// Only the articles, in order; of a text in several languages, those of its first version.
pub(super) fn articles(source: &Slug, divisions: &[DivisionRecord]) -> Vec<Entry> {
    let versions = divisions.iter().filter(|d| d.division.unit == Unit::Version);
    let versions: Vec<String> = versions.map(|d| format!("{}__", d.division.locator)).collect();
    let version = |d: &DivisionRecord| {
        versions.iter().position(|v| d.division.locator.as_str().starts_with(v.as_str()))
    };
    let all = divisions.iter().zip(depths(divisions));
    let all: Vec<_> = all.filter(|(d, _)| d.clauses > 0 && is_article(&d.division)).collect();
    let first = all.first().and_then(|(d, _)| version(d));
    all.into_iter()
        .filter(|(d, _)| version(d) == first)
        .filter_map(|(d, depth)| {
            Some(Entry {
                name: d.division.name()?,
                href: format!("{}#{}", links::reading(source, d.first), d.division.locator),
                depth,
                current: false,
            })
        })
        .collect()
}

/// How many divisions are around each.
pub(super) fn depths(divisions: &[DivisionRecord]) -> Vec<usize> {
    let mut depths: Vec<usize> = Vec::with_capacity(divisions.len());
    for d in divisions {
        let around = d.division.parent.and_then(|p| depths.get(p as usize)).copied();
        depths.push(around.map_or(0, |depth| depth + 1));
    }
    depths
}
