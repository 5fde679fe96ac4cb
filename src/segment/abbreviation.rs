//! Where a full stop does not end a sentence: abbreviations, initials, enumerators, datelines.

/// Abbreviations that are always followed by what they introduce, lower case, without full stop.
const LEADING: [&str; 61] = [
    "mr", "mrs", "ms", "dr", "prof", "gen", "maj", "col", "capt", "lt", "sgt", "adm", "sen", "rep",
    "gov", "pres", "amb", "hon", "rev", "smt", "st", "messrs", "art", "arts", "para", "paras",
    "sec", "secs", "ch", "no", "nos", "vol", "vols", "p", "pp", "fig", "ed", "eds", "doc", "docs",
    "res", "cf", "e.g", "i.e", "viz", "vs", "v", "ca", "approx", "jan", "feb", "mar", "apr", "jun",
    "jul", "aug", "sep", "sept", "oct", "nov", "dec",
];

/// Words that open a sentence far more often than they follow an acronym.
const OPENERS: [&str; 34] = [
    "The",
    "This",
    "That",
    "These",
    "Those",
    "It",
    "Its",
    "He",
    "She",
    "They",
    "Their",
    "We",
    "In",
    "On",
    "At",
    "As",
    "A",
    "An",
    "And",
    "But",
    "However",
    "If",
    "When",
    "While",
    "After",
    "Before",
    "Both",
    "Under",
    "For",
    "From",
    "There",
    "Such",
    "According",
    "Article",
];

/// Whether the sentence `before` runs on into `after`, although a full stop parts them.
pub(super) fn continues(before: &str, after: &str) -> bool {
    let before = before.trim();
    let Some(body) = before.strip_suffix('.') else { return false };
    let word =
        body.rsplit(|c: char| c.is_whitespace() || "([“\"—–-".contains(c)).next().unwrap_or(body);
    let next = after.split_whitespace().next().unwrap_or_default();
    is_enumerator(body)
        || is_dateline(body)
        || LEADING.contains(&word.to_lowercase().as_str())
        || (is_initials(word) && !OPENERS.contains(&next.trim_end_matches(',')))
}

/// "J", "U.N", "U.N.T.S": single letters parted by full stops.
fn is_initials(word: &str) -> bool {
    word.split('.').all(|part| {
        let mut chars = part.chars();
        chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
    })
}

/// "1", "iv", "a", "12.3": a number or letter that opens a paragraph.
fn is_enumerator(body: &str) -> bool {
    !body.is_empty()
        && body.len() <= 6
        && (body.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            || body.bytes().all(|b| b"ivxIVX".contains(&b))
            || (body.len() == 1 && body.bytes().all(|b| b.is_ascii_alphabetic())))
}

/// A dateline is not longer, in bytes.
const LONGEST_DATELINE: usize = 160;

/// "MOSCOW, January 14", "NEW YORK", "/TASS/": where and by whom a report was filed, with what the
/// sentence before gathered of it.
fn is_dateline(body: &str) -> bool {
    if body.len() > LONGEST_DATELINE {
        return false;
    }
    let agency = |part: &str| part.len() > 2 && part.starts_with('/') && part.ends_with('/');
    body.split(". ").all(|part| {
        let place = part.split(',').next().unwrap_or(part);
        let filed = place.chars().filter(|c| c.is_alphabetic()).count() > 2
            && place
                .chars()
                .all(|c| !c.is_lowercase() && (c.is_alphabetic() || " -'’.".contains(c)));
        agency(part.trim()) || (filed && part.len() <= 60)
    })
}
