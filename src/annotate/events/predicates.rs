//! What is told in a clause: its verbs with what stands before them, and nouns that name an event.

use std::ops::Range;

use super::verbs::{DO, MODAL, Part, Token, is_attributive};
use crate::model::DateEvent;

/// Verbs that say little: what happened is their object or subject.
const LIGHT: [&str; 60] = [
    "became",
    "become",
    "becomes",
    "began",
    "begun",
    "brings",
    "brought",
    "came",
    "come",
    "comes",
    "complete",
    "completed",
    "completes",
    "concluded",
    "deposit",
    "deposited",
    "deposits",
    "done",
    "exchange",
    "exchanged",
    "expected",
    "filed",
    "followed",
    "follows",
    "gave",
    "give",
    "given",
    "gives",
    "granted",
    "handed",
    "happened",
    "held",
    "lodged",
    "made",
    "marked",
    "notified",
    "obtained",
    "occurred",
    "open",
    "opened",
    "opens",
    "planned",
    "put",
    "received",
    "remained",
    "remains",
    "scheduled",
    "secured",
    "served",
    "set",
    "stayed",
    "stays",
    "take",
    "taken",
    "takes",
    "took",
    "vote",
    "voted",
    "votes",
    "won",
];

/// Behind "was", and before "to", these make of a verb what did not come.
const FORESEEN: [&str; 8] =
    ["due", "expected", "meant", "planned", "scheduled", "set", "supposed", "was"];

/// How English nouns for events end.
const NOUN_ENDINGS: [&str; 10] =
    ["al", "als", "assent", "consent", "expiry", "ion", "ions", "notice", "ure", "ures"];

/// Other nouns that say what a day was.
const NOUNS: [&str; 19] = [
    "accord",
    "agreement",
    "ceremony",
    "conference",
    "convention",
    "deal",
    "election",
    "elections",
    "entry",
    "letter",
    "notices",
    "protocol",
    "ruling",
    "signing",
    "summit",
    "talks",
    "treaties",
    "treaty",
    "visit",
];

/// Words that name an event.
pub(super) struct Named {
    pub(super) span: Range<usize>,
    pub(super) event: DateEvent,
    /// Of two that overlap, the one with the smaller row says more.
    pub(super) row: usize,
}

/// What a predicate is to the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Verb,
    /// A verb that says little itself.
    Light,
    Noun,
}

/// A verb with its auxiliaries, or a noun that names an event.
#[derive(Debug)]
pub(super) struct Predicate {
    /// Its tokens.
    pub(super) at: Range<usize>,
    /// What happened; [`DateEvent::Other`] where it is no event of a treaty, or was denied.
    pub(super) event: DateEvent,
    pub(super) role: Role,
}

/// The predicates of a clause in order. `named` are in order, too.
pub(super) fn find(tokens: &[Token<'_>], named: &[Named]) -> Vec<Predicate> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let verb = verb(tokens, named, at);
        at = verb.as_ref().map_or(at + 1, |v| v.at.end);
        found.extend(verb);
    }
    let verbs = found.len();
    let mut covered = 0;
    for (i, name) in named.iter().enumerate() {
        let first = tokens.partition_point(|t| t.span.end <= name.span.start);
        let end = tokens.partition_point(|t| t.span.start < name.span.end);
        let next = found[..verbs].partition_point(|v: &Predicate| v.at.end <= first);
        let told = found[..verbs].get(next).is_some_and(|v| v.at.start < end);
        let rest = first < covered || (i > 0 && named[i - 1].span.start == name.span.start);
        if told || rest || first >= end || is_attributive(tokens, first) {
            if told {
                covered = covered.max(end);
            }
            continue;
        }
        let role = if is_noun(&tokens[first..end]) { Role::Noun } else { Role::Verb };
        covered = covered.max(end);
        found.push(Predicate { at: first..end, event: name.event, role });
    }
    found.sort_by_key(|p| p.at.start);
    found
}

