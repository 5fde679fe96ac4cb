//! Where the closing words of a treaty begin: the testimonium, then place, date and signatures.

use super::{line::Lines, words::fold};

/// How a testimonium or its last sentence begins, folded.
const OPENERS: &[&str] = &[
    "in witness whereof",
    "in witness thereof",
    "in testimony whereof",
    "in faith whereof",
    "in wtiness whereof",
    "in whitness whereof",
    "in witness of which",
    "as witness",
    "in proof whereof",
    "in faith and testimony whereof",
    "in testimony of which",
    "the undersigned",
    "en foi de quoi",
    "en temoignage de quoi",
    "en fe de lo cual",
    "en fe de lo anterior",
    "en testimonio de lo cual",
    "en virtud de lo cual",
    "zu urkund dessen",
    "dessen zu urkund",
    "zu urkund",
    "so geschehen",
    "in fede di che",
    "in fede di cio",
    "in fede di quanto",
    "em fe do que",
    "em testemunho do que",
    "ten blijke waarvan",
    "ter blijke waarvan",
    "tot getuigenis waarvan",
    "til bekraeftelse",
    "till bekraftelse",
    "в удостоверение чего",
    "в подтверждение чего",
    "на посвiдчення чого",
    "以资证明",
    "به گواهی",
    "واثباتا لذلك",
    "واثباتا لما تقدم",
    "حرر في",
    "حررت في",
    "حرر ب",
    "done at",
    "done in",
    "done this",
    "done on",
    "fait a",
    "fait en",
    "fait le",
    "hecho en",
    "hecho el",
    "geschehen zu",
    "geschehen am",
    "fatto a",
    "fatto il",
    "feito em",
    "feita em",
    "gedaan te",
    "совершено в",
    "signed at",
    "signed in",
    "signed on",
    "signed this",
    "given at",
    "given under",
    "firmado en",
    "suscrito en",
    "suscrita en",
    "en foi de ce",
    "faict",
    "учинено в",
];

/// Testimonia that are sought inside running text too.
const RUNNING: &[&str] = &[
    "in witness whereof",
    "in faith whereof",
    "in testimony whereof",
    "en foi de quoi",
    "en fe de lo cual",
    "zu urkund dessen",
    "in fede di che",
    "ten blijke waarvan",
    "em fe do que",
    "в удостоверение чего",
];

/// Sentences of place and date that are sought inside running text, where one opens after a full stop.
const PLACED: &[&str] = &[
    "done at ",
    "done in ",
    "fait à ",
    "hecho en ",
    "feito em ",
    "fatto a ",
    "geschehen zu ",
    "dessen zu urkund ",
    "zu urkund dessen ",
    "gedaan te ",
    "совершено в ",
];

/// A paragraph of so many bytes may hold the closing words too.
const LONG: usize = 240;

/// The first byte of the closing words in `start..end`, the body of a last article.
pub(super) fn start(lines: &Lines<'_>, start: usize, end: usize) -> Option<usize> {
    for i in lines.at(start)..lines.all.len() {
        let line = lines.all[i];
        if line.start >= end {
            break;
        }
        let from = line.start.max(start);
        let words = &lines.text[from..line.end.min(end)];
        if opens(words) {
            return Some(from);
        }
        if words.len() > LONG
            && let Some(at) = running(words)
        {
            return Some(from + at);
        }
    }
    None
}

/// Whether a paragraph opens the closing words.
pub(crate) fn opens(words: &str) -> bool {
    let head: String = words.chars().take(60).collect();
    let folded = fold(head.trim_start_matches(|c: char| !c.is_alphabetic()));
    OPENERS.iter().any(|o| {
        folded.strip_prefix(o).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    }) || east_asian(words)
}

/// "…签署本条约，以昭信守。" and "本条约于…年…订于北京".
fn east_asian(words: &str) -> bool {
    if !words.starts_with(|c: char| matches!(c, '\u{4E00}'..='\u{9FFF}')) {
        return false;
    }
    let head: String = words.chars().take(120).collect();
    let has = |any: &[&str]| any.iter().any(|w| head.contains(w));
    let (opening, _) = head.split_once('年').unwrap_or_default();
    let dated = opening.starts_with('本')
        && opening.chars().take(8).any(|c| matches!(c, '于' | '於'))
        && has(&["签订", "簽訂", "订于", "訂於", "签署", "簽署"]);
    dated || has(&["以昭信守", "以资证明", "以資證明"])
}

/// A testimonium inside a paragraph, after a sentence's end.
fn running(words: &str) -> Option<usize> {
    let lower = words.to_lowercase();
    if lower.len() != words.len() {
        return None;
    }
    let formula = RUNNING.iter().filter_map(|o| lower.rfind(o));
    let placed = PLACED.iter().filter_map(|o| lower.rfind(o)).filter(|at| {
        words[..*at].trim_end().ends_with('.') && words[*at..].starts_with(char::is_uppercase)
    });
    formula.chain(placed).filter(|at| words.is_char_boundary(*at)).min()
}
