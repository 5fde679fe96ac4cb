//! A treaty text as Akoma Ntoso 3.0 (an OASIS standard), with the eIds that its clauses are cited by.
//!
//! What comes in: a source's newest version with its divisions. What goes out: one XML document. The
//! words are those of the clauses, the titles and the headings of divisions; what was skipped when
//! the text was cut (page numbers, a table of contents) is left out here too.

mod meta;
mod tree;

use std::io;

use quick_xml::events::{BytesDecl, Event};

use self::tree::{Item, Level};
use super::xml::{Xml, element, text};
use crate::{
    model::{ClauseRecord, Division, Unit},
    store::{DivisionRecord, Reading},
};

/// The namespace of Akoma Ntoso 3.0.
const NAMESPACE: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

/// A text to be written.
#[derive(Debug, Clone, Copy)]
struct Text<'a> {
    reading: &'a Reading,
}

/// The document of a treaty text. `reading` holds all its clauses.
///
/// # Errors
/// Never by itself: only where the writer in memory fails.
pub fn akoma_ntoso(reading: &Reading, divisions: &[DivisionRecord]) -> io::Result<String> {
    let text = Text { reading };
    let items = tree::tree(divisions, &reading.clauses);
    let mut xml = Xml::new_with_indent(Vec::new(), b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    element(&mut xml, "akomaNtoso", &[("xmlns", NAMESPACE)], |xml| text.root(xml, items))?;
    let mut bytes = xml.into_inner();
    bytes.push(b'\n');
    String::from_utf8(bytes).map_err(io::Error::other)
}

/// The parts of a document, in the order of the schema.
#[derive(Default)]
struct Parts<'a> {
    preamble: Vec<Item<'a>>,
    body: Vec<Item<'a>>,
    conclusions: Vec<Item<'a>>,
    attachments: Vec<(&'a Division, Vec<Item<'a>>)>,
    versions: Vec<(&'a Division, Vec<Item<'a>>)>,
}

impl<'a> Parts<'a> {
    fn of(items: Vec<Item<'a>>) -> Self {
        let mut parts = Self::default();
        let divided = items.iter().any(|item| matches!(item, Item::Division(..)));
        for item in items {
            match item {
                Item::Division(d, inner) => match (d.unit, d.locator.as_str()) {
                    (Unit::Version, _) => parts.versions.push((d, inner)),
                    (Unit::Annex | Unit::Protocol, _) => parts.attachments.push((d, inner)),
                    (Unit::Preamble, _) | (_, "preamble") => {
                        parts.preamble.push(Item::Division(d, inner));
                    }
                    (Unit::Conclusions, _) | (_, "conclusions") => {
                        parts.conclusions.push(Item::Division(d, inner));
                    }
                    _ => parts.body.push(Item::Division(d, inner)),
                },
                // What stands before the first article opens the text.
                level @ Item::Level(_) if divided && parts.body.is_empty() => {
                    parts.preamble.push(level);
                }
                level @ Item::Level(_) => parts.body.push(level),
            }
        }
        parts
    }
}

