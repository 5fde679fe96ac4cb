//! Paragraphs of a text whose layout alone tells them: lines wrapped at a margin, lines that are
//! paragraphs, empty lines between paragraphs or in the middle of one, blanks where lines were once.
//!
//! A paragraph is a slice of the text. Lines within it are joined by whoever writes it.

use super::numbering::{begins_item, begins_with_number, is_number, refers};

/// Lines that are evidently wrapped before a margin is believed in.
const EVIDENCE: usize = 4;
/// No margin is wider than this.
const WIDEST: usize = 130;
/// A line of running text is not shorter than this. Shorter ones may be items of a list.
const RUNNING: usize = 25;

/// The column at which the lines of these texts are wrapped, if they are. It is read from lines that
/// evidently go on: they end in a small letter, and the next line begins with one.
pub(super) fn margin<'a>(texts: impl Iterator<Item = &'a str>) -> Option<usize> {
    let mut counts = [0_usize; WIDEST + 1];
    for text in texts {
        let mut before = "";
        for line in text.lines() {
            let words = before.trim();
            let width = columns(before);
            if width <= WIDEST && is_open(words) && begins_small(line.trim()) {
                counts[width] += 1;
            }
            before = line;
        }
    }
    let all: usize = counts.iter().sum();
    // A few lines stick out.
    let mut out = all / 50;
    let widest = (0..=WIDEST).rev().find(|width| {
        let within = counts[*width] > out;
        out = out.saturating_sub(counts[*width]);
        within
    });
    widest.filter(|_| all >= EVIDENCE)
}

/// The paragraphs of a text in order. What is not in them is white space.
pub(super) fn paragraphs(text: &str, margin: Option<usize>) -> impl Iterator<Item = &str> {
    let mut paragraphs: Vec<&str> = Vec::new();
    let mut start = 0;
    let mut before: Option<Line<'_>> = None;
    let mut empty = false;
    let mut end = 0;
    for piece in text.split_inclusive('\n') {
        let at = end;
        end += piece.len();
        if piece.trim().is_empty() {
            empty = before.is_some();
            continue;
        }
        let line = Line { words: piece.trim(), columns: columns(piece) };
        if let Some(before) = &before
            && parts(before, &line, empty, &text[start..at], margin)
        {
            paragraphs.push(&text[start..at]);
            start = at;
        }
        before = Some(line);
        empty = false;
    }
    paragraphs.push(&text[start..]);
    paragraphs.into_iter().flat_map(spaced).map(str::trim).filter(|p| !p.is_empty())
}

/// A line with words in it.
struct Line<'a> {
    words: &'a str,
    /// Its width with the indentation.
    columns: usize,
}

/// Whether a paragraph ends between two lines; `so_far` is the paragraph up to there.
fn parts(
    before: &Line<'_>,
    line: &Line<'_>,
    empty: bool,
    so_far: &str,
    margin: Option<usize>,
) -> bool {
    if is_number(so_far.trim()) {
        // A number on a line of its own belongs to what follows.
        return false;
    }
    if refers(before.words) && begins_with_number(line.words) {
        return false;
    }
    if begins_item(line.words) {
        return true;
    }
    let wraps = margin.is_some_and(|m| before.columns <= m + 2);
    let first = line.words.split_whitespace().next().map_or(0, |w| w.chars().count());
    // Had the paragraph gone on, this word would still have stood on the line before.
    let fits = margin.is_some_and(|m| before.columns + 1 + first <= m - m / 8);
    if is_open(before.words) && begins_small(line.words) {
        let running = before.words.chars().count() >= RUNNING;
        let listed = before.words.ends_with(',') && (fits || !wraps);
        return empty && (!running || listed);
    }
    if empty {
        return true;
    }
    !wraps || fits
}

/// Parts a line that was made of several, at runs of blanks: before an item, after a colon or a
/// semicolon, after a comma before a capital, and after a heading in capitals. Other runs are typing:
/// many put two blanks after a full stop.
fn spaced(paragraph: &str) -> impl Iterator<Item = &str> {
    let mut cuts = vec![0];
    let mut rest = paragraph;
    while let Some(at) = rest.find("  ") {
        let here = paragraph.len() - rest.len() + at;
        let next = rest[at..].trim_start();
        let since = paragraph[cuts.last().copied().unwrap_or_default()..here].trim();
        // Blanks at the start of a line are its indentation.
        let within = !rest[at..].trim_start_matches(' ').starts_with('\n')
            && !paragraph[..here].trim_end_matches(' ').ends_with('\n');
        if within && !is_number(since) && !since.is_empty() && ends_before(since, next) {
            cuts.push(here);
        }
        rest = next;
    }
    cuts.push(paragraph.len());
    let spans: Vec<(usize, usize)> = cuts.windows(2).map(|w| (w[0], w[1])).collect();
    spans.into_iter().map(move |(start, end)| &paragraph[start..end])
}

