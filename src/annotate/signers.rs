//! Who makes a treaty: the states that sign or conclude something together, or one of them with the
//! other.

use std::ops::Range;

use regex::Regex;

use super::{
    rule::rule,
    signatories::INSTRUMENT,
    tally::{FEW, Plainness},
};

/// A state that a clause names, or the members of a group: where, and alpha-3.
pub(super) type Member = (Range<usize>, Vec<String>);

/// Finds them. Built once.
pub(super) struct Signers {
    acts: Regex,
    passive: Regex,
    boundary: Regex,
    end: Regex,
    joint: Regex,
    listed: Regex,
    object: Regex,
    another: Regex,
    with: Regex,
    counterpart: Regex,
    side: Regex,
    pronoun: Regex,
    a_paper: Regex,
    own_act: Regex,
    own_duty: Regex,
}

impl Signers {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            acts: rule(
                r"(?i)\b(?:(?:co-)?sign(?:s|ed)?|initial(?:s|led|ed)|ink(?:s|ed)|conclude[sd]?|struck|strike|seal(?:s|ed)|clinch(?:es|ed)|reach(?:es|ed)|agree[sd]?|exchange[sd]?|swap(?:s|ped)|negotiated|put\s+(?:their|his|her)\s+(?:names?|signatures?|initials|seals?)|founded|established)\b",
            )?,
            passive: rule(r"(?i)\b(?:was|were|been|be|being|is|are)\s+(?:\w+\s+)?$")?,
            boundary: rule(
                r"(?i)[;:—–“”]|\b(?:that|which|when|after|before|since|because|while|whom?|where|said|says|told|but|although|until|if|once)\b|[.!?]\s",
            )?,
            end: rule(
                r"(?i)[;:—–“”]|\b(?:that|which|when|after|before|since|because|while|whom?|where|but|although|until|in\s+the\s+presence|witnessed|under\s+the\s+eyes)\b",
            )?,
            joint: rule(r"(?i),|&|/|–|-|\band\b|\balongside\b|\bas\s+well\s+as\b|\bwith\b")?,
            listed: rule(r"^(?:’s|'s)?\s*(?:[,;&]|,?\s*and\b)\s*(?:the\s+)?$")?,
            object: rule(&format!(
                r"(?i)\b(?:{INSTRUMENT}|declaration|charter|statute|document|text|papers?|instruments?|ratifications?|articles|ceasefire|armistice|it|one)\b"
            ))?,
            another: rule(
                r"(?i)^\W*(?:\w+\s+){0,4}?(?:similar|other|another|earlier|previous|amending|own|separate|several|many|parallel|laws?|bills?|decrees?|letters?|petition|cheque|contracts?|statements?)\b",
            )?,
            with: rule(r"(?i)^[^.;]{0,120}?\bwith\s+(?:the\s+)?$")?,
            counterpart: rule(&format!(
                r"(?i)(?P<before>\b[\w’'-]+\s+(?:[\w’'-]+\s+)?)(?:[\w’'-]+\s+){{0,3}}?{INSTRUMENT}\b[^.;,]{{0,40}}?\bwith\s+(?:the\s+)?$"
            ))?,
            side: rule(
                r"(?i)^\s+(?:side|delegation|negotiators?|party|counterparts?|colleagues?)\b",
            )?,
            pronoun: rule(r"(?i)\b(?:their|they|both|the\s+(?:two|three))\b")?,
            // "An accord between the three, signed in May": not what the report is about.
            a_paper: rule(&format!(
                r"(?i)^\W*(?:an?|another)\s+(?:[\w-]+\s+){{0,3}}?{INSTRUMENT}\s+(?:between|among|of|by)\b"
            ))?,
            // A state that is acting on the treaty by itself…
            own_act: rule(
                r"(?i)^(?:’s|'s)?\s+(?:[\w’'-]+\s+){0,5}?(?:ratif|approv(?:ed|es)|denounc(?:ed|es)|withdr[ae]w|notifi|acced|terminat|suspend|quits?\b|pull(?:s|ed)\s+out|walk(?:s|ed)\s+out|sign(?:s|ed)\b)",
            )?,
            // … or that is bound to something by it.
            own_duty: rule(
                r"(?i)^\s+(?:also\s+)?(?:would|will|must|shall|may|agree[sd]?|undert(?:akes?|ook)|pays?|paid|keeps?|kept|promise[sd]?|commit(?:s|ted)|gets?|gains?|gave|gives|grants?|ceded|cedes|recogni[sz]e[sd]?|renounced?|(?:has|have)\s+the\s+right)\b",
            )?,
        })
    }

    /// The groups that sign or conclude something in a clause; `members` are in text order.
    pub(super) fn groups(&self, text: &str, members: &[Member]) -> Vec<(Vec<String>, Plainness)> {
        let mut groups: Vec<(Vec<String>, Plainness)> = Vec::new();
        if members.len() < 2 {
            return groups;
        }
        for act in self.acts.find_iter(text) {
            let before = &text[..act.start()];
            let rest = &text[act.end()..];
            let upto = self.end.find(rest).map_or(text.len(), |m| act.end() + m.start());
            let from = self.boundary.find_iter(before).last().map_or(0, |m| m.end());
            let plainness = self.plainness(act.as_str(), before, &text[act.end()..upto]);
            // "signed on 3 May by Lima and Quito"
            let by = text[act.end()..upto].find(" by ").map(|at| act.end() + at);
            let subjects = match by {
                Some(by) => by..upto,
                None if self.passive.is_match(before) => continue,
                None => from..act.start(),
            };
            let here: Vec<&Member> = within(members, &subjects).collect();
            if let Some(codes) = self.together(text, &here) {
                groups.push((codes, plainness));
            } else if let Some((last, one)) = here.last().filter(|(_, c)| c.len() == 1)
                && let Some((_, other)) = within(members, &(act.end()..upto)).find(|(span, _)| {
                    span.start >= last.end && self.with.is_match(&text[act.end()..span.start])
                })
            {
                groups.push(([&one[..], other].concat(), plainness));
            }
        }
        groups.extend(self.counterparts(text, members));
        groups.extend(self.sides(text, members));
        groups
    }

    /// How plainly an act tells who is party: less where what is made is something else.
    fn plainness(&self, act: &str, before: &str, object: &str) -> Plainness {
        let signed = ["sign", "init", "ink", "co-s"]
            .iter()
            .any(|w| act.get(..w.len()).is_some_and(|a| a.eq_ignore_ascii_case(w)));
        let near = &object[..object.floor_char_boundary(object.len().min(100))];
        let whose = &before[before.ceil_char_boundary(before.len().saturating_sub(160))..];
        let made = signed || self.object.is_match(near) || self.object.is_match(whose);
        if made && !self.another.is_match(near) { Plainness::Acting } else { Plainness::Together }
    }

    /// The states of a subject that is one of several: "Chile's president and his Peruvian colleague".
    fn together(&self, text: &str, members: &[&Member]) -> Option<Vec<String>> {
        let mut codes: Vec<String> = Vec::new();
        let mut joined = false;
        let mut listed = true;
        for (at, (span, here)) in members.iter().enumerate() {
            if let Some(before) = at.checked_sub(1).and_then(|b| members.get(b))
                && here.iter().any(|c| !codes.contains(c))
            {
                let gap = &text[before.0.end..span.start];
                joined |= self.joint.is_match(gap);
                listed &= self.listed.is_match(gap);
            }
            for code in here {
                if !codes.contains(code) {
                    codes.push(code.clone());
                }
            }
        }
        (joined && codes.len() > 1 && (listed || codes.len() <= FEW)).then_some(codes)
    }

    /// "Russia denounced its tax treaty with the Netherlands".
    fn counterparts(&self, text: &str, members: &[Member]) -> Vec<(Vec<String>, Plainness)> {
        let mut groups = Vec::new();
        for (at, (span, other)) in members.iter().enumerate().skip(1) {
            let Some(found) = self.counterpart.captures(&text[..span.start]) else { continue };
            let start = found.get(0).map_or(0, |m| m.start());
            let what = found.name("before").map_or("", |m| m.as_str());
            let own = members[..at]
                .iter()
                .rev()
                .find(|(s, c)| c.len() == 1 && s.start <= start + what.len());
            let part = |from: usize| !text[from..start.max(from)].contains([';', '.']);
            if let Some((_, one)) = own.filter(|(s, c)| c != other && part(s.end)) {
                let plainness = if self.another.is_match(what) {
                    Plainness::Together
                } else {
                    Plainness::Acting
                };
                groups.push(([&one[..], other].concat(), plainness));
            }
        }
        groups
    }

    /// "From the Kazakh side… from the Hungarian side".
    fn sides(&self, text: &str, members: &[Member]) -> Option<(Vec<String>, Plainness)> {
        let sides: Vec<String> = members
            .iter()
            .filter(|(span, codes)| codes.len() == 1 && self.side.is_match(&text[span.end..]))
            .flat_map(|(_, codes)| codes.clone())
            .collect();
        (sides.len() == 2 && sides[0] != sides[1]).then_some((sides, Plainness::Acting))
    }

    /// Whether the signers are those that were named together before: "Their ministers signed it".
    pub(super) fn refer_back(&self, text: &str, members: &[Member]) -> bool {
        self.acts.find_iter(text).any(|act| {
            let before = &text[..act.start()];
            let from = self.boundary.find_iter(before).last().map_or(0, |m| m.end());
            self.plainness(act.as_str(), before, &text[act.end()..]) == Plainness::Acting
                && within(members, &(from..act.start())).next().is_none()
                && self.pronoun.is_match(&before[from..])
                && !self.a_paper.is_match(&before[from..])
        })
    }

    /// What speaks for the state named at `span` being a party, beyond that it is named.
    pub(super) fn own(&self, text: &str, span: &Range<usize>) -> usize {
        let after = &text[span.end..text.floor_char_boundary((span.end + 96).min(text.len()))];
        if self.own_act.is_match(after) || self.side.is_match(after) {
            3
        } else {
            usize::from(self.own_duty.is_match(after))
        }
    }
}

