//! Inputs on their way: derived on one thread while the one before is stored.

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};

use super::{
    Derived, Input, InputReport, Refusal, Report,
    deriver::{Deriver, Deriving},
};
use crate::{
    annotate::Annotator,
    model::{Slug, Treaty},
    read::Reader,
    store::{PutReport, Store, StoreError},
};

/// Inputs that are derived ahead of the one that is stored. More would only need memory.
const AHEAD: usize = 1;

/// Takes up inputs one by one; each is wholly stored or not at all. `told` hears of each as it is
/// done, in order.
///
/// # Errors
/// When the store can't be read. An input that can't be read is no error here but an entry of the
/// report, and a store that can't be written is [`Report::stopped`].
pub async fn ingest(
    store: &dyn Store,
    annotator: &Arc<Annotator>,
    reader: &Reader,
    inputs: impl IntoIterator<Item = Result<Input, Refusal>>,
    mut told: impl FnMut(&InputReport),
) -> Result<Report, StoreError> {
    let mut report = Report::default();
    let mut line = Line {
        store,
        annotator,
        deriver: Deriver::start(annotator, reader),
        held: store.treaties().await?.into_iter().map(|t| t.treaty).collect(),
        seen: HashMap::new(),
    };
    let mut inputs = inputs.into_iter();
    let mut under_way = VecDeque::new();
    loop {
        while under_way.len() <= AHEAD
            && let Some(input) = inputs.next()
        {
            under_way.push_back(line.begin(input).await?);
        }
        let Some(first) = under_way.pop_front() else { return Ok(report) };
        match line.finish(first).await {
            Ok(entry) => {
                told(&entry);
                report.inputs.push(entry);
            }
            Err(stopped) => {
                report.stopped = Some(stopped);
                return Ok(report);
            }
        }
    }
}

/// An input that has been begun.
enum UnderWay {
    /// Nothing is left to be done with it.
    Done(Box<InputReport>),
    /// It is being derived, on the strength of the treaties that were held then.
    Deriving { input: Arc<Input>, held: usize, derived: Deriving },
}

impl UnderWay {
    fn done(entry: InputReport) -> Self {
        Self::Done(Box::new(entry))
    }
}

/// What the inputs of one command share.
struct Line<'a> {
    store: &'a dyn Store,
    annotator: &'a Annotator,
    deriver: Deriver,
    /// The treaties held, in the order in which they were founded.
    held: Vec<Treaty>,
    /// The slugs that came up, each with its input's name.
    seen: HashMap<Slug, String>,
}

impl Line<'_> {
    async fn begin(&mut self, input: Result<Input, Refusal>) -> Result<UnderWay, StoreError> {
        let input = match input {
            Ok(input) => input,
            Err(r) => return Ok(UnderWay::done(InputReport::refused(r.name, r.reason))),
        };
        if let Some(first) = self.seen.insert(input.slug.clone(), input.name.clone()) {
            let reason = format!("has the same source slug '{}' as {first}", input.slug);
            return Ok(UnderWay::done(InputReport::refused(input.name, reason)));
        }
        let revision = input.revision(self.annotator.codebook().fingerprint());
        if self.store.revision(&input.slug).await? == Some(revision) {
            return Ok(UnderWay::done(InputReport {
                revision: Some(revision),
                put: Some(PutReport { unchanged: true, new: 0, kept: 0, superseded: 0 }),
                ..InputReport::of(&input)
            }));
        }
        let input = Arc::new(input);
        let derived = self.deriver.derive(&input, &self.held);
        Ok(UnderWay::Deriving { input, held: self.held.len(), derived })
    }

    async fn finish(&mut self, under_way: UnderWay) -> Result<InputReport, StoreError> {
        let (input, held, derived) = match under_way {
            UnderWay::Done(entry) => return Ok(*entry),
            UnderWay::Deriving { input, held, derived } => (input, held, derived),
        };
        let entry = InputReport::of(&input);
        let mut derived = derived.end().await;
        // What was founded meanwhile may be the treaty that this input is about.
        if let Ok(known) = &derived
            && self.held[held..].iter().any(|treaty| known.may_be_of(treaty))
        {
            derived = self.deriver.derive(&input, &self.held).end().await;
        }
        match derived {
            Ok(derived) => self.put(entry, *derived).await,
            Err(reason) => Ok(InputReport { error: Some(reason), ..entry }),
        }
    }

    async fn put(
        &mut self,
        entry: InputReport,
        derived: Derived,
    ) -> Result<InputReport, StoreError> {
        let put = match self.store.put(&derived.document).await {
            Ok(put) => put,
            Err(refused @ (StoreError::Collision(_) | StoreError::Founded(..))) => {
                return Ok(InputReport { error: Some(refused.to_string()), ..entry });
            }
            Err(e) => return Err(e),
        };
        let Derived { document, headings, skipped, removed, conserved, warnings, .. } = derived;
        let entry = InputReport {
            revision: Some(document.revision),
            put: Some(put),
            clauses: document.clauses.len(),
            headings,
            articles: document.articles(),
            skipped,
            removed,
            conserved: Some(conserved),
            warnings,
            ..entry
        };
        match self.held.iter_mut().find(|t| t.slug == document.treaty.slug) {
            Some(held) => *held = document.treaty,
            None => self.held.push(document.treaty),
        }
        Ok(entry)
    }
}
