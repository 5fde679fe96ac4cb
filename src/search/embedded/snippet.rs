//! Marks in a clause's text exactly what the query matched: phrases as phrases, other forms and
//! other names of words where they made the clause a hit, and of alternatives those that hold.

use tantivy::{DocAddress, DocSet, TantivyError, Term, schema::IndexRecordOption};

use super::{
    Search,
    plan::{Form, Plan},
    snapshot::Snapshot,
    tokenize::Stems,
};
use crate::search::{
    Fragment, Hit,
    words::{self, Word},
};

impl Search<'_> {
    /// A hit's text, marked where the plan matched it.
    pub(super) fn fragments(&self, plan: &Plan, hit: &Hit, address: DocAddress) -> Vec<Fragment> {
        let holds = |plan: &Plan| match plan {
            Plan::Filter(value) => self.carries(address, value).unwrap_or(true),
            Plan::Dates(first, last) => {
                let mut days = hit.annotations.dates.iter().filter_map(|d| d.value.written());
                days.any(|(a, b)| a <= *last && *first <= b)
            }
            _ => false,
        };
        fragments(plan, &hit.text, &hit.language, &holds)
    }

    /// Whether a clause carries a value of a field.
    fn carries(&self, address: DocAddress, value: &str) -> Result<bool, TantivyError> {
        let Snapshot { searcher, fields, .. } = self.snapshot;
        let reader = searcher.segment_reader(address.segment_ord);
        let term = Term::from_field_text(fields.filter, value);
        let postings =
            reader.inverted_index(fields.filter)?.read_postings(&term, IndexRecordOption::Basic)?;
        Ok(postings.is_some_and(|mut p| {
            let at = p.doc();
            let reached = if at < address.doc_id { p.seek(address.doc_id) } else { at };
            reached == address.doc_id
        }))
    }
}

/// First and last byte after, of what matched.
type Span = (usize, usize);

struct Text<'a> {
    words: Vec<Word>,
    stems: Vec<String>,
    stemmer: Option<Stems>,
    /// Whether a filter or a time holds for the clause.
    holds: &'a dyn Fn(&Plan) -> bool,
}

/// The text of a hit cut into matched and other stretches; all of them together are the text.
/// `holds` tells whether a filter or a time among alternatives holds for the clause.
fn fragments(
    plan: &Plan,
    text: &str,
    language: &str,
    holds: &dyn Fn(&Plan) -> bool,
) -> Vec<Fragment> {
    let words = words::words(text);
    let stemmer = Stems::of(language);
    let lower = words.iter().map(|w| w.lower.as_str());
    let stems = stemmer.map(|s| s.of_words(lower)).unwrap_or_default();
    let read = Text { words, stems, stemmer, holds };
    // It is a hit, so that all of these hold, and filters need not be asked.
    let parts = if let Plan::And(parts) = plan { parts } else { std::slice::from_ref(plan) };
    let marking = parts.iter().filter(|p| !matches!(p, Plan::Filter(_) | Plan::Dates(..)));
    let mut spans: Vec<Span> = marking.filter_map(|p| read.matched(p)).flatten().collect();
    spans.sort_unstable();

    let mut fragments = Vec::new();
    let mut at = 0;
    let mut push = |from: usize, to: usize, marked| {
        if let Some(text) = text.get(from..to).filter(|t| !t.is_empty()) {
            fragments.push(Fragment { text: text.to_owned(), marked });
        }
    };
    let mut spans = spans.into_iter().peekable();
    while let Some((start, mut end)) = spans.next() {
        while let Some((_, longer)) = spans.next_if(|(next, _)| *next <= end) {
            end = end.max(longer);
        }
        push(at, start, false);
        push(start, end, true);
        at = end;
    }
    push(at, text.len(), false);
    fragments
}

