//! What a document's header says of it: `teiHeader`, and headers like it.
//!
//! In TEI (P5 Guidelines, chapter 2) title and author stand in `fileDesc/titleStmt`, publisher and
//! date in `fileDesc/publicationStmt`. A header of another vocabulary names them otherwise, but seldom
//! so that they could not be told.

use super::walk::Element;
use crate::{model::Edtf, read::Metadata};

/// What was met so far. The first of each that says something wins, but for authors.
#[derive(Debug, Default)]
pub(super) struct Header {
    titles: Vec<String>,
    authors: Vec<String>,
    publishers: Vec<String>,
    dates: Vec<String>,
    language: Option<String>,
}

/// What a part of the header is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Title,
    Author,
    Publisher,
    Date,
}

impl Header {
    /// An element opens; `path` is that of its names, from the root to itself.
    pub(super) fn open(&mut self, path: &[&str], element: &Element<'_>) {
        if path.len() <= 1 || matches!(path, [.., "langUsage", "language"]) {
            // xml:lang, by its local name.
            let stated = element.attribute("lang").or_else(|| element.attribute("ident"));
            self.language = self.language.take().or(stated.map(str::to_owned));
        }
        let Some(field) = field(path).filter(|(_, depth)| *depth == path.len()) else { return };
        let dated = element.attribute("when").or_else(|| element.attribute("value"));
        let place = self.place(field.0);
        if field.0 == Field::Date {
            place.extend(dated.map(str::to_owned));
        }
        place.push(String::new());
    }

    /// Text in the header.
    pub(super) fn text(&mut self, path: &[&str], text: &str) {
        if let Some((field, _)) = field(path)
            && let Some(place) = self.place(field).last_mut()
        {
            place.push_str(text);
        }
    }

    fn place(&mut self, field: Field) -> &mut Vec<String> {
        match field {
            Field::Title => &mut self.titles,
            Field::Author => &mut self.authors,
            Field::Publisher => &mut self.publishers,
            Field::Date => &mut self.dates,
        }
    }

    /// The metadata.
    pub(super) fn metadata(self) -> Metadata {
        let mut authors = stated(&self.authors);
        authors.dedup();
        let first = |all: &[String]| stated(all).into_iter().next();
        Metadata {
            title: first(&self.titles),
            author: (!authors.is_empty()).then(|| authors.join("; ")),
            publisher: first(&self.publishers),
            published: stated(&self.dates).iter().find_map(|date| date.parse::<Edtf>().ok()),
            language: self.language,
            ..Metadata::default()
        }
    }
}

/// Which field a path is in, and how deep its element is.
fn field(path: &[&str]) -> Option<(Field, usize)> {
    let rest = path.get(2..)?;
    if path.get(1) == Some(&"teiHeader") {
        let field = match rest {
            ["fileDesc", "titleStmt", "title", ..] => Field::Title,
            ["fileDesc", "titleStmt", "author", ..] => Field::Author,
            ["fileDesc", "publicationStmt", "publisher", ..] => Field::Publisher,
            ["fileDesc", "publicationStmt", "date", ..] => Field::Date,
            _ => return None,
        };
        return Some((field, 5));
    }
    rest.iter().zip(3..).find_map(|(name, depth)| {
        let name = name.to_ascii_lowercase();
        let field = match name.as_str() {
            name if name.ends_with("title") => Field::Title,
            "author" | "creator" => Field::Author,
            "publisher" => Field::Publisher,
            "date" | "pubdate" | "issued" => Field::Date,
            _ => return None,
        };
        Some((field, depth))
    })
}

fn stated(all: &[String]) -> Vec<String> {
    let folded = all.iter().map(|w| w.split_whitespace().collect::<Vec<_>>().join(" "));
    folded.filter(|w| !w.is_empty()).collect()
}
