//! The words of the field as plain types: no I/O, no SQL, no HTTP.
//!
//! What comes in: nothing. What goes out: values that every other module speaks in,
//! each with its parse and print pair where it has a written form.

mod annotation;
mod claim;
mod clause;
mod division;
mod edtf;
mod eid;
mod id;
mod language;
mod locator;
mod source;
mod wording;

pub use annotation::{
    Annotations, DateEvent, DateMention, DomainTag, Evidence, InstitutionMention, PartyMention,
    PlaceMention, ReferenceMention,
};
pub use claim::{Claim, ClaimRecord, Fact, Property, Told, contradict, facts};
pub use clause::{Clause, ClauseRecord, Kind, Outline, OutlineKind, Status};
pub use division::{Division, Unit};
pub use edtf::{Edtf, EdtfError, PartialDate};
pub use id::{ClauseId, IdError, RevisionHash, Slug, fold_whitespace};
pub(crate) use language::LANGUAGES;
pub use language::language_name;
pub use locator::{Locator, from_roman, other_numeral};
pub use source::{Document, Naming, Original, Source, SourceType, Treaty};
pub(crate) use wording::words_and_marks;
pub use wording::{Edit, WordEdit, word_difference};
