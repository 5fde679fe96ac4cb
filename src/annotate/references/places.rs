//! The places of one document that references can mean, and where a clause stands among them.

use std::collections::HashSet;

use crate::{
    model::{Locator, Unit, other_numeral},
    segment::Segments,
};

/// Every place of a document.
#[derive(Debug, Default)]
pub(super) struct Places {
    known: HashSet<String>,
    articles: Vec<String>,
    annexes: Vec<String>,
    /// Whether most of its articles have a hyphen in their numbers: "Article 13-08".
    pub(super) hyphens: bool,
    /// Whether it calls its annexes schedules.
    pub(super) schedules: bool,
}

impl Places {
    pub(super) fn of(segments: &Segments) -> Self {
        let mut places = Self::default();
        for division in &segments.divisions {
            let written = division.locator.as_str().to_owned();
            match division.unit {
                Unit::Article => places.articles.push(written),
                Unit::Annex => {
                    places.schedules |= division.label.to_lowercase().starts_with("schedule");
                    if division.parent.is_none() {
                        places.annexes.push(written);
                    }
                }
                _ => {}
            }
        }
        let hyphened = places.articles.iter().filter(|a| a.contains('-')).count();
        places.hyphens = hyphened * 2 > places.articles.len();
        if segments.divisions.is_empty() {
            return places;
        }
        let all = segments.clauses.iter().map(|c| &c.locator);
        for locator in all.chain(segments.divisions.iter().map(|d| &d.locator)) {
            let written = locator.as_str();
            let ends = written.match_indices("__").map(|(at, _)| at).chain([written.len()]);
            for end in ends {
                if !places.known.contains(&written[..end]) {
                    places.known.insert(written[..end].to_owned());
                }
            }
        }
        places
    }

    /// The annex of a document that has one.
    pub(super) fn sole_annex(&self) -> Option<&str> {
        match &self.annexes[..] {
            [one] => Some(one),
            _ => None,
        }
    }

    /// The article before or after the one that `here` stands in.
    pub(super) fn beside(&self, here: &str, step: isize) -> Option<&str> {
        let own = within(here, Unit::Paragraph)?;
        let at = self.articles.iter().position(|a| *a == own)?;
        self.articles.get(at.checked_add_signed(step)?).map(String::as_str)
    }

    /// The place that `path` names when it is said at `here`: in the same annex or part where it
    /// stands there, else in the body of the same language version.
    pub(super) fn resolve(&self, here: Option<&str>, path: &[(Unit, String)]) -> Option<Locator> {
        let (unit, _) = path.first()?;
        let bases: Vec<&str> = match here {
            Some(here) if *unit >= Unit::Paragraph => vec![within(here, *unit)?],
            _ if *unit >= Unit::Paragraph => return None,
            Some(here) => bases(here, *unit),
            None => vec![""],
        };
        for base in &bases {
            for roman in [false, true] {
                let place = join(base, path, roman);
                if self.known.contains(&place) {
                    return place.parse().ok();
                }
            }
        }
        // None is known: as written, in the body.
        join(bases.last()?, path, false).parse().ok()
    }
}

/// The part of an eId above the first component of `unit` or below; `None` where nothing is.
fn within(here: &str, unit: Unit) -> Option<&str> {
    let mut end = 0;
    for component in here.split("__") {
        if unit_of(component) >= unit {
            break;
        }
        end += component.len() + if end == 0 { 0 } else { 2 };
    }
    (end > 0).then(|| &here[..end])
}

/// What a reference to a `unit` may stand in, said at `here`: from the innermost outwards, the
/// language version last.
fn bases(here: &str, unit: Unit) -> Vec<&str> {
    let mut bases = Vec::new();
    let mut version = "";
    let mut end = 0;
    for component in here.split("__") {
        let of = unit_of(component);
        if of >= unit {
            break;
        }
        end += component.len() + if end == 0 { 0 } else { 2 };
        if of == Unit::Version {
            version = &here[..end];
        } else {
            bases.push(&here[..end]);
        }
    }
    bases.reverse();
    bases.push(version);
    bases
}

/// What a component of an eId is; a language code is a version.
fn unit_of(component: &str) -> Unit {
    const UNITS: [Unit; 11] = [
        Unit::Annex,
        Unit::Protocol,
        Unit::Preamble,
        Unit::Part,
        Unit::Title,
        Unit::Chapter,
        Unit::Section,
        Unit::Article,
        Unit::Paragraph,
        Unit::Point,
        Unit::Conclusions,
    ];
    let prefix = component.split('_').next().unwrap_or_default();
    match UNITS.into_iter().find(|u| u.prefix() == prefix) {
        Some(unit) => unit,
        None if prefix.len() == 2 => Unit::Version,
        None => Unit::Point,
    }
}

fn join(base: &str, path: &[(Unit, String)], roman: bool) -> String {
    let mut place = base.to_owned();
    for (unit, number) in path {
        if !place.is_empty() {
            place.push_str("__");
        }
        place.push_str(unit.prefix());
        place.push('_');
        let other = if roman && *unit <= Unit::Article { other_numeral(number) } else { None };
        place.push_str(other.as_deref().unwrap_or(number));
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_looked_for_where_it_is_said_and_then_in_the_body() {
        let known = ["annex_1__art_2", "art_2", "art_4", "art_iv", "nl__art_4"];
        let places = Places { known: known.map(str::to_owned).into(), ..Places::default() };
        let read = |here: &str, unit, number: &str| {
            places.resolve(Some(here), &[(unit, number.to_owned())]).unwrap().to_string()
        };
        assert_eq!(read("annex_1__art_1", Unit::Article, "2"), "annex_1__art_2");
        assert_eq!(read("annex_1__art_1", Unit::Article, "4"), "art_4");
        assert_eq!(read("nl__art_1", Unit::Article, "4"), "nl__art_4");
        assert_eq!(read("art_4__para_2__point_a", Unit::Paragraph, "1"), "art_4__para_1");
        assert_eq!(read("art_4__para_2__point_a", Unit::Point, "b"), "art_4__para_2__point_b");
        assert_eq!(read("art_4", Unit::Article, "99"), "art_99");
    }
}
