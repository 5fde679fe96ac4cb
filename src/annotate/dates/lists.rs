//! Several days that share a month or a year: "1 to 5 May 2019", "January 16 and 17, 2025".

use super::{
    months::{Months, Name},
    numbers::{Read, ending_before, starting_at},
    point::Point,
    tokens::{Shape, Token},
};

/// Words before the first of several days: "on 14 and 15 May", but not "Article 4 and 5 May".
const OPENERS: [&str; 30] = [
    "on", "the", "of", "from", "between", "to", "until", "and", "since", "le", "les", "du", "des",
    "au", "entre", "el", "los", "del", "vom", "am", "den", "der", "zwischen", "van", "op", "de",
    "tussen", "dal", "dia", "с",
];

/// A word or mark that joins two dates.
pub(super) fn is_joint(token: &Token<'_>) -> bool {
    matches!(token.shape, Shape::Mark('–' | '—' | '-' | '/' | '&'))
        || token.is_word(&[
            "to", "and", "or", "through", "until", "et", "au", "y", "al", "und", "bis", "en",
            "tot", "e", "a", "и", "по",
        ])
}

impl Months<'_> {
    /// Days that share the month after them: "1 to 5 May", "14, 15 and 16 May".
    pub(super) fn days_before(&self, name: &Name, day: Read, from: usize) -> Vec<Point> {
        let mut points = Vec::new();
        let mut first = day.first;
        let mut list = false;
        for _ in 0..5 {
            let Some(joint) = first.checked_sub(1).filter(|j| *j > from) else { break };
            // "between the 1st and the 5th of May"
            let skip = usize::from(
                self.tokens.get(joint).is_some_and(|t| t.is_word(&["the", "le", "el", "der"])),
            );
            let joint = joint - skip.min(joint);
            let Some(token) = self.tokens.get(joint) else { break };
            let comma = token.is_mark(',') && list;
            if !comma && !is_joint(token) {
                break;
            }
            // "vom 1. bis 5. Mai"
            let dot = usize::from(self.tokens.before(joint, 1).is_some_and(|t| t.is_mark('.')));
            let Some(other) =
                ending_before(self.tokens, self.compounds, joint - dot, from, name.langs)
                    .filter(|d| self.is_day(d, name))
            else {
                break;
            };
            let opened = other
                .first
                .checked_sub(1)
                .and_then(|o| self.tokens.get(o))
                .is_none_or(|t| t.is_mark(',') || t.is_mark('(') || t.is_word(&OPENERS));
            if !opened {
                break;
            }
            points.push(name.point(other.first..other.next, None, Some(other), "shared-year"));
            first = other.first;
            list = true;
        }
        points.reverse();
        points
    }

    /// "January 16 and 17, 2025": the second day with the year.
    pub(super) fn second_day(&self, name: &Name, day: Read) -> Option<(Read, Read)> {
        self.tokens.get(day.next).filter(|t| is_joint(t))?;
        let second = starting_at(self.tokens, self.compounds, day.next + 1, name.langs)?;
        let year = self.year_after(second.next, name.langs)?;
        self.is_day(&second, name).then_some((second, year))
    }
}
