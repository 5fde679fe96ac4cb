//! Each rule in plain language, for the page, the JSON and `pacta explain`.

use crate::model::{Annotations, Claim, Evidence, Locator, Property, SourceType};

/// One annotation, told: what was read, from which words, by which rule.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Explanation {
    /// `party`, `date`, `domain`, `institution`, `place`, `reference` or `claim`.
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

/// Every annotation and claim of a clause of such a source, told. `domain_label` gives a domain's name for
/// its slug.
#[must_use]
pub fn explain<'a>(
    annotations: &Annotations,
    claims: impl IntoIterator<Item = &'a Claim>,
    by: SourceType,
    domain_label: impl Fn(&str) -> String,
) -> Vec<Explanation> {
    let mut told = Vec::new();
    let mut tell = |of, value: String, rule: &str, evidence: &[Evidence]| {
        told.push(Explanation { of, value, words: words(evidence), rule: rule_words(of, rule) });
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
    told.extend(claims.into_iter().map(|claim| {
        let asserted = claim.asserted_by.as_ref().map(|who| format!(", as {who} says"));
        Explanation {
            of: "claim",
            value: format!(
                "{}: {}{}",
                claim.label(),
                claim.value_label,
                asserted.unwrap_or_default()
            ),
            words: words(&claim.evidence),
            rule: claim_words(claim.property, by),
        }
    }));
    told
}

fn words(evidence: &[Evidence]) -> Vec<String> {
    let mut words: Vec<String> = evidence.iter().map(|e| e.text.clone()).collect();
    words.dedup();
    words
}

/// What a claim is read from, which its property and the kind of source settle: a text speaks of itself,
/// all others of a treaty.
fn claim_words(property: Property, by: SourceType) -> &'static str {
    if by == SourceType::Text {
        return match property {
            Property::Title => "the name that the text gives itself",
            Property::Signature => {
                "the day in the testimonium or heading on which the text was done or signed"
            }
            Property::Place => "the place in the testimonium where the text was done or signed",
            Property::EntryIntoForce => "a day on which the text says that it enters into force",
            Property::EntryIntoForceRule => "the words after “enter into force”, as they stand",
            Property::Duration => "the length of time that the text says it lasts",
            Property::Extension => "the length of time by which the text says it is extended",
            Property::Expiry => "the day on which the text says that it ends",
            Property::Notice => "the length of time before which the text says notice is given",
            Property::Party => "a state or organisation that the text names as its party",
            Property::Depositary => {
                "the name after “deposited with”, or before “shall be the depositary”"
            }
            Property::Language => "a language in which the text says it is authentic",
            Property::Originals => "the number of originals that the testimonium tells",
            Property::ArticleCount => "the number of articles that the text tells",
            Property::Ratification | Property::Approval => {
                "a day with the word for the act and with who did it"
            }
            Property::MilitaryAlliance => "the words say whether it is a military alliance",
        };
    }
    match property {
        Property::Title => "the name that the passage gives the treaty",
        Property::Signature => "a day with the word for signing, said of this treaty",
        Property::Place => "a place with the word for signing, said of this treaty",
        Property::Ratification | Property::Approval => {
            "a day with the word for the act and with who did it, said of this treaty"
        }
        Property::EntryIntoForce => "a day with the word for entry into force, said of this treaty",
        Property::EntryIntoForceRule => "the words after “enter into force”, as they stand",
        Property::Expiry => "a day with the word for ending, said of this treaty",
        Property::Duration | Property::Extension | Property::Notice => {
            "a length of time with the word for it, said of this treaty"
        }
        Property::Party => "a party in a list of those between whom the treaty is",
        Property::Depositary => "a name with the word for depositing, said of this treaty",
        Property::Language => "a language with the word for authentic, said of this treaty",
        Property::Originals => "a number of originals, said of this treaty",
        Property::ArticleCount => "a number of articles, said of this treaty",
        Property::MilitaryAlliance => "the words say whether it is a military alliance",
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn depositary() -> Claim {
        Claim {
            property: Property::Depositary,
            actor: None,
            actor_name: None,
            value: "the Government of Peru".to_owned(),
            value_label: "the Government of Peru".to_owned(),
            asserted_by: None,
            asserted_on: None,
            evidence: vec![Evidence::of("with the Government of Peru", 5, 27)],
        }
    }

    #[test]
    fn a_claim_is_told_with_its_words_and_its_rule() {
        let told =
            explain(&Annotations::default(), &[depositary()], SourceType::Text, str::to_owned);
        let [claim] = told.as_slice() else { panic!("{told:?}") };
        assert_eq!(claim.label(), "claim");
        assert_eq!(claim.value, "Depositary: the Government of Peru");
        assert_eq!(claim.words, ["the Government of Peru"]);
        assert!(claim.rule.contains("deposited with"), "{}", claim.rule);
    }

    #[test]
    fn every_claim_has_a_rule_in_words() {
        for property in Property::ALL {
            for by in SourceType::ALL {
                assert!(!claim_words(property, by).is_empty());
            }
        }
    }
}
