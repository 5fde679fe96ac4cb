//! Which states are the parties of the treaty that a report is about: from lists ("the parties are"),
//! pairs ("the A–B treaty", "between A and B"), and from who acts in it. A [`Tally`] weighs them.

use std::ops::Range;

use regex::Regex;

use super::{
    Codebook,
    bystanders::Bystanders,
    capitals::dateline_end,
    names::{Name, Named},
    parties::Parties,
    rule::rule,
    signers::{Member, Signers},
    tally::{FEW, MENTION, Plainness, Tally},
};

/// Words for an instrument, as a part of an expression.
pub(super) const INSTRUMENT: &str = r"(?:treat(?:y|ies)|agreements?|accords?|pacts?|conventions?|protocols?|deals?|partnerships?|alliances?|compacts?|memorand(?:um|a)|unions?)";

/// Dependent territories: they are what a treaty is about, hardly ever a party of it.
const TERRITORIES: [&str; 38] = [
    "ABW", "AIA", "ALA", "ASM", "ATA", "ATF", "BES", "BLM", "BMU", "BVT", "CCK", "CUW", "CXR",
    "CYM", "ESH", "FLK", "GGY", "GIB", "GLP", "GUF", "GUM", "HMD", "IMN", "IOT", "JEY", "MAF",
    "MNP", "MSR", "MTQ", "MYT", "NFK", "PCN", "REU", "SGS", "SHN", "SJM", "VGB", "VIR",
];

/// Numbers of parties from four.
const MORE: [&str; 9] =
    ["four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

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
    quarrel: Regex,
    ended: Regex,
    opening: Regex,
    sign: Regex,
    instrument_after: Regex,
    instrument_in: Regex,
    open: Regex,
    other_paper: Regex,
    two: Regex,
    three: Regex,
    more: Regex,
    signers: Signers,
    bystanders: Bystanders,
}

