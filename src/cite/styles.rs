//! The four styles, rendered by a CSL processor.
//!
//! Chicago and APA come from the processor's archive. OSCOLA and the Bluebook are our own short files in
//! `data/styles/`: the stock ones leave out what treaties are cited by.

use std::{str::FromStr, sync::LazyLock};

use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, LocatorPayload,
    SpecificLocator,
    archive::{self, ArchivedStyle},
    citationberg::{IndependentStyle, Locale, LocaleCode, Style as Csl, json, taxonomy::Locator},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CiteError, elements::Marked, item::Item};

/// A citation style.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Style {
    /// The Chicago Manual of Style, notes.
    #[default]
    ChicagoNotes,
    /// The Publication Manual of the American Psychological Association.
    Apa,
    /// The Oxford University Standard for the Citation of Legal Authorities.
    Oscola,
    /// The Bluebook.
    Bluebook,
}

impl Style {
    /// Every style, in the order of pages.
    pub const ALL: [Self; 4] = [Self::ChicagoNotes, Self::Apa, Self::Oscola, Self::Bluebook];

    /// The name in addresses and flags.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ChicagoNotes => "chicago-notes",
            Self::Apa => "apa",
            Self::Oscola => "oscola",
            Self::Bluebook => "bluebook",
        }
    }

    /// The name for readers.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::ChicagoNotes => "Chicago (notes)",
            Self::Apa => "APA",
            Self::Oscola => "OSCOLA",
            Self::Bluebook => "Bluebook",
        }
    }

    /// Whether short forms in a pinpoint have full stops: "art. 4(2)".
    pub(super) fn has_stops(self) -> bool {
        self != Self::Oscola
    }

    /// Whether a reader finds the work in a list of references, so that a place in it can only be named
    /// where it is cited. The other styles cite in notes.
    #[must_use]
    pub fn is_author_date(self) -> bool {
        self == Self::Apa
    }
}

impl FromStr for Style {
    type Err = CiteError;
    fn from_str(name: &str) -> Result<Self, CiteError> {
        let found = Self::ALL.into_iter().find(|style| style.as_str() == name);
        found.ok_or_else(|| CiteError::Style(name.chars().take(40).collect()))
    }
}

/// Locales and styles, read once: reading them takes longer than a hundred citations.
struct Files {
    locales: Vec<Locale>,
    chicago: IndependentStyle,
    apa: IndependentStyle,
    oscola: IndependentStyle,
    bluebook: IndependentStyle,
}

static FILES: LazyLock<Result<Files, CiteError>> = LazyLock::new(|| {
    let mut locales = archive::locales();
    // Citations are written in English, whatever the language of what they cite.
    locales.retain(|locale| locale.lang.as_ref().is_some_and(|lang| lang.0.starts_with("en")));
    Ok(Files {
        locales,
        chicago: archived("chicago-notes")?,
        apa: archived("apa")?,
        oscola: own("oscola", include_str!("../../data/styles/oscola.csl"))?,
        bluebook: own("bluebook", include_str!("../../data/styles/bluebook.csl"))?,
    })
});

fn archived(name: &str) -> Result<IndependentStyle, CiteError> {
    match ArchivedStyle::by_name(name).map(ArchivedStyle::get) {
        Some(Csl::Independent(style)) => Ok(style),
        _ => Err(CiteError::StyleFile(format!("the archive has no style '{name}'"))),
    }
}

fn own(name: &str, xml: &str) -> Result<IndependentStyle, CiteError> {
    IndependentStyle::from_xml(xml).map_err(|e| CiteError::StyleFile(format!("{name}: {e}")))
}

impl Files {
    fn style(&self, style: Style) -> &IndependentStyle {
        match style {
            Style::ChicagoNotes => &self.chicago,
            Style::Apa => &self.apa,
            Style::Oscola => &self.oscola,
            Style::Bluebook => &self.bluebook,
        }
    }
}

