//! How long a treaty lasts, by how much it is extended, when it ends, and how long before that a party has
//! to give notice.

use regex::Regex;

use super::{Reading, dated, sentences::sentence_at, start_of};
use crate::{
    annotate::rule::rule,
    model::{Claim, DateEvent, Edtf, Property},
};

/// Reads them. Built once.
pub(super) struct Lengths {
    own: Regex,
    notice: Regex,
    leaving: Regex,
    outlasting: Regex,
}

impl Lengths {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            // The treaty by its noun, or by a pronoun that stands for it.
            own: rule(
                r"(?i)\b(?:(?:this|the present|the|said)\s+(?:\w+\s+){0,3}?(?:agreement|treaty|convention|protocol|pact|covenant|charter|statute|arrangement|memorandum|instrument)|it\s+(?:shall|will|is|remains?|may|has)|(?:terminate|denounce|renounce)\s+it|(?:dit|deze|het|de|onderhavige?)\s+(?:\w+\s+)?(?:verdrag|overeenkomst|protocol|conventie|handvest|statuut|akte)|(?:l[ea]|el|du|del?|o|a|présente?|presente)\s+(?:présente?\s+|presente\s+)?(?:accord|traité|convention|protocole|acuerdo|tratado|convenio|convenção|acordo|protocolo)|l['’]accord|(?:il|elle|zij|hij|es|er|sie)\s+(?:\w+\s+){0,2}(?:vigueur|kracht|vigor|kraft)|(?:das|dies\w*|der|des|vorliegend\w*)\s+\w*(?:vertrag|abkommen|übereinkommen|protokoll)s?)\b|(?:настоящ|договор|соглашени|конвенци|протокол)",
            )?,
            notice: rule(
                r"(?i)\b(?:terminat|denounc|denunciation|withdraw|renounc|notice|cease|expir)",
            )?,
            leaving: rule(
                r"(?i)^\W*(?:\(?\w{1,4}[.)]\W*)*(?:an?|any|the|such)?\s*(?:denunciation|withdrawal|termination)\b",
            )?,
            // What holds on after the treaty's end, or ends on its own.
            outlasting: rule(
                r"(?i)\b(?:provisions?|articles?|chapters?|obligations?|rights?)\b[^.;]*?\b(?:continues?|remains?)\b|\bcontinues? to (?:apply|be)\b|\b(?:transition|transitional|tribunals?|panels?|declarations?|reservations?|requests?)\b",
            )?,
        })
    }

    /// The claims of a clause.
    pub(super) fn read(&self, of: &Reading<'_>, claims: &mut Vec<Claim>) {
        for date in &of.annotations.dates {
            if !matches!(date.value, Edtf::Duration { .. }) {
                continue;
            }
            let sentence = sentence_at(of.clause.text, start_of(date));
            if self.outlasting.is_match(sentence) {
                continue;
            }
            let own = self.own.is_match(sentence);
            let property = match date.event {
                DateEvent::Duration if own => Property::Duration,
                DateEvent::Extension if own => Property::Extension,
                // "Denunciation shall take effect six months after…": of what, the sentence before says.
                DateEvent::Denunciation
                    if self.notice.is_match(sentence)
                        && (self.own.is_match(of.clause.text)
                            || self.leaving.is_match(sentence)) =>
                {
                    Property::Notice
                }
                _ => continue,
            };
            claims.push(dated(property, date));
        }
        let expiry = of.annotations.dates.iter().filter(|d| d.event == DateEvent::Expiry);
        claims.extend(
            expiry
                .filter(|d| matches!(d.value, Edtf::On(_) | Edtf::By(_)) && d.rule != "year")
                .map(|d| dated(Property::Expiry, d)),
        );
    }
}
