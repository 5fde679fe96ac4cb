//! Which states a passage says to be the treaty's parties.

use regex::Regex;

use super::{Reading, whose::Told};
use crate::{
    annotate::rule::rule,
    model::{Claim, Evidence, PartyMention, Property},
};

/// Reads claims on parties. Built once.
pub(super) struct Parties {
    between: Regex,
    list: Regex,
    listed: Regex,
    others: Regex,
    shared: Regex,
}

impl Parties {
    pub(super) fn new() -> Result<Self, regex::Error> {
        let noun =
            r"(?:treat(?:y|ies)|agreements?|pacts?|accords?|conventions?|partnership|protocol)";
        Ok(Self {
            between: rule(&format!(
                r"(?i)\b{noun}\b(?:\s+(?:of|on|for|concerning|to|signed|concluded)\s[^.;,]{{0,60}}?)?(?:\s+\([^)]*\))?\s+between\b"
            ))?,
            list: rule(
                r"(?i)^(?:[^.;,]{0,40}\s)?(?:states?\s+)?parties\b(?:\s+are\b|\s+were\b|\s+\||[^.;,]{0,60}:)",
            )?,
            listed: rule(
                r"^(?:[\s,–-]|and\b|the\b|of\b|Governments?\b|governments?\b|Kingdom\b|Republic\b|Islamic\b)*$",
            )?,
            others: rule(r"(?i)\b(?:it|them|their|its|is|was|will|in|by|on|that|which)\b")?,
            shared: rule(r"(?i)\b(?:divid|shar|split|distinguish|choos)\w+")?,
        })
    }

    /// The states that a treaty is said to be between, or that are listed as its parties.
    pub(super) fn read(&self, of: &Reading<'_>, told: &Told) -> Vec<Claim> {
        // "The treaty divided the seas between them" names its parties, but not as such.
        let between = self.between.find(of.text).filter(|m| {
            !told.is_of_another(of.text, m.end(), false) && !self.shared.is_match(m.as_str())
        });
        let listed = || self.list.find(of.text);
        let is_list = between.is_none();
        let Some(found) = between.or_else(listed) else { return Vec::new() };
        let mut states: Vec<(&PartyMention, &Evidence)> = of
            .annotations
            .parties
            .iter()
            .filter(|p| ["name", "capital"].contains(&p.rule.as_str()) || p.code == "EUE")
            .flat_map(|p| p.evidence.iter().map(move |e| (p, e)))
            .filter(|(_, e)| e.start >= found.end())
            .collect();
        states.sort_by_key(|(_, e)| e.start);
        let mut end = found.end();
        let mut claims: Vec<Claim> = Vec::new();
        for (party, evidence) in states {
            let Some(gap) = of.text.get(end..evidence.start) else { continue };
            // Before the first there may be more: "the EFTA states and India".
            let first =
                (claims.is_empty() || is_list) && gap.len() < 60 && !gap.contains(['.', ';']);
            // "between their countries is to be signed by French President"
            let first = first && (is_list || !self.others.is_match(gap));
            if !first && !self.listed.is_match(gap) {
                break;
            }
            end = evidence.end;
            if claims.iter().all(|c| c.value != party.code) {
                claims.push(of.claim(
                    Property::Party,
                    &party.code,
                    &party.name,
                    vec![evidence.clone()],
                ));
            }
        }
        claims
    }
}
