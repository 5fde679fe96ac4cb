//! Claims that a treaty's text makes of itself: when and where it was signed, between whom, when it
//! enters into force, how long it lasts, how it is left, who keeps it and in which languages it holds.
//!
//! A text speaks of many instruments; only its preamble, its final clauses and its testimonium speak
//! of itself, and of these only what has it as the subject.

mod words;

use regex::Regex;

use self::words::COUNTS;
use super::{
    Codebook,
    names::{Name, Named},
    rule::rule,
};
use crate::model::{
    Annotations, Claim, DateEvent, DateMention, Edtf, Evidence, Kind, LANGUAGES, Property, Treaty,
};

/// One clause of a text with what was read in it.
pub(super) struct Reading<'a> {
    pub(super) text: &'a str,
    pub(super) kind: Kind,
    pub(super) annotations: &'a Annotations,
    pub(super) names: &'a [Name],
    pub(super) treaty: &'a Treaty,
}

/// Reads such claims. Built once.
pub(super) struct FinalClauses {
    entry: Regex,
    recital: Regex,
    depositary: Regex,
    deposited: Regex,
    languages: Regex,
    authentic: Regex,
    originals: Regex,
    notice: Regex,
}

impl FinalClauses {
    pub(super) fn new() -> Result<Self, regex::Error> {
        let own = r"(?:this|the present|the)\s+(?:\w+\s+){0,3}?(?:agreement|treaty|convention|protocol|pact|covenant|charter|statute|arrangement|memorandum|instrument)|it";
        let names: Vec<&str> = LANGUAGES.iter().map(|(name, _)| *name).collect();
        let language = names.join("|");
        Ok(Self {
            entry: rule(&format!(
                r"(?i)\b(?P<it>{own})\b[^.;:]{{0,50}}?\b(?:shall|will)\s+(?:also\s+|thereupon\s+)?(?:enter into force|come into (?:force|effect|operation)|take effect|become effective)\b[\s,]*(?P<when>[^;]*)"
            ))?,
            recital: rule(
                r"(?i)^\W*(?:\(?\w{1,4}\)\s*)?(?:considering|recalling|recogni[sz]ing|desir(?:ing|ous)|noting|having|wishing|convinced|believing|reaffirming|affirming|acknowledging|taking|bearing|mindful|conscious|determined|resolved|emphasi[sz]ing|in view|inspired|guided|seeking|whereas|considérant|désireux|rappelant|considerando|deseos|recordando|reconociendo)",
            )?,
            depositary: rule(
                r"(?P<who>\p{Lu}[^.;:]{2,120}?)\s+(?:shall (?:be|act as|serve as|perform the functions of)|is (?:hereby )?designated(?: as)?|is)\s+(?:the\s+)?(?i:depositary|depository)\b",
            )?,
            deposited: rule(
                r"(?i:deposited|deposit of [^.;]{0,60}?)\s+(?:in the archives of|with)\s+(?:the\s+)?(?P<who>(?-i:\p{Lu})[^.;:]*?)(?:,|[.;:]|\s+(?i:which|who|and shall|in accordance|shall|within|on or|by)\b|$)",
            )?,
            languages: rule(&format!(r"\b(?:{language})\b"))?,
            authentic: rule(
                r"(?i)\b(?:authentic|authoritative|equal validity|equally valid|originals?|duplicate|triplicate|copies|done (?:at|in)|prevail)\b",
            )?,
            originals: rule(
                r"(?i)\bin\s+(?:(?P<word>duplicate|triplicate|quadruplicate)|(?P<n>a single|one|two|three|four|five|six|seven|eight|\d{1,2})\s+(?:\(\w+\)\s+)?(?:\w+\s+){0,2}?(?:originals?|original copies|copies|original copy|exemplars?))\b",
            )?,
            notice: rule(
                r"(?i)\b(?:terminat|denounc|denunciation|withdraw|renounc|notice|cease|expir)",
            )?,
        })
    }

    /// The claims of a clause of a text.
    pub(super) fn read(&self, codebook: &Codebook, of: &Reading<'_>) -> Vec<Claim> {
        let mut claims = Vec::new();
        match of.kind {
            Kind::Preamble if !self.recital.is_match(of.text) => {
                parties(of, &mut claims);
                signature(of, &mut claims);
                titled(of, &mut claims);
            }
            Kind::Final => {
                self.in_force(of, &mut claims);
                self.lengths(of, &mut claims);
                self.kept(codebook, of, &mut claims);
                self.written(of, &mut claims);
            }
            Kind::Testimonium => {
                signature(of, &mut claims);
                self.written(of, &mut claims);
                self.kept(codebook, of, &mut claims);
            }
            _ => {}
        }
        claims
    }

