//! Fields and their values: what may stand after the colon.

use std::fmt;

use super::Node;
use crate::{
    model::PartialDate,
    search::words::{folded, has_words},
    store::Facet,
};

/// A field that a query can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// A party of the clause.
    Party,
    /// Exactly the treaty's parties.
    Between,
    /// A subject.
    Domain,
    /// A body named.
    Institution,
    /// What the clause is.
    Kind,
    /// The treaty.
    Treaty,
    /// The source.
    Source,
    /// The source's type.
    Type,
    /// A place named.
    Place,
    /// The language.
    Lang,
    /// Dates in the clause.
    Date,
    /// An article of a treaty text, with paragraph and point: `3(2)(a)`.
    Art,
}

impl Field {
    /// Every field, in the order of the documentation.
    pub const ALL: [Self; 12] = [
        Self::Party,
        Self::Between,
        Self::Domain,
        Self::Institution,
        Self::Kind,
        Self::Treaty,
        Self::Source,
        Self::Type,
        Self::Place,
        Self::Lang,
        Self::Date,
        Self::Art,
    ];

    /// The name before the colon.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Between => "between",
            Self::Domain => "domain",
            Self::Institution => "institution",
            Self::Kind => "kind",
            Self::Treaty => "treaty",
            Self::Source => "source",
            Self::Type => "type",
            Self::Place => "place",
            Self::Lang => "lang",
            Self::Date => "date",
            Self::Art => "art",
        }
    }

    /// The field with this name in any case, or `None`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.as_str().eq_ignore_ascii_case(name))
    }

    /// Whether a clause has one value at most, so that a second choice widens the first.
    #[must_use]
    pub fn is_single_valued(self) -> bool {
        matches!(self, Self::Kind | Self::Treaty | Self::Source | Self::Type | Self::Lang)
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<Facet> for Field {
    fn from(facet: Facet) -> Self {
        match facet {
            Facet::Domain => Self::Domain,
            Facet::Party => Self::Party,
            Facet::Institution => Self::Institution,
            Facet::Kind => Self::Kind,
            Facet::Treaty => Self::Treaty,
            Facet::Source => Self::Source,
            Facet::Type => Self::Type,
            Facet::Language => Self::Lang,
            Facet::Place => Self::Place,
        }
    }
}

/// How a name of a time reaches.
enum Way {
    From,
    To,
    In,
}

/// Days from the first of `from` to the last of `to`; an end that is `None` is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DateRange {
    from: Option<PartialDate>,
    to: Option<PartialDate>,
}

impl DateRange {
    /// Reads `2025`, `2025-01`, `2025-01-16`, `2025-01..2025-10`, `..2025-07` or `2025-02..`.
    #[must_use]
    pub fn parse(written: &str) -> Option<Self> {
        let end = |s: &str| if s.is_empty() { Some(None) } else { s.parse().ok().map(Some) };
        let (from, to) = match written.split_once("..") {
            None => (end(written)?, end(written)?),
            Some((from, to)) => (end(from)?, end(to)?),
        };
        let range = Self { from, to };
        let (first, last) = range.bounds();
        ((from.is_some() || to.is_some()) && first <= last).then_some(range)
    }

    /// The days from one time to another, one of which may be open; or which is wrong, and how.
    ///
    /// # Errors
    /// Where one is no date, neither is given, or the second is before the first.
    pub fn between(
        from: Option<&str>,
        to: Option<&str>,
    ) -> Result<Self, (&'static str, &'static str)> {
        let read = |name, written: Option<&str>| match written.map(|w| w.trim().parse()) {
            Some(Err(_)) => Err((name, "A date is written 2025, 2025-01 or 2025-01-16.")),
            read => Ok(read.and_then(Result::ok)),
        };
        let range = Self { from: read("from", from)?, to: read("to", to)? };
        let (first, last) = range.bounds();
        if first <= last { Ok(range) } else { Err(("to", "It is before the first time.")) }
    }

    /// Reads what people write who know `date:` by another name: `after:2000`, `year:1994`. The time
    /// that is named belongs to it.
    #[must_use]
    pub fn worded(name: &str, written: &str) -> Option<Self> {
        let range = match Self::way(name)? {
            Way::From => format!("{written}.."),
            Way::To => format!("..{written}"),
            Way::In => written.to_owned(),
        };
        Self::parse(&range)
    }

    /// Whether a field that is no field asks for dates by its name.
    pub(super) fn is_meant(name: &str) -> bool {
        Self::way(name).is_some()
    }

