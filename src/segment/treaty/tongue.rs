//! Which language a stretch is in, to tell the versions of one file apart.

/// Function words by BCP 47 language; a version is recognised by how many of them it has.
const WORDS: [(&str, [&str; 10]); 9] = [
    ("en", ["the", "of", "and", "shall", "this", "which", "by", "be", "with", "any"]),
    ("fr", ["le", "les", "des", "et", "du", "une", "par", "dans", "est", "aux"]),
    ("es", ["el", "los", "las", "del", "y", "por", "una", "con", "que", "al"]),
    ("de", ["der", "die", "und", "das", "dem", "des", "von", "mit", "ist", "auf"]),
    ("nl", ["de", "het", "van", "een", "en", "dat", "wordt", "voor", "bij", "aan"]),
    ("it", ["il", "della", "che", "di", "gli", "nel", "alla", "delle", "sono", "dei"]),
    ("pt", ["os", "das", "dos", "uma", "não", "pela", "às", "ao", "são", "do"]),
    ("pl", ["w", "z", "na", "się", "oraz", "lub", "jest", "do", "przez", "nie"]),
    ("sv", ["och", "att", "som", "det", "till", "av", "skall", "den", "för", "med"]),
];

/// The language of a stretch, where its words or its script tell.
pub(super) fn language(text: &str) -> Option<&'static str> {
    let mut script = [0_usize; 5];
    for c in text.chars().take(4000) {
        match c {
            '\u{400}'..='\u{52F}' => script[0] += 1,
            '\u{600}'..='\u{6FF}' => script[1] += 1,
            '\u{4E00}'..='\u{9FFF}' => script[2] += 1,
            '\u{370}'..='\u{3FF}' => script[3] += 1,
            c if c.is_alphabetic() => script[4] += 1,
            _ => {}
        }
    }
    let all: usize = script.iter().sum();
    for (count, name) in script.iter().zip(["ru", "ar", "zh", "el"]) {
        if count * 2 > all && all > 0 {
            let persian = name == "ar" && text.contains(['پ', 'چ', 'ژ', 'گ']);
            return Some(if persian { "fa" } else { name });
        }
    }
    let counts = counts(text);
    let total: usize = counts.iter().sum();
    let (best, index) = counts.iter().zip(0..).max_by_key(|(n, _)| **n)?;
    let second = counts.iter().zip(0..).filter(|(_, i)| *i != index).map(|(n, _)| *n).max()?;
    (total > 3 && *best * 2 > second * 3).then_some(WORDS[index].0)
}

/// Whether a line has more words of one language than of the other.
pub(super) fn is_rather(line: &str, this: &str, that: &str) -> bool {
    let counts = counts(line);
    let of = |name: &str| WORDS.iter().position(|(n, _)| *n == name).map_or(0, |i| counts[i]);
    of(this) > of(that)
}

fn counts(text: &str) -> [usize; WORDS.len()] {
    let mut counts = [0_usize; WORDS.len()];
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).take(800) {
        let word = word.to_lowercase();
        for (count, (_, words)) in counts.iter_mut().zip(&WORDS) {
            *count += usize::from(words.contains(&word.as_str()));
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::language;

    #[test]
    fn the_language_of_a_version_is_told_by_its_small_words() {
        for (text, expected) in [
            (
                "The Parties shall meet and any of them may speak with the other by letter.",
                Some("en"),
            ),
            (
                "De Partijen komen bijeen in een vergadering van het comité dat wordt gevormd voor dit doel.",
                Some("nl"),
            ),
            (
                "Les Parties se réunissent dans une ville choisie par le comité des ministres et du conseil.",
                Some("fr"),
            ),
            ("Стороны встречаются ежегодно", Some("ru")),
            ("A B C", None),
        ] {
            assert_eq!(language(text), expected, "{text}");
        }
    }
}
