//! A query with its words folded, its values resolved and its names and spellings expanded: what
//! matching and marking both go by.

use crate::{
    annotate::Codebook,
    search::{
        query::{Field, Node, Query, article},
        words::{self, Word},
    },
};

use super::schema::{between, filter_value};

/// The longest name, in words, that is looked up in the codebook.
const MAX_NAME_WORDS: usize = 8;
/// The most other names that one name is expanded to.
const MAX_NAMES: usize = 16;
/// Acronyms that are everyday words once folded: they neither expand nor are expanded to.
const EVERYDAY: [&str; 24] = [
    "a", "act", "aid", "am", "an", "are", "as", "at", "be", "by", "can", "do", "he", "if", "in",
    "is", "it", "may", "no", "on", "or", "so", "us", "who",
];

/// What a clause must have to match.
#[derive(Debug, Clone)]
pub(super) enum Plan {
    /// A word, in this form, by its stem, or in another spelling.
    Word {
        /// The word.
        word: Form,
        /// Other spellings.
        spellings: Vec<Form>,
    },
    /// These folded words in this order.
    Phrase(Vec<String>),
    /// One of these other names of what was asked for, each as folded words.
    Names(Vec<Vec<String>>),
    /// A folded word that begins so.
    Prefix(String),
    /// A value of a field, as the index has it.
    Filter(String),
    /// A date mention that overlaps these days.
    Dates(i32, i32),
    /// Not this.
    Not(Box<Plan>),
    /// All of these; of none: everything.
    And(Vec<Plan>),
    /// One of these.
    Or(Vec<Plan>),
}

/// A word as stemmers and as the field of exact words have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) lower: String,
    pub(super) folded: String,
}

impl From<Word> for Form {
    fn from(word: Word) -> Self {
        Self { lower: word.lower, folded: word.folded }
    }
}

/// The plan of a query. Nesting is capped by the grammar, so that walking it is safe.
pub(super) fn plan(query: &Query, codebook: &Codebook) -> Plan {
    of_node(query.root(), codebook)
}

fn of_node(node: &Node, codebook: &Codebook) -> Plan {
    match node {
        Node::Word(word) => with_names(of_word(word, codebook), word, codebook),
        Node::Phrase(phrase) => with_names(Plan::Phrase(words::folded(phrase)), phrase, codebook),
        Node::Prefix(prefix) => Plan::Prefix(words::folded(prefix).concat()),
        Node::Field(field, value) => Plan::Filter(resolved(*field, value, codebook)),
        Node::Date(range) => {
            let (first, last) = range.bounds();
            Plan::Dates(first, last)
        }
        Node::Not(inner) => Plan::Not(Box::new(of_node(inner, codebook))),
        Node::And(nodes) => Plan::And(of_run(nodes, codebook)),
        Node::Or(nodes) => Plan::Or(nodes.iter().map(|n| of_node(n, codebook)).collect()),
    }
}

/// The plans of terms side by side; words that together are a name find its other names too.
fn of_run(nodes: &[Node], codebook: &Codebook) -> Vec<Plan> {
    let mut plans = Vec::with_capacity(nodes.len());
    let mut rest = nodes;
    while let Some((first, after)) = rest.split_first() {
        let run: Vec<&str> = rest
            .iter()
            .take(MAX_NAME_WORDS)
            .map_while(|n| if let Node::Word(word) = n { Some(word.as_str()) } else { None })
            .collect();
        let named = (2..=run.len()).rev().find_map(|len| {
            let names = other_names(&run[..len].join(" "), codebook);
            (!names.is_empty()).then_some((len, names))
        });
        if let Some((len, names)) = named {
            let words = run[..len].iter().map(|w| of_word(w, codebook)).collect();
            plans.push(Plan::Or(vec![Plan::And(words), Plan::Names(names)]));
            rest = &rest[len..];
        } else {
            plans.push(of_node(first, codebook));
            rest = after;
        }
    }
    plans
}

fn of_word(typed: &str, codebook: &Codebook) -> Plan {
    let mut forms: Vec<Form> = words::words(typed).into_iter().map(Form::from).collect();
    match (forms.pop(), forms.is_empty()) {
        (Some(word), true) => {
            let spellings = codebook
                .spellings(&word.lower)
                .iter()
                .flat_map(|s| words::words(s))
                .map(Form::from)
                .filter(|form| *form != word)
                .collect();
            Plan::Word { word, spellings }
        }
        (last, _) => Plan::Phrase(forms.into_iter().chain(last).map(|f| f.folded).collect()),
    }
}

fn with_names(plan: Plan, typed: &str, codebook: &Codebook) -> Plan {
    let names = other_names(typed, codebook);
    if names.is_empty() { plan } else { Plan::Or(vec![plan, Plan::Names(names)]) }
}

fn other_names(typed: &str, codebook: &Codebook) -> Vec<Vec<String>> {
    let asked = words::folded(typed);
    let everyday = |name: &[String]| match name {
        [word] => EVERYDAY.contains(&word.as_str()),
        _ => false,
    };
    if everyday(&asked) {
        return Vec::new();
    }
    let mut names: Vec<Vec<String>> = Vec::new();
    for name in codebook.other_names(typed) {
        let name = words::folded(name);
        if !name.is_empty() && name != asked && !everyday(&name) && !names.contains(&name) {
            names.push(name);
        }
    }
    names.truncate(MAX_NAMES);
    names
}

/// A field's value as the index has it.
fn resolved(field: Field, value: &str, codebook: &Codebook) -> String {
    let value = match field {
        Field::Party => party(value, codebook),
        Field::Between => between(value.split(',').map(|p| party(p, codebook)).collect()),
        Field::Institution => match codebook.institution(value) {
            Some(institution) => institution.slug.to_string(),
            None => slug::slugify(value),
        },
        Field::Domain => match codebook.domain(value) {
            Some(domain) => domain.slug.to_string(),
            None => slug::slugify(value),
        },
        Field::Art => article(value).unwrap_or_default().join("."),
        _ => slug::slugify(value),
    };
    filter_value(field, &value)
}

fn party(name: &str, codebook: &Codebook) -> String {
    match codebook.country(name) {
        Some(country) => country.code.to_lowercase(),
        None => slug::slugify(name),
    }
}
