//! References: the provisions and instruments that a clause points at.
//!
//! A reference is a chain of nouns with numbers, "subparagraph (a) of paragraph 2 of Article 5", read
//! into one place; what names no place of its own, "paragraph 1", is read from where the clause
//! stands. Of a list each number is a reference; of a range its two ends are, so that every word that
//! is shown as a link leads to what it says.

mod instruments;
mod nouns;
mod numbers;
mod places;

use std::ops::Range;

use aho_corasick::BuildError;

use self::{
    instruments::{Instruments, Named},
    nouns::{Noun, Nouns},
    numbers::{Letters, Number},
    places::Places,
};
use crate::{
    model::{Evidence, ReferenceMention, Unit},
    segment::Segments,
};

/// Finds references. Built once.
pub(super) struct References {
    nouns: Nouns,
    instruments: Instruments,
}

/// What is known of the document while its clauses are read in order.
#[derive(Debug, Default)]
pub(super) struct Context {
    places: Places,
    /// The treaty's own title, lower case.
    title: String,
    /// Short names that the document has given, with what they stand for.
    short: Vec<(String, String)>,
}

/// Nouns with their numbers, as one piece of a chain.
struct Group {
    unit: Unit,
    numbers: Vec<Number>,
    /// What stands in place of a number: "this Article", "the preceding paragraph".
    relative: Option<Relative>,
    span: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relative {
    This,
    Step(isize),
}

/// One reference before it is placed: units with numbers from the largest, and where it is said.
struct Link {
    path: Vec<(Unit, String)>,
    relative: Option<(Unit, Relative)>,
    span: Range<usize>,
    /// Whether it is the last of its chain.
    last: bool,
}

impl References {
    pub(super) fn new() -> Result<Self, BuildError> {
        Ok(Self { nouns: Nouns::new()?, instruments: Instruments::new()? })
    }

    pub(super) fn context(segments: &Segments, title: &str) -> Context {
        Context { places: Places::of(segments), title: title.to_lowercase(), short: Vec::new() }
    }

    /// The references of a clause in text order. `here` is the clause's eId in a treaty text.
    pub(super) fn find(
        &self,
        context: &mut Context,
        here: Option<&str>,
        text: &str,
    ) -> Vec<ReferenceMention> {
        let named = self.instruments.find(text);
        context.learn(text, &named);
        let groups = self.groups(text);
        let mut found: Vec<(Range<usize>, ReferenceMention)> = Vec::new();
        let mut at = 0;
        while at < groups.len() {
            let mut end = at + 1;
            while end < groups.len() && chained(text, &groups[end - 1], &groups[end]) {
                end += 1;
            }
            let chain = &groups[at..end];
            at = end;
            let whole = chain[0].span.start..chain[chain.len() - 1].span.end;
            let of = context.instrument_of(text, &whole, &named);
            for link in links(chain) {
                found.extend(context.place(here, text, link, of.as_ref()));
            }
        }
        for name in named.iter().filter(|n| !n.bare && !n.own) {
            let words = &text[name.span.clone()];
            let inside = found
                .iter()
                .any(|(span, _)| span.start < name.span.end && name.span.start < span.end);
            if !inside && !context.is_own(words) {
                let mention = mention(text, Some(words.to_owned()), None, "instrument", &name.span);
                found.push((name.span.clone(), mention));
            }
        }
        found.sort_by_key(|(span, _)| (span.start, span.end));
        found.into_iter().map(|(_, mention)| mention).collect()
    }

    fn groups(&self, text: &str) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        for noun in self.nouns.find(text) {
            if groups.last().is_some_and(|g| noun.span.start < g.span.end) {
                continue;
            }
            groups.extend(group(text, &noun));
        }
        groups
    }
}

