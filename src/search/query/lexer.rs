//! From text to terms and marks, one pass from left to right.

use super::{
    DateRange, Field, Node,
    value::{self, clean, is_quote, trimmed},
};
use crate::search::words::{folded, has_words};

/// A mark or a term; `bool` says whether a hyphen before it rules it out.
#[derive(Debug)]
pub(super) enum Token {
    Open(bool),
    Close,
    Or,
    /// Written by people who are used to it; terms are joined by "and" anyway.
    And,
    Term(Node, bool),
}

/// Told to who asks for dates by a field that is none.
const DATES: &str =
    " Dates are asked for as date:2000, date:2000-05.., date:..2000 or date:1990..2000.";

struct Lexer<'a> {
    rest: &'a str,
    tokens: Vec<Token>,
    notices: &'a mut Vec<String>,
}

/// The tokens of `text`; what was mended or left out is told in `notices`.
pub(super) fn lex(text: &str, notices: &mut Vec<String>) -> Vec<Token> {
    let mut lexer = Lexer { rest: text, tokens: Vec::new(), notices };
    let mut negated = false;
    while let Some(c) = lexer.rest.chars().next() {
        let (was_negated, after) = (negated, &lexer.rest[c.len_utf8()..]);
        negated = false;
        match c {
            c if c.is_whitespace() || c.is_control() => lexer.rest = after,
            '(' => {
                lexer.rest = after;
                lexer.tokens.push(Token::Open(was_negated));
            }
            ')' => {
                lexer.rest = after;
                lexer.tokens.push(Token::Close);
            }
            '-' => negated = lexer.hyphens(),
            c if is_quote(c) => lexer.phrase(was_negated),
            _ => lexer.word(was_negated),
        }
    }
    lexer.tokens
}

impl<'a> Lexer<'a> {
    fn notice(&mut self, sentence: String) {
        if !self.notices.contains(&sentence) {
            self.notices.push(sentence);
        }
    }

    fn left_out(&mut self, what: &str) {
        self.notice(format!("“{what}” holds no word and was left out."));
    }

    /// Takes hyphens; whether they rule out what follows.
    fn hyphens(&mut self) -> bool {
        let after = self.rest.trim_start_matches('-');
        let run = &self.rest[..self.rest.len() - after.len()];
        self.rest = after;
        let followed =
            after.chars().next().is_some_and(|c| !c.is_whitespace() && !c.is_control() && c != ')');
        if run.len() == 1 && followed {
            return true;
        }
        self.left_out(run);
        false
    }

    /// Takes what stands between quotation marks, without them.
    fn quoted(&mut self) -> &'a str {
        let open = self.rest.chars().next().map_or(0, char::len_utf8);
        let inside = &self.rest[open..];
        if let Some(end) = inside.find(is_quote) {
            let close = inside[end..].chars().next().map_or(0, char::len_utf8);
            self.rest = &inside[end + close..];
            &inside[..end]
        } else {
            self.rest = "";
            self.notice("A quotation mark was not closed; it was closed at the end.".to_owned());
            inside
        }
    }

    fn phrase(&mut self, negated: bool) {
        let phrase = clean(self.quoted());
        self.text(phrase, negated);
    }

    /// Words that are looked for as they stand.
    fn text(&mut self, phrase: String, negated: bool) {
        if has_words(&phrase) {
            self.tokens.push(Token::Term(Node::Phrase(phrase), negated));
        } else {
            self.left_out(&phrase);
        }
    }

    fn word(&mut self, negated: bool) {
        let end = self.rest.find(ends_word).unwrap_or(self.rest.len());
        let run = &self.rest[..end];
        let begun = run.trim_start_matches(|c: char| !c.is_alphanumeric());
        let named = begun.split_once(':');
        if let Some((name, field)) = named.and_then(|(n, _)| Some((n, Field::from_name(n)?))) {
            self.rest = &self.rest[run.len() - begun.len() + name.len() + 1..];
            let raw = self.value(field);
            return self.field(field, &raw, negated);
        }
        self.rest = &self.rest[end..];
        let word = trimmed(begun);
        if let Some((name, written)) = word.split_once(':') {
            if let Some(range) = DateRange::worded(name, written) {
                self.notice(format!(
                    "“{word}” was read as “date:{range}”: a date {}.",
                    range.words()
                ));
                return self.tokens.push(Token::Term(Node::Date(range), negated));
            }
            let how = if DateRange::is_meant(name) { DATES } else { "" };
            self.notice(format!("There is no field “{name}”; “{word}” was read as text.{how}"));
            return self.text(word.to_owned(), negated);
        }
        if let Some((name, "")) = named {
            self.notice(format!("There is no field “{name}”; it was read as text."));
        }
        if !has_words(word) {
            return self.left_out(run);
        }
        if begun.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '*').ends_with('*') {
            return self.prefix(word, negated);
        }
        if word.contains('*') {
            self.notice(format!("“*” is read only at the end of a word, not in “{word}”."));
        }
        self.tokens.push(match word {
            "OR" | "AND" if negated => Token::Term(Node::Phrase(word.to_owned()), true),
            "OR" => Token::Or,
            "AND" => Token::And,
            _ => Token::Term(Node::Word(word.to_owned()), negated),
        });
    }

    fn prefix(&mut self, word: &str, negated: bool) {
        let node = match &folded(word)[..] {
            [one] if one.chars().count() >= 2 && !word.contains('*') => {
                Node::Prefix(word.to_owned())
            }
            _ => {
                self.notice(format!(
                    "“{word}*” was read as “{word}”: “*” stands after two or more letters of one \
                     word."
                ));
                Node::Word(word.to_owned())
            }
        };
        let operator = matches!(&node, Node::Word(w) if w == "OR" || w == "AND");
        let node = if operator { Node::Phrase(word.to_owned()) } else { node };
        self.tokens.push(Token::Term(node, negated));
    }

    /// Takes the value after a colon: a word, a quoted value, or for `between` a list of both.
    fn value(&mut self, field: Field) -> String {
        let mut raw = String::new();
        loop {
            if self.rest.starts_with(is_quote) {
                raw.push_str(self.quoted());
            } else {
                let end = bare_end(field, self.rest);
                raw.push_str(&self.rest[..end]);
                self.rest = &self.rest[end..];
            }
            let listed = self.rest.starts_with(',')
                || (raw.ends_with(',') && self.rest.starts_with(is_quote));
            if field != Field::Between || !listed {
                return raw;
            }
        }
    }

    fn field(&mut self, field: Field, raw: &str, negated: bool) {
        match value::node(field, raw) {
            Ok(node) => self.tokens.push(Token::Term(node, negated)),
            Err(reason) => {
                let text = clean(&format!("{field} {raw}"));
                self.notice(format!("“{field}:{}” was read as text: {reason}.", clean(raw)));
                self.text(text, negated);
            }
        }
    }
}

fn ends_word(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '(' | ')') || is_quote(c)
}

/// Where a value without quotes ends. Articles may hold their own parentheses: `3(2)(a)`.
fn bare_end(field: Field, rest: &str) -> usize {
    let mut open = 0usize;
    for (i, c) in rest.char_indices() {
        match c {
            '(' if field == Field::Art && rest[i + 1..].starts_with(char::is_alphanumeric) => {
                open += 1;
            }
            ')' if field == Field::Art && open > 0 => open -= 1,
            c if ends_word(c) => return i,
            _ => {}
        }
    }
    rest.len()
}
