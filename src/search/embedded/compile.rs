//! From a plan to tantivy's queries, built by hand: tantivy's own parser never sees what users type.

use std::ops::Bound;

use tantivy::{
    DocId, SegmentReader, Term,
    query::{
        AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, InvertedIndexRangeQuery,
        Occur, PhraseQuery, Query, TermQuery,
        doc_predicate_query::{DocPredicateQuery, FunctionPredicate},
    },
    schema::{Field as IndexField, IndexRecordOption},
};

use super::{
    except::Excepted,
    plan::{Form, Plan},
    schema::{Fields, name, unpack_days},
    tokenize::Stems,
};

/// The word in the form that was asked for counts more than another form of it…
const EXACT: f32 = 2.0;
/// …and that more than what the codebook says is the same.
const EXPANSION: f32 = 0.5;

/// Compiles plans for one snapshot.
pub(super) struct Compiler<'a> {
    pub(super) fields: &'a Fields,
    /// Stemmers of the languages in the index.
    pub(super) stemmers: &'a [Stems],
}

impl Compiler<'_> {
    /// The query of a plan.
    pub(super) fn compile(&self, plan: &Plan) -> Box<dyn Query> {
        match plan {
            Plan::Word { word, spellings } => self.word(word, spellings),
            Plan::Phrase(words) => self.phrase(words),
            Plan::Names(names) => any(names.iter().map(|n| boosted(self.phrase(n), EXPANSION))),
            Plan::Prefix(prefix) => self.prefix(prefix),
            Plan::Filter(value) => silent(Box::new(TermQuery::new(
                Term::from_field_text(self.fields.filter, value),
                IndexRecordOption::Basic,
            ))),
            Plan::Dates(first, last) => silent(overlapping(*first, *last)),
            Plan::Not(_) => self.all(std::slice::from_ref(plan)),
            Plan::And(plans) => self.all(plans),
            Plan::Or(plans) => any(plans.iter().map(|p| self.compile(p))),
        }
    }

    fn all(&self, plans: &[Plan]) -> Box<dyn Query> {
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = plans
            .iter()
            .map(|plan| -> (Occur, Box<dyn Query>) {
                match plan {
                    Plan::Not(inner) => (Occur::MustNot, Box::new(Excepted(self.compile(inner)))),
                    other => (Occur::Must, self.compile(other)),
                }
            })
            .collect();
        // tantivy finds nothing where nothing is required.
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, silent(Box::new(AllQuery))));
        }
        match (clauses.pop(), clauses.is_empty()) {
            (Some((Occur::Must, only)), true) => only,
            (last, _) => Box::new(BooleanQuery::new(clauses.into_iter().chain(last).collect())),
        }
    }

    fn word(&self, word: &Form, spellings: &[Form]) -> Box<dyn Query> {
        let forms = std::iter::once((word, EXACT, 1.0))
            .chain(spellings.iter().map(|s| (s, EXPANSION, EXPANSION)));
        any(forms.flat_map(|(form, exact, stem)| {
            let stems = self.stemmers.iter().filter_map(|s| s.of_word(&form.lower));
            let stems = stems.map(move |s| boosted(term(self.fields.stem, &s), stem));
            std::iter::once(boosted(term(self.fields.exact, &form.folded), exact)).chain(stems)
        }))
    }

    fn phrase(&self, words: &[String]) -> Box<dyn Query> {
        let field = self.fields.exact;
        match words {
            [] => Box::new(EmptyQuery),
            [word] => term(field, word),
            _ => Box::new(PhraseQuery::new(
                words.iter().map(|w| Term::from_field_text(field, w)).collect(),
            )),
        }
    }

    /// All words that begin so. Postings are put together in a bit set, which needs no cap: on
    /// 100,000 clauses two letters take a few milliseconds.
    fn prefix(&self, prefix: &str) -> Box<dyn Query> {
        let field = self.fields.exact;
        // 0xFF is no byte of UTF-8, so that no term stands between the words and this bound.
        let mut after = Term::from_field_text(field, prefix);
        after.append_bytes(&[0xFF]);
        Box::new(InvertedIndexRangeQuery::new(
            Bound::Included(Term::from_field_text(field, prefix)),
            Bound::Excluded(after),
        ))
    }
}

fn term(field: IndexField, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs))
}

fn boosted(query: Box<dyn Query>, boost: f32) -> Box<dyn Query> {
    Box::new(BoostQuery::new(query, boost))
}

/// A query that decides what is found, not in which order.
fn silent(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

fn any(queries: impl Iterator<Item = Box<dyn Query>>) -> Box<dyn Query> {
    Box::new(BooleanQuery::union(queries.collect()))
}

/// Clauses of which one date mention overlaps these days.
fn overlapping(first: i32, last: i32) -> Box<dyn Query> {
    let predicate = FunctionPredicate::from(move |reader: &SegmentReader| {
        let dates = reader.fast_fields().u64(name::DATES)?;
        Ok(move |doc: DocId| {
            dates.values_for_doc(doc).map(unpack_days).any(|(a, b)| a <= last && first <= b)
        })
    });
    Box::new(DocPredicateQuery::from(predicate))
}
