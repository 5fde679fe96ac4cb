//! The numbers of divisions as references write them: "4", "9.9", "10 bis", "XX", "5(2)(a)", and
//! lists of them: "4 to 7 and 9".

/// One number with the points after it: `5`, `(2)`, `(a)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// As written, lower case, without spaces.
    pub(super) value: String,
    /// What follows in parentheses.
    pub(super) inner: Vec<String>,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Which bare letters a noun may be followed by in place of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Letters {
    /// "Article" has none.
    None,
    /// "Annex A".
    Upper,
    /// "Buchstabe a".
    Lower,
}

/// How the numbers after a noun may be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Form {
    /// What can stand for a number.
    pub(super) letters: Letters,
    /// Whether the noun is of several, so that a hyphen means a range.
    pub(super) plural: bool,
    /// Whether the document's own numbers have hyphens: "Article 13-08".
    pub(super) hyphens: bool,
}

/// Words between two numbers of one list.
const LINKS: [&str; 23] = [
    "and/or", "and", "or", "to", "through", "et", "ou", "à", "au", "y", "e", "o", "a", "al", "und",
    "oder", "bis", "en", "tot", "и", "или", "по", "until",
];

/// After these a number counts something else than a division.
const COUNTED: [&str; 30] = [
    "%",
    "day",
    "days",
    "month",
    "months",
    "year",
    "years",
    "week",
    "weeks",
    "hour",
    "hours",
    "per",
    "percent",
    "copies",
    "originals",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "members",
    "parties",
    "states",
];

/// The numbers that stand at `at`, after a noun.
pub(super) fn list(text: &str, at: usize, form: Form) -> Vec<Number> {
    let mut numbers: Vec<Number> = Vec::new();
    let Some(first) = number(text, skip_space(text, at), form) else { return numbers };
    let mut end = first.end;
    numbers.push(first);
    while let Some(next) = linked(text, end).and_then(|at| number(text, at, form)) {
        if counts_something(text, &next, &numbers) {
            break;
        }
        end = next.end;
        let next = under(numbers.last(), next);
        numbers.push(next);
    }
    numbers
}

/// "5(2)(a) and (b)": what stands in parentheses alone is beside the last point.
fn under(last: Option<&Number>, next: Number) -> Number {
    match last {
        Some(last) if !last.inner.is_empty() && next.bracketed() => {
            let mut inner = last.inner.clone();
            inner.pop();
            inner.push(next.value);
            inner.extend(next.inner);
            Number { value: last.value.clone(), inner, ..next }
        }
        _ => next,
    }
}

impl Number {
    /// Whether it was written in parentheses.
    fn bracketed(&self) -> bool {
        self.end - self.start > self.value.len() && self.inner.is_empty()
    }
}

/// Whether what looks like the next number of a list is a year, or counts days or copies.
fn counts_something(text: &str, next: &Number, before: &[Number]) -> bool {
    let year = |n: &Number| n.value.len() >= 4 && n.value.bytes().all(|b| b.is_ascii_digit());
    if year(next) && !before.iter().any(year) {
        return true;
    }
    let after = text[next.end..].trim_start();
    let word: String = after
        .chars()
        .take_while(|c| c.is_alphabetic() || *c == '%')
        .collect::<String>()
        .to_lowercase();
    after.starts_with('%') || COUNTED.contains(&word.as_str())
}

/// Where the next number of a list would start: after a comma, a dash or a word that links.
fn linked(text: &str, at: usize) -> Option<usize> {
    let mut here = skip_space(text, at);
    let mut parted = false;
    if let Some(rest) = text[here..].strip_prefix([',', ';', '–', '-', '/']) {
        here = skip_space(text, text.len() - rest.len());
        parted = true;
    }
    let word: &str = {
        let rest = &text[here..];
        let end = rest.find(|c: char| !c.is_alphabetic() && c != '/').unwrap_or(rest.len());
        &rest[..end]
    };
    if LINKS.contains(&word) {
        here = skip_space(text, here + word.len());
        parted = true;
    }
    parted.then_some(here)
}

fn number(text: &str, at: usize, form: Form) -> Option<Number> {
    let rest = text.get(at..)?;
    // Of "a)" the bracket is a part.
    let pointed = if form.letters == Letters::Lower { bracket(rest) } else { None };
    let (value, len) = pointed.or_else(|| plain(rest, form)).or_else(|| bracket(rest))?;
    let mut end = at + len;
    let mut inner = Vec::new();
    while inner.len() < 4 {
        let gap = usize::from(text[end..].starts_with(' '));
        let Some((point, len)) = bracket(&text[end + gap..]) else { break };
        inner.push(point);
        end += gap + len;
    }
    Some(Number { value, inner, start: at, end })
}

/// "(a)", "(12)", "(iii)"; also "a)" as French and Spanish lists have it.
fn bracket(rest: &str) -> Option<(String, usize)> {
    let body = rest.strip_prefix('(').unwrap_or(rest);
    let close = body.bytes().take(6).position(|b| b == b')').filter(|at| *at > 0)?;
    let word = &body[..close];
    let digits = word.bytes().all(|b| b.is_ascii_digit());
    let roman = word.bytes().all(|b| b"ivxlc".contains(&b.to_ascii_lowercase()));
    let letter = word.len() <= 2 && word.bytes().all(|b| b.is_ascii_alphabetic());
    let open = rest.starts_with('(');
    ((digits && open && word.len() <= 3) || roman || letter)
        .then(|| (word.to_ascii_lowercase(), rest.len() - body.len() + close + 1))
}

