//! What a report calls its treaty: names of instruments in a headline and in sentences.
//!
//! A name is told by its capitals and its head noun ("Minamata Convention on Mercury"), by the states
//! between which it is ("Agreement between Chad and Mali"), or it is an acronym ("New START: …").

mod context;

use std::ops::Range;

use regex::Regex;

use self::context::{Context, Contexts};
use super::{
    Codebook,
    names::{Name, Named},
    rule::rule,
    signatories::INSTRUMENT,
};

/// What a treaty is called, last or before what it is about.
const HEAD: &str = r"(?:Treaty|Agreement|Convention|Pact|Accords?|Protocol|Charter|Covenant|Compact|Declaration|Amendment|Statute|Concordat)";

/// Words before a name that begin a sentence, or name an act or what was written on the treaty.
const BEFORE: &str = "The A An This That These Such Article Articles Under In On By For But And When After Before Since Neither Both Each Its Noting Reaffirming Recalling Considering Recognizing Recognising Desiring Accession Adoption Approval Conclusion Denunciation Ratification Ratifying Signature Signing Withdrawal Analysis Briefing Chronology Explainer Guide History Note Overview Summary Text Timeline on of to from the";

/// The name of an instrument in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Title {
    pub(super) name: String,
    /// The two states that stand with it, alpha-3, sorted; none where none do.
    pub(super) between: Vec<String>,
    pub(super) context: Context,
}

/// Finds names of treaties. Built once.
pub(super) struct Titles {
    name: Regex,
    head: Regex,
    tail: Regex,
    joined: Regex,
    list: Regex,
    cut: Regex,
    headline: Regex,
    acronym: Regex,
    apposition: Regex,
    subject: Regex,
    between: Regex,
    governments: Regex,
    and: Regex,
    quoted: Regex,
    partnership: Regex,
    other: Regex,
    contexts: Contexts,
}

impl Titles {
    pub(super) fn new() -> Result<Self, regex::Error> {
        let word = r"\p{Lu}[\p{L}’'–-]*\p{L}";
        let about = r"(?:of|on|for|against|concerning|regarding|relating\s+to)";
        let link = r"(?:of|on|for|and|the|to|against|concerning|regarding|relating)";
        // What stands after "in" is where it was signed, but for these.
        let area = r"(?:\s+in\s+(?:the\s+)?(?:\p{Lu}[\p{L}-]+\s+(?:(?:or|and)\s+)?){0,3}(?:Matters|Affairs|Waters|Sea|Ocean|Gulf|Basin|Field\s+of(?:\s+the)?\s+\p{Lu}[\p{L}-]+|Region|Area|Strait|Space|Arctic|Antarctic|Pacific|Atlantic|Mediterranean|Baltic|Caribbean)\b)?";
        let goes_on = format!(r"(?:\s+(?:{link}\s+){{0,3}}{word}){{0,12}}{area}");
        let within = r"(?:(?:\p{Lu}\p{L}+\s+)?(?:Co-?operation|Assistance)\s+in\s+(?:the\s+)?)?";
        let government = r"(?:the\s+)?(?:governments?\s+of\s+)?(?:the\s+)?";
        Ok(Self {
            name: rule(&format!(
                r"(?:{word}\s+(?:(?:of|on|for|and|the|in|to)\s+){{0,2}}){{0,9}}{HEAD}\b(?:(?:\s+{about}|(?:\s+to))\s+(?:the\s+)?{within}{word}{goes_on})?"
            ))?,
            head: rule(&format!(r"\b{HEAD}\b"))?,
            tail: rule(&format!(
                r"^\s+(?:{about}\s+(?:the\s+)?{within}{word}|\p{{Lu}}\p{{Ll}}+ing\b){goes_on}(?:\s+between(?:\s+(?:{link}\s+)?{word}){{2,8}})?"
            ))?,
            // "Chad and the Lima Protocol": one is no part of the other's name.
            joined: rule(r"\b(?:and|in|on|for|to)\s+the\s+")?,
            // "to Prevent, Deter and Eliminate".
            list: rule(&format!(
                r"^(?:,\s+{word}){{1,3}},?\s+and\s+{word}(?:\s+(?:{link}\s+)?{word}){{0,6}}"
            ))?,
            // A day, or another instrument.
            cut: rule(&format!(
                r"\s+and\s+(?:to\s+)?(?:the\s+)?(?:{word}\s+){{0,3}}{HEAD}\b.*|\s+(?:of|on|to|for)\s+(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b.*"
            ))?,
            headline: rule(&format!(
                r"\b{HEAD}\s+(?:on|for|concerning|regarding|against)\s+[^.,;:()]{{3,120}}$"
            ))?,
            acronym: rule(r"^(?P<name>(?:\p{Lu}\p{Ll}+\s)?\p{Lu}{3,})\s*:")?,
            apposition: rule(&format!(
                r"^(?:,|\s+is)\s+(?:the|an?)\s+(?:[\w’'-]+\s+){{0,5}}(?i:{INSTRUMENT})\b"
            ))?,
            subject: rule(&format!(r"^The\s+(?:[\w-]+\s+){{0,3}}(?i:{INSTRUMENT})\b"))?,
            between: rule(&format!(r"(?i)\bbetween\s+{government}$"))?,
            quoted: rule(&format!(
                r"[“‘\x22](?P<name>(?:\d+[ -])?(?:{word}\s+(?:{link}\s+)?){{1,6}}?(?:Partnership|{HEAD}|{word}))[”’\x22](?P<kind>\s+(?i:{INSTRUMENT})\b)?"
            ))?,
            // Else a partnership is a relation, and no instrument.
            partnership: rule(&format!(
                r"(?i:\b(?:sign(?:s|ed)?|ink(?:s|ed)?|seal(?:s|ed)?))\s+(?:(?:the|an?)\s+)?(?P<name>(?:\d+[ -])?(?:{word}\s+(?:and\s+)?){{1,5}}Partnership)\b(?:[^\s\w]|\s+[^\p{{Lu}}]|$)"
            ))?,
            // "The Government of National Accord", "the North Atlantic Treaty Organization".
            other: rule(
                r"^(?:Government|Ministry|Council|Committee|Conference|Secretariat|Organi[sz]ation|Office|Part(?:y|ies)|Commission|Court)\s+(?:of|on|for|to)\b|(?:Organi[sz]ation|Secretariat|Council|Commission|Committee)$",
            )?,
            contexts: Contexts::new()?,
            governments: rule(r"(?i)^\s+governments\b")?,
            and: rule(&format!(r"(?i)^\s+and\s+{government}$"))?,
        })
    }

