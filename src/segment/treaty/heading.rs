//! Lines that may be headings, and how much each looks like one.

use super::{
    line::{Line, Lines, ends_closed},
    number::{self, Number, Reading},
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

/// What is named, the readings of its number (or `None` without one), and where the number begins.
type Label = (Named, Vec<Option<Reading>>, usize);
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
            let label_end = offset + reading.as_ref().map_or(0, |r| r.len);
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
            candidate.body = candidate.heading.map_or(candidate.label_end, |(_, end)| end);
            all.push(candidate);
        }
    }
}

/// What the first words could name.
pub(super) fn labels(text: &str, heading: bool) -> Vec<Label> {
    let article = |series| Named { unit: Unit::Article, series };
    let mut all = Vec::new();
    if let Some(label) = east_asian(text) {
        all.push(label);
        return all;
    }
    let end = text.find(|c: char| !c.is_alphabetic() && !is_mark(c)).unwrap_or(text.len());
    if let Some(rest) = text.strip_prefix('§') {
        let at = text.len() - rest.trim_start_matches(['§', ' ', '\u{a0}']).len();
        let readings: Vec<_> = number::reading(&text[at..]).map(Some).into_iter().collect();
        all.push((article(Series::Sign), readings, at));
    } else if end > 0 && end <= 40 {
        let word = words::fold(&text[..end]);
        if let Some(named) = words::named(&word) {
            let at = after_word(text, end);
            let readings = number::readings(&text[at..]);
            let numberless = matches!(named.unit, Unit::Annex | Unit::Protocol | Unit::Preamble);
            if readings.is_empty() && named.unit == Unit::Annex {
                let letter = text[at..].chars().next().filter(char::is_ascii_uppercase);
                let single = text[at..].chars().nth(1).is_none_or(|c| !c.is_alphanumeric());
                if let Some(letter) = letter.filter(|_| single && at > end) {
                    all.push((named, vec![Some(lettered(letter))], at));
                    return all;
                }
            }
            if readings.is_empty() && numberless {
                all.push((named, vec![None], end));
            } else if !readings.is_empty() {
                all.push((named, readings.into_iter().map(Some).collect(), at));
            } else if named.unit != Unit::Article && at > end {
                // "SECTION A".
                let mut chars = text[at..].chars();
                if let Some(letter) = chars.next().filter(char::is_ascii_uppercase)
                    && chars.next().is_none_or(|c| !c.is_alphanumeric())
                {
                    all.push((named, vec![Some(lettered(letter))], at));
                }
            }
        } else if let Some(label) = ordinal_first(text, end) {
            all.push(label);
        } else if heading
            && text.len() <= 8
            && let Some(reading) =
                number::reading(text).filter(|r| text[r.len..].trim_matches(['.', ' ']).is_empty())
        {
            all.push((article(Series::Bare), vec![Some(reading)], 0));
        }
    } else if let Some(reading) = number::reading(text) {
        let rest = &text[reading.len..];
        let word = rest.trim_start_matches(['.', ' ', '\u{a0}', '-']);
        let end = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
        if end > 0 && end <= 24 && words::follows_number(&words::fold(&word[..end])) {
            let len = text.len() - word.len() + end;
            let reading = Reading { len, ..reading };
            all.push((article(Series::Article), vec![Some(reading)], 0));
        } else if heading && text.len() <= 12 && rest.trim_matches(['.', ' ', ')']).is_empty() {
            all.push((article(Series::Bare), vec![Some(reading)], 0));
        }
    }
    all
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&c) || ('\u{900}'..='\u{94F}').contains(&c)
}

fn lettered(letter: char) -> Reading {
    let number = Number {
        eid: letter.to_ascii_lowercase().to_string(),
        major: 0,
        value: u32::from(letter) - u32::from('A') + 1,
        addition: 0,
    };
    Reading { number, len: 1, glued: false }
}

/// Where the number begins after a heading's word: past spaces, "No.", ". " and ": ".
fn after_word(text: &str, end: usize) -> usize {
    let skip = |at: usize| {
        at + text[at..].len()
            - text[at..]
                .trim_start_matches([' ', '\u{a0}', '.', ':', '-', '–', '—', '\t', '('])
                .len()
    };
    let at = skip(end);
    let rest = &text[at..];
    for sign in ["No", "NO", "no", "Nr", "nr", "N°", "Nº", "n°", "№", "Núm", "Num", "number"]
    {
        if let Some(after) = rest.strip_prefix(sign)
            && after.starts_with(['.', ' ', '\u{a0}', '°', 'º'])
        {
            return skip(text.len() - after.trim_start_matches(['°', 'º', '.']).len());
        }
    }
    at
}

/// 第五条, 第二章, 제5조.
fn east_asian(text: &str) -> Option<Label> {
    let sign = text.chars().next().filter(|c| "第제".contains(*c))?;
    let rest = text[sign.len_utf8()..].trim_start();
    let at = text.len() - rest.len();
    let (value, len) = match number::digits(rest) {
        Some(len) => (number::reading(&rest[..len])?.number.value, len),
        None => number::chinese(rest)?,
    };
    let after = rest[len..].trim_start();
    let unit = match after.chars().next()? {
        '条' | '條' | '조' => Unit::Article,
        '章' | '장' => Unit::Chapter,
        '节' | '節' | '절' => Unit::Section,
        '编' | '編' | '部' => Unit::Part,
        _ => return None,
    };
    let counted = after.chars().next().map_or(0, char::len_utf8);
    let len = text.len() - at - after.len() + counted;
    let reading = Reading { number: number::plain(value), len, glued: false };
    Some((Named { unit, series: Series::Article }, vec![Some(reading)], at))
}

/// "EERSTE DEEL", "Première partie".
fn ordinal_first(text: &str, end: usize) -> Option<Label> {
    let (value, len) =
        number::in_words(text).or_else(|| ordinal(&words::fold(&text[..end])).map(|v| (v, end)))?;
    let rest = text[len..].strip_prefix([' ', '\u{a0}'])?;
    let word = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let named = words::named(&words::fold(&rest[..word]))?;
    let structural = !matches!(named.unit, Unit::Protocol | Unit::Preamble | Unit::Annex);
    let len = len + 1 + word;
    structural.then(|| {
        (named, vec![Some(Reading { number: number::plain(value), len, glued: false })], 0)
    })
}

fn ordinal(word: &str) -> Option<u32> {
    const STEMS: [(&str, u32); 17] = [
        ("erste", 1),
        ("zweite", 2),
        ("dritte", 3),
        ("vierte", 4),
        ("funfte", 5),
        ("achtste", 8),
        ("achte", 8),
        ("negende", 9),
        ("tiende", 10),
        ("перв", 1),
        ("втор", 2),
        ("трет", 3),
        ("четверт", 4),
        ("пят", 5),
        ("шест", 6),
        ("седьм", 7),
        ("terceira", 3),
    ];
    STEMS
        .iter()
        .find(|(stem, _)| word.starts_with(stem) && word.len() <= stem.len() + 6)
        .map(|(_, v)| *v)
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
    let name = bare.trim_start_matches(|c: char| SEPARATORS.contains(&c) || c.is_whitespace());
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
    let short = chars <= LONGEST_NAME && !closed && !name.ends_with(',');
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
    if first == '(' {
        return Some(if short && !numbered_paren(name) { (12, span) } else { (2, None) });
    }
    if words::refers_after(&word) || (lines.lower && words::refers_after(&word.to_lowercase())) {
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

fn numbered_paren(name: &str) -> bool {
    name[1..].find(')').is_some_and(|n| n <= 4)
}

pub(super) fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    &text[..end]
}
