//! Ingesting: inputs through the pipeline into the store, with a report at the end.
//!
//! What comes in: files, folders, standard input or the bundled sources. What goes out: rows in the
//! store, and a [`Report`] that counts everything and drops nothing silently. The search index is
//! never written here: it follows the store.

mod bundled;
mod derive;
mod inputs;

use std::{collections::HashMap, fmt, sync::Arc};

use serde::Serialize;

pub use bundled::bundled;
pub use derive::{Derived, Input, derive};
pub use inputs::{MAX_BYTES, Refusal, gather};

use crate::{
    annotate::Annotator,
    model::{RevisionHash, Slug, Treaty, Unit},
    read::Removed,
    store::{PutReport, Store, StoreError},
};

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
        for warning in &self.warnings {
            write!(f, "\n  note: {warning}")?;
        }
        Ok(())
    }
}

/// Takes up inputs one by one; each is wholly stored or not at all. `told` hears of each as it is
/// done.
///
/// # Errors
/// When the store can't be read. An input that can't be read is no error here but an entry of the
/// report, and a store that can't be written is [`Report::stopped`].
pub async fn ingest(
    store: &dyn Store,
    annotator: &Arc<Annotator>,
    inputs: impl IntoIterator<Item = Result<Input, Refusal>>,
    mut told: impl FnMut(&InputReport),
) -> Result<Report, StoreError> {
    let mut report = Report::default();
    let mut held: Vec<Treaty> = store.treaties().await?.into_iter().map(|t| t.treaty).collect();
    let mut seen: HashMap<Slug, String> = HashMap::new();
    for input in inputs {
        let entry = match input {
            Err(refusal) => InputReport::refused(refusal.name, refusal.reason),
            Ok(input) => match seen.insert(input.slug.clone(), input.name.clone()) {
                Some(first) => InputReport::refused(
                    input.name.clone(),
                    format!("has the same source slug '{}' as {first}", input.slug),
                ),
                None => match one(store, annotator, input, &mut held).await {
                    Ok(entry) => entry,
                    Err(stopped) => {
                        report.stopped = Some(stopped);
                        break;
                    }
                },
            },
        };
        told(&entry);
        report.inputs.push(entry);
    }
    Ok(report)
}

async fn one(
    store: &dyn Store,
    annotator: &Arc<Annotator>,
    input: Input,
    held: &mut Vec<Treaty>,
) -> Result<InputReport, StoreError> {
    let mut entry = InputReport {
        input: input.name.clone(),
        source: Some(input.slug.clone()),
        ..InputReport::default()
    };
    let revision = input.revision(annotator.codebook().fingerprint());
    if store.revision(&input.slug).await? == Some(revision) {
        entry.revision = Some(revision);
        entry.put = Some(PutReport { unchanged: true, new: 0, kept: 0, superseded: 0 });
        return Ok(entry);
    }
    let (annotator, known) = (Arc::clone(annotator), held.clone());
    let derived = tokio::task::spawn_blocking(move || derive(&annotator, &input, &known)).await;
    let derived = match derived {
        Ok(Ok(derived)) => derived,
        Ok(Err(unreadable)) => {
            entry.error = Some(unreadable.to_string());
            return Ok(entry);
        }
        Err(panicked) => {
            tracing::error!(input = entry.input, error = %panicked, "deriving an input failed");
            entry.error = Some("could not be read: an internal error, see the log".to_owned());
            return Ok(entry);
        }
    };
    match store.put(&derived.document).await {
        Ok(put) => {
            entry.revision = Some(revision);
            entry.put = Some(put);
        }
        Err(refused @ (StoreError::Collision(_) | StoreError::Founded(..))) => {
            entry.error = Some(refused.to_string());
            return Ok(entry);
        }
        Err(e) => return Err(e),
    }
    entry.clauses = derived.document.clauses.len();
    entry.headings = derived.headings;
    entry.articles = derived.document.divisions.iter().filter(|d| d.unit == Unit::Article).count();
    entry.skipped = derived.skipped;
    entry.removed = derived.removed;
    entry.conserved = Some(derived.conserved);
    entry.warnings = derived.warnings;
    if held.iter().all(|t| t.slug != derived.document.treaty.slug) {
        held.push(derived.document.treaty);
    }
    Ok(entry)
}

impl InputReport {
    fn refused(input: String, reason: String) -> Self {
        Self { input, error: Some(reason), ..Self::default() }
    }
}
