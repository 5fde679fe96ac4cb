//! Dates in figures alone: "2025-07-18", "18.07.2025", "18/07/2025", "1403/10/27", "2025年1月17日".

use super::{
    lexicon::Calendar,
    point::Point,
    tokens::{Shape, Tokens},
};

/// The date that starts at a token with three groups of figures, or with a Chinese year.
pub(super) fn at(tokens: &Tokens<'_>, first: usize) -> Option<Point> {
    chinese(tokens, first).or_else(|| grouped(tokens, first))
}

fn grouped(tokens: &Tokens<'_>, first: usize) -> Option<Point> {
    let a = tokens.get(first)?.figures(4)?;
    let mark = tokens.get(first + 1)?.shape;
    let marks = matches!(mark, Shape::Mark('.' | '/' | '-' | '‑' | '–'));
    let tight = (first..first + 4).all(|t| tokens.touches_next(t));
    if !marks || !tight || tokens.get(first + 3)?.shape != mark {
        return None;
    }
    let b = tokens.get(first + 2)?.figures(2)?;
    let last = tokens.get(first + 4)?;
    let c = last.figures(4)?;
    // Part of something longer: "1.2.2025.4", "12/01/2025/3", "1,01.02.2025".
    let longer = |i: usize, mark_at: usize| {
        tokens.touches_next(i.min(mark_at))
            && tokens
                .get(mark_at)
                .is_some_and(|t| matches!(t.shape, Shape::Mark('.' | '/' | '-' | ',')))
    };
    let after = first + 5;
    if longer(first + 4, after)
        && tokens.touches_next(after)
        && tokens.get(after + 1).is_some_and(|t| matches!(t.shape, Shape::Figures { .. }))
    {
        return None;
    }
    if first >= 2
        && longer(first - 1, first - 1)
        && tokens.touches_next(first - 2)
        && tokens.get(first - 2).is_some_and(|t| matches!(t.shape, Shape::Figures { .. }))
    {
        return None;
    }
    let four = |at: usize| {
        tokens.get(at).is_some_and(|t| matches!(t.shape, Shape::Figures { digits: 4, .. }))
    };
    let mut calendar = Calendar::Gregorian;
    let (year, month, day, rule) = if four(first) && c <= 31 {
        // No Gregorian date of that age is written so.
        if (1200..1500).contains(&a) {
            calendar = Calendar::SolarHijri;
            (a, b, c, "solar-hijri")
        } else {
            (a, b, c, "year-month-day")
        }
    } else if four(first + 4) {
        match mark {
            Shape::Mark('.') => (c, b, a, "day-month-year"),
            _ if b > 12 => (c, a, b, "month-day-year"),
            _ if a > 12 || a == b => (c, b, a, "day-month-year"),
            _ => (c, b, a, "day-first"),
        }
    } else {
        return None;
    };
    let known = calendar == Calendar::SolarHijri || (1000..2200).contains(&year);
    let point = Point {
        tokens: first..after,
        year: i16::try_from(year).ok(),
        month: i8::try_from(month).ok(),
        day: i8::try_from(day).ok(),
        calendar,
        rule,
        weak: false,
    };
    (known && point.value().is_some()).then_some(point)
}

/// "2025年1月17日", "2025年1月", "二〇二五年一月十七日".
fn chinese(tokens: &Tokens<'_>, first: usize) -> Option<Point> {
    let (year, next) = ideographic(tokens, first)?;
    if !(1000..2200).contains(&year) || !tokens.get(next)?.is_mark('年') {
        return None;
    }
    let part = |from: usize, unit: &[char]| {
        let (value, at) = ideographic(tokens, from)?;
        let named = tokens.get(at).is_some_and(|t| unit.iter().any(|u| t.is_mark(*u)));
        named.then_some((i8::try_from(value).ok()?, at + 1))
    };
    let month = part(next + 1, &['月']);
    let day = month.and_then(|(_, at)| part(at, &['日', '号', '號']));
    let end = day.or(month).map_or(next + 1, |(_, at)| at);
    Some(Point {
        tokens: first..end,
        year: i16::try_from(year).ok(),
        month: month.map(|(m, _)| m),
        day: day.map(|(d, _)| d),
        calendar: Calendar::Gregorian,
        rule: match (month, day) {
            (None, _) => "year",
            (_, None) => "month-year",
            _ => "year-month-day",
        },
        weak: false,
    })
}

/// Figures, or up to four Chinese numerals: "二〇二五" digit by digit, "十七" as ten and seven.
fn ideographic(tokens: &Tokens<'_>, first: usize) -> Option<(u16, usize)> {
    if let Some(value) = tokens.get(first)?.figures(4) {
        return Some((value, first + 1));
    }
    let mut value: u16 = 0;
    let mut at = first;
    while at < first + 4
        && let Some(Shape::Mark(c)) = tokens.get(at).map(|t| t.shape)
    {
        if c == '十' {
            value = value.max(1) * 10;
            if let Some(Shape::Mark(c)) = tokens.get(at + 1).map(|t| t.shape)
                && let Some(unit) = numeral(c)
            {
                return Some((value + unit, at + 2));
            }
            return Some((value, at + 1));
        }
        let Some(n) = numeral(c) else { break };
        value = value * 10 + n;
        at += 1;
    }
    (at > first).then_some((value, at))
}

fn numeral(c: char) -> Option<u16> {
    let at = "〇一二三四五六七八九".chars().position(|n| n == c);
    at.or((c == '零').then_some(0)).and_then(|n| u16::try_from(n).ok())
}
