//! What a clause of a report is: an event, a provision, a statement or the writer's comment.
//!
//! Read from who speaks, from dates, and from the main verb: the first of the sentence's verbs that
//! says anything of a kind decides, what follows it only colours it.

mod acts;
mod by_verb;
mod main_verb;
mod quoted;
mod saying;
mod verb_group;
mod words;

use std::borrow::Cow;

use regex::Regex;

use self::{
    acts::Acts, by_verb::ByVerb, main_verb::MainVerb, saying::Saying, verb_group::Tense,
    words::is_present,
};
pub(super) use self::{by_verb::Before, quoted::quoted};
use super::rule::rule;
use crate::model::{Annotations, DateEvent, Edtf, Kind};

/// Openings of a question that is only thought of, and of a forecast.
const INDIRECT: [&str; 5] = ["What ", "Whether ", "How ", "Why ", "Without "];

/// Words without one of which nothing is said to last.
const LASTING: [&str; 4] = [" lasts", " runs", " valid", " in force"];

/// Decides kinds. Built once.
pub(super) struct Kinds {
    acts: Acts,
    saying: Saying,
    comment: Regex,
    hope: Regex,
    procedure: Regex,
    provision: Regex,
    rule_subject: Regex,
    party_verb: Regex,
    told: Regex,
    open: Regex,
    past: Regex,
    verb: Regex,
    apposition: Regex,
    lasting: Regex,
    relative: Regex,
    scheduled: Regex,
    to_sign: Regex,
    lately: Regex,
    of_contents: Regex,
    of_itself: Regex,
    parties: Regex,
    by_verb: ByVerb,
}

