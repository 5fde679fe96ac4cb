//! Citing: the words that point a reader to a treaty, a source or one clause, now and in ten years.
//!
//! What comes in: a clause, its source, and what is known of its treaty. What goes out: [`Cited`], which
//! holds it as CSL-JSON items, tells what is missing from them, and writes citations in four styles,
//! BibTeX and RIS.

mod akoma_ntoso;
mod bibtex;
mod cited;
mod elements;
mod item;
mod pinpoint;
pub mod quotation;
mod ris;
mod styles;
mod treaty;
pub(crate) mod xml;

pub use akoma_ntoso::akoma_ntoso;
pub use bibtex::bibtex;
pub(crate) use cited::list;
pub use cited::{Citation, Cited, Citing};
pub use item::{Item, ItemDate, ItemType, Name, csl_json};
pub use ris::ris;
pub use styles::Style;
pub use treaty::{TreatyDate, TreatyFacts};

/// Why there is no citation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CiteError {
    /// A name of no style.
    #[error("no style '{0}'; there are chicago-notes, apa, oscola, bluebook")]
    Style(String),
    /// A style that is built into the program can't be read.
    #[error("style file: {0}")]
    StyleFile(String),
    /// The processor does not take an item.
    #[error("item: {0}")]
    Item(String),
}

/// A text as citations may have it: one line, composed, and without the invisible characters that
/// turn the direction of whatever stands after them.
fn clean(text: &str) -> String {
    let shown = |c: char| match c {
        '\u{061C}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}' => None,
        c if c.is_control() || c.is_whitespace() => Some(' '),
        c => Some(c),
    };
    let line: String = text.chars().filter_map(shown).collect();
    line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
