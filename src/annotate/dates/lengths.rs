//! Lengths of time: "a period of twenty (20) years", "five years and six months", "thirty days".

use super::{
    lexicon::{ALL, EN, FR, Langs, Unit},
    numbers::{Compounds, Read, ending_before, starting_at},
    tokens::{Shape, Tokens},
};
use crate::model::Edtf;

/// Adjectives between a number and its unit.
const ADJECTIVES: [&str; 12] = [
    "consecutive",
    "calendar",
    "full",
    "successive",
    "working",
    "further",
    "additional",
    "more",
    "other",
    "whole",
    "business",
    "sitting",
];
/// After these a length says how long before or after something else.
const NOT_LENGTHS: [&str; 4] = ["ago", "old", "later", "earlier"];

/// The length whose unit is the token at `at`, with the tokens it takes; `from` bounds it.
pub(super) fn at(
    tokens: &Tokens<'_>,
    compounds: &Compounds,
    at: usize,
    from: usize,
) -> Option<(std::ops::Range<usize>, Edtf)> {
    let (unit, langs) = tokens.get(at)?.unit()?;
    let words = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|t| t.is_word(words));
    // "two and a half years"
    let half = at >= from + 3
        && words(at - 1, &["half"])
        && words(at - 2, &["a"])
        && words(at - 3, &["and"]);
    let n = number_before(tokens, compounds, at - if half { 3 } else { 0 }, from, langs)?;
    let mut total = Amounts::default();
    total.add(n.value, unit)?;
    let mut next = at + 1;
    if half {
        total.half(unit)?;
    } else if let Some((end, more)) = more(tokens, compounds, next, unit) {
        total.add(more.0, more.1)?;
        next = end;
    }
    if tokens.get(next).is_some_and(|t| t.is_word(&NOT_LENGTHS)) {
        return None;
    }
    Some((n.first..next, total.value()?))
}

/// The length whose number starts at a token and whose unit is that of the one before: "runs for five
/// years and is renewed for another five".
pub(super) fn elided(
    tokens: &Tokens<'_>,
    compounds: &Compounds,
    at: usize,
    before: Edtf,
) -> Option<(std::ops::Range<usize>, Edtf)> {
    const BEHIND: [&str; 9] = ["unless", "if", "when", "each", "once", "and", "but", "after", "at"];
    let more = tokens.before(at, 1)?;
    let further =
        more.is_word(&["further"]) && tokens.before(at, 2).is_some_and(|t| t.is_word(&["a"]));
    if !further && !more.is_word(&["another"]) {
        return None;
    }
    let n = starting_at(tokens, compounds, at, EN).filter(|n| !n.ordinal && n.value < 100)?;
    let alone = tokens.get(n.next).is_none_or(|t| {
        t.is_word(&BEHIND) || matches!(t.shape, Shape::Mark('.' | ',' | ';' | ')'))
    });
    let unit = match before {
        Edtf::Duration { months: 0, days: 0, .. } => Unit::Year,
        Edtf::Duration { years: 0, days: 0, .. } => Unit::Month,
        Edtf::Duration { years: 0, months: 0, .. } => Unit::Day,
        _ => return None,
    };
    let mut total = Amounts::default();
    total.add(n.value, unit).filter(|()| alone)?;
    Some((n.first..n.next, total.value()?))
}

fn number_before(
    tokens: &Tokens<'_>,
    compounds: &Compounds,
    at: usize,
    from: usize,
    langs: Langs,
) -> Option<Read> {
    let mut end = at;
    if tokens.before(end, 1).is_some_and(|t| t.is_mark('-') || t.is_word(&ADJECTIVES)) {
        end -= 1;
    }
    if end < at && tokens.before(end, 1).is_some_and(|t| t.is_mark('-')) {
        end -= 1;
    }
    if end < from {
        return None;
    }
    let article = tokens.before(end, 1).is_some_and(|t| t.is_word(&["a", "an"]));
    // A unit in the plural takes no article: "a years".
    if article && langs & EN != 0 && !tokens.get(at)?.text.ends_with(['s', 'S']) && end > from {
        return Some(Read {
            value: 1,
            first: end - 1,
            next: end,
            langs: EN,
            ordinal: false,
            words: true,
        });
    }
    let n = ending_before(tokens, compounds, end, from, langs)?;
    let short = n.words || tokens.get(n.first)?.figures(3).is_some();
    // "In 20 an agreement": the French word for a year is an English article.
    let article = tokens.get(at)?.is_word(&["an"]) && (langs & FR != 0) && !n.words;
    let decimal = n.first.checked_sub(1).is_some_and(|before| {
        tokens.touches_next(before)
            && tokens.get(before).is_some_and(|t| {
                matches!(t.shape, Shape::Mark('.' | ',' | '$' | '€' | '£') | Shape::Word)
            })
    });
    (short && !article && !decimal && !n.ordinal).then_some(n)
}

/// "and six months" after years.
fn more(
    tokens: &Tokens<'_>,
    compounds: &Compounds,
    at: usize,
    above: Unit,
) -> Option<(usize, (u16, Unit))> {
    let joint = tokens
        .get(at)
        .is_some_and(|t| t.is_mark(',') || t.is_word(&["and", "et", "y", "e", "und", "en"]));
    let first = at + usize::from(joint);
    let n = starting_at(tokens, compounds, first, ALL).filter(|n| !n.ordinal)?;
    let (unit, _) = tokens.get(n.next)?.unit()?;
    let smaller = matches!(
        (above, unit),
        (Unit::Year, Unit::Month | Unit::Week | Unit::Day) | (Unit::Month, Unit::Week | Unit::Day)
    );
    smaller.then_some((n.next + 1, (n.value, unit)))
}

#[derive(Default)]
struct Amounts {
    years: u16,
    months: u16,
    days: u16,
}

impl Amounts {
    fn add(&mut self, n: u16, unit: Unit) -> Option<()> {
        let (field, times) = match unit {
            Unit::Day => (&mut self.days, 1),
            Unit::Week => (&mut self.days, 7),
            Unit::Month => (&mut self.months, 1),
            Unit::Year => (&mut self.years, 1),
            Unit::Decade => (&mut self.years, 10),
            Unit::Century => (&mut self.years, 100),
        };
        *field = field.checked_add(n.checked_mul(times)?)?;
        Some(())
    }

    /// Adds half a year or month.
    fn half(&mut self, unit: Unit) -> Option<()> {
        match unit {
            Unit::Year => self.months = self.months.checked_add(6)?,
            Unit::Month => self.days = self.days.checked_add(15)?,
            Unit::Decade => self.years = self.years.checked_add(5)?,
            Unit::Century => self.years = self.years.checked_add(50)?,
            Unit::Day | Unit::Week => return None,
        }
        Some(())
    }

    fn value(&self) -> Option<Edtf> {
        let Self { years, months, days } = *self;
        (years + months + days > 0).then_some(Edtf::Duration { years, months, days })
    }
}