/// The noun with its numbers, or with what it is called by in their place.
fn group(text: &str, noun: &Noun) -> Option<Group> {
    let unit = noun.unit;
    let word = &text[noun.span.clone()];
    let lower = word.starts_with(char::is_lowercase);
    let letters = match unit {
        Unit::Annex | Unit::Part | Unit::Chapter | Unit::Section | Unit::Title => Letters::Upper,
        Unit::Point if word.eq_ignore_ascii_case("buchstabe") || word.starts_with("litera") => {
            Letters::Lower
        }
        _ => Letters::None,
    };
    let mut numbers = numbers::list(text, noun.span.end, letters, noun.plural);
    // "point (a)" is one, "point 3" of an agenda is not.
    if lower
        && word.starts_with("point")
        && !numbers.iter().all(|n| text[n.start..].starts_with('('))
    {
        numbers.clear();
    }
    if let Some(last) = numbers.last() {
        let end = last.end;
        return Some(Group { unit, numbers, relative: None, span: noun.span.start..end });
    }
    let before = text[..noun.span.start].trim_end();
    let from = before
        .rfind(|c: char| !c.is_alphabetic())
        .map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
    let qualifier = before[from..].to_lowercase();
    let relative = match qualifier.as_str() {
        "this"
        | "present"
        | "présent"
        | "présente"
        | "presente"
        | "dieses"
        | "diesem"
        | "dit"
        | "настоящей"
        | "настоящего"
        | "настоящему"
        | "same"
        | "said" => Relative::This,
        "preceding" | "previous" | "foregoing" | "précédent" | "anterior" => Relative::Step(-1),
        "following" | "next" | "succeeding" => Relative::Step(1),
        "the" if unit == Unit::Annex && !noun.plural => Relative::This,
        ordinal => {
            let at = ORDINALS.iter().position(|o| *o == ordinal)?;
            let value = (at + 1).to_string();
            let span = from..noun.span.end;
            let number = Number { value, inner: Vec::new(), start: span.start, end: span.end };
            return (unit >= Unit::Paragraph).then(|| Group {
                unit,
                numbers: vec![number],
                relative: None,
                span,
            });
        }
    };
    Some(Group { unit, numbers: Vec::new(), relative: Some(relative), span: from..noun.span.end })
}

const ORDINALS: [&str; 8] =
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];

/// Whether the second group goes on with the first: "paragraph 2 | of | Article 5".
fn chained(text: &str, a: &Group, b: &Group) -> bool {
    const UP: [&str; 30] = [
        "of",
        "of the",
        "in",
        "in the",
        "to",
        "to the",
        "under",
        "de",
        "del",
        "de la",
        "du",
        "des",
        "de l’",
        "de l'",
        "van",
        "van het",
        "von",
        "der",
        "van de",
        "à l’",
        "à l'",
        "of this",
        "de este",
        "del presente",
        "du présent",
        "of the present",
        "of the said",
        "al",
        "",
        "of the same",
    ];
    const DOWN: [&str; 5] = [",", "", ", in", ", the", ", en"];
    const SAME: [&str; 10] = ["and", "or", "and/or", "et", "y", "und", "en", "и", "e", "or in"];
    if b.span.start < a.span.end {
        return false;
    }
    let between = text[a.span.end..b.span.start].trim();
    if between.len() > 20 {
        return false;
    }
    let joint = between.to_lowercase();
    let joint = joint.as_str();
    let number_after = matches!(b.relative, None | Some(Relative::This | Relative::Step(_)));
    if b.unit < a.unit {
        number_after && UP.contains(&joint)
    } else if b.unit > a.unit {
        DOWN.contains(&joint) && a.numbers.len() == 1 && b.relative.is_none()
    } else {
        SAME.contains(&joint)
            && b.relative.is_none()
            && a.relative.is_none()
            && a.unit >= Unit::Paragraph
    }
}

