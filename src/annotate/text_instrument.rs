//! Which treaty a text is: the title and the parties that stand before its first article.

use regex::Regex;

use super::{
    Codebook, Instrument,
    names::{Named, Names},
    rule::rule,
    spelling::with_acronyms,
};
use crate::{
    model::{Division, Unit},
    segment::{Part, Segments},
};

/// A title and the parties stand within so many bytes.
const FRONT: usize = 12_000;
/// No title has more words; those of agreements of the European Union with all its names have forty.
const LONGEST: usize = 60;

/// What instruments are called, in the languages that treaties are written in.
pub(super) const HEADS: &str = r"(?i)\b(?:treaty|agreement|convention|protocol|charter|covenant|statute|pact|act|declaration|constitution|accord|memorandum|arrangement|compact|concordat|exchange of notes|traité|acuerdo|tratado|convenio|protocolo|acordo|amendments?|measure|\w*vertrag|\w*abkommen|\w*übereinkommen|\w*verdrag|\w*overeenkomst|statuut|handvest|akte)\b|договор|соглашение|конвенция|протокол";

/// Reads the treaty from its text. Built once.
pub(super) struct TextInstruments {
    head: Regex,
    opening: Regex,
    signed: Regex,
    subject: Regex,
    recital: Regex,
    connected: Regex,
    cut: Regex,
    goes_on: Regex,
    sentence: Regex,
}

