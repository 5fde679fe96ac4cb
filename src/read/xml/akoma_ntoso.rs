//! Akoma Ntoso 3.0: documents of law with their hierarchy marked up.
//!
//! Element names are those of the OASIS standard (Akoma Ntoso Version 1.0, Part 2: Specifications),
//! whose schema is called 3.0. What it has no name for here flows as text.

use super::{
    Account, Piece, Read, Walk, account::What, flow::Flow, frbr::Frbr, units, walk::Element,
};
use crate::{
    model::{SourceType, Unit},
    read::{BlockKind, ReadError},
};

/// What an open element does to the text in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// A structure that parts text from text.
    Container,
    /// A division with a mark of its own.
    Division(Unit),
    /// A block of text.
    Block,
    /// A number; of a division, or of a block.
    Number,
    /// A heading.
    Heading,
    /// A row of a table.
    Row,
    /// A note.
    Note,
    /// Left out.
    Removed(What),
    /// Amends another text: its divisions are none of this text.
    Quoted,
    /// The document's title.
    Title,
    /// Flows with the text around it.
    Inline,
}

/// A document on its way to text.
#[derive(Default)]
struct Document {
    flow: Flow,
    roles: Vec<Role>,
    frbr: Frbr,
    /// The title as the preface has it.
    title: String,
    /// Words of the label that is open.
    label: Option<String>,
}

pub(super) fn read(source: &str) -> Result<Read, ReadError> {
    let mut walk = Walk::new(source);
    let mut document = Document::default();
    while let Some(piece) = walk.next()? {
        match piece {
            Piece::Open(element) => document.open(&element),
            Piece::Close(_) => document.close(),
            Piece::Text(text) => document.text(&text, &mut walk.account),
        }
    }
    Ok(document.read(walk.account))
}

/// What an element does, by its name alone.
fn role(name: &str) -> Role {
    match name {
        "part" | "subpart" | "book" | "tome" => Role::Division(Unit::Part),
        "title" | "subtitle" => Role::Division(Unit::Title),
        "chapter" | "subchapter" => Role::Division(Unit::Chapter),
        "section" | "subsection" | "division" | "subdivision" => Role::Division(Unit::Section),
        "article" | "rule" => Role::Division(Unit::Article),
        "paragraph" | "subparagraph" | "clause" | "subclause" | "subrule" | "alinea" => {
            Role::Division(Unit::Paragraph)
        }
        // An item is the point of a list that stands in a block.
        "point" | "indent" | "item" => Role::Division(Unit::Point),
        "preamble" => Role::Division(Unit::Preamble),
        "conclusions" => Role::Division(Unit::Conclusions),
        "attachment" => Role::Division(Unit::Annex),
        "num" => Role::Number,
        "heading" | "subheading" | "crossHeading" | "longTitle" => Role::Heading,
        "p" | "block" | "formula" | "recital" | "citation" | "li" | "listIntroduction"
        | "listWrapUp" | "caption" => Role::Block,
        "tr" => Role::Row,
        "authorialNote" => Role::Note,
        "meta" => Role::Removed(What::Metadata),
        "toc" => Role::Removed(What::Contents),
        "quotedStructure" | "embeddedStructure" => Role::Quoted,
        "docTitle" => Role::Title,
        "act" | "bill" | "doc" | "statement" | "amendment" | "documentCollection"
        | "officialGazette" | "portion" | "coverPage" | "preface" | "recitals" | "citations"
        | "body" | "mainBody" | "portionBody" | "collectionBody" | "attachments" | "components"
        | "component" | "hcontainer" | "container" | "blockContainer" | "level" | "list"
        | "sublist" | "transitional" | "proviso" | "intro" | "content" | "wrapUp" | "blockList"
        | "ul" | "ol" | "table" | "td" | "th" => Role::Container,
        _ => Role::Inline,
    }
}

