//! An eId in a reader's words: `art_3__para_2__point_a` is "Article 3(2)(a)".

use crate::model::language::LANGUAGES;

/// The words for a place in a text.
pub(super) fn of(eid: &str) -> String {
    let mut said = Said::default();
    for part in eid.split("__") {
        said.add(part);
    }
    if said.places.is_empty() { eid.to_owned() } else { said.places.join(", ") }
}

/// What has been said so far: "Annex 1", "Article 3(2)".
#[derive(Default)]
struct Said {
    places: Vec<String>,
    /// Whether the last place can be followed by "(2)".
    counted: bool,
}

impl Said {
    fn add(&mut self, part: &str) {
        let (name, number) = part.split_once('_').unwrap_or((part, ""));
        let written = number;
        let number = display(number);
        let (base, turn) = repeated(name);
        match base {
            "para" | "point" if self.counted => self.append(&format!("({written})")),
            "para" => self.begin(&format!("paragraph {written}"), true),
            "point" => self.begin(&format!("point ({written})"), true),
            "p" => self.begin(&format!("{} paragraph", nth(&number)), false),
            // Of two with one number the second is no "fourth".
            "indent" if written.contains('-') => self.begin(&format!("indent {written}"), false),
            "indent" => self.begin(&format!("{} indent", nth(written)), false),
            "s" => self.begin(&format!("sentence {number}"), false),
            "rec" => self.begin(&format!("recital {number}"), false),
            "intro" => self.begin("opening words", false),
            "wrapup" => self.begin(&turned("closing words", turn), false),
            "preamble" => self.begin(&turned("Preamble", turn), false),
            "meta" => self.begin("header", false),
            "conclusions" => self.begin(&turned("Closing words", turn), false),
            _ => match kind(base) {
                Some(kind) if number.is_empty() => self.begin(&turned(kind, turn), base == "art"),
                Some(kind) => self.begin(&format!("{kind} {number}"), base == "art"),
                None => self.begin(&language(part), false),
            },
        }
    }

    fn begin(&mut self, words: &str, counted: bool) {
        let first = self.places.is_empty();
        let mut chars = words.chars();
        let capital = chars.next().filter(|_| first).map(char::to_uppercase);
        let place = capital.map_or_else(|| words.to_owned(), |c| c.chain(chars).collect());
        // A preamble marked up as an article within one is still one preamble.
        if self.places.last() != Some(&place) {
            self.places.push(place);
        }
        self.counted = counted;
    }

    fn append(&mut self, words: &str) {
        if let Some(last) = self.places.last_mut() {
            last.push_str(words);
        }
    }
}

fn kind(prefix: &str) -> Option<&'static str> {
    Some(match prefix {
        "art" => "Article",
        "annex" => "Annex",
        "prot" => "Protocol",
        "part" => "Part",
        "title" => "Title",
        "chp" => "Chapter",
        "sec" => "Section",
        _ => return None,
    })
}

/// Roman numerals as one writes them; the rest as it stands: "iv" is "IV", "10bis" stays.
fn display(number: &str) -> String {
    let end = number.find(|c: char| !"ivxlc".contains(c)).unwrap_or(number.len());
    let (roman, rest) = number.split_at(end);
    let is_roman = end > 1 || roman == "v" || roman == "x";
    let apart = rest.is_empty() || rest.starts_with(['.', '-', 'b', 't', 'q']);
    if is_roman && apart { format!("{}{rest}", roman.to_uppercase()) } else { number.to_owned() }
}

/// "annex-2" is the second of that name.
fn repeated(name: &str) -> (&str, &str) {
    match name.rsplit_once('-') {
        Some((base, turn)) if turn.bytes().all(|b| b.is_ascii_digit()) => (base, turn),
        _ => (name, ""),
    }
}

fn turned(words: &str, turn: &str) -> String {
    if turn.is_empty() { words.to_owned() } else { format!("{words} ({turn})") }
}

/// Places in a row as one says them, from the first on.
pub(super) const NTH: [&str; 11] = [
    "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth",
];

fn nth(number: &str) -> String {
    let named = number.parse::<usize>().ok().and_then(|n| NTH.get(n)).filter(|n| !n.is_empty());
    named.map_or_else(
        || match (number.ends_with("11"), number.chars().last()) {
            (false, Some('1')) => format!("{number}st"),
            (_, Some('2')) if !number.ends_with("12") => format!("{number}nd"),
            (_, Some('3')) if !number.ends_with("13") => format!("{number}rd"),
            _ => format!("{number}th"),
        },
        |n| (*n).to_owned(),
    )
}

/// A version by its language: `nl` is "Dutch text".
fn language(code: &str) -> String {
    let (base, turn) = repeated(code);
    let named = LANGUAGES.iter().find(|(_, known)| *known == base);
    named.map_or_else(|| code.replace('_', " "), |(name, _)| turned(&format!("{name} text"), turn))
}

/// The code of a language by its name, in lower case.
pub(super) fn language_code(lower: &str) -> Option<&'static str> {
    LANGUAGES.iter().find(|(name, _)| name.eq_ignore_ascii_case(lower)).map(|(_, code)| *code)
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn places_are_said_as_lawyers_say_them() {
        for (eid, words) in [
            ("art_3__para_2__point_a", "Article 3(2)(a)"),
            ("art_3__para_2__point_a__point_ii", "Article 3(2)(a)(ii)"),
            ("annex_1__art_3", "Annex 1, Article 3"),
            ("preamble__rec_2", "Preamble, recital 2"),
            ("preamble", "Preamble"),
            ("preamble__preamble__p_18", "Preamble, 18th paragraph"),
            ("art_4__intro", "Article 4, opening words"),
            ("art_4__para_1__wrapup", "Article 4(1), closing words"),
            ("art_3__p_2", "Article 3, second paragraph"),
            ("art_101__para_2__indent_3", "Article 101(2), third indent"),
            ("art_3__indent_12__point_a", "Article 3, 12th indent, point (a)"),
            ("art_3__indent_3-2", "Article 3, indent 3-2"),
            ("art_3__p_21", "Article 3, 21st paragraph"),
            ("art_xx", "Article XX"),
            ("nl__art_3", "Dutch text, Article 3"),
            ("chp_3__art_1", "Chapter 3, Article 1"),
            ("annex__p_4", "Annex, fourth paragraph"),
            ("annex__para_2__point_b", "Annex, paragraph 2(b)"),
            ("conclusions__p_1", "Closing words, first paragraph"),
            ("art_5__s_3", "Article 5, sentence 3"),
            ("p_2", "Second paragraph"),
            ("para_2", "Paragraph 2"),
        ] {
            assert_eq!(of(eid), words);
        }
    }
}
