//! PDF: the text layer as `pdftotext` gives it, in reading order, with its lines put together again.
//!
//! It is asked for its blocks of lines of words: as plain text it joins words at line ends and loses the
//! hyphens of compounds, and with `-layout` it writes lines across columns.

mod layout;
mod pages;
mod paragraphs;
mod pdftotext;

use super::{Extracted, ReadError, blocks::Writer, characters, decode::visible};

pub(super) fn extract(bytes: &[u8]) -> Result<Extracted, ReadError> {
    let output = pdftotext::run(bytes)?;
    let text = without_ligatures(output.text);
    let decoded = characters(&text);
    if decoded == 0 {
        return Err(ReadError::NoTextLayer);
    }
    let mut removed = Vec::new();
    let text = visible(text, &mut removed);
    let pages = pages::without_headers(&text, &mut removed);
    let mut writer = Writer::default();
    paragraphs::write(&pages, &mut writer, &mut removed);
    let (text, blocks) = writer.finish();
    Ok(Extracted { text, blocks, removed, decoded, notes: output.notes, ..Extracted::default() })
}

/// Letters that were set as one are letters again, so that words are found.
fn without_ligatures(text: String) -> String {
    const LIGATURES: [(char, &str); 7] = [
        ('ﬀ', "ff"),
        ('ﬁ', "fi"),
        ('ﬂ', "fl"),
        ('ﬃ', "ffi"),
        ('ﬄ', "ffl"),
        ('ﬅ', "st"),
        ('ﬆ', "st"),
    ];
    let mut text = text;
    for (ligature, letters) in LIGATURES {
        if text.contains(ligature) {
            text = text.replace(ligature, letters);
        }
    }
    text
}

#[cfg(test)]
mod tests;
