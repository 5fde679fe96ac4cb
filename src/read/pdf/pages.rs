//! Headers and footers: lines at the edges of pages that come again from page to page.

use std::collections::HashMap;

use crate::read::{
    Removed, characters,
    lines::{is_article, is_enumerated},
    tell,
};

/// So many lines at a page's top and bottom may be its header and footer.
const EDGE: usize = 3;
/// Fewer pages than this prove nothing, but of bare numbers.
const FEWEST: usize = 3;
/// Words that stand before a page's number. Any other single word with a number may be a heading.
const PAGE_WORDS: [&str; 8] = ["page", "p", "pag", "página", "pagina", "seite", "стр", "страница"];

/// The pages' lines without headers, footers and page numbers; empty lines stay.
pub(super) fn without_headers<'a>(text: &'a str, removed: &mut Vec<Removed>) -> Vec<Vec<&'a str>> {
    let mut pages: Vec<Vec<&str>> =
        text.split('\u{C}').map(|page| page.lines().collect()).collect();
    if pages.last().is_some_and(|last| last.iter().all(|l| l.trim().is_empty())) {
        pages.pop();
    }
    let mut seen: HashMap<Key, usize> = HashMap::new();
    for (number, page) in pages.iter().enumerate() {
        let (top, bottom) = edges(page);
        let mut keys: Vec<Key> =
            top.iter().chain(&bottom).flat_map(|at| keys(page[*at], number)).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            *seen.entry(key).or_default() += 1;
        }
    }
    let often = FEWEST.max(pages.len() * 2 / 5);
    let numbers_often = often.min(pages.len().max(2));
    for (number, page) in pages.iter_mut().enumerate() {
        let (top, bottom) = edges(page);
        let comes_again = |line: &str| {
            let enough = if is_bare(line) { numbers_often } else { often };
            keys(line, number).iter().any(|key| seen[key] >= enough)
        };
        let mut from_edge = |places: Vec<usize>| {
            // Behind the first line that is the page's own, nothing is a header, and an empty line
            // parts headers from text.
            let run = places.iter().take_while(|at| comes_again(page[**at])).count();
            let is_parted = |n: &usize| match places.get(*n) {
                Some(next) => next.abs_diff(places[*n - 1]) > 1,
                None => *n < EDGE || is_beside_empty(page, &places),
            };
            let headers = (1..=run).rev().find(is_parted).unwrap_or_default();
            for at in &places[..headers] {
                let what = if is_bare(page[*at]) { "page numbers" } else { "page headers" };
                tell(removed, what, characters(page[*at]));
                page[*at] = "";
            }
        };
        from_edge(top);
        from_edge(bottom);
    }
    pages
}

/// Whether a line has no letters.
fn is_bare(line: &str) -> bool {
    !line.contains(char::is_alphabetic)
}

/// Whether an empty line follows the innermost of these places, which go from an edge inwards.
fn is_beside_empty(page: &[&str], places: &[usize]) -> bool {
    let (Some(first), Some(last)) = (places.first(), places.last()) else { return false };
    let next = if last >= first { last.checked_add(1) } else { last.checked_sub(1) };
    next.and_then(|at| page.get(at)).is_none_or(|line| line.trim().is_empty())
}

/// Lines that are one another's likeness: the same words, or the same but for a number that goes up
/// with the pages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Key {
    Same(String),
    Counting(String, i64),
}

fn keys(line: &str, page: usize) -> Vec<Key> {
    // What has a number of its own is not the page's, though it may come again.
    if is_article(line.trim()) || is_enumerated(line.trim()) {
        return Vec::new();
    }
    let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut keys = Vec::new();
    let letters = words.contains(char::is_alphabetic);
    if letters {
        keys.push(Key::Same(words.clone()));
    }
    let single =
        words.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).collect::<Vec<_>>();
    let named = single.len() != 1 || PAGE_WORDS.contains(&single[0].to_lowercase().as_str());
    if named {
        let page = i64::try_from(page).unwrap_or_default();
        for (start, end) in numbers(&words) {
            if let Ok(number) = words[start..end].parse::<i64>() {
                let without = format!("{}#{}", &words[..start], &words[end..]);
                keys.push(Key::Counting(without, number - page));
            }
        }
    }
    keys
}

/// Where the numbers of a line are; a line with many is no header.
fn numbers(words: &str) -> Vec<(usize, usize)> {
    let mut numbers = Vec::new();
    let mut start = None;
    for (at, c) in words.char_indices().chain([(words.len(), ' ')]) {
        match (c.is_ascii_digit(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                numbers.push((from, at));
                start = None;
            }
            _ => {}
        }
    }
    numbers.truncate(4);
    numbers
}

/// The places of a page's first and last lines with words, each from the edge inwards.
fn edges(page: &[&str]) -> (Vec<usize>, Vec<usize>) {
    let written: Vec<usize> = (0..page.len()).filter(|at| !page[*at].trim().is_empty()).collect();
    let (top, rest) = written.split_at(written.len().min(EDGE));
    (top.to_vec(), rest.iter().rev().take(EDGE).copied().collect())
}