    /// What has to happen for the treaty to enter into force, and the date where one is stated.
    fn in_force(&self, of: &Reading<'_>, claims: &mut Vec<Claim>) {
        let Some(captures) = self.entry.captures(of.text) else { return };
        let (Some(when), Some(it)) = (captures.name("when"), captures.name("it")) else { return };
        // "The Agreement as amended by a decision which shall enter into force" is about another thing.
        let between = &of.text[it.end()..when.start()];
        if ["which", "that ", "amend", "decision", "accession"].iter().any(|w| between.contains(w))
        {
            return;
        }
        let words = when.as_str();
        let sentence = sentence_end(words);
        let on = of.annotations.dates.iter().find(|d| {
            is_day(d.value)
                && d.evidence
                    .iter()
                    .any(|e| e.start >= when.start() && e.end <= when.start() + sentence)
        });
        let stated = on.filter(|d| d.evidence.iter().all(|e| e.start <= when.start() + 12));
        if let Some(date) = stated {
            claims.push(dated(Property::EntryIntoForce, date));
        }
        let words = words[..sentence].trim();
        if words.len() > 8 && stated.is_none_or(|_| words.len() > 40) {
            let start = captures.get(0).map_or(when.start(), |m| m.start());
            let evidence = Evidence::of(of.text, start, when.start() + sentence);
            let short = shortened(words);
            claims.push(claim(Property::EntryIntoForceRule, &short, &short, vec![evidence]));
        }
    }

    /// How long it lasts, by how much it is extended and how long before a party has to give notice.
    fn lengths(&self, of: &Reading<'_>, claims: &mut Vec<Claim>) {
        for date in &of.annotations.dates {
            if !matches!(date.value, Edtf::Duration { .. }) {
                continue;
            }
            match date.event {
                DateEvent::Duration => claims.push(dated(Property::Duration, date)),
                DateEvent::Extension => claims.push(dated(Property::Extension, date)),
                DateEvent::Denunciation if self.notice.is_match(of.text) => {
                    claims.push(dated(Property::Notice, date));
                }
                _ => {}
            }
        }
        let expiry = of.annotations.dates.iter().filter(|d| d.event == DateEvent::Expiry);
        claims.extend(
            expiry
                .filter(|d| matches!(d.value, Edtf::On(_) | Edtf::By(_)) && d.rule != "year")
                .map(|d| dated(Property::Expiry, d)),
        );
    }

    /// With whom the treaty is deposited.
    fn kept(&self, codebook: &Codebook, of: &Reading<'_>, claims: &mut Vec<Claim>) {
        if !of.text.contains("eposit") {
            return;
        }
        for expression in [&self.depositary, &self.deposited] {
            let Some(who) = expression.captures(of.text).and_then(|c| c.name("who")) else {
                continue;
            };
            let words = who.as_str().trim();
            let lower = words.to_lowercase();
            let generic =
                ["depositary", "depository", "other", "each", "either", "it", "party", "parties"];
            if words.len() > 120
                || generic.iter().any(|g| lower.split_whitespace().any(|w| w == *g))
            {
                continue;
            }
            let inside = |n: &&Name| n.span.start >= who.start() && n.span.end <= who.end();
            let named: Vec<&Name> = of.names.iter().filter(inside).collect();
            let (value, label) = match named.iter().find_map(|n| known(codebook, n)) {
                Some((value, label)) if named.len() == 1 => (value, label),
                _ => {
                    (lower, words.trim_start_matches("The ").trim_start_matches("the ").to_owned())
                }
            };
            let evidence = Evidence::of(of.text, who.start(), who.start() + words.len());
            claims.push(claim(Property::Depositary, &value, &label, vec![evidence]));
            return;
        }
    }

