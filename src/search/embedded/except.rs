//! What must not match, for tantivy.
//!
//! tantivy asks an excluded phrase for documents before the one it stands on, which its phrase
//! scorer refuses in debug builds (0.27.0). Here such questions are answered without the scorer.

use tantivy::{
    DocId, DocSet, Score, SegmentReader,
    query::{EnableScoring, Explanation, Query, Scorer, Weight},
};

/// A query that is safe to exclude.
#[derive(Debug)]
pub(super) struct Excepted(pub(super) Box<dyn Query>);

struct ExceptedWeight(Box<dyn Weight>);

struct ExceptedScorer(Box<dyn Scorer>);

impl Clone for Excepted {
    fn clone(&self) -> Self {
        Self(self.0.box_clone())
    }
}

impl Query for Excepted {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(ExceptedWeight(self.0.weight(scoring)?)))
    }
}

impl Weight for ExceptedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(ExceptedScorer(self.0.scorer(reader, boost)?)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.0.explain(reader, doc)
    }
}

impl Scorer for ExceptedScorer {
    fn score(&mut self) -> Score {
        self.0.score()
    }
}

/// Everything but `seek_danger`: the default one compares before it seeks.
impl DocSet for ExceptedScorer {
    fn advance(&mut self) -> DocId {
        self.0.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.0.seek(target)
    }

    fn doc(&self) -> DocId {
        self.0.doc()
    }

    fn size_hint(&self) -> u32 {
        self.0.size_hint()
    }
}
