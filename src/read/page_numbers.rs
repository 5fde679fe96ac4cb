//! Page numbers that stand in plain text as lines of their own, where a paged document was copied.
//!
//! A number alone on a line may be an article's or a table's. Those of pages count on one by one, far
//! apart, and some of them break a sentence.

use std::collections::HashMap;

use super::{Removed, characters, tell};

/// Fewer prove nothing.
const FEWEST: usize = 4;
/// Pages have at least so many lines.
const SHORTEST: usize = 8;
/// Words that may stand before a page's number.
const WORDS: [&str; 6] = ["page", "pag.", "página", "pagina", "seite", "стр."];

/// A line that may be a page's number.
struct Mark {
    line: usize,
    start: usize,
    end: usize,
    /// The length of the best way that ends here, and the mark before.
    length: usize,
    before: Option<usize>,
}

/// The text without its page numbers. A sentence that one breaks goes on without an empty line.
pub(super) fn without(text: String, removed: &mut Vec<Removed>) -> String {
    let mut lines: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        lines.push((at, line));
        at += line.len();
    }
    let pages = counted(&lines);
    let breaks = |m: &Mark| is_broken(&lines, m.line);
    let broken = pages.iter().filter(|m| breaks(m)).count();
    if pages.len() < FEWEST || broken == 0 || broken * 10 < pages.len() {
        return text;
    }
    let mut without = String::with_capacity(text.len());
    let mut from = 0;
    for page in &pages {
        tell(removed, "page numbers", characters(&text[page.start..page.end]));
        let (mut start, mut end) = (page.start, page.end);
        if breaks(page) {
            start = text[..start].trim_end().len() + 1;
            end += text[end..].len() - text[end..].trim_start().len();
        }
        without.push_str(text.get(from..start.max(from)).unwrap_or_default());
        from = end;
    }
    without.push_str(&text[from..]);
    without
}

/// The longest row of numbers that count on.
fn counted(lines: &[(usize, &str)]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut last: HashMap<u32, usize> = HashMap::new();
    for (i, (start, line)) in lines.iter().enumerate() {
        let Some(number) = page(line.trim()) else { continue };
        let before = number
            .checked_sub(1)
            .and_then(|n| last.get(&n))
            .copied()
            .filter(|m| i - marks[*m].line >= SHORTEST);
        let length = before.map_or(1, |m| marks[m].length + 1);
        if last.get(&number).is_none_or(|m| marks[*m].length <= length) {
            last.insert(number, marks.len());
        }
        marks.push(Mark { line: i, start: *start, end: start + line.len(), length, before });
    }
    let mut next = (0..marks.len()).max_by_key(|m| marks[*m].length);
    let mut chosen = vec![false; marks.len()];
    while let Some(m) = next {
        chosen[m] = true;
        next = marks[m].before;
    }
    marks.into_iter().zip(chosen).filter(|(_, chosen)| *chosen).map(|(mark, _)| mark).collect()
}

/// The number of a page: `12`, `- 12 -`, `Page 12`.
fn page(line: &str) -> Option<u32> {
    if line.len() > 16 {
        return None;
    }
    let bare = line.trim_matches(['-', '–', '—', ' ']).to_lowercase();
    let digits = WORDS.iter().find_map(|w| bare.strip_prefix(w)).unwrap_or(&bare).trim();
    let number = digits.len() <= 4 && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|_| number)
}

/// Whether a sentence goes on over line `i`.
fn is_broken(lines: &[(usize, &str)], i: usize) -> bool {
    let words = |(_, line): &(usize, &'_ str)| !line.trim().is_empty();
    let before = lines[..i].iter().rev().find(|l| words(l)).map(|(_, l)| l.trim());
    let after = lines[i + 1..].iter().find(|l| words(l)).map(|(_, l)| l.trim());
    before.zip(after).is_some_and(|(before, after)| {
        !before.ends_with(['.', ';', ':', '!', '?']) && after.starts_with(char::is_lowercase)
    })
}

#[cfg(test)]
mod tests {
    use crate::read::read;

    /// Pages of ten lines, each with its number below and a sentence that goes on.
    fn paged(number: impl Fn(usize) -> String) -> String {
        let lines = "Lanterns are lit at dusk in each port of the Parties.\n".repeat(9);
        let page = |n| format!("by night.\n{lines}Every lantern shall burn\n{}\n", number(n));
        let pages: Vec<String> = (1..=6).map(page).collect();
        pages.concat()
    }

    #[test]
    fn numbers_of_pages_are_no_text() {
        for form in [|n: usize| n.to_string(), |n| format!("- {n} -"), |n| format!("\nPage {n}\n")]
        {
            let e = read("a.txt", paged(form).as_bytes()).unwrap();
            assert!(e.text.contains("Every lantern shall burn\nby night."), "{}", e.text);
            assert!(!e.text.contains(char::is_numeric), "{}", e.text);
            assert!(e.is_conserved());
        }
    }

    #[test]
    fn other_numbers_alone_on_their_lines_are_text() {
        // Numbers of articles break no sentence, years do not count on one by one.
        let articles = paged(|n| format!("till dawn.\n{n}\nThe Parties agree:"));
        for text in [articles, paged(|n| (1900 + 7 * n).to_string()), paged(|_| "5".to_owned())] {
            assert_eq!(read("a.txt", text.as_bytes()).unwrap().text, text);
        }
    }
}
