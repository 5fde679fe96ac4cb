//! Plain text: the text stays as it is, but for references to characters; lines become blocks.

use std::borrow::Cow;

use super::{
    Block, BlockKind, Extracted, Removed, characters,
    decode::{Decoded, visible},
    entities, tell,
};

/// Signs that open an item of a list.
const BULLETS: [&str; 6] = ["- ", "* ", "• ", "– ", "· ", "▪ "];
/// A longer first line is a paragraph, not a title.
const TITLE_CHARS: usize = 250;
/// Lines of wrapped text are about this long.
const MARGIN: std::ops::RangeInclusive<usize> = 40..=100;

pub(super) fn extract(decoded: Decoded) -> Extracted {
    let mut removed = decoded.removed;
    let text = resolved(decoded.text, &mut removed);
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
    let several = blocks.len() > 1;
    if let Some(first) = blocks.first_mut()
        && several
        && first.kind == BlockKind::Paragraph
        && is_title(&text[first.start..first.end])
    {
        first.kind = BlockKind::Heading;
    }
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

fn is_title(line: &str) -> bool {
    line.chars().count() <= TITLE_CHARS
        && !line.contains('\n')
        && !line.ends_with(['.', '!', ';', ':', ',', '。', '؟'])
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
