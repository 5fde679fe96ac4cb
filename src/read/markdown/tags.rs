//! Raw HTML within Markdown, cut into tags and the words between them.

/// A stretch of raw HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// What stands between tags.
    Words(&'a str),
    /// A tag, comment or instruction; `true` where a browser begins a new line at it.
    Tag(&'a str, bool),
    /// What stands within a script or style.
    Script(&'a str),
}

impl<'a> Piece<'a> {
    /// The stretch as it stands.
    pub(super) fn raw(self) -> &'a str {
        match self {
            Self::Words(raw) | Self::Tag(raw, _) | Self::Script(raw) => raw,
        }
    }
}

/// Elements that stand within a line. All others begin one.
const INLINE: [&str; 29] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "label", "mark", "q", "s", "small", "span", "strong", "sub", "sup",
    "time", "u", "var",
];

/// Where in raw HTML the last piece ended: a tag or a script may go on in the next one.
#[derive(Debug, Default)]
pub(super) struct Tags {
    within: Option<Within>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    Tag { breaks: bool, script: Option<&'static str> },
    Comment,
    Script(&'static str),
}

impl Tags {
    /// Cuts raw HTML; the pieces together are all of it.
    pub(super) fn pieces<'a>(&mut self, raw: &'a str) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        let mut rest = raw;
        while !rest.is_empty() {
            let (piece, length) = self.next(rest);
            pieces.push(piece);
            rest = &rest[length..];
        }
        pieces
    }

    fn next<'a>(&mut self, rest: &'a str) -> (Piece<'a>, usize) {
        match self.within {
            Some(Within::Comment) => {
                let end = rest.find("-->").map(|at| at + 3);
                self.until(end.is_some(), None);
                let length = end.unwrap_or(rest.len());
                (Piece::Tag(&rest[..length], false), length)
            }
            Some(Within::Tag { breaks, script }) => {
                let end = rest.find('>').map(|at| at + 1);
                self.until(end.is_some(), script.map(Within::Script));
                let length = end.unwrap_or(rest.len());
                (Piece::Tag(&rest[..length], breaks), length)
            }
            Some(Within::Script(name)) => {
                let end = end_tag(rest, name);
                self.until(end.is_some(), None);
                let length = end.unwrap_or(rest.len());
                if length == 0 {
                    self.begin(rest);
                    return self.next(rest);
                }
                (Piece::Script(&rest[..length]), length)
            }
            None => {
                if self.begin(rest) {
                    return self.next(rest);
                }
                let first = rest.chars().next().map_or(0, char::len_utf8);
                let end = rest[first..].find('<').map_or(rest.len(), |at| at + first);
                (Piece::Words(&rest[..end]), end)
            }
        }
    }

    /// Where the end of what is open was found, something else may begin; else it stays open.
    fn until(&mut self, found: bool, then: Option<Within>) {
        if found {
            self.within = then;
        }
    }

    /// Whether a tag or comment begins here.
    fn begin(&mut self, rest: &str) -> bool {
        let Some(tag) = rest.strip_prefix('<') else { return false };
        if tag.starts_with("!--") {
            self.within = Some(Within::Comment);
            return true;
        }
        if !tag.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            return false;
        }
        let closing = tag.starts_with('/');
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        let script = ["script", "style"].into_iter().find(|s| !closing && name == *s);
        self.within = Some(Within::Tag { breaks: !INLINE.contains(&name.as_str()), script });
        true
    }
}

/// Where the end tag of an element begins.
fn end_tag(rest: &str, name: &str) -> Option<usize> {
    rest.match_indices("</").map(|(at, _)| at).find(|at| {
        rest.get(at + 2..at + 2 + name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name))
    })
}
