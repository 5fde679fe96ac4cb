//! Lines that may be headings, and how much each looks like one.

use super::{
    label::labels,
    line::{Line, Lines, ends_closed},
    number::{Number, Reading},
    words::{self, Named, Series},
};
use crate::model::Unit;

/// A place where a division may begin.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) unit: Unit,
    pub(super) series: Series,
    pub(super) number: Option<Number>,
    /// First byte of its word.
    pub(super) start: usize,
    /// The byte after its number: the label is `start..label_end`.
    pub(super) label_end: usize,
    /// What it is called, on the same line or the next.
    pub(super) heading: Option<Span>,
    /// Where the text of the division begins.
    pub(super) body: usize,
    /// How much it looks like a heading by itself, in tenths; above 0 is likely.
    pub(super) own: i32,
    /// Whether it stands inside a line.
    pub(super) running: bool,
}
/// Start and end.
type Span = (usize, usize);

/// A longer rest of a line is text, not a name.
const LONGEST_NAME: usize = 160;
/// Signs between number and name.
const SEPARATORS: [char; 7] = ['.', ':', '-', '–', '—', '―', '\t'];

/// All candidates that open a line, in order.
pub(super) fn in_lines(lines: &Lines<'_>) -> Vec<Candidate> {
    let mut all = Vec::new();
    for i in 0..lines.all.len() {
        opening(lines, i, &mut all);
    }
    all
}

fn opening(lines: &Lines<'_>, i: usize, all: &mut Vec<Candidate>) {
    let line = lines.all[i];
    let words = lines.words(i);
    let text = words.trim_start_matches(['"', '“', '«', '[', '\'', '*', '(']);
    let start = line.start + (words.len() - text.len());
    let before = before(lines, i);
    for (named, readings, offset) in labels(text, line.heading) {
        for reading in readings {
            let mut label_end = offset + reading.as_ref().map_or(0, |r| r.len);
            // "PROTOCOL (1994)".
            if text[..offset].ends_with('(') && text[label_end..].starts_with(')') {
                label_end += 1;
            }
            let Some((own, heading)) = rest(lines, text, label_end, reading.as_ref(), named, &line)
            else {
                continue;
            };
            let heading = heading.map(|(a, b)| (start + a, start + b));
            let mut candidate = Candidate {
                unit: named.unit,
                series: named.series,
                number: reading.map(|r| r.number),
                start,
                label_end: start + label_end,
                heading,
                body: start + label_end,
                own: own + before + shape(&text[..offset], lines.lower, &line),
                running: false,
            };
            let beside = &text[label_end..];
            let parted = beside.len() - beside.trim_start_matches(is_separator).len();
            let from = candidate.label_end + parted;
            candidate.body = candidate.heading.map_or(from, |(_, end)| end);
            all.push(candidate);
        }
    }
}

fn is_separator(c: char) -> bool {
    SEPARATORS.contains(&c) || c.is_whitespace()
}

/// How much the label's shape and the reader speak for a heading.
fn shape(word: &str, lower_text: bool, line: &Line) -> i32 {
    let mut score = 0;
    let letters = || word.chars().filter(|c| c.is_alphabetic());
    if letters().count() > 1 && letters().all(char::is_uppercase) {
        score += if lower_text { 20 } else { 8 };
    } else if letters().next().is_some_and(char::is_lowercase) && !lower_text {
        score -= 10;
    }
    score + if line.heading { 20 } else { 0 }
}

/// How much the line before speaks for a heading: a sentence that is broken off speaks against it.
fn before(lines: &Lines<'_>, i: usize) -> i32 {
    let line = lines.all[i];
    if line.heading {
        return 5;
    }
    if line.gap || i == 0 {
        return 3;
    }
    let previous = lines.words(i - 1);
    if ends_closed(previous) || lines.all[i - 1].heading {
        return 2;
    }
    let last = previous.rsplit(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty());
    let last = last.unwrap_or_default().to_lowercase();
    let long = lines.margin.is_some_and(|m| previous.chars().count() * 3 > m * 2);
    match (words::refers_before(&last), long) {
        (true, _) => -40,
        (false, true) => -12,
        (false, false) => 0,
    }
}

