//! Who says so: a speaker named in the sentence, or a publisher named at its end.

use std::ops::Range;

use regex::Regex;

use super::dates::Dates;
use crate::model::Edtf;

/// Verbs of speaking, in the forms that take a speaker before them.
const VERBS: &str = "said|says|told|announced|announces|stated|stressed|stresses|highlighted|emphasi[sz]ed|underlined|declared|noted|added|claimed|argued|warned|confirmed|reiterated|explained|affirmed|insisted|recalled|described|hailed|accused|urged|praised|critici[sz]ed|condemned|welcomed|dismissed|denied|acknowledged|admitted|predicted|vowed|conceded|replied|wrote";

/// A speaker in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Speaker {
    /// The words that name them.
    pub(super) span: Range<usize>,
}

/// A publisher and a date in parentheses at the end of a sentence: "(TASS, 8 April 2025)".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attribution {
    pub(super) span: Range<usize>,
    pub(super) publisher: String,
    pub(super) on: Option<Edtf>,
}

/// Finds who says so. Built once.
pub(super) struct Speech {
    according: Regex,
    speaker: Regex,
    inverted: Regex,
    attribution: Regex,
}

impl Speech {
    pub(super) fn new() -> Result<Self, regex::Error> {
        let name = r"(?:[\p{Lu}][\w’'.-]*|both|the two|state media)(?:\s+(?:of|for|the|and|to|legislative|foreign|state|media|bodies|chambers|houses|ministry|ministers?|officials?|spokes\w+|presidents?|parliament|government|sides|leaders|ambassador|[\p{Lu}][\w’'.-]*)){0,8}";
        Ok(Self {
            according: Regex::new(&format!(
                r"(?i:\baccording to)\s+(?i:an?\s+)?(?i:(?:joint\s+)?(?:statements?|announcements?|reports?|letters?)\s+(?:from|by|of)\s+)?(?i:the\s+)?(?P<who>{name})"
            ))?,
            speaker: Regex::new(&format!(
                r"\b(?P<who>{name})(?:\s*\([^()]{{1,40}}\))?(?:,[^,]{{1,60}},)?\s+(?:also\s+|has\s+|have\s+|had\s+|on\s+\w+day\s+)?(?:{VERBS})\b"
            ))?,
            // “It works,” said the minister.
            inverted: Regex::new(&format!(
                r#"[”"’']\s+(?:{VERBS})\s+(?:(?:the|an?)\s+)?(?P<who>{name}|\p{{Ll}}+(?:\s+\p{{L}}+){{0,3}})"#
            ))?,
            attribution: Regex::new(
                r"\((?P<who>\p{L}[^()]{1,100}?),\s+(?P<when>[^()]*\d{4}|date not recorded)\)\s*\.?\s*$",
            )?,
        })
    }

    /// The sentence's speaker, if someone speaks in it.
    pub(super) fn speaker(&self, text: &str) -> Option<Speaker> {
        let captures = self
            .according
            .captures(text)
            .or_else(|| self.speaker.captures(text))
            .or_else(|| self.inverted.captures(text))?;
        let who = captures.name("who")?;
        // "according to this newspaper" names nobody.
        (who.as_str().len() > 2).then(|| Speaker { span: who.range() })
    }

    /// The publisher at the sentence's end, if one is named there.
    pub(super) fn attribution(&self, text: &str, dates: &Dates) -> Option<Attribution> {
        let captures = self.attribution.captures(text)?;
        let when = &captures["when"];
        let on = dates.find(when, None).first().map(|d| d.value);
        (on.is_some() || when.starts_with("date")).then(|| Attribution {
            span: captures.get(0).map_or(0..0, |m| m.range()),
            publisher: captures["who"].to_owned(),
            on,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speaker(text: &str) -> Option<String> {
        Speech::new().unwrap().speaker(text).map(|s| text[s.span].to_owned())
    }

    #[test]
    fn a_speaker_is_named_before_a_verb_of_speaking_or_after_according_to() {
        assert_eq!(
            speaker("It will last 20 years, Ambassador Kazem Jalali said.").as_deref(),
            Some("Ambassador Kazem Jalali")
        );
        assert_eq!(
            speaker("According to a statement from Iran’s Ministry of Foreign Affairs, it works.")
                .as_deref(),
            Some("Iran’s Ministry of Foreign Affairs")
        );
        assert_eq!(
            speaker("Both legislative bodies highlighted its scope.").as_deref(),
            Some("Both legislative bodies")
        );
        assert_eq!(speaker("Exchanges are also highlighted as key elements."), None);
    }

    #[test]
    fn a_publisher_with_a_date_may_stand_at_the_end() {
        let found = Speech::new()
            .unwrap()
            .attribution(
                "The State Duma ratified it on 8 April 2025 (TASS, 8 April 2025).",
                &Dates::new().unwrap(),
            )
            .unwrap();
        assert_eq!(
            (found.publisher.as_str(), found.on.unwrap().to_string().as_str()),
            ("TASS", "2025-04-08")
        );
    }
}
