//! Words that stand for all parties of the treaty: "both countries", the treaty as what the sentence is
//! about, "the treaty with Iran", and the act of signing, which takes all.

use std::ops::Range;

use regex::Regex;

use super::{bodies::Body, names::Name, rule::rule};

/// The treaty by a common noun, as a part of an expression.
pub(super) const TREATY: &str = r"(?:the|this|that|such an?)\s+(?:[\w’'-]+\s+){0,4}?(?:treat(?:y|ies)|accords?|agreements?|pacts?|conventions?|protocols?|charter|partnership|document|deals?|initiative|compact|memorandum|text|waiver|arrangements?)";

/// Finds such words. Built once.
pub(super) struct Referring {
    both: Regex,
    subject: Regex,
    counterpart: Regex,
    signing: Regex,
    another: Regex,
}

impl Referring {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            both: rule(
                r"(?i)\b(?:(?:both|(?:the|their|these|those)\s+(?:two|three|four|five))\s+(?:[\w-]+\s+)?|the\s+(?:(?:contracting|signatory|participating|partner|treaty|foreign|defen[cs]e|prime|trade|finance|energy|interior|justice)\s+)?)(?:countries|nations|states|sides|parties|capitals|peoples|governments|neighbou?rs|allies|leaders|presidents|signatories|partners|premiers|ministers)\b|\b(?:each|either|neither)\s+(?:of\s+the\s+)?(?:side|party|country|state|government|nation|partner|signatory)\b|\b(?:each\s+other|one\s+another)\b|\ball\s+(?:the\s+)?(?:\d+\s+)?(?:parties|signatories|members|sides)\b|\ball\s+\d+\s*(?:[(.,;)]|$)|\b(?:all|any|each|both|none|one)\s+of\s+(?:the\s+)?(?:two|three|four|five|them)\b|\ball\s+(?:three|four|five)\b|\bthe\s+other\s+(?:two|three|four|five)\b",
            )?,
            // The treaty as the sentence's subject: at its start, after one introductory phrase, or
            // after who says so.
            subject: rule(&format!(
                r#"^[“"‘']?(?:[\p{{Lu}}][^,;]{{0,80}},\s+|[\p{{Lu}}][^,;]{{0,80}}\s(?:said|says|told\s+\w+|stated|added|adds|noted|stressed)\s+(?:that\s+)?)?(?P<it>(?i:{TREATY}|it))\b(?P<verb>\s+\w+(?:\s+be|\s+enter|\s+run|\s+last)?|’s|$)"#
            ))?,
            // "the treaty with Iran" is a treaty between Iran and the other parties.
            counterpart: rule(
                r"(?i)\b(?:treaty|accord|agreement|pact|partnership|deal)\s+with\s+(?:the\s+)?$",
            )?,
            signing: rule(
                r"(?i)\b(?:(?:and|with|alongside|by)\b[^;]*?\b(?:signed|initialled|inked|signs?|initials?)\b|signed\s+by\b.*?\band\b|(?:signed|initialled|put\s+(?:his|her|their)\s+(?:names?|signatures?)\s+to)\b[^;]*\b(?:alongside|together\s+with)\b|put\s+their\s+(?:names|signatures)\b|(?:exchanged?|swap(?:ped)?)\s+(?:the\s+)?(?:instruments|notes|documents))\b",
            )?,
            another: rule(
                r"(?i)\b(?:laws?|bills?|decrees?|previous|earlier|predecessor|protocols|similar)\b",
            )?,
        })
    }

    /// "both countries" and the like.
    pub(super) fn both(&self, text: &str) -> Option<Range<usize>> {
        self.both.find(text).map(|m| m.range())
    }

    /// The words of a report's clause that stand for all parties, with the rule that knows them.
    pub(super) fn find(
        &self,
        text: &str,
        names: &[Name],
        bodies: &[Body],
    ) -> Option<(&'static str, Range<usize>)> {
        let counterpart = || {
            let name = names.iter().find(|n| self.counterpart.is_match(&text[..n.span.start]))?;
            Some(("counterpart", name.span.clone()))
        };
        // Who signs, signs with the others.
        let signing = || {
            let found = self.signing.find(text).filter(|_| !self.another.is_match(text));
            found.map(|m| ("signing", m.range()))
        };
        self.spoken_of(text, bodies).or_else(counterpart).or_else(signing)
    }

    /// The words that stand for all parties: "both countries", or the treaty as subject.
    fn spoken_of(&self, text: &str, bodies: &[Body]) -> Option<(&'static str, Range<usize>)> {
        let both = self.both(text).map(|span| ("both-parties", span));
        both.or_else(|| {
            let captures = self.subject.captures(text)?;
            let it = captures.name("it")?;
            // "Paris said it would act" speaks of who speaks.
            let verb = captures.name("verb").map_or("", |m| m.as_str().trim());
            let embedded = it.start() > 3 && it.as_str().eq_ignore_ascii_case("it");
            if embedded && !text[..it.start()].ends_with(", ") && OF_SPEAKERS.contains(&verb) {
                return None;
            }
            // "The Duma ratified the treaty" has another subject: a second article tells.
            let second = it
                .as_str()
                .split_whitespace()
                .skip(1)
                .any(|w| ["the", "a", "an", "this", "of"].contains(&w.to_lowercase().as_str()));
            let before_a_body = before_body(text, it.end(), bodies);
            (!second && !before_a_body).then(|| ("inherited", it.range()))
        })
    }
}

/// Verbs after which "it" is as likely who speaks as the treaty.
const OF_SPEAKERS: [&str; 12] = [
    "will", "would", "has", "had", "have", "was", "is", "did", "does", "wants", "hopes", "supports",
];

/// Whether the treaty is only what one state's body deals with: "the treaty was laid before
/// Parliament".
fn before_body(text: &str, after: usize, bodies: &[Body]) -> bool {
    const HANDED: [&str; 11] = [
        "laid before",
        "lie before",
        "lies before",
        "tabled in",
        "sent to",
        "submitted to",
        "presented to",
        "passed by",
        "referred to",
        "goes to",
        "goes before",
    ];
    let rest = &text[after..];
    let signed = ["signed", "force", "effect"].iter().any(|w| rest.contains(w));
    !signed && HANDED.iter().any(|w| rest.contains(w)) && bodies.iter().any(|b| b.country.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<&'static str> {
        Referring::new().unwrap().find(text, &[], &[]).map(|(rule, _)| rule)
    }

    #[test]
    fn both_sides_and_the_treaty_as_subject_stand_for_all_parties() {
        assert_eq!(found("Either side may leave."), Some("both-parties"));
        assert_eq!(found("Under its terms, the pact covers trade."), Some("inherited"));
        assert_eq!(found("The ministry said it covers trade."), Some("inherited"));
        assert_eq!(found("The ministry said it would act."), None);
        assert_eq!(found("The Duma ratified the treaty."), None);
    }

    #[test]
    fn who_signs_signs_with_the_others_except_a_law() {
        assert_eq!(found("Ms Diaz and Mr Ono signed it."), Some("signing"));
        assert_eq!(found("Ms Diaz and her aides signed the bill."), None);
    }
}
