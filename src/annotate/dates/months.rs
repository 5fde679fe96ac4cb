//! Dates around the name of a month: "2 October 2025", "this sixth day of May, one thousand nine
//! hundred and thirty-five", "May 6th, 1935", "2026 January 20", "27 Dey 1403".

use super::{
    lexicon::{Calendar, EN, Langs, Sense},
    lists::is_joint,
    numbers::{Compounds, Read, ending_before, starting_at, year_at},
    point::Point,
    tokens::{Shape, Tokens},
    years::is_amount,
};

/// More small words than this don't stand inside a date: "of the year of our Lord".
const FILLERS: usize = 7;

/// Words that may stand alone between month and year.
const OF: [&str; 10] = ["of", "de", "del", "do", "dell", "des", "von", "van", "ماه", "سال"];

/// English words before a bare month that make it a time.
const TIMES: [&str; 9] = ["in", "since", "until", "till", "by", "early", "late", "mid", "during"];

/// Parts of a month: "the end of June".
const PARTS: [&str; 5] = ["beginning", "start", "middle", "end", "course"];

/// Reads around months.
pub(super) struct Months<'a> {
    pub(super) tokens: &'a Tokens<'a>,
    pub(super) compounds: &'a Compounds,
}

/// A month's name and what it allows.
pub(super) struct Name {
    pub(super) at: usize,
    month: i8,
    calendar: Calendar,
    pub(super) langs: Langs,
    /// In small letters, where English writes a capital.
    small: bool,
}

