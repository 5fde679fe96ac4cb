//! Places as people type them: `3(2)`, `art 3 para 2`, `Annex 1, Article 3`, `p3 s2`.

use super::Locator;

/// A longer text names no place.
const LONGEST: usize = 200;
/// Words that stand between the parts of a place and mean nothing.
const FILLERS: [&str; 9] = ["of", "the", "no", "nr", "number", "and", "in", "to", "n"];

/// One part of what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    /// A word that names what the next number counts: "art", "para".
    Word(String),
    /// A number, a letter or a Roman numeral, and whether it stood in parentheses.
    Number(String, bool),
}

pub(super) fn candidates(typed: &str) -> Vec<Locator> {
    let mut found = Vec::new();
    let typed = typed.trim();
    if typed.is_empty() || typed.len() > LONGEST {
        return found;
    }
    let lower = typed.to_lowercase();
    let mut push = |text: String| {
        if let Ok(locator) = text.parse::<Locator>()
            && !found.contains(&locator)
        {
            found.push(locator);
        }
    };
    if lower.contains('_') || is_eid(&lower) {
        push(lower);
        return found;
    }
    if let Some((p, s)) = sentence(&lower) {
        push(format!("p{p}.s{s}"));
    }
    for eid in text_places(&lower) {
        for numerals in numerals(&eid) {
            push(numerals);
        }
    }
    found
}

/// An eId without any number in it.
fn is_eid(text: &str) -> bool {
    matches!(text, "preamble" | "conclusions" | "annex")
}

/// A report's paragraph and sentence.
fn sentence(lower: &str) -> Option<(u32, u32)> {
    let known = ["p", "s", "par", "para", "paragraph", "sent", "sentence", "passage"];
    let mut named = lower.split(|c: char| !c.is_ascii_alphabetic()).filter(|w| !w.is_empty());
    // "3(2)" is an article's paragraph; a report has none.
    if lower.contains('(') || named.any(|w| !known.contains(&w)) {
        return None;
    }
    let numbers: Vec<u32> = lower
        .split(|c: char| !c.is_ascii_digit())
        .filter(|n| !n.is_empty())
        .map_while(|n| n.parse().ok())
        .collect();
    match numbers[..] {
        [p, s] => Some((p, s)),
        [p] => Some((p, 1)),
        _ => None,
    }
}

/// The eIds that were perhaps meant, the likeliest first.
fn text_places(lower: &str) -> Vec<String> {
    let parts = parts(lower);
    if !parts
        .iter()
        .any(|p| matches!(p, Part::Number(..)) || *p == Part::Word("preamble".to_owned()))
    {
        return Vec::new();
    }
    let dotted =
        parts.iter().any(|p| matches!(p, Part::Number(n, false) if n.contains(['.', '-'])));
    let mut found: Vec<String> = Vec::new();
    if dotted {
        found.extend(eid(&parts, true));
    }
    found.extend(eid(&parts, false));
    found
}

/// The parts of what was typed; `None`-like empty where a word is unknown.
fn parts(lower: &str) -> Vec<Part> {
    let mut found = Vec::new();
    let mut rest = lower;
    while let Some(c) = rest.chars().next() {
        let in_parentheses = c == '(' || c == '[';
        if !c.is_alphanumeric() {
            rest = &rest[c.len_utf8()..];
            if !in_parentheses {
                continue;
            }
        }
        let inner = rest.trim_start();
        let end = inner
            .find(|c: char| !(c.is_alphanumeric() || c == '.' || c == '-'))
            .unwrap_or(inner.len());
        let run = inner[..end].trim_matches(['.', '-']);
        rest = &inner[end..];
        if run.is_empty() {
            continue;
        }
        let closed = in_parentheses && rest.trim_start().starts_with([')', ']']);
        for piece in split(run) {
            if closed || is_number(&piece, found.last()) {
                found.push(Part::Number(piece, closed));
            } else if let Some(word) = unit(&piece) {
                found.push(Part::Word(word.to_owned()));
            } else if !FILLERS.contains(&piece.as_str()) {
                return Vec::new();
            }
        }
    }
    found
}

/// "art-3.2" is a word and a number; "3.2" and "10bis" are one number; "3a" is two.
fn split(run: &str) -> Vec<String> {
    let letters = run.find(|c: char| !c.is_alphabetic()).unwrap_or(run.len());
    let (word, rest) = run.split_at(letters);
    if unit(word).is_some() && !rest.is_empty() {
        return vec![word.to_owned(), rest.trim_start_matches(['.', '-']).to_owned()];
    }
    vec![run.to_owned()]
}

/// Whether a piece is a number: it has a digit, or it is a letter or a Roman numeral after a word.
fn is_number(piece: &str, before: Option<&Part>) -> bool {
    let digits = piece.starts_with(|c: char| c.is_ascii_digit());
    let roman = piece.bytes().all(|b| b"ivxlc".contains(&b));
    let letter = piece.len() == 1 && before.is_some() && unit(piece).is_none();
    let after_word = matches!(before, Some(Part::Word(_)));
    digits
        || (roman && (after_word || piece.len() > 1))
        || (letter && before.is_some())
        || piece.starts_with(|c: char| c.is_ascii_alphabetic())
            && piece[1..].starts_with(['-', '.'])
            && piece[2..].bytes().all(|b| b.is_ascii_digit())
}