impl Text<'_> {
    fn root(self, xml: &mut Xml, items: Vec<Item<'_>>) -> io::Result<()> {
        let parts = Parts::of(items);
        if parts.versions.is_empty() {
            return element(xml, "act", &[("name", "treaty")], |xml| {
                self.document(xml, "body", "!main", Some(&self.reading.record.source.title), parts)
            });
        }
        // A file that holds the text in several languages is a collection of them.
        element(xml, "documentCollection", &[("name", "versions")], |xml| {
            meta::write(xml, self, "!main")?;
            element(xml, "collectionBody", &[], |xml| {
                parts.versions.into_iter().try_for_each(|(version, inner)| {
                    let eid = version.locator.as_str();
                    element(xml, "component", &[("eId", eid)], |xml| {
                        element(xml, "act", &[("name", "treaty")], |xml| {
                            let title = version.name();
                            self.document(
                                xml,
                                "body",
                                &format!("!{eid}"),
                                title.as_deref(),
                                Parts::of(inner),
                            )
                        })
                    })
                })
            })
        })
    }

    /// A document or one attached to it.
    fn document(
        self,
        xml: &mut Xml,
        body: &str,
        part: &str,
        title: Option<&str>,
        parts: Parts<'_>,
    ) -> io::Result<()> {
        meta::write(xml, self, part)?;
        if let Some(title) = title {
            element(xml, "preface", &[], |xml| {
                element(xml, "p", &[], |xml| text(xml, "docTitle", &[], title))
            })?;
        }
        if !parts.preamble.is_empty() {
            self.around(xml, "preamble", &parts.preamble)?;
        }
        element(xml, body, &[], |xml| {
            if parts.body.is_empty() {
                let eid = [("eId", "body__para")];
                return element(xml, "paragraph", &eid, |xml| self.blocks(xml, "content", &[], ""));
            }
            parts.body.iter().try_for_each(|item| match item {
                // What is attached may be text without any hierarchy.
                Item::Level(level) if body == "mainBody" && !level.is_hierarchical() => {
                    self.block(xml, level, "")
                }
                _ => self.hierarchical(xml, item),
            })
        })?;
        if !parts.conclusions.is_empty() {
            self.around(xml, "conclusions", &parts.conclusions)?;
        }
        if parts.attachments.is_empty() {
            return Ok(());
        }
        element(xml, "attachments", &[], |xml| {
            parts.attachments.into_iter().try_for_each(|(d, inner)| self.attachment(xml, d, inner))
        })
    }

    fn attachment(
        self,
        xml: &mut Xml,
        division: &Division,
        inner: Vec<Item<'_>>,
    ) -> io::Result<()> {
        let eid = division.locator.as_str();
        element(xml, "attachment", &[("eId", eid)], |xml| {
            named(xml, division)?;
            let name = if division.unit == Unit::Protocol { "protocol" } else { "annex" };
            element(xml, "doc", &[("name", name)], |xml| {
                self.document(xml, "mainBody", &format!("!{eid}"), None, Parts::of(inner))
            })
        })
    }

    /// Preamble or conclusions: recitals and paragraphs.
    fn around(self, xml: &mut Xml, name: &str, items: &[Item<'_>]) -> io::Result<()> {
        let eid = items.iter().find_map(|item| match item {
            Item::Division(d, _) => Some(d.locator.as_str()),
            Item::Level(_) => None,
        });
        let mut levels: Vec<&Level<'_>> = Vec::new();
        for item in items {
            flat(item, &mut levels);
        }
        element(xml, name, &[("eId", eid.unwrap_or(name))], |xml| {
            let mut rest = &levels[..];
            while let Some((first, after)) = rest.split_first() {
                let recitals = rest.iter().take_while(|level| level.name() == "rec").count();
                if recitals == 0 {
                    self.block(xml, first, "")?;
                    rest = after;
                    continue;
                }
                element(xml, "recitals", &[], |xml| {
                    rest[..recitals].iter().try_for_each(|level| {
                        element(xml, "recital", &[("eId", &level.eid)], |xml| {
                            let clauses = level.clauses();
                            clauses.iter().try_for_each(|c| self.words(xml, "p", None, c, ""))
                        })
                    })
                })?;
                rest = &rest[recitals..];
            }
            Ok(())
        })
    }

    /// A division, or a paragraph or point.
    fn hierarchical(self, xml: &mut Xml, item: &Item<'_>) -> io::Result<()> {
        let (division, inner) = match item {
            Item::Level(level) => return self.level(xml, level),
            Item::Division(division, inner) => (division, inner),
        };
        element(xml, tag(division.unit), &[("eId", division.locator.as_str())], |xml| {
            named(xml, division)?;
            let levels: Option<Vec<&Level<'_>>> = inner
                .iter()
                .map(|item| if let Item::Level(level) = item { Some(level) } else { None })
                .collect();
            match levels {
                Some(levels) => self.inside(xml, &levels, ""),
                None => inner.iter().try_for_each(|item| self.hierarchical(xml, item)),
            }
        })
    }

    /// A paragraph or point with its number.
    fn level(self, xml: &mut Xml, level: &Level<'_>) -> io::Result<()> {
        let name = match level.name() {
            name @ ("point" | "indent") => name,
            _ => "paragraph",
        };
        let number = level.number().filter(|_| level.is_hierarchical()).unwrap_or_default();
        element(xml, name, &[("eId", &level.eid)], |xml| {
            if !number.is_empty() {
                text(xml, "num", &[], number)?;
            }
            // Its own words are the first block in it.
            let own = Level { eid: String::new(), clause: level.clause, inner: Vec::new() };
            let own = level.clause.map(|_| &own);
            let levels: Vec<&Level<'_>> = own.into_iter().chain(&level.inner).collect();
            self.inside(xml, &levels, number)
        })
    }

    /// What stands in an element of the hierarchy: text alone, or lists between opening and closing
    /// words. `number` stands before the first words and is written already.
    fn inside(self, xml: &mut Xml, levels: &[&Level<'_>], number: &str) -> io::Result<()> {
        let Some(first) = levels.iter().position(|level| level.is_hierarchical()) else {
            return self.blocks(xml, "content", levels, number);
        };
        let last = levels.iter().rposition(|level| level.is_hierarchical()).unwrap_or(first);
        let (before, after) = (&levels[..first], &levels[last + 1..]);
        if !before.is_empty() {
            self.blocks(xml, "intro", before, number)?;
        }
        levels[first..=last].iter().try_for_each(|level| self.level(xml, level))?;
        if after.is_empty() { Ok(()) } else { self.blocks(xml, "wrapUp", after, "") }
    }

    /// An element of blocks; `number` stands before the first.
    fn blocks(
        self,
        xml: &mut Xml,
        name: &str,
        levels: &[&Level<'_>],
        number: &str,
    ) -> io::Result<()> {
        element(xml, name, &[], |xml| {
            if levels.is_empty() {
                return text(xml, "p", &[], "");
            }
            let mut number = number;
            let mut block = |level| self.block(xml, level, std::mem::take(&mut number));
            levels.iter().copied().try_for_each(&mut block)
        })
    }

    /// A block of text: one clause, or the sentences of a paragraph.
    fn block(self, xml: &mut Xml, level: &Level<'_>, number: &str) -> io::Result<()> {
        if let (Some(clause), []) = (level.clause, &level.inner[..]) {
            return self.words(xml, "p", Some(&level.eid), clause, number);
        }
        let eid = [("eId", level.eid.as_str())];
        element(xml, "p", if level.eid.is_empty() { &[] } else { &eid }, |xml| {
            let mut number = number;
            level.clauses().iter().try_for_each(|clause| {
                let number = std::mem::take(&mut number);
                let eid = Some(clause.locator.as_str()).filter(|own| *own != level.eid);
                self.words(xml, "span", eid, clause, number)
            })
        })
    }

    /// The words of a clause, without the number that stands before them already.
    fn words(
        self,
        xml: &mut Xml,
        name: &str,
        eid: Option<&str>,
        clause: &ClauseRecord,
        number: &str,
    ) -> io::Result<()> {
        let words = clause.text.trim_start().strip_prefix(number).unwrap_or(&clause.text);
        let mut attributes: Vec<(&str, &str)> =
            eid.filter(|eid| !eid.is_empty()).map(|eid| ("eId", eid)).into_iter().collect();
        if clause.language != self.reading.record.source.language {
            attributes.push(("xml:lang", &clause.language));
        }
        text(xml, name, &attributes, words.trim_start())
    }
}

/// Number and heading of a division, as the text has them.
fn named(xml: &mut Xml, division: &Division) -> io::Result<()> {
    if !division.label.is_empty() {
        text(xml, "num", &[], &division.label)?;
    }
    division.heading.as_ref().map_or(Ok(()), |heading| text(xml, "heading", &[], heading))
}

/// All levels in an item, in order.
fn flat<'i, 'a>(item: &'i Item<'a>, levels: &mut Vec<&'i Level<'a>>) {
    match item {
        Item::Level(level) => levels.push(level),
        Item::Division(_, inner) => inner.iter().for_each(|item| flat(item, levels)),
    }
}

/// The element of a division.
fn tag(unit: Unit) -> &'static str {
    match unit {
        Unit::Part => "part",
        Unit::Title => "title",
        Unit::Chapter => "chapter",
        Unit::Section => "section",
        Unit::Article => "article",
        Unit::Point => "point",
        Unit::Version
        | Unit::Annex
        | Unit::Protocol
        | Unit::Preamble
        | Unit::Conclusions
        | Unit::Paragraph => "paragraph",
    }
}

#[cfg(test)]
mod tests;
