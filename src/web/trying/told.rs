//! A derived text, told: its passages with their marks, its treaty, and what would keep it.

use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    annotate::{Explanation, explain},
    ingest::Derived,
    model::{
        Annotations, Claim, Clause, Document, Locator, Naming, OutlineKind, SourceType,
        language_name,
    },
    web::{
        AppState, links,
        marks::{Mark, MarkKind, Shown, Token, marked, marks},
        view::{self, Link, counted},
    },
};

/// Headings and passages on the page; no sensible text of that length has more. The data has all.
const SHOWN: usize = 1000;

/// A passage of the text.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "TriedPassage")]
pub(super) struct Passage {
    /// Where it stands.
    pub(super) locator: Locator,
    /// The same in words.
    pub(super) place: String,
    /// What it is.
    pub(super) kind: &'static str,
    /// The same for readers.
    pub(super) badge: &'static str,
    /// BCP 47.
    pub(super) language: String,
    /// The words.
    pub(super) text: String,
    /// Its subjects, with their pages.
    #[serde(skip)]
    pub(super) domains: Vec<Link>,
    /// Where the words stand that something was read from.
    pub(super) marks: Vec<Mark>,
    #[serde(skip)]
    pub(super) tokens: Vec<Token>,
    #[serde(flatten)]
    pub(super) annotations: Annotations,
    /// How it was read: each annotation with its words and its rule.
    pub(super) explanations: Vec<Explanation>,
    /// What it says of the treaty.
    pub(super) claims: Vec<Claim>,
}

impl Passage {
    fn of(state: &AppState, clause: Clause, by: SourceType) -> Self {
        let read = clause.annotations;
        let marks = marks(&read, &Shown::all());
        Self {
            place: clause.locator.words(),
            locator: clause.locator,
            kind: clause.kind.as_str(),
            badge: clause.kind.label(by),
            language: clause.language,
            domains: view::domains(state, read.domains.iter().map(|d| &d.slug)),
            tokens: marked(&clause.text, &marks, &[]),
            marks,
            text: clause.text,
            explanations: explain(&read, &clause.claims, by, |slug| state.domain_label(slug)),
            annotations: read,
            claims: clause.claims,
        }
    }
}

/// A heading or a passage, in order.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "TriedBlock")]
pub(super) enum Block {
    /// A heading.
    Heading {
        /// Its words.
        heading: String,
    },
    /// A passage.
    Passage(Box<Passage>),
}

/// The treaty that a text is about.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "TriedTreaty")]
pub(super) struct Treaty {
    /// Its title, in square brackets where it is devised; empty where the text tells none.
    pub(super) title: String,
    /// Its parties, by name.
    pub(super) parties: Vec<String>,
    /// Its page, where it is held already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) href: Option<String>,
}

impl Treaty {
    /// Whether its title is devised.
    pub(super) fn is_devised(&self) -> bool {
        Naming::of(&self.title) == Naming::Devised
    }
}

/// How many marks of a kind there are.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "MarkCount")]
pub(super) struct Count {
    /// The kind.
    pub(super) kind: MarkKind,
    /// How many.
    pub(super) count: usize,
}

/// What was read.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "TriedText")]
pub(super) struct Reading {
    /// What it was read as.
    pub(super) r#type: SourceType,
    /// BCP 47.
    pub(super) language: String,
    /// The title that was read.
    pub(super) title: String,
    /// The treaty that it is about.
    pub(super) treaty: Treaty,
    /// How many passages it has.
    pub(super) passages: usize,
    /// How many headings it has.
    pub(super) headings: usize,
    /// Both in words.
    #[serde(skip)]
    pub(super) counted: String,
    /// What was read, counted.
    pub(super) legend: Vec<Count>,
    /// Stretches with words that are in no passage and no heading.
    pub(super) skipped: Vec<String>,
    /// What was odd in it.
    pub(super) warnings: Vec<String>,
    /// What would keep it.
    pub(super) command: String,
    /// Its headings and passages, in order.
    pub(super) blocks: Vec<Block>,
}

impl Reading {
    pub(super) fn language_name(&self) -> &str {
        language_name(&self.language)
    }

    pub(super) fn shown(&self) -> &[Block] {
        &self.blocks[..self.blocks.len().min(SHOWN)]
    }
}

/// The command that would keep the text, which stands in a file.
fn command(document: &Document, founds: bool) -> String {
    let Document { source, treaty, .. } = document;
    let mut words = vec![format!(
        "pacta ingest FILE --source {} --type {}",
        source.slug,
        source.r#type.as_str()
    )];
    words.extend((!founds).then(|| format!("--treaty {}", treaty.slug)));
    words.extend(source.published.map(|date| format!("--date {date}")));
    words.join(" ")
}

/// What was read, for the page.
pub(super) fn told(state: &AppState, derived: Derived) -> Reading {
    let founds = derived.founds();
    let document = derived.document;
    let (source, treaty) = (&document.source, &document.treaty);
    let by = source.r#type;
    let command = command(&document, founds);
    let mut blocks: Vec<(usize, Block)> = document
        .outline
        .iter()
        .filter(|o| o.kind == OutlineKind::Heading)
        .filter_map(|o| Some((o.start, document.text.get(o.start..o.end)?.to_owned())))
        .map(|(start, heading)| (start, Block::Heading { heading }))
        .collect();
    let headings = blocks.len();
    let mut counts = [0; MarkKind::ALL.len()];
    let passages = document.clauses.len();
    for clause in document.clauses {
        let start = clause.start;
        let passage = Passage::of(state, clause, by);
        for mark in &passage.marks {
            counts[mark.kind as usize] += 1;
        }
        blocks.push((start, Block::Passage(Box::new(passage))));
    }
    blocks.sort_by_key(|(start, _)| *start);
    let name = |code: &String| {
        state.codebook().country(code).map_or_else(|| code.clone(), |country| country.name.clone())
    };
    Reading {
        r#type: by,
        language: source.language.clone(),
        title: source.title.clone(),
        treaty: Treaty {
            title: Some(&treaty.title).filter(|_| treaty.is_named()).cloned().unwrap_or_default(),
            parties: treaty.parties.iter().map(name).collect(),
            href: (!founds).then(|| links::treaty(&treaty.slug)),
        },
        counted: format!(
            "{}, {}",
            counted(passages as u64, "passage", "passages"),
            counted(headings as u64, "heading", "headings")
        ),
        passages,
        headings,
        legend: MarkKind::ALL
            .into_iter()
            .zip(counts)
            .filter(|(_, count)| *count > 0)
            .map(|(kind, count)| Count { kind, count })
            .collect(),
        skipped: derived.skipped,
        warnings: derived.warnings,
        command,
        blocks: blocks.into_iter().map(|(_, block)| block).collect(),
    }
}