/// The references of a chain: one for each number of its lists.
fn links(chain: &[Group]) -> Vec<Link> {
    // Nothing but "this Article": no reference.
    if chain.iter().all(|g| g.relative == Some(Relative::This) && g.unit != Unit::Annex) {
        return Vec::new();
    }
    let smallest = chain.iter().map(|g| g.unit).max().unwrap_or(Unit::Point);
    let containers: Vec<&Group> = chain.iter().filter(|g| g.unit < smallest).collect();
    let last_end = chain.last().map_or(0, |g| g.span.end);
    let mut relative = None;
    let mut base: Vec<(Unit, String)> = Vec::new();
    for container in &containers {
        match (container.numbers.first(), container.relative) {
            (Some(number), _) => base.extend(steps(container.unit, number)),
            (None, Some(step)) => relative = Some((container.unit, step)),
            (None, None) => {}
        }
    }
    base.sort_by_key(|(unit, _)| *unit);
    let lists: Vec<&Group> = chain.iter().filter(|g| g.unit == smallest).collect();
    let count: usize = lists.iter().map(|g| g.numbers.len().max(1)).sum();
    let mut links = Vec::new();
    for group in lists {
        if let Some(step) = group.relative {
            links.push(Link {
                path: base.clone(),
                relative: Some((group.unit, step)),
                span: group.span.clone(),
                last: true,
            });
        }
        for (i, number) in group.numbers.iter().enumerate() {
            let mut path = base.clone();
            path.extend(steps(group.unit, number));
            path.sort_by_key(|(unit, _)| *unit);
            // The first has its noun, the last the rest of the chain.
            let start = if i == 0 { group.span.start } else { number.start };
            let nth = links.len() + 1;
            let end = if nth == count { last_end.max(number.end) } else { number.end };
            let start = if count == 1 { chain[0].span.start } else { start };
            links.push(Link { path, relative, span: start..end, last: nth == count });
        }
    }
    links
}

/// A number and the points in parentheses after it, as steps of a path.
fn steps(unit: Unit, number: &Number) -> Vec<(Unit, String)> {
    let mut steps = vec![(unit, number.value.clone())];
    for inner in &number.inner {
        let digits = inner.bytes().all(|b| b.is_ascii_digit());
        let of_article = steps.len() == 1 && unit == Unit::Article;
        let step = if digits && of_article { Unit::Paragraph } else { Unit::Point };
        steps.push((step, inner.clone()));
    }
    steps
}

/// What an instrument is to a reference.
enum Of {
    Named(String, usize),
    Own,
}

impl Context {
    /// What the words after a chain, or before it, say it stands in: "Article XX | of GATT 1994".
    fn instrument_of(&self, text: &str, chain: &Range<usize>, named: &[Named]) -> Option<Of> {
        let after = named.iter().find(|n| n.span.start >= chain.end).filter(|n| {
            let between = &text[chain.end..n.span.start];
            between.len() < 40
                && OF.contains(&between.trim().to_lowercase().trim_start_matches(", "))
        });
        // "the GATT 1994 Article XX"
        let before = named.iter().find(|n| !n.bare && n.span.end + 1 == chain.start);
        let name = after.or(before)?;
        let words = &text[name.span.clone()];
        if name.own && !text[..name.span.start].trim_end().ends_with("said") {
            return Some(Of::Own);
        }
        let end = name.span.end.max(chain.end);
        if !name.bare {
            return Some(if self.is_own(words) {
                Of::Own
            } else {
                Of::Named(words.to_owned(), end)
            });
        }
        let known = self.short.iter().rev().find(|(short, _)| short == words);
        match known {
            Some((_, long)) => Some(Of::Named(long.clone(), end)),
            None if self.title.is_empty() || self.title.contains(&words.to_lowercase()) => {
                Some(Of::Own)
            }
            None => Some(Of::Named(words.to_owned(), end)),
        }
    }

    /// Whether words that name an instrument name the one that speaks.
    fn is_own(&self, words: &str) -> bool {
        !self.title.is_empty() && self.title.contains(&words.to_lowercase())
    }

    /// Learns the short names that a clause gives: "(hereinafter “the Convention”)".
    fn learn(&mut self, text: &str, named: &[Named]) {
        if !text.contains(['"', '“', '”', '‘', '«']) || self.short.len() > 60 {
            return;
        }
        for name in named.iter().filter(|n| !n.bare && !n.own) {
            let rest = &text[name.span.end..];
            let near = &rest[..rest.floor_char_boundary(120)];
            let near = near.split([';', '.']).next().unwrap_or_default();
            let open = near.find(['"', '“', '”', '‘', '«']);
            let bracket = near.find('(').is_some_and(|at| Some(at) < open);
            let Some(at) = open.filter(|_| bracket || near.contains("referred to as")) else {
                continue;
            };
            let inner = near[at..].trim_start_matches(['"', '“', '”', '‘', '«', ' ']);
            let Some(close) = inner.find(['"', '”', '’', '»', '“']) else { continue };
            let short = inner[..close].trim().trim_start_matches("the ").trim_start_matches("The ");
            let long = &text[name.span.clone()];
            if short.len() > 2 && !self.is_own(long) {
                self.short.push((short.to_owned(), long.to_owned()));
            }
        }
    }

