//! What a clause of a treaty's text is: preamble, definition, provision, final clause, testimonium or
//! annex: by where it stands, by what its article is headed, and where that says nothing by its words.

mod words;

use aho_corasick::AhoCorasick;
use regex::Regex;

use self::words::{DEFINITIONS, FINAL, FINAL_ALONE, TREATY, TRIGGERS};
use super::{AnnotateError, rule::rule};
use crate::{
    model::{Division, Kind, Unit},
    segment::{Part, Segment, Segments},
};

/// Decides kinds in texts. Built once.
pub(super) struct TextKinds {
    /// Words without one of which no rule can match: most clauses have none.
    triggers: AhoCorasick,
    last: Regex,
    means: Regex,
    lead: Regex,
}

impl TextKinds {
    pub(super) fn new() -> Result<Self, AnnotateError> {
        let treaty = r"(?:this|the present|the)\s+(?:\w+\s+){0,2}?(?:agreement|treaty|convention|protocol|pact|covenant|charter|statute|arrangement|memorandum|instrument)";
        let triggers = AhoCorasick::builder().ascii_case_insensitive(true).build(TRIGGERS)?;
        Ok(Self {
            triggers,
            last: rule(&format!(
                r"(?i)\b{treaty}\b[^.;:]*?\b(?:shall|will|may|is to|must)\b[^.;:]*?\b(?:(?:enter|come|be brought) into (?:force|effect|operation)|take effect|be(?:come)? (?:effective|ratified|amended|revised|terminated|denounced|open for|registered|applied provisionally|concluded for|valid)|(?:remain|continue|be) in (?:full )?force|expire|terminate|be subject to ratification|be renewed|be (?:tacitly|automatically) (?:extended|renewed))\b|\b(?:terminate|denounce|withdraw from|renounce|accede to|sign and ratify|propose amendments? to|amend|amendments? to)\s+{treaty}\b|\b{treaty}\s+(?:is|are) (?:hereby )?(?:subject to ratification|concluded for|open for)\b|\binstruments? of (?:ratification|accession|acceptance|approval)\b|\bopen(?:ed)? for (?:signature|accession)\b|\bshall (?:be|act as) (?:the )?depositar(?:y|ies)\b|\bequally authentic\b|\bno reservations?\b|\breservations? (?:may be made|to {treaty})|\bnotice of (?:termination|denunciation|withdrawal)\b|\b(?:entr(?:e|era|eront) en vigueur|instruments? de ratification|d[ée]noncer|faisant (?:également|egalement) foi|sera ratifié|entrar[áa]n? en vigor|instrumentos? de ratificación|denunciar el|igualmente auténticos|treten? in Kraft|Ratifikationsurkunden?|gekündigt|treedt in werking|bekrachtigingsoorkonden|opgezegd)|вступает в силу|вступит в силу|ратификационн|денонсир"
            ))?,
            means: rule(
                r#"(?i)^\W{0,4}(?:\(?\w{1,4}\)[.)]?\s*)?(?:the\s+(?:term|expression|word)s?\s+)?(?:["“”«‘'][^"”»’]+["”»’“]|[^.;:"“]+?)\s*(?:,[^,]+,\s*|\([^)]+\)\s*)?(?:means?|shall mean|refers? to|has the meaning|have the meanings?|denotes?|is defined as|shall be (?:understood|construed) (?:as|to mean)|désigne(?:nt)?|s[’']entend(?:ent)? (?:de|par)|signifie|significan?|se entender[áa]n? por|se entiende por|bedeutet|bezeichnet|betekent|wordt verstaan|означает|означают)\b"#,
            )?,
            lead: rule(
                r"(?i)\b(?:for the purposes? of (?:this|the present|the)\b[^.]*?(?:\bmeans?\b|\bterms?\b|\bfollowing\b|\bexpressions?\b|\bdefinitions?\b|:\s*$)|the following definitions|the following terms|unless the context otherwise requires|aux fins d[ue] [^.]*?:\s*$|a los efectos d[^.]*?:\s*$|im sinne dieses [^.]*?:?\s*$|voor de toepassing van [^.]*?:\s*$|для целей настоящ)",
            )?,
        })
    }

