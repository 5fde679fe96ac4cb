//! When and where a treaty was signed, between whom, and what it is called.

use regex::Regex;

use super::{Reading, claim, dated, is_day, start_of};
use crate::{
    annotate::{exonyms::english, names::Named, rule::rule, text_instrument::HEADS},
    model::{Claim, DateEvent, DateMention, Evidence, Property},
    segment::opens_recital,
};

/// Words for signing and what goes with it.
const ACTS: &str = r"(?i:signed|done|concluded|made|adopted|opened for signature|executed|affixed|entered into|in (?:witness|faith|testimony)|given under|fait|signée?|conclue?|adoptée?|en foi|hecho|firmad[oa]|suscrit[oa]|en fe|feito|assinad[oa]|fatto|firmat[oa]|geschehen|unterzeichnet|zu urkund|gedaan|ondertekend|gesloten|ten blijke|совершено|подписан\w*|учинено)\b";

/// Reads them. Built once.
pub(super) struct Signing {
    act: Regex,
    first: Regex,
    named: Regex,
    head: Regex,
    joined: Regex,
}

impl Signing {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            act: rule(&format!(r"\b{ACTS}"))?,
            first: rule(&format!(r"^\W*{ACTS}"))?,
            // "Treaty of Friendship", "THE PEACE TREATY", "This Agreement".
            named: rule(&format!(
                r"^\W*(?:(?i:this|the present|the|an?)\s+)?(?:\p{{Lu}}[\w-]*\s+){{0,4}}?(?:{HEADS})"
            ))?,
            head: rule(HEADS)?,
            joined: rule(r"^(?:\s*,|,?\s+(?:and|et|y|e|und|en|и))\s+(?:(?:at|in|te|à)\s+)?$")?,
        })
    }

    /// Whether a date at `at` in the closing words is that of signing. A collection may have more behind
    /// these, as the recitals of what was decided later.
    pub(super) fn signs(&self, text: &str, at: usize) -> bool {
        !recites(text) || text.get(..at).is_some_and(|before| self.act.is_match(before))
    }

    /// What a clause of the preamble tells.
    pub(super) fn opening(&self, of: &Reading<'_>, claims: &mut Vec<Claim>) {
        if recites(of.clause.text) {
            return;
        }
        parties(of, claims);
        self.signature(of, claims, |date| self.heads(&of.clause.text[..start_of(date)]));
        titled(of, claims);
    }

    /// What the closing words tell.
    pub(super) fn closing(&self, of: &Reading<'_>, claims: &mut Vec<Claim>) {
        self.signature(of, claims, |date| self.signs(of.clause.text, start_of(date)));
    }

    /// Whether the words before a date say of the treaty itself that it was signed: they begin with that,
    /// or with what the treaty is called. In any other sentence another instrument was signed.
    fn heads(&self, before: &str) -> bool {
        if self.first.is_match(before) {
            return true;
        }
        let Some(name) = self.named.find(before) else { return false };
        let rest = &before[name.end()..];
        self.act.find(rest).is_some_and(|act| {
            let between = &rest[..act.start()];
            !self.head.is_match(between) && !between.contains(['.', ';'])
        })
    }

    fn signature(
        &self,
        of: &Reading<'_>,
        claims: &mut Vec<Claim>,
        own: impl Fn(&DateMention) -> bool,
    ) {
        let signed = |d: &&DateMention| {
            d.event == DateEvent::Signature && is_day(d.value) && d.rule != "inferred-year"
        };
        let Some(date) = of.annotations.dates.iter().find(|d| signed(d) && own(d)) else { return };
        claims.push(dated(Property::Signature, date));
        let Some(place) = of.annotations.places.first() else { return };
        claims.push(claim(Property::Place, &place.name, &place.name, place.evidence.clone()));
        // "at the cities of London, Moscow and Washington"
        let mut end = place.evidence.first().map_or(0, |e| e.end);
        let text = of.clause.text;
        let capitals = of.names.iter().filter(|n| matches!(n.named, Named::Capital(_)));
        let first = end;
        for span in capitals.map(|n| n.span.clone()).skip_while(|span| span.start < first) {
            if !text.get(end..span.start).is_some_and(|gap| self.joined.is_match(gap)) {
                break;
            }
            end = span.end;
            let name = english(&text[span.clone()]);
            let evidence = Evidence::of(text, span.start, span.end);
            claims.push(claim(Property::Place, name, name, vec![evidence]));
        }
    }
}

/// Whether a clause begins as a recital does, behind its number.
fn recites(text: &str) -> bool {
    let words = text.trim_start_matches(|c: char| !c.is_alphabetic());
    let (number, rest) = words.split_once(')').unwrap_or_default();
    let words = if (1..4).contains(&number.len()) { rest } else { words };
    opens_recital(words) || words.trim_start().to_lowercase().starts_with("in view")
}

/// Who concludes the treaty: the parties that the words before the recitals name.
fn parties(of: &Reading<'_>, claims: &mut Vec<Claim>) {
    for party in &of.annotations.parties {
        if party.rule == "name" && of.treaty.parties.contains(&party.code) {
            claims.push(claim(Property::Party, &party.code, &party.name, party.evidence.clone()));
        }
    }
}

/// The title, where it stands in a clause.
fn titled(of: &Reading<'_>, claims: &mut Vec<Claim>) {
    let title = of.treaty.title.to_lowercase();
    let lower = of.clause.text.to_lowercase();
    if title.len() > 12
        && lower.len() == of.clause.text.len()
        && let Some(at) = lower.find(&title)
    {
        let evidence = Evidence::of(of.clause.text, at, at + title.len());
        claims.push(claim(Property::Title, &of.treaty.title, &of.treaty.title, vec![evidence]));
    }
}
