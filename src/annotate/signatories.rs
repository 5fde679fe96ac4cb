//! Which states are the parties of the treaty that a report is about: from lists ("the parties are"),
//! pairs ("the A–B treaty", "between A and B"), and, where it says nothing so plain, from whom it
//! names again and again.

use std::{collections::BTreeMap, ops::Range};

use regex::Regex;

use super::{
    Codebook,
    capitals::dateline_end,
    names::{Name, Named},
    parties::Parties,
    rule::rule,
};

/// Words for an instrument, as a part of an expression.
pub(super) const INSTRUMENT: &str = r"(?:treat(?:y|ies)|agreements?|accords?|pacts?|conventions?|protocols?|deals?|partnerships?|alliances?|compacts?|memorand(?:um|a)|unions?)";

/// Dependent territories: they are what a treaty is about, hardly ever a party of it.
const TERRITORIES: [&str; 38] = [
    "ABW", "AIA", "ALA", "ASM", "ATA", "ATF", "BES", "BLM", "BMU", "BVT", "CCK", "CUW", "CXR",
    "CYM", "ESH", "FLK", "GGY", "GIB", "GLP", "GUF", "GUM", "HMD", "IMN", "IOT", "JEY", "MAF",
    "MNP", "MSR", "MTQ", "MYT", "NFK", "PCN", "REU", "SGS", "SHN", "SJM", "VGB", "VIR",
];

/// How plainly words tell the parties; the first wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Plainness {
    /// "The parties are A, B and C."
    Listed,
    /// "A–B treaty", "A and B sign" in the title.
    InTitle,
    /// "the treaty between A and B", "signed by A and B".
    Stated,
    /// "between A and B", whatever it is that is between them; "A, B and C signed the treaty".
    Between,
}

/// What a document has told so far of the parties.
#[derive(Debug, Default)]
pub(super) struct Tally {
    best: Option<(Plainness, Vec<String>)>,
    in_heading: Vec<String>,
    /// In how many clauses a state is named.
    clauses: BTreeMap<String, usize>,
    /// Whether many states take part, more than a report would list.
    open: bool,
}

/// States named in one word or one after another: "Argentina, Brazil and Uruguay".
struct Run {
    span: Range<usize>,
    codes: Vec<String>,
    /// How many names: a group alone is no pair.
    names: usize,
    /// Joined by a dash or slash alone.
    dashed: bool,
}

/// Reads the parties of a treaty from a report. Built once.
pub(super) struct Signatories {
    listed: Regex,
    list_goes_on: Regex,
    between: Regex,
    instrument: Regex,
    signed_by: Regex,
    joint: Regex,
    dash: Regex,
    brackets: Regex,
    opening: Regex,
    sign: Regex,
    founding: Regex,
    instrument_after: Regex,
    open: Regex,
}

