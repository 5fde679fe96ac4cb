//! The main verb of an English sentence, and what stands before it as its subject.
//!
//! Told by form alone: verbs of a clause that opens the sentence ("When it was signed, …"), of a relative
//! clause and in a participle ("the treaty signed in 2001 lapsed") are passed over.

use std::ops::Range;

use super::{
    super::events::verbs::{Forms, Part, Token},
    verb_group::{Group, Tense, group},
};

/// A main verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MainVerb<'a> {
    pub(super) tense: Tense,
    /// Where the verb itself stands, without its auxiliaries.
    pub(super) head: Range<usize>,
    /// The verb itself.
    pub(super) word: &'a str,
    /// What stands before it, from where the main clause begins.
    pub(super) subject: &'a str,
    /// What stands after it.
    pub(super) rest: &'a str,
}

/// Words that open a subordinate clause at the start of a sentence.
const OPENERS: [&str; 13] = [
    "when", "after", "although", "if", "while", "because", "since", "as", "once", "before",
    "until", "though", "unless",
];

/// Past forms that are no participles.
const NO_PARTICIPLES: [&str; 37] = [
    "arose", "became", "began", "broke", "came", "chose", "did", "drew", "drove", "fell", "fled",
    "flew", "forbade", "froze", "gave", "got", "grew", "hid", "knew", "rang", "ran", "rode",
    "rose", "sang", "sank", "saw", "shook", "spoke", "sprang", "stole", "swore", "threw", "took",
    "tore", "went", "withdrew", "wrote",
];

/// The main verb of a sentence, where its form tells.
pub(super) fn find<'a>(forms: &Forms, text: &'a str) -> Option<MainVerb<'a>> {
    let tokens = forms.tokens(text, &[]);
    let start = opening(&tokens);
    let groups = groups(&tokens, start);
    let mut main = 0;
    while let Some(next) = groups.get(main + 1) {
        let group = &groups[main];
        let past = NO_PARTICIPLES.iter().any(|w| tokens[group.first].is(&[w]));
        let parted = tokens[group.next..next.first].iter().any(is_joint);
        if !group.bare || past || parted {
            break;
        }
        main += 1;
    }
    let group = groups.get(main)?;
    let from = tokens[start].span.start;
    let head = tokens[group.next - 1].span.clone();
    Some(MainVerb {
        tense: group.tense,
        rest: &text[head.end..],
        head,
        word: tokens[group.next - 1].text,
        subject: subject(&text[from..tokens[group.first].span.start]),
    })
}

/// The subject without what stands before it and a comma: "On 3 May, the court". What is said of it in
/// between is passed over: "Chile, which had signed it,".
fn subject(before: &str) -> &str {
    let before = before.trim().trim_end_matches(',');
    match before.rsplit_once(", ") {
        Some((subject, aside)) if aside.starts_with("wh") => {
            subject.rsplit(", ").next().unwrap_or(subject)
        }
        Some((_, subject)) => subject,
        None => before,
    }
}

fn is_joint(token: &Token<'_>) -> bool {
    token.is(&["and", "but", "or", "nor", "yet", "so", ";", ":", "–", "—"])
}

/// Where the main clause begins.
fn opening(tokens: &[Token<'_>]) -> usize {
    let Some(first) = tokens.first() else { return 0 };
    let subordinate = first.is(&OPENERS);
    let participle = first.text.ends_with("ed") && first.text.starts_with(char::is_uppercase);
    if !subordinate && !participle {
        return 0;
    }
    let mut verb = participle;
    for at in 1..tokens.len() {
        verb |= group(tokens, at).is_some();
        if verb && tokens[at].is(&[","]) {
            return (at + 1).min(tokens.len() - 1);
        }
    }
    0
}

/// The verbs that may be the main one, in order.
fn groups(tokens: &[Token<'_>], start: usize) -> Vec<Group> {
    let mut found = Vec::new();
    let mut at = start;
    while at < tokens.len() {
        if let Some(end) = relative(tokens, start, at) {
            at = end;
        } else if tokens[at].part == Some(Part::To) {
            at += 2;
        } else if let Some(group) = group(tokens, at) {
            at = group.next;
            found.push(group);
        } else {
            at += 1;
        }
    }
    found
}

/// The end of the subordinate clause that opens at a token, if it has a verb: its verb, or where a comma
/// stands before it, the next one.
fn relative(tokens: &[Token<'_>], start: usize, at: usize) -> Option<usize> {
    const WORDS: [&str; 23] = [
        "which", "who", "whose", "whom", "where", "that", "when", "while", "because", "although",
        "if", "though", "unless", "after", "before", "since", "until", "once", "as", "what", "how",
        "why", "whether",
    ];
    let before = at.checked_sub(1).filter(|_| at > start)?;
    if !tokens[at].is(&WORDS) || (tokens[at].is(&["that"]) && tokens[before].is(&["of", "in"])) {
        return None;
    }
    let part = (at + 1..tokens.len()).take_while(|i| !ends_part(&tokens[*i]));
    let verb = part.into_iter().find_map(|i| group(tokens, i))?;
    if !tokens[before].is(&[","]) {
        return Some(verb.next);
    }
    let end = (verb.next..tokens.len()).find(|i| tokens[*i].is(&[",", ";", "—", ")"]));
    Some(end.map_or(tokens.len(), |end| end + 1))
}

fn ends_part(token: &Token<'_>) -> bool {
    token.is(&[",", ";", ":", "—", "–", "(", ")"])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<(String, Tense, String)> {
        let forms = Forms::new();
        find(&forms, text).map(|v| (v.subject.to_owned(), v.tense, v.word.to_owned()))
    }

    fn is(text: &str, subject: &str, tense: Tense, head: &str) {
        assert_eq!(told(text), Some((subject.to_owned(), tense, head.to_owned())), "{text}");
    }

    #[test]
    fn the_main_verb_is_found_past_clauses_that_only_say_more() {
        is("The Diet approved the pact.", "The Diet", Tense::Past, "approved");
        is(
            "The pact signed in Lima lapsed in May.",
            "The pact signed in Lima",
            Tense::Past,
            "lapsed",
        );
        is("When Chad signed it, Mali had left.", "Mali", Tense::PastPerfect, "left");
        is(
            "A rule that Chad has dropped should stay.",
            "A rule that Chad has dropped",
            Tense::Should,
            "stay",
        );
        is("Chile, which had signed it, has left.", "Chile", Tense::Perfect, "left");
        is("Signed in Lima, the pact binds both.", "the pact", Tense::Present, "binds");
        is("Speech is protected by law.", "Speech", Tense::Present, "protected");
        is("The court thought that it was void.", "The court", Tense::Past, "thought");
        assert_eq!(told("A bridge over the river."), None);
    }
}