    /// All names in a text, in order. Only a headline may name its treaty in small letters.
    pub(super) fn find(
        &self,
        codebook: &Codebook,
        text: &str,
        names: &[Name],
        is_headline: bool,
    ) -> Vec<Title> {
        let pair = self.pair(codebook, text, names);
        let mut found = Vec::new();
        if is_headline && let Some(m) = self.headline.find(text) {
            found.push(Title {
                name: m.as_str().trim_end().to_owned(),
                between: Vec::new(),
                context: Context::default(),
            });
        }
        for m in self.name.find_iter(text) {
            let head = self.head.find(m.as_str()).map_or(0, |head| head.end());
            let tail = &m.as_str()[head..];
            let tail = self.cut.find(tail).map_or(tail, |cut| &tail[..cut.start()]);
            let mut end = m.start() + head + tail.len();
            while !tail.is_empty()
                && let Some(list) = self.list.find(&text[end..])
                && !names.iter().any(|n| (end..end + list.end()).contains(&n.span.start))
            {
                end += list.end();
            }
            let start = m.start() + self.start(m.as_str());
            // Parties belong to a title that they follow at once.
            let with = pair.as_ref().filter(|(span, _)| {
                text.get(end..span.start).is_some_and(|gap| gap.trim_matches([' ', ',']).is_empty())
            });
            if let Some((span, codes)) = with {
                let tail = self.tail.find(&text[span.end..]).map_or("", |m| m.as_str());
                let tail = self.cut.replace(tail, "");
                let name = format!("{}{tail}", &text[start..span.end]);
                found.push(Title { name, between: codes.clone(), context: Context::default() });
            } else if is_name(&self.head, text, start..end, names)
                && !self.other.is_match(&text[start..end + next_word(&text[end..])])
            {
                let name = text[start..end].to_owned();
                let context = self.contexts.of(text, &(start..end));
                found.push(Title { name, between: Vec::new(), context });
            }
        }
        let quoted = self
            .quoted
            .captures_iter(text)
            .filter(|c| c.name("kind").is_some() || c["name"].ends_with("Partnership"));
        for c in quoted.chain(self.partnership.captures_iter(text)) {
            let Some(name) = c.name("name") else { continue };
            if !found.iter().any(|t| t.name == name.as_str()) {
                let context = self.contexts.of(text, &name.range());
                let name = name.as_str().to_owned();
                found.push(Title { name, between: Vec::new(), context });
            }
        }
        found
    }

