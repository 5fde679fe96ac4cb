//! Places that are spelt out in words: "second paragraph", "opening words", "Dutch text".

use super::words;

/// What is said with words, said as the rest of a place is: "second paragraph" is `p 2`.
pub(super) fn abridged(lower: &str) -> String {
    // "the third indent of Article 4": points stand behind what they are in.
    let turned = lower.split_once(" indent of ").map(|(nth, of)| format!("{of} {nth} indent"));
    let words: Vec<&str> = turned.as_deref().unwrap_or(lower).split_whitespace().collect();
    let mut kept: Vec<String> = Vec::with_capacity(words.len());
    let mut rest = &words[..];
    while let Some((first, after)) = rest.split_first() {
        let second = after.first().map_or("", |word| word.trim_end_matches([',', ';', '.']));
        let short = match (*first, second) {
            (_, "paragraph" | "para" | "par") => ordinal(first).map(|n| format!("p {n}")),
            (_, "indent") => ordinal(first).map(|n| format!("indent {n}")),
            ("opening", "words") => Some("intro".to_owned()),
            ("closing", "words") if kept.is_empty() => Some("conclusions".to_owned()),
            ("closing", "words") => Some("wrapup".to_owned()),
            (language, "text") => words::language_code(language).map(|code| format!("{code}-text")),
            _ => None,
        };
        rest = if short.is_some() { &after[1..] } else { after };
        kept.push(short.unwrap_or_else(|| (*first).to_owned()));
    }
    kept.join(" ")
}

/// "second", "21st".
fn ordinal(word: &str) -> Option<u32> {
    if let Some(at) = words::NTH.iter().position(|nth| *nth == word) {
        return u32::try_from(at).ok().filter(|n| *n > 0);
    }
    let digits =
        word.strip_suffix(["st", "nd", "rd", "th"].into_iter().find(|s| word.ends_with(s))?)?;
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_the_numbers_and_levels_that_they_mean() {
        for (said, short) in [
            ("article 3, second paragraph", "article 3, p 2"),
            ("21st paragraph of article 3", "p 21 of article 3"),
            ("article 101(2), third indent, point (a)", "article 101(2), indent 3 point (a)"),
            ("article 4(1), closing words", "article 4(1), wrapup"),
            ("closing words, first paragraph, sentence 2", "conclusions p 1 sentence 2"),
            ("dutch text, article 3", "nl-text article 3"),
            ("the second part", "the second part"),
        ] {
            assert_eq!(abridged(said), short);
        }
    }
}
