//! Whether a sentence of a report stands in quotation marks, which may have opened sentences before.

/// What a sentence is to the quotation around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Quoted {
    /// Most of it is quoted.
    pub(in super::super) mostly: bool,
    /// The quotation goes on behind it.
    pub(in super::super) open: bool,
}

/// Reads the marks of a sentence; `open` is whether a quotation has begun before it in its paragraph.
pub(in super::super) fn quoted(text: &str, open: bool) -> Quoted {
    let (mut inside, mut quoted, mut all) = (open, 0usize, 0usize);
    let mut before = ' ';
    for c in text.chars() {
        match c {
            '“' | '«' => inside = true,
            '”' | '»' => inside = false,
            // A straight mark opens where nothing, a space or a bracket stands before it.
            '"' => inside = !inside && (before.is_whitespace() || before == '('),
            _ if c.is_alphanumeric() => {
                all += 1;
                quoted += usize::from(inside);
            }
            _ => {}
        }
        before = c;
    }
    Quoted { mostly: 2 * quoted > all, open: inside }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_goes_on_until_its_mark_closes() {
        let first = quoted("“We have worked together for years.", false);
        assert_eq!(first, Quoted { mostly: true, open: true });
        let last = quoted("It rests on law,” she said.", first.open);
        assert_eq!(last, Quoted { mostly: true, open: false });
        assert_eq!(
            quoted("The “status of forces” deal was signed in Lima.", false),
            Quoted { mostly: false, open: false }
        );
        assert!(quoted("\"It binds us,\" he said.", false).mostly);
    }
}
