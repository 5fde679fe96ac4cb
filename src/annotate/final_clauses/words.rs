//! Names of small numbers, as closing words have them.

/// Numbers of originals in words.
pub(super) const COUNTS: [(&str, &str); 12] = [
    ("a single", "1"),
    ("one", "1"),
    ("duplicate", "2"),
    ("two", "2"),
    ("triplicate", "3"),
    ("three", "3"),
    ("quadruplicate", "4"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
];
