//! Ingesting: inputs through the pipeline into the store, with a report at the end.
//!
//! What comes in: files, folders, standard input or the bundled sources. What goes out: rows in the
//! store, and a [`Report`] that counts everything and drops nothing silently. The search index is
//! never written here: it follows the store.

mod bundled;
mod derive;
mod deriver;
mod inputs;
mod kept;
mod manifest;
mod pipeline;

use std::fmt;

use serde::Serialize;

pub use bundled::bundled;
pub use derive::{Derived, Input, derive};
pub use deriver::{Deriver, Deriving};
pub use inputs::{MAX_BYTES, Refusal, gather};
pub use kept::{kept, reinstate};
pub use manifest::{Manifest, ManifestError};
pub use pipeline::ingest;

use crate::{
    model::{RevisionHash, Slug},
    read::Removed,
    store::{PutReport, StoreError},
};

/// Characters of what was skipped that a line shows.
const SHOWN: usize = 60;

/// What became of one input.
#[derive(Debug, Clone, Default, Serialize)]
pub struct InputReport {
    /// The input's name.
    pub input: String,
    /// The source it is.
    pub source: Option<Slug>,
    /// The version it is held as.
    pub revision: Option<RevisionHash>,
    /// Clauses new, kept and superseded.
    #[serde(flatten)]
    pub put: Option<PutReport>,
    /// Clauses in all.
    pub clauses: usize,
    /// Headings.
    pub headings: usize,
    /// Stretches with words that are in no clause and no heading.
    pub skipped: Vec<String>,
    /// Articles among its divisions.
    pub articles: usize,
    /// What the reader left out.
    pub removed: Vec<Removed>,
    /// Whether every character of the input is in a clause, a heading, skipped or removed; `None`
    /// where the input was not read.
    pub conserved: Option<bool>,
    /// What could not be done as asked.
    pub warnings: Vec<String>,
    /// Why the input was refused.
    pub error: Option<String>,
}

/// What became of all inputs of a command.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// One entry an input, in order, up to where the store failed.
    pub inputs: Vec<InputReport>,
    /// Why no further input was taken up; what was stored before stays.
    #[serde(skip)]
    pub stopped: Option<StoreError>,
}

impl Report {
    /// Whether any input was refused.
    #[must_use]
    pub fn refused(&self) -> bool {
        self.inputs.iter().any(|i| i.error.is_some())
    }

    /// Whether anything was written to the store.
    #[must_use]
    pub fn stored(&self) -> bool {
        self.inputs.iter().any(|i| i.put.as_ref().is_some_and(|p| !p.unchanged))
    }
}

impl fmt::Display for InputReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A file may be named so that it moves the cursor or forges a line.
        let input = self.input.replace(char::is_control, "\u{FFFD}");
        if let Some(error) = &self.error {
            return write!(f, "{input}: refused: {error}");
        }
        let source = self.source.as_ref().map_or("", Slug::as_str);
        match &self.put {
            Some(put) if put.unchanged => {
                write!(f, "{input}: {source} is held and unchanged")?;
            }
            Some(put) => write!(
                f,
                "{input}: {source}: clauses {} (new {}, kept {}, superseded {}), headings {}, skipped {}",
                self.clauses,
                put.new,
                put.kept,
                put.superseded,
                self.headings,
                self.skipped.len(),
            )?,
            None => write!(f, "{input}: {source}")?,
        }
        if let Some(first) = self.skipped.first() {
            let first: String = first.split_whitespace().collect::<Vec<_>>().join(" ");
            let first: String = first.chars().filter(|c| !c.is_control()).take(SHOWN).collect();
            write!(
                f,
                "\n  note: skipped is what stands in no clause and no heading, first “{first}” (--json lists all)"
            )?;
        }
        for warning in &self.warnings {
            write!(f, "\n  note: {warning}")?;
        }
        Ok(())
    }
}

impl InputReport {
    fn of(input: &Input) -> Self {
        Self { input: input.name.clone(), source: Some(input.slug.clone()), ..Self::default() }
    }

    fn refused(input: String, reason: String) -> Self {
        Self { input, error: Some(reason), ..Self::default() }
    }
}
