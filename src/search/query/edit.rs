//! Filters on and off: the links that facets are made of.

use super::{Field, Filter, Node, Query, value};

impl Query {
    /// The values that the whole query requires (of alternatives: each) or rules out.
    #[must_use]
    pub fn filters(&self) -> Vec<Filter> {
        let mut filters = Vec::new();
        for node in self.parts() {
            match node {
                Node::Not(inner) => filters.extend(filter(inner, true)),
                Node::Or(any) if alternatives(any).is_some() => {
                    filters.extend(any.iter().filter_map(|n| filter(n, false)));
                }
                other => filters.extend(filter(other, false)),
            }
        }
        filters
    }

    /// This query with a filter more. Of a field with a single value, a second choice widens the
    /// first: `(kind:event OR kind:provision)`. A value that can't stand there changes nothing.
    #[must_use]
    pub fn with_filter(&self, field: Field, value: &str) -> Self {
        let Ok(node) = value::node(field, value) else { return self.clone() };
        let asked = Filter { field, value: written(&node), negated: false };
        if self.filters().iter().any(|f| same(f, &asked)) {
            return self.clone();
        }
        let mut nodes = self.parts().to_vec();
        nodes.retain(|n| !matches!(n, Node::Not(inner) if is_value(inner, &asked)));
        let group =
            nodes.iter_mut().find(|n| field.is_single_valued() && field_of(n) == Some(field));
        match group {
            Some(group) => *group = Node::or(vec![group.clone(), node]),
            None => nodes.push(node),
        }
        self.with(nodes)
    }

    /// This query without a filter, whether it was required or ruled out.
    #[must_use]
    pub fn without_filter(&self, field: Field, value: &str) -> Self {
        let Ok(node) = value::node(field, value) else { return self.clone() };
        let asked = Filter { field, value: written(&node), negated: false };
        let mut nodes = Vec::new();
        for node in self.parts() {
            match node {
                Node::Not(inner) if is_value(inner, &asked) => {}
                Node::Or(any) if alternatives(any) == Some(field) => {
                    let left: Vec<Node> =
                        any.iter().filter(|n| !is_value(n, &asked)).cloned().collect();
                    if !left.is_empty() {
                        nodes.push(Node::or(left));
                    }
                }
                other if is_value(other, &asked) => {}
                other => nodes.push(other.clone()),
            }
        }
        self.with(nodes)
    }

    /// Each part of a query of several, with the query that is left without it.
    #[must_use]
    pub fn without_one(&self) -> Vec<(String, Self)> {
        let parts: Vec<&Node> = Node::asked(self.parts()).collect();
        if parts.len() < 2 {
            return Vec::new();
        }
        let without = |part: &Node| {
            let left = self.parts().iter().filter(|node| !std::ptr::eq(*node, part));
            self.with(left.cloned().collect())
        };
        parts.iter().map(|part| (part.to_string(), without(part))).collect()
    }

    /// The values of some fields, wherever in the query they stand.
    pub(crate) fn values(&self, fields: &[Field]) -> Vec<(Field, &str)> {
        let mut values = Vec::new();
        let mut left = vec![&self.root];
        while let Some(node) = left.pop() {
            match node {
                Node::And(nodes) | Node::Or(nodes) => left.extend(nodes),
                Node::Not(inner) => left.push(inner),
                Node::Field(field, value) if fields.contains(field) => {
                    values.push((*field, value.as_str()));
                }
                _ => {}
            }
        }
        values
    }

    /// Whether hits match it better or worse: where only filters are asked for, all match alike.
    pub(crate) fn ranks(&self) -> bool {
        !self.words().is_empty()
    }

    /// Whether a hit may lack a term that is asked for.
    pub(crate) fn has_alternatives(&self) -> bool {
        let mut left = vec![&self.root];
        while let Some(node) = left.pop() {
            match node {
                Node::Or(_) => return true,
                Node::And(nodes) => left.extend(nodes),
                _ => {}
            }
        }
        false
    }

    /// The terms that are asked for, not those that are ruled out, in order.
    pub(crate) fn wanted(&self) -> Vec<&Node> {
        let mut wanted = Vec::new();
        let mut left = vec![&self.root];
        while let Some(node) = left.pop() {
            match node {
                Node::And(nodes) | Node::Or(nodes) => left.extend(nodes.iter().rev()),
                Node::Not(_) => {}
                term => wanted.push(term),
            }
        }
        wanted
    }

    /// This query with other terms in place of some.
    pub(crate) fn with_terms(&self, other: &impl Fn(&Node) -> Option<Node>) -> Self {
        Self { root: with_terms(&self.root, other), notices: self.notices.clone() }
    }

    /// This query without what it requires of a field, or `None` where it requires nothing of it.
    pub(crate) fn without_field(&self, field: Field) -> Option<Self> {
        let nodes: Vec<Node> =
            self.parts().iter().filter(|n| field_of(n) != Some(field)).cloned().collect();
        (nodes.len() < self.parts().len()).then(|| self.with(nodes))
    }

    /// What is asked for side by side.
    pub(crate) fn parts(&self) -> &[Node] {
        match &self.root {
            Node::And(all) => all,
            one => std::slice::from_ref(one),
        }
    }

    fn with(&self, nodes: Vec<Node>) -> Self {
        Self { root: Node::and(nodes), notices: self.notices.clone() }
    }
}

/// Nesting is capped by the grammar, so that walking it is safe.
fn with_terms(node: &Node, other: &impl Fn(&Node) -> Option<Node>) -> Node {
    let each = |nodes: &[Node]| nodes.iter().map(|n| with_terms(n, other)).collect();
    match node {
        Node::And(nodes) => Node::and(each(nodes)),
        Node::Or(nodes) => Node::or(each(nodes)),
        Node::Not(inner) => with_terms(inner, other).not(),
        term => other(term).unwrap_or_else(|| term.clone()),
    }
}

/// The field that a required value or group of alternative values is of.
fn field_of(node: &Node) -> Option<Field> {
    match node {
        Node::Field(field, _) => Some(*field),
        Node::Date(_) => Some(Field::Date),
        Node::Or(any) => alternatives(any),
        _ => None,
    }
}

/// The one field that all of these are values of.
fn alternatives(any: &[Node]) -> Option<Field> {
    let mut fields = any.iter().map(|n| filter(n, false).map(|f| f.field));
    let first = fields.next()??;
    fields.all(|f| f == Some(first)).then_some(first)
}

fn filter(node: &Node, negated: bool) -> Option<Filter> {
    let field = match node {
        Node::Field(field, _) => *field,
        Node::Date(_) => Field::Date,
        _ => return None,
    };
    Some(Filter { field, value: written(node), negated })
}

/// A value as it is written, without field and quotes.
fn written(node: &Node) -> String {
    match node {
        Node::Field(_, value) => value.clone(),
        Node::Date(range) => range.to_string(),
        _ => String::new(),
    }
}

fn is_value(node: &Node, asked: &Filter) -> bool {
    filter(node, false).is_some_and(|f| same(&f, asked))
}

/// Whether two filters are the same to a reader: case and the marks between words don't count,
/// except in dates.
fn same(a: &Filter, b: &Filter) -> bool {
    let key = |f: &Filter| match f.field {
        Field::Date => vec![f.value.clone()],
        _ => crate::search::words::folded(&f.value.replace(['-', '_'], " ")),
    };
    a.field == b.field && a.negated == b.negated && key(a) == key(b)
}
