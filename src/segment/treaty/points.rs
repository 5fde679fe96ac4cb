//! Which enumerators are paragraphs and points, and what stands in what.
//!
//! Enumerators count on like articles do; so a list of open levels is kept, each with its style and
//! the number it has come to, and a token must go on in one of them or open a new one.

use super::enumerator::{Glyph, Standing, Style, Token};

/// Levels are nested at most so deep; deeper tokens stay in the text.
const DEEPEST: usize = 6;
/// How many tokens ahead the second one of a list is sought.
const AHEAD: usize = 120;

/// What a token turned out to be: how deep it stands, from 0, and its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) token: usize,
    pub(super) depth: usize,
    pub(super) style: Style,
    pub(super) value: u32,
}

#[derive(Debug, Clone, Copy)]
struct Level {
    style: Style,
    value: u32,
    /// The first part of a dotted number, else the number.
    major: u32,
}

/// The tokens that are enumerators, in order, with their depth.
pub(super) fn place(tokens: &[Token]) -> Vec<Placed> {
    let mut open: Vec<Level> = Vec::new();
    let mut placed = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let Some((depth, style, value)) = decide(tokens, i, token, &open) else { continue };
        open.truncate(depth);
        let major = major(token, style, value);
        open.push(Level { style, value, major });
        placed.push(Placed { token: i, depth, style, value });
    }
    placed
}

fn decide(
    tokens: &[Token],
    i: usize,
    token: &Token,
    open: &[Level],
) -> Option<(usize, Style, u32)> {
    // "the following: - milk" opens a list, and never goes on in one.
    if token.standing == Standing::AfterColon && is_dash(token) {
        let style = token.readings.first()?.0;
        let inside = open.iter().any(|level| level.style == style);
        return if inside { None } else { opening(tokens, i, token, open, style, 0) };
    }
    let sure = token.standing == Standing::Opening;
    // It goes on in the innermost level that expects it.
    let expected = open.iter().enumerate().rev().find_map(|(depth, level)| {
        token
            .readings
            .iter()
            .find(|(style, value)| {
                *style == level.style
                    && match style.0 {
                        Glyph::Dash | Glyph::Dotted => true,
                        Glyph::OtherLetter => (1..=2).contains(&value.saturating_sub(level.value)),
                        _ => *value == level.value + 1,
                    }
            })
            .map(|(style, value)| (depth, *style, *value))
    });
    if let Some((depth, style, value)) = expected {
        let inner = open.len() > depth + 1;
        let as_roman = opens_roman(tokens, i, token, style);
        if !(as_roman && (inner || open.len() == depth + 1)) {
            let believed = match style.0 {
                Glyph::Dotted => sure || token.standing == Standing::Line,
                _ => true,
            };
            return believed.then_some((depth, style, value));
        }
    }
    // "2." after "1.3" counts beside it.
    let arabic = token.readings.iter().find(|((g, _), _)| *g == Glyph::Arabic);
    if let Some((style, value)) = arabic.filter(|_| token.standing <= Standing::Line)
        && let Some(depth) =
            open.iter().rposition(|l| l.style.0 == Glyph::Dotted && l.major + 1 == *value)
    {
        return Some((depth, *style, *value));
    }
    // "1.1" after "1." counts beside it.
    if let Some((style, value)) = token.readings.iter().find(|((g, _), _)| *g == Glyph::Dotted) {
        if !sure && token.standing != Standing::Line {
            return None;
        }
        let first = major(token, *style, *value);
        let numbered = |l: &Level| matches!(l.style.0, Glyph::Arabic | Glyph::Dotted);
        let fits = |l: &Level| numbered(l) && (l.major == first || l.major + 1 == first);
        let beside = open.iter().position(fits).or_else(|| open.iter().position(numbered));
        return Some((beside.unwrap_or(0), *style, *value));
    }
    if let Some((style, value)) =
        token.readings.iter().rev().find(|((g, _), v)| *v == 1 || *g == Glyph::Dash)
    {
        return opening(tokens, i, token, open, *style, *value);
    }
    // After a gap, or with the first ones lost.
    let (style, value) = *token.readings.first()?;
    if !sure || style.1 == super::enumerator::Form::Bare || value > 200 {
        return None;
    }
    let same = open.iter().rposition(|l| l.style == style);
    match same {
        Some(depth) if value > open[depth].value && value <= open[depth].value + 8 => {
            Some((depth, style, value))
        }
        Some(depth) if matches!(style.0, Glyph::Arabic) && depth == 0 => {
            Some((depth, style, value))
        }
        Some(_) => None,
        None => {
            let goes_on = second(tokens, i, style, value + 1, token.standing);
            (goes_on || matches!(style.0, Glyph::Arabic | Glyph::Lower) && open.len() < 2)
                .then_some((open.len().min(DEEPEST - 1), style, value))
        }
    }
}

