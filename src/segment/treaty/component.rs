//! Where numbering begins anew: language versions of the text, and instruments attached to it.

use std::collections::HashSet;

use super::{
    closing,
    contents::key,
    heading::{Candidate, first_word},
    line::Lines,
    number::Number,
    words::{self, Series},
};
use crate::{model::Unit, read};

/// A stretch long enough to tell a language by.
const SAMPLE: usize = 3000;

/// Something that begins where numbering begins anew.
#[derive(Debug, Clone, Copy)]
pub(super) struct Component {
    pub(super) start: usize,
    /// The language, where it is another version of the text.
    pub(super) language: Option<&'static str>,
    /// Its title.
    pub(super) title: (usize, usize),
}

/// Finds the versions and instruments that no heading of a division announces. Headings of
/// instruments that turn out to be a version's title are taken out of `heads`.
pub(super) fn find(lines: &Lines<'_>, heads: &mut Vec<Candidate>) -> Vec<Component> {
    let mut found: Vec<Component> = Vec::new();
    let mut seen: HashSet<(Unit, Series, Option<String>)> = HashSet::new();
    let mut ever: HashSet<(Unit, Series, Option<String>)> = HashSet::new();
    let mut samples = Samples::default();
    // Where the next numbering begins: what is after it may be in another language.
    let mut until = vec![lines.text.len(); heads.len()];
    for k in (1..heads.len()).rev() {
        let first = heads[k].number.as_ref().is_some_and(Number::is_first);
        let begins = heads[k].unit == Unit::Article && first;
        until[k - 1] = if begins { heads[k].start } else { until[k] };
    }
    let mut language: Option<&'static str> = None;
    let mut last_article: Option<usize> = None;
    // Index of the last annex or protocol, and of the first container, since the last article.
    let (mut attached, mut container) = (None, None);
    let mut dropped: Vec<usize> = Vec::new();
    for k in 0..heads.len() {
        let head = &heads[k];
        match head.unit {
            Unit::Annex | Unit::Protocol => {
                attached = Some(k);
                container = None;
                continue;
            }
            Unit::Article => {}
            _ => {
                container = container.or(Some(k));
                continue;
            }
        }
        if language.is_none() {
            language = samples.language(lines.text, head.start, until[k]);
        }
        let is_first = head.number.as_ref().is_some_and(Number::is_first);
        if let (true, Some(last)) = (is_first, last_article) {
            let here = samples.language(lines.text, head.start, until[k]);
            let repeated = ever.contains(&owned(head));
            let other = here.zip(language).filter(|(a, b)| a != b && repeated);
            if let Some((new, old)) = other {
                let start = version_start(lines, heads[last].body, head.start, new, old);
                let (start, title) = start;
                found.push(Component { start, language: Some(new), title });
                dropped.extend((last + 1..k).filter(|i| {
                    heads[*i].start >= start && matches!(heads[*i].unit, Unit::Protocol)
                }));
                language = Some(new);
                seen.clear();
            } else if attached.is_none_or(|a| a < last)
                && begins_anew(lines, heads, container, &seen, k)
            {
                let until = container.map_or(head.start, |c: usize| heads[c].start);
                let title = title_before(lines, heads[last].body, until)
                    .or_else(|| title_inside(lines.text, heads[last].body, until))
                    .unwrap_or((until, until));
                found.push(Component { start: title.0, language: None, title });
                seen.clear();
            }
        }
        if attached.is_some_and(|a| last_article.is_none_or(|l| a > l)) && is_first {
            seen.clear();
        }
        if let Some(c) = container {
            seen.insert(owned(&heads[c]));
        }
        seen.insert(owned(&heads[k]));
        ever.insert(owned(&heads[k]));
        last_article = Some(k);
        (attached, container) = (None, None);
    }
    let mut i = 0;
    heads.retain(|_| {
        i += 1;
        !dropped.contains(&(i - 1))
    });
    found
}

/// Adds the headings that name an instrument, after the first article: agreements, protocols,
/// understandings and declarations that one file holds together.
pub(super) fn instruments(lines: &Lines<'_>, heads: &mut Vec<Candidate>) {
    let Some(first) = heads.iter().find(|h| h.unit == Unit::Article).map(|h| h.body) else {
        return;
    };
    let mut added = Vec::new();
    for i in lines.at(first)..lines.all.len() {
        let line = lines.all[i];
        if !line.heading || line.start < first {
            continue;
        }
        let words = lines.words(i);
        let mut folded = words.split_whitespace().take(2).map(words::fold);
        let (one, two) = (folded.next().unwrap_or_default(), folded.next().unwrap_or_default());
        let opens = words::is_instrument(&one)
            || words::is_instrument(&two)
            || matches!((one.as_str(), two.as_str()), ("general", "agreement") | ("final", "act"));
        let before = heads.partition_point(|h| h.start <= line.start);
        let inside = before.checked_sub(1).is_some_and(|b| heads[b].body > line.start);
        let new = opens && !inside && !counts_on(heads, before);
        if new && words.split_whitespace().take(3).count() == 3 {
            added.push(Candidate {
                unit: Unit::Protocol,
                series: Series::Article,
                number: None,
                start: line.start,
                label_end: line.start,
                heading: Some((line.start, line.end)),
                body: line.end,
                own: 20,
                running: false,
            });
        }
    }
    heads.extend(added);
    heads.sort_by_key(|h| h.start);
}