/// The eId's prefix for a word.
fn unit(word: &str) -> Option<&'static str> {
    Some(match word {
        "art" | "arts" | "article" | "articles" | "articulo" | "artículo" | "artikel"
        | "artigo" | "articolo" | "reg" | "regulation" | "rule" => "art",
        "para" | "par" | "paragraph" | "paragraphs" | "lid" | "absatz" | "abs" => "para",
        "point" | "pt" | "sub" | "subparagraph" | "subpara" | "lit" | "letter" | "item" => "point",
        "annex" | "appendix" | "schedule" | "anexo" | "annexe" | "bijlage" | "anlage" => "annex",
        "prot" | "protocol" | "protocole" | "protocolo" => "prot",
        "part" | "partie" | "deel" | "teil" => "part",
        "title" | "titre" | "titulo" | "título" => "title",
        "chapter" | "chp" | "ch" | "chap" | "chapitre" | "capitulo" | "capítulo" => "chp",
        "section" | "sec" | "sect" => "sec",
        "recital" | "rec" => "rec",
        "sentence" | "s" => "s",
        "preamble" | "preambule" => "preamble",
        "conclusions" | "conclusion" => "conclusions",
        "p" => "p",
        _ => return None,
    })
}

/// The eId for parts. With `apart`, a dotted number is an article and its paragraph.
fn eid(parts: &[Part], apart: bool) -> Option<String> {
    let mut out: Vec<String> = Vec::new();
    let mut word: Option<&str> = None;
    let mut article = false;
    for part in parts {
        match part {
            Part::Word(name) => {
                if matches!(name.as_str(), "preamble" | "conclusions") {
                    out.push(name.clone());
                } else {
                    if word == Some("annex") {
                        out.push("annex".to_owned());
                    }
                    word = Some(name);
                }
            }
            Part::Number(number, _) => {
                let prefix = word.take().unwrap_or(match (article, out.last()) {
                    (false, Some(last)) if last.starts_with("annex") => "para",
                    (false, Some(last)) if last == "preamble" => "rec",
                    (false, _) => "art",
                    (true, Some(last))
                        if last.starts_with("art_")
                            && number.starts_with(|c: char| c.is_ascii_digit()) =>
                    {
                        "para"
                    }
                    (true, _) => "point",
                });
                article |= matches!(prefix, "art" | "para");
                let cut = number.split_once(['.', '-']).filter(|_| apart && prefix == "art");
                match cut {
                    Some((art, para)) => {
                        out.push(format!("art_{art}"));
                        out.push(format!("para_{para}"));
                    }
                    None => out.push(format!("{prefix}_{number}")),
                }
            }
        }
    }
    if word == Some("annex") {
        out.push("annex".to_owned());
    }
    // "Article 3 of Annex 1": the wider place stands first in an eId.
    out.sort_by_key(|part| match part.split('_').next().unwrap_or_default() {
        "annex" | "prot" => 0,
        "preamble" | "conclusions" => 1,
        "part" | "title" | "chp" | "sec" => 2,
        "art" => 3,
        _ => 4,
    });
    (!out.is_empty()).then(|| out.join("__"))
}

/// The eId itself, and with the article's number in the other numerals: "iii" for 3, "3" for "iii".
fn numerals(eid: &str) -> Vec<String> {
    let mut found = vec![eid.to_owned()];
    let parts: Vec<&str> = eid.split("__").collect();
    let Some(at) = parts.iter().position(|p| p.starts_with("art_")) else { return found };
    let number = &parts[at][4..];
    let other = number
        .parse::<u32>()
        .ok()
        .and_then(to_roman)
        .or_else(|| from_roman(number).map(|n| n.to_string()));
    if let Some(other) = other {
        let mut parts: Vec<String> = parts.iter().map(|p| (*p).to_owned()).collect();
        parts[at] = format!("art_{other}");
        found.push(parts.join("__"));
    }
    found
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

fn from_roman(text: &str) -> Option<u32> {
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

    fn read(typed: &str) -> Vec<String> {
        candidates(typed).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn places_in_a_text_are_read_as_people_type_them() {
        for (typed, eid) in [
            ("3(2)", "art_3__para_2"),
            ("art 3 para 2", "art_3__para_2"),
            ("art-3.2", "art_3__para_2"),
            ("Article 3(2)(a)", "art_3__para_2__point_a"),
            ("3(2)(a)(ii)", "art_3__para_2__point_a__point_ii"),
            ("art. III", "art_iii"),
            ("annex 1 art 3", "annex_1__art_3"),
            ("Annex 1, Article 3", "annex_1__art_3"),
            ("Art 10bis", "art_10bis"),
            ("Article XX(b)", "art_xx__point_b"),
            ("art_3__para_2", "art_3__para_2"),
            ("preamble", "preamble"),
            ("recital 4 of the preamble", "preamble__rec_4"),
            ("article 3 of annex 1", "annex_1__art_3"),
            ("preamble, recital 4", "preamble__rec_4"),
            ("annex art 3", "annex__art_3"),
            ("protocol 2 article 1", "prot_2__art_1"),
            ("chapter 3 art 1", "chp_3__art_1"),
            ("article 3, paragraph 2, point a", "art_3__para_2__point_a"),
        ] {
            assert_eq!(read(typed).first().map(String::as_str), Some(eid), "{typed}");
        }
    }

    #[test]
    fn an_ambiguous_place_gives_all_that_may_be_meant() {
        assert_eq!(read("3.2"), ["p3.s2", "art_3__para_2", "art_iii__para_2", "art_3.2"]);
        assert_eq!(read("art. III"), ["art_iii", "art_3"]);
        assert_eq!(read("12"), ["p12.s1", "art_12", "art_xii"]);
        assert!(read("the end of it").is_empty());
    }
}
