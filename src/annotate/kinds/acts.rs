//! Acts in a treaty's life, as a report tells them: done, dated, or only set for a day.

use std::ops::Range;

use regex::Regex;

use super::{
    super::rule::rule,
    main_verb::MainVerb,
    verb_group::Tense,
    words::{ACTS, NOMINAL},
};
use crate::model::{Annotations, DateEvent, Edtf};

/// Finds acts. Built once.
pub(super) struct Acts {
    act: Regex,
    nominal: Regex,
    opening: Regex,
    entry: Regex,
    condition: Regex,
    relative: Regex,
    entering: Regex,
}

impl Acts {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            act: rule(&format!(
                r"(?i)\b(?:(?:has|have|had|was|were|been)\s+(?:\w+\s+){{0,2}}?)?(?:{ACTS})\b|\b(?:ratification|approval|signing|signature|adoption|entry\s+into\s+force)\s+(?:of|by)\b"
            ))?,
            // An entry of a list: "Dispatch of the cabinet, 3 May 2024".
            nominal: rule(&format!(r"^\W*(?:{NOMINAL})\s+(?:of|by|to)\s[^.]*\d{{4}}\)?$"))?,
            // A heading: "Accession of the United Kingdom".
            opening: rule(
                r"(?i)^\W*(?:accession|ratification|signing|signature|adoption|denunciation|withdrawal|entry\s+into\s+force|conclusion)\b.",
            )?,
            // "26 January 2021 – Moscow and Washington exchange notes", "Signed: 16 July 2023".
            entry: rule(
                r"^\W*(?:(?:(?:\d{1,2}\s+)?\p{Lu}\p{Ll}+\.?\s*(?:to|–|-)\s*)?(?:\d{1,2}\s+)?(?:(?:Early|Late|Mid)[\s-])?\p{Lu}\p{Ll}+\.?(?:\s+\d{1,2},)?\s+\d{4}|(?:Early|Late|Mid)[\s-]\d{4}|\d{4}(?:-\d{2}){0,2}|\d{1,2}[./]\d{1,2}[./]\d{4})\s*[–—:-]\s*\S|^\p{Lu}\p{L}+(?:\s\p{L}+)?:\s[^.]*\d{4}|\b\d+\s+(?:votes\s+)?in\s+favou?r\b|\((?:\p{Lu}\p{Ll}{2,8}\.?\s*\d{1,2}|\d{1,2}\s+\p{Lu}\p{Ll}{2,8}\.?)\)\.?$",
            )?,
            // "Once it is ratified" reports no act.
            condition: rule(
                r"(?i)\b(?:once|if|unless|until|as\s+soon\s+as|provided)\b[^,;]{0,60}$",
            )?,
            relative: rule(r"\b(?:that|which|who|whom|where)\b")?,
            entering: rule(
                r"(?i)\b(?:will|is\s+to|are\s+to|is\s+due\s+to)\s+(?:come|enter|take|become)\b",
            )?,
        })
    }

    /// Where the first act is told that has been done.
    pub(super) fn first(&self, text: &str) -> Option<Range<usize>> {
        let denied = |before: &str| {
            let last = before.trim_end().rsplit(' ').next().unwrap_or_default();
            ["not", "never", "nor"].contains(&last)
        };
        let mut acts = self.act.find_iter(text).filter(|m| !m.as_str().contains(" to be "));
        acts.find(|m| {
            let before = &text[..m.start()];
            // "signed but not ratified" is where things stand.
            let half = text[m.end()..].starts_with(" but not");
            let never = m.as_str().split(' ').any(|word| ["not", "never"].contains(&word));
            !self.condition.is_match(before) && !denied(before) && !never && !half
        })
        .map(|m| m.range())
    }

    /// Whether a line is an entry of a chronology or list, or the heading of one: "Withdrawal takes effect
    /// after a year" is none.
    pub(super) fn is_entry(&self, text: &str, main: Option<&MainVerb<'_>>) -> bool {
        let noun = main.is_none_or(|v| v.tense == Tense::Past) && self.opening.is_match(text);
        noun || self.entry.is_match(text) || self.nominal.is_match(text)
    }

    /// Whether an act is told only of something that the main verb speaks of: "It was a treaty that ended
    /// a war."
    pub(super) fn is_aside(&self, text: &str, act: usize, main: &MainVerb<'_>) -> bool {
        main.head.end < act && self.relative.is_match(&text[main.head.end..act])
    }

    /// Whether a day is set on which the treaty will enter into force.
    pub(super) fn enters(&self, text: &str, read: &Annotations) -> bool {
        self.entering.is_match(text)
            && read.dates.iter().any(|d| {
                d.event == DateEvent::EntryIntoForce
                    && matches!(d.value, Edtf::On(date) if date.day().is_some())
            })
    }
}
