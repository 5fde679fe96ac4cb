//! Reading: from bytes to extracted text with its blocks.
//!
//! What comes in: the bytes of one input and its name. What goes out: [`Extracted`], whose text is
//! what every later offset refers to. For a plain UTF-8 file without byte order mark, CRLF and page
//! numbers that text is the file itself.

mod blocks;
mod charset;
mod confined;
mod decode;
mod entities;
mod error;
mod format;
mod front;
mod html;
mod language;
mod lines;
mod markdown;
mod metadata;
mod page_numbers;
mod pdf;
mod plain;
mod xml;

use serde::{Deserialize, Serialize};

use crate::model::Unit;
use decode::Decoded;
use format::Format;

pub use confined::{Reader, answer};
pub use error::ReadError;
pub use language::language_of;
pub(crate) use language::{is_rather, prevailing, title_language};
pub use metadata::{Metadata, MetadataError, is_web_address};
pub(crate) use xml::{HEADER_DATES, three_letters};

/// What a block of extracted text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlockKind {
    /// A title or heading.
    Heading,
    /// A paragraph or a line of its own.
    Paragraph,
    /// An item of a list.
    Item,
}

/// A block: `start..end` are byte offsets in the extracted text, without surrounding white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// A division that the input itself marks up, as XML does. Number and heading stand in the extracted
/// text too, as one heading block at the division's start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// What it is.
    pub unit: Unit,
    /// The number as written, with its word where the input has it: "ARTICLE 10", "IV", "(a)".
    pub num: Option<String>,
    /// What it is called.
    pub heading: Option<String>,
    /// First byte in the extracted text, its heading included.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// Something that was left out on the way from bytes to text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// What it was: "byte order mark", "navigation", "metadata".
    pub what: String,
    /// Its characters, white space not counted.
    pub characters: usize,
}

/// The text of an input with its blocks in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extracted {
    /// The text that offsets refer to.
    pub text: String,
    /// Blocks in text order; they do not overlap.
    pub blocks: Vec<Block>,
    /// Divisions that the input marks up, in text order, each after the one around it.
    pub marks: Vec<Mark>,
    /// What was left out.
    pub removed: Vec<Removed>,
    /// Characters of the decoded input, white space not counted, as the reader met them: what is
    /// extracted and what is removed must add up to it.
    pub decoded: usize,
    /// What the input says of itself.
    pub metadata: Metadata,
    /// The treaty's parties where the input names them by alpha-3 code, sorted.
    pub parties: Vec<String>,
    /// What the reader of the report should know of how it was read.
    pub notes: Vec<String>,
}

impl Extracted {
    /// The first heading, which is the document's own title.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        let first = self.blocks.first().filter(|b| b.kind == BlockKind::Heading)?;
        self.text.get(first.start..first.end)
    }

    /// Whether nothing was dropped silently: what is extracted and what is removed add up to what
    /// was decoded.
    #[must_use]
    pub fn is_conserved(&self) -> bool {
        let removed: usize = self.removed.iter().map(|r| r.characters).sum();
        characters(&self.text) + removed == self.decoded
    }
}

/// Characters that are not white space.
#[must_use]
pub fn characters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// Adds to what was left out; equal things are told once.
fn tell(removed: &mut Vec<Removed>, what: &str, characters: usize) {
    if characters == 0 {
        return;
    }
    match removed.iter_mut().find(|r| r.what == what) {
        Some(known) => known.characters += characters,
        None => removed.push(Removed { what: what.to_owned(), characters }),
    }
}

/// Reads one input in this process. `name` (a file name or path) decides between formats where the
/// content does not. What comes from strangers is better read by a [`Reader`].
///
/// # Errors
/// [`ReadError`], but for its limits on time and memory.
pub fn read(name: &str, bytes: &[u8]) -> Result<Extracted, ReadError> {
    if Format::is_pdf(name, bytes) {
        return written(pdf::extract(bytes)?);
    }
    let decoded = decode::decode(bytes).map_err(|e| Format::refuse(name, e))?;
    let format = Format::of(name, &decoded.text);
    written(extract(format, decoded)?)
}

fn extract(format: Format, mut decoded: Decoded) -> Result<Extracted, ReadError> {
    match format {
        Format::Html => html::extract(decoded),
        Format::Xml => xml::extract(decoded),
        Format::Plain | Format::Pdf => Ok(plain::extract(decoded)),
        Format::Markdown => {
            let title = front::take(&mut decoded.text, &mut decoded.removed);
            let mut extracted = if markdown::is_marked(&decoded.text) {
                markdown::extract(decoded)
            } else {
                plain::extract(decoded)
            };
            if extracted.title().is_none() {
                extracted.metadata.title = title;
            }
            Ok(extracted)
        }
    }
}

fn written(extracted: Extracted) -> Result<Extracted, ReadError> {
    if extracted.text.trim().is_empty() { Err(ReadError::NoText) } else { Ok(extracted) }
}

/// Whether a text is words as people write them, and not the source of an HTML, XML or PDF document.
#[must_use]
pub fn is_written(text: &str) -> bool {
    !Format::is_pdf("", text.as_bytes())
        && matches!(Format::of("", text), Format::Plain | Format::Markdown)
}

/// Whether a folder's walk should take this file up as a source.
#[must_use]
pub fn is_source_name(name: &str) -> bool {
    Format::by_name(name).is_some()
}

#[cfg(test)]
mod tests;
