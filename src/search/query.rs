//! What people type into the search box, read by a small grammar of our own.
//!
//! What comes in: any text. What goes out: a [`Query`] with a canonical written form, and sentences
//! that say how doubtful text was read. Reading is iterative and capped, so no text can exhaust it.

use std::fmt;

mod edit;
mod explain;
mod joints;
mod lexer;
mod parser;
#[cfg(test)]
mod tests;
mod value;

pub(crate) use joints::is_joint;
pub(crate) use value::article;
pub use value::{DateRange, Field};

/// The longest query, in bytes of UTF-8.
pub const MAX_BYTES: usize = 1024;
/// The most words, phrases and filters in a query.
pub const MAX_TERMS: usize = 32;
/// The most parentheses inside each other.
pub const MAX_NESTING: usize = 16;

/// A query over a cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// Over [`MAX_BYTES`].
    #[error("the query is {0} bytes long; at most {MAX_BYTES} are read")]
    TooLong(usize),
    /// Over [`MAX_TERMS`].
    #[error("the query has {0} terms; at most {MAX_TERMS} are read")]
    TooManyTerms(usize),
    /// Over [`MAX_NESTING`].
    #[error("the query has parentheses {0} deep; at most {MAX_NESTING} are read")]
    TooDeep(usize),
}

/// A part of a query. Normal form: no `And` directly in an `And`, no `Or` in an `Or`, no `Not` in a
/// `Not`, and only the root may be an `And` of fewer than two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    /// A word as typed; without white space, but "arms-control" is one.
    Word(String),
    /// Words in this order and in exactly this form.
    Phrase(String),
    /// The beginning of a word.
    Prefix(String),
    /// A value of a field.
    Field(Field, String),
    /// Dates in a clause.
    Date(DateRange),
    /// What must not match.
    Not(Box<Node>),
    /// All must match.
    And(Vec<Node>),
    /// One must match.
    Or(Vec<Node>),
}

/// A query as it was read. Two are equal where they ask the same in the same order.
#[derive(Debug, Clone)]
pub struct Query {
    root: Node,
    notices: Vec<String>,
}

/// A field's value that the whole query requires or rules out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// The field.
    pub field: Field,
    /// The value as written after the colon, without quotes.
    pub value: String,
    /// Whether it is ruled out.
    pub negated: bool,
}

impl Query {
    /// Reads a query.
    ///
    /// # Errors
    /// Only over a cap; all other text has a reading.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        if text.len() > MAX_BYTES {
            return Err(QueryError::TooLong(text.len()));
        }
        let mut notices = Vec::new();
        let tokens = lexer::lex(text, &mut notices);
        let root = parser::parse(tokens, &mut notices)?;
        let query = Self { root, notices };
        // The canonical form is what links carry, so it must be readable as well.
        let written = query.to_string().len();
        if written > MAX_BYTES { Err(QueryError::TooLong(written)) } else { Ok(query) }
    }

    /// How doubtful text was read, one sentence each; empty where nothing was doubtful.
    #[must_use]
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// Whether nothing is asked, so that every clause matches.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(&self.root, Node::And(all) if all.is_empty())
    }

    /// The words, phrases and beginnings of words that are looked for, as typed.
    #[must_use]
    pub fn words(&self) -> Vec<&str> {
        let mut words = Vec::new();
        self.root.collect_words(&mut words);
        words
    }

    /// A query for all of these.
    pub(crate) fn all_of<'a>(nodes: impl IntoIterator<Item = &'a Node>) -> Self {
        Self::from(Node::and(nodes.into_iter().cloned().collect()))
    }

    pub(crate) fn root(&self) -> &Node {
        &self.root
    }

    /// Says how something doubtful was read.
    pub(crate) fn tell(&mut self, sentence: String) {
        if !self.notices.contains(&sentence) {
            self.notices.push(sentence);
        }
    }
}

impl From<Node> for Query {
    fn from(root: Node) -> Self {
        Self { root, notices: Vec::new() }
    }
}

impl Default for Query {
    fn default() -> Self {
        Self { root: Node::And(Vec::new()), notices: Vec::new() }
    }
}

impl PartialEq for Query {
    fn eq(&self, other: &Self) -> bool {
        self.root == other.root
    }
}

impl Eq for Query {}

impl Node {
    /// A word or phrase, as typed.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Word(text) | Self::Phrase(text) => Some(text),
            _ => None,
        }
    }

    /// All of these in normal form.
    fn and(nodes: Vec<Self>) -> Self {
        let mut all = Vec::with_capacity(nodes.len());
        for node in nodes {
            match node {
                Self::And(inner) => all.extend(inner),
                other => all.push(other),
            }
        }
        only(&mut all).unwrap_or(Self::And(all))
    }

    /// One of these in normal form.
    fn or(nodes: Vec<Self>) -> Self {
        let mut any = Vec::with_capacity(nodes.len());
        for node in nodes {
            match node {
                Self::Or(inner) => any.extend(inner),
                other => any.push(other),
            }
        }
        only(&mut any).unwrap_or(Self::Or(any))
    }

    /// Not this, in normal form.
    fn not(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// How many parentheses stand inside each other in the written form.
    fn nesting(&self) -> usize {
        match self {
            Self::Not(inner) => inner.nesting_in_group(),
            Self::And(nodes) | Self::Or(nodes) => {
                nodes.iter().map(Self::nesting_in_group).max().unwrap_or_default()
            }
            _ => 0,
        }
    }

    fn nesting_in_group(&self) -> usize {
        usize::from(matches!(self, Self::And(_) | Self::Or(_))) + self.nesting()
    }

    fn collect_words<'a>(&'a self, words: &mut Vec<&'a str>) {
        match self {
            Self::Word(w) | Self::Phrase(w) | Self::Prefix(w) => words.push(w),
            Self::And(nodes) | Self::Or(nodes) => {
                for node in nodes {
                    node.collect_words(words);
                }
            }
            Self::Field(..) | Self::Date(_) | Self::Not(_) => {}
        }
    }

    fn write_in_group(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::And(_) | Self::Or(_) => write!(f, "({self})"),
            _ => write!(f, "{self}"),
        }
    }
}

fn only(nodes: &mut Vec<Node>) -> Option<Node> {
    if nodes.len() == 1 { nodes.pop() } else { None }
}

/// The canonical form, which reads back as the same query.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.root)
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (nodes, joint) = match self {
            Self::Word(word) => return f.write_str(word),
            Self::Phrase(phrase) => return write!(f, "\"{phrase}\""),
            Self::Prefix(prefix) => return write!(f, "{prefix}*"),
            Self::Date(range) => return write!(f, "date:{range}"),
            Self::Field(field, value) if value::needs_quotes(*field, value) => {
                return write!(f, "{field}:\"{value}\"");
            }
            Self::Field(field, value) => return write!(f, "{field}:{value}"),
            Self::Not(inner) => {
                f.write_str("-")?;
                return inner.write_in_group(f);
            }
            Self::And(nodes) => (nodes, " "),
            Self::Or(nodes) => (nodes, " OR "),
        };
        for (i, node) in nodes.iter().enumerate() {
            if i > 0 {
                f.write_str(joint)?;
            }
            node.write_in_group(f)?;
        }
        Ok(())
    }
}
