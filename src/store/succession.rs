//! Which clause of a new version stands for one that the version lost.
//!
//! What comes in: the clauses that were lost and those of the new version. What goes out: pairs.
//! Two wordings are as alike as the words that they share, rare ones counting most. Of the new
//! clauses the one most alike follows, and less likeness will do where it stands in the same place:
//! between the same neighbours, or at the same locator. Where nothing is plausible, nothing follows.

use std::{
    cmp::Ordering,
    collections::{BTreeSet, HashMap, HashSet},
};

use crate::model::{ClauseId, Locator, fold_whitespace, words_and_marks};

/// A successor somewhere else is at least so much alike, from 0 to 1.
const PLAUSIBLE: f64 = 0.7;

/// What the same neighbours, and the same locator, add to likeness.
const SAME_NEIGHBOUR: f64 = 0.15;
const SAME_LOCATOR: f64 = 0.1;

/// A word that more clauses share tells of none in particular: it names no candidate.
const TELLING: usize = 64;

/// A clause of one of the two versions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wording<'a> {
    /// Which clause.
    pub(super) id: ClauseId,
    /// Where it stands.
    pub(super) locator: &'a Locator,
    /// Its words.
    pub(super) text: &'a str,
}

/// For each lost clause that has one, its successor in the new version. `before` are the ids of the
/// version before, `lost` those of its clauses that `now`, the new version, no longer has; all are
/// in document order.
pub(super) fn successors(
    before: &[ClauseId],
    lost: &[Wording<'_>],
    now: &[Wording<'_>],
) -> Vec<(ClauseId, ClauseId)> {
    let held: HashSet<ClauseId> = before.iter().copied().collect();
    let here: Vec<ClauseId> = now.iter().map(|wording| wording.id).collect();
    let new: Vec<usize> = (0..now.len()).filter(|i| !held.contains(&here[*i])).collect();
    let (then, there) = (neighbours(before, &here), neighbours(&here, before));
    let words = Words::of(lost, now);
    let candidates = Candidates::of(&words, lost.len(), now, &new);

    let mut pairs = Vec::new();
    for (i, gone) in lost.iter().enumerate() {
        // One of several equal wordings went: another still says the same.
        if let Some(same) = candidates.same_words(gone) {
            pairs.push((gone.id, same));
            continue;
        }
        let plausible = candidates.of_clause(&words, i, gone.locator).into_iter().filter_map(|j| {
            let next = &now[j];
            let mut likeness = words.likeness(i, lost.len() + j);
            if beside(then.get(&gone.id), there.get(&next.id)) {
                likeness += SAME_NEIGHBOUR;
            }
            if gone.locator == next.locator {
                likeness += SAME_LOCATOR;
            }
            (likeness >= PLAUSIBLE).then_some((likeness, j))
        });
        // Of equals the first.
        let best = plausible.max_by(|(a, i), (b, j)| match a.total_cmp(b) {
            Ordering::Equal => j.cmp(i),
            other => other,
        });
        pairs.extend(best.map(|(_, j)| (gone.id, now[j].id)));
    }
    pairs
}

/// The nearest clauses before and after a clause that both versions have.
type Neighbours = (Option<ClauseId>, Option<ClauseId>);

/// The neighbours of each clause of `ids` that `others` do not have.
fn neighbours(ids: &[ClauseId], others: &[ClauseId]) -> HashMap<ClauseId, Neighbours> {
    let others: HashSet<&ClauseId> = others.iter().collect();
    let mut found: HashMap<ClauseId, Neighbours> = HashMap::new();
    let mut last = None;
    for id in ids {
        if others.contains(id) {
            last = Some(*id);
        } else {
            found.entry(*id).or_default().0 = last;
        }
    }
    last = None;
    for id in ids.iter().rev() {
        if others.contains(id) {
            last = Some(*id);
        } else {
            found.entry(*id).or_default().1 = last;
        }
    }
    found
}

fn beside(a: Option<&Neighbours>, b: Option<&Neighbours>) -> bool {
    let (Some((before, after)), Some((b_before, b_after))) = (a, b) else { return false };
    (before.is_some() && before == b_before) || (after.is_some() && after == b_after)
}

/// The words of all clauses as numbers, each with its weight.
struct Words {
    /// For each clause its words, sorted; repeated ones stand repeatedly.
    of: Vec<Vec<usize>>,
    weights: Vec<f64>,
}

impl Words {
    fn of(lost: &[Wording<'_>], now: &[Wording<'_>]) -> Self {
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut clauses: Vec<usize> = Vec::new();
        let mut of = Vec::with_capacity(lost.len() + now.len());
        for wording in lost.iter().chain(now) {
            let mut own: Vec<usize> = words_and_marks(wording.text)
                .into_iter()
                .map(str::trim)
                .filter(|word| word.chars().any(char::is_alphanumeric))
                .map(|word| {
                    let next = numbers.len();
                    *numbers.entry(word.to_lowercase()).or_insert(next)
                })
                .collect();
            own.sort_unstable();
            clauses.resize(numbers.len(), 0);
            for (i, word) in own.iter().enumerate() {
                clauses[*word] += usize::from(i == 0 || own[i - 1] != *word);
            }
            of.push(own);
        }
        let all = as_number(of.len() + 1);
        let weights = clauses.iter().map(|n| 0.5 + (all / as_number(*n)).ln()).collect();
        Self { of, weights }
    }

    /// How much two clauses are alike: the weight of what they share in that of all their words.
    fn likeness(&self, a: usize, b: usize) -> f64 {
        let (a, b) = (&self.of[a], &self.of[b]);
        let weight = |words: &[usize]| words.iter().map(|word| self.weights[*word]).sum::<f64>();
        let (mut i, mut j, mut shared) = (0, 0, 0.0);
        while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
            match x.cmp(y) {
                Ordering::Less => i += 1,
                Ordering::Greater => j += 1,
                Ordering::Equal => {
                    shared += self.weights[*x];
                    (i, j) = (i + 1, j + 1);
                }
            }
        }
        let all = weight(a) + weight(b);
        if all > 0.0 { 2.0 * shared / all } else { 0.0 }
    }
}

fn as_number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// The clauses of the new version by what may lead to them.
struct Candidates<'a> {
    /// New clauses by a telling word.
    sharing: HashMap<usize, Vec<usize>>,
    /// New clauses by their locator.
    there: HashMap<&'a Locator, usize>,
    /// Any clauses by all their words.
    saying: HashMap<String, ClauseId>,
}

