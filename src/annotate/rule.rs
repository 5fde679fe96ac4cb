//! How the annotator's expressions are compiled.

use regex::{Regex, RegexBuilder};

/// What the fast engine may remember of one expression, in bytes. With too little it forgets what it
/// needs again at once; with four times as much, nothing is faster and an ingest holds 30 MB more.
const CACHE: usize = 4 << 20;

/// Compiles an expression in which `\b` is the edge of an ASCII word. The fast engine can't see
/// Unicode's word edges in a text with other letters, and falls back to one that is twenty times as
/// slow; English rule words begin and end with ASCII letters, so that both edges are the same.
pub(super) fn rule(expression: &str) -> Result<Regex, regex::Error> {
    let expression = expression.replace(r"\b", r"(?-u:\b)");
    RegexBuilder::new(&expression).dfa_size_limit(CACHE).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_finds_whole_words_in_any_script() {
        let found = rule(r"(?i)\btreaty\b").unwrap();
        assert!(found.is_match("Der «Treaty» von Köln"));
        assert!(!found.is_match("entreaty, treatys"));
    }
}
