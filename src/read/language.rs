//! Which language a text is in, where nobody says so: by its script, then by its commonest words.

/// Function words that every text of some length has, by BCP 47 language.
const WORDS: [(&str, [&str; 8]); 4] = [
    ("en", ["the", "of", "and", "to", "in", "shall", "by", "on"]),
    ("fr", ["le", "la", "les", "des", "et", "du", "une", "par"]),
    ("es", ["el", "los", "las", "del", "y", "por", "una", "con"]),
    ("de", ["der", "die", "und", "das", "den", "des", "von", "mit"]),
];

/// The language of a text, `und` (undetermined) where it is none of those that can be told.
#[must_use]
pub fn language_of(text: &str) -> &'static str {
    // The start tells; a long text is not read twice for it.
    let letters = || text.chars().take(20_000).filter(|c| c.is_alphabetic());
    let all = letters().count().max(1);
    let many = |script: fn(char) -> bool| letters().filter(|c| script(*c)).count() * 2 > all;
    if many(|c| ('\u{0400}'..='\u{052F}').contains(&c)) {
        return "ru";
    }
    if many(|c| ('\u{0600}'..='\u{06FF}').contains(&c)) {
        // Letters that Persian has and Arabic has not.
        return if text.contains(['پ', 'چ', 'ژ', 'گ']) { "fa" } else { "ar" };
    }
    if many(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)) {
        return "zh";
    }
    let mut counts = [0_usize; WORDS.len()];
    let mut total = 0;
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).take(4000) {
        total += 1;
        let word = word.to_lowercase();
        for (count, (_, words)) in counts.iter_mut().zip(&WORDS) {
            *count += usize::from(words.contains(&word.as_str()));
        }
    }
    let best = counts.iter().zip(&WORDS).max_by_key(|(count, _)| **count);
    match best {
        Some((count, (language, _))) if count * 20 >= total && total > 0 => language,
        _ => "und",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_told_by_script_and_common_words() {
        for (text, language) in [
            ("The treaty was signed by the presidents of both countries.", "en"),
            ("Le traité a été signé par les présidents des deux pays.", "fr"),
            ("Договор подписан в Москве.", "ru"),
            ("قرارداد در تهران امضا شد و گفتگو ادامه یافت", "fa"),
            ("条约在莫斯科签署", "zh"),
            ("Lorem ipsum dolor sit amet", "und"),
        ] {
            assert_eq!(language_of(text), language, "{text}");
        }
    }
}
