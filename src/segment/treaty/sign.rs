//! Reading one enumerator: "1.", "(a)", "ii)", "§ 3", "1.2", "一、".

use super::{
    enumerator::{Form, Glyph, Standing, Style, Token},
    number, numeral,
};

/// Reads one enumerator at the text's start; and the bytes up to what follows it.
pub(super) fn read(text: &str, lower: bool) -> Option<(Token, usize)> {
    let first = text.chars().next()?;
    let token = |end: usize, readings: Vec<(Style, u32)>, number: String| {
        let spaces = text[end..].len()
            - text[end..].trim_start_matches([' ', '\u{a0}', '\t', '-', '–', '—']).len();
        (Token { start: 0, end, standing: Standing::Opening, readings, number }, end + spaces)
    };
    if let '-' | '–' | '—' | '•' | '·' | '▪' | '*' | '○' | '●' = first {
        let end = first.len_utf8();
        let after = text[end..].chars().next()?;
        let opens = after.is_whitespace() || after.is_alphabetic();
        return opens.then(|| token(end, vec![((Glyph::Dash, Form::Paren), 0)], String::new()));
    }
    if first == '§' {
        let from = text.len() - text.trim_start_matches(['§', ' ', '\u{a0}']).len();
        let len = numeral::digits(&text[from..])?;
        let number = number::clean(&text[from..from + len]);
        return Some(token(
            from + len,
            vec![((Glyph::Arabic, Form::Sign), number.parse().ok()?)],
            number,
        ));
    }
    if let '（' | '(' | '一'..='龥' = first
        && let Some(read) = chinese(text)
    {
        return Some(token(read.0, vec![((Glyph::Chinese, read.2), read.1)], read.1.to_string()));
    }
    let open = text
        .strip_prefix('(')
        .map_or(0, |rest| 1 + (rest.len() - rest.trim_start_matches(' ').len()));
    let inner = &text[open..];
    let len: usize = inner
        .chars()
        .take(25)
        .take_while(|c| c.is_alphanumeric() || *c == '.' || *c == '-')
        .map(char::len_utf8)
        .sum();
    if len == 0 {
        return None;
    }
    let run = &inner[..len];
    let after = &inner[len..];
    if after.starts_with(')') && !run.ends_with(['.', '-']) {
        let end = open + len + 1;
        let readings = paren_readings(run)?;
        return Some(token(end, readings, number::clean(run)));
    }
    if let Some(rest) = after.strip_prefix(' ')
        && open > 0
        && rest.starts_with(')')
    {
        return Some(token(open + len + 2, paren_readings(run)?, number::clean(run)));
    }
    if open > 0 {
        return None;
    }
    dotted(text, run, lower).map(|(end, readings, number)| token(end, readings, number))
}

fn paren_readings(run: &str) -> Option<Vec<(Style, u32)>> {
    let mut found = Vec::new();
    let word = run.trim_end_matches("bis").trim_end_matches("ter");
    let stem = if word.is_empty() || word.ends_with('-') { run } else { word };
    if let Some(value) = numeral::digits(stem).filter(|l| *l == stem.len() && stem.len() <= 3) {
        let _ = value;
        let value: u32 = number::clean(stem).parse().ok()?;
        found.push(((Glyph::Arabic, Form::Paren), value));
    } else if stem.split('.').count() > 1
        && stem.split('.').all(|p| numeral::digits(p) == Some(p.len()))
    {
        found.push(((Glyph::Dotted, Form::Paren), last_value(stem)?));
    } else {
        letters(stem, Form::Paren, &mut found);
    }
    (!found.is_empty()).then_some(found)
}

/// What letters can be: a Roman numeral, a letter ("a", "aa"), or both.
fn letters(run: &str, form: Form, found: &mut Vec<(Style, u32)>) {
    let lower = run.bytes().all(|b| b.is_ascii_lowercase());
    let upper = run.bytes().all(|b| b.is_ascii_uppercase());
    let mut chars = run.chars();
    let (Some(first), len) = (chars.next(), run.chars().count()) else { return };
    if (lower || upper) && len <= 2 && run.chars().all(|c| c == first) {
        let value = u32::from(first.to_ascii_lowercase()) - u32::from('a') + 1;
        let glyph = if lower { Glyph::Lower } else { Glyph::Upper };
        let turns = u32::try_from(len - 1).unwrap_or(0) * 26;
        found.push(((glyph, form), value + turns));
    }
    if let Some(value) = numeral::roman(run).filter(|v| *v <= 60) {
        found.push(((if lower { Glyph::LowerRoman } else { Glyph::UpperRoman }, form), value));
    }
    let place =
        |alphabet: &str| alphabet.chars().position(|c| c == first || c == 'ا' && first == 'أ');
    if (len == 1 || run.ends_with('\u{640}') && len == 2)
        && let Some(at) =
            place("абвгдежзийклмнопрстуфхцчшщэюя").or_else(|| place("ابجدهوزحطيكلمنسعفصقرشت"))
    {
        // Where a list leaves "й" out, the gap is small.
        found.push(((Glyph::OtherLetter, form), u32::try_from(at).unwrap_or(0) + 1));
    }
}

