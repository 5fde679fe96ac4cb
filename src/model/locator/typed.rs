//! Places as people type them: `3(2)`, `art 3 para 2`, `Annex 1, Article 3`, `p3 s2`.

use super::{Locator, numerals, phrases};

/// A longer text names no place.
const LONGEST: usize = 200;
/// Words that stand between the parts of a place and mean nothing.
const FILLERS: [&str; 9] = ["of", "the", "no", "nr", "number", "and", "in", "to", "n"];

/// Places that have a name even where they have no number.
const CONTAINERS: [&str; 7] = ["annex", "prot", "part", "title", "chp", "sec", "art"];

/// One part of what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    /// A word that names what the next number counts: "art", "para".
    Word(String),
    /// A place that has no number: "preamble", "intro".
    Level(String),
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
    let lower = if lower.contains('_') { lower } else { phrases::abridged(&lower) };
    let mut push = |text: String| {
        if let Ok(locator) = text.parse::<Locator>()
            && !found.contains(&locator)
        {
            found.push(locator);
        }
    };
    if lower.contains('_') || is_eid(&lower) {
        let indents = as_indents(&lower);
        push(lower);
        indents.into_iter().for_each(push);
        return found;
    }
    if let Some((p, s)) = sentence(&lower) {
        push(format!("p{p}.s{s}"));
    }
    // A list and a treaty both have closing words.
    let other = lower.contains("wrapup").then(|| lower.replace("wrapup", "conclusions"));
    for written in Some(lower).into_iter().chain(other) {
        texts(&written, &mut push);
    }
    found
}

/// The places in a text that were perhaps meant.
fn texts(lower: &str, mut push: impl FnMut(String)) {
    let parts = parts(lower);
    let eids = text_places(&parts);
    for eid in &eids {
        push(eid.clone());
        numerals::in_others(eid).into_iter().for_each(&mut push);
    }
    for eid in &eids {
        again(&parts, eid).into_iter().for_each(&mut push);
        // The second paragraph may be numbered or not.
        push(eid.replace("__para_", "__p_"));
        push(eid.replace("__p_", "__para_"));
        as_indents(eid).into_iter().for_each(&mut push);
        // Some inputs mark up the preamble as an article within it.
        let spelt = numerals::in_others(eid).into_iter().chain(again(&parts, eid));
        for spelt in [eid.clone()].into_iter().chain(spelt) {
            for end in ["preamble", "conclusions"] {
                push(spelt.replacen(end, &format!("{end}__{end}"), 1));
            }
        }
    }
}

/// The place whose points are indents, if it has numbered ones: what has no mark of its own is
/// counted by some as a point, and Pacta did so too.
fn as_indents(eid: &str) -> Option<String> {
    let levels: Vec<String> = eid
        .split("__")
        .map(|level| match level.strip_prefix("point_") {
            Some(n) if n.starts_with(|c: char| c.is_ascii_digit()) => format!("indent_{n}"),
            _ => level.to_owned(),
        })
        .collect();
    Some(levels.join("__")).filter(|indents| indents != eid)
}

/// Whether the text says what it counts.
pub(super) fn is_explicit(typed: &str) -> bool {
    let lower = phrases::abridged(&typed.trim().to_lowercase());
    let counted = |part: &Part| match part {
        Part::Number(number, closed) => *closed || number.contains('.'),
        _ => true,
    };
    let sentence = sentence(&lower).is_some() && lower.starts_with('p');
    !candidates(typed).is_empty()
        && (sentence || lower.contains('_') || is_eid(&lower) || parts(&lower).iter().any(counted))
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
fn text_places(parts: &[Part]) -> Vec<String> {
    if parts.iter().all(|part| matches!(part, Part::Word(_))) {
        return Vec::new();
    }
    let dotted =
        parts.iter().any(|p| matches!(p, Part::Number(n, false) if n.contains(['.', '-'])));
    let mut found: Vec<String> = Vec::new();
    if dotted {
        found.extend(eid(parts, true));
    }
    found.extend(eid(parts, false));
    found
}

/// The eIds of places that have the name of an earlier one: "Annex (2)" is `annex_2`, or else the
/// second annex without a number, `annex-2`.
fn again(parts: &[Part], eid: &str) -> Vec<String> {
    let pairs = parts.windows(2).filter_map(|pair| match pair {
        [Part::Word(name), Part::Number(n, true)] => Some((format!("{name}_{n}"), name, n)),
        [Part::Level(name), Part::Number(n, true)] => Some((format!("{name}__rec_{n}"), name, n)),
        _ => None,
    });
    pairs.map(|(once, name, n)| eid.replacen(&once, &format!("{name}-{n}"), 1)).collect()
}

/// The parts of what was typed; none where a word is unknown.
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
            if let Some(level) = level(&piece).filter(|_| !closed) {
                found.push(Part::Level(level.to_owned()));
            } else if closed || is_number(&piece, found.last()) {
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

/// The eId's level for a word that needs no number.
fn level(word: &str) -> Option<&str> {
    match word {
        "preamble" | "preambule" | "préambule" => Some("preamble"),
        "conclusions" | "conclusion" => Some("conclusions"),
        "intro" | "wrapup" => Some(word),
        _ => word.strip_suffix("-text"),
    }
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
        "indent" | "tiret" => "indent",
        "recital" | "rec" => "rec",
        "sentence" | "s" => "s",
        "p" => "p",
        _ => return None,
    })
}

/// The eId for parts. With `apart`, a dotted number is an article and its paragraph.
fn eid(parts: &[Part], apart: bool) -> Option<String> {
    let mut out: Vec<String> = Vec::new();
    let mut word: Option<&str> = None;
    let mut article = false;
    for (i, part) in parts.iter().enumerate() {
        if !matches!(part, Part::Number(..)) {
            out.extend(word.take().filter(|name| CONTAINERS.contains(name)).map(str::to_owned));
        }
        match part {
            Part::Word(name) => word = Some(name),
            Part::Level(name) => out.push(name.clone()),
            Part::Number(number, true) if i > 0 && is_repeatable(&parts[i - 1]) => {
                if let Some(last) = out.last_mut() {
                    last.push('-');
                    last.push_str(number);
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
    out.extend(word.filter(|name| CONTAINERS.contains(name)).map(str::to_owned));
    // "Article 3 of Annex 1": the wider place stands first in an eId.
    out.sort_by_key(|level| match level.split(['_', '-']).next().unwrap_or_default() {
        "annex" | "prot" => 1,
        "preamble" | "conclusions" => 2,
        "part" | "title" | "chp" | "sec" => 3,
        "art" => 4,
        "intro" | "wrapup" => 6,
        "para" | "point" | "indent" | "rec" | "p" | "s" => 5,
        // A language version, which is around all else.
        _ => 0,
    });
    (!out.is_empty()).then(|| out.join("__"))
}

/// Whether a number in parentheses after a place tells the second of its name from the first.
fn is_repeatable(part: &Part) -> bool {
    matches!(part, Part::Level(name) if name != "preamble")
}

#[cfg(test)]
mod tests;
