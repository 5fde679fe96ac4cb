//! Capitals: a place, a word for the government that sits there, or a part of a treaty's title; and
//! datelines, where a capital only says where a report was filed.

use std::ops::Range;

use regex::Regex;

use super::rule::rule;

/// Tells what a capital is. Built once.
pub(super) struct Capitals {
    place_before: Regex,
    place_list: Regex,
    officials: Regex,
    at_seat: Regex,
    title_after: Regex,
}

impl Capitals {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            place_before: rule(
                r"(?i)(?:\b(?:in|at|near|outside|from|to|of|through|via|towards?|across|around|into|visit(?:ed|ing|s)?|and the|en|te|zu)|\sà)\s+$",
            )?,
            // "in Ottawa and Quito": a place after a place.
            place_list: rule(
                r"(?:\b(?:in|at)\s+|\b\d{4},\s+)\p{Lu}\p{L}+(?:,\s+\p{Lu}\p{L}+)*,?\s+and\s+$|(?i:signed|done)\b[^;]*\d{4},\s+$",
            )?,
            // "officials in Tokyo" speak for the government there.
            officials: rule(
                r"(?i)\b(?:officials?|ministr(?:y|ies)|department|court|(?:lower|upper)\s+house|house\s+of\s+\w+|chamber|assembly|congress|senate|lawmakers|parliament|government|authorities|diplomats?|critics|judges?|generals?|negotiators|institute|commission|council|bank|agency|office|ministers?)\s+(?:(?:of|for|on)\s+(?:\w+\s+){1,4})?in\s+$",
            )?,
            // "The talks took place at the British parliament in London": only people speak.
            at_seat: rule(r"\b[Aa]t\s+(?:the\s+)?(?:\p{Lu}[\p{L}’'-]+\s+){0,2}$")?,
            // "the Paris Agreement" and "the Treaty of Rome" are no word for a government.
            title_after: rule(
                r"^(?:\s+\p{Lu}[\w-]+)?\s+(?:Agreements?|Treat(?:y|ies)|Protocols?|Conventions?|Accords?|Amendment|Declaration|Memorandum|Pact|Charter|Process|Summit|Statute|Conference|Principles|Rules|Document|Format|Group)\b",
            )?,
        })
    }

    /// Whether the capital at `span` is a place here and not a word for a government.
    pub(super) fn is_place(&self, text: &str, span: &Range<usize>) -> bool {
        let before = &text[..span.start];
        // Courts that sit in The Hague are hardly ever Dutch.
        let international = &text[span.clone()] == "The Hague";
        let listed = || {
            // "Signed: 16 July 2023, Auckland and Lima", but not "in 1999, Quito and Lima agreed".
            !text[span.end..].starts_with(' ') && self.place_list.is_match(before)
        };
        (self.place_before.is_match(before) || listed())
            && (international || !self.is_of_officials(before))
            && !self.is_in_title(text, span)
    }

    /// Whether those who speak or act in a place stand right before it.
    fn is_of_officials(&self, before: &str) -> bool {
        let officials = self.officials.find(before);
        officials.is_some_and(|m| !self.at_seat.is_match(&before[..m.start()]))
    }

    /// Whether the capital at `span` is a part of a treaty's title: "the Treaty of Rome".
    fn is_in_title(&self, text: &str, span: &Range<usize>) -> bool {
        const OF: [&str; 8] = [
            "Treaty of",
            "Convention of",
            "Agreement of",
            "Protocol of",
            "Charter of",
            "Peace of",
            "Declaration of",
            "Statute of",
        ];
        self.title_after.is_match(&text[span.end..])
            || OF.iter().any(|of| text[..span.start].trim_end().ends_with(of))
    }

    /// Whether the capital at `span` stands for the government that sits there.
    pub(super) fn is_government(&self, text: &str, span: &Range<usize>) -> bool {
        !self.is_place(text, span) && !self.is_in_title(text, span)
    }
}

/// Where the dateline ends: "TEHRAN – ", "MOSCOW, January 14. /TASS/. ", "DUBAI (Reuters) – ". A
/// country or capital in it says where the report was filed.
pub(super) fn dateline_end(text: &str) -> usize {
    let capitals = text
        .char_indices()
        .find(|(_, c)| c.is_lowercase() || c.is_ascii_digit() || "(–—/".contains(*c))
        .map_or(text.len(), |(at, _)| at);
    let shouted = text[..capitals].chars().filter(|c| c.is_uppercase()).count();
    if shouted < 4 {
        return 0;
    }
    let within = text.char_indices().nth(80).map_or(text.len(), |(at, _)| at);
    [" – ", " — ", "/. ", " -- ", " - "]
        .iter()
        .filter_map(|mark| text[..within].find(mark).map(|at| at + mark.len()))
        .min()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, capital: &str) -> (bool, bool) {
        let capitals = Capitals::new().unwrap();
        let start = text.find(capital).unwrap();
        let span = start..start + capital.len();
        (capitals.is_place(text, &span), capitals.is_government(text, &span))
    }

    #[test]
    fn a_capital_is_a_place_a_government_or_a_title() {
        assert_eq!(told("They signed in Lima.", "Lima"), (true, false));
        assert_eq!(told("Lima welcomed it.", "Lima"), (false, true));
        assert_eq!(told("Officials in Lima welcomed it.", "Lima"), (false, true));
        assert_eq!(told("The ministers met in Lima.", "Lima"), (true, false));
        assert_eq!(told("They met at the parliament in Lima.", "Lima"), (true, false));
        assert_eq!(told("The Paris Agreement binds them.", "Paris"), (false, false));
        assert_eq!(told("The Treaty of Rome binds them.", "Rome"), (false, false));
        assert_eq!(told("The court in The Hague ruled.", "The Hague"), (true, false));
    }
}