impl Document {
    fn open(&mut self, element: &Element<'_>) {
        let around = self.roles.last().copied().unwrap_or(Role::Container);
        if let Role::Removed(what) = around {
            if what == What::Metadata {
                self.frbr.open(element);
            }
            let notes = element.name == "notes" && what == What::Metadata;
            self.roles.push(if notes { Role::Removed(What::Notes) } else { around });
            return;
        }
        let role = match role(element.name) {
            Role::Division(_) if self.roles.contains(&Role::Quoted) => Role::Container,
            // Where a division has no name of its own, an attribute may say what it is.
            Role::Container if matches!(element.name, "hcontainer" | "component") => element
                .attribute("name")
                .and_then(units::unit)
                .map_or(Role::Container, Role::Division),
            role => role,
        };
        self.begin(role, around, element);
        self.roles.push(role);
    }

    fn begin(&mut self, role: Role, around: Role, element: &Element<'_>) {
        let flow = &mut self.flow;
        match role {
            Role::Container | Role::Quoted if matches!(element.name, "td" | "th") => flow.space(),
            Role::Container | Role::Quoted => {
                flow.part();
                if let (Role::Division(Unit::Annex), Some(unit)) =
                    (around, element.attribute("name").and_then(units::unit))
                    && let Some(mark) = flow.writer.division()
                {
                    mark.unit = unit;
                }
            }
            Role::Division(unit) => flow.enter(unit),
            Role::Block if element.name == "li" => flow.begin(BlockKind::Item),
            Role::Block => flow.begin(BlockKind::Paragraph),
            Role::Number | Role::Heading => {
                if let Role::Division(_) = around {
                    self.label = Some(String::new());
                }
                match (role, around) {
                    (Role::Number, Role::Division(unit)) if is_named(unit) => flow.begin_label(),
                    (Role::Number, _) => flow.begin_number(),
                    _ => flow.begin_label(),
                }
            }
            Role::Row => flow.begin_row(),
            Role::Note => flow.begin_note(),
            Role::Title => flow.writer.turn_into(BlockKind::Heading),
            Role::Inline if matches!(element.name, "br" | "eol") => flow.space(),
            Role::Removed(_) | Role::Inline => {}
        }
    }

    fn close(&mut self) {
        let Some(role) = self.roles.pop() else { return };
        let around = self.roles.last().copied().unwrap_or(Role::Container);
        match role {
            Role::Container | Role::Quoted | Role::Block => self.flow.part(),
            Role::Division(_) => self.flow.leave(),
            Role::Number => {
                self.name(|mark, label| mark.num = label);
                match around {
                    Role::Division(unit) if is_named(unit) => self.flow.end_label(),
                    _ => self.flow.end_number(),
                }
            }
            Role::Heading => {
                self.name(|mark, label| mark.heading = mark.heading.take().or(label));
                self.flow.end_label();
            }
            Role::Row => self.flow.end_row(),
            Role::Note => self.flow.end_note(),
            Role::Removed(_) | Role::Title | Role::Inline => {}
        }
    }

    /// Gives the label that has ended to the division that is open.
    fn name(&mut self, give: impl FnOnce(&mut crate::read::Mark, Option<String>)) {
        if let Some(label) = self.label.take()
            && let Some(mark) = self.flow.writer.division()
        {
            let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
            give(mark, Some(label).filter(|l| !l.is_empty()));
        }
    }

    fn text(&mut self, text: &str, account: &mut Account) {
        if let Some(Role::Removed(what)) = self.roles.last() {
            account.remove(*what, text);
            return;
        }
        let in_note = self.roles.contains(&Role::Note);
        if let Some(label) = self.label.as_mut().filter(|_| !in_note) {
            label.push_str(text);
        }
        let annexed = self.roles.contains(&Role::Division(Unit::Annex));
        if !annexed && self.roles.contains(&Role::Title) {
            self.title.push_str(text);
        }
        self.flow.text(text);
    }

    fn read(self, account: Account) -> Read {
        let writer = self.flow.finish();
        let mut metadata = self.frbr.metadata(&self.title);
        // Laws have articles too; but a document in this form that has them is no report.
        metadata.r#type = writer.has(Unit::Article).then_some(SourceType::Text);
        Read { writer, account, metadata, parties: Vec::new() }
    }
}

/// Whether a division's number is a label of its own ("Article 5") and not the first word of its
/// text ("1.", "(a)").
fn is_named(unit: Unit) -> bool {
    !matches!(unit, Unit::Paragraph | Unit::Point)
}