/// Where it ends, what it can be, and its number as an eId has it.
type Numbered = (usize, Vec<(Style, u32)>, String);

/// "1.", "1.1", "a.", "12 bis.", "1.the", "1 The", "1°".
fn dotted(text: &str, run: &str, lower: bool) -> Option<Numbered> {
    if let Some(len) = numeral::digits(run) {
        let mut end = len;
        let mut parts = 1;
        while parts < 5
            && let Some(rest) = text[end..].strip_prefix('.')
            && let Some(more) = numeral::digits(rest).filter(|m| *m <= 3)
        {
            end += 1 + more;
            parts += 1;
        }
        let after = &text[end..];
        let name = number::clean(&text[..end]);
        let value = last_value(&name)?;
        let closed = after.starts_with('.')
            || after.starts_with(')')
            || after.starts_with(['º', '°', '、', '．']);
        let sign = after.chars().next().filter(|_| closed).map_or(0, char::len_utf8);
        let rest = after[sign..]
            .trim_start_matches([')', '.', '-', '–'])
            .trim_start_matches([' ', '\u{a0}', '\t', '-', '–', '—']);
        let next = rest.chars().next().unwrap_or('\n');
        let upright = next.is_uppercase() || "\"“«‘'([„—".contains(next) || !next.is_ascii();
        if text[..len].chars().count() > 3 {
            return None;
        }
        let dash = after[sign..].starts_with('-');
        if parts > 1 {
            return (upright || lower || closed && !next.is_numeric())
                .then(|| (end + sign, vec![((Glyph::Dotted, Form::Dot), value)], name));
        }
        if closed {
            let plain = !next.is_numeric() || after[sign..].starts_with(char::is_whitespace);
            return plain.then(|| {
                (end + sign + usize::from(dash), vec![((Glyph::Arabic, Form::Dot), value)], name)
            });
        }
        if after.starts_with([' ', '\t', '\u{a0}']) {
            let word = after.trim_start();
            if let Some(bis) = ["bis", "ter", "quater"].iter().find(|b| word.starts_with(**b)) {
                let at = text.len() - word.len() + bis.len();
                return text[at..].starts_with(['.', ')']).then(|| {
                    (at + 1, vec![((Glyph::Arabic, Form::Dot), value)], format!("{name}{bis}"))
                });
            }
            // "1 - The Parties": the dash closes the number.
            let dashed = after.trim_start().strip_prefix(['-', '–', '—']);
            if parts == 1 && dashed.is_some_and(|r| r.starts_with([' ', '\u{a0}'])) {
                return next
                    .is_alphabetic()
                    .then(|| (end, vec![((Glyph::Arabic, Form::Dot), value)], name));
            }
            return next
                .is_uppercase()
                .then(|| (end, vec![((Glyph::Arabic, Form::Bare), value)], name));
        }
        return None;
    }
    let end = run.find('.')?;
    let stem = &run[..end];
    let after = &text[end + 1..];
    if stem.chars().count() > 5 || !(after.starts_with([' ', '\t', '\u{a0}', '-', '\n'])) {
        return None;
    }
    let mut found = Vec::new();
    letters(stem, Form::Dot, &mut found);
    (!found.is_empty()).then(|| (end + 1, found, number::clean(stem)))
}

fn last_value(number: &str) -> Option<u32> {
    let digits = number.rsplit(['.', '-']).next()?;
    digits.trim_matches(|c: char| !c.is_ascii_digit()).parse().ok()
}

/// "一、", "（二）".
fn chinese(text: &str) -> Option<(usize, u32, Form)> {
    let inner = text.trim_start_matches(['（', '(']);
    let open = text.len() - inner.len();
    let (value, len) = numeral::chinese(inner)?;
    let after = inner[len..].chars().next()?;
    let form = match (open > 0, after) {
        (true, '）' | ')') => Form::Paren,
        (false, '、' | '．') => Form::Dot,
        _ => return None,
    };
    Some((open + len + after.len_utf8(), value, form))
}
