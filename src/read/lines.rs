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

/// Words for "article" in small letters, as headings begin with them.
const ARTICLES: [&str; 16] = [
    "article",
    "artikel",
    "artículo",
    "articulo",
    "articolo",
    "artigo",
    "articolul",
    "artykuł",
    "art.",
    "статья",
    "стаття",
    "член",
    "المادة",
    "ماده",
    "第",
    "제",
];
/// A longer line is a sentence that begins with a reference to an article.
const HEADING: usize = 60;

/// Whether a line begins with a word for "article", in any case.
pub(super) fn begins_with_article(line: &str) -> bool {
    let start: String = line.chars().take(12).flat_map(char::to_lowercase).collect();
    ARTICLES.iter().any(|word| start.starts_with(word))
}

/// Whether a line is an article's heading: `Article 5`, `ARTICLE IV - Scope`.
pub(super) fn is_article(line: &str) -> bool {
    let sentence = line.starts_with(char::is_lowercase) || line.ends_with(['.', ',', ';']);
    let numbered = line
        .split_whitespace()
        .nth(1)
        .is_some_and(|word| word.starts_with(|c: char| c.is_numeric() || "IVXLCDM".contains(c)));
    // After a number a heading has its name, and a sentence a word in small letters.
    let follows = line.split_whitespace().nth(2);
    let named = follows.is_none_or(|word| !word.starts_with(char::is_lowercase));
    !sentence && numbered && named && line.chars().count() <= HEADING && begins_with_article(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_of_an_article_is_told_from_a_reference_to_one() {
        for line in
            ["Article 5", "ARTICLE IV", "Artículo 3 - Objeto", "Статья 1", "Article 1: Scope"]
        {
            assert!(is_article(line), "{line}");
        }
        for line in
            ["Article 5 of the Treaty shall", "article 5", "Article 5.", "Articles", "Article"]
        {
            assert!(!is_article(line), "{line}");
        }
    }

    #[test]
    fn points_begin_with_a_number_or_letter_of_their_own() {
        for line in [
            "(a) to act",
            "(iv)to act",
            "2. To act",
            "1.1 To act",
            ".1 to act",
            "a) to act",
            "– acts",
            "12) acts",
            "1.2.3. acts",
            "b. acts",
            "ii. acts",
        ] {
            assert!(is_enumerated(line), "{line}");
        }
        for line in [
            "2005. The",
            "2 persons",
            "e.g. so",
            "A. Smith",
            "act",
            "(the Parties)",
            "",
            ".",
            "(",
            "()",
            "1.",
            "1945 and",
        ] {
            assert!(!is_enumerated(line), "{line}");
        }
    }
}
