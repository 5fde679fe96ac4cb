//! A passage's words with what was read in them marked: the one place that turns evidence into marks.
//!
//! What comes in: a text, its annotations, and which kinds to show. What goes out: the text as a
//! sequence of opened marks, words and closed marks, properly nested, for `marks.html` to write.

use std::{cmp::Reverse, collections::BTreeSet, ops::Range};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{Annotations, Evidence, Slug};

/// A kind of mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum MarkKind {
    Party,
    Date,
    Institution,
    Place,
    Subject,
}

impl MarkKind {
    pub(super) const ALL: [Self; 5] =
        [Self::Party, Self::Date, Self::Institution, Self::Place, Self::Subject];

    /// The name in addresses, which is also the mark's class.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Date => "date",
            Self::Institution => "institution",
            Self::Place => "place",
            Self::Subject => "subject",
        }
    }

    pub(super) fn plural(self) -> &'static str {
        match self {
            Self::Party => "Parties",
            Self::Date => "Dates",
            Self::Institution => "Institutions",
            Self::Place => "Places",
            Self::Subject => "Words on subjects",
        }
    }
}

/// What can be asked to be marked.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Marking {
    /// Everything.
    All,
    /// Nothing.
    None,
    /// Parties.
    Party,
    /// Dates.
    Date,
    /// Institutions.
    Institution,
    /// Places.
    Place,
    /// Words on subjects.
    Subject,
}

/// Which marks are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) kinds: BTreeSet<MarkKind>,
    /// Of words on subjects, only those on this one.
    pub(super) subject: Option<Slug>,
}

impl Shown {
    pub(super) fn all() -> Self {
        Self { kinds: MarkKind::ALL.into(), subject: None }
    }

    /// The kinds that are asked for.
    pub(super) fn kinds(asked: Vec<Marking>) -> BTreeSet<MarkKind> {
        let kinds = |marking| match marking {
            Marking::All => &MarkKind::ALL[..],
            Marking::None => &[],
            Marking::Party => &[MarkKind::Party],
            Marking::Date => &[MarkKind::Date],
            Marking::Institution => &[MarkKind::Institution],
            Marking::Place => &[MarkKind::Place],
            Marking::Subject => &[MarkKind::Subject],
        };
        asked.into_iter().flat_map(kinds).copied().collect()
    }

    /// Kinds as [`Self::kinds`] reads them.
    pub(super) fn written(kinds: &BTreeSet<MarkKind>) -> String {
        match kinds.len() {
            0 => "none".to_owned(),
            n if n == MarkKind::ALL.len() => "all".to_owned(),
            _ => kinds.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(","),
        }
    }
}

/// A mark on a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "TextMark")]
pub(super) struct Mark {
    /// What it marks.
    pub(super) kind: MarkKind,
    /// First byte in the text.
    pub(super) start: usize,
    /// The byte after the last.
    pub(super) end: usize,
}

/// Words of a text that lead elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Leading {
    /// Their bytes in the text.
    pub(super) words: Range<usize>,
    pub(super) href: String,
}

/// A piece of a marked text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A mark begins. One that was cut goes on without being named again.
    Open {
        kind: MarkKind,
        goes_on: bool,
    },
    Close,
    /// A link begins.
    Link(String),
    EndLink,
    Words(String),
}

/// What is laid on a text. Of what begins and ends together, links are around marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Layer<'a> {
    Link(&'a str),
    Mark(MarkKind),
}

impl Layer<'_> {
    fn open(self, goes_on: bool) -> Token {
        match self {
            Self::Link(href) => Token::Link(href.to_owned()),
            Self::Mark(kind) => Token::Open { kind, goes_on },
        }
    }

    fn close(self) -> Token {
        match self {
            Self::Link(_) => Token::EndLink,
            Self::Mark(_) => Token::Close,
        }
    }
}

/// The marks on a clause's text, in order. Words that were read as several things of a kind are
/// marked once.
pub(super) fn marks(annotations: &Annotations, shown: &Shown) -> Vec<Mark> {
    MarkKind::ALL
        .into_iter()
        .filter(|kind| shown.kinds.contains(kind))
        .flat_map(|kind| joined(evidence(annotations, kind, shown), kind))
        .collect()
}

