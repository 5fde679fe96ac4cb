//! Who ratified or approved a treaty on a day.

use std::ops::Range;

use regex::Regex;

use super::{Reading, near, part};
use crate::{
    annotate::{capitals::dateline_end, rule::rule},
    model::Property,
};

/// A state or body that acts: the property that its act is, its code or slug, and its name.
pub(super) type Actor = (Property, String, String);

/// Finds who acted. Built once.
pub(super) struct Actors {
    receives: Regex,
    joined: Regex,
    followed: Regex,
    legislatures: Regex,
}

/// One that a passage names, where it does.
struct Named {
    span: Range<usize>,
    actor: Actor,
}

impl Actors {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            // "deposited with the Secretary-General of", "notified to"
            receives: rule(
                r"(?i)\b(?:with|to|at|before|from)\s+(?:the\s+)?(?:[\w-]+\s+(?:of\s+)?(?:the\s+)?){0,4}$",
            )?,
            legislatures: rule(
                r"\b(?:Assembly|Parliament|Congress|Senate|Chamber|House of|Houses of|Majlis|Diet)\b",
            )?,
            followed: rule(
                r"(?i)^\s+(?:(?:have|has|had)\s+)?(?:followed(?:\s+suit)?|did\s+(?:so|the\s+same))\b[^,;]*$",
            )?,
            joined: rule(r"^\s*(?:,|and|,\s+and)\s+(?:the\s+)?$")?,
        })
    }

    /// Who acted on the day at `day`: of those named since the day before it in the same part of the
    /// sentence the nearest body, else the states; else those named right after it; else the one
    /// state of the passage.
    pub(super) fn of(&self, of: &Reading<'_>, day: &Range<usize>) -> Vec<Actor> {
        let end = of.attribution.map_or(of.text.len(), |a| a.span.start);
        let days = of.dates().flat_map(|d| &d.evidence);
        let part = part(of.text, day.start);
        let from = days.clone().map(|e| e.end).filter(|e| *e <= day.start).max();
        let from = from.unwrap_or_else(|| dateline_end(of.text)).max(part);
        let to = days.map(|e| e.start).filter(|s| *s >= day.end).min().unwrap_or(end);
        let to = of.text[day.end..to.max(day.end)].find(';').map_or(to, |i| day.end + i);
        let bodies = self.bodies(of);
        let states = states(of);
        let within = |named: &[Named], range: Range<usize>| -> Vec<usize> {
            (0..named.len()).filter(|i| range.contains(&named[*i].span.start)).collect()
        };
        if let Some(last) = within(&bodies, from..day.start).pop() {
            return vec![bodies[last].actor.clone()];
        }
        let found = within(&states, from..day.start);
        // "Chile was among the first, and Peru and Chad followed in May": the last ones.
        let last = found
            .last()
            .filter(|last| self.followed.is_match(&of.text[states[**last].span.end..day.start]));
        if let Some(first) = last.map(|last| self.first_of(of.text, &states, *last)) {
            return self.together(of.text, &states, first.max(found[0]));
        }
        if let Some(first) = found.first() {
            return self.together(of.text, &states, *first);
        }
        if let Some(first) = within(&bodies, day.end..to).first() {
            return vec![bodies[*first].actor.clone()];
        }
        if let Some(first) = within(&states, day.end..to).first() {
            return self.together(of.text, &states, *first);
        }
        match &of.annotations.parties[..] {
            [party] => vec![(Property::Ratification, party.code.clone(), party.name.clone())],
            _ => Vec::new(),
        }
    }

    /// The bodies that act and do not receive, in text order.
    fn bodies(&self, of: &Reading<'_>) -> Vec<Named> {
        let mut bodies: Vec<Named> = of
            .bodies
            .iter()
            // Organisations make treaties, and approve none.
            .filter(|b| b.kind != "international-organisation")
            .filter(|b| !b.spans.iter().any(|s| self.receives.is_match(near(of.text, s.start))))
            .flat_map(|b| b.spans.iter().map(move |span| (b, span)))
            .map(|(b, span)| {
                let legislature = b.kind == "legislature" || self.legislatures.is_match(&b.name);
                let property =
                    if legislature { Property::Ratification } else { Property::Approval };
                let actor = (property, b.slug.to_string(), b.name.clone());
                Named { span: span.clone(), actor }
            })
            .collect();
        bodies.sort_by_key(|n| n.span.start);
        bodies
    }

    /// The first of the states that are joined up to one.
    fn first_of(&self, text: &str, states: &[Named], last: usize) -> usize {
        let joined = |at: usize| {
            text.get(states[at - 1].span.end..states[at].span.start)
                .is_some_and(|between| self.joined.is_match(between))
        };
        (1..=last).rev().take_while(|at| joined(*at)).last().map_or(last, |at| at - 1)
    }

    /// A state and those joined to it: "Argentina and Mexico".
    fn together(&self, text: &str, states: &[Named], first: usize) -> Vec<Actor> {
        let mut last = first;
        while let Some(next) = states.get(last + 1)
            && text
                .get(states[last].span.end..next.span.start)
                .is_some_and(|between| self.joined.is_match(between))
        {
            last += 1;
        }
        let mut actors: Vec<Actor> = states[first..=last].iter().map(|n| n.actor.clone()).collect();
        actors.dedup();
        actors
    }
}

/// The states that a passage names, in text order.
fn states(of: &Reading<'_>) -> Vec<Named> {
    let mut states: Vec<Named> = of
        .annotations
        .parties
        .iter()
        .flat_map(|p| p.evidence.iter().map(move |e| (p, e.start..e.end)))
        .map(|(p, span)| Named {
            span,
            actor: (Property::Ratification, p.code.clone(), p.name.clone()),
        })
        .collect();
    states.sort_by_key(|n| n.span.start);
    states
}