    /// The kind of each clause.
    pub(super) fn of(&self, document: &str, segments: &Segments) -> Vec<Kind> {
        let headed: Vec<Option<Kind>> =
            segments.divisions.iter().map(|d| of_division(d, &segments.divisions)).collect();
        let clauses = &segments.clauses;
        let mut kinds = Vec::with_capacity(clauses.len());
        // Clauses of one article follow each other; its paragraphs may be divisions of their own.
        for article in clauses
            .chunk_by(|a, b| a.part == b.part && article(a, segments) == article(b, segments))
        {
            let by_place = match article[0].part {
                Part::Preamble => Some(Kind::Preamble),
                Part::Conclusions => Some(Kind::Testimonium),
                Part::Annex => Some(Kind::Annex),
                Part::Body => None,
            };
            let division =
                article[0].division.and_then(|d| headed.get(d as usize).copied().flatten());
            match by_place.or(division) {
                Some(kind) => kinds.extend(article.iter().map(|_| kind)),
                None => self.by_words(document, article, &mut kinds),
            }
        }
        kinds
    }

    /// The kinds in an article whose heading says nothing, or in a text without articles.
    fn by_words(&self, document: &str, article: &[Segment], kinds: &mut Vec<Kind>) {
        let of = |segment: &Segment| {
            let text = &document[segment.start..segment.end];
            // A definition says so at its start, and a final clause is not in the tail of a long one.
            let near = &text[..text.floor_char_boundary(1200)];
            if !self.triggers.is_match(near) {
                Kind::Provision
            } else if self.lead.is_match(near) || (self.means.is_match(near) && !by_all_means(near))
            {
                Kind::Definition
            } else if self.last.is_match(near) {
                Kind::Final
            } else {
                Kind::Provision
            }
        };
        let start = kinds.len();
        kinds.extend(article.iter().map(of));
        if article[0].division.is_none() {
            return;
        }
        let read = &mut kinds[start..];
        let introduced = read.first() == Some(&Kind::Definition)
            && document[article[0].start..article[0].end].trim_end().ends_with([':', '-', '—']);
        let last = read.iter().filter(|k| **k == Kind::Final).count();
        if introduced {
            read.fill(Kind::Definition);
        } else if last * 2 >= read.len() && last > 0 {
            read.fill(Kind::Final);
        }
    }
}

/// "by electronic means", "means of transport": nothing is defined.
fn by_all_means(text: &str) -> bool {
    let lower = text[..text.floor_char_boundary(200)].to_lowercase();
    let Some(at) = lower.find("means") else { return false };
    let (before, after) = (&lower[..at], &lower[at + "means".len()..]);
    let goes_on = after.starts_with([' ', ':', '\n'])
        && !after.starts_with(" of ")
        && !after.starts_with(" to ");
    let quoted = before.contains(['"', '“', '«', '‘', '”']);
    !goes_on
        || (!quoted
            && [" by ", " no ", " other ", " through ", "by "].iter().any(|w| before.contains(w)))
}

/// The article that a clause stands in.
fn article(segment: &Segment, segments: &Segments) -> Option<u32> {
    let mut at = segment.division;
    while let Some(i) = at {
        let Some(division) = segments.divisions.get(i as usize) else { break };
        if division.unit <= Unit::Article {
            return at;
        }
        at = division.parent;
    }
    segment.division
}

/// What the headings of a division and of those around it say that its clauses are.
fn of_division(division: &Division, all: &[Division]) -> Option<Kind> {
    let mut at = Some(division);
    let mut kind = None;
    while let Some(division) = at {
        let heading = division.heading.as_deref().unwrap_or_default().to_lowercase();
        let has = |list: &[&str]| {
            list.iter().any(|words| heading.contains(words))
                && heading.split_whitespace().count() <= 9
        };
        let here = if has(&DEFINITIONS) || heading.trim_end_matches('.') == "interpretation" {
            Some(Kind::Definition)
        } else if has(&FINAL) || alone(&heading) {
            Some(Kind::Final)
        } else {
            None
        };
        kind = kind.or(here);
        // A chapter headed "Definitions" has articles headed otherwise that are none.
        if kind.is_some()
            || (division.unit == Unit::Article && !heading.is_empty() && !in_final(division, all))
        {
            break;
        }
        at = division.parent.and_then(|p| all.get(p as usize));
    }
    kind
}

