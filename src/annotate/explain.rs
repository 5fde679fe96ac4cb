//! Each rule in plain language, for the page, the JSON and `pacta explain`.

use crate::model::{Annotations, Evidence, Locator};

/// One annotation, told: what was read, from which words, by which rule.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Explanation {
    /// `party`, `date`, `domain`, `institution`, `place` or `reference`.
    pub of: &'static str,
    /// The value for readers.
    pub value: String,
    /// The words, in order; empty where the clause has none.
    pub words: Vec<String>,
    /// The rule in plain language.
    pub rule: &'static str,
}

impl Explanation {
    /// What was read, as pages call it.
    #[must_use]
    pub fn label(&self) -> &'static str {
        if self.of == "domain" { "subject" } else { self.of }
    }
}

/// Every annotation of a clause, told. `domain_label` gives a domain's name for its slug.
#[must_use]
pub fn explain(
    annotations: &Annotations,
    domain_label: impl Fn(&str) -> String,
) -> Vec<Explanation> {
    let mut told = Vec::new();
    let mut tell = |of, value: String, rule: &str, evidence: &[Evidence]| {
        let mut words: Vec<String> = evidence.iter().map(|e| e.text.clone()).collect();
        words.dedup();
        told.push(Explanation { of, value, words, rule: rule_words(of, rule) });
    };
    for p in &annotations.parties {
        tell("party", p.name.clone(), &p.rule, &p.evidence);
    }
    for d in &annotations.dates {
        let value = format!("{}: {}", d.value.words(), d.event.label());
        tell("date", value, &d.rule, &d.evidence);
    }
    for d in &annotations.domains {
        tell("domain", domain_label(d.slug.as_str()), &d.rule, &d.evidence);
    }
    for i in &annotations.institutions {
        tell("institution", i.name.clone(), &i.rule, &i.evidence);
    }
    for p in &annotations.places {
        tell("place", p.name.clone(), &p.rule, &p.evidence);
    }
    for r in &annotations.references {
        let place = r.locator.as_ref().map(Locator::words);
        let value = match (place, &r.instrument) {
            (Some(place), Some(instrument)) => format!("{place} of {instrument}"),
            (place, instrument) => place.or_else(|| instrument.clone()).unwrap_or_default(),
        };
        tell("reference", value, &r.rule, &r.evidence);
    }
    told
}

fn rule_words(of: &str, rule: &str) -> &'static str {
    match (of, rule) {
        ("party", "name") => "named (countries.tsv)",
        ("party", "demonym") => "named by an adjective or its people (countries.tsv)",
        ("party", "capital") => "its capital stands for its government (countries.tsv)",
        ("party", "holder") => "one of its bodies is named (institutions.toml)",
        ("party", "same-bodies") => "refers to its bodies named just before",
        ("party", "leader") => "named by one of its leaders",
        ("party", "members") => "a member of the group of states that is named (institutions.toml)",
        ("party", "form-of-state") => "the one party with this form of state",
        ("party", "signing") => "who signs, signs with the others: all parties of the treaty",
        ("party", "domestic") => "the affairs of the party that was spoken of last",
        ("party", "both-parties") => {
            "refers to the parties of the treaty: the Parties, each Party, both countries"
        }
        ("party", "counterpart") => "the treaty is named by its other party",
        ("party", "inherited") => {
            "the treaty itself is the subject, or no party is named: all parties of the treaty"
        }
        ("date", "inferred-year") => {
            "day and month as written; the year is inferred from the day of the document"
        }
        ("date", "near-year") => {
            "day and month as written; the year is inferred from the date that stands before it, or else from the first one after it"
        }
        ("date", "told-year") => "day and month as written; the words with them say which year",
        ("date", "length") => "a length of time",
        ("date", "in-words") => "date written out in words",
        ("date", "day-first") => "date in figures; the day is read before the month",
        ("date", "shared-year") => "the year (and month) as written with the next date",
        ("date", "part-of-year") => "a season, quarter or half of a year as written",
        ("date", "day-alone") => "the day as written; its month is that of the date before it",
        ("date", "range") => "from the first date to the second",
        ("date", "dual-calendar") => {
            "one date written twice or in two calendars; the Gregorian one is given"
        }
        ("date", "solar-hijri") => {
            "a date of the Persian (Solar Hijri) calendar, converted to the Gregorian"
        }
        ("date", "month-year") => "month and year as written; the day is not stated",
        ("date", "year") => "year as written; month and day are not stated",
        ("date", _) => "date as written",
        ("domain", "term") => "a word of this subject (domains.toml)",
        ("domain", "weak-terms") => "several weaker words of this subject together (domains.toml)",
        ("institution", "name") => "named (institutions.toml)",
        ("institution", "acronym") => "named by its acronym (institutions.toml)",
        ("institution", "role") => "named by its function and country (institutions.toml)",
        ("institution", "same-bodies") => "refers to the bodies named just before",
        ("institution", "back-reference") => "refers to the body of this kind named before",
        ("institution", "defined-acronym") => "an acronym that the document defines",
        ("institution", "of-party") => {
            "named without its country, which is a party of the treaty (institutions.toml)"
        }
        ("institution", "pattern") => {
            "a capitalised name with the head noun of a body; not in the codebook"
        }
        ("place", "capital") => "a capital after a word of place (countries.tsv)",
        ("place", _) => "named as where the act was done",
        ("reference", "internal") => {
            "points at another place of the same treaty; what is not said is read from where the clause stands"
        }
        ("reference", "external") => "points at a place of another instrument, which is named",
        ("reference", _) => {
            "another instrument, by its capitalised name or by the short name given to it"
        }
        _ => "read by a rule of an earlier version",
    }
}
