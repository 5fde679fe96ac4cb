//! Limits that hold before a tree is built: to build it costs the square of its depth, and the square
//! of one element's attributes.

use crate::read::ReadError;

/// Elements open at once.
const DEPTH: usize = 256;
/// Attributes of one element.
const ATTRIBUTES: usize = 256;

/// Elements that have no end tag, or whose next one ends them where nothing else is open between:
/// left open they do not nest.
const FLAT: [&[u8]; 36] = [
    b"area",
    b"base",
    b"br",
    b"col",
    b"embed",
    b"hr",
    b"img",
    b"input",
    b"link",
    b"meta",
    b"param",
    b"source",
    b"track",
    b"wbr",
    b"p",
    b"li",
    b"dt",
    b"dd",
    b"tr",
    b"td",
    b"th",
    b"tbody",
    b"thead",
    b"tfoot",
    b"caption",
    b"colgroup",
    b"option",
    b"optgroup",
    b"rp",
    b"rt",
    b"a",
    b"html",
    b"head",
    b"body",
    b"frame",
    b"keygen",
];
/// Elements whose content is no markup.
const RAW: [&[u8]; 9] = [
    b"script",
    b"style",
    b"title",
    b"textarea",
    b"xmp",
    b"iframe",
    b"noembed",
    b"noframes",
    b"noscript",
];

/// Checks a page's tags, in one pass and without a tree. It errs to the side of refusing.
pub(super) fn check(page: &str) -> Result<(), ReadError> {
    let bytes = page.as_bytes();
    let mut open: Vec<&[u8]> = Vec::new();
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(|b| *b == b'<') {
        at += next;
        let rest = &bytes[at..];
        if rest.starts_with(b"<!--") {
            at += find(rest, b"-->").map_or(rest.len(), |end| end + 3);
            continue;
        }
        let closing = rest.get(1) == Some(&b'/');
        let named = &rest[1 + usize::from(closing)..];
        let length = named
            .iter()
            .position(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'))
            .unwrap_or(named.len());
        if !named.first().is_some_and(u8::is_ascii_alphabetic) {
            at += 1;
            continue;
        }
        let name = &named[..length];
        let begin = at;
        let tag = Tag::read(&named[length..]);
        if tag.attributes > ATTRIBUTES {
            return refused(bytes, at, "an element has more than 256 attributes");
        }
        at += 1 + usize::from(closing) + length + tag.length;
        let is = |names: &[&[u8]]| names.iter().any(|n| name.eq_ignore_ascii_case(n));
        if closing {
            if let Some(own) = open.iter().rposition(|n| n.eq_ignore_ascii_case(name)) {
                open.truncate(own);
            }
        } else if is(&RAW) {
            at += end_tag(&bytes[at..], name);
        } else if !is(&FLAT) {
            open.push(name);
            if open.len() > DEPTH {
                return refused(bytes, begin, "elements are nested deeper than 256");
            }
        }
    }
    Ok(())
}

fn refused(bytes: &[u8], at: usize, reason: &str) -> Result<(), ReadError> {
    let line = bytes[..at].split(|b| *b == b'\n').count();
    Err(ReadError::Html { line, reason: reason.to_owned() })
}

/// What stands in a tag after its name.
struct Tag {
    attributes: usize,
    length: usize,
}

impl Tag {
    fn read(rest: &[u8]) -> Self {
        let (mut attributes, mut quote, mut within) = (0, None, false);
        let mut after_equals = false;
        for (at, b) in rest.iter().enumerate() {
            match (quote, b) {
                (Some(q), b) if q == *b => (quote, within) = (None, false),
                (Some(_), _) => {}
                (None, b'>') => return Self { attributes, length: at + 1 },
                (None, b'"' | b'\'') if after_equals => quote = Some(*b),
                (None, b'=') if within => after_equals = true,
                (None, b) if b.is_ascii_whitespace() => within &= after_equals,
                (None, b'/') if !after_equals => within = false,
                (None, _) => {
                    attributes += usize::from(!within);
                    within = true;
                    after_equals = false;
                }
            }
            if quote.is_some() {
                after_equals = false;
            }
        }
        Self { attributes, length: rest.len() }
    }
}

/// Where an element's end tag begins; the end where there is none.
fn end_tag(rest: &[u8], name: &[u8]) -> usize {
    let mut at = 0;
    while let Some(next) = find(&rest[at..], b"</") {
        at += next;
        let found = rest.get(at + 2..at + 2 + name.len());
        if found.is_some_and(|n| n.eq_ignore_ascii_case(name)) {
            return at;
        }
        at += 2;
    }
    rest.len()
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|w| w == what)
}

#[cfg(test)]
mod tests {
    use super::check;

    fn refusal(page: &str) -> String {
        check(page).map_or_else(|e| e.to_string(), |()| String::new())
    }

    #[test]
    fn pages_of_any_length_and_of_common_depth_pass() {
        let messy = "<p>One<p>Two<br><li>Three<td>".repeat(1000);
        let nested = format!("{}x{}", "<div>".repeat(200), "</div>".repeat(200));
        let script = format!("<script>{}</script>", "'<div>'".repeat(1000));
        for page in
            [messy, nested.repeat(50), script, "<span>a</span>".repeat(5000), "1 < 2 <".into()]
        {
            assert_eq!(refusal(&page), "", "{}", &page[..40]);
        }
        let quoted = "<a title='<div> = > x' href=\"y>z\">".repeat(500);
        assert_eq!(refusal(&quoted), "");
    }

    #[test]
    fn depth_and_attributes_beyond_measure_are_refused_with_their_line() {
        let deep = format!("<p>\n{}", "<div>".repeat(100_000));
        assert_eq!(refusal(&deep), "line 2: elements are nested deeper than 256");
        let wide = " a=1".repeat(80_000);
        assert_eq!(
            refusal(&format!("<p{wide}>")),
            "line 1: an element has more than 256 attributes"
        );
        assert_eq!(
            refusal(&format!("<p{}", " a".repeat(300))),
            "line 1: an element has more than 256 attributes"
        );
    }
}