/// Whether a heading has none but words of final clauses.
fn alone(heading: &str) -> bool {
    let mut words =
        heading.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).peekable();
    let speaks = heading.split_whitespace().any(|w| w.len() > 5 && !TREATY.contains(&w));
    words.peek().is_some() && speaks && words.all(|w| FINAL_ALONE.contains(&w))
}

/// Whether a division stands in a chapter of final clauses.
fn in_final(division: &Division, all: &[Division]) -> bool {
    let mut at = division.parent;
    while let Some(parent) = at.and_then(|p| all.get(p as usize)) {
        let heading = parent.heading.as_deref().unwrap_or_default().to_lowercase();
        if FINAL.iter().any(|words| heading.contains(words)) {
            return true;
        }
        at = parent.parent;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The kinds of lines, all in one article with this heading in a chapter with that one.
    fn kinds(chapter: &str, heading: &str, lines: &[&str]) -> Vec<&'static str> {
        let division = |unit, heading: &str, parent| Division {
            locator: "art_1".parse().unwrap(),
            unit,
            label: String::new(),
            heading: (!heading.is_empty()).then(|| heading.to_owned()),
            parent,
            start: 0,
            end: 1,
        };
        let document = lines.join("\n");
        let mut at = 0;
        let clauses = lines
            .iter()
            .map(|line| {
                let start = at;
                at += line.len() + 1;
                Segment {
                    locator: "art_1".parse().unwrap(),
                    start,
                    end: start + line.len(),
                    part: Part::Body,
                    division: Some(1),
                    language: None,
                }
            })
            .collect();
        let segments = Segments {
            clauses,
            outline: Vec::new(),
            divisions: vec![
                division(Unit::Chapter, chapter, None),
                division(Unit::Article, heading, Some(0)),
            ],
            warnings: Vec::new(),
        };
        TextKinds::new().unwrap().of(&document, &segments).into_iter().map(Kind::as_str).collect()
    }

    #[test]
    fn an_article_is_what_its_heading_says() {
        assert_eq!(kinds("", "Entry into Force", &["It begins."]), ["final"]);
        assert_eq!(kinds("", "Definitions", &["Goods are things."]), ["definition"]);
        assert_eq!(kinds("", "Begriffsbestimmungen", &["Waren sind Dinge."]), ["definition"]);
        assert_eq!(kinds("FINAL PROVISIONS", "Annexes", &["They are part of it."]), ["final"]);
        assert_eq!(kinds("", "Amendment and Termination", &["They may."]), ["final"]);
        assert_eq!(kinds("", "Electronic Signatures", &["They count."]), ["provision"]);
        assert_eq!(kinds("Trade", "Customs duties", &["No duties are levied."]), ["provision"]);
    }

    #[test]
    fn without_a_heading_its_words_tell() {
        assert_eq!(
            kinds(
                "",
                "",
                &["This Agreement shall enter into force on signature.", "It needs notes."]
            ),
            ["final", "final"]
        );
        assert_eq!(
            kinds(
                "",
                "",
                &[
                    "Within a year of the entry into force of this Agreement duties end.",
                    "The Parties meet."
                ]
            ),
            ["provision", "provision"]
        );
        assert_eq!(
            kinds(
                "",
                "",
                &[
                    "For the purposes of this Agreement:",
                    "(a) “goods” means things;",
                    "(b) territory is land."
                ]
            ),
            ["definition", "definition", "definition"]
        );
        assert_eq!(
            kinds("", "", &["Goods are sent by means of trains.", "enterprise means any firm"]),
            ["provision", "definition"]
        );
    }
}
