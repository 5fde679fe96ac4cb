//! XML: trade agreements in the form of `ToTA`, Akoma Ntoso, and any other vocabulary by its blocks of text.
//!
//! What comes in: decoded text. What goes out: [`Extracted`], with the divisions that the markup
//! names. [`Walk`] reads event by event, under limits, and accounts for every character: what is not
//! text is counted by what it was (markup, metadata, comments...), apart from what is written.
//!
//! A document type is accepted where it only names a type, and is never fetched; one that declares
//! anything of its own is refused, since entities that it declares could grow without bound. Known
//! entities are the predefined ones and HTML's names, which stand for the same characters everywhere.

mod account;
mod akoma_ntoso;
mod block_text;
mod flow;
mod frbr;
mod header;
mod layout;
mod names;
mod numbering;
mod profile;
mod tota;
mod units;
mod walk;
mod writer;

use account::Account;
use walk::{Piece, Walk};
use writer::Writer;

pub(crate) use frbr::three_letters;
pub(crate) use tota::DATES as HEADER_DATES;

use super::{Extracted, Metadata, ReadError, characters, decode::Decoded};

/// What a vocabulary's reader gives.
struct Read {
    writer: Writer,
    account: Account,
    metadata: Metadata,
    parties: Vec<String>,
}

/// Whether a text is XML: the XML declaration begins it, or, after comments, instructions and a document
/// type, an element that is none of HTML's. HTML that is written as XML is still HTML.
pub(super) fn is_xml(text: &str) -> bool {
    let mut rest = text.trim_start();
    let declared = rest.starts_with("<?xml");
    loop {
        let end = match rest {
            r if r.starts_with("<!--") => r.find("-->").map(|i| i + 3),
            r if r.starts_with("<?") => r.find("?>").map(|i| i + 2),
            r if r.starts_with("<!") => r.find('>').map(|i| i + 1),
            _ => break,
        };
        let Some(end) = end else { return declared };
        rest = rest[end..].trim_start();
    }
    let Some(tag) = rest.strip_prefix('<') else { return declared };
    let end = tag.find(|c: char| !(c.is_alphanumeric() || "_-.:".contains(c)));
    let (name, rest) = tag.split_at(end.unwrap_or(tag.len()));
    if declared {
        return !name.eq_ignore_ascii_case("html");
    }
    name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && rest.starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))
        && !HTML.iter().any(|html| name.eq_ignore_ascii_case(html))
}

/// Elements with which HTML and Markdown with HTML in it begin.
const HTML: [&str; 24] = [
    "html", "head", "body", "meta", "title", "link", "script", "style", "div", "p", "h1", "h2",
    "h3", "span", "a", "img", "table", "center", "br", "b", "main", "article", "section", "ul",
];

pub(super) fn extract(decoded: Decoded) -> Result<Extracted, ReadError> {
    let source = decoded.text.as_str();
    let Read { writer, account, metadata, parties } = match vocabulary(source)? {
        Vocabulary::Tota => tota::read(source),
        Vocabulary::AkomaNtoso => akoma_ntoso::read(source),
        Vocabulary::Other => block_text::read(source),
    }?;
    let taken: usize = decoded.removed.iter().map(|r| r.characters).sum();
    let mut removed = decoded.removed;
    removed.extend(account.removed());
    let (text, blocks, marks) = writer.finish();
    Ok(Extracted {
        text,
        blocks,
        marks,
        removed,
        decoded: taken + characters(source),
        metadata,
        parties,
        notes: decoded.notes,
    })
}

/// The vocabularies that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Vocabulary {
    /// Texts of Trade Agreements: `treaty` with `meta` and `body`.
    Tota,
    /// Akoma Ntoso: `akomaNtoso`.
    AkomaNtoso,
    /// Any other.
    Other,
}

/// The root element tells, and for the common word "treaty" what stands first in it.
fn vocabulary(source: &str) -> Result<Vocabulary, ReadError> {
    let mut walk = Walk::new(source);
    let mut names = Vec::new();
    while names.len() < 2
        && let Some(piece) = walk.next()?
    {
        if let Piece::Open(element) = piece {
            names.push(element.name);
        }
    }
    Ok(match names.as_slice() {
        ["treaty", "meta"] => Vocabulary::Tota,
        ["akomaNtoso", ..] => Vocabulary::AkomaNtoso,
        _ => Vocabulary::Other,
    })
}

#[cfg(test)]
mod tests;