fn within<'a>(members: &'a [Member], part: &Range<usize>) -> impl Iterator<Item = &'a Member> {
    let part = part.clone();
    members.iter().filter(move |(s, _)| part.start <= s.start && s.end <= part.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(text: &str, names: &[(&str, &str)]) -> Vec<String> {
        let mut members: Vec<Member> = names
            .iter()
            .map(|(name, code)| {
                let start = text.find(name).unwrap();
                (start..start + name.len(), vec![(*code).to_owned()])
            })
            .collect();
        members.sort_by_key(|(span, _)| span.start);
        let found = Signers::new().unwrap().groups(text, &members);
        found.into_iter().map(|(codes, plain)| format!("{} {plain:?}", codes.join(" "))).collect()
    }

    #[test]
    fn who_signs_or_concludes_together_is_a_group() {
        let of = |text: &str| groups(text, &[("Chile", "CHL"), ("Peru", "PER")]);
        for text in [
            "It runs under a pact that Chile and Peru signed in Arica.",
            "When Chile’s president and his Peruvian colleague signed it, rain fell.",
            "It was signed on 3 May by Chile’s minister and her colleague from Peru.",
            "Chile has concluded a treaty on fishing with Peru.",
            "Chile denounced its fishing treaty with Peru.",
            "For the Chilean side spoke a clerk, for the Peruvian side the minister.",
        ] {
            let found = if text.contains("Chilean") {
                groups(text, &[("Chilean", "CHL"), ("Peruvian", "PER")])
            } else {
                of(text)
            };
            assert_eq!(found.first().map(String::as_str), Some("CHL PER Acting"), "{text}");
        }
    }

    #[test]
    fn many_sign_together_where_they_are_named_one_after_another() {
        let names =
            [("Chile", "CHL"), ("Peru", "PER"), ("Chad", "TCD"), ("Mali", "MLI"), ("Fiji", "FJI")];
        assert_eq!(
            groups("Chile, Peru, Chad, Mali and Fiji signed the treaty.", &names),
            ["CHL PER TCD MLI FJI Acting"]
        );
        assert!(
            groups("Chile, with Peru’s help in Chad, and Mali and Fiji signed it.", &names)
                .is_empty()
        );
    }

    #[test]
    fn who_signs_something_else_or_has_it_signed_elsewhere_is_none() {
        let names = [("Chile", "CHL"), ("Peru", "PER")];
        assert_eq!(
            groups("Chile and Peru signed similar protocols.", &names),
            ["CHL PER Together"]
        );
        assert!(groups("Chile said that Peru signed it.", &names).is_empty());
    }
}