    /// In which languages it is authentic and how many originals there are.
    fn written(&self, of: &Reading<'_>, claims: &mut Vec<Claim>) {
        if !self.authentic.is_match(of.text) {
            return;
        }
        let mut told: Vec<&str> = Vec::new();
        let speaks = of.text.contains("language") || of.text.contains("text");
        for m in self.languages.find_iter(of.text).filter(|_| speaks) {
            let Some((name, code)) = LANGUAGES.iter().find(|(name, _)| *name == m.as_str()) else {
                continue;
            };
            if !told.contains(code) {
                told.push(code);
                let evidence = Evidence::of(of.text, m.start(), m.end());
                claims.push(claim(Property::Language, code, name, vec![evidence]));
            }
        }
        let Some(captures) = self.originals.captures(of.text) else { return };
        let word = captures.name("word").or_else(|| captures.name("n"));
        let (Some(whole), Some(word)) = (captures.get(0), word) else { return };
        let lower = word.as_str().to_lowercase();
        let number = COUNTS.iter().find(|(w, _)| *w == lower).map_or(lower.as_str(), |(_, n)| n);
        let label =
            if number == "1" { "1 original".to_owned() } else { format!("{number} originals") };
        let evidence = Evidence::of(of.text, whole.start(), whole.end());
        claims.push(claim(Property::Originals, number, &label, vec![evidence]));
    }
}

/// Who concludes the treaty: the parties that the words before the recitals name.
fn parties(of: &Reading<'_>, claims: &mut Vec<Claim>) {
    for party in &of.annotations.parties {
        if party.rule == "name" && of.treaty.parties.contains(&party.code) {
            claims.push(claim(Property::Party, &party.code, &party.name, party.evidence.clone()));
        }
    }
}

/// When and where it was signed.
fn signature(of: &Reading<'_>, claims: &mut Vec<Claim>) {
    let signed = |d: &&DateMention| {
        d.event == DateEvent::Signature && is_day(d.value) && d.rule != "inferred-year"
    };
    let Some(date) = of.annotations.dates.iter().find(signed) else { return };
    claims.push(dated(Property::Signature, date));
    claims.extend(
        of.annotations
            .places
            .first()
            .map(|p| claim(Property::Place, &p.name, &p.name, p.evidence.clone())),
    );
}

/// The title, where it stands in a clause.
fn titled(of: &Reading<'_>, claims: &mut Vec<Claim>) {
    let title = of.treaty.title.to_lowercase();
    let lower = of.text.to_lowercase();
    if title.len() > 12
        && lower.len() == of.text.len()
        && let Some(at) = lower.find(&title)
    {
        let evidence = Evidence::of(of.text, at, at + title.len());
        claims.push(claim(Property::Title, &of.treaty.title, &of.treaty.title, vec![evidence]));
    }
}

/// Whether a value is one day.
fn is_day(value: Edtf) -> bool {
    matches!(value, Edtf::On(date) if date.bounds().0 == date.bounds().1)
}

/// A country's code or a body's slug with its name.
fn known(codebook: &Codebook, name: &Name) -> Option<(String, String)> {
    match name.named {
        Named::Country(i) => {
            Some((codebook.countries[i].code.clone(), codebook.countries[i].name.clone()))
        }
        Named::Institution(i) | Named::Acronym(i) => {
            let body = &codebook.institutions[i];
            Some((body.slug.to_string(), body.name.clone()))
        }
        _ => None,
    }
}

/// Where the first sentence of `words` ends; a stop after a short word is an abbreviation's.
fn sentence_end(words: &str) -> usize {
    words
        .match_indices('.')
        .find(|(at, _)| {
            let before =
                words[..*at].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            let after = &words[at + 1..];
            (after.is_empty() || after.starts_with(char::is_whitespace)) && before.len() > 2
        })
        .map_or(words.trim_end().len(), |(at, _)| at)
}

/// At most 160 characters, cut at a word.
fn shortened(words: &str) -> String {
    let folded = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if folded.chars().count() <= 160 {
        return folded;
    }
    let end = folded.char_indices().nth(160).map_or(folded.len(), |(at, _)| at);
    let cut = folded[..end].rfind(' ').unwrap_or(end);
    format!("{}…", folded[..cut].trim_end_matches([',', ';']))
}

/// What a text says, the treaty says itself, and on no date but its own.
fn claim(property: Property, value: &str, label: &str, evidence: Vec<Evidence>) -> Claim {
    Claim {
        property,
        actor: None,
        actor_name: None,
        value: value.to_owned(),
        value_label: label.to_owned(),
        asserted_by: None,
        asserted_on: None,
        evidence,
    }
}

fn dated(property: Property, date: &DateMention) -> Claim {
    claim(property, &date.value.to_string(), &date.value.words(), date.evidence.clone())
}
