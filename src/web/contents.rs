//! The table of contents of a treaty text: its divisions with their places in the reading view.

use serde::Serialize;

use super::links;
use crate::{
    model::{Slug, Unit},
    store::DivisionRecord,
};

/// A longer table is cut to its outer divisions: nobody reads a thousand lines of it.
const LONGEST: usize = 400;

/// A line of a table of contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Entry {
    /// "Article 4 – Objectives".
    pub(super) name: String,
    /// Its place in the reading view.
    pub(super) href: String,
    /// How many divisions are around it.
    pub(super) depth: usize,
}

/// The divisions that a reader looks up, in order: down to articles where they are not too many.
pub(super) fn contents(source: &Slug, divisions: &[DivisionRecord]) -> Vec<Entry> {
    let all = entries(source, divisions, |unit| unit <= Unit::Article || unit == Unit::Conclusions);
    if all.len() <= LONGEST {
        return all;
    }
    entries(source, divisions, |unit| unit < Unit::Article)
}

/// Only the articles, in order.
pub(super) fn articles(source: &Slug, divisions: &[DivisionRecord]) -> Vec<Entry> {
    entries(source, divisions, |unit| unit == Unit::Article)
}

fn entries(source: &Slug, divisions: &[DivisionRecord], shown: fn(Unit) -> bool) -> Vec<Entry> {
    divisions
        .iter()
        .zip(depths(divisions))
        .filter(|(d, _)| d.clauses > 0 && shown(d.division.unit))
        .map(|(d, depth)| Entry {
            name: d.division.name(),
            href: format!("{}#{}", links::reading(source, d.first), d.division.locator),
            depth,
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
