//! Text as quotations are compared: what typesetting changes is made equal, what was said is kept.
//!
//! Kinds of quotation marks, dashes and spaces, ligatures, full-width forms and characters that
//! nobody sees do not count; letters, accents, capitals and punctuation do.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A text folded, with the way back to its own bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Folded {
    text: String,
    /// For each byte of `text`, the bytes that it stands for.
    origin: Vec<(usize, usize)>,
}

/// Every quotation mark, double or single, and the apostrophe.
const QUOTE: char = '\'';
/// Every dash and hyphen.
const DASH: char = '-';

/// More places of the same words in one text say nothing more.
const MOST_PLACES: usize = 64;

impl Folded {
    pub(super) fn of(text: &str) -> Self {
        let mut folded = Self::default();
        let mut space: Option<usize> = None;
        for (start, c) in text.char_indices() {
            if is_unseen(c) {
                continue;
            }
            if c.is_whitespace() {
                space.get_or_insert(start);
                continue;
            }
            for part in Some(one_of_many(c).unwrap_or(c)).into_iter().nfkd() {
                let part = one_of_many(part).unwrap_or(part);
                if let Some(at) = space.take() {
                    folded.space(at, start, part);
                }
                folded.push(part, start, start + c.len_utf8());
            }
        }
        folded
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes of the text itself that a range of the folded one stands for.
    pub(super) fn origin(&self, range: &Range<usize>) -> Range<usize> {
        let of = |at: usize| self.origin.get(at).copied().unwrap_or_default();
        match range.end.checked_sub(1) {
            Some(last) if !range.is_empty() => of(range.start).0..of(last).1,
            _ => 0..0,
        }
    }

    /// Where `needle`, which is folded, first stands from `from` on. Whether its first letter is a
    /// capital does not count: who quotes fits it into a sentence.
    pub(super) fn find(&self, needle: &str, from: usize) -> Option<Range<usize>> {
        let other = with_other_first_letter(needle);
        let needles = [Some(needle), other.as_deref()];
        needles
            .into_iter()
            .flatten()
            .filter_map(|n| self.find_as_written(n, from))
            .min_by_key(|r| r.start)
    }

    /// Everywhere that `needle` stands, the first so many places.
    pub(super) fn find_all<'a>(
        &'a self,
        needle: &'a str,
    ) -> impl Iterator<Item = Range<usize>> + 'a {
        let mut from = 0;
        let next = move || {
            let place = self.find(needle, from)?;
            from = place.end;
            Some(place)
        };
        std::iter::from_fn(next).take(MOST_PLACES)
    }

    fn find_as_written(&self, needle: &str, mut from: usize) -> Option<Range<usize>> {
        while !needle.is_empty() {
            let start = from + self.text.get(from..)?.find(needle)?;
            let end = start + needle.len();
            // "resume" does not stand in "resumé", whose accent is a character of its own here.
            if !self.text[end..].starts_with(is_combining_mark) {
                return Some(start..end);
            }
            from = start + needle.chars().next().map_or(1, char::len_utf8);
        }
        None
    }

    /// Whether a range begins and ends between words.
    pub(super) fn is_whole(&self, range: &Range<usize>) -> bool {
        [range.start, range.end].into_iter().all(|at| {
            let before = self.text[..at].chars().next_back();
            let after = self.text[at..].chars().next();
            !before.zip(after).is_some_and(|(b, a)| is_letter(b) && is_letter(a))
        })
    }

    fn push(&mut self, c: char, start: usize, end: usize) {
        // A mark counts once, however often it is written: `--` is a dash.
        if (c == QUOTE || c == DASH) && self.text.ends_with(c) {
            if let Some(last) = self.origin.last_mut() {
                last.1 = end;
            }
        // Compatibility forms of accents that stand alone bring a space of their own.
        } else if !c.is_whitespace() {
            self.text.push(c);
            self.origin.resize(self.text.len(), (start, end));
        }
    }

    /// Pushes a space, unless one of its sides is a mark or a script that does without.
    fn space(&mut self, start: usize, end: usize, next: char) {
        let Some(last) = self.text.chars().next_back() else { return };
        if !is_tight(last) && !is_tight(next) {
            self.text.push(' ');
            self.origin.push((start, end));
        }
    }
}

