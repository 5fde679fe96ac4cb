//! Which words of a sentence a date belongs to: the verb that governs it, or the noun it stands with.

use std::ops::Range;

use super::{
    predicates::{self, Named, Predicate, Role},
    verbs::{Part, Token},
};
use crate::model::DateEvent;

/// Words farther from a date than this many tokens do not speak of it.
const REACH: usize = 80;

/// Nouns with which a date makes a point in time: "the end of 2020".
const TIMES: [&str; 24] = [
    "afternoon",
    "as",
    "beginning",
    "close",
    "course",
    "dawn",
    "day",
    "early",
    "end",
    "evening",
    "eve",
    "late",
    "mid",
    "middle",
    "month",
    "morning",
    "night",
    "spring",
    "start",
    "summer",
    "autumn",
    "week",
    "winter",
    "year",
];

/// Marks that part one statement from the next.
const STOPS: [&str; 4] = [";", ":", "—", "–"];

/// A clause as tokens, with what is told in it.
pub(super) struct Syntax<'a> {
    tokens: Vec<Token<'a>>,
    predicates: Vec<Predicate>,
}

impl<'a> Syntax<'a> {
    /// Reads a clause. `named` are the words in it that name events, in order.
    pub(super) fn of(tokens: Vec<Token<'a>>, named: &[Named]) -> Self {
        let predicates = predicates::find(&tokens, named);
        Self { tokens, predicates }
    }

    /// The event of the date at `span`; none where nothing in reach tells one.
    pub(super) fn event(&self, span: &Range<usize>) -> Option<DateEvent> {
        let date = self.tokens.partition_point(|t| t.span.end <= span.start);
        let (from, to) = (date.saturating_sub(REACH), (date + REACH).min(self.tokens.len()));
        let first = self.predicates.partition_point(|p| p.at.start < from);
        let last = self.predicates.partition_point(|p| p.at.end <= to);
        let predicates = &self.predicates[first..last.max(first)];
        Around { tokens: &self.tokens[..to], predicates, date }.event()
    }
}

/// What stands around a date.
struct Around<'s, 'a> {
    /// From the clause's first to the last in reach.
    tokens: &'s [Token<'a>],
    /// Those in reach.
    predicates: &'s [Predicate],
    /// The date's token.
    date: usize,
}

impl Around<'_, '_> {
    fn event(&self) -> Option<DateEvent> {
        if let Some(named) = self.before_noun().or_else(|| self.after_of()) {
            return Some(named);
        }
        let governed = self.governed();
        match governed {
            None | Some(DateEvent::Other) => self.when().or_else(|| self.at_once()).or(governed),
            Some(DateEvent::Ratification) => self.at_once().or(governed),
            _ => governed,
        }
    }

    /// "the January 2024 election": the date is part of what is named.
    fn before_noun(&self) -> Option<DateEvent> {
        let before = &self.tokens[self.date.checked_sub(1)?];
        let genitive = before.text.ends_with("’s") || before.text.ends_with("'s");
        let owned = genitive || before.part == Some(Part::Determiner);
        let next = self.date + 1;
        if !owned || !self.tokens.get(next)?.is_plain() {
            return None;
        }
        let noun = self.nouns().find(|n| (next..next + 3).contains(&n.at.start));
        Some(noun.map_or(DateEvent::Other, |n| n.event))
    }

    /// "the treaty of 1996", "the ratification of 3 May": the noun says what it dates.
    fn after_of(&self) -> Option<DateEvent> {
        let noun = self.date.checked_sub(2)?;
        if !self.tokens[noun + 1].is(&["of"]) || self.tokens[noun].is(&TIMES) {
            return None;
        }
        let told = self.nouns().find(|n| n.at.contains(&noun) && n.event != DateEvent::Other);
        // "In a note of 7 June 2021, Russia denounced it."
        let opens = noun <= 4 && self.tokens[0].is(&["At", "By", "In", "With"]);
        match told {
            Some(told) => Some(told.event),
            None if opens => self.ahead(),
            None => Some(DateEvent::Other),
        }
    }

    /// The event of the verb that governs the date: a date at the beginning of a part of the sentence
    /// belongs to the verb after it, others to the verb before.
    fn governed(&self) -> Option<DateEvent> {
        let start = self.phrase();
        let opens = match start.checked_sub(1).map(|edge| &self.tokens[edge]) {
            None => true,
            // "the town where, on 3 May, it was signed"
            Some(edge) if edge.is(&[","]) && self.is_opened(start - 1) => true,
            Some(edge) if edge.is(&[",", "and", "but", "or"]) => self.is_before_verb(),
            Some(edge) => edge.is(&STOPS) || edge.part == Some(Part::Opening),
        };
        if opens {
            self.ahead().or_else(|| self.behind(start))
        } else {
            self.behind(start).or_else(|| self.ahead())
        }
    }

