//! Numbers in Arabic and in Roman numerals: "Article 3" is cited where the text has "ARTICLE III".

/// Levels of an eId whose numbers texts write in either.
const EITHER: [&str; 7] = ["annex", "prot", "part", "title", "chp", "sec", "art"];

/// The eId with one of its numbers in the other numerals, for each that has them.
pub(super) fn in_others(eid: &str) -> Vec<String> {
    let levels: Vec<&str> = eid.split("__").collect();
    let other = |at: usize| {
        let (prefix, number) = levels[at].split_once('_').filter(|(p, _)| EITHER.contains(p))?;
        let other = other_numeral(number)?;
        let mut changed: Vec<String> = levels.iter().map(|level| (*level).to_owned()).collect();
        changed[at] = format!("{prefix}_{other}");
        Some(changed.join("__"))
    };
    (0..levels.len()).filter_map(other).collect()
}

/// A lower-case Roman number in figures, and figures as a Roman number: texts refer to "Article 5" of an
/// "ARTICLE V".
#[must_use]
pub fn other_numeral(number: &str) -> Option<String> {
    let figures = number.parse::<u32>().ok();
    figures.map_or_else(|| from_roman(number).map(|n| n.to_string()), to_roman)
}

const NUMERALS: [(&str, u32); 9] = [
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

fn to_roman(mut n: u32) -> Option<String> {
    if n == 0 || n > 399 {
        return None;
    }
    let mut out = String::new();
    for (sign, worth) in NUMERALS {
        while n >= worth {
            out.push_str(sign);
            n -= worth;
        }
    }
    Some(out)
}

/// The value of a lower-case Roman numeral in its usual form, up to 399: larger ones than treaties need
/// are words, such as "mix".
#[must_use]
pub fn from_roman(text: &str) -> Option<u32> {
    let (mut rest, mut value) = (text, 0);
    for (sign, worth) in NUMERALS {
        while let Some(after) = rest.strip_prefix(sign) {
            rest = after;
            value += worth;
        }
    }
    (rest.is_empty() && to_roman(value).as_deref() == Some(text)).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_change_into_the_other_numerals_and_back() {
        assert_eq!(other_numeral("14").as_deref(), Some("xiv"));
        assert_eq!(other_numeral("xiv").as_deref(), Some("14"));
        assert_eq!(
            (other_numeral("10bis"), other_numeral("iiii"), other_numeral("")),
            (None, None, None)
        );
        assert!((1..400).all(|n| from_roman(&to_roman(n).unwrap()) == Some(n)));
        assert_eq!(in_others("annex_1__art_iv"), ["annex_i__art_iv", "annex_1__art_4"]);
        assert!(in_others("art_10bis__para_1").is_empty());
    }
}
