//! Numbers of items, and words that refer to them.

/// Words after which a number or a letter is what they refer to, not the next paragraph's.
const REFERRING: [&str; 50] = [
    "article",
    "articles",
    "paragraph",
    "paragraphs",
    "subparagraph",
    "subparagraphs",
    "annex",
    "annexes",
    "section",
    "sections",
    "chapter",
    "chapters",
    "rule",
    "rules",
    "part",
    "item",
    "note",
    "footnote",
    "appendix",
    "protocol",
    "no.",
    "nos.",
    "art.",
    "para.",
    "to",
    "in",
    "of",
    "under",
    "by",
    "with",
    "the",
    "from",
    "artículo",
    "artículos",
    "párrafo",
    "párrafos",
    "anexo",
    "anexos",
    "inciso",
    "incisos",
    "literal",
    "numeral",
    "capítulo",
    "sección",
    "de",
    "del",
    "al",
    "en",
    "los",
    "el",
];

/// Whether words end in one after which a number is what they refer to: "Article", "of".
pub(super) fn refers(words: &str) -> bool {
    let Some(word) = words.split_whitespace().next_back() else { return false };
    let word = word.to_lowercase();
    REFERRING.contains(&word.as_str())
}

/// Whether a line begins with a number of any kind, of an item or not.
pub(super) fn begins_with_number(words: &str) -> bool {
    let first = words.trim_start_matches('(');
    first.starts_with(|c: char| c.is_ascii_digit()) || begins_item(words)
}

/// Whether a line begins as an item of a list does: "1.", "(a)", "iv)", "2.1", "–", "•".
pub(super) fn begins_item(words: &str) -> bool {
    let Some(first) = words.split_whitespace().next() else { return false };
    first.len() < words.len() && is_number(first)
}

/// Whether this is the number of an item and nothing else.
pub(super) fn is_number(word: &str) -> bool {
    if matches!(word, "-" | "–" | "—" | "•" | "·" | "▪" | "*" | "§") {
        return true;
    }
    // No number is longer, and a paragraph may be.
    if word.len() > 16 {
        return false;
    }
    let opened = word.strip_prefix('(');
    let inner = opened.unwrap_or(word);
    let Some(inner) = inner.strip_suffix(['.', ')']).or_else(|| inner.strip_suffix(".-")) else {
        // 2.1 without a last full stop; not 2, which could be any number.
        return word.contains('.') && !word.starts_with('.') && is_dotted(word);
    };
    let count = inner.chars().count();
    is_dotted(inner)
        || count == 1 && inner.chars().all(char::is_alphabetic)
        || (1..=6).contains(&count) && inner.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
        || (1..=6).contains(&count) && inner.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
        || opened.is_some() && count == 2 && inner.chars().all(char::is_lowercase)
}

/// Digits, parted by single full stops.
fn is_dotted(word: &str) -> bool {
    word.split('.').all(|n| (1..=3).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_items_are_told_from_words_and_other_numbers() {
        for number in ["1.", "12)", "(a)", "a.", "(aa)", "iv)", "(IV)", "2.1", "2.1.3.", "–", "•"]
        {
            assert!(is_number(number), "{number}");
        }
        for other in
            ["2", "1999", "1999.", "the", "(the)", "etc.", "Mr.", ".", "()", "", "302.2222"]
        {
            assert!(!is_number(other), "{other}");
        }
    }

    #[test]
    fn a_number_after_a_word_that_refers_is_no_item() {
        assert!(refers("as set out in Article") && refers("pursuant to"));
        assert!(!refers("they shall trade; and") && !refers(""));
        assert!(begins_item("(a) trade") && !begins_item("(a)") && begins_with_number("302 of it"));
    }
}