impl Months<'_> {
    /// The dates whose month is the token at `at`; tokens before `from` belong to others. Several
    /// where days share the month: "14 and 15 January 2025".
    pub(super) fn around(&self, at: usize, from: usize) -> Vec<Point> {
        let Some(token) = self.tokens.get(at) else { return Vec::new() };
        let Some((month, calendar, langs)) = token.month() else { return Vec::new() };
        let small = langs & !EN == 0 && token.text.starts_with(char::is_lowercase);
        let name = Name { at, month, calendar, langs, small };
        let day_left = self.day_before(&name, from);
        let year_right = self.year_after(at + 1, langs);
        let year_left = ending_before(self.tokens, self.compounds, at, from, langs)
            .filter(|y| self.four_figures(y));
        let day_right = self.day_after(&name, year_left.is_some());
        let later_year = day_right.and_then(|d| self.year_after(d.next, langs));

        if let (Some(day), Some(year)) = (day_left, year_right) {
            let mut points = self.days_before(&name, day, from);
            let rule = name.rule("day-month-year", &[day, year]);
            points.push(name.point(day.first..year.next, Some(year), Some(day), rule));
            return points;
        }
        if let (Some(day), Some(year)) = (day_right, later_year) {
            let rule = name.rule("month-day-year", &[day, year]);
            return vec![name.point(at..year.next, Some(year), Some(day), rule)];
        }
        if let Some(day) = day_right
            && let Some((second, year)) = self.second_day(&name, day)
        {
            return vec![
                name.point(at..day.next, None, Some(day), "shared-year"),
                name.point(second.first..year.next, Some(year), Some(second), "month-day-year"),
            ];
        }
        if let (Some(year), Some(day)) = (year_left, day_right) {
            return vec![name.point(year.first..day.next, Some(year), Some(day), "year-month-day")];
        }
        if let Some(day) = day_left
            && let Some(year) = ending_before(self.tokens, self.compounds, day.first, from, langs)
                .filter(|y| self.four_figures(y))
        {
            return vec![name.point(year.first..at + 1, Some(year), Some(day), "year-month-day")];
        }
        if let Some(year) = year_right {
            if name.small && token.is_word(&["may", "march", "mar"]) {
                return Vec::new();
            }
            let rule = name.rule("month-year", &[year]);
            return vec![name.point(at..year.next, Some(year), None, rule)];
        }
        self.without_year(&name, day_left, day_right, from)
    }

    /// Dates that need a year from elsewhere.
    fn without_year(
        &self,
        name: &Name,
        day_left: Option<Read>,
        day_right: Option<Read>,
        from: usize,
    ) -> Vec<Point> {
        let token = self.tokens.get(name.at);
        // Only Gregorian months, and no Persian "می", which is also half a verb.
        if name.calendar != Calendar::Gregorian
            || token
                .is_some_and(|t| t.text.starts_with(|c: char| ('\u{600}'..='\u{6ff}').contains(&c)))
        {
            return Vec::new();
        }
        let before = name.at.checked_sub(1).and_then(|b| self.tokens.get(b));
        if name.small || self.recurs(name, day_right) {
            return Vec::new();
        }
        if let Some(day) = day_left {
            let mut points = self.days_before(name, day, from);
            points.push(name.point(day.first..name.at + 1, None, Some(day), "inferred-year"));
            return points;
        }
        // "In June 12 countries signed" names no day.
        let in_month = before.is_some_and(|t| t.is_word(&["in"]));
        if let Some(day) = day_right
            && !in_month
        {
            return vec![name.point(name.at..day.next, None, Some(day), "inferred-year")];
        }
        let timed = name.langs & EN != 0 && self.is_timed(name.at);
        if timed || self.leads_to_month(name.at + 1) {
            let mut point = name.point(name.at..name.at + 1, None, None, "inferred-year");
            point.weak = !timed;
            return vec![point];
        }
        Vec::new()
    }

    fn is_timed(&self, at: usize) -> bool {
        let capital = self.tokens.get(at).is_some_and(|t| t.text.starts_with(char::is_uppercase));
        let end = self.tokens.before(at, 1).is_some_and(|t| t.is_word(&["of"]))
            && self.tokens.before(at, 2).is_some_and(|t| t.is_word(&PARTS));
        let back = if self.tokens.before(at, 1).is_some_and(|t| t.is_mark('-')) { 2 } else { 1 };
        let of =
            self.tokens.get(at + 1).is_some_and(|t| t.is_word(&["of", "last", "this", "next"]))
                && !(at + 3..at + 6)
                    .any(|y| self.tokens.get(y - 1).is_some_and(|t| t.is_word(&["year"])));
        let timed = end || self.tokens.before(at, back).is_some_and(|t| t.is_word(&TIMES));
        capital && !of && timed
    }

    /// "1 January of each year" is a day of no year; which year "of that year" means, the text tells.
    fn recurs(&self, name: &Name, day_right: Option<Read>) -> bool {
        let next = day_right.map_or(name.at + 1, |d| d.next);
        let words =
            |at: usize, words: &[&str]| self.tokens.get(at).is_some_and(|t| t.is_word(words));
        let skip = usize::from(words(next, &["of", "in"]));
        words(next + skip, &["each", "every", "any", "such"])
            || (words(next + skip, &["the"]) && words(next + skip + 1, &["year"]))
    }

    fn leads_to_month(&self, at: usize) -> bool {
        let at = at + usize::from(self.tokens.get(at).is_some_and(|t| t.is_mark('.')));
        self.tokens.get(at).is_some_and(is_joint)
            && self.tokens.get(at + 1).is_some_and(|t| t.month().is_some())
    }

    /// The day before the month: "the 6th day of".
    fn day_before(&self, name: &Name, from: usize) -> Option<Read> {
        let mut end = name.at;
        for _ in 0..FILLERS {
            let Some(t) =
                end.checked_sub(1).filter(|e| *e >= from).and_then(|e| self.tokens.get(e))
            else {
                break;
            };
            let tight = t.is_mark('-') || t.is_mark('/') || t.is_mark('.');
            if t.means(Sense::DayMonth) || (tight && end >= 2 && self.tokens.touches_next(end - 2))
            {
                end -= 1;
            } else {
                break;
            }
        }
        // "2de juni": the ending is a small word too, and belongs to the figures.
        [end + 1, end].into_iter().filter(|e| *e <= name.at).find_map(|end| {
            let day = ending_before(self.tokens, self.compounds, end, from, name.langs)?;
            self.is_day(&day, name).then_some(day)
        })
    }

    fn day_after(&self, name: &Name, after_year: bool) -> Option<Read> {
        if name.langs & EN == 0 && !after_year {
            return None;
        }
        let mut at = name.at + 1;
        at += usize::from(self.tokens.get(at).is_some_and(|t| t.is_mark('.')));
        at += usize::from(self.tokens.get(at).is_some_and(|t| t.is_word(&["the"])));
        let day = starting_at(self.tokens, self.compounds, at, name.langs)?;
        let more = self.tokens.touches_next(day.next - 1)
            && self.tokens.get(day.next).is_some_and(|t| {
                t.is_mark(':') || t.is_mark('%') || (t.is_mark('.') && self.decimal(day.next))
            });
        let amount = self.tokens.get(day.next).is_some_and(|t| t.is_mark(','))
            && self.tokens.touches_next(day.next - 1)
            && self.decimal(day.next);
        (self.is_day(&day, name) && !more && !amount).then_some(day)
    }

    /// Whether figures follow a mark without a space: the rest of "2,000".
    fn decimal(&self, mark: usize) -> bool {
        self.tokens.touches_next(mark)
            && self.tokens.get(mark + 1).is_some_and(|t| matches!(t.shape, Shape::Figures { .. }))
    }

    pub(super) fn is_day(&self, day: &Read, name: &Name) -> bool {
        // "one of May's" is no day: English words for a day are ordinals.
        let english = day.words && day.langs & name.langs & !EN == 0;
        (1..=31).contains(&day.value)
            && (day.words || self.tokens.get(day.first).is_some_and(|t| t.figures(2).is_some()))
            && (!english || day.ordinal)
    }

    fn four_figures(&self, year: &Read) -> bool {
        !year.words
            && year.next == year.first + 1
            && (1000..2200).contains(&year.value)
            && self
                .tokens
                .get(year.first)
                .is_some_and(|t| matches!(t.shape, Shape::Figures { digits: 4, .. }))
    }

    /// The year after a month or day: ", 1935", "de dos mil", "in the year one thousand…".
    pub(super) fn year_after(&self, at: usize, langs: Langs) -> Option<Read> {
        let mut at = at;
        at += usize::from(self.tokens.get(at).is_some_and(|t| t.is_mark('.')));
        at += usize::from(
            self.tokens.get(at).is_some_and(|t| t.is_mark(',') || t.is_mark('-') || t.is_mark('/')),
        );
        let start = at;
        while at < start + FILLERS
            && let Some(t) = self.tokens.get(at)
            && (t.means(Sense::MonthYear)
                || t.means(Sense::YearWord)
                || t.is_mark('’')
                || t.is_mark('\''))
        {
            at += 1;
        }
        let words = &self.tokens.list[start..at];
        let named = words.iter().any(|t| t.means(Sense::YearWord));
        let alone = match words {
            [] => true,
            [one] => OF.contains(&one.text),
            _ => false,
        };
        if !named && !alone {
            return None;
        }
        let year = year_at(self.tokens, self.compounds, at, langs)?;
        (!is_amount(self.tokens, &year)).then_some(year)
    }
}

impl Name {
    fn rule(&self, figures: &'static str, parts: &[Read]) -> &'static str {
        match self.calendar {
            Calendar::SolarHijri => "solar-hijri",
            _ if parts.iter().any(|p| p.words) => "in-words",
            _ => figures,
        }
    }

    pub(super) fn point(
        &self,
        tokens: std::ops::Range<usize>,
        year: Option<Read>,
        day: Option<Read>,
        rule: &'static str,
    ) -> Point {
        Point {
            tokens,
            year: year.and_then(|y| i16::try_from(y.value).ok()),
            month: Some(self.month),
            day: day.and_then(|d| i8::try_from(d.value).ok()),
            calendar: self.calendar,
            rule,
            weak: false,
        }
    }
}
