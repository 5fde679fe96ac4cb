//! References back to bodies that were named before: "both chambers", "the ministry", an acronym
//! that the document itself defines.

use std::ops::Range;

use regex::Regex;

use super::{Codebook, bodies::Body, memory::Memory, rule::rule};

/// Finds them. Built once.
pub(super) struct BackReferences {
    both: Regex,
    short: Regex,
    defined: Regex,
    acronym: Regex,
}

impl BackReferences {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            both: rule(
                r"(?i)\b(?:both|the two|these two)\s+(?P<law>legislative\s+|parliamentary\s+)?(?P<noun>bodies|chambers|houses|institutions|organi[sz]ations|parliaments|legislatures|ministries|courts)\b",
            )?,
            short: rule(
                r"\b[Tt]he\s+(?P<noun>[Mm]inistry|[Cc]ouncil|Commission|[Cc]ommittee|Court|[Tt]ribunal|[Aa]gency|Fund|Assembly|Authority|Secretariat|Organi[sz]ation|Parliament|Senate|Chamber|Union|Alliance)(?P<next>\s+\p{Lu}|\s+(?:of|for|on)\b|[’'-])?|\b(?P<office>Commission)\s+(?:(?:[Vv]ice[- ])?[Pp]resident|spokes\w+|officials?)\b",
            )?,
            defined: rule(r"^\s+\((?P<acronym>\p{Lu}[\p{Lu}\d&-]{1,9})\)")?,
            acronym: rule(r"\b\p{Lu}[\p{Lu}\d&-]{1,9}\b")?,
        })
    }

    /// The bodies that a clause refers back to; `here` are those that it names. In a report on a treaty
    /// of the European Union (`of_union`) "the Commission" is the Union's.
    pub(super) fn find(
        &self,
        codebook: &Codebook,
        text: &str,
        here: &[Body],
        memory: &Memory,
        of_union: bool,
    ) -> Vec<Body> {
        let mut found = self.same_bodies(codebook, text, &memory.bodies);
        let taken = |span: &Range<usize>, found: &[Body]| {
            here.iter()
                .chain(found)
                .flat_map(|b| &b.spans)
                .any(|s| s.start < span.end && span.start < s.end)
        };
        for captures in self.short.captures_iter(text) {
            let noun = captures.name("noun").filter(|_| captures.name("next").is_none());
            let Some(noun) = noun.or_else(|| captures.name("office")) else { continue };
            let head = capitalised(noun.as_str());
            let earlier = here
                .iter()
                .filter(|b| b.spans.iter().all(|s| s.end <= noun.start()))
                .chain(memory.bodies.iter().rev())
                .find(|b| match head.as_str() {
                    // Bodies of a union are named after it.
                    "Alliance" | "Union" => b.name.ends_with(&head),
                    _ => b.name.split(' ').any(|w| w == head),
                });
            let of_union = || of_union.then(|| union(codebook, noun.as_str())).flatten();
            // "The Alliance" is what it calls itself.
            let nato = || memory.bodies.iter().find(|b| b.slug.as_str() == "nato").cloned();
            let nato = || (head == "Alliance").then(nato).flatten();
            if let Some(body) = earlier.cloned().or_else(of_union).or_else(nato)
                && !taken(&noun.range(), &found)
                && here.iter().chain(&found).all(|b| b.slug != body.slug)
            {
                found.push(Body { rule: "back-reference", spans: vec![noun.range()], ..body });
            }
        }
        if !memory.acronyms.is_empty() {
            for word in self.acronym.find_iter(text) {
                if let Some(body) = memory.acronyms.get(word.as_str())
                    && !taken(&word.range(), &found)
                    && here.iter().chain(&found).all(|b| b.slug != body.slug)
                {
                    found.push(Body {
                        rule: "defined-acronym",
                        spans: vec![word.range()],
                        ..body.clone()
                    });
                }
            }
        }
        found
    }

    /// Remembers the acronyms that a clause defines, "Joint Cooperation Committee (JCC)", and the initials
    /// of the bodies that it names in full.
    pub(super) fn learn(&self, text: &str, bodies: &[Body], memory: &mut Memory) {
        for body in bodies.iter().filter(|b| b.rule == "pattern") {
            let defined = body.spans.first().and_then(|s| self.defined.captures(&text[s.end..]));
            if let Some(acronym) = defined.as_ref().and_then(|c| c.name("acronym")) {
                memory.acronyms.insert(acronym.as_str().to_owned(), body.clone());
            }
            let initials: String = (body.name.split(['\u{20}', '-']))
                .filter_map(|w| w.chars().next().filter(|c| c.is_uppercase()))
                .collect();
            if initials.len() > 2 {
                memory.acronyms.entry(initials).or_insert_with(|| body.clone());
            }
        }
    }

    /// "Both legislative bodies": the two bodies named last; "both chambers", where one chamber was
    /// named at most: that parliament.
    fn same_bodies(&self, codebook: &Codebook, text: &str, before: &[Body]) -> Vec<Body> {
        let Some(captures) = self.both.captures(text) else { return Vec::new() };
        let Some(span) = captures.get(0).map(|m| m.range()) else { return Vec::new() };
        let noun = captures["noun"].to_lowercase();
        let chambers = ["chambers", "houses"].contains(&noun.as_str());
        let legislature = chambers
            || captures.name("law").is_some()
            || ["parliaments", "legislatures"].contains(&noun.as_str());
        let kind = match noun.as_str() {
            _ if legislature => Some("legislature"),
            "ministries" => Some("ministry"),
            "courts" => Some("court"),
            _ => None,
        };
        let mut last: Vec<&Body> = Vec::new();
        for body in before.iter().rev() {
            if kind.is_none_or(|k| body.kind == k) && last.iter().all(|b| b.slug != body.slug) {
                last.push(body);
            }
            if last.len() == 2 {
                break;
            }
        }
        let same = |b: &Body| Body { rule: "same-bodies", spans: vec![span.clone()], ..b.clone() };
        match &last[..] {
            [one] if chambers => one
                .country
                .as_deref()
                .and_then(|country| parliament(codebook, country))
                .map(|whole| vec![Body { spans: vec![span.clone()], ..whole }])
                .unwrap_or_default(),
            [second, first] => vec![same(first), same(second)],
            _ => Vec::new(),
        }
    }
}

/// The European Union's body that is called so for short.
fn union(codebook: &Codebook, noun: &str) -> Option<Body> {
    let slug = match noun {
        "Commission" => "european-commission",
        "Council" => "council-of-the-eu",
        "Parliament" => "european-parliament",
        "Union" => "european-union",
        _ => return None,
    };
    Some(Body::of(codebook.institution(slug)?, "back-reference", 0..0))
}

/// A country's whole parliament, where the codebook has it.
fn parliament(codebook: &Codebook, country: &str) -> Option<Body> {
    let role = codebook.roles.iter().find(|r| r.slug.as_str() == "parliament")?;
    let holder = codebook.institution(role.holders.get(country)?.as_str())?;
    Some(Body::of(holder, "same-bodies", 0..0))
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect())
}
