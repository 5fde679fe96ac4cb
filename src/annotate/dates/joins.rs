//! What two neighbouring dates are together: a range, one date in two calendars, or two dates of
//! which one lends the other its year.

use std::ops::Range;

use regex::Regex;

use super::{lexicon::Calendar, point::Point};
use crate::model::{Edtf, PartialDate};

/// A date with its value, before the words around it are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) span: Range<usize>,
    pub(super) value: Option<Edtf>,
    pub(super) calendar: Calendar,
    pub(super) rule: &'static str,
}

/// Words between dates farther apart than this don't join them.
const NEAR: usize = 48;

/// Reads what stands between two dates. Built once.
pub(super) struct Joins {
    range: Regex,
    and: Regex,
    lent: Regex,
    between: Regex,
    moved: Regex,
    same: Regex,
    old_style: Regex,
}

impl Joins {
    pub(super) fn new() -> Result<Self, regex::Error> {
        let the = r"(?:\s+(?:the|le|el|dem|den|de|l[’'])\s*)?";
        Ok(Self {
            range: Regex::new(&format!(
                r"(?i)^\.?\s*(?:[–—-]|to|un?til|till?|through|up\s+to|(?:up\s+)?to\s+and\s+including|au|jusqu[’']au|à|al?|hasta(?:\s+el)?|bis(?:\s+zum)?|tot(?:\s+en\s+met)?|até|по|до|تا|至|到){the}\s*$"
            ))?,
            and: Regex::new(&format!(r"(?i)^\.?\s*(?:and|et|y|und|en|e|и|و){the}\s*$"))?,
            lent: Regex::new(&format!(
                r"(?i)^\.?\s*(?:[–—/&,-]|,?\s*(?:and|or|et|ou|y|o|und|oder|en|of|e|и)|to|un?til|through|au|al?|bis|tot|по){the}\s*$"
            ))?,
            between: Regex::new(
                r"(?i)\b(?:between|entre|zwischen|tussen|tra|fra|между|بین)(?:\s+(?:the|le|el|dem|den|de|il))?\s*$",
            )?,
            // "moved from 2024 to 2025" is no time that lasted.
            moved: Regex::new(
                r"(?i)\b(?:postpon|mov|defer|delay|chang|extend|advanc|brought\s+forward|push|shift|rais|rose|cut|fell|increas|reduc)\w*\b[^.;]{0,24}\bfrom\s*$",
            )?,
            same: Regex::new(
                r"(?i)^\s*[,(=/;—–-]?\s*(?:(?:which\s+)?correspond(?:s|ing|ed)?(?:\s+(?:to|with))?|equivalent\s+to|equal(?:s|ling)?(?:\s+to)?|that\s+is|i\.?e\.?|or|being|correspondant\s+au|correspondiente\s+al|entsprechend|مطابق(?:\s+با)?|برابر(?:\s+با)?|موافق)?(?:\s+the)?\s*[,(=]?\s*$",
            )?,
            old_style: Regex::new(r"^\s*/\s*$")?,
        })
    }

    /// Lends years from right to left: "16 January and 3 March 2025".
    pub(super) fn lend(&self, text: &str, points: &mut [(Point, Range<usize>)]) {
        for i in (0..points.len().saturating_sub(1)).rev() {
            let [(a, left), (b, right)] = &mut points[i..i + 2] else { continue };
            if a.year.is_some() || b.calendar != a.calendar || b.month.is_none() {
                continue;
            }
            if right.start - left.end > NEAR || !self.lent.is_match(&text[left.end..right.start]) {
                continue;
            }
            // "15 December to 31 March 2025" begins in the year before.
            let turned = a.month > b.month && self.range.is_match(&text[left.end..right.start]);
            a.year = b.year.map(|y| y - i16::from(turned));
            a.weak &= a.year.is_none();
            if a.year.is_some() {
                a.rule = "shared-year";
            }
        }
    }

    /// Joins ranges and dual dates, left to right.
    pub(super) fn join(&self, text: &str, dates: Vec<Found>) -> Vec<Found> {
        let mut joined: Vec<Found> = Vec::with_capacity(dates.len());
        for b in dates {
            match joined.last_mut() {
                Some(a) if self.both(text, a, &b) => {
                    let gregorian = a.calendar == Calendar::Gregorian || b.value.is_none();
                    let old = self.old_style.is_match(&text[a.span.end..b.span.start]);
                    let value = if gregorian && !old { a.value } else { b.value };
                    let open = text[a.span.end..b.span.start].contains('(');
                    let closed = usize::from(open && text[b.span.end..].starts_with(')'));
                    let span = a.span.start..b.span.end + closed;
                    *a =
                        Found { span, value, calendar: Calendar::Gregorian, rule: "dual-calendar" };
                }
                Some(a) => match self.range(text, a, &b) {
                    Some(value) => {
                        let span = a.span.start..b.span.end;
                        let value = Some(value);
                        *a = Found { span, value, calendar: Calendar::Gregorian, rule: "range" };
                    }
                    None => joined.push(b),
                },
                None => joined.push(b),
            }
        }
        joined
    }

    /// Whether two dates are one day in two calendars, or written twice.
    fn both(&self, text: &str, a: &Found, b: &Found) -> bool {
        if b.span.start - a.span.end > NEAR {
            return false;
        }
        let gap = &text[a.span.end..b.span.start];
        let calendars = a.calendar != b.calendar;
        let again = a.value == b.value && a.value.is_some() && !matches!(a.rule, "range" | "year");
        // A comma or dash alone also stands between two dates of a list.
        let told = !gap.trim_matches([' ', ',', ';', '–', '—', '-']).is_empty();
        if (calendars && !gap.trim().is_empty()) || (again && told) {
            return self.same.is_match(gap);
        }
        // "5/17 May 1868": the Julian and the Gregorian day.
        match (a.value, b.value) {
            (Some(Edtf::On(x)), Some(Edtf::On(y))) if self.old_style.is_match(gap) => {
                y.year() < 1930 && days_apart(x, y).is_some_and(|n| (10..=13).contains(&n))
            }
            _ => false,
        }
    }

    fn range(&self, text: &str, a: &Found, b: &Found) -> Option<Edtf> {
        let (Some(Edtf::On(from)), Some(Edtf::On(to))) = (a.value, b.value) else { return None };
        if b.span.start - a.span.end > NEAR || from.bounds().0 >= to.bounds().0 {
            return None;
        }
        let gap = &text[a.span.end..b.span.start];
        let start = text.ceil_char_boundary(a.span.start.saturating_sub(64));
        let before = &text[start..a.span.start];
        let slash = gap == "/" && a.rule != "day-first";
        let ranged = slash
            || (self.range.is_match(gap) && !self.moved.is_match(before))
            || (self.and.is_match(gap) && self.between.is_match(before));
        ranged.then_some(Edtf::Between(from, to))
    }
}

fn days_apart(a: PartialDate, b: PartialDate) -> Option<i32> {
    let day = |d: PartialDate| d.to_string().parse::<jiff::civil::Date>().ok();
    (day(b)? - day(a)?).get_days().into()
}
