//! What is cited, with its items, its links, and what a reader must know before citing it.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    CiteError, Style, clean,
    elements::Marked,
    item::{Item, ItemDate, ItemType, Name},
    pinpoint::pinpoint,
    styles::render,
    treaty::TreatyFacts,
};
use crate::{
    model::{ClauseRecord, Locator, Source, SourceType, Status},
    read::{is_web_address, title_language},
};

/// What everything that is cited has around it.
#[derive(Debug, Clone, Copy)]
pub struct Citing<'a> {
    /// What is known of the treaty.
    pub treaty: &'a TreatyFacts,
    /// The site's public address, without a slash at its end, where it has one.
    pub base_url: Option<&'a str>,
}

/// A treaty, a source or a clause, ready to be cited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Cited {
    /// What reference managers should hold: the source or the treaty as a whole.
    #[serde(skip)]
    pub whole: Item,
    /// The clause as an item of its own.
    #[serde(skip)]
    pub clause: Option<Item>,
    /// Where the clause stands.
    #[serde(skip)]
    locator: Option<Locator>,
    /// The place to cite beside the source, as reference managers ask for it: `art 4(2)`.
    pub pinpoint: Option<String>,
    /// Link to what is cited; of a clause, to its exact wording. Relative without a public address.
    pub permalink: String,
    /// Link to the clause's place, whose wording may change.
    pub address: Option<String>,
    /// What no document held states: "publisher", "date of signature".
    pub missing: Vec<&'static str>,
    /// What documents contradict each other on, and the citation leaves out.
    pub disputed: Vec<&'static str>,
    /// What to know before citing.
    pub notices: Vec<String>,
    /// The language of the title, where it is not English and known.
    #[serde(skip)]
    title_language: Option<String>,
    /// What a citation names where there is no public address to link to.
    #[serde(skip)]
    unlinked: Option<String>,
}

/// A citation in one style.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Citation {
    /// The style.
    pub style: Style,
    /// In plain text: a note, or in an author-date style the entry of the list of references.
    pub text: String,
    /// The same as HTML, escaped.
    pub html: String,
    /// What an author-date style puts into the running text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_text: Option<String>,
    /// The same as HTML, escaped.
    #[serde(skip)]
    pub in_text_html: Option<String>,
}