impl TextInstruments {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            head: rule(HEADS)?,
            // What stands in front of a treaty and is not its title: its first words, its contents.
            opening: rule(
                r"(?i)^\W*(?:preamble|préambule|preámbulo|contents|table of|index|article|articulo|artículo|artikel|chapter|part\b|section|the\s+(?:government|governments|states|parties|high|president|contracting|member|undersigned|kingdom|republic|peoples?|united states of|heads?|european|plenipotentiar)|his majesty|her majesty|le gouvernement|les |el gobierno|los |die regierung|de regering|we,|whereas|considering|recalling|desir|recogni|having|in order|deseos|done at|signed at|entered into|entry into|adopted|date |depositary|status|source:|text|https?:|page)",
            )?,
            signed: rule(
                r"(?i)[,.;:]?\s*\(?\b(?:signed|done|concluded|adopted|opened for signature|made|dated|entered into force)\b\s+(?:at|in|on|this|by)\b.*$",
            )?,
            // What a treaty is about stands after its parties.
            subject: rule(
                r"(?i)\b(?:on|regarding|concerning|for|relating|respecting|about|in respect|as to|establishing|to amend|amending|sobre|relativo|relatif|concernant|über)\b",
            )?,
            recital: rule(
                r"(?i)\b(?:considering|recalling|recogni[sz]ing|desir(?:ing|ous)|noting|wishing|convinced|believing|reaffirming|acknowledging|mindful|conscious|determined|resolved|emphasi[sz]ing|in view of|inspired|whereas|have agreed|hereinafter|hereafter|considérant|désireux|considerando|deseosos|deseando|having|article (?:1|i)\b|overwegende|verlangende?|vastbesloten|gelet op|geleid door|wensende|erkennende|overtuigd|zich bewust|in der erwägung|in dem wunsch|eingedenk|entschlossen)",
            )?,
            // What web pages and registers put behind a title, often without a space.
            cut: rule(
                r"(?i)(?:source|src)\s*:.*$|(?:preamble|préambule|preámbulo|preambulo)\s*:?\s*$|\b(?:preamble|preámbulo|préambule)\b.*$",
            )?,
            // A finite verb, a treaty that speaks of itself, or a full stop with more behind it. "May" and
            // "will" are a month and a name in capitals.
            sentence: rule(
                r"\b(?i:is|are|was|were|has|have|had|shall|hereby|(?:this|these|present) (?:agreement|treaty|convention|protocol|part(?:y|ies)))\b|\b(?:may|will|must)\b|\p{Ll}{4}\.\s+\S",
            )?,
            goes_on: rule(
                r"^(?:\p{Ll}|(?i:and|of|on|for|to|concerning|regarding|relating|between|with|y|et|entre)\b)",
            )?,
            connected: rule(
                r"(?i)^[\s,;–-]*(?:(?:and|of the one part|of the other part|on the one hand|on the other hand)[\s,;]*)*(?:the\s+)?(?:government of\s+)?(?:the\s+)?$",
            )?,
        })
    }

    /// The treaty whose text this is. `heading` is what the source is called.
    pub(super) fn of(
        &self,
        codebook: &Codebook,
        names: &Names,
        heading: &str,
        document: &str,
        segments: &Segments,
    ) -> Instrument {
        // A collection's header is none of the treaty's words.
        let header = segments.divisions.first().filter(|d| d.locator.as_str() == "meta");
        let from = header
            .map_or(0, |d| document[d.end..].find(char::is_alphanumeric).unwrap_or(0) + d.end);
        let document = &document[from..];
        let body = segments
            .clauses
            .iter()
            .find(|c| c.part == Part::Body)
            .map_or(document.len(), |c| c.start - from);
        let outside = |d: &&Division| !matches!(d.unit, Unit::Version | Unit::Preamble);
        let article = segments
            .divisions
            .iter()
            .filter(outside)
            .map(|d| d.start.saturating_sub(from))
            .find(|s| *s > 0);
        let end = body.min(article.unwrap_or(body));
        // A text that begins with an article still says in its first words what it is.
        let end = if end < 40 { document.len().min(FRONT / 4) } else { end.min(FRONT) };
        let front = &document[..document.floor_char_boundary(end)];
        let (block, rest) = self.block(front);
        let from_block = block.filter(|b| self.is_title(b));
        let stated = self.head.is_match(heading) && heading.split_whitespace().count() > 2;
        let written = match &from_block {
            // The source is called by the first line of its title.
            Some(own) if !stated || own.to_lowercase().starts_with(&heading.to_lowercase()) => {
                let bare = own.split_whitespace().count() <= 4;
                let joined = !stated && bare && heading.contains(' ') && !own.contains(heading);
                if joined {
                    format!("{heading}: {}", readable(codebook, names, own))
                } else {
                    own.clone()
                }
            }
            _ => heading.to_owned(),
        };
        let title = readable(
            codebook,
            names,
            self.signed.replace(&written, "").trim().trim_end_matches(['.', ',', ';']),
        );
        let title = with_acronyms(&self.unshouted(title), document);
        let in_title = self.in_title(codebook, names, &title).or_else(|| {
            from_block.and_then(|b| self.in_title(codebook, names, &readable(codebook, names, &b)))
        });
        let listed = self.listed(codebook, names, rest);
        let parties = match in_title {
            // "the European Union and its Member States" are listed in full below.
            Some(few) if few.iter().all(|p| listed.contains(p)) && listed.len() > few.len() => {
                listed
            }
            Some(few) if few.len() > 1 => few,
            // "the EFTA States and Lebanon": one is named, the others are listed.
            Some(one) if !listed.is_empty() && between(&title).is_some() => {
                let mut all = [one, listed].concat();
                all.sort();
                all.dedup();
                all
            }
            _ if listed.len() > 1 => listed,
            _ => Vec::new(),
        };
        Instrument { title, parties, ..Instrument::default() }
    }

    /// A title that only begins in capitals: "AGREEMENT between Chad and Mali".
    fn unshouted(&self, title: String) -> String {
        let Some((first, rest)) = title.split_once(' ') else { return title };
        let is_head = self.head.find(first).is_some_and(|m| m.as_str() == first);
        if is_head && shouted(first) && !shouted(rest) {
            let lower = first.to_lowercase();
            let mut letters = lower.chars();
            let capital = letters.next().map(char::to_uppercase);
            return capital.into_iter().flatten().chain(letters).collect::<String>() + " " + rest;
        }
        title
    }

    /// Whether lines are a title and not the beginning of a sentence: an instrument is named early on,
    /// with a capital where the lines have any.
    fn is_title(&self, block: &str) -> bool {
        let lower = block.to_lowercase();
        let early = self.head.find(block).is_some_and(|m| {
            let capital = m.as_str().starts_with(char::is_uppercase);
            block[..m.start()].split_whitespace().count() < 14
                && (capital || !block.contains(char::is_uppercase))
        });
        let words = block.trim_start_matches(|c: char| !c.is_alphanumeric());
        let recital = self.recital.find(words).is_some_and(|m| m.start() == 0)
            || words
                .split_whitespace()
                .next()
                .is_some_and(|w| w.ends_with("ing") || w.ends_with("ING"));
        let spoken = ["hereinafter", "hereafter", "ci-après", "en adelante", " decid"]
            .iter()
            .any(|w| lower.contains(w));
        let sentence = spoken || self.sentence.is_match(&self.signed.replace(block, ""));
        early
            && !recital
            && !sentence
            && (10..600).contains(&block.len())
            && block.split_whitespace().count() <= LONGEST
            && !block.ends_with(':')
            && words.starts_with(char::is_alphabetic)
    }

    /// The title block: the first lines that name an instrument, to the line where the treaty opens;
    /// and what stands after it.
    fn block<'a>(&self, front: &'a str) -> (Option<String>, &'a str) {
        let mut title: Vec<&str> = Vec::new();
        let mut at = 0;
        let mut parted = false;
        for line in front.split_inclusive('\n') {
            let words = line.trim().trim_start_matches(['#', '*', ' ']).trim();
            let opens = self.opening.is_match(words);
            let named = title.iter().any(|line| self.head.is_match(line));
            if words.is_empty() {
                parted = named;
            } else if named
                && !runs_on(&title)
                && (opens || (parted && !self.goes_on.is_match(words)))
            {
                break;
            } else if opens && !runs_on(&title) {
                title.clear();
            } else {
                title.push(words);
                parted = false;
            }
            at += line.len();
            if title.len() > 12 {
                break;
            }
        }
        let first = title.iter().position(|line| self.head.is_match(line));
        // A line before the one that names it belongs to it where it leads to it.
        let first = first.map(|i| {
            (0..i).rev().take_while(|j| shouted(title[*j]) == shouted(title[i])).last().unwrap_or(i)
        });
        let block = first.map(|i| self.cut.replace(&title[i..].join(" "), "").trim().to_owned());
        (block, &front[at..])
    }

    /// The parties that a title names: "between A and B", "A–B Agreement".
    fn in_title(&self, codebook: &Codebook, names: &Names, title: &str) -> Option<Vec<String>> {
        let between = between(title);
        let found = names.find(title);
        let countries = found.iter().filter_map(|n| match n.named {
            Named::Country(i) | Named::Demonym(i) => {
                Some((n.span.clone(), codebook.countries[i].code.clone()))
            }
            Named::Institution(i) | Named::Acronym(i) => codebook
                .country(&codebook.institutions[i].name)
                .map(|c| (n.span.clone(), c.code.clone())),
            _ => None,
        });
        let mut parties: Vec<String> = Vec::new();
        let mut last = between.unwrap_or(0);
        for (span, code) in countries {
            if between.is_some_and(|from| span.start < from) {
                continue;
            }
            let gap = &title[last.min(span.start)..span.start];
            let apart = if between.is_some() {
                self.subject.is_match(gap)
            } else {
                !parties.is_empty() && !self.connected.is_match(gap) && gap.trim().len() > 1
            };
            if apart {
                break;
            }
            last = span.end;
            parties.push(code);
        }
        parties.sort();
        parties.dedup();
        (!parties.is_empty()).then_some(parties)
    }

    /// The parties that are listed before the recitals.
    fn listed(&self, codebook: &Codebook, names: &Names, rest: &str) -> Vec<String> {
        let end = self.recital.find(rest).map_or(rest.len().min(6000), |m| m.start());
        let intro = &rest[..rest.floor_char_boundary(end)];
        let mut parties: Vec<String> = names
            .find(intro)
            .into_iter()
            .filter_map(|n| match n.named {
                Named::Country(i) => Some(codebook.countries[i].code.clone()),
                _ => None,
            })
            .collect();
        parties.sort();
        parties.dedup();
        parties
    }
}

