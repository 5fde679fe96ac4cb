//! Tables of contents, which repeat the headings and are not the articles.

use super::{heading::Candidate, line::Lines, words::Series};
use crate::model::Unit;

/// Between two entries stands no more than a page number or the end of a name.
const BETWEEN: usize = 90;
/// A table has at least this many entries.
const ENTRIES: usize = 4;

/// What identifies a heading when it comes again.
pub(super) fn key(head: &Candidate) -> (Unit, Series, Option<&str>) {
    (head.unit, head.series, head.number.as_ref().map(|n| n.eid.as_str()))
}

/// Takes the headings of tables of contents out, and gives the stretches where those tables stand.
pub(super) fn take_out(lines: &Lines<'_>, heads: &mut Vec<Candidate>) -> Vec<(usize, usize)> {
    use std::collections::HashMap;
    let mut seen: HashMap<(Unit, Series, Option<&str>), usize> = HashMap::new();
    for head in heads.iter() {
        *seen.entry(key(head)).or_default() += 1;
    }
    let mut tables: Vec<(usize, usize, usize, usize)> = Vec::new();
    let mut from = 0;
    while from < heads.len() {
        let mut to = from;
        while to + 1 < heads.len() && is_close(lines, &heads[to], &heads[to + 1]) {
            to += 1;
        }
        // The heads from..=to follow each other with nothing between.
        let entries = to - from + 1;
        let mut own: HashMap<(Unit, Series, Option<&str>), usize> = HashMap::new();
        for head in &heads[from..=to] {
            *own.entry(key(head)).or_default() += 1;
        }
        let again = heads[from..=to].iter().filter(|h| seen[&key(h)] > own[&key(h)]).count();
        let mut units: HashMap<Unit, usize> = HashMap::new();
        for head in &heads[from..=to] {
            *units.entry(head.unit).or_default() += 1;
        }
        let alike = units.values().copied().max().unwrap_or(0);
        let articles = units.get(&Unit::Article).copied().unwrap_or(0);
        // Chapter, section and article follow each other in a text too; three of a kind do not.
        let repeats = again * 3 >= entries * 2 && alike >= ENTRIES - 1;
        // Fewer are one where it is called so, or where they are bare lines that all come again.
        let called = lines.at(heads[from].start).checked_sub(1);
        let called = called.is_some_and(|i| is_called(lines, i));
        let bare = |pair: &[Candidate]| {
            lines.text.get(pair[0].body..pair[1].start).is_some_and(|t| t.trim().is_empty())
        };
        let all_again = entries > 1 && called && again * 3 >= entries * 2
            || alike >= ENTRIES - 1 && again == entries && heads[from..=to].windows(2).all(bare);
        if all_again || entries >= ENTRIES && (repeats || articles > ENTRIES) {
            // A table is often followed at once by the first chapter's heading: leave that.
            let mut last = to;
            let mut counted: HashMap<(Unit, Series, Option<&str>), usize> = HashMap::new();
            for (k, head) in heads.iter().enumerate().take(to + 1).skip(from) {
                let times = counted.entry(key(head)).or_default();
                *times += 1;
                if *times > 1 && k > from && tail_repeats(heads, from, k, to) {
                    last = k - 1;
                    break;
                }
            }
            tables.push((from, last, heads[from].start, heads[last].body));
        }
        from = to + 1;
    }
    let mut spans = Vec::new();
    for (from, last, start, end) in tables.into_iter().rev() {
        heads.drain(from..=last);
        let first = lines.at(start);
        let title = first.checked_sub(1).filter(|i| is_title(lines.words(*i)));
        let mut last_line = lines.at(end.saturating_sub(1));
        // Further items of a list that is called so.
        if first.checked_sub(1).is_some_and(|i| is_called(lines, i)) {
            while lines.all.get(last_line + 1).is_some_and(|l| l.item && !l.heading) {
                last_line += 1;
            }
        }
        let end = lines.all.get(last_line).map_or(end, |l| l.end.max(end));
        spans.push((title.map_or(start, |i| lines.all[i].start), end));
    }
    spans.reverse();
    spans
}

/// Whether the heads from `k` on are the first ones again, in their order.
fn tail_repeats(heads: &[Candidate], from: usize, k: usize, to: usize) -> bool {
    (k..=to).zip(from..k).all(|(a, b)| key(&heads[a]) == key(&heads[b]))
}

fn is_close(lines: &Lines<'_>, a: &Candidate, b: &Candidate) -> bool {
    let between = lines.text.get(a.body..b.start).unwrap_or_default();
    let words = between.trim();
    // A list of entries ends where a heading stands outside of it.
    let (from, to) = (lines.at(a.start), lines.at(b.start));
    if lines.all[from].item && lines.all[to].heading {
        return false;
    }
    // Leaders end in stops, but no sentence ends in two.
    let closed = super::line::ends_closed(words) && !words.ends_with("..");
    between.len() < BETWEEN * 4 && words.chars().count() <= BETWEEN && !closed
}

/// Whether line `i` is a table's title, or an entry without number right below one.
fn is_called(lines: &Lines<'_>, i: usize) -> bool {
    const NEAR: usize = 3;
    (i.saturating_sub(NEAR)..=i)
        .rev()
        .find(|k| is_title(lines.words(*k)))
        .is_some_and(|k| (k + 1..=i).all(|e| lines.all[e].item))
}

/// Whether a line calls what follows a table of contents.
pub(super) fn is_title(line: &str) -> bool {
    let folded = super::words::fold(line.trim_matches([':', '.', ' ']));
    [
        "contents",
        "table of contents",
        "index",
        "indice",
        "sommaire",
        "table des matieres",
        "inhalt",
        "inhaltsverzeichnis",
        "inhoud",
        "inhoudsopgave",
        "contenido",
        "sommario",
        "sumario",
        "содержание",
        "оглавление",
        "目录",
    ]
    .contains(&folded.as_str())
}
