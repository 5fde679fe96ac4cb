//! Headings inside running text, for files that have a whole treaty on one line.

use aho_corasick::{AhoCorasick, MatchKind};

use super::{
    heading::{Candidate, first_word},
    label::labels,
    line::{Line, Lines},
    words,
};
use crate::model::Unit;

/// Shorter lines are paragraphs: what looks like a heading inside is a cross-reference.
const LONG_LINE: usize = 1500;
/// How far a label reaches at most.
const LABEL: usize = 120;

const WORDS: &[&str] = &[
    "article",
    "artículo",
    "articulo",
    "artikel",
    "artigo",
    "articolo",
    "art.",
    "chapter",
    "chapitre",
    "capítulo",
    "part",
    "section",
    "title",
    "annex",
    "статья",
    "Статья",
    "СТАТЬЯ",
    "第",
    "المادة",
    "ماده",
    "ARTÍCULO",
    "CAPÍTULO",
    "appendix",
    "schedule",
];

/// Pushes the candidates inside lines that hold a large share of the text.
pub(super) fn inside_lines(lines: &Lines<'_>, all: &mut Vec<Candidate>) {
    let long = |l: &&Line| {
        let len = l.end - l.start;
        len >= LONG_LINE && (lines.lower || len * 20 >= lines.text.len())
    };
    if !lines.all.iter().any(|l| long(&l)) {
        return;
    }
    let Ok(finder) = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .build(WORDS)
    else {
        return;
    };
    for line in lines.all.iter().filter(long) {
        for found in finder.find_iter(&lines.text[line.start..line.end]) {
            candidates(lines, line, line.start + found.start(), all);
        }
    }
}

/// Pushes what may be a first article inside the lines before byte `until`; tells whether there is one.
pub(super) fn first_inside(lines: &Lines<'_>, until: usize, all: &mut Vec<Candidate>) -> bool {
    const LINES: usize = 40;
    let Ok(finder) = AhoCorasick::builder().ascii_case_insensitive(true).build(WORDS) else {
        return false;
    };
    let mut found = Vec::new();
    let before = lines.at(until);
    for line in &lines.all[before.saturating_sub(LINES)..before] {
        for at in finder.find_iter(&lines.text[line.start..line.end]) {
            candidates(lines, line, line.start + at.start(), &mut found);
        }
    }
    found.retain(|c| {
        let first = c.number.as_ref().is_some_and(|n| n.is_first() && n.eid == "1" || n.eid == "i");
        let ended = lines.text[..c.start].trim_end().ends_with([':', '.', ';']);
        first && c.unit == Unit::Article && ended
    });
    let any = !found.is_empty();
    all.extend(found.pop());
    any
}

fn candidates(lines: &Lines<'_>, line: &Line, start: usize, all: &mut Vec<Candidate>) {
    if start == line.start {
        return;
    }
    let mut end = (start + LABEL).min(line.end);
    while !lines.text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &lines.text[start..end];
    let word = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let upper = word.chars().count() > 1 && word.chars().all(char::is_uppercase);
    let Some(before) = before(lines, line, start, upper) else { return };
    let large = word.starts_with(char::is_uppercase) || word.starts_with('第');
    if !large && !lines.lower {
        return;
    }
    let case = match (upper, lines.lower, large) {
        (true, true, _) => 25,
        (true, false, _) => 10,
        (false, _, true) => 0,
        (false, _, false) => -5,
    };
    for (named, readings, offset) in labels(text, false) {
        if matches!(named.unit, Unit::Preamble | Unit::Protocol) {
            continue;
        }
        for reading in readings.into_iter().flatten() {
            let label_end = offset + reading.len;
            let Some(after) = after(lines, &text[label_end..], reading.glued) else { continue };
            all.push(Candidate {
                unit: named.unit,
                series: named.series,
                number: Some(reading.number),
                start,
                label_end: start + label_end,
                heading: None,
                body: start + label_end,
                own: case + before + after,
                running: true,
            });
        }
    }
}

/// What stands before; `None` where it makes the words a cross-reference.
fn before(lines: &Lines<'_>, line: &Line, start: usize, upper: bool) -> Option<i32> {
    let text = &lines.text[line.start..start];
    let bare = text.trim_end();
    let last = bare.chars().next_back()?;
    match last {
        '.' | ';' | ':' | '!' | '?' | '”' | '"' | '»' | '。' | '؛' => Some(8),
        '(' | '[' | '/' | '’' | '\'' | '“' | '«' => None,
        ',' => Some(-15),
        c if c.is_alphanumeric() && bare.len() == text.len() => {
            (upper && c.is_lowercase()).then_some(0)
        }
        _ => {
            let tail: String =
                bare.chars().rev().take(24).collect::<String>().chars().rev().collect();
            let word = tail.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            let refers = words::refers_before(&word.to_lowercase());
            (!refers || (upper && lines.lower)).then_some(match (upper, last) {
                (true, _) => -2,
                (false, ')') => -4,
                (false, _) => -12,
            })
        }
    }
}

/// What stands after the number; `None` where it makes the words a cross-reference.
fn after(lines: &Lines<'_>, rest: &str, glued: bool) -> Option<i32> {
    let bare = rest.trim_start();
    if bare.starts_with([',', ';', ')', '/']) {
        return None;
    }
    let word = first_word(bare);
    // A capital begins a sentence: "Art. 5 Die Parteien", "Article 5 This Agreement".
    let capitals = word.chars().count() > 1 && word.chars().all(char::is_uppercase);
    let refers = if lines.lower || capitals {
        words::refers_after(&word.to_lowercase())
    } else {
        words::refers_after(word)
    };
    if !glued && refers && !(lines.lower && is_subject(bare)) {
        return None;
    }
    let first = bare.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().next()?;
    if glued && first.is_lowercase() && !lines.lower {
        return None;
    }
    Some(match bare.chars().next() {
        Some('.' | ':' | '-' | '–' | '—') => 8,
        _ if first.is_lowercase() && !lines.lower => -20,
        _ => 5,
    })
}

/// Whether a text in lower case goes on as an article's first sentence does: "the parties shall".
fn is_subject(rest: &str) -> bool {
    let mut words = rest.split_whitespace();
    let first = words.next().unwrap_or_default();
    let second = words.next().unwrap_or_default();
    ["the", "in", "this", "any", "for", "a", "an", "if", "as", "to"].contains(&first)
        && !["agreement", "convention", "treaty", "protocol", "statute", "charter", "constitution"]
            .contains(&second)
}
