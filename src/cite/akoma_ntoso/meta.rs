//! What the document says of itself: work, expression and manifestation, as FRBR has them.

use std::io;

use super::{
    super::xml::{Xml, element, empty},
    Text,
};
use crate::read::three_letters;

/// The eId of the organisation that made the markup.
const EDITOR: &str = "#pacta";

/// The names that identify a text.
struct Names {
    work: String,
    expression: String,
    /// The day of the version, and what it is.
    expressed: (String, &'static str),
    /// The day when the markup was made.
    marked_up: String,
}

impl Names {
    fn of(text: Text<'_>) -> Self {
        let source = &text.reading.record.source;
        let marked_up: String = text.reading.record.added.chars().take(10).collect();
        let published = source.published.map(|date| date.to_string()).filter(|d| is_day(d));
        let expressed = published.map_or((marked_up.clone(), "generation"), |d| (d, "publication"));
        // No single country makes a treaty: ISO 3166 keeps ZZ for a place that is none.
        let work = format!("/akn/zz/act/treaty/{}/{}", expressed.0, source.slug);
        let expression = format!("{work}/{}@{}", three_letters(&source.language), expressed.0);
        Self { work, expression, expressed, marked_up }
    }
}

/// A whole day, as `xsd:date` has it.
fn is_day(date: &str) -> bool {
    let digit = |b: &u8| b.is_ascii_digit();
    matches!(date.as_bytes(), [y @ .., b'-', m1, m2, b'-', d1, d2]
        if y.len() == 4 && y.iter().chain([m1, m2, d1, d2]).all(digit))
}

/// Writes the `meta` of a document; `part` names a part of it that has a `meta` of its own.
pub(super) fn write(xml: &mut Xml, text: Text<'_>, part: &str) -> io::Result<()> {
    let names = Names::of(text);
    let source = &text.reading.record.source;
    let language = three_letters(&source.language);
    element(xml, "meta", &[], |xml| {
        element(xml, "identification", &[("source", EDITOR)], |xml| {
            let (day, kind) = (names.expressed.0.as_str(), names.expressed.1);
            element(xml, "FRBRWork", &[], |xml| {
                uris(xml, &format!("{}/{part}", names.work), &names.work)?;
                empty(xml, "FRBRalias", &[("value", &source.title), ("name", "title")])?;
                empty(xml, "FRBRdate", &[("date", day), ("name", kind)])?;
                empty(xml, "FRBRauthor", &[("href", "#publisher")])?;
                empty(xml, "FRBRcountry", &[("value", "zz")])
            })?;
            element(xml, "FRBRExpression", &[], |xml| {
                uris(xml, &format!("{}/{part}", names.expression), &names.expression)?;
                empty(xml, "FRBRdate", &[("date", day), ("name", kind)])?;
                empty(xml, "FRBRauthor", &[("href", "#publisher")])?;
                empty(xml, "FRBRlanguage", &[("language", language)])
            })?;
            element(xml, "FRBRManifestation", &[], |xml| {
                let uri = format!("{}.xml", names.expression);
                uris(xml, &format!("{}/{part}.xml", names.expression), &uri)?;
                empty(xml, "FRBRdate", &[("date", &names.marked_up), ("name", "generation")])?;
                empty(xml, "FRBRauthor", &[("href", EDITOR)])
            })
        })?;
        if let (Some(publisher), "publication") = (&source.publisher, names.expressed.1) {
            let attributes =
                [("date", names.expressed.0.as_str()), ("name", publisher), ("showAs", publisher)];
            empty(xml, "publication", &attributes)?;
        }
        element(xml, "references", &[("source", EDITOR)], |xml| {
            if let Some(url) = &source.url {
                let attributes = [("eId", "published"), ("href", url), ("showAs", &source.title)];
                empty(xml, "original", &attributes)?;
            }
            organization(xml, "pacta", "Pacta")?;
            organization(xml, "publisher", source.publisher.as_deref().unwrap_or("not stated"))
        })
    })
}

fn uris(xml: &mut Xml, this: &str, uri: &str) -> io::Result<()> {
    empty(xml, "FRBRthis", &[("value", this)])?;
    empty(xml, "FRBRuri", &[("value", uri)])
}

fn organization(xml: &mut Xml, eid: &str, name: &str) -> io::Result<()> {
    let href = format!("/akn/ontology/organization/{eid}");
    empty(xml, "TLCOrganization", &[("eId", eid), ("href", &href), ("showAs", name)])
}