fn ends_before(since: &str, next: &str) -> bool {
    let capital = next.chars().next().is_some_and(char::is_uppercase);
    if begins_item(next) {
        return !refers(since);
    }
    match since.chars().next_back() {
        Some(';' | ':') => true,
        Some(',') => capital,
        // The last but one of a list of recitals.
        Some(_) if [" and", " or", " y", " et"].iter().any(|w| since.ends_with(w)) => {
            let items = since.rsplit_once(' ').map_or("", |(items, _)| items);
            capital && items.ends_with([';', ','])
        }
        Some(c) if c.is_alphabetic() => capital && is_heading(since),
        _ => false,
    }
}

/// A word of its own in front of a text: "PREAMBLE", "Preamble".
fn is_heading(words: &str) -> bool {
    let letters = || words.chars().filter(|c| c.is_alphabetic());
    words.len() <= 80 && letters().count() >= 4 && letters().all(char::is_uppercase)
        || super::units::unit(words).is_some() && !words.contains(' ')
}

/// A line's width up to its last word.
fn columns(line: &str) -> usize {
    line.trim_end().chars().count()
}

/// Whether a line breaks off: in a small letter, a comma or a hyphen.
fn is_open(words: &str) -> bool {
    words.ends_with(|c: char| c.is_lowercase() || matches!(c, ',' | '-'))
}

fn begins_small(words: &str) -> bool {
    words.starts_with(char::is_lowercase) && !begins_item(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        paragraphs(text, margin(std::iter::once(text)))
            .map(|p| p.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect()
    }

    /// A text of several wrapped paragraphs, at a margin of 40 columns.
    const WRAPPED: &str = "The Parties shall open the border to any\n\
        traveller who holds a passport or a visa\n\
        of either of them and who has declared\n\
        what he carries to the officers there.\n\
        They shall meet yearly.\n\
        Ministers may sit in their place where\n\
        the Parties so agree in writing.\n";

    #[test]
    fn lines_wrapped_at_a_margin_are_joined_and_parted_where_one_ends_early() {
        assert_eq!(margin(std::iter::once(WRAPPED)), Some(40));
        let parts = cut(WRAPPED);
        assert_eq!(parts.len(), 2, "{parts:?}");
        assert!(parts[1].starts_with("Ministers may sit"), "{parts:?}");
    }

    #[test]
    fn an_empty_line_in_the_middle_of_a_sentence_is_a_page_break() {
        let text = "funds from the export of products, as defined\n\n\nin Article 150, to either Party.\n\n\nNext.";
        assert_eq!(
            cut(text),
            [
                "funds from the export of products, as defined in Article 150, to either Party.",
                "Next."
            ]
        );
    }

    #[test]
    fn items_begin_paragraphs_and_numbers_that_are_referred_to_do_not() {
        let text = "1. They shall:\n(a) trade, as set out in paragraph\n(b) below; and\n(b)\ttravel under Annex \n302.2.\n\n(c)\nwork.";
        assert_eq!(
            cut(text),
            [
                "1. They shall:",
                "(a) trade, as set out in paragraph (b) below; and",
                "(b) travel under Annex 302.2.",
                "(c) work."
            ]
        );
    }

    #[test]
    fn runs_of_blanks_part_items_and_recitals_but_not_sentences() {
        let text = "PREAMBLE  The Parties,  Desiring peace;  Noting trade.  It grows. Agree:  (a) on one;  4.  (b) on  two.";
        assert_eq!(
            cut(text),
            [
                "PREAMBLE",
                "The Parties,",
                "Desiring peace;",
                "Noting trade. It grows. Agree:",
                "(a) on one;",
                "4. (b) on two."
            ]
        );
    }

    #[test]
    fn lines_that_are_paragraphs_stay_so() {
        let text = "Commission means the Commission;\ndays means calendar days;\nParty means a party.\nSection C\nTariffs";
        assert_eq!(cut(text).len(), 5);
    }

    #[test]
    fn what_is_in_no_paragraph_is_white_space() {
        for text in [WRAPPED, "a  b  (a) c;  d\n\n\n", "", "  \n ", "1.\n\n2.\n3.", "\u{A0}  x"] {
            let all: String = text.split_whitespace().collect();
            let cut: String = cut(text).concat().split_whitespace().collect();
            assert_eq!(cut, all);
        }
    }
}
