//! Reading: from bytes to extracted text with its blocks.
//!
//! What comes in: the bytes of one input and its name. What goes out: [`Extracted`], whose text is
//! what every later offset refers to. For a plain UTF-8 file without byte order mark or CRLF that
//! text is the file itself.

mod decode;
mod language;
mod markdown;
mod metadata;
mod plain;
mod xml;

use crate::model::Unit;

pub use language::language_of;
pub use metadata::{Metadata, MetadataError, is_web_address};

/// An input that can't be read. Each message stands alone, without the input's name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Nothing but white space.
    #[error("the file is empty")]
    Empty,
    /// Not text.
    #[error("the file is binary, not text (byte {0} is a control character)")]
    Binary(usize),
    /// Text in another encoding or damaged.
    #[error("the file is not UTF-8 (line {line}, byte {byte})")]
    Encoding {
        /// Line from 1.
        line: usize,
        /// Offset of the first wrong byte in the file.
        byte: usize,
    },
    /// Over the cap.
    #[error("the file has {size} bytes; the limit is {limit} (raise it with --max-bytes)")]
    TooLarge {
        /// Its size.
        size: u64,
        /// The cap.
        limit: u64,
    },
    /// XML that is not well-formed, is over a limit, or declares what is not read.
    #[error("line {line}: {reason}")]
    Xml {
        /// Line from 1.
        line: usize,
        /// What is wrong there, in one line.
        reason: String,
    },
}

/// What a block of extracted text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A title or heading.
    Heading,
    /// A paragraph or a line of its own.
    Paragraph,
    /// An item of a list.
    Item,
}

/// A block: `start..end` are byte offsets in the extracted text, without surrounding white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Removed {
    /// What it was: "byte order mark", "navigation", "metadata".
    pub what: String,
    /// Its characters, white space not counted.
    pub characters: usize,
}

/// The text of an input with its blocks in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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

/// Reads one input. `name` (a file name or path) decides between formats where the content does not.
///
/// # Errors
/// [`ReadError::Empty`], [`ReadError::Binary`] or [`ReadError::Encoding`].
pub fn read(name: &str, bytes: &[u8]) -> Result<Extracted, ReadError> {
    let decoded = decode::decode(bytes)?;
    let extracted = if xml::is_xml(&decoded.text) {
        xml::extract(decoded)?
    } else if is_markdown(name) {
        markdown::extract(decoded)
    } else {
        plain::extract(decoded)
    };
    if extracted.text.trim().is_empty() { Err(ReadError::Empty) } else { Ok(extracted) }
}

/// Whether a folder's walk should take this file up as a source.
#[must_use]
pub fn is_source_name(name: &str) -> bool {
    let plain = name.rsplit_once('.').is_some_and(|(_, e)| e.eq_ignore_ascii_case("txt"));
    plain || is_markdown(name)
}

fn is_markdown(name: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, e)| e.eq_ignore_ascii_case("md") || e.eq_ignore_ascii_case("markdown"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused_but_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read("a.txt", &bytes);
            let _ = read("a.md", &bytes);
        }

        #[test]
        fn blocks_are_in_order_and_on_character_boundaries(text in "(\\PC|\n|\t|[-*#é’] ){0,200}", md in any::<bool>()) {
            if let Ok(e) = read(if md { "a.md" } else { "a.txt" }, text.as_bytes()) {
                let mut at = 0;
                for b in &e.blocks {
                    prop_assert!(b.start >= at && b.end > b.start);
                    let words = e.text.get(b.start..b.end).expect("on boundaries");
                    prop_assert_eq!(words.trim(), words);
                    at = b.end;
                }
            }
        }

        #[test]
        fn a_plain_file_is_its_own_extracted_text(text in "[a-zA-Z’é .\n]{1,200}") {
            if let Ok(e) = read("a.txt", text.as_bytes()) {
                prop_assert_eq!(e.text, text);
            }
        }
    }

    fn words(name: &str, text: &str) -> Vec<(BlockKind, String)> {
        let e = read(name, text.as_bytes()).unwrap();
        e.blocks.iter().map(|b| (b.kind, e.text[b.start..b.end].to_owned())).collect()
    }

    #[test]
    fn a_first_line_without_full_stop_is_the_title() {
        let blocks = words("a.txt", "Pact signed\n The two signed it.\nA short line\n- an item\n");
        assert_eq!(
            blocks,
            [
                (BlockKind::Heading, "Pact signed".to_owned()),
                (BlockKind::Paragraph, "The two signed it.".to_owned()),
                (BlockKind::Paragraph, "A short line".to_owned()),
                (BlockKind::Item, "an item".to_owned()),
            ]
        );
    }

    #[test]
    fn lines_wrapped_at_a_margin_are_one_paragraph() {
        let wrapped = "Title\n\nThe parties to this agreement have decided that the\nborder shall be open to travellers who hold a passport and\na visa of either state, for thirty days.\n";
        assert_eq!(words("a.txt", wrapped).len(), 2);
    }

    #[test]
    fn markdown_gives_its_words_without_its_marks() {
        let blocks = words(
            "a.md",
            "# A *title*\n\nOne [link](http://x.example/)\nwrapped.\n\n- first **item**\n- second\n",
        );
        assert_eq!(
            blocks,
            [
                (BlockKind::Heading, "A title".to_owned()),
                (BlockKind::Paragraph, "One link wrapped.".to_owned()),
                (BlockKind::Item, "first item".to_owned()),
                (BlockKind::Item, "second".to_owned()),
            ]
        );
    }

    #[test]
    fn numbers_tables_and_html_blocks_keep_their_words() {
        let text = "# T\n\n1. The Parties agree.\n2. They act.\n\n| Party | Date |\n|---|---|\n| Iran | 2025 |\n\n<div>Article 1. The <b>Parties</b> shall act.</div>\n\nA note.[^1]\n\n[^1]: Its words.\n";
        let blocks: Vec<String> = words("a.md", text).into_iter().map(|(_, w)| w).collect();
        assert_eq!(
            blocks[1..5],
            ["1. The Parties agree.", "2. They act.", "Party | Date |", "Iran | 2025 |"]
        );
        assert!(blocks[5].starts_with("Article 1. The  Parties  shall act."), "{blocks:?}");
        assert_eq!(blocks[6..], ["A note.", "Its words."]);
    }

    #[test]
    fn byte_order_mark_and_crlf_are_taken_out_and_told() {
        let e = read("a.txt", b"\xEF\xBB\xBFTitle\r\nText here.\r\n").unwrap();
        assert_eq!(e.text, "Title\nText here.\n");
        let removed: Vec<&str> = e.removed.iter().map(|r| r.what.as_str()).collect();
        assert_eq!(removed, ["byte order mark", "2 carriage returns"]);
        assert!(e.is_conserved());
    }

    #[test]
    fn what_is_not_text_is_refused_with_its_reason() {
        assert_eq!(read("a.txt", b" \n\t"), Err(ReadError::Empty));
        assert_eq!(read("a.txt", b"GIF\x00\x01"), Err(ReadError::Binary(3)));
        assert_eq!(read("a.txt", b"one\ntwo \xff"), Err(ReadError::Encoding { line: 2, byte: 8 }));
    }
}