impl Text<'_> {
    /// What matched, or `None` where the plan does not match.
    fn matched(&self, plan: &Plan) -> Option<Vec<Span>> {
        match plan {
            Plan::Word { word, spellings } => {
                let forms: Vec<&Form> = std::iter::once(word).chain(spellings).collect();
                let stems: Vec<String> = forms
                    .iter()
                    .filter_map(|f| self.stemmer.and_then(|s| s.of_word(&f.lower)))
                    .collect();
                self.words_where(|i, word| {
                    forms.iter().any(|f| f.folded == word.folded)
                        || self.stems.get(i).is_some_and(|s| stems.contains(s))
                })
            }
            Plan::Phrase(phrase) => self.phrases(std::slice::from_ref(phrase)),
            Plan::Names(names) => self.phrases(names),
            Plan::Prefix(prefix) => self.words_where(|_, w| w.folded.starts_with(prefix.as_str())),
            Plan::Filter(_) | Plan::Dates(..) => (self.holds)(plan).then(Vec::new),
            Plan::Not(inner) => self.matched(inner).is_none().then(Vec::new),
            Plan::And(plans) => {
                let all: Option<Vec<Vec<Span>>> = plans.iter().map(|p| self.matched(p)).collect();
                all.map(|spans| spans.concat())
            }
            Plan::Or(plans) => {
                let mut any = plans.iter().filter_map(|p| self.matched(p)).peekable();
                any.peek()?;
                Some(any.flatten().collect())
            }
        }
    }

    fn words_where(&self, matches: impl Fn(usize, &Word) -> bool) -> Option<Vec<Span>> {
        let spans: Vec<Span> = self
            .words
            .iter()
            .enumerate()
            .filter(|(i, word)| matches(*i, word))
            .map(|(_, word)| (word.start, word.end))
            .collect();
        (!spans.is_empty()).then_some(spans)
    }

    fn phrases(&self, phrases: &[Vec<String>]) -> Option<Vec<Span>> {
        let mut spans = Vec::new();
        for phrase in phrases.iter().filter(|p| !p.is_empty()) {
            for window in self.words.windows(phrase.len()) {
                if window.iter().map(|w| &w.folded).eq(phrase)
                    && let [first, .., last] | [first @ last] = window
                {
                    spans.push((first.start, last.end));
                }
            }
        }
        (!spans.is_empty()).then_some(spans)
    }
}

#[cfg(test)]
mod tests {
    use super::{super::plan::plan, *};
    use crate::{annotate::Codebook, search::Query};

    fn marked(query: &str, text: &str) -> String {
        let query = Query::parse(query).unwrap();
        let plan = plan(&query, &Codebook::built_in().unwrap());
        fragments(&plan, text, "en", &|_| true)
            .into_iter()
            .map(|f| if f.marked { format!("[{}]", f.text) } else { f.text })
            .collect()
    }

    #[test]
    fn exactly_what_matched_is_marked() {
        for (query, shown) in [
            (
                "parties",
                "The [Parties] to this pact: each [party] shares the high contracting [parties]’ aims.",
            ),
            (
                "\"contracting parties\"",
                "The Parties to this pact: each party shares the high [contracting parties]’ aims.",
            ),
            (
                "contract* -energy",
                "The Parties to this pact: each party shares the high [contracting] parties’ aims.",
            ),
            (
                "(pact energy) OR aims",
                "The Parties to this pact: each party shares the high contracting parties’ [aims].",
            ),
            (
                "kind:event",
                "The Parties to this pact: each party shares the high contracting parties’ aims.",
            ),
        ] {
            let text =
                "The Parties to this pact: each party shares the high contracting parties’ aims.";
            assert_eq!(marked(query, text), shown, "{query}");
        }
    }

    #[test]
    fn words_that_touch_are_one_mark() {
        assert_eq!(marked("能源 合作", "双方加强能源合作。"), "双方加强[能源合作]。");
    }

    #[test]
    fn other_names_and_spellings_are_marked_whole() {
        assert_eq!(
            marked("SCO", "In the Shanghai Cooperation Organisation (SCO)."),
            "In the [Shanghai Cooperation Organisation] ([SCO])."
        );
        assert_eq!(marked("defense", "On defence."), "On [defence].");
        assert_eq!(marked("Shanghai Cooperation Organisation", "The SCO met."), "The [SCO] met.");
    }
}