impl Citing<'_> {
    /// The treaty itself.
    #[must_use]
    pub fn treaty(&self) -> Cited {
        let treaty = self.treaty;
        let path = format!("/treaties/{}", treaty.slug);
        let url = self.absolute(&path);
        let whole = Item { url: url.clone(), ..treaty.item(&treaty.slug) };
        let mut cited = self.cited(kept(whole, url), &path);
        cited.unlinked = Some(format!("treaty {}", treaty.slug));
        cited.title_language = foreign(&cited.whole.title);
        (cited.missing, cited.disputed) = treaty.gaps();
        if !treaty.text_held {
            cited.notices.push(
                "Pacta holds reports of this treaty, not its text: check the text before citing it."
                    .to_owned(),
            );
        }
        self.told(cited)
    }

    /// A source as a whole.
    #[must_use]
    pub fn source(&self, source: &Source) -> Cited {
        let path = format!("/sources/{}", source.slug);
        let page = self.absolute(&path);
        let mut whole = match source.r#type {
            SourceType::Text => self.treaty.item(&source.slug),
            SourceType::Official | SourceType::Report => report(source),
        };
        whole.accessed = ItemDate::of(source.retrieved);
        whole.language = Some(clean(&source.language));
        whole.url = source.url.clone().filter(|url| is_web_address(url)).or_else(|| page.clone());
        whole.note = source.archived_url.as_ref().map(|url| format!("Archived copy: {url}"));
        let mut cited = self.cited(kept(whole, page), &path);
        cited.unlinked = Some(format!("source {}", source.slug));
        // The treaty's title may be in another language than this text of it.
        let own = cited.whole.title == clean(&source.title);
        let stated = Some(clean(&source.language)).filter(|l| own && l != "en");
        cited.title_language = stated.or_else(|| foreign(&cited.whole.title));
        if source.r#type == SourceType::Text {
            (cited.missing, cited.disputed) = self.treaty.gaps();
        } else {
            cited.missing.extend(source.publisher.is_none().then_some("publisher"));
            cited.missing.extend(cited.whole.issued.is_none().then_some("date"));
            cited.notices.push(not_the_text(source.r#type, "treaty"));
        }
        self.told(cited)
    }

    /// A clause of a source.
    #[must_use]
    pub fn clause(&self, clause: &ClauseRecord, source: &Source) -> Cited {
        let mut whole = self.source(source);
        // A version in another language has a title of its own.
        if let Some(title) = clause.version_title().filter(|_| source.r#type == SourceType::Text) {
            whole.whole.title = clean(title);
            whole.whole.language = Some(clean(&clause.language));
            whole.title_language = Some(clean(&clause.language)).filter(|l| l != "en");
        }
        let path = format!("/c/{}", clause.id);
        let permalink = self.absolute(&path);
        let place = pinpoint(&clause.locator, false);
        // A title stays a title: reference managers ask for the place when they cite.
        let notes = [Some(format!("Pinpoint: {place}")), whole.whole.note.clone()];
        let own = Item {
            id: format!("{}-{}", clause.source, clause.id),
            language: Some(clean(&clause.language)),
            note: Some(notes.into_iter().flatten().collect::<Vec<_>>().join(". ")),
            pinpoint: Some(place.clone()),
            url: permalink.clone().or_else(|| source.url.clone()),
            r#abstract: Some(clean(&clause.text)),
            ..whole.whole.clone()
        };
        let mut cited = Cited {
            clause: Some(kept(own, permalink.or_else(|| Some(clause.id.to_string())))),
            locator: Some(clause.locator.clone()),
            pinpoint: Some(place),
            unlinked: Some(format!("clause {}, source {}", clause.id, clause.source)),
            permalink: self.link(&path),
            address: Some(self.link(&format!("/sources/{}/{}", clause.source, clause.locator))),
            ..whole
        };
        if source.r#type != SourceType::Text
            && let Some(first) = cited.notices.first_mut()
        {
            *first = not_the_text(source.r#type, "clause");
        }
        if clause.status == Status::Superseded {
            cited.notices.insert(0, format!("You are citing words that the source no longer has: version {} was the last with them.", clause.version));
        }
        // What has no address of its own is found at its permanent link.
        if source.url.is_none() {
            cited.whole.url = self.absolute(&path);
        }
        cited
    }

    fn cited(&self, whole: Item, path: &str) -> Cited {
        Cited {
            whole,
            clause: None,
            locator: None,
            pinpoint: None,
            permalink: self.link(path),
            address: None,
            missing: Vec::new(),
            disputed: Vec::new(),
            notices: Vec::new(),
            title_language: None,
            unlinked: None,
        }
    }

    /// Adds the notices on what is missing.
    fn told(&self, mut cited: Cited) -> Cited {
        if !cited.missing.is_empty() {
            cited
                .notices
                .push(format!("Incomplete citation: {} not stated.", list(&cited.missing)));
        }
        if !cited.disputed.is_empty() {
            cited.notices.push(format!(
                "Sources differ on the {}, which the citation leaves out.",
                list(&cited.disputed)
            ));
        }
        if self.base_url.is_none() {
            cited.notices.push(
                "This site has no public address yet, so the citation leaves its link out."
                    .to_owned(),
            );
        }
        cited
    }

    fn link(&self, path: &str) -> String {
        format!("{}{path}", self.base_url.unwrap_or_default())
    }

    fn absolute(&self, path: &str) -> Option<String> {
        self.base_url.map(|base| format!("{base}{path}"))
    }
}

/// The language of a title that is rather not in English.
fn foreign(title: &str) -> Option<String> {
    title_language(title).filter(|language| *language != "en").map(str::to_owned)
}

/// Whether a character runs from right to left: Hebrew, Arabic and the scripts beside them.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}')
}

