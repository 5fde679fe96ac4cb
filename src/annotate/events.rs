//! Which event a date dates: what is told by the verb that governs it, or the noun it stands with; and
//! what a length says of the treaty.

mod predicates;
mod syntax;
pub(super) mod verbs;
mod words;

use std::ops::Range;

use regex::Regex;

use self::{
    predicates::Named,
    syntax::Syntax,
    verbs::Forms,
    words::{ACCENTED, EVENTS, UNSPACED},
};
use super::dates::Dated;
use crate::model::{DateEvent, Edtf};

/// How much of the text right before or after a date is looked at, in bytes.
const BESIDE: usize = 160;

/// Whether `words` stand at most `within` bytes before the end of `before`, with no mark that ends a
/// part of the sentence between. Looking for the words alone is far cheaper than for all this at once.
fn shortly(words: &Regex, before: &str, within: usize, marks: &[char]) -> bool {
    words.find_iter(before).last().is_some_and(|m| {
        let between = &before[m.end()..];
        between.len() <= within && !between.contains(marks)
    })
}

/// Before the first letter of a word.
const START: &str = r"(?i)(?:^|[^\p{L}\p{N}_])";

/// A rule in which words are bounded by plain letters: with Unicode's word boundaries, a clause with
/// a single accent takes fifty times as long.
fn rule(words: &str) -> Result<Regex, regex::Error> {
    Regex::new(&words.replace(r"\b", r"(?-u:\b)"))
}

/// Finds events. Built once.
pub(super) struct Events {
    words: Vec<(Regex, DateEvent)>,
    forms: Forms,
    term_before: Regex,
    term_after: Regex,
    in_force: Regex,
    lasts: Regex,
    counted: Regex,
    came: Regex,
    deadline: Regex,
    of_others: Regex,
    at_least: Regex,
    extension_before: Regex,
    extension_after: Regex,
    notice: Regex,
    notice_of: Regex,
    waited: Regex,
    then_leave: Regex,
    then_enter: Regex,
    ahead: Regex,
    r#for: Regex,
    may: Regex,
    goes_on: Regex,
    past: Regex,
    from: Regex,
    within: Regex,
    spread: Regex,
    taking_effect: Regex,
    left: Regex,
    likewise: Regex,
    to_do: Regex,
    until: Regex,
    then: Regex,
    named: Regex,
    article: Regex,
    titled: Regex,
}

/// The words of a clause that name events, found once for all its dates.
pub(super) struct Said<'a> {
    text: &'a str,
    /// In text order; of equal ones the row of the table that comes first.
    words: Vec<(Range<usize>, DateEvent)>,
    syntax: Syntax<'a>,
    /// Where dates end.
    dates: Vec<usize>,
}

