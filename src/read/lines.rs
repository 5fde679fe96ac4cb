//! What the beginning of a line tells of it, in any format.

/// Whether a line begins with a number or letter of its own, as points of a list do: `(a)`, `2.`,
/// `1.1`, `.1`, `iv)`, `b.`, or with a dash or bullet.
pub(super) fn is_enumerated(line: &str) -> bool {
    if line.starts_with(['–', '—', '•', '▪']) {
        return true;
    }
    let (open, rest) = match line.strip_prefix('(') {
        Some(rest) => (true, rest),
        None => (false, line.strip_prefix('.').unwrap_or(line)),
    };
    let dotted = !open && rest.len() < line.len();
    let length = rest.find(|c: char| !c.is_alphanumeric() && c != '.').unwrap_or(rest.len());
    let (mark, after) = rest.split_at(length);
    let numeral = mark.chars().all(|c| c.is_numeric() || c == '.');
    let letters = !mark.contains('.') && mark.chars().count() <= if numeral { 3 } else { 4 };
    let mark = mark.strip_suffix('.').unwrap_or(mark);
    let short = !mark.is_empty() && mark.chars().count() <= 6;
    if open || after.starts_with(')') {
        return short && letters && after.starts_with(')');
    }
    let spaced = after.starts_with([' ', '\t', '\u{A0}']);
    let ordinal = rest[..length].ends_with('.') && mark.chars().count() <= 2;
    let letter = ordinal && mark.chars().all(|c| c.is_ascii_lowercase());
    short && spaced && (letter || numeral && (dotted || ordinal || mark.contains('.')))
}

#[cfg(test)]
mod tests {
    use super::is_enumerated;

    #[test]
    fn points_begin_with_a_number_or_letter_of_their_own() {
        for line in ["(a) to act", "(iv)to act", "2. To act", "1.1 To act", ".1 to act", "a) to act", "– acts", "12) acts", "1.2.3. acts", "b. acts", "ii. acts"] {
            assert!(is_enumerated(line), "{line}");
        }
        for line in ["2005. The", "2 persons", "e.g. so", "A. Smith", "no. 5 acts", "act", "(the Parties)", "", ".", "(", "()", "1.", "1945 and"] {
            assert!(!is_enumerated(line), "{line}");
        }
    }
}
