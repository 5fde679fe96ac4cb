//! Chains of nouns with numbers: "subparagraph (a) of paragraph 2 of Article 5".

use std::{cmp::Ordering, ops::Range};

use super::{
    nouns::{Noun, Nouns},
    numbers::{self, Form, Letters, Number},
};
use crate::model::Unit;

/// Nouns with their numbers, as one piece of a chain.
pub(super) struct Group {
    pub(super) unit: Unit,
    pub(super) numbers: Vec<Number>,
    /// What stands in place of a number: "this Article", "the preceding paragraph".
    pub(super) relative: Option<Relative>,
    pub(super) span: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relative {
    This,
    Step(isize),
}

/// One reference before it is placed: units with numbers from the largest, and where it is said.
pub(super) struct Link {
    pub(super) path: Vec<(Unit, String)>,
    pub(super) relative: Option<(Unit, Relative)>,
    pub(super) span: Range<usize>,
    /// Whether it is the last of its chain.
    pub(super) last: bool,
}

/// The nouns of a text with their numbers, in order.
pub(super) fn groups(nouns: &Nouns, text: &str, hyphens: bool) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for noun in nouns.find(text) {
        if groups.last().is_some_and(|g| noun.span.start < g.span.end) {
            continue;
        }
        groups.extend(group(text, &noun, hyphens));
    }
    groups
}

/// The noun with its numbers, or with what it is called by in their place.
fn group(text: &str, noun: &Noun, hyphens: bool) -> Option<Group> {
    let unit = noun.unit;
    let word = &text[noun.span.clone()];
    let lower = word.starts_with(char::is_lowercase);
    let letters = match unit {
        Unit::Annex | Unit::Part | Unit::Chapter | Unit::Section | Unit::Title => Letters::Upper,
        Unit::Point if word.eq_ignore_ascii_case("buchstabe") || word.starts_with("litera") => {
            Letters::Lower
        }
        _ => Letters::None,
    };
    let mut numbers =
        numbers::list(text, noun.span.end, Form { letters, plural: noun.plural, hyphens });
    // "point (a)" is one, "point 3" of an agenda is not.
    if lower
        && word.starts_with("point")
        && !numbers.iter().all(|n| text[n.start..].starts_with('('))
    {
        numbers.clear();
    }
    if let Some(last) = numbers.last() {
        let end = last.end;
        return Some(Group { unit, numbers, relative: None, span: noun.span.start..end });
    }
    let before = text[..noun.span.start].trim_end();
    let from = before
        .rfind(|c: char| !c.is_alphabetic())
        .map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
    let qualifier = before[from..].to_lowercase();
    let relative = match qualifier.as_str() {
        "this"
        | "present"
        | "présent"
        | "présente"
        | "presente"
        | "dieses"
        | "diesem"
        | "dit"
        | "настоящей"
        | "настоящего"
        | "настоящему"
        | "same"
        | "said" => Relative::This,
        "preceding" | "previous" | "foregoing" | "précédent" | "anterior" => Relative::Step(-1),
        "following" | "next" | "succeeding" => Relative::Step(1),
        "the" if unit == Unit::Annex && !noun.plural => Relative::This,
        ordinal => {
            let at = ORDINALS.iter().position(|o| *o == ordinal)?;
            let value = (at + 1).to_string();
            let span = from..noun.span.end;
            let number = Number { value, inner: Vec::new(), start: span.start, end: span.end };
            return (unit >= Unit::Paragraph).then(|| Group {
                unit,
                numbers: vec![number],
                relative: None,
                span,
            });
        }
    };
    Some(Group { unit, numbers: Vec::new(), relative: Some(relative), span: from..noun.span.end })
}

const ORDINALS: [&str; 8] =
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];

/// Whether the second group goes on with the first: "paragraph 2 | of | Article 5".
pub(super) fn chained(text: &str, a: &Group, b: &Group) -> bool {
    const UP: [&str; 30] = [
        "of",
        "of the",
        "in",
        "in the",
        "to",
        "to the",
        "under",
        "de",
        "del",
        "de la",
        "du",
        "des",
        "de l’",
        "de l'",
        "van",
        "van het",
        "von",
        "der",
        "van de",
        "à l’",
        "à l'",
        "of this",
        "de este",
        "del presente",
        "du présent",
        "of the present",
        "of the said",
        "al",
        "",
        "of the same",
    ];
    const DOWN: [&str; 5] = [",", "", ", in", ", the", ", en"];
    const SAME: [&str; 10] = ["and", "or", "and/or", "et", "y", "und", "en", "и", "e", "or in"];
    if b.span.start < a.span.end {
        return false;
    }
    let between = text[a.span.end..b.span.start].trim();
    if between.len() > 20 {
        return false;
    }
    let joint = between.to_lowercase();
    let joint = joint.as_str();
    let numbered = b.relative.is_none();
    match b.unit.cmp(&a.unit) {
        Ordering::Less => UP.contains(&joint),
        Ordering::Greater => DOWN.contains(&joint) && a.numbers.len() == 1 && numbered,
        Ordering::Equal => {
            SAME.contains(&joint) && numbered && a.relative.is_none() && a.unit >= Unit::Paragraph
        }
    }
}

/// The references of a chain: one for each number of its lists.
pub(super) fn links(chain: &[Group]) -> Vec<Link> {
    // Nothing but "this Article": no reference.
    if chain.iter().all(|g| g.relative == Some(Relative::This) && g.unit != Unit::Annex) {
        return Vec::new();
    }
    let smallest = chain.iter().map(|g| g.unit).max().unwrap_or(Unit::Point);
    let containers: Vec<&Group> = chain.iter().filter(|g| g.unit < smallest).collect();
    let last_end = chain.last().map_or(0, |g| g.span.end);
    let mut relative = None;
    let mut base: Vec<(Unit, String)> = Vec::new();
    for container in &containers {
        match (container.numbers.first(), container.relative) {
            (Some(number), _) => base.extend(steps(container.unit, number)),
            (None, Some(step)) => relative = Some((container.unit, step)),
            (None, None) => {}
        }
    }
    base.sort_by_key(|(unit, _)| *unit);
    let lists: Vec<&Group> = chain.iter().filter(|g| g.unit == smallest).collect();
    let count: usize = lists.iter().map(|g| g.numbers.len().max(1)).sum();
    let mut links = Vec::new();
    for group in lists {
        if let Some(step) = group.relative {
            links.push(Link {
                path: base.clone(),
                relative: Some((group.unit, step)),
                span: group.span.clone(),
                last: true,
            });
        }
        for (i, number) in group.numbers.iter().enumerate() {
            let mut path = base.clone();
            path.extend(steps(group.unit, number));
            path.sort_by_key(|(unit, _)| *unit);
            // The first has its noun, the last the rest of the chain.
            let start = if i == 0 { group.span.start } else { number.start };
            let nth = links.len() + 1;
            let end = if nth == count { last_end.max(number.end) } else { number.end };
            let start = if count == 1 { chain[0].span.start } else { start };
            links.push(Link { path, relative, span: start..end, last: nth == count });
        }
    }
    links
}

/// A number and the points in parentheses after it, as steps of a path.
fn steps(unit: Unit, number: &Number) -> Vec<(Unit, String)> {
    let mut steps = vec![(unit, number.value.clone())];
    for inner in &number.inner {
        let digits = inner.bytes().all(|b| b.is_ascii_digit());
        let of_article = steps.len() == 1 && unit == Unit::Article;
        let step = if digits && of_article { Unit::Paragraph } else { Unit::Point };
        steps.push((step, inner.clone()));
    }
    steps
}
