//! Numbers of divisions, in all the ways in which treaties write them.

use unicode_normalization::UnicodeNormalization;

use super::numeral::{digit, digits, in_words, roman, value_of};

/// The number of a division.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// As an eId has it: as written, lower case, words as digits.
    pub(super) eid: String,
    /// What stands before the last separator, as a number of its own: the chapter of "9.12" or "C-02".
    pub(super) major: u32,
    /// The last number, which counts on from one article to the next.
    pub(super) value: u32,
    /// 0, or the place of its addition: "bis" and "A" are 1.
    pub(super) addition: u32,
}

/// What [`dotted`] makes of a first part that is 1: "1.1".
const FIRST_MAJOR: u32 = 2;

impl Number {
    /// Whether counting begins with it: "1", "I", "1.1", "1-01".
    pub(super) fn is_first(&self) -> bool {
        self.value <= 1 && self.addition == 0 && matches!(self.major, 0 | FIRST_MAJOR)
    }
}

/// A number read at the start of some text, and how many bytes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) number: Number,
    pub(super) len: usize,
    /// Whether a letter or digit follows at once: "1Objectives", "iifreedom".
    pub(super) glued: bool,
}

const ADDITIONS: &[&str] = &[
    "bis",
    "ter",
    "quater",
    "quinquies",
    "sexies",
    "septies",
    "octies",
    "novies",
    "decies",
    "undecies",
];

/// Latin endings and signs of ordinals that stand at the number: "1er", "2nd", "3º", "4.º".
const ORDINAL_ENDINGS: [&str; 15] =
    ["er", "ère", "re", "ème", "e", "st", "nd", "rd", "th", "º", "°", "ª", ".º", ".°", ".ª"];

/// All readings of the text's first word as a number, the likeliest first. More than one where the
/// number is glued to what follows and could end earlier: "xiin" is "xi" or "xii".
pub(super) fn readings(text: &str) -> Vec<Reading> {
    let mut all = Vec::new();
    if let Some(len) = digits(text) {
        dotted(text, len, Some(value_of(&text[..len])), &mut all);
        misread(text, &mut all);
        return all;
    }
    if let Some(reading) = lettered(text) {
        all.push(reading);
        return all;
    }
    let letters = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len()).min(15);
    for len in (1..=letters).rev() {
        let Some(value) = roman(&text[..len]) else { continue };
        let ended = !text[len..].starts_with(char::is_alphabetic);
        let before = all.len();
        dotted(text, len, Some(value), &mut all);
        if ended || all.len() > before + 3 {
            break;
        }
    }
    misread(text, &mut all);
    if all.iter().all(|r| r.glued)
        && let Some((value, len)) = in_words(text)
    {
        let glued = text[len..].starts_with(char::is_alphanumeric);
        all.insert(0, Reading { number: plain(value), len, glued });
    }
    all
}

/// "Io", "ii", "1O": digits that scanning took for letters. Only the sequence can tell.
fn misread(text: &str, all: &mut Vec<Reading>) {
    let len = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    let word = &text[..len];
    let likely = (2..=3).contains(&len) && word.bytes().any(|b| b"IilOo".contains(&b));
    if !likely || !word.bytes().all(|b| b.is_ascii_digit() || b"IilOo".contains(&b)) {
        return;
    }
    let value = word.bytes().fold(0, |n, b| {
        n * 10
            + match b {
                b'O' | b'o' => 0,
                b if b.is_ascii_digit() => u32::from(b - b'0'),
                _ => 1,
            }
    });
    if value > 9 {
        all.push(Reading { number: plain(value), len, glued: false });
    }
}

/// The likeliest reading that is not glued to what follows.
pub(super) fn reading(text: &str) -> Option<Reading> {
    readings(text).into_iter().find(|r| !r.glued)
}

/// A number that has only a value.
pub(super) fn plain(value: u32) -> Number {
    Number { eid: value.to_string(), major: 0, value, addition: 0 }
}

/// Pushes the reading with its further parts ("9.12", "II-1", "2.7.1", "25 bis"), then the ones
/// without, where the next part may be a paragraph's number: "iii1." and "1.2. text".
fn dotted(text: &str, first: usize, value: Option<u32>, all: &mut Vec<Reading>) {
    let Some(value) = value else { return };
    let mut parts = vec![(value, first)];
    let mut at = first;
    loop {
        let (_, added) = addition(text, at);
        if added > at && text[added..].starts_with(['.', '-']) {
            at = added;
        }
        let rest = &text[at..];
        let Some(sign) = rest.chars().next().filter(|c| ".-–‑".contains(*c)) else { break };
        let Some(len) = digits(&rest[sign.len_utf8()..]) else { break };
        at += sign.len_utf8() + len;
        parts.push((value_of(&text[at - len..at]), at));
        if parts.len() > 4 {
            break;
        }
    }
    for n in (1..=parts.len()).rev() {
        let (value, end) = parts[n - 1];
        let (addition, len) = addition(text, end);
        let major = parts[..n - 1]
            .iter()
            .fold(0_u32, |m, (v, _)| m.wrapping_mul(1009).wrapping_add(v.wrapping_add(1)));
        let eid = clean(&text[..len]);
        let glued = text[len..].starts_with(char::is_alphanumeric) || n < parts.len();
        if !eid.is_empty() {
            all.push(Reading { number: Number { eid, major, value, addition }, len, glued });
        }
    }
}

