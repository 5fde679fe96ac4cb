//! What an Akoma Ntoso document says of itself: the elements of its `meta`, by the levels of FRBR.

use super::walk::Element;
use crate::{
    model::Edtf,
    read::{Metadata, is_web_address},
};

/// ISO 639-2 codes, which `FRBRlanguage` has, and the shorter ones of BCP 47.
const LANGUAGES: [(&str, &str); 32] = [
    ("eng", "en"),
    ("fra", "fr"),
    ("fre", "fr"),
    ("spa", "es"),
    ("deu", "de"),
    ("ger", "de"),
    ("ita", "it"),
    ("por", "pt"),
    ("nld", "nl"),
    ("dut", "nl"),
    ("rus", "ru"),
    ("ara", "ar"),
    ("zho", "zh"),
    ("chi", "zh"),
    ("fas", "fa"),
    ("per", "fa"),
    ("pol", "pl"),
    ("swe", "sv"),
    ("dan", "da"),
    ("fin", "fi"),
    ("ell", "el"),
    ("gre", "el"),
    ("ces", "cs"),
    ("cze", "cs"),
    ("hun", "hu"),
    ("ron", "ro"),
    ("rum", "ro"),
    ("bul", "bg"),
    ("jpn", "ja"),
    ("kor", "ko"),
    ("tur", "tr"),
    ("ukr", "uk"),
];

/// The three letters of a language by its BCP 47 tag, where it has them here; else the tag.
pub(crate) fn three_letters(tag: &str) -> &str {
    let short = tag.split('-').next().unwrap_or(tag);
    LANGUAGES.iter().find(|(_, known)| *known == short).map_or(tag, |(long, _)| long)
}

/// What was met in `meta`.
#[derive(Debug, Default)]
pub(super) struct Frbr {
    title: Option<String>,
    alias: Option<String>,
    language: Option<String>,
    publisher: Option<String>,
    published: Option<Edtf>,
    /// When this version of the text was made. The work's own date is the treaty's, not the source's.
    dated: Option<Edtf>,
    /// Within `FRBRExpression`, which is this version.
    expression: bool,
    url: Option<String>,
}

impl Frbr {
    /// Takes an element of `meta`. The first to say something wins: a document's own `meta` stands
    /// before those of its annexes.
    pub(super) fn open(&mut self, element: &Element<'_>) {
        let stated = |name| element.attribute(name).map(str::to_owned);
        let date = || element.attribute("date").and_then(|d| d.get(..10).unwrap_or(d).parse().ok());
        match element.name {
            "FRBRtitle" => first(&mut self.title, stated("value")),
            "FRBRalias" => first(&mut self.alias, stated("value")),
            "FRBRlanguage" => first(&mut self.language, stated("language")),
            "FRBRWork" | "FRBRManifestation" | "FRBRItem" => self.expression = false,
            "FRBRExpression" => self.expression = true,
            // The day when markup was made says nothing of the text.
            "FRBRdate" if element.attribute("name") == Some("generation") => {}
            "FRBRdate" if self.expression => first(&mut self.dated, date()),
            "FRBRuri" | "FRBRthis" => {
                first(&mut self.url, stated("value").filter(|url| is_web_address(url)));
            }
            "publication" => {
                first(&mut self.published, date());
                first(&mut self.publisher, stated("showAs").or_else(|| stated("name")));
            }
            _ => {}
        }
    }

    /// The metadata. `title` is the one that stands in the text, which is more than an alias.
    pub(super) fn metadata(self, title: &str) -> Metadata {
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let language = self.language.map(|code| {
            let short = LANGUAGES.iter().find(|(long, _)| *long == code).map(|(_, short)| *short);
            short.map_or(code, str::to_owned)
        });
        Metadata {
            title: self.title.or(Some(title).filter(|t| !t.is_empty())).or(self.alias),
            language,
            publisher: self.publisher,
            published: self.published.or(self.dated),
            url: self.url,
            ..Metadata::default()
        }
    }
}

fn first<T>(place: &mut Option<T>, stated: Option<T>) {
    if place.is_none() {
        *place = stated;
    }
}