/// The first part of a dotted number, else the number.
fn major(token: &Token, style: Style, value: u32) -> u32 {
    let first = token.number.split('.').next().and_then(|n| n.parse().ok());
    first.filter(|_| style.0 == Glyph::Dotted).unwrap_or(value)
}

fn is_dash(token: &Token) -> bool {
    token.readings.iter().any(|((glyph, _), _)| *glyph == Glyph::Dash)
}

/// Decides on the first token of a list.
fn opening(
    tokens: &[Token],
    i: usize,
    token: &Token,
    open: &[Level],
    style: Style,
    value: u32,
) -> Option<(usize, Style, u32)> {
    let same = open.iter().rposition(|l| l.style == style);
    let dash = style.0 == Glyph::Dash;
    let believed = match token.standing {
        Standing::Opening => {
            style.1 != super::enumerator::Form::Bare
                || second(tokens, i, style, value + 1, token.standing)
        }
        Standing::Line => dash || second(tokens, i, style, value + 1, Standing::Line),
        // The dash of a list is followed by others at the starts of lines.
        Standing::AfterColon if dash => tokens
            .get(i + 1..)
            .and_then(|rest| rest.iter().find(|next| next.standing <= Standing::Line))
            .is_some_and(is_dash),
        Standing::AfterColon => second(tokens, i, style, value + 1, token.standing),
        Standing::Inside => {
            let after_number = i.checked_sub(1).is_some_and(|p| tokens[p].end + 3 >= token.start);
            !dash
                && (after_number || style.1 == super::enumerator::Form::Dot)
                && second(tokens, i, style, value + 1, token.standing)
        }
    };
    if !believed {
        return None;
    }
    match same {
        Some(depth) => Some((depth, style, value)),
        None if open.len() < DEEPEST => Some((open.len(), style, value)),
        None => None,
    }
}

/// Whether "(i)" after "(h)" opens a Roman list: then "(ii)" comes before "(j)" and another "(i)".
fn opens_roman(tokens: &[Token], i: usize, token: &Token, style: Style) -> bool {
    let roman = match style.0 {
        Glyph::Lower => (Glyph::LowerRoman, style.1),
        Glyph::Upper => (Glyph::UpperRoman, style.1),
        _ => return false,
    };
    if !token.readings.contains(&(roman, 1)) {
        return false;
    }
    let Some((_, letter)) = token.readings.iter().find(|(s, _)| *s == style) else { return false };
    for next in tokens.iter().skip(i + 1).take(AHEAD) {
        if next.readings.contains(&(roman, 2)) {
            return true;
        }
        if next.readings.contains(&(style, letter + 1)) || next.readings.contains(&(roman, 1)) {
            return false;
        }
    }
    false
}

/// Whether a list's next number comes before its first one comes again.
fn second(tokens: &[Token], i: usize, style: Style, value: u32, standing: Standing) -> bool {
    for next in tokens.iter().skip(i + 1).take(AHEAD) {
        if next.readings.contains(&(style, value)) {
            return standing <= Standing::Line
                || next.standing >= Standing::Line
                || next.standing == Standing::Opening;
        }
        if next.readings.contains(&(style, value.saturating_sub(1))) && next.standing <= standing {
            return false;
        }
    }
    false
}