fn evidence<'a>(read: &'a Annotations, kind: MarkKind, shown: &Shown) -> Vec<&'a Evidence> {
    match kind {
        MarkKind::Party => read.parties.iter().flat_map(|p| &p.evidence).collect(),
        MarkKind::Date => read.dates.iter().flat_map(|d| &d.evidence).collect(),
        MarkKind::Institution => read.institutions.iter().flat_map(|i| &i.evidence).collect(),
        MarkKind::Place => read.places.iter().flat_map(|p| &p.evidence).collect(),
        MarkKind::Subject => {
            let wanted = |slug: &Slug| shown.subject.as_ref().is_none_or(|only| only == slug);
            read.domains.iter().filter(|d| wanted(&d.slug)).flat_map(|d| &d.evidence).collect()
        }
    }
}

/// Marks of one kind, those that overlap as one.
fn joined(mut evidence: Vec<&Evidence>, kind: MarkKind) -> Vec<Mark> {
    evidence.sort_by_key(|e| (e.start, e.end));
    let mut marks: Vec<Mark> = Vec::new();
    for e in evidence.into_iter().filter(|e| e.start < e.end) {
        match marks.last_mut() {
            Some(last) if e.start < last.end => last.end = last.end.max(e.end),
            _ => marks.push(Mark { kind, start: e.start, end: e.end }),
        }
    }
    marks
}

/// A text with marks on it and links in it. Where two cross, the later one is cut at the end of the
/// earlier. Links must not overlap.
pub(super) fn marked(text: &str, marks: &[Mark], links: &[Leading]) -> Vec<Token> {
    let marks = marks.iter().map(|m| (m.start..m.end, Layer::Mark(m.kind)));
    let links = links.iter().map(|l| (l.words.clone(), Layer::Link(&l.href)));
    let mut waiting: BTreeSet<_> = marks
        .chain(links)
        .filter(|(range, _)| text.get(range.clone()).is_some_and(|words| !words.is_empty()))
        .map(|(range, layer)| (range.start, Reverse(range.end), layer, false))
        .collect();
    let mut tokens = Vec::new();
    let mut open: Vec<(usize, Layer)> = Vec::new();
    let mut at = 0;
    while let Some((start, Reverse(end), layer, goes_on)) = waiting.pop_first() {
        close(&mut tokens, &mut open, text, &mut at, start);
        words(&mut tokens, text, at..start);
        at = start;
        let around = open.last().map_or(text.len(), |(end, _)| *end);
        if end > around {
            waiting.insert((around, Reverse(end), layer, true));
        }
        tokens.push(layer.open(goes_on));
        open.push((end.min(around), layer));
    }
    close(&mut tokens, &mut open, text, &mut at, text.len());
    words(&mut tokens, text, at..text.len());
    tokens
}

/// Closes what ends up to a byte, innermost first.
fn close(
    tokens: &mut Vec<Token>,
    open: &mut Vec<(usize, Layer)>,
    text: &str,
    at: &mut usize,
    upto: usize,
) {
    while let Some((end, layer)) = open.pop_if(|(end, _)| *end <= upto) {
        words(tokens, text, *at..end);
        *at = end;
        tokens.push(layer.close());
    }
}

