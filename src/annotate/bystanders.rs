//! States that a report names and that are not parties for all that: host, mediator, critic,
//! neighbour, rival, the home of a person.

use std::ops::Range;

use regex::Regex;

use super::rule::rule;

/// How much of the text before or after a name is looked at, in bytes.
const BESIDE: usize = 96;

/// Tells bystanders. Built once.
pub(super) struct Bystanders {
    before: Regex,
    after: Regex,
    person: Regex,
}

impl Bystanders {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            before: rule(
                r"(?i)\b(?:(?:hosted|brokered|mediated|witnessed|facilitated|backed|sponsored|supervised|guaranteed|monitored|condemned|critici[sz]ed|opposed|chaired|supported|attended|applauded|arranged|overseen)\s+by|in\s+the\s+presence\s+of|under\s+(?:pressure\s+from|the\s+auspices\s+of|the\s+mediation\s+of)|thanks\s+to|unlike|such\s+as|similar\s+to|modelled\s+on|as\s+far\s+(?:away\s+)?as|(?:borders?|frontiers?|bordering)\s+(?:with|to|on)|neighbou?ring|among\s+(?:them|those|others)|rivals?|against|pressure\s+(?:from|by)|mediat(?:ors?|ion)\s+(?:from|by|of)|(?:help|offices)\s+of)\s+(?:the\s+)?(?:\p{Lu}?[\w.’-]+\s+){0,3}$",
            )?,
            after: rule(
                r"(?i)^(?:-(?:led|backed|brokered|mediated|based|born|speaking|made|owned|sponsored|hosted|drafted|educated)\b|(?:’s|'s)?(?:\s+(?:and|president|foreign|prime|minister|secretary|\p{Lu}[\w’-]+)){0,4},?\s+(?:(?:also|too|in\s+turn|both),?\s+)*(?:(?:which|who)\s+(?:also\s+)?(?:borders?|share[sd]?\s+another|trained|financed|brokered|hosted|hosts|mediated|claims?|backs?|rebuilt|opposes?|(?:was|is|are|were)\s+(?:not|no|never)|lies|takes?\s+no)|(?:has|have|had)?\s*(?:also\s+|long\s+|already\s+|since\s+)*(?:warn|hail|critici|condemn|mediat|broker|host|urg|object|oppos|watch|look(?:s|ed)\s+on|offer(?:s|ed)?\s+to\s+(?:mediate|host)|prais|applaud|lament|lobb|protest|congratulat|compar|t(?:akes?|aken|aking|ook)\s+no\s+part|stay(?:s|ed)\s+(?:out|away)|kept?\s+out|never\s+joined)\w*|(?:is|are|was|were)\s+(?:also\s+)?(?:not\s+a\s+party|no\s+party|watching|wary|not\s+(?:a\s+)?part|not\s+(?:invited|asked|present|at\s+the\s+table|in\s+the\s+room)|alarmed|uneasy|nervous)))",
            )?,
            // "the Frenchman Jean Monnet", but not "the French Foreign Minister".
            person: rule(
                r"^\s+(?P<first>\p{Lu}\p{Ll}+)(?:-\p{Lu}\p{Ll}+)?\s+(?:(?:de|van|von|der|al-)\s*)?\p{Lu}\p{Ll}",
            )?,
        })
    }

    /// Whether the state named at `span` is one; `people` where it is named by its people.
    pub(super) fn is(&self, text: &str, span: &Range<usize>, people: bool) -> bool {
        let from = text.ceil_char_boundary(span.start.saturating_sub(BESIDE));
        let to = text.floor_char_boundary((span.end + BESIDE).min(text.len()));
        let (before, after) = (&text[from..span.start], &text[span.end..to]);
        let part = before.rsplit([';', '.', '—']).next().unwrap_or(before);
        self.before.is_match(part)
            || self.after.is_match(after)
            || (people && part.ends_with("the ") && self.is_of_person(after))
    }

    /// Whether a person's name follows, and no office.
    fn is_of_person(&self, after: &str) -> bool {
        const OFFICES: [&str; 12] = [
            "Foreign",
            "Prime",
            "President",
            "Minister",
            "Defence",
            "Defense",
            "Finance",
            "Trade",
            "State",
            "Secretary",
            "Chancellor",
            "Ambassador",
        ];
        let first = self.person.captures(after).and_then(|c| c.name("first"));
        first.is_some_and(|f| !OFFICES.contains(&f.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, name: &str) -> bool {
        let start = text.find(name).unwrap();
        Bystanders::new().unwrap().is(text, &(start..start + name.len()), name.ends_with("ish"))
    }

    #[test]
    fn hosts_critics_and_neighbours_are_bystanders_and_parties_are_not() {
        assert!(told("They met at talks hosted by Qatar in May.", "Qatar"));
        assert!(told("Iran, which borders the route, spoke.", "Iran"));
        assert!(told("France has warned against it.", "France"));
        assert!(told("The Qatari-brokered deal held.", "Qatari"));
        assert!(told("Unlike Chad, they had a text.", "Chad"));
        assert!(told("The envoy, the Swedish Jan Eliasson, spoke.", "Swedish"));
        assert!(!told("The envoy, the Swedish Foreign Minister, spoke.", "Swedish"));
        assert!(!told("France signed it and Spain followed.", "France"));
        assert!(!told("A host of deputies from Chad voted.", "Chad"));
    }
}
