//! Plain text: the text stays as it is, but for references to characters and page numbers; lines
//! become blocks.

use std::borrow::Cow;

use super::{
    Block, BlockKind, Extracted, Removed, characters,
    decode::{Decoded, visible},
    entities, lines, page_numbers, tell,
};

/// Signs that open an item of a list.
const BULLETS: [&str; 6] = ["- ", "* ", "• ", "– ", "· ", "▪ "];
/// A longer first line is a paragraph, not a title.
const TITLE_CHARS: usize = 250;
/// Lines of wrapped text are about this long.
const MARGIN: std::ops::RangeInclusive<usize> = 40..=100;

pub(super) fn extract(decoded: Decoded) -> Extracted {
    let mut removed = decoded.removed;
    let text = page_numbers::without(resolved(decoded.text, &mut removed), &mut removed);
    let mut blocks: Vec<Block> = Vec::new();
    let mut run: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if words.is_empty() {
            close_run(&text, &mut run, &mut blocks);
        } else {
            let start = at + (line.len() - line.trim_start().len());
            run.push((start, start + words.len()));
        }
        at += line.len();
    }
    close_run(&text, &mut run, &mut blocks);
    title(&text, &mut blocks);
    Extracted {
        text,
        blocks,
        removed,
        decoded: decoded.met,
        notes: decoded.notes,
        ..Extracted::default()
    }
}

/// Text without the references to characters that a page's source leaves behind.
fn resolved(text: String, removed: &mut Vec<Removed>) -> String {
    let short = match entities::lenient(&text) {
        Cow::Borrowed(_) => return text,
        Cow::Owned(short) => short,
    };
    tell(removed, "character references", characters(&text).saturating_sub(characters(&short)));
    visible(short, removed)
}

/// Makes the first block a heading where it is a title, with the lines that go on with it.
fn title(text: &str, blocks: &mut Vec<Block>) {
    let Some(first) = blocks.first().copied().filter(|b| b.kind == BlockKind::Paragraph) else {
        return;
    };
    let words = &text[first.start..first.end];
    let wrapped = words.contains('\n');
    if blocks.len() < 2 || !is_title(words) || wrapped && !is_capital(words) {
        return;
    }
    let mut end = first.end;
    let mut taken = 1;
    while let Some(next) = blocks.get(taken).filter(|b| b.kind == BlockKind::Paragraph) {
        let line = &text[next.start..next.end];
        let before = text[first.start..end].lines().next_back().unwrap_or_default();
        let near = !text[end..next.start].trim_matches(' ').contains("\n\n");
        let title = &text[first.start..next.end];
        if !near || !is_title(title) || !goes_on(before, line) {
            break;
        }
        end = next.end;
        taken += 1;
    }
    blocks.splice(..taken, [Block { kind: BlockKind::Heading, start: first.start, end }]);
}

fn is_title(words: &str) -> bool {
    words.chars().count() <= TITLE_CHARS * if is_capital(words) { 2 } else { 1 }
        && !words.ends_with(['.', '!', ';', ':', ',', '。', '؟'])
}

/// Whether a line goes on with a title: in capitals as it is, or in the middle of a phrase.
fn goes_on(before: &str, line: &str) -> bool {
    /// Words after which a phrase goes on.
    const OPEN: &str = " of on the for and to between in with concerning regarding de du des sur \
        la le les et entre del el y los las sobre für über und zwischen der den die zur do da dos \
        das e di della tra и о об между ";
    if lines::is_article(line) || lines::is_enumerated(line) || line.contains('\n') {
        return false;
    }
    let words = line.split_whitespace().count();
    let last = before.rsplit(' ').next().unwrap_or_default().to_lowercase();
    is_capital(before) && is_capital(line) && words > 1
        || line.starts_with(char::is_lowercase) && words < 20
        || OPEN.contains(&format!(" {last} "))
}

/// Whether words are in capitals.
fn is_capital(words: &str) -> bool {
    words.contains(char::is_uppercase) && !words.contains(char::is_lowercase)
}

/// Turns a run of lines without a blank between them into blocks.
fn close_run(text: &str, run: &mut Vec<(usize, usize)>, blocks: &mut Vec<Block>) {
    if is_wrapped(text, run) {
        if let (Some((start, _)), Some((_, end))) = (run.first(), run.last()) {
            blocks.push(Block { kind: BlockKind::Paragraph, start: *start, end: *end });
        }
        run.clear();
        return;
    }
    for (start, end) in run.drain(..) {
        let line = &text[start..end];
        let mark = BULLETS.into_iter().find(|b| line.starts_with(b));
        let words = mark.map_or(line, |m| line[m.len()..].trim_start());
        if words.is_empty() {
            continue;
        }
        let kind = if mark.is_some() { BlockKind::Item } else { BlockKind::Paragraph };
        blocks.push(Block { kind, start: end - words.len(), end });
    }
}

/// Whether these lines are one paragraph wrapped at a margin: all but the last reach it, and most
/// of them break off in mid-sentence.
fn is_wrapped(text: &str, run: &[(usize, usize)]) -> bool {
    let Some((_, full)) = run.split_last().filter(|(_, full)| full.len() >= 2) else {
        return false;
    };
    let lines = || full.iter().map(|(start, end)| &text[*start..*end]);
    let open = lines().filter(|l| !l.ends_with(['.', '!', '?', ':', ';'])).count();
    lines()
        .all(|l| MARGIN.contains(&l.chars().count()) && !BULLETS.iter().any(|b| l.starts_with(b)))
        && open * 2 > full.len()
}
