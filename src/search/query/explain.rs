//! How the query was read, in a sentence.

use super::{Field, Node, Query};
use crate::model::language_name;

impl Query {
    /// How the query was read: "Passages with the word “energy” and not on the subject “Trade”."
    /// `subject` gives a domain's name for what was written.
    #[must_use]
    pub fn explain(&self, subject: impl Fn(&str) -> String) -> String {
        self.asked(subject)
            .map_or_else(|| "All passages.".to_owned(), |asked| format!("Passages {asked}."))
    }

    /// What is asked of passages: "with the word “energy”"; `None` where nothing is.
    #[must_use]
    pub fn asked(&self, subject: impl Fn(&str) -> String) -> Option<String> {
        (!self.is_empty()).then(|| self.root.said(&subject))
    }
}

impl Node {
    fn said(&self, subject: &dyn Fn(&str) -> String) -> String {
        match self {
            Self::Word(word) => format!("with the word “{word}”"),
            Self::Phrase(phrase) => format!("with exactly “{phrase}”"),
            Self::Prefix(prefix) => format!("with a word that begins with “{prefix}”"),
            Self::Date(range) => format!("with a date {}", range.words()),
            Self::Field(Field::Between, parties) => {
                format!("on a treaty between exactly “{}”", parties.replace(',', "” and “"))
            }
            Self::Field(Field::Art, article) => format!("of article “{article}”"),
            Self::Field(Field::Domain, slug) => format!("on the subject “{}”", subject(slug)),
            Self::Field(Field::Lang, code) => format!("in {}", language_name(code)),
            Self::Field(field, value) => format!("with {} “{value}”", spoken(*field)),
            Self::Not(inner) => format!("not {}", inner.said_in_group(subject)),
            Self::And(nodes) => joined(Self::asked(nodes), " and ", subject),
            Self::Or(nodes) => format!("either {}", joined(nodes.iter(), " or ", subject)),
        }
    }

    fn said_in_group(&self, subject: &dyn Fn(&str) -> String) -> String {
        match self {
            Self::And(_) | Self::Or(_) => format!("({})", self.said(subject)),
            _ => self.said(subject),
        }
    }
}

fn joined<'a>(
    nodes: impl Iterator<Item = &'a Node>,
    joint: &str,
    subject: &dyn Fn(&str) -> String,
) -> String {
    nodes.map(|node| node.said_in_group(subject)).collect::<Vec<_>>().join(joint)
}

fn spoken(field: Field) -> &'static str {
    match field {
        Field::Type => "source type",
        other => other.as_str(),
    }
}
