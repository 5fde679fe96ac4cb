//! What a clause of a report is: an event, a provision, a statement or the writer's comment.

use regex::Regex;

use super::rule::rule;

use crate::model::{DateEvent, DateMention, Edtf, Kind};

/// Decides kinds. Built once.
pub(super) struct Kinds {
    act: Regex,
    comment: Regex,
    provision: Regex,
}

impl Kinds {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            act: rule(
                r"(?i)\b(?:ratification|approval|signing|signature|adoption|entry into force)\s+(?:of|by)\b|\b(?:ratified|approved|passed|signed|initialled|acceded|adopted|entered into force|took effect|came into force|cleared|presented a bill|voted (?:for|to|against)|terminated|withdrew|expired|exchanged|deposited|rejected|tabled|(?:gave|given) (?:its|their) (?:consent|approval))\b",
            )?,
            comment: rule(
                r"(?i)\b(?:reflect(?:s|ed|ing)?|signal(?:s|led|ling)?|underscores?|underlines?|demonstrates?|illustrates?|suggests?|marks?|represents?|reveals?|positioning|will be watching|appears?|seems?|could|might|is likely|are likely|remains to be seen|turning point|milestone)\b",
            )?,
            provision: rule(
                r"(?i)\b(?:sets? out|commit(?:s|ted|ting)?|promotes?|expands?|includes?|included|aims?|is intended|are intended|designed|provides?|covers?|requires?|allows?|permits?|obliges?|prohibits?|establish(?:es|ed)?|envisages?|stipulates?|foresees?|calls? for|contains?|governs?|supports?|express(?:es)?|agree[sd]?|undertakes?|pledges?|resolve[sd]?|shall|will|must|may|can|cannot|would|bars|bans|caps|grants|excludes|recogni[sz]es|applies|(?:is|are|was|were) to|(?:is|are) (?:entitled|exempt|taxable|subject|required)|lasts?|is concluded|has a preamble|develop|strengthen(?:s|ed)?|renewable|no mutual)\b",
            )?,
        })
    }

    /// The kind of a report's sentence. `spoken` is whether a speaker is named in it.
    pub(super) fn of_report(&self, text: &str, spoken: bool, dates: &[DateMention]) -> Kind {
        if spoken {
            return Kind::Statement;
        }
        let dated_act = dates.iter().any(|d| {
            !matches!(d.event, DateEvent::Other | DateEvent::Duration | DateEvent::Extension)
                && !matches!(d.value, Edtf::Duration { .. })
        });
        let act = self.act.find(text).map(|m| m.start());
        if dated_act {
            return Kind::Event;
        }
        let comment = self.comment.find(text).map(|m| m.start());
        let provision = self.provision.find(text).map(|m| m.start());
        // The main verb comes first; what follows it only colours it.
        let first = |at: Option<usize>| at.unwrap_or(usize::MAX);
        if act.is_some() && first(act) <= first(comment).min(first(provision)) {
            Kind::Event
        } else if provision.is_some() && first(provision) < first(comment) {
            Kind::Provision
        } else {
            Kind::Commentary
        }
    }
}
