//! Ways out of a query that finds nothing: mistyped words and values put right from what the index
//! holds, and the query without one of its parts.

use std::{cmp::Reverse, collections::BTreeMap};

use tantivy::{
    DocAddress, TERMINATED, TantivyError, Term,
    collector::Count,
    query::{EnableScoring, FuzzyTermQuery},
    schema::Field as IndexField,
};

use super::{Search, plan, schema::filter_value};
use crate::search::{
    Query, Suggestion,
    query::{Field, MAX_BYTES, Node},
    words,
};

/// Corrections of one term that are tried.
const CORRECTIONS: usize = 3;
/// Corrected queries that are tried.
const TRIED: usize = 8;
/// Terms of a query, and words of one text, that are put right; a query with more is no slip.
const TERMS: usize = 4;
const WORDS: usize = 6;
/// Values of a field that are looked through for one that holds what was typed.
const SCANNED: usize = 50_000;
/// Longer words are no words that somebody mistyped.
const LONGEST: usize = 40;

impl Search<'_> {
    /// What else to ask, given how much the query finds.
    pub(super) fn suggestions(
        &self,
        query: &Query,
        total: u64,
    ) -> Result<(Option<Suggestion>, Vec<Suggestion>), TantivyError> {
        let did_you_mean = self.corrected(query, total)?;
        let mut without = Vec::new();
        if total == 0 {
            for (part, query) in query.without_one() {
                let total = self.count(&query)?;
                without.push(Suggestion { query, part, total });
            }
        }
        Ok((did_you_mean, without))
    }

    fn count(&self, query: &Query) -> Result<u64, TantivyError> {
        self.collect(&plan::plan(query, self.codebook), &Count).map(|count| count as u64)
    }

    /// The query with what is nowhere replaced by the nearest that is somewhere. The best correction
    /// of each term is tried first, then the others of one term at a time.
    fn corrected(&self, query: &Query, total: u64) -> Result<Option<Suggestion>, TantivyError> {
        let mut mistyped: Vec<(Node, Vec<Node>)> = Vec::new();
        // Where all terms are required, a hit has them all.
        let wanted =
            if total == 0 || query.has_alternatives() { query.wanted() } else { Vec::new() };
        let mut nowhere = 0;
        for term in wanted {
            if mistyped.iter().all(|(known, _)| known != term) && self.first(term)?.is_none() {
                nowhere += 1;
                if nowhere > TERMS {
                    return Ok(None);
                }
                let corrections = self.corrections(term)?;
                if !corrections.is_empty() {
                    mistyped.push((term.clone(), corrections));
                }
            }
        }
        let first = (!mistyped.is_empty()).then_some((0, 0));
        let others =
            mistyped.iter().enumerate().flat_map(|(i, (_, c))| (1..c.len()).map(move |n| (i, n)));
        for (at, n) in first.into_iter().chain(others).take(TRIED) {
            let corrected = query.with_terms(&|term| {
                let i = mistyped.iter().position(|(known, _)| known == term)?;
                mistyped[i].1.get(if i == at { n } else { 0 }).cloned()
            });
            let part = corrected.to_string();
            let found = if part.len() > MAX_BYTES { 0 } else { self.count(&corrected)? };
            if found > total {
                return Ok(Some(Suggestion { query: corrected, part, total: found }));
            }
        }
        Ok(None)
    }

    /// The first clause that matches a term, in no order.
    fn first(&self, term: &Node) -> Result<Option<DocAddress>, TantivyError> {
        let searcher = &self.snapshot.searcher;
        let plan = plan::plan(&Query::from(term.clone()), self.codebook);
        let weight = self.compile(&plan).weight(EnableScoring::disabled_from_searcher(searcher))?;
        for (segment, reader) in (0..).zip(searcher.segment_readers()) {
            let mut matches = weight.scorer(reader, 1.0)?;
            while matches.doc() != TERMINATED {
                if !reader.is_deleted(matches.doc()) {
                    return Ok(Some(DocAddress::new(segment, matches.doc())));
                }
                matches.advance();
            }
        }
        Ok(None)
    }

    /// What may have been meant by a term that is nowhere, the likeliest first.
    fn corrections(&self, term: &Node) -> Result<Vec<Node>, TantivyError> {
        Ok(match term {
            Node::Word(typed) => self.texts(typed)?.into_iter().map(Node::Word).collect(),
            Node::Phrase(typed) => self.texts(typed)?.into_iter().map(Node::Phrase).collect(),
            Node::Prefix(typed) => self.prefixes(typed)?.into_iter().map(Node::Prefix).collect(),
            Node::Field(Field::Between, parties) => {
                self.parties(parties)?.into_iter().map(|p| Node::Field(Field::Between, p)).collect()
            }
            Node::Field(field, typed) => {
                self.values(*field, typed)?.into_iter().map(|v| Node::Field(*field, v)).collect()
            }
            Node::Date(_) | Node::Not(_) | Node::And(_) | Node::Or(_) => Vec::new(),
        })
    }

    /// The beginnings of words that are nearest to one with which none begins.
    fn prefixes(&self, typed: &str) -> Result<Vec<String>, TantivyError> {
        let typed = words::folded(typed).concat();
        if typed.contains(char::is_numeric) {
            return Ok(Vec::new());
        }
        let beginning = |word: &str| Some(nearest_beginning(word, &typed).to_owned());
        self.near(self.snapshot.fields.exact, &typed, FuzzyTermQuery::new_prefix, beginning)
    }

    /// A text with its words that are nowhere put right.
    fn texts(&self, typed: &str) -> Result<Vec<String>, TantivyError> {
        let field = self.snapshot.fields.exact;
        let typed_words = words::words(typed);
        let mut corrected = Vec::new();
        for word in &typed_words {
            let known = if typed_words.len() == 1 {
                false
            } else {
                self.first(&Node::Phrase(word.folded.clone()))?.is_some()
            };
            // A number is not mistyped for another.
            if known || word.folded.contains(char::is_numeric) {
                continue;
            }
            if corrected.len() == WORDS {
                return Ok(Vec::new());
            }
            let mut near = Vec::new();
            let whole = |word: &str| Some(word.to_owned());
            for folded in self.near(field, &word.folded, FuzzyTermQuery::new, whole)? {
                near.extend(self.spelt(&folded)?);
            }
            if near.is_empty() {
                return Ok(Vec::new());
            }
            corrected.push((word.start..word.end, near));
        }
        let choices = corrected.iter().map(|(_, near)| near.len()).max().unwrap_or_default();
        let mut texts: Vec<String> = Vec::new();
        for n in 0..choices {
            let mut text = typed.to_owned();
            for (range, near) in corrected.iter().rev() {
                text.replace_range(range.clone(), &near[n.min(near.len() - 1)]);
            }
            texts.push(text);
        }
        Ok(texts)
    }

    /// A word of the index with the letters and marks that it has in a clause; nothing where its
    /// clauses have gone.
    fn spelt(&self, folded: &str) -> Result<Option<String>, TantivyError> {
        let Some(address) = self.first(&Node::Phrase(folded.to_owned()))? else { return Ok(None) };
        let Ok(hit) = self.hit(address) else { return Ok(None) };
        Ok(words::words(&hit.text).into_iter().find(|w| w.folded == folded).map(|w| w.lower))
    }

    /// The values of a field that are nearest to one that is nowhere, or else those that hold it:
    /// `terrorism` in `counter-terrorism`.
    fn values(&self, field: Field, typed: &str) -> Result<Vec<String>, TantivyError> {
        let typed = slug::slugify(typed);
        let prefix = filter_value(field, "");
        let asked = filter_value(field, &typed);
        let of_field = |value: &str| value.starts_with(&prefix).then(|| value.to_owned());
        let filter = self.snapshot.fields.filter;
        let mut near = self.near(filter, &asked, FuzzyTermQuery::new, of_field)?;
        if near.is_empty() && typed.chars().count() > 3 {
            near = self.holding(&prefix, &typed)?;
        }
        let mut found = Vec::new();
        for value in near.iter().filter_map(|v| v.strip_prefix(&prefix)) {
            if self.first(&Node::Field(field, value.to_owned()))?.is_some() {
                found.push(value.to_owned());
            }
        }
        Ok(found)
    }

    /// The values behind a prefix that have all these words side by side.
    fn holding(&self, prefix: &str, typed: &str) -> Result<Vec<String>, TantivyError> {
        let (first, last, inside) =
            (format!("{typed}-"), format!("-{typed}"), format!("-{typed}-"));
        let mut counted = BTreeMap::new();
        let mut scanned = 0;
        for segment in self.snapshot.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.snapshot.fields.filter)?;
            let mut values = inverted.terms().range().ge(prefix).into_stream()?;
            while scanned < SCANNED && values.advance() {
                scanned += 1;
                let Ok(written) = std::str::from_utf8(values.key()) else { continue };
                let Some(value) = written.strip_prefix(prefix) else { break };
                if value.starts_with(&first) || value.ends_with(&last) || value.contains(&inside) {
                    *counted.entry(written.to_owned()).or_default() +=
                        u64::from(values.value().doc_freq);
                }
            }
        }
        Ok(likeliest(counted, typed))
    }

    /// The parties of `between:` with those put right that nobody is called.
    fn parties(&self, typed: &str) -> Result<Option<String>, TantivyError> {
        let mut parties = Vec::new();
        if typed.split(',').count() > WORDS {
            return Ok(None);
        }
        for party in typed.split(',') {
            if self.codebook.country(party).is_some() {
                parties.push(party.to_owned());
                continue;
            }
            let Some(near) = self.values(Field::Party, party)?.into_iter().next() else {
                return Ok(None);
            };
            parties.push(near);
        }
        Ok(Some(parties.join(",")).filter(|corrected| corrected != typed))
    }

    /// Terms of a field, or what `take` takes of them, that are one change away from a text, or else two
    /// where it is long enough; the likeliest first. A change is a letter more, less, or another, or
    /// two that changed places. What stands before a colon is the name of a field, and no letters.
    fn near(
        &self,
        field: IndexField,
        text: &str,
        query: fn(Term, u8, bool) -> FuzzyTermQuery,
        take: impl Fn(&str) -> Option<String>,
    ) -> Result<Vec<String>, TantivyError> {
        let furthest = match behind_field(text).chars().count() {
            4..=5 => 1,
            6..=LONGEST => 2,
            _ => 0,
        };
        for distance in 1..=furthest {
            let asked = query(Term::from_field_text(field, text), distance, true);
            let mut counted = BTreeMap::new();
            for segment in self.snapshot.searcher.segment_readers() {
                let inverted = segment.inverted_index(field)?;
                let mut terms = inverted.terms().search(asked.automaton()?).into_stream()?;
                while terms.advance() {
                    if let Some(term) = std::str::from_utf8(terms.key()).ok().and_then(&take) {
                        *counted.entry(term).or_default() += u64::from(terms.value().doc_freq);
                    }
                }
            }
            if !counted.is_empty() {
                return Ok(likeliest(counted, text));
            }
        }
        Ok(Vec::new())
    }
}

