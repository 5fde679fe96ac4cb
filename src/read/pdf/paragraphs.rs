//! Paragraphs out of a page's lines.

use std::collections::HashSet;

use crate::read::{
    BlockKind, Removed,
    blocks::Writer,
    lines::{is_article, is_enumerated},
    tell,
};

/// A line that reaches this share of the usual length, in percent, was broken at the margin.
const FULL: usize = 75;
/// Shorter lines say nothing of the usual length.
const SHORT: usize = 20;
/// A longer first line is a paragraph, not a title.
const TITLE: usize = 250;

/// Writes the pages' lines as paragraphs.
pub(super) fn write(pages: &[Vec<&str>], writer: &mut Writer, removed: &mut Vec<Removed>) {
    let full = usual_length(pages) * FULL / 100;
    let compounds = compounds(pages);
    let mut before: Option<&str> = None;
    let mut parted = true;
    for line in pages.iter().flat_map(|page| page.iter().copied().chain([""])) {
        let line = line.trim();
        if line.is_empty() {
            parted = true;
            continue;
        }
        match before.filter(|before| goes_on(before, line, parted, full)) {
            None if before.is_none() && is_title(line) => writer.open(BlockKind::Heading),
            None => writer.open(BlockKind::Paragraph),
            Some(before) if is_broken_word(before, line, &compounds) => {
                writer.pop();
                tell(removed, "line-end hyphens", 1);
            }
            Some(before) if before.ends_with(['-', '\u{2010}']) => {}
            Some(_) => writer.space(' '),
        }
        writer.push(line);
        before = Some(line);
        parted = false;
    }
}

/// Whether a line goes on with the sentence of the one before. An empty line between, or a page's
/// end, parts them unless the sentence is plainly open.
fn goes_on(before: &str, line: &str, parted: bool, full: usize) -> bool {
    let long = before.chars().count() >= full;
    if is_enumerated(line) || is_article(line) || is_article(before) {
        return false;
    }
    let lower = line.starts_with(char::is_lowercase);
    if parted {
        return long && lower && !ended(before);
    }
    if ended(before) { long && !before.ends_with([':', ';']) } else { long || lower }
}

/// Whether a document's first line is its title.
fn is_title(line: &str) -> bool {
    line.chars().count() <= TITLE && !ended(line) && !is_article(line) && !is_enumerated(line)
}

fn ended(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '»', ')', '\''])
        .ends_with(['.', ';', ':', '?', '!', '。', '؟', '۔'])
}

/// Whether a word was parted at the line's end. A compound that stands whole elsewhere keeps its
/// hyphen.
fn is_broken_word(before: &str, line: &str, compounds: &HashSet<String>) -> bool {
    let Some(first) = before.strip_suffix(['-', '\u{2010}']) else { return false };
    let first = first.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let second = line.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let whole = format!("{first}-{second}").to_lowercase();
    !first.is_empty() && second.starts_with(char::is_lowercase) && !compounds.contains(&whole)
}

/// Words with a hyphen that stand within a line.
fn compounds(pages: &[Vec<&str>]) -> HashSet<String> {
    pages
        .iter()
        .flatten()
        .flat_map(|line| line.split(|c: char| !(c.is_alphabetic() || c == '-')))
        .filter(|word| word.trim_matches('-').contains('-'))
        .map(str::to_lowercase)
        .collect()
}

/// The length that four of five lines do not exceed.
fn usual_length(pages: &[Vec<&str>]) -> usize {
    let mut lengths: Vec<usize> =
        pages.iter().flatten().map(|l| l.trim().chars().count()).filter(|n| *n > SHORT).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() * 4 / 5).copied().unwrap_or_default()
}