    fn way(name: &str) -> Option<Way> {
        Some(match name.to_lowercase().as_str() {
            "after" | "from" | "since" => Way::From,
            "before" | "to" | "until" => Way::To,
            "dated" | "dates" | "year" | "years" => Way::In,
            _ => return None,
        })
    }

    /// First and last day as `yyyymmdd`; open ends as the type's limits.
    #[must_use]
    pub fn bounds(self) -> (i32, i32) {
        (self.from.map_or(i32::MIN, |d| d.bounds().0), self.to.map_or(i32::MAX, |d| d.bounds().1))
    }

    /// The first and the last year; open ends as those that the calendar has.
    #[must_use]
    pub fn years(self) -> (i32, i32) {
        let year = |end: Option<PartialDate>| end.map(|d| i32::from(d.year()));
        (year(self.from).unwrap_or(0), year(self.to).unwrap_or(9999))
    }

    /// The range in a reader's words: "in May 2025", "from 2025 to 2026".
    #[must_use]
    pub fn words(self) -> String {
        match (self.from, self.to) {
            (Some(a), Some(b)) if a == b && a.bounds().0 == a.bounds().1 => {
                format!("on {}", a.words())
            }
            (Some(a), Some(b)) if a == b => format!("in {}", a.words()),
            (Some(a), Some(b)) => format!("from {} to {}", a.words(), b.words()),
            (Some(a), None) => format!("from {} on", a.words()),
            (None, Some(b)) => format!("up to {}", b.words()),
            (None, None) => "at any time".to_owned(),
        }
    }
}

impl fmt::Display for DateRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.to) {
            (Some(a), Some(b)) if a == b => write!(f, "{a}"),
            (from, to) => {
                from.map_or(Ok(()), |d| write!(f, "{d}"))?;
                f.write_str("..")?;
                to.map_or(Ok(()), |d| write!(f, "{d}"))
            }
        }
    }
}

/// Whether `c` opens or closes a phrase.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// `raw` on one line, without quotation marks and control characters.
pub(super) fn clean(raw: &str) -> String {
    raw.split(|c: char| c.is_whitespace() || c.is_control() || is_quote(c))
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// `text` without what is neither letter nor digit at its ends.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric())
}

/// The node that `raw` after a field's colon means, or how such a value is written.
pub(super) fn node(field: Field, raw: &str) -> Result<Node, &'static str> {
    let value = match field {
        Field::Date => {
            let written = raw.trim().trim_end_matches([',', ';', '!', '?']);
            // A full stop after a date ends a sentence; two of them are an open range.
            let written = match written.strip_suffix('.') {
                Some(rest) if !rest.ends_with('.') => rest,
                _ => written,
            };
            return DateRange::parse(written).map(Node::Date).ok_or(
                "a date is written 2025, 2025-01, 2025-01-16, 2025-01..2025-10, ..2025-07 or \
                 2025-02..",
            );
        }
        Field::Art => article(raw).map(|parts| match &parts[..] {
            [number, rest @ ..] => rest.iter().fold(number.clone(), |w, p| format!("{w}({p})")),
            [] => String::new(),
        }),
        Field::Between => {
            let parties: Vec<String> = raw
                .split(',')
                .map(|p| trimmed(&clean(p)).to_owned())
                .filter(|p| has_words(p))
                .collect();
            (!parties.is_empty()).then(|| parties.join(","))
        }
        _ => Some(trimmed(&clean(raw)).to_owned()).filter(|v| has_words(v)),
    };
    match value.filter(|v| !v.is_empty()) {
        Some(value) => Ok(Node::Field(field, value)),
        None if field == Field::Art => Err("an article is written 3 or 3(2)"),
        None => Err("a value must follow the colon at once"),
    }
}

/// The numbers of an article as typed, outermost first: `3(2)(a)`, `art 3 para 2`, `3.2.a`.
pub(crate) fn article(written: &str) -> Option<Vec<String>> {
    const NAMES: [&str; 7] =
        ["art", "article", "articles", "para", "paragraph", "paragraphs", "point"];
    let spaced: String =
        written.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let parts: Vec<String> =
        folded(&spaced).into_iter().filter(|p| !NAMES.contains(&p.as_str())).collect();
    (!parts.is_empty()).then_some(parts)
}

/// Whether a value must stand in quotes to read back.
pub(super) fn needs_quotes(field: Field, value: &str) -> bool {
    field != Field::Art && value.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')'))
}