    /// The reference that a link makes, said at `here`; none where it leads nowhere or to itself.
    fn place(
        &self,
        here: Option<&str>,
        text: &str,
        link: Link,
        of: Option<&Of>,
    ) -> Option<(Range<usize>, ReferenceMention)> {
        if let Some(Of::Named(name, end)) = of {
            let locator = Places::default().resolve(None, &link.path);
            // Of a list only the last has the instrument's name beside it.
            let end = if link.last { (*end).max(link.span.end) } else { link.span.end };
            let span = link.span.start..end;
            return Some((
                span.clone(),
                mention(text, Some(name.clone()), locator, "external", &span),
            ));
        }
        let locator = match link.relative {
            None => self.places.resolve(here, &link.path)?,
            Some((Unit::Annex, Relative::This)) if link.path.is_empty() => {
                self.places.sole_annex()?.parse().ok()?
            }
            Some((_, Relative::This)) => self.places.resolve(here, &link.path)?,
            Some((Unit::Article, Relative::Step(step))) => {
                let article = self.places.beside(here?, step)?;
                match &link.path[..] {
                    [] => article.parse().ok()?,
                    path => self.places.resolve(Some(article), path)?,
                }
            }
            Some((Unit::Paragraph, Relative::Step(step))) => {
                let own = here?.split("__").find_map(|c| c.strip_prefix("para_"))?;
                let beside =
                    own.parse::<usize>().ok()?.checked_add_signed(step).filter(|n| *n > 0)?;
                self.places.resolve(here, &[(Unit::Paragraph, beside.to_string())])?
            }
            Some(_) => return None,
        };
        // A clause that begins with its own number does not refer to itself.
        let own = here.is_some_and(|h| {
            link.span.start == 0
                && (h == locator.as_str() || h.starts_with(&format!("{locator}__")))
        });
        let mention = mention(text, None, Some(locator), "internal", &link.span);
        (!own).then_some((link.span, mention))
    }
}

/// Words between a place and its instrument.
const OF: [&str; 22] = [
    "of",
    "of the",
    "of that",
    "of this",
    "of the said",
    "of the present",
    "to",
    "to the",
    "in the",
    "in",
    "under the",
    "under",
    "of its",
    "of such",
    "de",
    "de la",
    "del",
    "du",
    "der",
    "van het",
    "de l’",
    "from the",
];

