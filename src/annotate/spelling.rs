//! A word of a title in capitals, as the document itself writes it.

/// Sets words back in capitals that the document writes so among others that are not: acronyms. Those it
/// writes otherwise anywhere are none.
pub(super) fn with_acronyms(title: &str, document: &str) -> String {
    let words: Vec<String> = title.split(' ').map(|word| acronym(word, document)).collect();
    words.join(" ")
}

fn acronym(word: &str, document: &str) -> String {
    let capitals = word.to_uppercase();
    let is_bare = word.chars().all(char::is_alphabetic) && word.chars().count() > 2;
    if !is_bare || capitals == word {
        return word.to_owned();
    }
    let mixed = || document.lines().filter(|line| line.contains(char::is_lowercase));
    let has = |written: &str| mixed().any(|line| has_word(line, written));
    let otherwise = has(word) || has(&word.to_lowercase());
    if !otherwise && has(&capitals) { capitals } else { word.to_owned() }
}

/// Whether a line has this word, and not only as part of another.
fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::with_acronyms;

    #[test]
    fn an_acronym_is_told_by_how_the_text_goes_on() {
        let title = "Agreement between the Efta States and Ruritania on Locusts";
        let document = "AGREEMENT BETWEEN THE EFTA STATES AND RURITANIA ON LOCUSTS\n\nEach of the EFTA States fights locusts in\nRURITANIA, hereafter Ruritania.";
        let expected = "Agreement between the EFTA States and Ruritania on Locusts";
        assert_eq!(with_acronyms(title, document), expected);
        assert_eq!(with_acronyms(title, "ON LOCUSTS AND EFTA STATES"), title);
    }
}