/// What is added to the number that ends at `at`, and where that ends.
fn addition(text: &str, at: usize) -> (u32, usize) {
    let rest = &text[at..];
    let spaces = rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
    let word = &rest[spaces..];
    let end = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
    if let Some(i) = ADDITIONS.iter().position(|a| word[..end].eq_ignore_ascii_case(a)) {
        return (place(i), at + spaces + end);
    }
    let mut chars = word[..end].chars();
    if let (0, Some(letter @ ('A'..='Z' | 'a'..='d')), None) = (spaces, chars.next(), chars.next())
    {
        return (u32::from(letter.to_ascii_uppercase()) - u32::from('A') + 1, at + end);
    }
    if let Some(inner) = word.strip_prefix('(')
        && let Some(letter @ 'A'..='H') = inner.chars().next()
        && inner[1..].starts_with(')')
        && spaces > 0
    {
        return (u32::from(letter) - u32::from('A') + 1, at + spaces + 3);
    }
    if spaces == 0
        && let Some(ending) = ORDINAL_ENDINGS.iter().find(|o| {
            rest.get(..o.len()).is_some_and(|r| r.eq_ignore_ascii_case(o))
                && !rest[o.len()..].starts_with(char::is_alphanumeric)
        })
    {
        return (0, at + ending.len());
    }
    (0, at)
}

fn place(i: usize) -> u32 {
    u32::try_from(i).unwrap_or(0) + 1
}

/// "C-00", "K.3": a letter for the chapter.
fn lettered(text: &str) -> Option<Reading> {
    let letter = text.chars().next().filter(char::is_ascii_alphabetic)?;
    let rest = text[1..].strip_prefix(['.', '-'])?;
    let len = digits(rest)?;
    if roman(&text[..1]).is_some_and(|v| v <= 10) {
        return None;
    }
    let (addition, end) = addition(text, 2 + len);
    let number = Number {
        eid: clean(&text[..end]),
        major: 5000 + u32::from(letter.to_ascii_uppercase()),
        value: value_of(&rest[..len]),
        addition,
    };
    Some(Reading { number, len: end, glued: text[end..].starts_with(char::is_alphanumeric) })
}

/// A number as an eId has it: lower-case letters, digits, and single separators inside.
pub(super) fn clean(written: &str) -> String {
    let mut out = String::new();
    let signs = ["º", "ª", "°"];
    let bare = signs.iter().fold(written.to_owned(), |written, sign| {
        written.replace(&format!(".{sign}"), "").replace(sign, "")
    });
    for c in bare.nfkd() {
        match c {
            '.' | '-' | '–' | '‑' | ':' if !out.is_empty() && !out.ends_with(['.', '-']) => {
                out.push(if c == '.' { '.' } else { '-' });
            }
            c if c.is_ascii_alphanumeric() => out.push(c.to_ascii_lowercase()),
            c => {
                if let Some(d) = digit(c) {
                    out.extend(char::from_digit(d, 10));
                }
            }
        }
        if out.len() >= 24 {
            break;
        }
    }
    let trimmed = out.trim_matches(['.', '-']);
    let ordinal = ["er", "ere", "eme", "e", "st", "nd", "rd", "th", "o"].iter().find_map(|o| {
        trimmed.strip_suffix(o).filter(|n| n.bytes().all(|b| b.is_ascii_digit()) && !n.is_empty())
    });
    ordinal.unwrap_or(trimmed).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> String {
        reading(text).map(|r| r.number.eid).unwrap_or_default()
    }

    #[test]
    fn numbers_are_read_as_treaties_write_them() {
        for (written, eid) in [
            ("9", "9"),
            ("9.9 Scope", "9.9"),
            ("9-9", "9-9"),
            ("premier", "1"),
            ("1er", "1"),
            ("10bis", "10bis"),
            ("25 BIS", "25bis"),
            ("ONE", "1"),
            ("TWENTY-ONE", "21"),
            ("1.01", "1.01"),
            ("XX", "xx"),
            ("c-00", "c-00"),
            ("C-00", "c-00"),
            ("۵", "5"),
            ("II-1", "ii-1"),
            ("1. The", "1"),
            ("8BIS.1", "8bis.1"),
            ("140 (A)", "140a"),
            ("35A Appeals", "35a"),
            ("1º", "1"),
            ("1.º 1 - As Partes", "1"),
            ("12.ª", "12"),
            ("I.1", "i.1"),
            ("2.7.1", "2.7.1"),
            ("twenty two", "22"),
            ("", ""),
            ("shall", ""),
            // Letters of several bytes where the longest addition ends.
            ("5 a第éaaaééé ", "5"),
            ("civil", ""),
            ("mix", ""),
        ] {
            assert_eq!(first(written), eid, "{written}");
        }
    }

    #[test]
    fn a_glued_number_has_several_readings() {
        let eids = |text: &str| -> Vec<String> {
            readings(text).into_iter().map(|r| r.number.eid).collect()
        };
        assert_eq!(eids("iifreedom"), ["ii", "i"]);
        assert_eq!(eids("xinotwithstanding"), ["xi", "x"]);
        assert_eq!(eids("1Objectives"), ["1"]);
        assert!(eids("iii1. in").contains(&"iii".to_owned()));
    }
}