    /// Whether a word right before a token opens a part of the sentence.
    fn is_opened(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.tokens[before].part == Some(Part::Opening))
    }

    /// Where the phrase begins that the date ends: "on", "by the end of", "on Thursday,".
    fn phrase(&self) -> usize {
        let weekday = |t: &Token<'_>| t.text.ends_with("day");
        let mut start = self.date;
        while let Some(before) = start.checked_sub(1).map(|at| &self.tokens[at]) {
            let small = match before.part {
                Some(Part::Preposition | Part::Time | Part::Adverb | Part::To) => true,
                _ => weekday(before) || before.is(&TIMES) || before.is(&["a", "same", "the"]),
            };
            let comma = before.is(&[","]) && start >= 2 && weekday(&self.tokens[start - 2]);
            if !small && !comma {
                break;
            }
            start -= 1;
        }
        start
    }

    /// Whether a verb follows before any mark and any word that opens another part.
    fn is_before_verb(&self) -> bool {
        let end = self.next(self.date + 1, |t| t.is_mark() || t.part == Some(Part::Opening));
        self.verbs().any(|v| (self.date + 1..end).contains(&v.at.start))
    }

    /// The event of the first verb after the date, in the same statement.
    fn ahead(&self) -> Option<DateEvent> {
        let comma = |t: &Token<'_>| t.is(&[","]);
        let mut from = self.date + 1;
        // What stands between commas is aside: "On 3 May, after it was signed, …".
        while self.tokens.get(from).is_some_and(comma) && self.opens_aside(from + 1) {
            from = self.next(from + 1, comma);
        }
        // "On 3 May the Senate, which had approved it, …".
        let aside = self.next(from + 1, comma);
        let aside = match self.tokens.get(aside + 1) {
            Some(t) if t.is(&["which", "who", "whose", "where"]) => {
                aside..self.next(aside + 1, comma)
            }
            _ => 0..0,
        };
        let stop = self.next(from, |t| t.is(&[";"]));
        let there = |p: &Predicate| (from..stop).contains(&p.at.start);
        let verb = self
            .predicates
            .iter()
            .position(|p| p.role != Role::Noun && there(p) && !aside.contains(&p.at.start));
        match verb {
            Some(verb) => Some(self.done(verb)),
            None => self.nouns().find(|p| there(p)).map(|p| p.event),
        }
    }

    /// Whether an aside begins at a token: "after it was signed", "while …".
    fn opens_aside(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| {
            matches!(t.part, Some(Part::Opening | Part::Time)) && !t.is(&["and", "but", "or"])
        })
    }

    /// The event of what stands nearest before the date's phrase, which begins at `start`.
    fn behind(&self, start: usize) -> Option<DateEvent> {
        let told = |p: &Predicate| p.at.start < start && p.at.end <= self.date;
        let nearest = self.predicates.iter().rposition(told)?;
        let found = &self.predicates[nearest];
        if found.role != Role::Noun {
            return Some(self.done(self.main(nearest)));
        }
        // "They debated the extension on 3 May": the verb counts, not the noun.
        let verb = self.predicates[..nearest].iter().rposition(|p| p.role != Role::Noun);
        let verb = verb.filter(|v| !self.is_parted(*v, nearest) && !self.is_point(found));
        let head = self.head(nearest).unwrap_or(found);
        Some(verb.map_or(head.event, |v| self.done(v)))
    }

    /// "Ratification of the Treaty of Lima": the noun that the one at `at` only completes.
    fn head(&self, at: usize) -> Option<&Predicate> {
        let head = &self.predicates[at.checked_sub(1)?];
        let between = &self.tokens[head.at.end..self.predicates[at].at.start.max(head.at.end)];
        let of = between.first().is_some_and(|t| t.is(&["of"]));
        let tells = head.role == Role::Noun && head.event != DateEvent::Other;
        (tells && of && !between.iter().any(Token::is_mark)).then_some(head)
    }

    /// "They signed the protocol that created it on 3 May": who signs does it on a day.
    fn main(&self, at: usize) -> usize {
        let verb = &self.predicates[at];
        let relative = verb.at.start > 0 && self.tokens[verb.at.start - 1].is(&["that"]);
        let is_event = |p: &Predicate| p.role == Role::Verb && p.event != DateEvent::Other;
        let main = at.checked_sub(1).filter(|main| is_event(&self.predicates[*main]));
        main.filter(|_| relative && verb.role == Role::Verb && !is_event(verb)).unwrap_or(at)
    }

    /// Whether a noun names a point in time: "since its entry into force".
    fn is_point(&self, noun: &Predicate) -> bool {
        let before = &self.tokens[noun.at.start.saturating_sub(4)..noun.at.start];
        let passed = |t: &&Token<'_>| {
            !t.is_mark() && matches!(t.part, None | Some(Part::Determiner | Part::Adverb))
        };
        before.iter().rev().find(|t| !passed(t)).is_some_and(|t| t.part == Some(Part::Time))
    }

    /// What a verb says is done; one that says little, by its object or subject.
    fn done(&self, at: usize) -> DateEvent {
        let verb = &self.predicates[at];
        if verb.role != Role::Light {
            return verb.event;
        }
        if let Some(next) = self.predicates.get(at + 1).filter(|_| !self.is_parted(at, at + 1)) {
            let infinitive = self.tokens[next.at.start].part == Some(Part::To);
            // "is expected to enter into force", "became the first state to leave it"
            if infinitive && next.at.start <= verb.at.end + 4 {
                return self.done(at + 1);
            }
            if next.role == Role::Noun && next.event != DateEvent::Other {
                return next.event;
            }
        }
        if verb.event != DateEvent::Other {
            return verb.event;
        }
        let subject = at.checked_sub(1).filter(|before| !self.is_parted(*before, at));
        match subject.map(|before| &self.predicates[before]) {
            Some(subject) if subject.role == Role::Noun => subject.event,
            _ if self.is_echo(verb) => {
                let earlier = self.predicates[..at].iter().map(|p| p.event);
                earlier.rev().find(|e| *e != DateEvent::Other).unwrap_or(DateEvent::Other)
            }
            _ => DateEvent::Other,
        }
    }

    /// "India followed", "Peru did so", "Chad was the last": what was done before is done again.
    fn is_echo(&self, verb: &Predicate) -> bool {
        let last = &self.tokens[verb.at.end - 1];
        let follows = |at: usize, words: &[&str]| {
            self.tokens.get(verb.at.end + at).is_some_and(|t| t.is(words))
        };
        last.is(&["followed", "follows"])
            || last.is(&["did", "does", "done"]) && follows(0, &["so"])
            || last.is(&["is", "was"])
                && follows(0, &["the"])
                && follows(1, &["first", "last", "latest", "next", "second", "third"])
    }

    /// The last event of a clause that says what happened when.
    fn when(&self) -> Option<DateEvent> {
        let comma = self.tokens.get(self.date + 1)?.is(&[","]);
        let when = self.date + 1 + usize::from(comma);
        if !self.tokens.get(when)?.is(&["when"]) {
            return None;
        }
        let stop = self.next(when, |t| t.is(&[";"]));
        let told = self.verbs().filter(|v| (when..stop).contains(&v.at.start)).map(|v| v.event);
        told.filter(|e| *e != DateEvent::Other).last()
    }

    /// "Notes were exchanged on 3 May, and the treaty took effect the same day", or "3 May: both exchange
    /// notes and the treaty takes effect": what entered into force did so on the day that was named.
    fn at_once(&self) -> Option<DateEvent> {
        let next = self.next(self.date + 1, |t| t.text.starts_with(char::is_numeric));
        let there = |v: &&Predicate| (self.date..next).contains(&v.at.start);
        let force = self.verbs().filter(there).find(|v| v.event == DateEvent::EntryIntoForce)?;
        let behind = &self.tokens[force.at.end..(force.at.end + 4).min(next)];
        let same = behind.iter().any(|t| t.is(&["same", "once", "immediately"]));
        let entry = self.date == 0 && self.tokens[1].is(&STOPS);
        (same || entry).then_some(force.event)
    }

    fn verbs(&self) -> impl Iterator<Item = &Predicate> {
        self.predicates.iter().filter(|p| p.role != Role::Noun)
    }

    fn nouns(&self) -> impl Iterator<Item = &Predicate> {
        self.predicates.iter().filter(|p| p.role == Role::Noun)
    }

    /// The first token from `from` on of which something is true, or the end.
    fn next(&self, from: usize, is: impl Fn(&Token<'_>) -> bool) -> usize {
        let end = self.tokens.len();
        (from..end).find(|at| is(&self.tokens[*at])).unwrap_or(end)
    }

    /// Whether a mark stands between two predicates that parts statements.
    fn is_parted(&self, one: usize, other: usize) -> bool {
        let (from, to) = (self.predicates[one].at.end, self.predicates[other].at.start);
        self.tokens[from.min(to)..to].iter().any(|t| t.is(&STOPS))
    }
}