impl Kinds {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            acts: Acts::new()?,
            saying: Saying::new()?,
            comment: rule(words::COMMENT)?,
            hope: rule(
                r"(?i)\b(?:hopes?|hoping|(?:is|are)\s+expected|expects?|plans?\s+to|(?:is|are)\s+due\s+to)\b",
            )?,
            procedure: rule(words::PROCEDURE)?,
            provision: rule(words::PROVISION)?,
            rule_subject: rule(
                r"^(?:[\p{Lu}][^,;]{0,60},\s+)?(?i:it|(?:the|this|that|an?|another|each|its)\s+(?:[\w’'-]+\s+){0,5}?(?:treat(?:y|ies)|accords?|agreements?|pacts?|conventions?|protocols?|text|deals?|articles?|clause|chapter|annex|section|provisions?|commitment|package|compact|arrangement|memorandum|charter|bit|part)|article\s+\d+|under\s+(?:the\s+(?:[\w-]+\s+){0,3}?(?:treaty|accord|agreement|pact|convention|protocol|text|deal|terms)|article\s+\d+|its\s+terms|it\b))(?P<rest>.*)",
            )?,
            // Of an old treaty its provisions are told in the past.
            told: rule(
                r"^\s+(?:of\s+(?:\w+,?\s+){0,2}(?:\d{4}|\p{Lu}\w+)\s+)?(?:also\s+|had\s+)?(?:extended|let|put|confirmed|reserved|placed|secured|freed|ended|abolished|gave|granted|set\s+up|fixed|drew|recogni[sz]ed|divided|required|obliged|bound|banned|barred|limited|allowed|permitted|provided|guaranteed|ceded|forbade|left|restored|contained|promised|enlarged|replaced|superseded)\b",
            )?,
            party_verb: rule(
                r"^(?:\s+and\s+(?:the\s+)?\p{Lu}\w+)?\s+(?:also\s+|in\s+turn\s+|both\s+)?(?P<verb>\p{Ll}+)\b",
            )?,
            // "The treaty, signed in Rome in 1957, binds them."
            apposition: rule(
                r",\s+(?:which\s+was\s+)?(?:opened|signed|concluded|adopted|ratified|initialled|agreed|dating|in\s+force)\b[^,;.]{0,80}(?:,\s+\d{4})?,",
            )?,
            lasting: rule(r"^\s+(?:lasts|runs|is\s+valid|(?:remains|stays)\s+in\s+force)\b")?,
            relative: rule(r",\s+(?:\w+\s+)?(?:which|who|whose|whom)\b[^,;]{0,120},")?,
            // "It will go to the Senate in May 2026."
            scheduled: rule(
                r"\b(?:will|is\s+to|are\s+to)\s+(?:go\b|meet\b|hold\b|sign\b|take\s+place|be\s+(?:signed|put|sent|laid|tabled|submitted|held|adopted)\b)|\bmeets?\s+(?:again\s+|next\s+)?(?:on|in|at)\b",
            )?,
            to_sign: rule(
                r"\b(?:will|(?:is|are)\s+(?:(?:due|set|expected)\s+)?to)\s+(?:be\s+(?:signed|concluded|initialled|sealed)|sign)\b",
            )?,
            // A day told from the day of writing.
            lately: rule(
                r"\b(?:(?:on|this|last)\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[Tt]oday|[Yy]esterday)\b",
            )?,
            of_contents: rule(words::OF_CONTENTS)?,
            // A paper that speaks of itself.
            of_itself: rule(
                r"(?i)^(?:this\s+(?:\w+\s+)?(?:note|page|briefing|brief|fact\s?sheet|guide|newsletter)|we\s+(?:shall|will|hope|would|recommend|expect|think))\b",
            )?,
            parties: rule(r"(?i)\b(?:parties|states|countries|members|governments|sides)$")?,
            by_verb: ByVerb::new()?,
            open: rule(
                r"(?i)\b(?:stays?|remains?|is)\s+open\b|\bshall\b|\bwill\s+(?:enter|take|come|remain|run)\b|\bcan\s+be\b",
            )?,
            past: rule(
                r"(?i)\b(?:\p{L}{2,}ed|sent|met|began|went|took|gave|held|put|came|made|won|lost|left|struck|fell|became|drew|rose|broke|led|flew|told|brought)\b",
            )?,
            verb: rule(
                r"(?i)\b(?:is|are|was|were|has|have|had|will|shall|must|may|can|could|would|should|do|does|did)\b|\b\p{Ll}+(?:ed|es)\b|\b\p{Ll}{3,}s\b",
            )?,
        })
    }

    /// The kind of a report's sentence. `spoken` is whether a speaker is named in it.
    pub(super) fn of_report(
        &self,
        text: &str,
        spoken: bool,
        read: &Annotations,
        before: Before,
    ) -> Kind {
        let text = text.trim();
        // What is quoted somebody says, unless it is the treaty.
        if before.quoted && !text.contains(" shall ") {
            return Kind::Statement;
        }
        if text.ends_with('?') || self.of_itself.is_match(text) {
            return Kind::Commentary;
        }
        let mut act = self.acts.first(text);
        // Few clauses need it: it is read only then.
        let treaty = || self.rule_subject.captures(text).and_then(|c| c.name("rest"));
        if spoken || self.saying.is_in(text, act.as_ref(), || treaty().map(|r| r.range())) {
            return Kind::Statement;
        }
        let verb = self.by_verb.find(text);
        if self.acts.is_entry(text, verb.as_ref()) {
            return Kind::Event;
        }
        let verb = verb.filter(|v| act.as_ref().is_none_or(|a| !a.contains(&v.head.start)));
        if self.by_verb.is_said(text, verb.as_ref()) {
            return Kind::Statement;
        }
        // A heading, a label, a signature line.
        let words = text.split_whitespace().count();
        if words < 9 && !text.ends_with(['.', '!', ';', '”', '"']) && !self.verb.is_match(text) {
            return Kind::Commentary;
        }
        let lasting = LASTING.iter().any(|w| text.contains(w));
        if lasting && treaty().is_some_and(|rest| self.lasting.is_match(rest.as_str())) {
            return Kind::Provision;
        }
        if let Some(verb) = &verb {
            if verb.tense == Tense::Should && !self.parties.is_match(verb.subject) {
                return Kind::Commentary;
            }
            act = act.filter(|a| !self.acts.is_aside(text, a.start, verb));
        }
        let act = act.map(|a| a.start);
        let before_act = |at: usize| at <= act.unwrap_or(usize::MAX);
        if self.hope.find(text).is_some_and(|m| before_act(m.start())) {
            return Kind::Commentary;
        }
        let dated_act = read.dates.iter().any(|d| {
            !matches!(d.event, DateEvent::Other | DateEvent::Duration | DateEvent::Extension)
                && !matches!(d.value, Edtf::Duration { .. })
        });
        let lately = || act.is_some() && self.lately.is_match(text);
        if act.is_none() && self.to_sign.is_match(text) {
            return Kind::Event;
        }
        if dated_act || lately() {
            let ahead = act.is_none() && self.open.is_match(text) && !self.acts.enters(text, read);
            let rules = ahead || self.rules_though_dated(text, verb.as_ref(), act, read);
            return if rules { Kind::Provision } else { Kind::Event };
        }
        if on_a_day(read) && act.is_none() && self.scheduled.is_match(text) {
            return Kind::Event;
        }
        // A dispute that goes to a court is none of what a parliament has to do.
        let of_bodies = !text.starts_with("Disputes ") && !text.starts_with("Any dispute ");
        if of_bodies && self.procedure.find(text).is_some_and(|m| before_act(m.start())) {
            return Kind::Commentary;
        }
        let kind = self.by_main_verb(text, act, read);
        let Some(verb) = verb.filter(|_| kind == Kind::Commentary) else { return kind };
        let first = self.comment.find(text).is_none_or(|m| {
            verb.head.start < m.start()
                || (verb.tense == Tense::PastPerfect && m.range().contains(&verb.head.start))
        });
        let instead = first.then(|| self.by_verb.instead_of_comment(text, &verb, read, before));
        instead.flatten().unwrap_or(kind)
    }

    /// Whether a sentence tells what a treaty says though an act has a date in it: "The pact, signed in
    /// Rome in 1957, binds them".
    fn rules_though_dated(
        &self,
        text: &str,
        verb: Option<&MainVerb<'_>>,
        act: Option<usize>,
        read: &Annotations,
    ) -> bool {
        if let Some(aside) = self.apposition.find(text) {
            let main = format!("{}{}", &text[..aside.start()], &text[aside.end()..]);
            let act = self.acts.first(&main).map(|a| a.start);
            if self.rules(&main, act, read) {
                return true;
            }
        }
        verb.is_some_and(|v| {
            let opens = act.is_some_and(|at| at < v.head.start);
            v.tense == Tense::Present && !opens && self.by_verb.of_treaty(v)
        })
    }

    /// Whether a heading or question says that what follows is what the treaty says; none where the
    /// clause is no heading.
    pub(super) fn opens_contents(&self, text: &str) -> Option<bool> {
        let text = text.trim();
        let heading = text.ends_with('?') || !text.ends_with(['.', '!', ';', ',', '”', '"', ':']);
        let short = text.split_whitespace().count() < 9;
        (heading && short).then(|| self.of_contents.is_match(text))
    }

    /// What a sentence is under a heading that announces what the treaty says: a provision, where
    /// nothing speaks for something else.
    pub(super) fn under_contents(&self, text: &str, kind: Kind) -> Kind {
        let plain = kind == Kind::Commentary && text.ends_with('.') && !self.comment.is_match(text);
        if plain { Kind::Provision } else { kind }
    }

    fn by_main_verb(&self, text: &str, act: Option<usize>, read: &Annotations) -> Kind {
        // "Chile, through which it runs, has no say": the main verb is the other one.
        let main: Cow<'_, str> =
            if text.contains(", ") { self.relative.replace(text, "") } else { text.into() };
        let act = match &main {
            Cow::Borrowed(_) => act,
            Cow::Owned(main) => self.acts.first(main).map(|a| a.start),
        };
        let text = &*main;
        let comment = self.comment.find(text).map(|m| m.start());
        let mut provision = self.provision.find(text).map(|m| m.start());
        if self.rules(text, act, read) {
            provision = Some(0);
        }
        let first = |at: Option<usize>| at.unwrap_or(usize::MAX);
        if act.is_some() && first(act) <= first(comment).min(first(provision)) {
            return Kind::Event;
        }
        // "A ballot opened on 16 June": something happened on a day.
        let on_a_day = on_a_day(read);
        let past = self.past.find(text).map(|m| m.start());
        if on_a_day && past.is_some() && first(past) <= first(comment).min(first(provision)) {
            return Kind::Event;
        }
        let asks = INDIRECT.iter().any(|w| text.starts_with(w));
        if provision.is_some() && first(provision) < first(comment) && !asks {
            Kind::Provision
        } else {
            Kind::Commentary
        }
    }

    /// Whether the treaty or a part of it, or a party, does something in the present tense: "The text
    /// splits the water intake", "Mercosur removes duties".
    fn rules(&self, text: &str, act: Option<usize>, read: &Annotations) -> bool {
        if text.contains(" have agreed to ") || text.contains(" has agreed to ") {
            return true;
        }
        if let Some(rest) = self.rule_subject.captures(text).and_then(|c| c.name("rest")) {
            let told = self.told.find(rest.as_str()).map(|m| rest.start() + m.end());
            if told.is_some_and(|end| act.is_none_or(|at| at >= end)) {
                return true;
            }
            if act.is_some_and(|at| at < rest.start() + 40) {
                return false;
            }
            if text.starts_with("Under") {
                let told = |v: MainVerb<'_>| matches!(v.tense, Tense::Past | Tense::PastPerfect);
                return self
                    .by_verb
                    .find(text)
                    .map_or_else(|| !self.past.is_match(rest.as_str()), |v| !told(v));
            }
            // The verb stands close behind the subject.
            return rest.as_str().split_whitespace().take(4).any(is_present)
                && self.comment.find(rest.as_str()).is_none_or(|m| m.start() >= 20);
        }
        // The text may be a part of the clause that was read.
        let rest = read
            .parties
            .iter()
            .filter(|p| !["inherited", "demonym"].contains(&p.rule.as_str()))
            .flat_map(|p| &p.evidence)
            .filter(|e| e.start <= 4)
            .find_map(|e| text.get(e.start..)?.strip_prefix(e.text.as_str()));
        rest.and_then(|rest| self.party_verb.captures(rest)).is_some_and(|c| is_present(&c["verb"]))
    }
}

/// Whether something else than an act of a treaty's life is dated to a day or month.
fn on_a_day(read: &Annotations) -> bool {
    read.dates.iter().any(|d| {
        matches!(d.value, Edtf::On(date) if date.month().is_some())
            && matches!(d.event, DateEvent::Other | DateEvent::Extension)
    })
}

#[cfg(test)]
mod tests;
