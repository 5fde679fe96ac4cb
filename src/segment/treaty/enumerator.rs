//! Enumerators: the marks that open numbered paragraphs and points.

use super::{leaf::Piece, line::Lines, number, sign::read};

/// The signs an enumerator is written with; those of one list have the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Glyph {
    Arabic,
    /// "1.1", "2.3.4".
    Dotted,
    Lower,
    Upper,
    LowerRoman,
    UpperRoman,
    /// Of an alphabet that is not Latin: Cyrillic, or Arabic in its numerals' order.
    OtherLetter,
    Chinese,
    /// A dash or bullet.
    Dash,
}

/// What parts it from the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// "(a)" or "a)".
    Paren,
    /// "a." or "1.-".
    Dot,
    /// "§ 1".
    Sign,
    /// Nothing: "1 The Parties".
    Bare,
    /// A heading of its own: "1".
    Headed,
}

pub(super) type Style = (Glyph, Form);

/// How an enumerator stands in the text, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// At the start of a paragraph, or right after another enumerator there.
    Opening,
    /// At the start of a line inside a paragraph.
    Line,
    /// Inside a line, after a colon.
    AfterColon,
    /// Inside a line, after another sign.
    Inside,
}

/// An enumerator that may be one.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) start: usize,
    /// The byte after its last sign.
    pub(super) end: usize,
    pub(super) standing: Standing,
    /// What it can be: "(i)" is a letter or a Roman numeral.
    pub(super) readings: Vec<(Style, u32)>,
    /// As an eId has it.
    pub(super) number: String,
}

/// The tokens in `start..end`, one paragraph, in order.
pub(super) fn tokens(lines: &Lines<'_>, piece: &Piece, all: &mut Vec<Token>) {
    let Piece { start, end, item, numbered, .. } = *piece;
    let text = &lines.text[start..end];
    let mut at = 0;
    if numbered && let Some(reading) = number::reading(text) {
        let roman = !text.starts_with(char::is_numeric);
        let glyph = if roman { Glyph::UpperRoman } else { Glyph::Arabic };
        at = reading.len;
        all.push(Token {
            start,
            end: start + at,
            standing: Standing::Opening,
            readings: vec![((glyph, Form::Headed), reading.number.value)],
            number: reading.number.eid,
        });
        at += text[at..].len() - text[at..].trim_start().len();
    }
    if item && read(text, lines.lower).is_none() {
        all.push(Token {
            start,
            end: start,
            standing: Standing::Opening,
            readings: vec![((Glyph::Dash, Form::Paren), 0)],
            number: String::new(),
        });
    }
    while let Some((mut token, len)) = read(&text[at..], lines.lower) {
        token.start += start + at;
        token.end += start + at;
        all.push(token);
        at += len;
        if all.len() > 4 && at > 60 {
            break;
        }
    }
    let bytes = text.as_bytes();
    let mut i = at;
    while i < bytes.len() {
        let Some(standing) = boundary(bytes, i, lines.lower) else {
            i += 1;
            continue;
        };
        if text.is_char_boundary(i)
            && let Some((mut token, len)) = read(&text[i..], lines.lower)
            && inside(text, i, standing, &token)
        {
            let dash = token.readings.iter().any(|((g, _), _)| *g == Glyph::Dash);
            if !dash || standing <= Standing::AfterColon {
                token.start += start + i;
                token.end += start + i;
                token.standing = standing;
                all.push(token);
                i += len;
                // "2. (a)": the point opens right after the paragraph's number.
                while let Some((mut token, len)) = read(&text[i..], lines.lower) {
                    token.start += start + i;
                    token.end += start + i;
                    token.standing = standing;
                    all.push(token);
                    i += len;
                }
                continue;
            }
        }
        i += 1;
    }
}

/// Whether an enumerator may begin at byte `i`, by the byte before and the first one.
fn boundary(bytes: &[u8], i: usize, lower: bool) -> Option<Standing> {
    let here = bytes[i];
    let may_open =
        here == b'(' || here.is_ascii_alphanumeric() || here >= 0x80 || b"-*".contains(&here);
    if i == 0 || !may_open {
        return None;
    }
    match bytes[i - 1] {
        b'\n' => Some(Standing::Line),
        b' ' | b'\t' => {
            let mut k = i - 1;
            while k > 0 && bytes[k - 1].is_ascii_whitespace() {
                k -= 1;
                if bytes[k] == b'\n' {
                    return Some(Standing::Line);
                }
            }
            match bytes.get(k.checked_sub(1)?)? {
                b':' => Some(Standing::AfterColon),
                b'.' | b';' | b',' => Some(Standing::Inside),
                b'd' | b'r' | b't' | b'y' | b'o' | b'u' | b'n' if here == b'(' => {
                    Some(Standing::Inside)
                }
                _ => None,
            }
        }
        b':' => Some(Standing::AfterColon),
        // "planned measures1. the states": a name glued to the first paragraph.
        b if lower && b.is_ascii_lowercase() && here == b'1' => Some(Standing::AfterColon),
        b'.' | b';' | b',' if here == b'(' || here.is_ascii_alphanumeric() => {
            Some(Standing::Inside)
        }
        _ => None,
    }
}

/// Whether what stands before an enumerator inside a line shows that a reference is meant.
fn inside(text: &str, at: usize, standing: Standing, token: &Token) -> bool {
    if standing <= Standing::AfterColon {
        return true;
    }
    let before = text[..at].trim_end();
    let paren = token.readings.iter().any(|((_, f), _)| *f == Form::Paren);
    let bare = token.readings.iter().any(|((_, f), _)| *f == Form::Bare);
    if bare {
        return false;
    }
    if let Some(rest) = before.strip_suffix(',') {
        return paren && !rest.ends_with(')') && !rest.ends_with(|c: char| c.is_ascii_digit());
    }
    if before.ends_with(['.', ';']) {
        return true;
    }
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let joined = ["and", "or", "et", "ou", "y", "o", "und", "oder", "en"].contains(&word);
    paren
        && joined
        && before[..before.len() - word.len()].trim_end().ends_with([';', ','])
        && !before[..before.len() - word.len()]
            .trim_end()
            .trim_end_matches([';', ','])
            .ends_with(')')
}

/// Whether a line opens with an enumerator.
pub(super) fn opens(words: &str, lower: bool) -> bool {
    read(words, lower).is_some()
}