impl<'a> Candidates<'a> {
    fn of(words: &Words, lost: usize, now: &[Wording<'a>], new: &[usize]) -> Self {
        let mut sharing: HashMap<usize, Vec<usize>> = HashMap::new();
        for j in new {
            let mut own = words.of[lost + j].clone();
            own.dedup();
            for word in own {
                sharing.entry(word).or_default().push(*j);
            }
        }
        sharing.retain(|_, clauses| clauses.len() <= TELLING);
        let there = new.iter().map(|j| (now[*j].locator, *j)).collect();
        let saying = now.iter().rev().map(|w| (fold_whitespace(w.text), w.id)).collect();
        Self { sharing, there, saying }
    }

    fn same_words(&self, gone: &Wording<'_>) -> Option<ClauseId> {
        self.saying.get(&fold_whitespace(gone.text)).copied()
    }

    /// New clauses that share a telling word with a lost one, or stand at its locator.
    fn of_clause(&self, words: &Words, lost: usize, locator: &Locator) -> BTreeSet<usize> {
        let sharing = words.of[lost].iter().filter_map(|word| self.sharing.get(word)).flatten();
        sharing.chain(self.there.get(locator)).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Slug;

    /// A version as its sentences, each a paragraph of its own.
    struct Version(Vec<(ClauseId, Locator, String)>);

    impl Version {
        fn of(sentences: &[&str]) -> Self {
            let source: Slug = "a".parse().unwrap();
            let mut seen: HashMap<&str, u32> = HashMap::new();
            let clauses = (1..).zip(sentences).map(|(n, text)| {
                let ordinal = seen.entry(text).or_default();
                *ordinal += 1;
                let id = ClauseId::derive(&source, text, *ordinal - 1);
                (id, Locator::sentence(n, 1), (*text).to_owned())
            });
            Self(clauses.collect())
        }

        fn wordings(&self) -> Vec<Wording<'_>> {
            self.0.iter().map(|(id, locator, text)| Wording { id: *id, locator, text }).collect()
        }
    }

    /// The successors between two versions, as the words of each.
    fn follow(before: &[&str], now: &[&str]) -> Vec<(String, String)> {
        let (before, now) = (Version::of(before), Version::of(now));
        let ids: Vec<ClauseId> = before.0.iter().map(|(id, ..)| *id).collect();
        let still: HashSet<ClauseId> = now.0.iter().map(|(id, ..)| *id).collect();
        let lost: Vec<_> =
            before.wordings().into_iter().filter(|w| !still.contains(&w.id)).collect();
        let text = |of: &Version, id| of.0.iter().find(|(i, ..)| *i == id).unwrap().2.clone();
        successors(&ids, &lost, &now.wordings())
            .into_iter()
            .map(|(gone, next)| (text(&before, gone), text(&now, next)))
            .collect()
    }

    const SIGNED: &str = "Iran and Russia signed the treaty in Moscow.";
    const ENERGY: &str = "The pact covers energy and transport.";
    const LAST: &str = "It runs for twenty years.";

    #[test]
    fn an_edited_sentence_is_followed_by_its_new_wording() {
        let edited = "The pact covers energy, trade and transport.";
        assert_eq!(
            follow(&[SIGNED, ENERGY, LAST], &[SIGNED, edited, LAST]),
            [(ENERGY.to_owned(), edited.to_owned())]
        );
        // Also where insertions moved it.
        let moved = follow(
            &[SIGNED, ENERGY, LAST],
            &["It rained.", "It snowed.", SIGNED, "Nobody came.", edited, LAST],
        );
        assert_eq!(moved, [(ENERGY.to_owned(), edited.to_owned())]);
    }

    #[test]
    fn nothing_follows_a_sentence_that_was_taken_out_or_replaced_by_another_matter() {
        assert_eq!(follow(&[SIGNED, ENERGY, LAST], &[SIGNED, LAST]), []);
        let other = "Fishing boats from Astrakhan came home late.";
        assert_eq!(follow(&[SIGNED, ENERGY, LAST], &[SIGNED, other, LAST]), []);
        assert_eq!(follow(&[ENERGY], &[other]), []);
        assert_eq!(follow(&[ENERGY], &[]), []);
        assert_eq!(follow(&["…"], &["!"]), []);
    }

    #[test]
    fn of_formulaic_sentences_each_is_followed_by_its_own() {
        let field = |name: &str, how: &str| {
            format!("The Parties shall {how}cooperate in the field of {name}.")
        };
        let names = ["energy", "sport", "trade", "health", "culture"];
        let before: Vec<String> = names.iter().map(|n| field(n, "")).collect();
        let now: Vec<String> = names.iter().rev().map(|n| field(n, "closely ")).collect();
        let pairs = follow(
            &before.iter().map(String::as_str).collect::<Vec<_>>(),
            &now.iter().map(String::as_str).collect::<Vec<_>>(),
        );
        assert_eq!(pairs.len(), names.len());
        for (name, (was, is)) in names.iter().zip(pairs) {
            assert!(was.contains(name) && is.contains(name), "{was} -> {is}");
        }
    }

    #[test]
    fn where_two_are_plausible_the_one_in_the_same_place_follows() {
        let a = "The Parties shall meet once a year in Moscow.";
        let b = "The Parties shall meet once a year in Tehran.";
        let now = "The Parties shall meet twice a year in Baku.";
        let also = "The Parties shall meet thrice a year in Baku.";
        assert_eq!(
            follow(&[SIGNED, a, ENERGY, b, LAST], &[SIGNED, now, ENERGY, also, LAST]),
            [(a.to_owned(), now.to_owned()), (b.to_owned(), also.to_owned())]
        );
    }

    #[test]
    fn of_two_equal_sentences_the_other_follows_the_one_that_went() {
        assert_eq!(
            follow(&[SIGNED, LAST, LAST], &[SIGNED, LAST]),
            [(LAST.to_owned(), LAST.to_owned())]
        );
    }

    #[test]
    fn thousands_of_edited_clauses_are_followed_in_reasonable_time() {
        let version = |verb: &str| -> Vec<String> {
            (0..3000)
                .map(|n| format!("The Parties shall {verb} the matter {n} in the year {}.", n % 97))
                .collect()
        };
        let (before, now) = (version("discuss"), version("settle"));
        let pairs = follow(
            &before.iter().map(String::as_str).collect::<Vec<_>>(),
            &now.iter().map(String::as_str).collect::<Vec<_>>(),
        );
        assert!(pairs.iter().all(|(was, is)| was.replace("discuss", "settle") == *is));
        assert_eq!(pairs.len(), 3000);
    }
}
