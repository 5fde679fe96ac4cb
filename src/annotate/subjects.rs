//! Domains: which subjects of the codebook a clause is about.

use std::{borrow::Cow, collections::HashMap, ops::Range};

use super::Codebook;
use crate::model::{DomainTag, Evidence};

/// What a matched term says of its domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    Term,
    Weak,
    Veto,
}

struct Entry {
    domain: usize,
    weight: Weight,
    /// Words after the first; a trailing `*` lets a word run on.
    rest: Vec<String>,
}

/// The terms of all domains by their first word.
pub(super) struct Subjects {
    /// First words that must match whole.
    whole: HashMap<String, Vec<Entry>>,
    /// First words that may run on, without their `*`, by their first [`KEY`] bytes.
    stems: HashMap<Vec<u8>, Vec<(String, Vec<Entry>)>>,
    /// Those that are shorter.
    short: Vec<(String, Vec<Entry>)>,
}

/// Stems are looked up by so many bytes: one look for each word of a text.
const KEY: usize = 3;

struct Found {
    domain: usize,
    weight: Weight,
    words: Range<usize>,
    span: Range<usize>,
    term: String,
}

impl Subjects {
    pub(super) fn new(codebook: &Codebook) -> Self {
        let mut subjects = Self { whole: HashMap::new(), stems: HashMap::new(), short: Vec::new() };
        for (domain, d) in codebook.domains.iter().enumerate() {
            for (weight, terms) in
                [(Weight::Term, &d.terms), (Weight::Weak, &d.weak), (Weight::Veto, &d.veto)]
            {
                for term in terms {
                    subjects.add(domain, weight, term);
                }
            }
        }
        subjects
    }

    fn add(&mut self, domain: usize, weight: Weight, term: &str) {
        let lower = term.to_lowercase().replace(['’', '\''], "");
        let mut words = lower
            .split(|c: char| !c.is_alphanumeric() && c != '*')
            .filter(|w| !w.is_empty())
            .map(str::to_owned);
        let Some(first) = words.next() else { return };
        let entry = Entry { domain, weight, rest: words.collect() };
        match first.strip_suffix('*') {
            Some(stem) => {
                let list = match stem.as_bytes().get(..KEY) {
                    Some(key) => self.stems.entry(key.to_vec()).or_default(),
                    None => &mut self.short,
                };
                match list.iter_mut().find(|(known, _)| known == stem) {
                    Some((_, entries)) => entries.push(entry),
                    None => list.push((stem.to_owned(), vec![entry])),
                }
            }
            None => self.whole.entry(first).or_default().push(entry),
        }
    }

    /// The domains of a clause, in codebook order, with the words that gave them. Inside the name of
    /// one of the `bodies` only a term that is the whole name counts.
    pub(super) fn find(
        &self,
        codebook: &Codebook,
        text: &str,
        bodies: &[Range<usize>],
    ) -> Vec<DomainTag> {
        let mut found = self.matches(text);
        found.sort_by_key(|f| {
            (f.domain, f.words.start, usize::MAX - f.words.end, f.weight != Weight::Veto)
        });
        let mut tags = Vec::new();
        for of_domain in found.chunk_by(|a, b| a.domain == b.domain) {
            // Left to right, the longest match takes its words; of two equal ones the veto does.
            let mut kept: Vec<&Found> = Vec::new();
            let mut taken = 0;
            for f in of_domain.iter().filter(|f| !within(bodies, &f.span)) {
                if f.words.start >= taken {
                    taken = f.words.end;
                    if f.weight != Weight::Veto {
                        kept.push(f);
                    }
                }
            }
            let strong = kept.iter().any(|f| f.weight == Weight::Term);
            let mut terms: Vec<&str> = kept.iter().map(|f| f.term.as_str()).collect();
            terms.sort_unstable();
            terms.dedup();
            let Some(domain) = of_domain.first().map(|f| &codebook.domains[f.domain]) else {
                continue;
            };
            if strong || terms.len() > 1 {
                tags.push(DomainTag {
                    slug: domain.slug.clone(),
                    rule: if strong { "term" } else { "weak-terms" }.to_owned(),
                    evidence: kept
                        .iter()
                        .map(|f| Evidence::of(text, f.span.start, f.span.end))
                        .collect(),
                });
            }
        }
        tags
    }

    fn matches(&self, text: &str) -> Vec<Found> {
        let words = words(text);
        let mut found = Vec::new();
        for (at, (word, _)) in words.iter().enumerate() {
            let listed = word.as_bytes().get(..KEY).and_then(|key| self.stems.get(key));
            let by_stem = listed
                .into_iter()
                .flatten()
                .chain(&self.short)
                .filter(|(stem, _)| word.starts_with(stem.as_str()))
                .map(|(_, entries)| entries);
            for entry in self.whole.get(word.as_ref()).into_iter().chain(by_stem).flatten() {
                let end = at + 1 + entry.rest.len();
                let fits = words.len() >= end
                    && together(text, &words[at..end])
                    && entry.rest.iter().zip(&words[at + 1..end]).all(|(term, (word, _))| {
                        term.strip_suffix('*').map_or(term == word, |stem| word.starts_with(stem))
                    });
                if fits {
                    let all: Vec<&str> = words[at..end].iter().map(|(w, _)| w.as_ref()).collect();
                    found.push(Found {
                        domain: entry.domain,
                        weight: entry.weight,
                        words: at..end,
                        span: words[at].1.start..words[end - 1].1.end,
                        term: all.join(" "),
                    });
                }
            }
        }
        found
    }
}

