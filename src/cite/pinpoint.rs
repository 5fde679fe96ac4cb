//! A place in a document as citations write it: `art 4(2)`, `para. 3, sentence 2`.

use crate::model::Locator;

/// Words of [`Locator::words`] that have a short form.
const SHORT: [(&str, &str); 4] =
    [("article", "art"), ("paragraph", "para"), ("chapter", "ch"), ("section", "sec")];

/// The place without full stops behind its short forms, as OSCOLA has it, or with them.
pub(super) fn pinpoint(locator: &Locator, stops: bool) -> String {
    let words = locator.words();
    let places = words.split(", ").map(|place| {
        let (name, number) = place.split_once(' ').unwrap_or((place, ""));
        let lower = name.to_lowercase();
        match SHORT.iter().find(|(long, _)| *long == lower) {
            Some((_, short)) if !number.is_empty() => {
                format!("{short}{} {number}", if stops { "." } else { "" })
            }
            // A language's name keeps its capital: "Dutch text".
            _ if number == "text" => place.to_owned(),
            _ if number.is_empty() => lower,
            _ => format!("{lower} {number}"),
        }
    });
    places.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_shortened_as_citations_have_them() {
        for (locator, plain, stopped) in [
            ("art_4__para_2", "art 4(2)", "art. 4(2)"),
            ("p3.s2", "para 3, sentence 2", "para. 3, sentence 2"),
            ("annex_1__art_3", "annex 1, art 3", "annex 1, art. 3"),
            ("preamble__rec_2", "preamble, recital 2", "preamble, recital 2"),
            ("art_3__p_2", "art 3, second paragraph", "art. 3, second paragraph"),
            ("art_101__para_2__indent_3", "art 101(2), third indent", "art. 101(2), third indent"),
            ("nl__art_xx", "Dutch text, art XX", "Dutch text, art. XX"),
            ("preamble", "preamble", "preamble"),
        ] {
            let locator: Locator = locator.parse().unwrap();
            assert_eq!(pinpoint(&locator, false), plain);
            assert_eq!(pinpoint(&locator, true), stopped);
        }
    }
}
