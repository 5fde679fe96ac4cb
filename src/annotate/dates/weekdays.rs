//! Days that a report tells from the day on which it was written: "today", "on Wednesday".

use jiff::{ToSpan, civil::Weekday};
use regex::Regex;

use super::Dated;
use crate::{
    annotate::rule::rule,
    model::{Edtf, PartialDate},
};

/// Finds such days. Built once.
pub(super) struct Weekdays {
    days: Regex,
    before: Regex,
    after: Regex,
}

impl Weekdays {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            days: rule(
                r"\b(?:[Tt]oday|(?:[Oo]n\s+)?(?P<day>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b",
            )?,
            before: rule(
                r"(?i)\b(?:last|next|every|each|coming|until|by|from|good|black|easter)\s+$",
            )?,
            // "on Wednesday, 18 June": the day is told. "On Monday, when": what follows is no part of it.
            after: rule(
                r"(?i)^(?:[’']s|\s+(?:before|after|week)\b|,?\s+(?:\d|\p{Lu}\p{Ll}+\.?\s+\d)|,\s+(?:when|where|after|as|while|because)\b)",
            )?,
        })
    }

    /// The days that `text` tells in words, seen from the day on which it was written: of a weekday the
    /// last one, for agencies report what has happened.
    pub(super) fn find(&self, text: &str, written: PartialDate) -> Vec<Dated> {
        let Ok(today) = written.to_string().parse::<jiff::civil::Date>() else { return Vec::new() };
        let found = self.days.captures_iter(text).filter_map(|captures| {
            let whole = captures.get(0)?;
            let told = self.before.is_match(&text[..whole.start()])
                || self.after.is_match(&text[whole.end()..]);
            let back = match captures.name("day") {
                None => 0,
                Some(day) => today.weekday().since(weekday(day.as_str())?),
            };
            let day = today.checked_sub(i64::from(back).days()).ok()?;
            let value = PartialDate::new(day.year(), Some(day.month()), Some(day.day()))?;
            let span = whole.range();
            (!told).then_some(Dated { span, value: Edtf::On(value), rule: "weekday" })
        });
        found.collect()
    }
}

fn weekday(beginning: &str) -> Option<Weekday> {
    Some(match beginning {
        "Mon" => Weekday::Monday,
        "Tues" => Weekday::Tuesday,
        "Wednes" => Weekday::Wednesday,
        "Thurs" => Weekday::Thursday,
        "Fri" => Weekday::Friday,
        "Satur" => Weekday::Saturday,
        "Sun" => Weekday::Sunday,
        _ => return None,
    })
}
