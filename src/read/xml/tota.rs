//! Texts of Trade Agreements (ToTA): `treaty` with `meta` and `body`; in it `chapter` and `article`,
//! named by their attributes `number` and `name`, with text whose layout alone tells its paragraphs.
//!
//! The form is that of Alschner, Seiermann and Skougarevskiy, "Text of Trade Agreements (ToTA): A
//! Structured Corpus for the Text-as-Data Analysis of Preferential Trade Agreements" (2018).

use super::{Account, Piece, Read, Walk, Writer, account::What, layout, units, walk::Element};
use crate::{
    model::{DateEvent, SourceType, Unit},
    read::{BlockKind, Metadata, ReadError, is_web_address},
};

/// The dates of the treaty that `meta` has, by the names of their elements. They are kept in the text, as
/// one paragraph before the treaty's own words, so that what they say can be cited.
pub(crate) const DATES: [(&str, DateEvent); 2] =
    [("date_signed", DateEvent::Signature), ("date_into_force", DateEvent::EntryIntoForce)];

/// A document's body, in order, before its paragraphs are known: the margin at which lines were
/// wrapped shows only in all of it.
enum Step {
    Open(Unit, Option<String>, Option<String>),
    Close,
    Words(String),
}

/// What `meta` says.
#[derive(Default)]
struct Meta {
    name: String,
    language: String,
    /// Each with its kind and language, in order.
    sources: Vec<(String, String, String)>,
    parties: Vec<String>,
    signatories: Vec<String>,
    /// Elements of [`DATES`] with their words.
    dates: Vec<(&'static str, String)>,
}

pub(super) fn read(source: &str) -> Result<Read, ReadError> {
    let mut walk = Walk::new(source);
    let mut meta = Meta::default();
    let mut steps = Vec::new();
    let mut words = String::new();
    let mut path: Vec<&str> = Vec::new();
    while let Some(piece) = walk.next()? {
        match piece {
            Piece::Open(element) => {
                path.push(element.name);
                if path.get(1) == Some(&"meta") {
                    meta.open(&path, &element);
                    continue;
                }
                // Whatever else stands in a text parts it.
                words.push_str("\n\n");
                if let Some(step) = division(&element, &mut walk.account) {
                    steps.extend(taken(&mut words));
                    steps.push(step);
                }
            }
            Piece::Close(name) => {
                path.pop();
                words.push_str("\n\n");
                if matches!(name, "chapter" | "article") {
                    steps.extend(taken(&mut words));
                    steps.push(Step::Close);
                }
            }
            Piece::Text(text) if path.get(1) == Some(&"meta") => {
                if !meta.dated(&path, &text) {
                    walk.account.remove(What::Metadata, &text);
                    meta.text(&path, &text);
                }
            }
            Piece::Text(text) => words.push_str(&text),
        }
    }
    steps.extend(taken(&mut words));
    let mut writer = Writer::default();
    meta.write_dates(&mut writer, &mut walk.account);
    write(&steps, &mut writer);
    Ok(meta.read(writer, walk.account))
}

fn division(element: &Element<'_>, account: &mut Account) -> Option<Step> {
    if !matches!(element.name, "chapter" | "article") {
        return None;
    }
    let mut kept = |name| {
        let value = element.attribute(name)?;
        account.keep(value);
        Some(value.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let (number, name) = (kept("number"), kept("name"));
    let unit = if element.name == "article" {
        Unit::Article
    } else {
        let label = number.as_deref().or(name.as_deref()).unwrap_or_default();
        units::unit(label).unwrap_or(Unit::Chapter)
    };
    Some(Step::Open(unit, number, name))
}

fn taken(words: &mut String) -> Option<Step> {
    let words = std::mem::take(words);
    (!words.trim().is_empty()).then_some(Step::Words(words))
}

fn write(steps: &[Step], writer: &mut Writer) {
    let texts =
        || steps.iter().filter_map(|s| if let Step::Words(w) = s { Some(&**w) } else { None });
    let margin = layout::margin(texts());
    for step in steps {
        match step {
            Step::Open(unit, number, name) => {
                writer.enter(*unit, number.clone(), name.clone());
                writer.begin(BlockKind::Heading);
                for label in [number, name].into_iter().flatten() {
                    writer.push(label);
                    writer.space();
                }
                writer.end();
            }
            Step::Close => writer.leave(),
            Step::Words(words) => {
                for paragraph in layout::paragraphs(words, margin) {
                    writer.begin(BlockKind::Paragraph);
                    writer.push(paragraph);
                }
                writer.end();
            }
        }
    }
}

impl Meta {
    fn open(&mut self, path: &[&str], element: &Element<'_>) {
        match path.get(2..) {
            Some(["source"]) => {
                let stated = |name| element.attribute(name).unwrap_or_default().to_owned();
                self.sources.push((stated("type"), stated("lang"), String::new()));
            }
            Some(["parties", _]) => self.parties.push(String::new()),
            Some(["parties_original", _]) => self.signatories.push(String::new()),
            _ => {}
        }
    }

    fn text(&mut self, path: &[&str], text: &str) {
        let place = match path.get(2..) {
            Some(["name"]) => Some(&mut self.name),
            Some(["language"]) => Some(&mut self.language),
            Some(["source"]) => self.sources.last_mut().map(|(_, _, url)| url),
            Some(["parties", _]) => self.parties.last_mut(),
            Some(["parties_original", _]) => self.signatories.last_mut(),
            _ => None,
        };
        if let Some(place) = place {
            place.push_str(text);
        }
    }

    /// Takes a date's words, which become text.
    fn dated(&mut self, path: &[&str], text: &str) -> bool {
        let known = DATES.iter().find(|(name, _)| path.get(2..) == Some(&[*name]));
        let Some((name, _)) = known.filter(|_| !text.trim().is_empty()) else { return false };
        match self.dates.last_mut().filter(|(last, _)| last == name) {
            Some((_, words)) => words.push_str(text),
            None => self.dates.push((name, text.to_owned())),
        }
        true
    }

    /// Writes the dates, each behind the name of its element.
    fn write_dates(&self, writer: &mut Writer, account: &mut Account) {
        if self.dates.is_empty() {
            return;
        }
        writer.enter(Unit::Section, None, Some("meta".to_owned()));
        writer.begin(BlockKind::Heading);
        account.keep("meta");
        writer.push("meta");
        writer.begin(BlockKind::Paragraph);
        for (n, (name, words)) in self.dates.iter().enumerate() {
            account.keep(name);
            if n > 0 {
                writer.space();
            }
            writer.push(name);
            writer.space();
            writer.push(words);
        }
        writer.leave();
    }

    fn read(self, writer: Writer, account: Account) -> Read {
        let metadata = Metadata {
            // The form holds treaties and nothing else.
            r#type: Some(SourceType::Text),
            title: stated(&self.name),
            language: stated(&self.language),
            url: self.url(),
            ..Metadata::default()
        };
        // `parties` are today's, with all that have acceded to one of them; a text binds its own.
        let mut parties = codes(&self.signatories);
        if parties.is_empty() {
            parties = codes(&self.parties);
        }
        Read { writer, account, metadata, parties }
    }

    /// Where the full text was found, in the text's own language where there are several.
    fn url(&self) -> Option<String> {
        let mut texts: Vec<_> =
            self.sources.iter().filter(|(kind, ..)| kind == "full text").collect();
        texts.sort_by_key(|(_, language, _)| *language != self.language.trim());
        texts.into_iter().find_map(|(_, _, url)| address(url))
    }
}

fn stated(words: &str) -> Option<String> {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}

/// Addresses were copied by hand: a stray quotation mark ends some, and names of files in them have
/// blanks.
fn address(url: &str) -> Option<String> {
    let url = url.trim().trim_matches(['\'', '"']).trim().replace(' ', "%20");
    is_web_address(&url).then_some(url)
}

/// Codes of states in capitals, sorted, each once.
fn codes(written: &[String]) -> Vec<String> {
    let mut codes: Vec<String> =
        written.iter().map(|c| c.trim().to_uppercase()).filter(|c| !c.is_empty()).collect();
    codes.sort();
    codes.dedup();
    codes
}