/// Whether the first article from `at` on counts on from the one before: then nothing new begins.
fn counts_on(heads: &[Candidate], at: usize) -> bool {
    let number = |h: &&Candidate| h.unit == Unit::Article;
    let before = heads[..at].iter().rev().find(number).and_then(|h| h.number.as_ref());
    let attached = |h: &&Candidate| matches!(h.unit, Unit::Annex | Unit::Protocol);
    let next = heads[at..].iter().take_while(|h| !attached(h)).find(number);
    let after = next.and_then(|h| h.number.as_ref());
    before
        .zip(after)
        .is_some_and(|(b, a)| a.value > 1 && a.value > b.value && a.value <= b.value + 3)
}

fn owned(head: &Candidate) -> (Unit, Series, Option<String>) {
    let (unit, series, number) = key(head);
    (unit, series, number.map(str::to_owned))
}

/// Whether the article `k` begins an instrument of its own rather than a further chapter.
fn begins_anew(
    lines: &Lines<'_>,
    heads: &[Candidate],
    container: Option<usize>,
    seen: &HashSet<(Unit, Series, Option<String>)>,
    k: usize,
) -> bool {
    let head = &heads[k];
    let dotted = head.number.as_ref().is_some_and(|n| n.major > 0);
    match container {
        // The chapters count on: their articles begin anew in each.
        Some(c) if !seen.contains(&owned(&heads[c])) => {
            let first = heads[c].number.as_ref().is_some_and(|n| n.value == 1);
            first && seen.contains(&owned(head)) && {
                let above = lines.at(heads[c].start);
                above > 0 && is_instrument_title(lines, above - 1)
            }
        }
        Some(_) => seen.contains(&owned(head)),
        None => !dotted || seen.contains(&owned(head)),
    }
}

/// Where a version in the language `new` begins before its first article, and its title.
fn version_start(
    lines: &Lines<'_>,
    from: usize,
    to: usize,
    new: &str,
    old: &str,
) -> (usize, (usize, usize)) {
    let (first, last) = (lines.at(from), lines.at(to));
    let mut begin = last;
    while begin > first && !read::is_rather(lines.words(begin - 1), old, new) {
        begin -= 1;
    }
    // Names and dates before the title have no language: they are signatures of the version before.
    let titled = (begin..last).find(|i| is_title_line(lines, *i) && lines.all[*i].start >= from);
    let begin = titled.unwrap_or_else(|| {
        (begin..last).find(|i| read::is_rather(lines.words(*i), new, old)).unwrap_or(begin)
    });
    let line = lines.all.get(begin).copied();
    line.filter(|l| l.start >= from && l.start < to).map_or((to, (to, to)), |l| {
        let title = if is_title_line(lines, begin) { (l.start, l.end) } else { (l.start, l.start) };
        (l.start, title)
    })
}

/// The title of an instrument between two articles: the last line that names one, else the last
/// that looks like a title.
fn title_before(lines: &Lines<'_>, from: usize, to: usize) -> Option<(usize, usize)> {
    let (first, last) = (lines.at(from), lines.at(to));
    let inside = |i: &usize| lines.all[*i].start >= from && lines.all[*i].end <= to;
    let title = |i: &usize| is_title_line(lines, *i);
    let named = (first..last).filter(inside).rev().find(|i| is_instrument_title(lines, *i));
    let found = named.or_else(|| (first..last).filter(inside).rev().find(title))?;
    Some((lines.all[found].start, lines.all[found].end))
}

/// The title of an instrument in running text: where a sentence's end is followed by its word.
fn title_inside(text: &str, from: usize, to: usize) -> Option<(usize, usize)> {
    const TITLES: [&str; 5] = [
        "additional protocol",
        "protocole additionnel",
        "protocolo adicional",
        "protocol ",
        "annex ",
    ];
    let lower = text.get(from..to)?.to_ascii_lowercase();
    let found = TITLES.iter().find_map(|title| {
        let ends = |at: &usize| lower[..*at].trim_end().ends_with(['.', ';', ')', ':']);
        lower.match_indices(title).map(|(at, _)| at).filter(ends).last()
    })?;
    Some((from + found, from + found))
}

fn is_instrument_title(lines: &Lines<'_>, i: usize) -> bool {
    is_title_line(lines, i)
        && lines.words(i).split_whitespace().take(6).any(|w| {
            words::is_instrument(&words::fold(w.trim_matches(|c: char| !c.is_alphabetic())))
        })
}

/// A line that the reader calls a heading, or that is wholly in capitals.
pub(super) fn is_title_line(lines: &Lines<'_>, i: usize) -> bool {
    let words = lines.words(i);
    if words.len() > 400 || closing::opens(words) {
        return false;
    }
    let capitals = || {
        let letters = || words.chars().filter(|c| c.is_alphabetic());
        letters().count() > 8
            && !letters().any(char::is_lowercase)
            && letters().any(char::is_uppercase)
    };
    lines.all.get(i).is_some_and(|l| l.heading)
        || (capitals() && !words.ends_with([',', ';']) && first_word(words).len() > 1)
}

/// The languages of stretches, each told once for all places near each other: a text may begin anew
/// at every line.
#[derive(Default)]
struct Samples(Option<(usize, Option<&'static str>)>);

impl Samples {
    fn language(&mut self, text: &str, from: usize, until: usize) -> Option<&'static str> {
        const NEAR: usize = 200;
        if let Some((_, told)) = self.0.filter(|(at, _)| (*at..at + NEAR).contains(&from)) {
            return told;
        }
        let mut end = (from + SAMPLE).min(until);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let told = read::prevailing(text.get(from..end).unwrap_or_default());
        self.0 = Some((from, told));
        told
    }
}