fn words(tokens: &mut Vec<Token>, text: &str, range: Range<usize>) {
    let words = text.get(range).unwrap_or_default();
    if !words.is_empty() {
        tokens.push(Token::Words(words.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::web::query;

    fn shown(text: &str, marks: &[Mark], links: &[Leading]) -> String {
        let told = |token: Token| match token {
            Token::Link(href) => format!("[{href} "),
            Token::EndLink => "]".to_owned(),
            Token::Open { kind, goes_on } => {
                format!("<{}{}>", kind.as_str(), if goes_on { "…" } else { "" })
            }
            Token::Words(words) => words,
            Token::Close => "</>".to_owned(),
        };
        marked(text, marks, links).into_iter().map(told).collect()
    }

    fn mark(kind: MarkKind, start: usize, end: usize) -> Mark {
        Mark { kind, start, end }
    }

    #[test]
    fn marks_nest_and_those_that_cross_are_cut() {
        use MarkKind::{Date, Institution, Party, Subject};
        let text = "the Iranian parliament in May";
        for (marks, told) in [
            (vec![], "the Iranian parliament in May"),
            (
                vec![mark(Party, 4, 11), mark(Institution, 4, 22), mark(Date, 26, 29)],
                "the <institution><party>Iranian</> parliament</> in <date>May</>",
            ),
            (
                vec![mark(Party, 4, 11), mark(Subject, 4, 11)],
                "the <party><subject>Iranian</></> parliament in May",
            ),
            (
                vec![mark(Party, 0, 11), mark(Institution, 4, 22)],
                "<party>the <institution>Iranian</></><institution…> parliament</> in May",
            ),
            (vec![mark(Date, 26, 99), mark(Party, 4, 4)], text),
        ] {
            assert_eq!(shown(text, &marks, &[]), told);
        }
    }

    #[test]
    fn links_stand_among_marks_and_around_those_on_the_same_words() {
        let text = "under Article 4 of the Charter";
        let link = |words| Leading { words, href: "#art_4".to_owned() };
        let marks = [mark(MarkKind::Subject, 6, 15), mark(MarkKind::Institution, 14, 30)];
        assert_eq!(
            shown(text, &marks, &[link(6..15)]),
            "under [#art_4 <subject>Article <institution>4</></>]<institution…> of the Charter</>"
        );
        assert_eq!(shown(text, &[], &[link(6..99)]), text);
    }

    #[test]
    fn words_that_name_two_parties_are_marked_once() {
        let both = |from, to| Evidence::of("Both countries met.", from, to);
        let evidence = [both(0, 14), both(0, 14), both(5, 18)];
        assert_eq!(
            joined(evidence.iter().collect(), MarkKind::Party),
            [mark(MarkKind::Party, 0, 18)]
        );
    }

    #[derive(Deserialize)]
    struct Asked {
        marks: Vec<Marking>,
    }

    #[test]
    fn kinds_read_back_as_written() {
        for bits in 0..32_u8 {
            let kinds: BTreeSet<MarkKind> =
                MarkKind::ALL.into_iter().filter(|k| bits & (1 << *k as u8) != 0).collect();
            let asked: Asked =
                query::read(format!("marks={}", Shown::written(&kinds)).as_bytes()).unwrap();
            assert_eq!(Shown::kinds(asked.marks), kinds);
        }
        assert!(query::read::<Asked>(b"marks=party,colour").is_err());
    }

    proptest! {
        #[test]
        fn a_marked_text_is_whole_and_every_mark_is_closed(
            text in "[a-eé双 ]{0,30}",
            places in prop::collection::vec((0_usize..5, 0_usize..40, 0_usize..40), 0..8),
        ) {
            let marks: Vec<Mark> =
                places.iter().map(|(k, s, e)| mark(MarkKind::ALL[*k], *s, *e)).collect();
            let (mut whole, mut depth) = (String::new(), 0_usize);
            let mut covered: BTreeSet<(MarkKind, usize)> = BTreeSet::new();
            let mut open = Vec::new();
            for token in marked(&text, &marks, &[]) {
                match token {
                    Token::Open { kind, .. } => { depth += 1; open.push(kind); }
                    Token::Close => { depth -= 1; open.pop(); }
                    Token::Link(_) | Token::EndLink => prop_assert!(false),
                    Token::Words(words) => {
                        prop_assert!(!words.is_empty());
                        for byte in whole.len()..whole.len() + words.len() {
                            covered.extend(open.iter().map(|kind| (*kind, byte)));
                        }
                        whole.push_str(&words);
                    }
                }
            }
            prop_assert_eq!(depth, 0);
            prop_assert_eq!(&whole, &text);
            let meant: BTreeSet<(MarkKind, usize)> = marks
                .iter()
                .filter(|m| text.get(m.start..m.end).is_some())
                .flat_map(|m| (m.start..m.end).map(|byte| (m.kind, byte)))
                .collect();
            prop_assert_eq!(covered, meant);
        }
    }
}