/// The one character that stands for all marks of its kind.
fn one_of_many(c: char) -> Option<char> {
    match c {
        '\''
        | '"'
        | '`'
        | '´'
        | '‘'..='‟'
        | '‹'
        | '›'
        | '«'
        | '»'
        | 'ʼ'
        | '′'
        | '″'
        | '「'..='』'
        | '＂'
        | '＇' => Some(QUOTE),
        '-' | '‐'..='―' | '⁃' | '−' | '﹘' | '﹣' | '－' | '־' => Some(DASH),
        _ => None,
    }
}

/// Soft hyphens, joiners, marks of direction: they are lost or added when text is copied.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// Whether spaces beside a character say nothing: they are set around dashes and quotation marks by
/// taste, and Chinese and Japanese have none.
fn is_tight(c: char) -> bool {
    c == QUOTE || c == DASH || is_ideograph(c)
}

/// Characters of scripts that part no words.
pub(super) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn is_letter(c: char) -> bool {
    (c.is_alphanumeric() || is_combining_mark(c)) && !is_ideograph(c)
}

/// The words with their first letter in the other case, where it has one.
fn with_other_first_letter(words: &str) -> Option<String> {
    let (at, first) = words.char_indices().find(|(_, c)| *c != QUOTE)?;
    let other: String = if first.is_uppercase() {
        first.to_lowercase().collect()
    } else {
        first.to_uppercase().collect()
    };
    let rest = &words[at + first.len_utf8()..];
    (other.chars().ne([first])).then(|| format!("{}{other}{rest}", &words[..at]))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn folded(text: &str) -> String {
        Folded::of(text).text
    }

    #[test]
    fn what_typesetting_changes_is_equal_and_what_was_said_is_not() {
        for (one, other) in [
            ("“Iran’s” treaty – first", "\"Iran's\"  treaty--first"),
            ("l’État « fort »", "l'État \u{a0}\"fort\""),
            ("co\u{ad}operation\u{200b}", "cooperation"),
            ("ﬁnance, 20\u{202f}years…", "finance, 20 years..."),
            ("e\u{301}tat", "état"),
            ("条约 第三条", "条约第三条"),
            ("Iran-Russia", "Iran – Russia"),
        ] {
            assert_eq!(folded(one), folded(other));
        }
        for (one, other) in [
            ("the Parties", "the parties"),
            ("resume", "resumé"),
            ("a, b", "a b"),
            ("now here", "nowhere"),
        ] {
            assert_ne!(folded(one), folded(other));
        }
    }

    #[test]
    fn only_the_first_letter_may_change_its_case() {
        let text = Folded::of("Recalling this, the Parties shall trade.");
        assert!(text.find("The Parties shall", 0).is_some());
        assert!(text.find("the parties shall", 0).is_none());
        assert!(Folded::of("resumé").find("resume", 0).is_none());
    }

    #[test]
    fn a_find_within_a_word_is_told_from_whole_words() {
        let text = Folded::of("an unlawful use of force");
        let within = text.find("lawful use", 0).unwrap();
        assert!(!text.is_whole(&within) && text.is_whole(&text.find("use of", 0).unwrap()));
    }

    proptest! {
        #[test]
        fn folding_keeps_the_way_back_and_folding_twice_is_folding_once(
            text in "\\PC{0,40}|[a-zA-Z’‘“” –—\u{a0}\u{ad}éﬁ…条第-]{0,40}",
        ) {
            let once = Folded::of(&text);
            prop_assert_eq!(once.text.len(), once.origin.len());
            prop_assert_eq!(folded(&once.text), once.text.clone());
            let mut last = 0;
            for (start, end) in &once.origin {
                prop_assert!(last <= *start && start < end);
                prop_assert!(text.get(*start..*end).is_some());
                last = *start;
            }
        }
    }
}
