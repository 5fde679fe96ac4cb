//! Any vocabulary by its blocks of text: TEI, and those that nobody knows.

use super::{
    Account, Piece, Read, Walk,
    account::What,
    flow::Flow,
    header::Header,
    names::{Name, is_reading, name},
    profile::Profile,
    walk::Element,
};
use crate::read::{BlockKind, ReadError};

/// What an open element does to the text in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Block,
    Heading,
    Row,
    Note,
    Inline,
    Removed(What),
}

/// An element that is open.
struct Open<'a> {
    name: &'a str,
    /// Its number in document order.
    index: usize,
    role: Role,
}

/// A document on its way to text.
struct Document<'a> {
    profile: Profile<'a>,
    flow: Flow,
    open: Vec<Open<'a>>,
    /// Elements so far.
    elements: usize,
    header: Header,
}

pub(super) fn read(source: &str) -> Result<Read, ReadError> {
    let mut document = Document {
        profile: Profile::of(source)?,
        flow: Flow::default(),
        open: Vec::new(),
        elements: 0,
        header: Header::default(),
    };
    let mut walk = Walk::new(source);
    while let Some(piece) = walk.next()? {
        match piece {
            Piece::Open(element) => document.open(&element),
            Piece::Close(_) => document.close(),
            Piece::Text(text) => document.text(&text, &mut walk.account),
        }
    }
    let account = walk.account;
    let metadata = document.header.metadata();
    Ok(Read { writer: document.flow.finish(), account, metadata, parties: Vec::new() })
}

impl<'a> Document<'a> {
    fn open(&mut self, element: &Element<'a>) {
        let index = self.elements;
        self.elements += 1;
        let role = self.role(element, index);
        match role {
            Role::Block => self.flow.begin(BlockKind::Paragraph),
            Role::Heading => self.flow.begin(BlockKind::Heading),
            Role::Row => self.flow.begin_row(),
            Role::Note => self.flow.begin_note(),
            Role::Removed(_) => {}
            Role::Inline => match name(element.name) {
                // A word that goes on over a line's end says so.
                Name::Space if element.attribute("break") != Some("no") => self.flow.space(),
                Name::Inline if is_cell(element.name) => self.flow.space(),
                _ => {}
            },
        }
        if name(element.name) == Name::Item && role == Role::Block {
            self.flow.begin(BlockKind::Item);
        }
        self.open.push(Open { name: element.name, index, role });
        self.header.open(&self.path(), element);
    }

    fn role(&self, element: &Element<'a>, index: usize) -> Role {
        let Some(around) = self.open.last() else { return Role::Block };
        if let Role::Removed(_) = around.role {
            return around.role;
        }
        let by_use = || {
            around.role == Role::Inline
                || self.profile.is_inline(index, element.name, (around.index, around.name))
        };
        match name(element.name) {
            Name::Header if self.open.len() == 1 => Role::Removed(What::Metadata),
            Name::PageHeader => Role::Removed(What::PageHeaders),
            Name::Inline if around.name == "choice" && is_reading(element.name) => {
                Role::Removed(What::Readings)
            }
            Name::Row => Role::Row,
            Name::Note => Role::Note,
            Name::Inline | Name::Space => Role::Inline,
            Name::Heading | Name::Header | Name::Unknown if by_use() => Role::Inline,
            Name::Heading => Role::Heading,
            Name::Block | Name::Item | Name::Header | Name::Unknown => Role::Block,
        }
    }

    fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        match open.role {
            Role::Block | Role::Heading => self.flow.end(),
            Role::Row => self.flow.end_row(),
            Role::Note => self.flow.end_note(),
            Role::Inline if is_cell(open.name) => self.flow.space(),
            Role::Removed(_) | Role::Inline => {}
        }
    }

    fn text(&mut self, text: &str, account: &mut Account) {
        match self.open.last().map(|open| open.role) {
            Some(Role::Removed(what)) => {
                account.remove(what, text);
                self.header.text(&self.path(), text);
            }
            _ => self.flow.text(text),
        }
    }

    fn path(&self) -> Vec<&'a str> {
        match self.open.last().map(|open| open.role) {
            Some(Role::Removed(What::Metadata)) => self.open.iter().map(|open| open.name).collect(),
            // Only the root says something of the document elsewhere.
            _ => self.open.iter().take(2).map(|open| open.name).collect(),
        }
    }
}

fn is_cell(name: &str) -> bool {
    matches!(name, "cell" | "td" | "th" | "entry")
}
