//! What the first words of a line could name: "Article 5", "SECOND PART", 第五条.

use super::{
    number::{self, Number, Reading},
    numeral,
    words::{self, Named, Series},
};
use crate::model::Unit;

/// What is named, the readings of its number (or `None` without one), and where the number begins.
pub(super) type Label = (Named, Vec<Option<Reading>>, usize);

/// What the first words could name.
pub(super) fn labels(text: &str, heading: bool) -> Vec<Label> {
    let article = |series| Named { unit: Unit::Article, series };
    let mut all = Vec::new();
    if let Some(label) = east_asian(text) {
        all.push(label);
        return all;
    }
    let end = text.find(|c: char| !c.is_alphabetic() && !is_mark(c)).unwrap_or(text.len());
    if let Some(rest) = text.strip_prefix('§') {
        let at = text.len() - rest.trim_start_matches(['§', ' ', '\u{a0}']).len();
        let readings: Vec<_> = number::reading(&text[at..]).map(Some).into_iter().collect();
        all.push((article(Series::Sign), readings, at));
    } else if end > 0 && end <= 40 {
        let word = words::fold(&text[..end]);
        if let Some(named) = words::named(&word) {
            let at = after_word(text, end);
            let readings = number::readings(&text[at..]);
            let numberless = matches!(named.unit, Unit::Annex | Unit::Protocol | Unit::Preamble);
            if readings.is_empty() && named.unit == Unit::Annex {
                let letter = text[at..].chars().next().filter(char::is_ascii_uppercase);
                let single = text[at..].chars().nth(1).is_none_or(|c| !c.is_alphanumeric());
                if let Some(letter) = letter.filter(|_| single && at > end) {
                    all.push((named, vec![Some(lettered(letter))], at));
                    return all;
                }
            }
            if readings.is_empty() && numberless {
                all.push((named, vec![None], end));
            } else if !readings.is_empty() {
                all.push((named, readings.into_iter().map(Some).collect(), at));
            } else if named.unit != Unit::Article && at > end {
                // "SECTION A".
                let mut chars = text[at..].chars();
                if let Some(letter) = chars.next().filter(char::is_ascii_uppercase)
                    && chars.next().is_none_or(|c| !c.is_alphanumeric())
                {
                    all.push((named, vec![Some(lettered(letter))], at));
                }
            }
        } else if let Some(label) = ordinal_first(text, end, heading) {
            all.push(label);
        } else if heading
            && text.len() <= 8
            && let Some(reading) =
                number::reading(text).filter(|r| text[r.len..].trim_matches(['.', ' ']).is_empty())
        {
            all.push((article(Series::Bare), vec![Some(reading)], 0));
        }
    } else if let Some(reading) = number::reading(text) {
        let rest = &text[reading.len..];
        let word = rest.trim_start_matches(['.', ' ', '\u{a0}', '-']);
        let end = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
        if end > 0 && end <= 24 && words::follows_number(&words::fold(&word[..end])) {
            let len = text.len() - word.len() + end;
            let reading = Reading { len, ..reading };
            all.push((article(Series::Article), vec![Some(reading)], 0));
        } else if heading && text.len() <= 12 && rest.trim_matches(['.', ' ', ')']).is_empty() {
            all.push((article(Series::Bare), vec![Some(reading)], 0));
        }
    }
    all
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&c) || ('\u{900}'..='\u{94F}').contains(&c)
}

fn lettered(letter: char) -> Reading {
    let number = Number {
        eid: letter.to_ascii_lowercase().to_string(),
        major: 0,
        value: u32::from(letter) - u32::from('A') + 1,
        addition: 0,
    };
    Reading { number, len: 1, glued: false }
}

/// Where the number begins after a heading's word: past spaces, "No.", ". " and ": ".
fn after_word(text: &str, end: usize) -> usize {
    let skip = |at: usize| {
        at + text[at..].len()
            - text[at..]
                .trim_start_matches([' ', '\u{a0}', '.', ':', '-', '–', '—', '\t', '('])
                .len()
    };
    let at = skip(end);
    let rest = &text[at..];
    for sign in ["No", "NO", "no", "Nr", "nr", "N°", "Nº", "n°", "№", "Núm", "Num", "number"]
    {
        if let Some(after) = rest.strip_prefix(sign)
            && after.starts_with(['.', ' ', '\u{a0}', '°', 'º'])
        {
            return skip(text.len() - after.trim_start_matches(['°', 'º', '.']).len());
        }
    }
    at
}

/// 第五条, 第二章, 제5조.
fn east_asian(text: &str) -> Option<Label> {
    let sign = text.chars().next().filter(|c| "第제".contains(*c))?;
    let rest = text[sign.len_utf8()..].trim_start();
    let at = text.len() - rest.len();
    let (value, len) = match numeral::digits(rest) {
        Some(len) => (number::reading(&rest[..len])?.number.value, len),
        None => numeral::chinese(rest)?,
    };
    let after = rest[len..].trim_start();
    let unit = match after.chars().next()? {
        '条' | '條' | '조' => Unit::Article,
        '章' | '장' => Unit::Chapter,
        '节' | '節' | '절' => Unit::Section,
        '编' | '編' | '部' => Unit::Part,
        _ => return None,
    };
    let counted = after.chars().next().map_or(0, char::len_utf8);
    let len = text.len() - at - after.len() + counted;
    let reading = Reading { number: number::plain(value), len, glued: false };
    Some((Named { unit, series: Series::Article }, vec![Some(reading)], at))
}

/// "EERSTE DEEL", "Première partie"; as a heading "Second Protocol" too.
fn ordinal_first(text: &str, end: usize, heading: bool) -> Option<Label> {
    let (value, len) = numeral::in_words(text)
        .or_else(|| ordinal(&words::fold(&text[..end])).map(|v| (v, end)))?;
    let rest = text[len..].strip_prefix([' ', '\u{a0}'])?;
    let word = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let named = words::named(&words::fold(&rest[..word]))?;
    let structural = match named.unit {
        Unit::Preamble | Unit::Annex => false,
        Unit::Protocol => heading,
        _ => true,
    };
    let len = len + 1 + word;
    structural.then(|| {
        (named, vec![Some(Reading { number: number::plain(value), len, glued: false })], 0)
    })
}

fn ordinal(word: &str) -> Option<u32> {
    const STEMS: [(&str, u32); 17] = [
        ("erste", 1),
        ("zweite", 2),
        ("dritte", 3),
        ("vierte", 4),
        ("funfte", 5),
        ("achtste", 8),
        ("achte", 8),
        ("negende", 9),
        ("tiende", 10),
        ("перв", 1),
        ("втор", 2),
        ("трет", 3),
        ("четверт", 4),
        ("пят", 5),
        ("шест", 6),
        ("седьм", 7),
        ("terceira", 3),
    ];
    STEMS
        .iter()
        .find(|(stem, _)| word.starts_with(stem) && word.len() <= stem.len() + 6)
        .map(|(_, v)| *v)
}