/// "4", "9.9", "3-06", "10 bis", "4a", "XX", "A", "II-B", "premier".
fn plain(rest: &str, form: Form) -> Option<(String, usize)> {
    let Form { letters, plural, hyphens } = form;
    if rest.starts_with("premier") {
        return Some((
            "1".to_owned(),
            rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len()),
        ));
    }
    let mut len = run(rest, |b| b.is_ascii_digit());
    let digits = len > 0;
    if !digits {
        len = run(rest, |b| b"IVXLC".contains(&b));
        if len == 0 {
            len = match letters {
                Letters::None => 0,
                Letters::Upper => run(rest, |b| b.is_ascii_uppercase()),
                Letters::Lower => run(rest, |b| b.is_ascii_lowercase()),
            };
        }
        let one_letter = len == 1 || rest.as_bytes().first().is_some_and(|b| b"IVXLC".contains(b));
        if len == 0 || !one_letter || rest[len..].starts_with(char::is_alphanumeric) {
            return None;
        }
    }
    if len > 5 {
        return None;
    }
    // Further components: "9.9", "2-A", "3-06".
    loop {
        let tail = &rest[len..];
        let Some(mark) = tail.bytes().next().filter(|b| *b == b'.' || *b == b'-') else { break };
        let after = &tail[1..];
        let next = run(after, |b| b.is_ascii_digit());
        let upper = usize::from(letters == Letters::Upper && next == 0)
            * run(after, |b| b.is_ascii_uppercase());
        let width = next.max(upper);
        let ends = !after[width..].starts_with(|c: char| c.is_alphanumeric());
        // "4-7" is a range, "3-06" and "9-9" are numbers.
        let first: Option<u32> = rest[..len].parse().ok();
        let second: Option<u32> = after[..next].parse().ok();
        let range = mark == b'-'
            && upper == 0
            && !hyphens
            && (plural || (first < second && !after.starts_with('0') && letters == Letters::None));
        if width == 0 || width > 3 || !ends || range {
            break;
        }
        len += 1 + width;
    }
    let (suffix, width) = latin(&rest[len..], digits);
    let value = format!("{}{suffix}", rest[..len].to_ascii_lowercase());
    Some((value, len + width))
}

/// "bis", "ter", or one letter that is part of the number: "10a".
fn latin(tail: &str, digits: bool) -> (String, usize) {
    let gap = usize::from(tail.starts_with(' '));
    let body = &tail[gap..];
    let width = run(body, |b| b.is_ascii_alphabetic());
    let word = body[..width].to_ascii_lowercase();
    let edge = !body[width..].starts_with(|c: char| c.is_alphanumeric());
    let latin = ["bis", "ter", "quater", "quinquies"].contains(&word.as_str());
    // German "4 bis 7" is a range.
    let range =
        word == "bis" && body[width..].trim_start().starts_with(|c: char| c.is_ascii_digit());
    if (latin && edge && !range) || (digits && gap == 0 && width == 1 && edge) {
        return (word, gap + width);
    }
    // "1er", "2nd": an ordinal's ending says nothing more.
    let ordinal = ["er", "re", "st", "nd", "rd", "th", "º"].contains(&word.as_str());
    (String::new(), if gap == 0 && ordinal && edge { width } else { 0 })
}

fn run(text: &str, of: impl Fn(u8) -> bool) -> usize {
    text.bytes().take_while(|b| of(*b)).count()
}

/// Past white space, of which no more than one line break.
pub(super) fn skip_space(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let trimmed = rest.trim_start();
    let space = &rest[..rest.len() - trimmed.len()];
    if space.len() > 8 || space.matches('\n').count() > 1 { at } else { at + space.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        read_with(text, false)
    }

    fn read_with(text: &str, hyphens: bool) -> Vec<String> {
        list(text, 0, Form { letters: Letters::None, plural: true, hyphens })
            .into_iter()
            .map(|n| {
                let inner = n.inner.join("/");
                format!("{}[{inner}] {}", n.value, &text[n.start..n.end]).replace("[]", "")
            })
            .collect()
    }

    #[test]
    fn a_list_of_numbers_is_read_one_by_one() {
        assert_eq!(read(" 4 to 7 and 9 apply"), ["4 4", "7 7", "9 9"]);
        assert_eq!(read(" 9.9, 10 bis or XX."), ["9.9 9.9", "10bis 10 bis", "xx XX"]);
        assert_eq!(read(" 5(2)(a) and (b)"), ["5[2/a] 5(2)(a)", "5[2/b] (b)"]);
        assert_eq!(read(" 4 bis 7"), ["4 4", "7 7"]);
        assert_eq!(read(" 13-19"), ["13 13", "19 19"]);
        assert_eq!(read_with(" 13-08 a 13-19", true), ["13-08 13-08", "13-19 13-19"]);
    }

    #[test]
    fn what_counts_days_or_is_a_year_is_no_further_number() {
        assert_eq!(read(" 4 and 30 days later"), ["4 4"]);
        assert_eq!(read(" 3, 1994"), ["3 3"]);
        assert_eq!(read(" 1102, 1103 and 1104"), ["1102 1102", "1103 1103", "1104 1104"]);
        assert!(read(" applies").is_empty());
    }
}