/// The verb that begins at a token.
fn verb(tokens: &[Token<'_>], named: &[Named], first: usize) -> Option<Predicate> {
    let part = |at: usize| tokens.get(at).and_then(|t| t.part);
    let mut at = first;
    let mut denied = false;
    let mut auxiliary = false;
    // The plain form is a verb only behind some words.
    let mut plain = false;
    match part(first)? {
        Part::Auxiliary | Part::Denial | Part::To => {
            while let Some(p @ (Part::Auxiliary | Part::Denial | Part::Adverb | Part::To)) =
                part(at)
            {
                denied |= p == Part::Denial || (p == Part::To && was_foreseen(tokens, at));
                auxiliary |= p == Part::Auxiliary;
                plain = match p {
                    Part::To => true,
                    Part::Auxiliary => tokens[at].is(&MODAL) || tokens[at].is(&DO),
                    _ => plain,
                };
                at += 1;
            }
        }
        Part::Past if !is_attributive(tokens, first) && !is_naming(tokens, first) => {}
        Part::Present if first > 0 && !tokens[first - 1].is_mark() => {
            if let Some(Part::Determiner | Part::Preposition | Part::Time) = part(first - 1) {
                return None;
            }
        }
        _ => return None,
    }
    let head = tokens.get(at)?;
    let event = |to: usize| named_in(named, tokens[first].span.start, tokens[to].span.start);
    let is_verb = match head.part {
        Some(Part::Past | Part::Present) => true,
        None if !head.is_plain() => false,
        None if part(first) == Some(Part::To) => auxiliary || event(at).is_some(),
        None => plain || (auxiliary && head.text.ends_with("ing")),
        _ => false,
    };
    if !is_verb && !auxiliary {
        return None;
    }
    let end = if is_verb { at + 1 } else { at };
    // "All this was done by May" is no closing formula.
    let event = event(end - 1).filter(|_| !(auxiliary && head.text == "done"));
    let light = match event {
        None => !is_verb || LIGHT.contains(&head.text),
        // Who approves an end or an extension makes it.
        Some(DateEvent::Ratification) => !head.text.starts_with("ratif"),
        Some(_) => false,
    };
    let role = if light && !denied { Role::Light } else { Role::Verb };
    let event = event.filter(|_| !denied).unwrap_or(DateEvent::Other);
    Some(Predicate { at: first..end, event, role })
}

/// Whether a participle only gives a thing another name: "a treaty called Treaty of Lima".
fn is_naming(tokens: &[Token<'_>], at: usize) -> bool {
    tokens[at].is(&["called", "dubbed", "entitled", "known", "named", "titled"])
        && tokens.get(at + 1).is_some_and(|next| {
            next.is(&["as", "“", "‘", "\"", "'"]) || next.text.starts_with(char::is_uppercase)
        })
}

/// The most telling event named from `start` to a word at `end`, or around it.
fn named_in(named: &[Named], start: usize, end: usize) -> Option<DateEvent> {
    /// More words than this never begin before one and go on behind it.
    const AROUND: usize = 6;
    let next = named.partition_point(|n| n.span.start <= end);
    named[..next]
        .iter()
        .rev()
        .enumerate()
        .take_while(|(i, n)| *i < AROUND || n.span.start >= start)
        .map(|(_, n)| n)
        .filter(|n| n.span.start >= start || n.span.end > end)
        .min_by_key(|n| n.row)
        .map(|n| n.event)
}

/// "was to", "had been expected to": what follows did not come.
fn was_foreseen(tokens: &[Token<'_>], to: usize) -> bool {
    let past = |at: usize| tokens[at].is(&["was", "were", "been"]);
    to >= 1 && past(to - 1) || to >= 2 && tokens[to - 1].is(&FORESEEN) && past(to - 2)
}

/// Whether words for an event are a noun, as far as English tells by their form.
fn is_noun(words: &[Token<'_>]) -> bool {
    [words.first(), words.last()].into_iter().flatten().map(|t| t.text.to_lowercase()).any(|word| {
        NOUNS.contains(&word.as_str()) || NOUN_ENDINGS.iter().any(|e| word.ends_with(e))
    })
}
