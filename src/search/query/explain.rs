//! How the query was read, in a sentence.

use super::{Field, Node, Query};

impl Query {
    /// How the query was read: "Passages with the word “energy” and not with domain “trade”."
    #[must_use]
    pub fn explain(&self) -> String {
        self.asked()
            .map_or_else(|| "All passages.".to_owned(), |asked| format!("Passages {asked}."))
    }

    /// What is asked of passages: "with the word “energy”"; `None` where nothing is.
    #[must_use]
    pub fn asked(&self) -> Option<String> {
        (!self.is_empty()).then(|| self.root.said())
    }
}

impl Node {
    fn said(&self) -> String {
        match self {
            Self::Word(word) => format!("with the word “{word}”"),
            Self::Phrase(phrase) => format!("with exactly “{phrase}”"),
            Self::Prefix(prefix) => format!("with a word that begins with “{prefix}”"),
            Self::Date(range) => format!("with a date {}", range.words()),
            Self::Field(Field::Between, parties) => {
                format!("on a treaty between exactly “{}”", parties.replace(',', "” and “"))
            }
            Self::Field(Field::Art, article) => format!("of article “{article}”"),
            Self::Field(field, value) => format!("with {} “{value}”", spoken(*field)),
            Self::Not(inner) => format!("not {}", inner.said_in_group()),
            Self::And(nodes) => joined(nodes, " and "),
            Self::Or(nodes) => format!("either {}", joined(nodes, " or ")),
        }
    }

    fn said_in_group(&self) -> String {
        match self {
            Self::And(_) | Self::Or(_) => format!("({})", self.said()),
            _ => self.said(),
        }
    }
}

fn joined(nodes: &[Node], joint: &str) -> String {
    nodes.iter().map(Node::said_in_group).collect::<Vec<_>>().join(joint)
}

fn spoken(field: Field) -> &'static str {
    match field {
        Field::Type => "source type",
        Field::Lang => "language",
        other => other.as_str(),
    }
}
