//! A verb of an English sentence with its auxiliaries, and its tense.

use super::super::events::verbs::{DO, MODAL, Part, Token, is_attributive};

/// When what the main verb tells is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    /// "signed", "was signed", "did sign".
    Past,
    /// "had signed".
    PastPerfect,
    /// "has signed".
    Perfect,
    /// "binds", "does not bind", "is bound", "has an end".
    Present,
    /// "should bind".
    Should,
    /// "is short", "was slow", "had a name"; other modal verbs.
    Other,
}

/// A verb with its auxiliaries.
pub(super) struct Group {
    pub(super) first: usize,
    pub(super) next: usize,
    pub(super) tense: Tense,
    /// A past form alone, which may be a participle.
    pub(super) bare: bool,
}

/// The verb that begins at a token.
pub(super) fn group(tokens: &[Token<'_>], first: usize) -> Option<Group> {
    let word = &tokens[first];
    // The month is no verb.
    if word.text == "May" {
        return None;
    }
    let modal = word.is(&MODAL);
    if !modal && word.part != Some(Part::Auxiliary) {
        let past = word.part == Some(Part::Past) && !is_attributive(tokens, first);
        let tense = match past {
            true => Tense::Past,
            false if is_present(tokens, first) => Tense::Present,
            false => return None,
        };
        return Some(Group { first, next: first + 1, tense, bare: past });
    }
    let small =
        |t: &Token<'_>| matches!(t.part, Some(Part::Auxiliary | Part::Denial | Part::Adverb));
    let head = (first + 1..tokens.len()).find(|i| !small(&tokens[*i])).unwrap_or(tokens.len());
    let told = |words: &[&str]| tokens[first..head].iter().any(|t| t.is(words));
    let done = tokens.get(head).is_some_and(|t| t.part == Some(Part::Past));
    let plain = tokens.get(head).is_some_and(|t| t.is_plain() || t.part == Some(Part::Present));
    let tense = match word.text.to_ascii_lowercase().as_str() {
        "should" => Tense::Should,
        _ if modal => Tense::Other,
        "has" | "have" if done || told(&["been"]) => Tense::Perfect,
        "had" if done || told(&["been"]) => Tense::PastPerfect,
        "was" | "were" | "did" if done || (plain && told(&["did"])) => Tense::Past,
        "is" | "are" if done => Tense::Present,
        "has" | "have" if head == first + 1 => Tense::Present,
        "does" | "do" if plain => Tense::Present,
        _ => Tense::Other,
    };
    let takes = done || (plain && (modal || told(&DO)));
    Some(Group { first, next: if takes { head + 1 } else { head }, tense, bare: false })
}

/// Whether a word in "-s" is a verb in the present tense: not after an article, preposition or another
/// plural, and with something behind it that a noun has not.
fn is_present(tokens: &[Token<'_>], at: usize) -> bool {
    const NOUNS: [&str; 24] = [
        "always",
        "countries",
        "courts",
        "days",
        "duties",
        "forces",
        "goods",
        "less",
        "members",
        "ministers",
        "months",
        "others",
        "parties",
        "peoples",
        "perhaps",
        "rights",
        "sides",
        "states",
        "talks",
        "tariffs",
        "terms",
        "thus",
        "workers",
        "years",
    ];
    const OBJECTS: [&str; 12] =
        ["it", "them", "him", "her", "out", "up", "down", "off", "back", "not", "only", "how"];
    let word = &tokens[at];
    let (Some(before), Some(next)) = (at.checked_sub(1).map(|b| &tokens[b]), tokens.get(at + 1))
    else {
        return false;
    };
    let form = word.text.len() > 3
        && word.text.starts_with(char::is_lowercase)
        && word.text.ends_with('s')
        && !word.text.ends_with("ss")
        && !word.text.contains(['’', '\''])
        && matches!(word.part, None | Some(Part::Present))
        && !NOUNS.contains(&word.text);
    let plural = before.text.ends_with('s')
        && before.text.starts_with(char::is_lowercase)
        && !before.text.ends_with("’s")
        && !before.text.ends_with("'s");
    let free = !before.is_mark() && matches!(before.part, None | Some(Part::Adverb)) && !plural;
    let behind = matches!(
        next.part,
        Some(Part::Determiner | Part::Preposition | Part::Time | Part::Adverb | Part::To)
    ) || next.is(&OBJECTS)
        || next.is(&["that", "when", "what", "whether"])
        || next.text.starts_with(char::is_numeric);
    // "the treaty binds parties": a noun may follow where the word before can't be its adjective.
    let named = before.text.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
        || before.is(&[
            "it",
            "treaty",
            "agreement",
            "protocol",
            "convention",
            "pact",
            "text",
            "accord",
            "deal",
            "article",
        ]);
    form && free && (behind || (named && next.is_plain()) || word.part == Some(Part::Present))
}
