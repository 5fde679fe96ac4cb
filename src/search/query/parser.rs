//! From tokens to a query in normal form, with a stack of its own instead of the thread's.

use super::{MAX_NESTING, MAX_TERMS, Node, QueryError, lexer::Token};

/// What stands between two parentheses.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own, read once")]
struct Group {
    nodes: Vec<Node>,
    /// The last node waits for the other side of an `OR`.
    or_pending: bool,
    negated: bool,
    said_and: bool,
    said_or: bool,
}

impl Group {
    /// Adds a node; `OR` joins the two terms beside it, as web search engines have it.
    fn push(&mut self, node: Node) {
        match self.nodes.pop() {
            Some(last) if self.or_pending => self.nodes.push(Node::or(vec![last, node])),
            Some(last) => self.nodes.extend([last, node]),
            None => self.nodes.push(node),
        }
        self.or_pending = false;
    }

    fn close(self, notices: &mut Vec<String>) -> Option<Node> {
        if self.or_pending {
            dangling_or(notices);
        }
        if self.said_and && self.said_or {
            notices.push(
                "OR was read as joining the two terms beside it; put parentheses around longer \
                 alternatives."
                    .to_owned(),
            );
        }
        if self.nodes.is_empty() {
            return None;
        }
        let all = Node::and(self.nodes);
        Some(if self.negated { all.not() } else { all })
    }
}

fn dangling_or(notices: &mut Vec<String>) {
    let sentence = "OR stands between two terms; one that does not was left out.".to_owned();
    if !notices.contains(&sentence) {
        notices.push(sentence);
    }
}

/// The query that the tokens mean.
pub(super) fn parse(tokens: Vec<Token>, notices: &mut Vec<String>) -> Result<Node, QueryError> {
    let terms = tokens.iter().filter(|t| matches!(t, Token::Term(..))).count();
    if terms > MAX_TERMS {
        return Err(QueryError::TooManyTerms(terms));
    }
    let mut outer: Vec<Group> = Vec::new();
    let mut group = Group::default();
    for token in tokens {
        match token {
            Token::Term(node, negated) => group.push(if negated { node.not() } else { node }),
            Token::Or if group.nodes.is_empty() || group.or_pending => dangling_or(notices),
            Token::Or => (group.or_pending, group.said_or) = (true, true),
            Token::And => group.said_and = true,
            Token::Open(negated) => {
                outer.push(std::mem::take(&mut group));
                group.negated = negated;
                if outer.len() > MAX_NESTING {
                    return Err(QueryError::TooDeep(outer.len()));
                }
            }
            Token::Close => match outer.pop() {
                Some(parent) => close_into(&mut group, parent, notices),
                None => notices.push("A “)” without its “(” was left out.".to_owned()),
            },
        }
    }
    if !outer.is_empty() {
        notices.push("A “(” was not closed; it was closed at the end.".to_owned());
    }
    while let Some(parent) = outer.pop() {
        close_into(&mut group, parent, notices);
    }
    let root = group.close(notices).unwrap_or(Node::And(Vec::new()));
    let nesting = root.nesting();
    if nesting > MAX_NESTING { Err(QueryError::TooDeep(nesting)) } else { Ok(root) }
}

/// Closes `group` and goes on in its parent.
fn close_into(group: &mut Group, parent: Group, notices: &mut Vec<String>) {
    let inner = std::mem::replace(group, parent);
    if let Some(node) = inner.close(notices) {
        group.push(node);
    } else if group.or_pending {
        group.or_pending = false;
        dangling_or(notices);
    }
}
