//! Who acts on a treaty whose parties are not known: open to many states, or told too little of.

use regex::Regex;

use super::{
    Codebook,
    capitals::{Capitals, dateline_end},
    names::{Named, Names},
    rule::rule,
};

/// Finds states that act on a treaty. Built once.
pub(super) struct Acting {
    acts: Regex,
}

impl Acting {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            acts: rule(
                r"(?i)\b(?:sign(?:s|ed|ing|atory|atories)?|ratif\w+|acced\w+|accessions?|join(?:s|ed|ing)?|withdr[ae]w\w*|denounc\w+|deposit\w*|hand(?:s|ed)\s+in|part(?:y|ies)\s+to|among\s+the\s+(?:\w+\s+)?(?:parties|signatories|members)|member(?:s|ship)?\s+of|notices?|notif\w+|consent|leav(?:es?|ing)|left|went\s+first|stay(?:s|ed)?\s+out(?:side)?|quit(?:s|ting)?|(?:would|will|to)\s+stay\s+(?:in|put|on)?|suspend\w*|adopted|approv\w+|sponsor\w*|negotiated|followed|(?:in|into)\s+force|t(?:akes?|ook)\s+effect)\b",
            )?,
        })
    }

    /// The states that sign the treaty, join it, stay in it or leave it somewhere in a document,
    /// alpha-3, sorted. Others that it names are observers and critics.
    pub(super) fn find<'a>(
        &self,
        codebook: &Codebook,
        names: &Names,
        capitals: &Capitals,
        clauses: impl Iterator<Item = &'a str>,
    ) -> Vec<String> {
        let mut acting: Vec<String> = Vec::new();
        for text in clauses.filter(|text| self.acts.is_match(text)) {
            let after_dateline = dateline_end(text);
            for name in names.find(text).iter().filter(|n| n.span.start >= after_dateline) {
                let country = match name.named {
                    Named::Country(i) | Named::Demonym(i) | Named::Leader(i) => {
                        Some(&codebook.countries[i].code)
                    }
                    Named::Capital(i) if capitals.is_government(text, &name.span) => {
                        Some(&codebook.countries[i].code)
                    }
                    Named::Institution(i) | Named::Acronym(i) => {
                        codebook.institutions[i].country.as_ref()
                    }
                    _ => None,
                };
                acting.extend(country.cloned());
            }
        }
        acting.sort_unstable();
        acting.dedup();
        acting
    }
}