impl Events {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            words: EVENTS
                .into_iter()
                .map(|(words, event)| (format!("{START}(?:{})", words.replace('\n', "")), event))
                .chain(
                    ACCENTED
                        .into_iter()
                        .map(|(words, event)| (format!("{START}(?:{words})"), event)),
                )
                .chain(UNSPACED.into_iter().map(|(words, event)| (words.to_owned(), event)))
                .map(|(words, event)| Ok((rule(&words)?, event)))
                .collect::<Result<_, regex::Error>>()?,
            forms: Forms::new(),
            term_before: rule(words::TERM_BEFORE)?,
            term_after: rule(words::TERM_AFTER)?,
            in_force: rule(words::IN_FORCE)?,
            lasts: rule(words::LASTS)?,
            counted: rule(words::COUNTED)?,
            came: rule(words::CAME)?,
            deadline: rule(words::DEADLINE)?,
            of_others: rule(words::OF_OTHERS)?,
            at_least: rule(r"(?i)\bvalid\b[^.;,]{0,20}\b(?:at\s+least|up\s+to)\s+$")?,
            extension_before: rule(words::EXTENSION_BEFORE)?,
            notice: rule(words::NOTICE)?,
            notice_of: rule(words::NOTICE_OF)?,
            waited: rule(words::WAITED)?,
            then_leave: rule(words::THEN_LEAVE)?,
            then_enter: rule(words::THEN_ENTER)?,
            ahead: rule(words::AHEAD)?,
            r#for: rule(words::FOR)?,
            may: rule(words::MAY)?,
            goes_on: rule(words::GOES_ON)?,
            past: rule(words::PAST)?,
            from: rule(words::FROM)?,
            within: rule(words::WITHIN)?,
            spread: rule(words::SPREAD)?,
            taking_effect: rule(words::TAKING_EFFECT)?,
            left: rule(words::LEFT)?,
            likewise: rule(words::LIKEWISE)?,
            to_do: rule(words::TO_DO)?,
            until: rule(words::UNTIL)?,
            then: rule(words::THEN)?,
            extension_after: rule(r"(?i)^\s*-?(?:\s+[\w-]+)?\s+(?:extensions?|renewals?)\b")?,
            named: rule(
                r"(?i)^\s+(?:[^\s.;,]+\s+){0,4}?(?:treaty|agreement|convention|protocol|pact|accord|deal|memorandum|charter|declaration)\b",
            )?,
            titled: rule(
                r"(?:\b\p{Lu}{3,}|\b(?:Treaty|Agreement|Convention|Protocol|Charter|Act|Code|Accord|Pact)),?\s+$",
            )?,
            article: rule(r"(?i)\b(?:the|an?|its|their|this|that)\s+$")?,
        })
    }

    /// Reads a clause for [`Self::of`].
    pub(super) fn read<'a>(&self, text: &'a str, dates: &[Dated]) -> Said<'a> {
        let mut named: Vec<Named> = Vec::new();
        for (row, (words, event)) in self.words.iter().enumerate() {
            named.extend(words.find_iter(text).map(|m| {
                let mark = m.as_str().chars().next().filter(|c| !c.is_alphanumeric());
                let span = m.start() + mark.map_or(0, char::len_utf8)..m.end();
                Named { span, event: *event, row }
            }));
        }
        named.sort_by_key(|n| n.span.start);
        let syntax = Syntax::of(self.forms.tokens(text, dates), &named);
        let words = named.into_iter().map(|n| (n.span, n.event)).collect();
        let dates = dates.iter().map(|d| d.span.end).collect();
        Said { text, words, syntax, dates }
    }

    /// The event of one of the clause's dates or lengths.
    pub(super) fn of(&self, said: &Said<'_>, of: &Dated) -> DateEvent {
        let text = said.text;
        let from = text.ceil_char_boundary(of.span.start.saturating_sub(BESIDE));
        let to = text.floor_char_boundary((of.span.end + BESIDE).min(text.len()));
        let before = &text[from..of.span.start];
        let after = &text[of.span.end..to];
        if !matches!(of.value, Edtf::Duration { .. }) {
            // "the 1970 convention", "GATT 1994": the year is part of a name.
            let name = (self.article.is_match(before) && self.named.is_match(after))
                || self.titled.is_match(before);
            if of.rule == "year" && name {
                return DateEvent::Other;
            }
            let until = matches!(of.value, Edtf::By(_)) && self.until.is_match(before);
            return match said.syntax.event(&of.span) {
                // What goes on until a day ends on it.
                None | Some(DateEvent::EntryIntoForce) if until => DateEvent::Expiry,
                event => event.unwrap_or(DateEvent::Other),
            };
        }
        self.of_length(said, of, before, after)
    }

    /// What a length says of the treaty: mostly nothing, for most lengths in a treaty are deadlines.
    fn of_length(&self, said: &Said<'_>, of: &Dated, before: &str, after: &str) -> DateEvent {
        // "On 3 May, two months after the vote": says when the day was.
        let counted = self.counted.is_match(after);
        if counted && (said.is_beside_date(&of.span) || self.came.is_match(before)) {
            return DateEvent::Other;
        }
        if self.notice.is_match(after) || self.notice_of.is_match(before) {
            return DateEvent::Denunciation;
        }
        if self.waited.is_match(after) {
            return DateEvent::EntryIntoForce;
        }
        let ending = |e: &DateEvent| matches!(e, DateEvent::Denunciation | DateEvent::Extension);
        if self.taking_effect.is_match(before)
            && said.words.iter().any(|(_, e)| *e == DateEvent::Denunciation)
        {
            return DateEvent::Denunciation;
        }
        if self.ahead.is_match(after) {
            return match said.words.iter().map(|(_, e)| *e).find(ending) {
                Some(_) if !shortly(&self.of_others, before, 80, &['.', ';']) => {
                    DateEvent::Denunciation
                }
                _ => DateEvent::Other,
            };
        }
        let of_treaty = !shortly(&self.of_others, before, 80, &['.', ';']);
        if of_treaty
            && (self.extension_after.is_match(after)
                || shortly(&self.extension_before, before, 60, &['.', ';', ',']))
        {
            return DateEvent::Extension;
        }
        if self.past.is_match(before) {
            return DateEvent::Other;
        }
        let short = matches!(of.value, Edtf::Duration { years: 0, months: 0, .. });
        let marks = &['.', ';', ','];
        let lasts = !counted || self.from.is_match(after);
        let in_force = shortly(&self.in_force, before, 40, marks)
            || (lasts && shortly(&self.lasts, before, 40, marks));
        let in_force = in_force && !short && of_treaty && !self.at_least.is_match(before);
        if in_force {
            return DateEvent::Duration;
        }
        if counted {
            // "Withdrawal takes effect six months after notification", but not "within six months
            // of the entry into force", which is a deadline.
            let opens = before.trim().is_empty();
            if opens && self.then_leave.is_match(after) {
                return DateEvent::Denunciation;
            }
            if opens && self.then_enter.is_match(after) {
                return DateEvent::EntryIntoForce;
            }
            let deadline = self.deadline.is_match(before);
            return match said.before(&of.span) {
                Some(
                    event @ (DateEvent::EntryIntoForce
                    | DateEvent::Denunciation
                    | DateEvent::Suspension),
                ) if !deadline => event,
                _ if !deadline && self.then.is_match(after) => DateEvent::EntryIntoForce,
                _ => DateEvent::Other,
            };
        }
        if !short
            && !self.at_least.is_match(before)
            && of_treaty
            && (self.term_after.is_match(after) || self.term_before.is_match(before))
        {
            return DateEvent::Duration;
        }
        match said.before(&of.span) {
            Some(DateEvent::EntryIntoForce) => DateEvent::EntryIntoForce,
            _ => DateEvent::Other,
        }
    }

    /// Whether a length in a report tells how long something is given for: "the base is let for the
    /// next 99 years". In a treaty's own text it is mostly the term of an office.
    pub(super) fn is_given(&self, said: &Said<'_>, of: &Dated) -> bool {
        let before = &said.text[..of.span.start];
        let part = before.rsplit([';', '.', '—']).next().unwrap_or(before);
        let near = &part[part.ceil_char_boundary(part.len().saturating_sub(BESIDE))..];
        let opens = before == "For " && self.may.is_match(&said.text[of.span.end..]);
        matches!(of.value, Edtf::Duration { years, months, .. } if years > 0 || months > 0)
            && (opens || self.r#for.is_match(near))
            && !self.goes_on.is_match(near)
            && !said.text[of.span.end..].starts_with(" before")
    }

    /// What a date between which and a state named before it stand only words of leaving, or of doing
    /// what was done before, dates. `before` is what that was.
    pub(super) fn of_state(&self, between: &str, before: Option<DateEvent>) -> Option<DateEvent> {
        if self.left.is_match(between) {
            return Some(DateEvent::Denunciation);
        }
        before.filter(|_| self.likewise.is_match(between))
    }

    /// Whether over a length a sum is spent.
    pub(super) fn is_spread(&self, said: &Said<'_>, of: &Dated) -> bool {
        let from = said.text.ceil_char_boundary(of.span.start.saturating_sub(BESIDE));
        self.spread.is_match(&said.text[from..of.span.start])
    }

    /// Whether by the end of a length something is to be done.
    pub(super) fn is_deadline(&self, said: &Said<'_>, of: &Dated) -> bool {
        let from = said.text.ceil_char_boundary(of.span.start.saturating_sub(40));
        matches!(of.value, Edtf::Duration { .. })
            && self.within.is_match(&said.text[from..of.span.start])
            && self.to_do.is_match(&said.text[of.span.end..])
    }
}

impl Said<'_> {
    /// Whether a length stands right behind a date and a comma.
    fn is_beside_date(&self, length: &Range<usize>) -> bool {
        let before = self.text[..length.start].trim_end();
        before.strip_suffix(',').is_some_and(|b| self.dates.binary_search(&b.len()).is_ok())
    }

    /// The event named right before a length, in the same part of the sentence.
    fn before(&self, span: &Range<usize>) -> Option<DateEvent> {
        let last = self.words.partition_point(|(w, _)| w.start < span.start);
        // Of words that end together, the row in which more is said.
        let end = self.words[..last].iter().rev().take(4).map(|(w, _)| w.end).max()?;
        let (word, event) = self.words[..last].iter().rev().take(8).rfind(|(w, _)| w.end == end)?;
        let near = word.end <= span.start && span.start - word.end <= 60;
        (near && !self.text[word.end..span.start].contains(['.', ';', ','])).then_some(*event)
    }
}

#[cfg(test)]
mod tests;
