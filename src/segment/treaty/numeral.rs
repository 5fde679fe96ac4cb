//! Numerals: digits of many scripts, Roman and Chinese ones, and numbers in words.

use crate::model::from_roman;

/// How many bytes of decimal digits, of any script, stand first.
pub(super) fn digits(text: &str) -> Option<usize> {
    let len = text.find(|c| digit(c).is_none()).unwrap_or(text.len());
    (len > 0 && text[..len].chars().count() <= 6).then_some(len)
}

pub(super) fn value_of(digits: &str) -> u32 {
    digits.chars().filter_map(digit).fold(0, |n, d| n * 10 + d)
}

/// The value of a decimal digit: ASCII, Arabic, Persian, Devanagari, Bengali, Thai, Burmese, full width.
pub(super) fn digit(c: char) -> Option<u32> {
    [0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0x1040, 0xFF10]
        .into_iter()
        .find_map(|zero| u32::from(c).checked_sub(zero).filter(|d| *d < 10))
}

/// The value of a Roman numeral in its usual form, in one case. Larger ones than treaties need are
/// words: "mix", "dix".
pub(super) fn roman(text: &str) -> Option<u32> {
    let one_case = text.bytes().all(|b| b.is_ascii_lowercase())
        || text.bytes().all(|b| b.is_ascii_uppercase());
    if text.is_empty() || text.len() > 12 || !one_case {
        return None;
    }
    from_roman(&text.to_ascii_lowercase())
}

/// Numbers and ordinals in words, folded, by their value.
const UNITS: [(u32, &str); 19] = [
    (
        1,
        "one first premier premiere primero primera primeiro primeira primo prima eerste erster unico \
        unique sole اول یکم نخست الاول الاولى الحادي الحادية الواحد الواحدة",
    ),
    (2, "two second deuxieme segundo segunda secondo seconda tweede zweiter دوم الثاني الثانية"),
    (
        3,
        "three third troisieme tercero tercera terceiro terceira terzo terza derde dritter سوم الثالث \
        الثالثة",
    ),
    (4, "four fourth quatrieme cuarto cuarta quarto quarta vierde vierter چهارم الرابع الرابعة"),
    (5, "five fifth cinquieme quinto quinta vijfde funfter پنجم الخامس الخامسة"),
    (6, "six sixth sixieme sexto sexta sesto sesta zesde sechster ششم السادس السادسة"),
    (
        7,
        "seven seventh septieme septimo septima setimo setima settimo settima zevende siebter \
        siebenter هفتم السابع السابعة",
    ),
    (
        8,
        "eight eighth huitieme octavo octava oitavo oitava ottavo ottava achter هشتم الثامن الثامنة",
    ),
    (9, "nine ninth neuvieme noveno novena nono nona neunter نهم التاسع التاسعة"),
    (10, "ten tenth dixieme zehnter دهم العاشر العاشرة"),
    (11, "eleven eleventh onzieme undecimo undecima undicesimo elfter یازدهم"),
    (12, "twelve twelfth douzieme duodecimo duodecima dodicesimo zwolfter دوازدهم"),
    (13, "thirteen سیزدهم"),
    (14, "fourteen چهاردهم"),
    (15, "fifteen پانزدهم"),
    (16, "sixteen شانزدهم"),
    (17, "seventeen هفدهم"),
    (18, "eighteen هجدهم هیجدهم"),
    (19, "nineteen نوزدهم"),
];

/// Tens, alone or before a unit: "thirty-one", "décimo primero", "سی و یکم"; in Arabic after it.
const TENS: [(u32, &str); 9] = [
    (10, "decimo decima"),
    (20, "twenty vigesimo vigesima بیستم بیست العشرون العشرين"),
    (30, "thirty trigesimo trigesima سیم سیام سی الثلاثون الثلاثين"),
    (40, "forty چهلم چهل الاربعون الاربعين"),
    (50, "fifty پنجاهم پنجاه الخمسون الخمسين"),
    (60, "sixty شصتم شصت الستون الستين"),
    (70, "seventy هفتادم هفتاد السبعون السبعين"),
    (80, "eighty هشتادم هشتاد الثمانون الثمانين"),
    (90, "ninety نودم نود التسعون التسعين"),
];

/// A number in words, and its bytes: "ONE", "TWENTY-ONE", "Thirty five", "premier", "سی و یکم".
pub(super) fn in_words(text: &str) -> Option<(u32, usize)> {
    let (word, len) = word(text);
    if !(2..=14).contains(&word.chars().count()) {
        return None;
    }
    if let Some(unit) = value(&UNITS, &word) {
        let (ten, end) = ten_after(text, len).unwrap_or((0, len));
        return Some((ten + unit, end));
    }
    let tens = value(&TENS, &word)?;
    let rest = text[len..].strip_prefix(" و ").or(text[len..].strip_prefix(['-', ' ', '‑']));
    let rest = rest.unwrap_or_default();
    let (unit, end) = self::word(rest);
    match value(&UNITS, &unit).filter(|value| *value < 10) {
        Some(value) => Some((tens + value, text.len() - rest.len() + end)),
        None => Some((tens, len)),
    }
}

/// What an Arabic ordinal counts on from, and where its name ends: "الثانية عشرة", "الحادية والعشرون".
fn ten_after(text: &str, len: usize) -> Option<(u32, usize)> {
    let rest = text[len..].strip_prefix(' ')?;
    let (next, end) = word(rest);
    let end = text.len() - rest.len() + end;
    if matches!(next.as_str(), "عشر" | "عشرة") {
        return Some((10, end));
    }
    value(&TENS, next.strip_prefix('و')?).map(|ten| (ten, end))
}

/// The first word, folded, and its bytes. A joiner inside it is no part of it: "سی\u{200c}ام".
fn word(text: &str) -> (String, usize) {
    let len = text.find(|c: char| !c.is_alphabetic() && c != '\u{200C}').unwrap_or(text.len());
    (super::words::fold(&text[..len]).replace('\u{200C}', ""), len)
}

fn value(numbers: &[(u32, &str)], word: &str) -> Option<u32> {
    let named = numbers.iter().find(|(_, names)| names.split(' ').any(|n| n == word));
    named.map(|(value, _)| *value)
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

    #[test]
    fn roman_numerals_are_read_in_their_usual_form_only() {
        for (text, value) in [
            ("IV", Some(4)),
            ("xl", Some(40)),
            ("XCIX", Some(99)),
            ("XLVII", Some(47)),
            ("viv", None),
            ("iiii", None),
            ("ivi", None),
            ("Iv", None),
            ("ic", None),
        ] {
            assert_eq!(roman(text), value, "{text}");
        }
        for (text, value) in [
            ("TWENTY-ONE", 21),
            ("Thirty five", 35),
            ("بیستم", 20),
            ("سی و یکم", 31),
            ("سی\u{200c}ام", 30),
            ("Sexto", 6),
            ("DÉCIMO", 10),
            ("décima segunda", 12),
            ("الأولى", 1),
            ("التاسعـة", 9),
            ("الحادية عشرة", 11),
            ("العشرون", 20),
            ("الثانية والثلاثون", 32),
        ] {
            assert_eq!(in_words(text), Some((value, text.len())), "{text}");
        }
        assert_eq!(chinese("二十一条"), Some((21, 9)));
        assert_eq!(chinese("十条"), Some((10, 3)));
    }
}