/// The beginning of a word that is nearest to a text; of equally near ones, the one most like it in length.
/// One that is two changes away has at the most two letters more or less.
fn nearest_beginning<'a>(word: &'a str, text: &str) -> &'a str {
    let letters = text.chars().count();
    let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
    let beginnings = (1..).zip(ends.map(|end| &word[..end]));
    let near = beginnings.skip(letters.saturating_sub(3)).take(5);
    let nearest = near.min_by_key(|(n, b)| (strsim::osa_distance(b, text), letters.abs_diff(*n)));
    nearest.map(|(_, beginning)| beginning).unwrap_or_default()
}

/// The most frequent terms first, as many as are tried; before them those that begin as the text does
/// behind the name of a field: hardly anybody mistypes the first letter.
fn likeliest(counted: BTreeMap<String, u64>, text: &str) -> Vec<String> {
    let mut terms: Vec<(String, u64)> = counted.into_iter().collect();
    let first = |text: &str| behind_field(text).chars().next();
    terms.sort_by_key(|(term, count)| (first(term) != first(text), Reverse(*count)));
    terms.into_iter().take(CORRECTIONS).map(|(term, _)| term).collect()
}

/// A value without the name of its field; a word as it is.
fn behind_field(text: &str) -> &str {
    text.split_once(':').map_or(text, |(_, value)| value)
}