impl Signatories {
    pub(super) fn new() -> Result<Self, regex::Error> {
        let the = r"(?:the\s+)?";
        let group = r"(?:(?:[\w-]+\s+){0,3}(?:members?|member\s+states|states|countries|governments?|republics?)\s+of\s+(?:the\s+)?)?";
        Ok(Self {
            listed: rule(&format!(
                r"(?i)\b(?:parties|signatories|participants|founding\s+members|founders|contracting\s+states|member\s+states)\s*(?:are|were|is|comprise|:|—|–|-|\()\s*{the}{group}$|\b(?:effective|in\s+(?:force|effect))\b[^.;]{{0,40}}(?::|\bfor)\s*{the}$"
            ))?,
            list_goes_on: rule(r"(?i)[:;(—–]\s*(?:the\s+)?$")?,
            between: rule(&format!(
                r"(?i)\b(?:between|among|linking|binding)\s+(?:the\s+governments?\s+of\s+)?{the}{group}$"
            ))?,
            instrument: rule(&format!(
                r"(?i)\b(?:{INSTRUMENT}|declaration|charter|covenant|frontier|border)\b[^.;]{{0,120}}$"
            ))?,
            signed_by: rule(&format!(
                r"(?i)\b(?:signed|concluded|agreed|inked|initialled|negotiated)\s+by\s+{the}$"
            ))?,
            joint: rule(&format!(
                r"(?i)^(?:\s+(?:states|countries|nations|members|member\s+states|bloc))?\s*(?:,|;|&|,?\s*\band\b|–|—|-|/|,?\s*\bas\s+well\s+as\b)\s*{the}{group}$"
            ))?,
            dash: rule(r"^\s*[–—/-]\s*$")?,
            brackets: rule(r"^\s*\(\s*(?:the\s+)?$")?,
            opening: rule(
                r"(?i)^(?:[\p{L}\d ,.’'-]{0,40}[,:–—]\s+)?(?:both\s+)?(?:(?:citizens|governments|leaders|presidents|parliaments|foreign ministers)\s+of\s+)?(?:the\s+)?$",
            )?,
            sign: rule(
                r"(?i)^(?:’s|'s)?,?\s+(?:[\w-]+\s+){0,3}?(?:sign(?:s|ed|ing)?|ink(?:s|ed)?|conclude[sd]?|initial(?:s|led)|agreed?|agrees|ratif(?:y|ied)|exchanged?|reach(?:ed)?|strike|struck|seal(?:ed)?|finali[sz]ed?|to\s+(?:sign|scrap|share|deepen|cooperate|end|abolish|recogni[sz]e))\b",
            )?,
            // Of many only who makes the treaty, not who joins it.
            founding: rule(
                r"(?i)^,?\s+(?:have\s+)?(?:today\s+)?(?:sign(?:ed)?|concluded?|founded|established|created|agreed)\s+(?:the|a|an)\s",
            )?,
            instrument_after: rule(&format!(
                r"(?i)^[:,]?\s+(?:[\w’'–-]+\s+){{0,6}}?{INSTRUMENT}\b"
            ))?,
            open: rule(
                r"(?i)\b(?:[5-9]|\d{2,3}|five|six|seven|eight|nine|ten|eleven|twelve|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|dozens\s+of|scores\s+of|most|all|nearly\s+all|every)\s+(?:other\s+|more\s+|un\s+|member\s+)?(?:countries|states|nations|governments|parties|signatories)\b[^.;]{0,60}\b(?:sign(?:ed|ing)?|ratif\w+|join\w*|acced\w+|adopt\w+|approv\w+)|\b(?:\d{2,3}|(?:more|fewer|less)\s+than\s+\d+|over\s+\d+)\s+(?:have\s+)?(?:ratif\w+|acced\w+|joined|signed)|\b(?:\d{2,3}(?:st|nd|rd|th)?)\s+ratifications?\b|\b(?:states|nations|governments|parties)\s+(?:adopted|negotiated)\b|\bconference\s+of\s+(?:the\s+)?parties\b|\b(?:open(?:s|ed)?|stays\s+open)\s+for\s+(?:signature|accession)\b",
            )?,
        })
    }

    /// Takes in one clause, or the title.
    pub(super) fn read(
        &self,
        tally: &mut Tally,
        codebook: &Codebook,
        parties: &Parties,
        text: &str,
        names: &[Name],
        is_title: bool,
    ) {
        let dateline = dateline_end(text);
        let members: Vec<(Range<usize>, Vec<String>)> = names
            .iter()
            .filter(|n| n.span.start >= dateline)
            .filter_map(|n| Some((n.span.clone(), codes(codebook, parties, text, n)?)))
            .collect();
        let mut here: Vec<&String> =
            members.iter().filter(|(_, c)| c.len() == 1).flat_map(|(_, c)| c).collect();
        here.sort_unstable();
        here.dedup();
        for code in here.into_iter().filter(|c| !TERRITORIES.contains(&c.as_str())) {
            *tally.clauses.entry(code.clone()).or_default() += 1;
            if is_title {
                tally.in_heading.push(code.clone());
            }
        }
        tally.open |= !is_title && self.open.is_match(text);
        let runs = self.runs(text, &members);
        for (at, run) in runs.iter().enumerate() {
            let Some(plain) = self.plainness(text, run, is_title) else { continue };
            let mut codes = run.codes.clone();
            if plain == Plainness::Listed {
                let more = runs[at + 1..]
                    .iter()
                    .filter(|r| self.list_goes_on.is_match(&text[..r.span.start]));
                codes.extend(more.flat_map(|r| r.codes.iter().cloned()));
            }
            codes.retain(|c| !TERRITORIES.contains(&c.as_str()));
            codes.sort_unstable();
            codes.dedup();
            // "the treaties (A–B) and (A–C)" are one set of treaties.
            if plain == Plainness::Stated {
                for other in &runs[at + 1..] {
                    if self.plainness(text, other, is_title) == Some(plain)
                        && other.codes.iter().any(|c| codes.contains(c))
                    {
                        codes.extend(other.codes.iter().cloned());
                    }
                }
                codes.sort_unstable();
                codes.dedup();
            }
            let better = tally.best.as_ref().is_none_or(|(known, _)| plain < *known);
            if codes.len() > 1 && better {
                tally.best = Some((plain, codes));
            }
        }
    }

