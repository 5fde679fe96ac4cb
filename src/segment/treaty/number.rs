//! Numbers of divisions, in all the ways in which treaties write them.

use unicode_normalization::UnicodeNormalization;

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

/// Latin endings and signs of ordinals that stand at the number: "1er", "2nd", "3º".
const ORDINAL_ENDINGS: [&str; 12] =
    ["er", "ère", "re", "ème", "e", "st", "nd", "rd", "th", "º", "°", "ª"];

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
    let folded = word[..end.min(14)].to_ascii_lowercase();
    if let Some(i) = ADDITIONS.iter().position(|a| *a == folded) {
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
    for c in written.nfkd() {
        match c {
            'º' | 'ª' | '°' => break,
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

/// How many bytes of decimal digits, of any script, stand first.
pub(super) fn digits(text: &str) -> Option<usize> {
    let len = text.find(|c| digit(c).is_none()).unwrap_or(text.len());
    (len > 0 && text[..len].chars().count() <= 6).then_some(len)
}

fn value_of(digits: &str) -> u32 {
    digits.chars().filter_map(digit).fold(0, |n, d| n * 10 + d)
}

/// The value of a decimal digit: ASCII, Arabic, Persian, Devanagari, Bengali, Thai, Burmese, full width.
fn digit(c: char) -> Option<u32> {
    [0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0x1040, 0xFF10]
        .into_iter()
        .find_map(|zero| u32::from(c).checked_sub(zero).filter(|d| *d < 10))
}

/// The value of a Roman numeral in its usual form, in one case. Larger ones than treaties need are
/// words: "mix", "dix".
pub(super) fn roman(text: &str) -> Option<u32> {
    const SIGNS: [(&str, u32); 9] = [
        ("c", 100),
        ("xc", 90),
        ("l", 50),
        ("xl", 40),
        ("x", 10),
        ("ix", 9),
        ("v", 5),
        ("iv", 4),
        ("i", 1),
    ];
    let one_case = text.bytes().all(|b| b.is_ascii_lowercase())
        || text.bytes().all(|b| b.is_ascii_uppercase());
    if text.is_empty() || text.len() > 12 || !one_case {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    let (mut rest, mut value, mut last, mut times) = (lower.as_str(), 0, u32::MAX, 0);
    while !rest.is_empty() {
        let (sign, worth) = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign))?;
        times = if *worth == last { times + 1 } else { 1 };
        let single = matches!(*worth, 90 | 50 | 40 | 9 | 5 | 4);
        let after_pair = matches!(last, 90 | 40 | 9 | 4) && *worth * 10 > last;
        if *worth > last || (times > 1 && single) || times > 3 || after_pair {
            return None;
        }
        value += worth;
        last = *worth;
        rest = &rest[sign.len()..];
    }
    Some(value)
}

const UNITS: [(&str, u32); 62] = [
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("premier", 1),
    ("premiere", 1),
    ("deuxieme", 2),
    ("troisieme", 3),
    ("quatrieme", 4),
    ("cinquieme", 5),
    ("primero", 1),
    ("primera", 1),
    ("segundo", 2),
    ("segunda", 2),
    ("tercero", 3),
    ("tercera", 3),
    ("cuarto", 4),
    ("cuarta", 4),
    ("quinto", 5),
    ("quinta", 5),
    ("primeiro", 1),
    ("primo", 1),
    ("prima", 1),
    ("eerste", 1),
    ("tweede", 2),
    ("derde", 3),
    ("vierde", 4),
    ("vijfde", 5),
    ("zesde", 6),
    ("zevende", 7),
    ("erster", 1),
    ("zweiter", 2),
    ("dritter", 3),
    ("vierter", 4),
    ("unico", 1),
    ("unique", 1),
    ("sole", 1),
];

const TENS: [(&str, u32); 8] = [
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

/// A number in words, and its bytes: "ONE", "TWENTY-ONE", "Thirty five", "premier".
pub(super) fn in_words(text: &str) -> Option<(u32, usize)> {
    let len = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    if !(3..=14).contains(&text[..len].chars().count()) {
        return None;
    }
    let word = super::words::fold(&text[..len]);
    if let Some((_, value)) = UNITS.iter().find(|(name, _)| *name == word) {
        return Some((*value, len));
    }
    let (_, tens) = TENS.iter().find(|(name, _)| *name == word)?;
    let rest = text[len..].strip_prefix(['-', ' ', '‑']).unwrap_or_default();
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let unit = super::words::fold(&rest[..end]);
    match UNITS.iter().find(|(name, value)| *name == unit && *value < 10) {
        Some((_, value)) => Some((tens + value, text.len() - rest.len() + end)),
        None => Some((*tens, len)),
    }
}

/// A number in Chinese numerals, and its bytes: 第二十一条 gives 21.
pub(super) fn chinese(text: &str) -> Option<(u32, usize)> {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let (mut total, mut current, mut len) = (0_u32, 0_u32, 0);
    for c in text.chars().take(9) {
        let step = match c {
            '十' => 10,
            '百' => 100,
            _ => 0,
        };
        if step > 0 {
            total += current.max(1) * step;
            current = 0;
        } else if let Some(d) = DIGITS.iter().position(|d| *d == c) {
            current = u32::try_from(d).unwrap_or(0);
        } else {
            break;
        }
        len += c.len_utf8();
    }
    (len > 0).then_some((total + current, len))
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
            ("I.1", "i.1"),
            ("2.7.1", "2.7.1"),
            ("twenty two", "22"),
            ("", ""),
            ("shall", ""),
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

    #[test]
    fn roman_numerals_are_read_in_their_usual_form_only() {
        for (text, value) in [
            ("IV", Some(4)),
            ("xl", Some(40)),
            ("XCIX", Some(99)),
            ("iiii", None),
            ("ivi", None),
            ("Iv", None),
            ("ic", None),
        ] {
            assert_eq!(roman(text), value, "{text}");
        }
        assert_eq!(chinese("二十一条"), Some((21, 9)));
        assert_eq!(chinese("十条"), Some((10, 3)));
    }
}
