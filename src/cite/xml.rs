//! Writing elements: escaped, and without characters that XML can't hold.

use std::{borrow::Cow, io};

use quick_xml::{Writer, events::BytesText};

/// The document so far.
pub(crate) type Xml = Writer<Vec<u8>>;

/// Attributes of an element.
pub(crate) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// An element with what `inner` writes into it.
pub(crate) fn element(
    xml: &mut Xml,
    name: &str,
    attributes: Attributes<'_>,
    inner: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    let held: Vec<_> = attributes.iter().map(|(name, value)| (*name, holdable(value))).collect();
    let attributes = held.iter().map(|(name, value)| (*name, value.as_ref()));
    xml.create_element(name).with_attributes(attributes).write_inner_content(inner)?;
    Ok(())
}

/// An element without content.
pub(crate) fn empty(xml: &mut Xml, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
    let held: Vec<_> = attributes.iter().map(|(name, value)| (*name, holdable(value))).collect();
    let attributes = held.iter().map(|(name, value)| (*name, value.as_ref()));
    xml.create_element(name).with_attributes(attributes).write_empty()?;
    Ok(())
}

/// An element that holds text only.
pub(crate) fn text(
    xml: &mut Xml,
    name: &str,
    attributes: Attributes<'_>,
    text: &str,
) -> io::Result<()> {
    element(xml, name, attributes, |xml| {
        let content = holdable(text);
        xml.write_event(quick_xml::events::Event::Text(BytesText::new(&content)))
    })
}

/// The text without the characters that no XML document may hold, even escaped.
fn holdable(text: &str) -> Cow<'_, str> {
    let held = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    if text.chars().all(held) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|c| held(*c)).collect())
}