fn mention(
    text: &str,
    instrument: Option<String>,
    locator: Option<crate::model::Locator>,
    rule: &str,
    span: &Range<usize>,
) -> ReferenceMention {
    ReferenceMention {
        instrument,
        locator,
        rule: rule.to_owned(),
        evidence: vec![Evidence::of(text, span.start, span.end)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::Locator,
        segment::{Part, Segment},
    };

    /// The references of a clause that stands at `here` in a treaty of six articles and an annex.
    fn read_at(here: &str, text: &str) -> Vec<String> {
        let known =
            ["art_1", "art_2", "art_3", "art_5__para_1", "art_5__para_2__point_a", "annex_1"];
        let clause = |locator: &str| Segment {
            locator: locator.parse::<Locator>().unwrap(),
            start: 0,
            end: 1,
            part: Part::Body,
            division: None,
            language: None,
        };
        let division = |locator: &str| crate::model::Division {
            locator: locator.parse().unwrap(),
            unit: if locator.starts_with("annex") { Unit::Annex } else { Unit::Article },
            label: String::new(),
            heading: None,
            parent: None,
            start: 0,
            end: 1,
        };
        let segments = Segments {
            clauses: known.iter().map(|l| clause(l)).collect(),
            divisions: known.iter().filter(|l| !l.contains("__")).map(|l| division(l)).collect(),
            outline: Vec::new(),
            warnings: Vec::new(),
        };
        let mut context = References::context(&segments, "Agreement on Trade");
        References::new()
            .unwrap()
            .find(&mut context, Some(here), text)
            .into_iter()
            .map(|r| {
                let of = r.instrument.map(|i| format!(" of {i}")).unwrap_or_default();
                let place = r.locator.map(|l| l.to_string()).unwrap_or_default();
                format!("{}: {place}{of} ({})", r.evidence[0].text, r.rule)
            })
            .collect()
    }

    #[test]
    fn articles_and_what_stands_in_them_are_read_into_one_place() {
        assert_eq!(
            read_at("art_3", "Under Articles 1 to 2 and 5, paragraph 2 of Article 5 and Annex I,"),
            [
                "Articles 1: art_1 (internal)",
                "2: art_2 (internal)",
                "5: art_5 (internal)",
                "paragraph 2 of Article 5: art_5__para_2 (internal)",
                "Annex I: annex_1 (internal)",
            ]
        );
        assert_eq!(
            read_at(
                "art_3",
                "Article 5(2)(a), Article 5, paragraph 1, and points (a) and (b) of Article 2"
            ),
            [
                "Article 5(2)(a): art_5__para_2__point_a (internal)",
                "Article 5, paragraph 1: art_5__para_1 (internal)",
                "points (a): art_2__point_a (internal)",
                "(b) of Article 2: art_2__point_b (internal)",
            ]
        );
    }

    #[test]
    fn what_names_no_article_is_read_from_where_it_stands() {
        assert_eq!(
            read_at(
                "art_5__para_2__point_a",
                "Paragraph 1 and subparagraph (b); paragraph 1 of this Article; the preceding paragraph; this Article; the preceding Article."
            ),
            [
                "Paragraph 1: art_5__para_1 (internal)",
                "subparagraph (b): art_5__para_2__point_b (internal)",
                "paragraph 1 of this Article: art_5__para_1 (internal)",
                "preceding paragraph: art_5__para_1 (internal)",
            ]
        );
        assert_eq!(
            read_at("art_2", "the preceding Article"),
            ["preceding Article: art_1 (internal)"]
        );
    }

    #[test]
    fn an_instrument_is_named_with_its_place_or_alone() {
        assert_eq!(
            read_at(
                "art_3",
                "Article XX of GATT 1994, Article 51 of the Charter of the United Nations and the Vienna Convention on the Law of Treaties; Article 2 of this Agreement, Article 1 of the Agreement."
            ),
            [
                "Article XX of GATT 1994: art_xx of GATT 1994 (external)",
                "Article 51 of the Charter of the United Nations: art_51 of Charter of the United Nations (external)",
                "Vienna Convention on the Law of Treaties:  of Vienna Convention on the Law of Treaties (instrument)",
                "Article 2: art_2 (internal)",
                "Article 1: art_1 (internal)",
            ]
        );
        assert_eq!(
            read_at(
                "art_3",
                "The Geneva Convention on Roads (hereinafter referred to as “the Convention”) and Articles 3 and 4 of the Convention"
            )[1..],
            [
                "Articles 3: art_3 of Geneva Convention on Roads (external)",
                "4 of the Convention: art_4 of Geneva Convention on Roads (external)",
            ]
        );
    }

    #[test]
    fn other_languages_are_read_within_the_text() {
        let places = |text: &str| read_at("art_3", text);
        assert_eq!(
            places("conforme al artículo 2, apartado 1"),
            ["artículo 2, apartado 1: art_2__para_1 (internal)"]
        );
        assert_eq!(
            places("au paragraphe 2 de l’article 5"),
            ["paragraphe 2 de l’article 5: art_5__para_2 (internal)"]
        );
        assert_eq!(
            places("nach Artikel 5 Absatz 2 Buchstabe a"),
            ["Artikel 5 Absatz 2 Buchstabe a: art_5__para_2__point_a (internal)"]
        );
        assert_eq!(places("в пункте 1 статьи 5"), ["пункте 1 статьи 5: art_5__para_1 (internal)"]);
    }
}
