//! Long texts in lists, shortened around what a query matched in them.

use crate::search::Fragment;

/// The longest text that a list shows whole, in bytes.
const WHOLE: usize = 900;
/// What is left of an unmarked stretch of a longer one at each of its ends, in bytes.
const AROUND: usize = 160;
/// Marked stretches of a longer text that are shown.
const MARKS: usize = 6;

/// A text shortened around what a query matched in it. Where nothing is marked, it is its beginning.
pub(super) fn excerpt(fragments: Vec<Fragment>) -> Vec<Fragment> {
    if fragments.iter().map(|f| f.text.len()).sum::<usize>() <= WHOLE {
        return fragments;
    }
    let marks = fragments.iter().filter(|f| f.marked).count();
    let mut shown = Vec::new();
    let mut passed = 0;
    for mut fragment in fragments {
        if fragment.marked {
            passed += 1;
            fragment.text = ends(&fragment.text, WHOLE, 0);
        } else {
            let head = match (marks, passed) {
                (0, _) => WHOLE,
                (_, 0) => 0,
                _ => AROUND,
            };
            let tail = if passed < marks.min(MARKS) { AROUND } else { 0 };
            fragment.text = ends(&fragment.text, head, tail);
        }
        if passed > MARKS {
            break;
        }
        shown.push(fragment);
    }
    shown
}

/// A name or value as far as a sentence about it, or a link, repeats it.
pub(super) fn short(text: &str) -> String {
    ends(text, 60, 0)
}

/// The first dozen words of a text.
pub(super) fn beginning(text: &str) -> String {
    let mut words = text.split_whitespace();
    let first: Vec<&str> = words.by_ref().take(12).collect();
    let first = first.join(" ");
    match words.next() {
        Some(_) if first.len() <= AROUND => format!("{first} …"),
        _ => ends(&first, AROUND, 0),
    }
}

/// The first and last bytes of a text, cut between words where it has any, with what is left out marked.
pub(super) fn ends(text: &str, head: usize, tail: usize) -> String {
    if text.len() <= head + tail {
        return text.to_owned();
    }
    let first = &text[..text.floor_char_boundary(head)];
    let first = first.rfind(char::is_whitespace).map_or(first, |at| &first[..at]);
    let last = &text[text.ceil_char_boundary(text.len() - tail)..];
    let last = last.find(char::is_whitespace).map_or(last, |at| &last[at..]);
    format!("{first} …{last}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fragments(parts: &[(&str, bool)]) -> Vec<Fragment> {
        parts
            .iter()
            .map(|(t, marked)| Fragment { text: (*t).to_owned(), marked: *marked })
            .collect()
    }

    #[test]
    fn a_long_text_is_shortened_around_its_marks_and_a_short_one_is_not() {
        let short = fragments(&[("a few ", false), ("words", true)]);
        assert_eq!(excerpt(short.clone()), short);
        let long = "слово ".repeat(500);
        for text in [
            vec![(long.as_str(), false)],
            vec![(&long, false), ("mark", true), (&long, false), ("mark", true), (&long, false)],
        ] {
            let marks = text.iter().filter(|(_, marked)| *marked).count();
            let shown = excerpt(fragments(&text));
            assert_eq!(shown.iter().filter(|f| f.marked).count(), marks);
            let length: usize = shown.iter().map(|f| f.text.len()).sum();
            assert!((100..1000).contains(&length), "{length}");
            assert!(shown.iter().any(|f| f.text.contains('…')));
        }
    }

    #[test]
    fn a_beginning_is_a_dozen_words_and_in_a_script_without_spaces_as_long() {
        assert_eq!(beginning("The Parties\nshall meet."), "The Parties shall meet.");
        let long = "one two three four five six seven eight nine ten eleven twelve thirteen";
        assert_eq!(beginning(long), long.replace("thirteen", "…"));
        let chinese = beginning(&"词语".repeat(500));
        assert!(chinese.len() < 200 && chinese.ends_with(" …"), "{chinese}");
    }

    #[test]
    fn marks_that_touch_do_not_make_a_text_long() {
        let touching: Vec<(&str, bool)> = vec![("词语", true); 500];
        let shown = excerpt(fragments(&touching));
        assert_eq!(shown.len(), MARKS);
        let long = "词语".repeat(500);
        let whole = excerpt(fragments(&[(&long, true)]));
        assert!(whole[0].text.len() < 1000 && whole[0].text.ends_with('…'));
    }
}