    /// The acronym under which a headline has the treaty, where the first sentences say that it is one:
    /// "New START, the last treaty that …", or speak of one at once: "The trade agreement …".
    pub(super) fn acronym(&self, headline: &str, names: &[Name], lead: &[&str]) -> Option<Title> {
        let name = self.acronym.captures(headline)?.name("name")?.as_str();
        if names.iter().any(|n| n.span.start < name.len()) {
            return None;
        }
        let is_treaty = |text: &&str| {
            text.match_indices(name).any(|(at, _)| {
                let (before, after) = (&text[..at], &text[at + name.len()..]);
                let bracketed = before.ends_with('(') && self.ends_with_head(before);
                bracketed || self.apposition.is_match(after)
            })
        };
        let told = lead.iter().any(is_treaty)
            || lead.first().is_some_and(|first| self.subject.is_match(first));
        told.then(|| Title {
            name: name.to_owned(),
            between: Vec::new(),
            context: Context::default(),
        })
    }

    fn ends_with_head(&self, before: &str) -> bool {
        let words = before.trim_end_matches(['(', ' ']);
        self.head.find_iter(words).last().is_some_and(|m| m.end() == words.len())
    }

    /// Where a name begins behind the words that only lead to it.
    fn start(&self, words: &str) -> usize {
        let head = self.head.find(words).map_or(words.len(), |m| m.start());
        let mut start = self.joined.find_iter(&words[..head]).last().map_or(0, |m| m.end());
        while let Some((first, rest)) = words[start..].split_once(char::is_whitespace)
            && BEFORE.split(' ').any(|word| word == first)
        {
            start = words.len() - rest.trim_start().len();
        }
        start
    }

    /// "between A and B": where the phrase stands, and who they are.
    fn pair(
        &self,
        codebook: &Codebook,
        text: &str,
        names: &[Name],
    ) -> Option<(Range<usize>, Vec<String>)> {
        names.windows(2).find_map(|two| {
            let [a, b] = two else { return None };
            let (i, j, by) = match (a.named, b.named) {
                (Named::Country(i), Named::Country(j)) => (i, j, 0),
                (Named::Demonym(i), Named::Demonym(j)) => {
                    (i, j, self.governments.find(&text[b.span.end..])?.end())
                }
                _ => return None,
            };
            let between = self.between.find(&text[..a.span.start])?;
            let mut codes = [i, j].map(|i| codebook.countries[i].code.clone()).to_vec();
            codes.sort_unstable();
            let joint = self.and.is_match(&text[a.span.end..b.span.start]);
            joint.then_some((between.start()..b.span.end + by, codes))
        })
    }
}

/// How long the next word is, with the space before it.
fn next_word(after: &str) -> usize {
    let Some(word) = after.strip_prefix(' ') else { return 0 };
    1 + word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len())
}

/// Whether words are a name: more than the head noun, and not only whose it is ("UNESCO Convention",
/// "Charter of the United Nations").
fn is_name(head: &Regex, text: &str, span: Range<usize>, names: &[Name]) -> bool {
    let words = &text[span];
    let Some(head) = head.find(words) else { return false };
    let (before, after) = (words[..head.start()].trim(), words[head.end()..].trim());
    let owner = after.strip_prefix("of ").unwrap_or(after);
    let owner = owner.strip_prefix("the ").unwrap_or(owner);
    let is_owner = |words: &str| {
        let mut bodies =
            names.iter().filter(|n| matches!(n.named, Named::Institution(_) | Named::Acronym(_)));
        words.is_empty() || bodies.any(|n| text.get(n.span.clone()) == Some(words))
    };
    !is_owner(before) || !is_owner(owner)
}

#[cfg(test)]
mod tests;