/// The item with where Pacta keeps it.
fn kept(item: Item, location: Option<String>) -> Item {
    let archive = location.is_some().then(|| "Pacta".to_owned());
    Item { archive, archive_location: location, ..item }
}

/// A report or an official statement.
fn report(source: &Source) -> Item {
    let issued = ItemDate::of(source.published);
    let publisher = source.publisher.as_deref().map(clean).filter(|p| !p.is_empty());
    let to_the_day = issued.is_some_and(|d| d.0.day().is_some());
    let official = source.r#type == SourceType::Official;
    let r#type = match (&publisher, &source.url) {
        (Some(_), _) if to_the_day && !official => ItemType::ArticleNewspaper,
        (Some(_), None) => ItemType::Report,
        _ => ItemType::Webpage,
    };
    let mut item = Item::new(source.slug.to_string(), r#type, &source.title);
    item.issued = issued;
    item.author = source.author.as_deref().map(Name::list).unwrap_or_default();
    match publisher {
        // A body speaks for itself.
        Some(body) if official && item.author.is_empty() => {
            item.author = vec![Name::Literal { literal: body }];
        }
        Some(publisher) if r#type == ItemType::Report => item.publisher = Some(publisher),
        publisher => item.container_title = publisher,
    }
    item
}

/// The notice on a source that is not the treaty's text.
fn not_the_text(r#type: SourceType, cited: &str) -> String {
    match r#type {
        SourceType::Official => {
            "You are citing an official statement, not the treaty’s text.".to_owned()
        }
        _ => format!("You are citing a report of this {cited}, not the treaty’s text."),
    }
}

/// "publisher and date", "a, b and c".
pub(crate) fn list<T: AsRef<str>>(names: &[T]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

impl Cited {
    /// The item that a download of this page holds: the clause's own where there is one.
    #[must_use]
    pub fn item(&self) -> &Item {
        self.clause.as_ref().unwrap_or(&self.whole)
    }

    /// The title, with the place where a part is cited.
    #[must_use]
    pub fn name(&self) -> String {
        let place = self.pinpoint.as_ref().map(|place| format!(", {place}"));
        self.item().title.clone() + &place.unwrap_or_default()
    }

    /// The citation in a style, with the place, and with the permanent link at its end where the style
    /// has not printed it. Without a public address, ids stand there instead of a link.
    ///
    /// # Errors
    /// When the style can't be rendered.
    pub fn citation(&self, style: Style) -> Result<Citation, CiteError> {
        let place = self.locator.as_ref().map(|locator| pinpoint(locator, style.has_stops()));
        // Titles in English alone are printed with capitals.
        let language = self.title_language.as_ref().or(self.whole.language.as_ref()).cloned();
        let whole = Item { language, ..self.whole.clone() };
        let mut styled = render(style, &whole, place.as_deref())?;
        for marked in std::iter::once(&mut styled.whole).chain(&mut styled.in_text) {
            if self.title_language.is_some() || self.whole.title.chars().any(is_right_to_left) {
                marked.set_apart(&self.whole.title, self.title_language.as_deref());
            }
        }
        let mut whole = styled.whole;
        self.end(&mut whole);
        let (in_text, in_text_html) =
            styled.in_text.map(|in_text| (in_text.text, in_text.html)).unzip();
        Ok(Citation { style, text: whole.text, html: whole.html, in_text, in_text_html })
    }

    /// The citation in every style.
    ///
    /// # Errors
    /// When a style can't be rendered.
    pub fn citations(&self) -> Result<Vec<Citation>, CiteError> {
        Style::ALL.into_iter().map(|style| self.citation(style)).collect()
    }

    /// Says where the words are kept, as citations name archives: "… [Pacta, https://…]."
    fn end(&self, citation: &mut Marked) {
        let linked = is_web_address(&self.permalink);
        if linked && citation.text.contains(&self.permalink) {
            return;
        }
        let stopped = citation.take_stop();
        citation.push_text(" [Pacta, ");
        let named = self.unlinked.as_deref().filter(|_| !linked);
        citation.push_link(named.unwrap_or(&self.permalink), &self.permalink);
        citation.push_text(if stopped { "]." } else { "]" });
    }
}
