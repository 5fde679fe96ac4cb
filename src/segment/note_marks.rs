//! Calls to notes that follow a full stop without a space, as encyclopedias have them:
//! "both parties.[1][2] It was…". The sentence ends after them.

use std::ops::Range;

/// A call is not longer, in bytes, without its brackets.
const LONGEST: usize = 20;

/// The runs of calls that stand right after the end of a sentence, in order.
pub(super) fn note_marks(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (start, _) in text.match_indices('[') {
        let Some(length) = call(&text[start + 1..]) else { continue };
        let end = start + length + 2;
        match found.last_mut() {
            Some(run) if run.end == start => run.end = end,
            _ if text[..start].ends_with(['.', '?', '!', '…', '"', '”', '’']) => {
                found.push(start..end);
            }
            _ => {}
        }
    }
    found
}

/// How long the call is of which this is all but the opening bracket: "3]", "a]", "note 2]",
/// "citation needed]".
fn call(rest: &str) -> Option<usize> {
    let length = rest.bytes().take(LONGEST + 1).position(|b| b == b']')?;
    let inside = &rest[..length];
    let number = inside.trim_start_matches(['^', '*']);
    let known = ["note ", "nb ", "n "].iter().find_map(|word| number.strip_prefix(word));
    let number = known.unwrap_or(number);
    let is_call = inside.ends_with(" needed")
        || (!number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
        || (number.len() == 1 && number.bytes().all(|b| b.is_ascii_lowercase()));
    is_call.then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_to_notes_are_found_after_the_end_of_a_sentence_only() {
        let found = |text: &str| -> Vec<String> {
            note_marks(text).into_iter().map(|m| text[m].to_owned()).collect()
        };
        assert_eq!(found("It ended.[1][2] “So.”[a] Then.[note 3]"), ["[1][2]", "[a]", "[note 3]"]);
        assert_eq!(found("So it is.[citation needed] Then"), ["[citation needed]"]);
        assert!(found("the parties [1] of it[2] and. [3] [sic] It.[sic] It.[…]").is_empty());
    }
}
