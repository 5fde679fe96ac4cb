//! Which clauses a quotation may come from: those that share its rarest words and runs of words.

use std::collections::HashMap;

use tantivy::{Searcher, TantivyError, Term};

use super::{plan::Plan, schema::Fields};
use crate::search::words;

/// Words that are looked for, the rarest.
const WORDS: usize = 12;
/// Runs of words that are looked for, those with the rarest word in them.
const RUNS: usize = 8;
/// Words in a run: three in this order are rarely there by chance.
const RUN: usize = 3;
/// Where there are at most so many words, the last may be cut and is completed.
const FEW: usize = 4;

/// The plan that finds the clauses that have some of a text's words. A clause that has all of it has
/// all of these runs and words, and ranks first.
pub(super) fn plan(text: &str, searcher: &Searcher, fields: &Fields) -> Result<Plan, TantivyError> {
    let words = words::folded(text);
    let mut frequencies: HashMap<&str, u64> = HashMap::new();
    for word in &words {
        if !frequencies.contains_key(word.as_str()) {
            let term = Term::from_field_text(fields.exact, word);
            frequencies.insert(word, searcher.doc_freq(&term)?);
        }
    }
    let held = |word: &String| frequencies.get(word.as_str()).copied().filter(|n| *n > 0);
    let mut rare: Vec<&str> = frequencies.keys().copied().filter(|w| frequencies[w] > 0).collect();
    rare.sort_by_key(|word| (frequencies[word], *word));
    rare.truncate(WORDS);
    let mut runs: Vec<&[String]> =
        words.windows(RUN).filter(|run| run.iter().all(|word| held(word).is_some())).collect();
    runs.sort_by_key(|run| (run.iter().filter_map(held).min(), *run));
    runs.dedup();
    runs.truncate(RUNS);
    let mut plans: Vec<Plan> =
        rare.into_iter().map(|word| Plan::Phrase(vec![word.to_owned()])).collect();
    plans.extend(runs.into_iter().map(|run| Plan::Phrase(run.to_vec())));
    plans.extend(words.last().filter(|_| words.len() <= FEW).cloned().map(Plan::Prefix));
    Ok(Plan::Or(plans))
}
