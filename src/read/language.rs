//! Which language a text is in, where nobody says so: by its script, then by its commonest words.

/// Function words that every text of some length has, by BCP 47 language.
const WORDS: [(&str, [&str; 10]); 9] = [
    ("en", ["the", "of", "and", "shall", "this", "which", "by", "be", "with", "any"]),
    ("fr", ["le", "les", "des", "et", "du", "une", "par", "dans", "est", "aux"]),
    ("es", ["el", "los", "las", "del", "y", "por", "una", "con", "que", "al"]),
    ("de", ["der", "die", "und", "das", "dem", "des", "von", "mit", "ist", "auf"]),
    ("nl", ["de", "het", "van", "een", "en", "dat", "wordt", "voor", "bij", "aan"]),
    ("it", ["il", "della", "che", "di", "gli", "nel", "alla", "delle", "sono", "dei"]),
    ("pt", ["os", "das", "dos", "uma", "não", "da", "em", "ao", "o", "e"]),
    ("pl", ["w", "z", "na", "się", "oraz", "lub", "jest", "do", "przez", "nie"]),
    ("sv", ["och", "att", "som", "det", "till", "av", "skall", "den", "för", "med"]),
];

/// The start tells: a long text is not read twice for it.
const START: usize = 20_000;

/// The language of a text, `und` (undetermined) where it is none of those that can be told.
#[must_use]
pub fn language_of(text: &str) -> &'static str {
    if let Some(language) = by_script(text) {
        return language;
    }
    let Counts { words, best, .. } = Counts::of(text, 4000);
    // One word in twenty is few enough for a list, and too many for another language.
    best.filter(|(_, count)| count * 20 >= words).map_or("und", |(language, _)| language)
}

/// The language of a stretch that may hold several, where one of them clearly prevails.
pub(crate) fn prevailing(stretch: &str) -> Option<&'static str> {
    if let Some(language) = by_script(stretch) {
        return Some(language);
    }
    let Counts { of, best, .. } = Counts::of(stretch, 800);
    let (language, best) = best?;
    let others = of.iter().zip(&WORDS).filter(|(_, (name, _))| *name != language);
    let second = others.map(|(count, _)| *count).max().unwrap_or_default();
    (of.iter().sum::<usize>() > 3 && best * 2 > second * 3).then_some(language)
}

/// The language of a title, which is too short for the others: two words tell it, where none of another
/// language gainsays them.
pub(crate) fn title_language(title: &str) -> Option<&'static str> {
    if let Some(language) = by_script(title) {
        return Some(language);
    }
    let Counts { of, best, .. } = Counts::of(title, 800);
    let (language, count) = best?;
    (count > 1 && of.iter().sum::<usize>() == count).then_some(language)
}

/// Whether a line has more words of one language than of the other.
pub(crate) fn is_rather(line: &str, this: &str, that: &str) -> bool {
    let counts = Counts::of(line, 800).of;
    let of = |name: &str| WORDS.iter().position(|(n, _)| *n == name).map_or(0, |i| counts[i]);
    of(this) > of(that)
}

/// The language that most letters' script belongs to; none for Latin letters.
fn by_script(text: &str) -> Option<&'static str> {
    const NAMES: [&str; 4] = ["ru", "ar", "zh", "el"];
    let (mut letters, mut of) = (0_usize, [0_usize; NAMES.len()]);
    for c in text.chars().take(START).filter(|c| c.is_alphabetic()) {
        letters += 1;
        match c {
            '\u{400}'..='\u{52F}' => of[0] += 1,
            '\u{600}'..='\u{6FF}' => of[1] += 1,
            '\u{4E00}'..='\u{9FFF}' => of[2] += 1,
            '\u{370}'..='\u{3FF}' => of[3] += 1,
            _ => {}
        }
    }
    let (_, name) = of.iter().zip(NAMES).find(|(count, _)| **count * 2 > letters)?;
    // Letters that Persian has and Arabic has not.
    Some(if name == "ar" && text.contains(['پ', 'چ', 'ژ', 'گ']) { "fa" } else { name })
}

/// How many function words of each language a text has.
struct Counts {
    /// Words in all.
    words: usize,
    of: [usize; WORDS.len()],
    /// The language with the most, and how many; none where there are none.
    best: Option<(&'static str, usize)>,
}

impl Counts {
    /// Counts in the first words of a text.
    fn of(text: &str, most: usize) -> Self {
        let (mut words, mut of) = (0, [0_usize; WORDS.len()]);
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).take(most) {
            words += 1;
            let word = word.to_lowercase();
            for (count, (_, known)) in of.iter_mut().zip(&WORDS) {
                *count += usize::from(known.contains(&word.as_str()));
            }
        }
        let most = of.iter().zip(&WORDS).max_by_key(|(count, _)| **count);
        let best = most.map(|(count, (name, _))| (*name, *count)).filter(|(_, count)| *count > 0);
        Self { words, of, best }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_in_a_language_where_its_words_are_of_no_other() {
        for (title, language) in [
            ("Handvest van de Verenigde Naties", Some("nl")),
            ("Charter of the United Nations", Some("en")),
            ("Paris Agreement", None),
            ("Traité de paix et de commerce", None),
            ("ایران و روسیه", Some("ar")),
        ] {
            assert_eq!(title_language(title), language, "{title}");
        }
    }

    #[test]
    fn a_language_is_told_by_script_and_common_words() {
        for (text, language) in [
            ("The treaty was signed by the presidents of both countries.", "en"),
            ("Le traité a été signé par les présidents des deux pays.", "fr"),
            ("Het verdrag wordt van kracht op de eerste dag van de maand.", "nl"),
            (
                "O Tratado foi assinado em Lisboa, em 3 de maio, pelos representantes de ambos os Estados.",
                "pt",
            ),
            ("Договор подписан в Москве.", "ru"),
            ("قرارداد در تهران امضا شد و گفتگو ادامه یافت", "fa"),
            ("条约在莫斯科签署", "zh"),
            ("Lorem ipsum dolor sit amet", "und"),
            ("1 2 3", "und"),
        ] {
            assert_eq!(language_of(text), language, "{text}");
        }
    }

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
            assert_eq!(prevailing(text), expected, "{text}");
        }
    }
}