impl Signatories {
    pub(super) fn new() -> Result<Self, regex::Error> {
        // "between Chile and the sixteen Pacific island states", "the Allied Kingdom of Italy"
        let the = r"(?:the\s+)?(?:allied\s+)?(?:(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)\s+)?(?:(?:kingdom|republic|empire|principality|grand\s+duchy|commonwealth)\s+of\s+(?:the\s+)?)?";
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
            // What is between them is no treaty: "the contest between A and B".
            quarrel: rule(
                r"(?i)\b(?:wars?|conflicts?|disputes?|rivalry|rivalries|tensions?|contest|competition|race|quarrels?|hostilit\w+|stand-?off|fighting|clash\w*|feud|struggle|choose|choice|caught|squeezed|torn|balance)\s+$",
            )?,
            // What ended is told of its two sides.
            ended: rule(
                r"(?i)\b(?:end(?:s|ed|ing)?|settl(?:es?|ed|ing)|clos(?:es?|ed|ing)|resolv(?:es?|ed|ing)|conclud(?:es?|ed|ing))\s+(?:the\s+|an?\s+|their\s+)?(?:[\w-]+\s+){0,4}(?:wars?|conflicts?|disputes?|hostilities|fighting)\s+$",
            )?,
            signed_by: rule(&format!(
                r"(?i)\b(?:(?:signed|concluded|agreed|inked|initialled|negotiated|formed|founded)(?:\s+(?:in|on|at)\s[^.;,]{{1,60}})?\s+by(?:\s+(?:the\s+)?(?:\w+\s+)?(?:representatives|ministers|leaders|presidents|plenipotentiaries|governments|envoys|delegates)\s+of)?|(?:bears?|bore|with)\s+the\s+signatures?\s+of)\s+{the}$"
            ))?,
            joint: rule(&format!(
                r"(?i)^(?:\s+(?:states|countries|nations|members|member\s+states|bloc))?(?:,?\s+on\s+(?:the\s+)?one\s+(?:side|hand|part))?\s*(?:,|;|&|,?\s*\band(?:\s+of|\s+on\s+the\s+other(?:\s+\w+)?,?)?\b|–|—|-|/|,?\s*\bas\s+well\s+as\b)\s*{the}{group}$"
            ))?,
            dash: rule(r"^\s*[–—/-]\s*$")?,
            brackets: rule(r"^\s*\(\s*(?:the\s+)?$")?,
            opening: rule(
                r"(?i)^(?:[\p{L}\d ,.’'-]{0,40}[,:–—]\s+)?(?:both\s+)?(?:(?:citizens|governments|leaders|presidents|parliaments|foreign ministers)\s+of\s+)?(?:the\s+)?$",
            )?,
            sign: rule(
                r"(?i)^(?:’s|'s)?,?\s+(?:[\w-]+\s+){0,3}?(?:sign(?:s|ed|ing)?|ink(?:s|ed)?|conclude[sd]?|initial(?:s|led)|agreed?|agrees|ratif(?:y|ied)|exchanged?|reach(?:ed)?|strike|struck|seal(?:ed)?|finali[sz]ed?|to\s+(?:sign|scrap|share|deepen|cooperate|end|abolish|recogni[sz]e))\b",
            )?,
            instrument_in: rule(&format!(r"(?i)\b{INSTRUMENT}\b"))?,
            two: rule(
                r"(?i)\b(?:both|the\s+two|two\s+(?:countries|states|nations|neighbours|neighbors|governments|sides|parties|leaders|capitals)|bilateral|either\s+(?:side|party|country|state|government)|neither\s+(?:side|party|country|state|government))\b",
            )?,
            three: rule(
                r"(?i)\b(?:(?:all|the|of\s+the)\s+three|three\s+(?:countries|states|nations|neighbours|neighbors|governments|sides|parties|leaders|capitals)|trilateral|tripartite)\b",
            )?,
            more: rule(&format!(
                r"(?i)(?:^|[^\w-])(?P<number>{})\s+(?:[\w-]+\s+)?(?:countries|states|nations|neighbours|neighbors|governments|parties|leaders|presidents|capitals|republics|partners|members|signatories)\b",
                MORE.join("|")
            ))?,
            signers: Signers::new()?,
            bystanders: Bystanders::new()?,
            instrument_after: rule(&format!(
                r"(?i)^[:,]?\s+(?:[\w’'–-]+\s+){{0,6}}?{INSTRUMENT}\b"
            ))?,
            other_paper: rule(r"^\s+(?:to\s+)?(?:an?|another|one)\s")?,
            open: rule(
                r"(?i)(?P<known>\b(?:the|these|those|all|its|their)\s+)?\b(?:[5-9]|\d{2,3}|five|six|seven|eight|nine|ten|eleven|twelve|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|dozens\s+of|scores\s+of|most|all|nearly\s+all|every)\s+(?:other\s+|more\s+|un\s+|member\s+)?(?:countries|states|nations|governments|parties|signatories)\b[^.;]{0,60}\b(?:sign(?:ed|ing)?|ratif\w+|join\w*|acced\w+|adopt\w+|approv\w+)|\b(?:\d{2,3}|(?:more|fewer|less)\s+than\s+\d+|over\s+\d+)\s+(?:have\s+)?(?:ratif\w+|acced\w+|joined|signed)|\b(?:\d{2,3}(?:st|nd|rd|th)?|[a-z]+(?:tieth|teenth)(?:-[a-z]+)?|(?:fif|six|seven|eigh|nine|thir|four)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-[a-z]+)?)\s+(?:ratifications?|instruments?|accessions?)\b|\b(?:fourth|fifth|sixth|seventh|eighth|ninth|(?:\d+|twen\w+-)?\w*th)\s+(?:(?:country|state|nation|member|party|signatory|government)\s+)?(?:to|that|who|which)\s+(?:have\s+|has\s+)?(?:ratif\w+|sign\w*|join\w*|accede\w*|approve\w*|accept\w*)\b|\b\d{2,3}\s+(?:(?:states|countries|parties)\s+(?:needed|required|that\s+are\s+needed)|(?:have|had|are|were)\s+(?:still|yet)\s+to\s+(?:ratify|sign|join|accede))|\b(?:ratif\w+|accession|signature|approval)\s+by\s+(?:at\s+least\s+)?\d{2,3}\s+(?:states|nations|countries|parties|members)\b|\b(?-i:states|nations|governments|parties)\s+(?:adopted|negotiated)\b|\b(?:signed|acceded)\s+but\s+(?:(?:has|have|had)\s+)?(?:not|never)\s+(?:yet\s+)?ratified\b|\b(?:into\s+force|into\s+effect|t(?:akes?|ook)\s+effect)\s+for\s+(?:the\s+)?(?-i:\p{Lu})|\bconference\s+of\s+(?:the\s+)?parties\b|\b(?:open(?:s|ed)?|stays\s+open)\s+for\s+(?:signature|accession)\b",
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
        tally.count(2, self.two.find_iter(text).count());
        tally.count(3, self.three.find_iter(text).count());
        for more in self.more.captures_iter(text) {
            let number = more["number"].to_lowercase();
            if let Some(at) = MORE.iter().position(|m| **m == number) {
                tally.count(at + 4, 1);
            }
        }
        // "The eight states ratified it": they are a closed group. "Forty states have acceded to a
        // protocol": to another paper.
        let open = || {
            let mut many = self.open.captures_iter(text).filter(|c| c.name("known").is_none());
            many.any(|c| !self.other_paper.is_match(&text[c.get_match().end()..]))
        };
        tally.open |= !is_title && open();
        tally.titled |= is_title && self.instrument_in.is_match(text);
        let mut members: Vec<Member> = Vec::new();
        let mut known: Vec<String> = Vec::new();
        for name in names.iter().filter(|n| n.span.start >= dateline) {
            let Some(mut codes) = codes(codebook, parties, text, name) else { continue };
            codes.retain(|c| !TERRITORIES.contains(&c.as_str()));
            let people = matches!(name.named, Named::Demonym(_));
            if codes.is_empty() || self.bystanders.is(text, &name.span, people) {
                continue;
            }
            if let [one] = &codes[..] {
                // A state counts once a clause.
                let again = known.contains(one);
                let weight = self.signers.own(text, &name.span) + if again { 0 } else { MENTION };
                tally.state(one, weight, is_title);
                known.push(one.clone());
            }
            members.push((name.span.clone(), codes));
        }
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
            // "the treaties (A–B) and (A–C)" are one set of treaties.
            if plain == Plainness::Stated {
                for other in &runs[at + 1..] {
                    if self.plainness(text, other, is_title) == Some(plain)
                        && other.codes.iter().any(|c| codes.contains(c))
                    {
                        codes.extend(other.codes.iter().cloned());
                    }
                }
            }
            tally.group(codes, plain);
        }
        if !is_title {
            runs.iter().filter(|r| r.names > 1).for_each(|r| tally.listed(&r.codes));
        }
        let signing = self.signers.groups(text, &members);
        if signing.is_empty() && self.signers.refer_back(text, &members) {
            tally.told_again(Plainness::Acting);
        }
        for (codes, plain) in signing {
            tally.group(codes, if is_title { Plainness::InTitle } else { plain });
        }
        if let Some(together) = runs.iter().rev().find(|r| (2..=FEW).contains(&r.codes.len())) {
            tally.named_together(&together.codes);
        }
    }

