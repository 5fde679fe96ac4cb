//! The table of contents of a treaty text: its divisions with their places in the reading view.

use std::ops::Range;

use serde::Serialize;

use super::links;
use crate::{
    model::{Division, Slug, Unit},
    store::DivisionRecord,
};

/// A longer table is cut to its outer divisions and those on the page: nobody reads a thousand
/// lines of it.
const LONGEST: usize = 90;

/// A line of a table of contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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

/// The divisions that a reader looks up, in order: down to articles where they are not too many, else
/// the outer ones, those on the page, and the one that each page begins with. `pages` are the orders
/// of each page's passages, `here` those of the page that is read, `at` is the passage asked for, and
/// `address` gives the page that has a passage.
pub(super) fn contents(
    divisions: &[DivisionRecord],
    depths: &[usize],
    pages: &[Range<u32>],
    (here, at): (&Range<u32>, u32),
    address: impl Fn(u32) -> String,
) -> Vec<Entry> {
    let lines = || divisions.iter().zip(depths).filter(|(d, _)| is_looked_up(d));
    let deepest = [Unit::Conclusions, Unit::Section, Unit::Chapter, Unit::Part]
        .into_iter()
        .find(|deepest| lines().filter(|(d, _)| d.division.unit <= *deepest).count() <= LONGEST);
    let begins_page = |d: &DivisionRecord| {
        pages.len() <= LONGEST && pages.binary_search_by_key(&d.first, |page| page.start).is_ok()
    };
    let kept: Vec<_> = lines()
        .filter(|(d, _)| {
            deepest.is_some_and(|deepest| d.division.unit <= deepest)
                || here.contains(&d.first)
                || begins_page(d)
        })
        .collect();
    let current = kept.iter().rposition(|(d, _)| (d.first..d.first + d.clauses).contains(&at));
    kept.into_iter()
        .enumerate()
        .filter_map(|(n, (d, depth))| {
            Some(Entry {
                name: d.division.name()?,
                href: format!("{}#{}", address(d.first), d.division.locator),
                depth: *depth,
                current: current == Some(n),
            })
        })
        .collect()
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

/// Only the articles, in order.
pub(super) fn articles(source: &Slug, divisions: &[DivisionRecord]) -> Vec<Entry> {
    divisions
        .iter()
        .zip(depths(divisions))
        .filter(|(d, _)| d.clauses > 0 && is_article(&d.division))
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