/// What the rest of the line says, and the name in it. `None` where this is no heading at all.
fn rest(
    lines: &Lines<'_>,
    text: &str,
    label_end: usize,
    reading: Option<&Reading>,
    named: Named,
    line: &Line,
) -> Option<(i32, Option<Span>)> {
    let after = &text[label_end..];
    let bare = after.trim_start_matches([' ', '\u{a0}']);
    let name = bare.trim_start_matches(is_separator);
    // A list names annexes: "- Annex A: Rates".
    let attached = matches!(named.unit, Unit::Annex | Unit::Protocol);
    if attached && line.item && !line.heading && name.contains(char::is_lowercase) {
        return None;
    }
    // "Article XXIV:5" is a paragraph of another treaty.
    let colon = bare.strip_prefix(':').is_some_and(|r| r.starts_with(char::is_numeric));
    if bare.starts_with('|') || colon {
        return None;
    }
    if name.trim_matches(|c: char| !c.is_alphanumeric()).is_empty() {
        return Some((30, None));
    }
    let glued = reading.is_some_and(|r| r.glued);
    let separated = name.len() < bare.len();
    let at = text.len() - name.len();
    let chars = name.chars().take(LONGEST_NAME + 1).count();
    let closed = ends_closed(name);
    let short =
        chars <= LONGEST_NAME && !closed && !name.ends_with(',') && !runs_on(lines, line, name);
    let span = Some((at, at + name.len()));
    let first = name.chars().next()?;
    let word = first_word(name);
    if bare.starts_with([',', ';', '/', ')', '|']) {
        return None;
    }
    if glued {
        let upright = first.is_uppercase() || lines.lower;
        let numbered = first.is_numeric() && name.contains(['.', ')']);
        if !(upright || numbered) || named.unit != Unit::Article {
            return None;
        }
        return Some(if short && upright { (15, span) } else { (5, None) });
    }
    if separated {
        let dash = bare.starts_with(['.', ':', '–', '—']) || bare.starts_with("- ");
        if !dash && !bare.starts_with('-') {
            return None;
        }
        if first.is_lowercase() && !lines.lower {
            let refers = words::refers_after(&word.to_lowercase());
            return Some((if refers || line.item { -25 } else { -5 }, None));
        }
        return Some(if short { (25, span) } else { (15, None) });
    }
    // "Schedule of commitments", "Annex Of Lists" name things; only capitals make them headings.
    let capitals = !text.chars().any(char::is_lowercase);
    if reading.is_none() && !capitals && words::refers_after(&word.to_lowercase()) {
        return None;
    }
    if first == '(' {
        return Some(if short && !numbered_paren(name) { (12, span) } else { (2, None) });
    }
    if words::refers_after(word) || (lines.lower && words::refers_after(&word.to_lowercase())) {
        return None;
    }
    if first.is_lowercase() && !lines.lower {
        return None;
    }
    if named.unit != Unit::Article && !short {
        return None;
    }
    Some(if short { (15, span) } else { (5, None) })
}

/// Whether the words beside a label are a sentence that goes on below: "Art. 1.- The frontier runs from".
fn runs_on(lines: &Lines<'_>, line: &Line, name: &str) -> bool {
    let i = lines.at(line.start) + 1;
    let Some(next) = lines.all.get(i).filter(|l| !l.gap && !l.item && !l.heading) else {
        return false;
    };
    if line.heading || !name.contains(char::is_lowercase) {
        return false;
    }
    let below = &lines.text[next.start..next.end];
    let last = name.rsplit(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty());
    let full = lines
        .margin
        .is_some_and(|m| lines.text[line.start..line.end].chars().count() * 20 >= m * 17)
        && below.starts_with(char::is_alphabetic);
    (below.starts_with(char::is_lowercase) && !lines.lower)
        || full
        || last.is_some_and(|w| words::refers_before(&w.to_lowercase()))
}

fn numbered_paren(name: &str) -> bool {
    name[1..].find(')').is_some_and(|n| n <= 4)
}

pub(super) fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    &text[..end]
}
