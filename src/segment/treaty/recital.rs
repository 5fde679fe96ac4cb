//! The preamble: its recitals, and what else stands before the first article.

use super::{
    leaf::{Cut, Piece},
    line::Lines,
    words::fold,
};

/// How recitals begin, folded: participles and their like.
const OPENERS: &[&str] = &[
    "whereas",
    "conscious",
    "mindful",
    "aware",
    "desirous",
    "anxious",
    "eager",
    "resolved",
    "determined",
    "convinced",
    "concerned",
    "alarmed",
    "guided",
    "inspired",
    "moved",
    "animated",
    "committed",
    "dedicated",
    "deeply",
    "fully",
    "further",
    "persuaded",
    "satisfied",
    "prompted",
    "encouraged",
    "motivated",
    "considerant",
    "desireux",
    "desireuses",
    "reconnaissant",
    "convaincus",
    "convaincues",
    "soucieux",
    "resolus",
    "ayant",
    "rappelant",
    "vu",
    "conscients",
    "considerando",
    "deseosos",
    "deseando",
    "reconociendo",
    "convencidos",
    "conscientes",
    "resueltos",
    "decididos",
    "recordando",
    "teniendo",
    "overwegende",
    "geleid",
    "wensende",
    "verlangende",
    "zich",
    "gelet",
    "erkennende",
    "indachtig",
    "overtuigd",
    "vastbesloten",
    "اذ",
    "واذ",
    "in der erwagung",
    "in dem",
    "im",
    "eingedenk",
    "geleitet",
    "учитывая",
];

/// Whether a paragraph opens as a recital does.
pub(crate) fn opens(words: &str) -> bool {
    let bare = words.trim_start_matches(|c: char| !c.is_alphabetic());
    let end = bare.find(|c: char| !c.is_alphabetic()).unwrap_or(bare.len());
    if end > 40 {
        return false;
    }
    let word = fold(&bare[..end]);
    let rest = fold(&bare.chars().take(24).collect::<String>());
    OPENERS.iter().any(|o| word == *o || (o.contains(' ') && rest.starts_with(o)))
        || word.len() > 5
            && ["ing", "ant", "ants", "ando", "endo", "indo", "ende", "я"]
                .iter()
                .any(|e| word.ends_with(e))
            && !["during", "regarding", "concerning", "including", "according"]
                .contains(&word.as_str())
}

/// Cuts the preamble. Recitals count apart from other paragraphs.
pub(super) fn cut(lines: &Lines<'_>, pieces: &[Piece]) -> Vec<Cut> {
    let mut spans = Vec::new();
    for piece in pieces.iter().filter(|p| !p.heading) {
        split(lines, piece.start, piece.end, &mut spans);
    }
    let (mut recitals, mut others) = (0, 0);
    let alone = spans.len() == 1;
    spans
        .into_iter()
        .map(|(start, end)| {
            let place = if alone {
                String::new()
            } else if opens(&lines.text[start..end]) || is_numbered(&lines.text[start..end]) {
                recitals += 1;
                format!("rec_{recitals}")
            } else {
                others += 1;
                format!("p_{others}")
            };
            Cut { place, start, end }
        })
        .collect()
}

/// "(12) Whereas": numbered recitals.
fn is_numbered(words: &str) -> bool {
    words.strip_prefix('(').is_some_and(|r| {
        r.split_once(')').is_some_and(|(n, _)| {
            !n.is_empty() && n.len() < 4 && n.bytes().all(|b| b.is_ascii_digit())
        })
    })
}

/// Splits a long paragraph that holds several recitals: before each opener that follows a comma,
/// a semicolon or a colon.
fn split(lines: &Lines<'_>, start: usize, end: usize, spans: &mut Vec<(usize, usize)>) {
    let text = &lines.text[start..end];
    let mut from = 0;
    if text.len() > if lines.lower { 100 } else { 500 } {
        for (at, sign) in text.match_indices([',', ';', ':']) {
            let after = &text[at + sign.len()..];
            let next = after.len() - after.trim_start().len() + at + sign.len();
            let glued = next == at + 1;
            let upright = text[next..].starts_with(char::is_uppercase);
            let likely = upright || (lines.lower && (glued || sign == ";"));
            let agreed =
                fold(&text[next..].chars().take(12).collect::<String>()).starts_with("have agreed");
            if next > from
                && likely
                && (opens(&text[next..].chars().take(30).collect::<String>()) || agreed)
            {
                let words = text[from..next].trim_end();
                spans.push((start + from, start + from + words.len()));
                from = next;
            }
        }
    }
    spans.push((start + from, end));
}
