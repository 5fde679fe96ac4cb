//! HTML: the words of a page without its navigation, scripts and controls.
//!
//! Of a treaty's page the whole body is kept, since any of its paragraphs may be a provision. Of any
//! other page what [`article`] finds is kept. Every text node is counted as it is met, apart from what
//! is written, so that words which are lost on the way show.

mod article;
mod limits;
mod list;
mod metadata;
mod parts;
mod walk;

use dom_query::Document;

use super::{
    BlockKind, Extracted, ReadError,
    decode::{Decoded, visible},
    lines::{begins_with_article, is_article},
    tell,
};

/// A page with this many headings of one kind is a text with articles.
const ARTICLES: usize = 3;
/// An article of fewer characters is rather a page that was not understood.
const SHORTEST: usize = 200;

pub(super) fn extract(decoded: Decoded) -> Result<Extracted, ReadError> {
    limits::check(&decoded.text)?;
    let page = Document::from(decoded.text.as_str());
    let mut read = walk::walk(&page, None);
    let readable = article::Page::of(&decoded.text);
    let stated = readable.metadata();
    if !has_articles(&read)
        && let Some(kept) = readable.article()
    {
        let article = walk::walk(&page, Some(&kept));
        if article.text.chars().count() >= SHORTEST {
            read = article;
        }
    }
    let metadata = metadata::read(&page, stated, first_heading(&read));
    let before: usize = decoded.removed.iter().map(|r| r.characters).sum();
    let mut removed = decoded.removed;
    for r in read.removed {
        tell(&mut removed, &r.what, r.characters);
    }
    Ok(Extracted {
        text: read.text,
        blocks: read.blocks,
        removed,
        decoded: before + read.met,
        metadata,
        notes: decoded.notes,
        ..Extracted::default()
    })
}

/// Whether a page is a text with articles: several of its headings, or of its short blocks that begin
/// with a word for "article", are the same but for their numbers.
fn has_articles(read: &walk::Read) -> bool {
    let mut kinds: Vec<(String, usize)> = Vec::new();
    for block in &read.blocks {
        let words = &read.text[block.start..block.end];
        let start: String = words.chars().take(40).collect::<String>().to_lowercase();
        let heading = block.kind == BlockKind::Heading;
        let numbered = start.contains(char::is_numeric) || start.contains(is_numeral);
        let named = begins_with_article(words) && (numbered || is_article(first_line(words)));
        if !(heading && numbered || named) {
            continue;
        }
        let kind = if named {
            "article".to_owned()
        } else {
            start
                .chars()
                .filter(|c| !(c.is_numeric() || is_numeral(*c) || c.is_whitespace()))
                .collect()
        };
        match kinds.iter_mut().find(|(k, _)| *k == kind) {
            Some((_, count)) => *count += 1,
            None => kinds.push((kind, 1)),
        }
    }
    kinds.iter().any(|(_, count)| *count >= ARTICLES)
}

fn first_line(words: &str) -> &str {
    words.lines().next().unwrap_or_default()
}

/// Numbers in Chinese and Japanese.
fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十百零〇".contains(c)
}

fn first_heading(read: &walk::Read) -> Option<&str> {
    let heading = read.blocks.iter().find(|b| b.kind == BlockKind::Heading)?;
    read.text.get(heading.start..heading.end)
}