    /// Names that stand one after another. A group whose members follow in brackets is these.
    fn runs(&self, text: &str, members: &[Member]) -> Vec<Run> {
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
        let between = self.between.find(before).filter(|m| {
            let before = &before[..m.start()];
            !self.quarrel.is_match(before) || self.ended.is_match(before)
        });
        let signing = self.opening.is_match(before) && self.sign.is_match(after);
        if self.listed.is_match(before) {
            Some(Plainness::Listed)
        } else if is_title
            && (named || between.is_some() || signing || self.instrument_after.is_match(after))
        {
            Some(Plainness::InTitle)
        } else if named
            || self.signed_by.is_match(before)
            || between.is_some_and(|m| {
                let before = &before[..m.start()];
                self.instrument.is_match(before) || self.ended.is_match(before)
            })
        {
            Some(Plainness::Stated)
        } else {
            between.map(|_| Plainness::Together)
        }
    }
}

/// The states that a name stands for: one, or the members of a group that concludes treaties.
pub(super) fn codes(
    codebook: &Codebook,
    parties: &Parties,
    text: &str,
    name: &Name,
) -> Option<Vec<String>> {
    let country = match name.named {
        Named::Country(i) | Named::Demonym(i) | Named::Leader(i) => i,
        Named::Capital(i) if parties.capitals().is_government(text, &name.span) => i,
        Named::Institution(i) | Named::Acronym(i) => {
            let body = &codebook.institutions[i];
            // Who reports is no party.
            if body.r#type == "media" {
                return None;
            }
            if !body.members.is_empty() {
                return Some(body.members.clone());
            }
            return body.country.clone().map(|c| vec![c]);
        }
        _ => return None,
    };
    Some(vec![codebook.countries[country].code.clone()])
}
