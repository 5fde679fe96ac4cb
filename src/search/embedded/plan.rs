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
/// What is written with a hyphen or without: "co-operation", "cooperation".
const PREFIXES: [&str; 15] = [
    "anti", "co", "counter", "extra", "inter", "intra", "multi", "non", "post", "pre", "re",
    "self", "semi", "sub", "trans",
];
/// The least letters of a word behind such a prefix.
const MIN_WORD: usize = 4;
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
        Node::Word(word) => {
            let mut names = other_names(word, codebook);
            names.extend(other_spellings(word, codebook));
            names.extend(other_hyphens(word, codebook));
            with_names(of_word(word, codebook), names)
        }
        Node::Phrase(phrase) => {
            let mut names = other_names(phrase, codebook);
            names.extend(other_spellings(phrase, codebook));
            with_names(Plan::Phrase(words::folded(phrase)), names)
        }
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

/// The plans of terms side by side; words that together are a name find its other names too, and words
/// that only join others need not be there.
fn of_run(nodes: &[Node], codebook: &Codebook) -> Vec<Plan> {
    let mut plans = Vec::with_capacity(nodes.len());
    let asked: Vec<&Node> = Node::asked(nodes).collect();
    let is_asked = |node: &&Node| asked.iter().any(|asked| std::ptr::eq(*asked, *node));
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
            let words = rest.iter().zip(&run[..len]).filter(|(node, _)| is_asked(node));
            let words = words.map(|(_, word)| of_word(word, codebook)).collect();
            plans.push(Plan::Or(vec![Plan::And(words), Plan::Names(names)]));
            rest = &rest[len..];
        } else {
            plans.extend(Some(first).filter(is_asked).map(|node| of_node(node, codebook)));
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

fn with_names(plan: Plan, names: Vec<Vec<String>>) -> Plan {
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

/// Words that must stand together, with each in its other spellings too. A single word in quotation marks
/// stays as it is: that is how one spelling is asked for.
fn other_spellings(typed: &str, codebook: &Codebook) -> Vec<Vec<String>> {
    let words = words::words(typed);
    if words.len() < 2 {
        return Vec::new();
    }
    let mut spelt: Vec<Vec<String>> = vec![Vec::new()];
    for word in &words {
        let forms = spellings(&word.lower, &word.folded, codebook);
        let longer = |before: Vec<String>| {
            let forms = forms.clone().into_iter();
            forms.map(move |form| before.iter().cloned().chain([form]).collect())
        };
        spelt = spelt.into_iter().flat_map(longer).take(MAX_NAMES).collect();
    }
    // The first is what was typed.
    spelt.split_off(1)
}

/// "self-defence" as one word, and "cooperation" as two.
fn other_hyphens(typed: &str, codebook: &Codebook) -> Vec<Vec<String>> {
    let words = words::words(typed);
    let forms = |word: &Word| spellings(&word.lower, &word.folded, codebook);
    match &words[..] {
        [first, second] if typed[first.end..second.start].chars().all(is_hyphen) => {
            let joined = |form: String| vec![format!("{}{form}", first.folded)];
            forms(second).into_iter().map(joined).collect()
        }
        [word] => {
            let cut = |prefix| Some((prefix, word.folded.strip_prefix(prefix)?));
            let cuts = PREFIXES.into_iter().filter_map(cut);
            cuts.filter(|(_, rest)| rest.chars().count() >= MIN_WORD)
                .flat_map(|(prefix, rest)| {
                    let forms = spellings(rest, rest, codebook).into_iter();
                    let one = |form: &String| vec![format!("{prefix}{form}")];
                    let two = |form: String| vec![prefix.to_owned(), form];
                    forms.flat_map(|form| [one(&form), two(form)]).collect::<Vec<_>>()
                })
                .filter(|name| *name != [word.folded.as_str()])
                .collect()
        }
        _ => Vec::new(),
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑')
}

/// A word as it was typed, and in its other spellings of one word.
fn spellings(lower: &str, typed: &str, codebook: &Codebook) -> Vec<String> {
    let others = codebook.spellings(lower);
    let others =
        others.iter().filter_map(|other| <[String; 1]>::try_from(words::folded(other)).ok());
    std::iter::once(typed.to_owned()).chain(others.flatten()).collect()
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