/// An item in one style.
pub(super) struct Styled {
    /// The note, or in an author-date style the entry of the list of references.
    pub(super) whole: Marked,
    /// What stands in the running text of an author-date style: "(TASS, 2025, para. 3)".
    pub(super) in_text: Option<Marked>,
}

/// Renders `item` with a place in it.
pub(super) fn render(
    style: Style,
    item: &Item,
    pinpoint: Option<&str>,
) -> Result<Styled, CiteError> {
    let files = FILES.as_ref().map_err(Clone::clone)?;
    let csl = files.style(style);
    // Without a date, APA's file puts "Retrieved" before the address, even where no day follows.
    let undated = style == Style::Apa && item.issued.is_none() && item.accessed.is_none();
    let withheld = item.url.as_deref().filter(|_| undated);
    let entry = entry(style, item, withheld.is_some())?;
    let locale =
        if style == Style::Oscola { LocaleCode("en-GB".into()) } else { LocaleCode::en_us() };
    let locale = Some(locale);
    let mut cited = CitationItem::with_entry(&entry);
    // A locator of one's own kind has no label: the pinpoint has its words already.
    cited.locator =
        pinpoint.map(|place| SpecificLocator(Locator::Custom, LocatorPayload::Str(place)));
    // Only the driver knows that this is the first citation, and not one in short form.
    let mut driver = BibliographyDriver::new();
    let items = vec![cited];
    driver.citation(CitationRequest::new(items, csl, locale.clone(), &files.locales, Some(1)));
    let rendered = driver.finish(BibliographyRequest::new(csl, locale, &files.locales));
    let mut note = rendered.citations.first().map(|c| Marked::of(&c.citation)).unwrap_or_default();
    if !style.is_author_date() {
        return Ok(Styled { whole: note, in_text: None });
    }
    // The processor takes the ")" of "art. 4(2)" for the one that ends the citation.
    if note.text.matches('(').count() > note.text.matches(')').count() {
        note.push_text(")");
    }
    let listed = rendered.bibliography.iter().flat_map(|b| &b.items).next();
    let mut whole = listed.map(|listed| Marked::of(&listed.content)).unwrap_or_default();
    if let Some(url) = withheld {
        whole.push_text(" ");
        whole.push_link(url, url);
    }
    Ok(Styled { whole, in_text: Some(note) })
}

/// The item as the processor takes it. It is given what its styles print and nothing else.
fn entry(style: Style, item: &Item, without_url: bool) -> Result<json::Item, CiteError> {
    let mut item = Item { archive: None, archive_location: None, note: None, ..item.clone() };
    item.r#abstract = None;
    item.url = item.url.filter(|_| !without_url);
    if style == Style::Bluebook {
        // "U.N.T.S.", and parties joined by a hyphen.
        item.container_title = item.container_title.map(|name| match item.volume {
            Some(_) => stopped(&name),
            None => name,
        });
        item.jurisdiction = item.jurisdiction.map(|parties| parties.replace('–', "-"));
    } else {
        item.jurisdiction = None;
    }
    let failed = |e: serde_json::Error| CiteError::Item(e.to_string());
    serde_json::from_value(serde_json::to_value(&item).map_err(failed)?).map_err(failed)
}

/// A series' acronym with full stops; any other name as it is.
fn stopped(name: &str) -> String {
    if name.chars().all(|c| c.is_ascii_uppercase()) {
        name.chars().flat_map(|c| [c, '.']).collect()
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_is_there_and_read_back_by_its_name() {
        assert!(FILES.is_ok());
        for style in Style::ALL {
            assert_eq!(style.as_str().parse::<Style>().ok(), Some(style));
        }
        assert_eq!(
            "mla".parse::<Style>().unwrap_err().to_string(),
            "no style 'mla'; there are chicago-notes, apa, oscola, bluebook"
        );
    }

    #[test]
    fn an_acronym_gets_its_stops_and_a_name_none() {
        assert_eq!((stopped("UNTS"), stopped("OJ L")), ("U.N.T.S.".into(), "OJ L".into()));
    }
}