/// Whether no comma, colon or bracket parts the words: "health, security" is not "health security".
fn together(text: &str, words: &[(Cow<'_, str>, Range<usize>)]) -> bool {
    const PARTING: [char; 11] = [',', ';', ':', '(', ')', '“', '”', '—', '!', '?', '"'];
    words.windows(2).all(|two| !text[two[0].1.end..two[1].1.start].contains(PARTING))
}

/// Whether `span` is a part of one of the names, but not all of it.
fn within(names: &[Range<usize>], span: &Range<usize>) -> bool {
    names.iter().any(|n| n.start <= span.start && span.end <= n.end && n.len() > span.len())
}

/// The words of a text in lower case with their byte ranges. A hyphen parts words; an apostrophe
/// with what follows it is left off ("Iran’s" is `iran`).
fn words(text: &str) -> Vec<(Cow<'_, str>, Range<usize>)> {
    let mut words = Vec::new();
    let mut start = None;
    let ends = text.char_indices().chain([(text.len(), ' ')]);
    let mut possessive = false;
    for (at, c) in ends {
        if c.is_alphanumeric() {
            if !possessive {
                start.get_or_insert(at);
            }
            continue;
        }
        if let Some(from) = start.take() {
            let word = &text[from..at];
            let lower = if word.contains(char::is_uppercase) {
                Cow::Owned(word.to_lowercase())
            } else {
                Cow::Borrowed(word)
            };
            words.push((lower, from..at));
            possessive = matches!(c, '’' | '\'') && text[at..].chars().nth(1) == Some('s');
        } else {
            possessive = false;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(text: &str) -> Vec<String> {
        let codebook = Codebook::built_in().unwrap();
        let tags = Subjects::new(&codebook).find(&codebook, text, &[]);
        tags.iter()
            .map(|t| {
                let words: Vec<&str> = t.evidence.iter().map(|e| e.text.as_str()).collect();
                format!("{}: {}", t.slug, words.join(", "))
            })
            .collect()
    }

    #[test]
    fn a_subject_is_read_from_its_terms_in_either_spelling() {
        assert_eq!(
            find("They boost bilateral ties, energy and counter-terrorism."),
            ["diplomacy: bilateral ties", "counter-terrorism: counter-terrorism", "energy: energy",]
        );
        assert_eq!(find("Defense cooperation"), ["defence: Defense"]);
    }

    #[test]
    fn a_word_that_means_something_else_as_often_makes_no_subject_alone() {
        for (text, not) in [
            ("The producer keeps an inventory of the goods.", "intellectual-property"),
            ("Whoever infringes the rules answers for the infringement.", "intellectual-property"),
            ("Customs may ask the importer for a security or a guarantee.", "peace-security"),
            ("Investments enjoy full protection and security.", "peace-security"),
            ("Each tonne of oil-cake is weighed.", "energy"),
            ("Stocks of mustard gas and of hydrogen cyanide are declared.", "energy"),
            ("The host provides the inspectors with fuel and lodging.", "energy"),
            ("The panel begins its examination of the matter.", "education"),
            ("The parties act in conformity with their constitutions.", "industry"),
            ("The exporter signs the certificate of origin and a certification of it.", "industry"),
            ("De nodige maatregelen worden genomen.", "science"),
            ("In dat stadium beslist de Raad.", "tourism-sport"),
            ("The party raised this as a defence to the claim.", "defence"),
            ("The parties take measures to combat corruption.", "defence"),
            ("The seal of each container is checked.", "transport"),
            ("Suppliers of public telecommunications transport networks are listed.", "transport"),
            ("The state deposits its instrument of accession.", "finance"),
            ("The rights and duties of the members are equal.", "trade"),
            ("The archives of the mission are inviolable.", "culture"),
            ("They ensure the free movement of goods.", "migration"),
            ("A diplomatic conference is convened.", "diplomacy"),
            ("It maintains quantitative export restrictions.", "sanctions"),
        ] {
            let found = find(text);
            assert!(!found.iter().any(|f| f.starts_with(&format!("{not}:"))), "{text}: {found:?}");
        }
    }

    #[test]
    fn the_same_words_tell_the_subject_where_others_say_which() {
        for (text, subject) in [
            ("The inventor of a patented process is named.", "intellectual-property"),
            ("They will cooperate on regional security.", "peace-security"),
            ("Security and stability in the Gulf matter to both.", "peace-security"),
            ("Oil and gas flow west.", "energy"),
            ("They will trade in hydrogen.", "energy"),
            ("Pupils sit an entrance examination.", "education"),
            ("Conformity assessment bodies are recognised.", "industry"),
            ("Genomic data are shared.", "science"),
            ("Combat troops leave in May.", "defence"),
            ("Freight containers pass without checks.", "transport"),
            ("State archives are opened.", "culture"),
            ("They ensure the free movement of workers.", "migration"),
        ] {
            let found = find(text);
            assert!(
                found.iter().any(|f| f.starts_with(&format!("{subject}:"))),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn the_possessive_and_the_name_of_a_body_do_not_hide_or_make_a_subject() {
        let codebook = Codebook::built_in().unwrap();
        let text = "The Ministry of Energy";
        let body: Vec<_> = std::iter::once(4..text.len()).collect();
        assert!(Subjects::new(&codebook).find(&codebook, text, &body).is_empty());
        assert_eq!(words("Iran’s trade"), [("iran".into(), 0..4), ("trade".into(), 9..14)]);
    }
}