/// Where the parties that a title names begin.
fn between(title: &str) -> Option<usize> {
    let lower = title.to_lowercase();
    // Some letters are longer in lower case; such a title has no English word in front of them.
    let same = lower.len() == title.len();
    let words = ["between ", "among ", "entre ", "zwischen ", "tussen "];
    words.iter().filter(|_| same).find_map(|word| lower.find(word).map(|at| at + word.len()))
}

/// Whether a title goes on in the next line: it ends with a small word.
pub(crate) fn runs_on(title: &[&str]) -> bool {
    const SMALL: [&str; 16] = [
        "of",
        "the",
        "and",
        "between",
        "on",
        "for",
        "to",
        "in",
        "his",
        "her",
        "regarding",
        "concerning",
        "de",
        "la",
        "del",
        "y",
    ];
    let last = title.last().and_then(|line| line.split_whitespace().last());
    last.is_some_and(|w| SMALL.contains(&w.to_lowercase().as_str()))
}

fn shouted(line: &str) -> bool {
    !line.contains(char::is_lowercase)
}

/// A title in one case as it would be written: names of countries as they are, small words small, the
/// others with a capital. A title in mixed case stays as written.
fn readable(codebook: &Codebook, names: &Names, title: &str) -> String {
    const SMALL: [&str; 30] = [
        "of", "the", "and", "on", "for", "to", "in", "between", "with", "by", "from", "a", "an",
        "or", "at", "as", "de", "la", "del", "des", "du", "et", "y", "le", "les", "el", "los",
        "und", "der", "against",
    ];
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let mixed = title.contains(char::is_lowercase) && title.contains(char::is_uppercase);
    if mixed {
        return title;
    }
    let mut written = String::with_capacity(title.len());
    for (i, word) in title.to_lowercase().split(' ').enumerate() {
        if i > 0 {
            written.push(' ');
        }
        let mut letters = word.chars();
        match letters.next() {
            Some(first)
                if i == 0 || !SMALL.contains(&word.trim_matches(|c: char| !c.is_alphabetic())) =>
            {
                written.extend(first.to_uppercase());
                let mut before = first;
                for letter in letters {
                    if before == '-' {
                        written.extend(letter.to_uppercase());
                    } else {
                        written.push(letter);
                    }
                    before = letter;
                }
            }
            _ => written.push_str(word),
        }
    }
    // Acronyms and names as the codebook writes them.
    for name in names.find(&written.clone()).into_iter().rev() {
        let form = match name.named {
            Named::Country(i) => {
                let c = &codebook.countries[i];
                [&c.name, &c.official]
                    .into_iter()
                    .chain(&c.aliases)
                    .find(|n| n.eq_ignore_ascii_case(&written[name.span.clone()]))
                    .cloned()
            }
            _ => None,
        };
        if let Some(form) = form {
            written.replace_range(name.span, &form);
        }
    }
    written
}