    /// Names that stand one after another. A group whose members follow in brackets is these.
    fn runs(&self, text: &str, members: &[(Range<usize>, Vec<String>)]) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let mut in_brackets = false;
        for (at, (span, codes)) in members.iter().enumerate() {
            let gap = at
                .checked_sub(1)
                .map(|before| &text[members[before].0.end..span.start])
                .unwrap_or_default();
            match runs.last_mut() {
                Some(run) if at > 0 && self.brackets.is_match(gap) && !in_brackets => {
                    // "Mercosur (Argentina, Brazil…": the names, and not all that the group has now.
                    let group = &members[at - 1].1;
                    if group.len() > 1 {
                        run.codes.truncate(run.codes.len() - group.len());
                        in_brackets = true;
                    }
                    run.names += 1;
                    run.codes.extend(codes.iter().cloned());
                    run.span.end = span.end;
                }
                Some(run) if at > 0 && self.joint.is_match(gap) => {
                    run.names += 1;
                    run.dashed &= self.dash.is_match(gap);
                    run.codes.extend(codes.iter().cloned());
                    run.span.end = span.end;
                }
                _ => {
                    in_brackets = false;
                    runs.push(Run {
                        span: span.clone(),
                        codes: codes.clone(),
                        names: 1,
                        dashed: true,
                    });
                }
            }
        }
        runs
    }

    fn plainness(&self, text: &str, run: &Run, is_title: bool) -> Option<Plainness> {
        if run.codes.len() < 2 || run.names < 2 {
            return None;
        }
        let (before, after) = (&text[..run.span.start], &text[run.span.end..]);
        let bracketed = before.ends_with('(') && self.instrument.is_match(before);
        let named = run.dashed && (bracketed || self.instrument_after.is_match(after));
        let between = self.between.is_match(before);
        let signing = self.opening.is_match(before) && self.sign.is_match(after);
        if self.listed.is_match(before) {
            Some(Plainness::Listed)
        } else if is_title && (named || between || signing || self.instrument_after.is_match(after))
        {
            Some(Plainness::InTitle)
        } else if named
            || self.signed_by.is_match(before)
            || (between && self.instrument.is_match(before))
            || (signing && run.names == 2)
        {
            Some(Plainness::Stated)
        } else {
            let founding = self.opening.is_match(before) && self.founding.is_match(after);
            (between || founding).then_some(Plainness::Between)
        }
    }
}

impl Tally {
    /// The parties, alpha-3, sorted; none where they are not known or no closed group.
    pub(super) fn parties(mut self) -> Vec<String> {
        self.in_heading.sort_unstable();
        self.in_heading.dedup();
        match self.best.take() {
            Some((plain, codes)) if plain < Plainness::Between || !self.open => codes,
            _ if self.open => Vec::new(),
            _ if (2..=4).contains(&self.in_heading.len()) => self.in_heading,
            _ => self.frequent(),
        }
    }

    /// The states that a document names again and again, with the one its heading names; none where
    /// they are more than four.
    fn frequent(self) -> Vec<String> {
        let mut counts: Vec<usize> = self.clauses.values().copied().collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        // A third state is a party where it is named nearly as often as the second.
        let second = counts.get(1).copied().unwrap_or_default();
        let least = (second * 3).div_ceil(5).max(2);
        let mut group: Vec<String> =
            self.clauses.iter().filter(|(_, n)| **n >= least).map(|(c, _)| c.clone()).collect();
        if group.len() < 2 && self.clauses.len() == 2 {
            group = self.clauses.into_keys().collect();
        }
        group.extend(self.in_heading);
        group.sort_unstable();
        group.dedup();
        if (2..=4).contains(&group.len()) { group } else { Vec::new() }
    }
}

/// The states that a name stands for: one, or the members of a group that concludes treaties.
fn codes(codebook: &Codebook, parties: &Parties, text: &str, name: &Name) -> Option<Vec<String>> {
    let country = match name.named {
        Named::Country(i) | Named::Demonym(i) | Named::Leader(i) => i,
        Named::Capital(i) if parties.capitals().is_government(text, &name.span) => i,
        Named::Institution(i) | Named::Acronym(i) => {
            let body = &codebook.institutions[i];
            if !body.members.is_empty() {
                return Some(body.members.clone());
            }
            return body.country.clone().map(|c| vec![c]);
        }
        _ => return None,
    };
    Some(vec![codebook.countries[country].code.clone()])
}
