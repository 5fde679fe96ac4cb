//! Parties: which of the treaty's parties a clause names, refers to or inherits.

use std::ops::Range;

use regex::Regex;

use super::{
    Codebook,
    bodies::Body,
    memory::Memory,
    names::{Name, Named},
    rule::rule,
};
use crate::model::{Evidence, PartyMention};

/// Finds parties. Built once.
pub(super) struct Parties {
    both: Regex,
    all: Regex,
    subject: Regex,
    counterpart: Regex,
    place_before: Regex,
    place_list: Regex,
    officials: Regex,
    mediated: Regex,
    title_after: Regex,
    signing: Regex,
    another: Regex,
    domestic: Regex,
    told_of: Regex,
    form: Regex,
}

/// What one clause is read with.
pub(super) struct Reading<'a> {
    pub(super) codebook: &'a Codebook,
    pub(super) text: &'a str,
    pub(super) names: &'a [Name],
    pub(super) bodies: &'a [Body],
    /// The treaty's parties, alpha-3, sorted; where they are not known every country that the clause
    /// names is one.
    pub(super) treaty: &'a [String],
    pub(super) memory: &'a Memory,
}

impl Parties {
    pub(super) fn new() -> Result<Self, regex::Error> {
        let treaty = r"(?:the|this|that|such an?)\s+(?:[\w’'-]+\s+){0,4}?(?:treaty|accord|agreement|pact|convention|protocol|charter|partnership|document|deal|initiative|compact|memorandum|text|waiver|arrangement)";
        Ok(Self {
            both: rule(
                r"(?i)\b(?:both|the two|their two|the)\s+(?:[\w-]+\s+)?(?:countries|nations|states|sides|parties|capitals|peoples|governments|neighbou?rs|allies|leaders|presidents|signatories|partners|premiers|ministers)\b|\b(?:each|either|neither)\s+(?:of\s+the\s+)?(?:side|party|country|state|government|nation|partner|signatory)\b|\b(?:each\s+other|one\s+another)\b|\ball\s+(?:the\s+)?(?:\d+\s+)?(?:parties|signatories|members|sides)\b|\ball\s+\d+\s*(?:[(.,;)]|$)",
            )?,
            // How texts call their parties, in six languages.
            all: rule(
                r"(?i)\b(?:(?:the|each|either|both|any|every|neither|all|no|another|other|such|respective|two|between|a|one)\s+(?:(?:of\s+the|other|two|three|said|respective|high|original)\s+)*(?:contracting\s+|signatory\s+)?(?:part(?:y|ies)(?:\s+states?)?|states?\s+part(?:y|ies)|contracting\s+states?|contracting\s+governments?|member\s+states?|two\s+governments|two\s+countries|governments?\s+of\s+the\s+parties|contractants)|(?:contracting|states)\s+part(?:y|ies)|(?:les|des|aux|chaque|chacune\s+des|l[’']une\s+des|une)\s+(?:hautes\s+)?(?:parties|partie|états\s+parties|états\s+contractants)(?:\s+contractantes?)?|(?:las|cada|ambas|una\s+de\s+las|una|la\s+otra|los)\s+(?:altas\s+)?(?:partes?|estados\s+partes?|estados\s+contratantes)(?:\s+contratantes?)?|(?:die|der|den|jede|beide|beiden)\s+(?:hohen\s+)?(?:vertrags(?:parteien|partei|staaten)|parteien)|(?:de|elke|beide|iedere)\s+(?:hoge\s+)?(?:verdragsluitende\s+partij(?:en)?|partij(?:en)?|verdragspartij(?:en)?))\b|(?:Договаривающи\p{L}+\s+)?Сторон(?:ы|а|ам|ами|ой|у)?(?:[\s.,;:]|$)",
            )?,
            // The treaty as the sentence's subject: at its start, after one introductory phrase, or
            // after who says so.
            subject: rule(&format!(
                r#"^[“"‘']?(?:[\p{{Lu}}][^,;]{{0,80}},\s+|[\p{{Lu}}][^,;]{{0,80}}\s(?:said|says|told\s+\w+|stated|added|adds|noted|stressed)\s+(?:that\s+)?)?(?P<it>(?i:{treaty}|it))\b(?P<verb>\s+\w+(?:\s+be|\s+enter|\s+run|\s+last)?|’s|$)"#
            ))?,
            // "the treaty with Iran" is a treaty between Iran and the other parties.
            counterpart: rule(
                r"(?i)\b(?:treaty|accord|agreement|pact|partnership|deal)\s+with\s+(?:the\s+)?$",
            )?,
            place_before: rule(r"(?i)\b(?:in|at|near|outside|from|to|of|and the)\s+$")?,
            // "in Ottawa and Quito": a place after a place.
            place_list: rule(
                r"(?:\b(?:in|at)\s+|\b\d{4},\s+)\p{Lu}\p{L}+(?:,\s+\p{Lu}\p{L}+)*,?\s+and\s+$|(?i:signed|done)\b[^;]*\d{4},\s+$",
            )?,
            // "officials in Tokyo" speak for the government there.
            officials: rule(
                r"(?i)\b(?:officials?|ministr(?:y|ies)|department|court|(?:lower|upper)\s+house|house\s+of\s+\w+|chamber|assembly|congress|senate|lawmakers|parliament|government|authorities|diplomats?|critics|judges?|generals?|negotiators|institute|commission|council|bank|agency|office|ministers?)\b[^,.;]{0,30}\bin\s+$",
            )?,
            mediated: rule(r"^-(?:led|backed|brokered|mediated|based|born|speaking|made|owned)\b")?,
            // "the Paris Agreement" and "the Treaty of Rome" are no word for a government.
            title_after: rule(
                r"^(?:\s+\p{Lu}[\w-]+)?\s+(?:Agreements?|Treat(?:y|ies)|Protocols?|Conventions?|Accords?|Amendment|Declaration|Memorandum|Pact|Charter|Process|Summit|Statute|Conference|Principles|Rules|Document|Format|Group)\b",
            )?,
            signing: rule(
                r"(?i)\b(?:(?:and|with|alongside|by)\b[^;]*?\b(?:signed|initialled|inked|signs?|initials?)\b|signed\s+by\b.*?\band\b|(?:signed|initialled|put\s+(?:his|her|their)\s+(?:names?|signatures?)\s+to)\b[^;]*\b(?:alongside|together\s+with)\b|put\s+their\s+(?:names|signatures)\b|(?:exchanged?|swap(?:ped)?)\s+(?:the\s+)?(?:instruments|notes|documents))\b",
            )?,
            another: rule(
                r"(?i)\b(?:laws?|bills?|decrees?|previous|earlier|predecessor|protocols|similar)\b",
            )?,
            // What belongs to the inner life of one state.
            domestic: rule(
                r"(?i)\b(?:senators?|lawmakers|legislators|deputies|MPs|peers|the\s+bill|the\s+government|the\s+cabinet|opposition|ruling\s+(?:party|coalition)|coalition|elections?|voters|referendum|backbenchers|the\s+country[’']s|villagers|farmers|families)\b",
            )?,
            told_of: rule(&format!(r"(?i)\bthat\s+(?:it|{treaty})\b"))?,
            form: rule(
                r"(?i)\bthe\s+(?:[\w-]+\s+){0,3}?(?P<form>kingdom|sultanate|principality|grand\s+duchy|federation|emirates?)\b",
            )?,
        })
    }

    /// Whether the capital at `span` is a place here and not a word for a government.
    pub(super) fn is_place(&self, text: &str, span: &Range<usize>) -> bool {
        let before = &text[..span.start];
        // Courts that sit in The Hague are hardly ever Dutch.
        let international = &text[span.clone()] == "The Hague";
        (self.place_before.is_match(before) || self.place_list.is_match(before))
            && (international || !self.officials.is_match(before))
            && !self.is_in_title(text, span)
    }

    /// Whether the capital at `span` is a part of a treaty's title: "the Treaty of Rome".
    fn is_in_title(&self, text: &str, span: &Range<usize>) -> bool {
        const OF: [&str; 8] = [
            "Treaty of",
            "Convention of",
            "Agreement of",
            "Protocol of",
            "Charter of",
            "Peace of",
            "Declaration of",
            "Statute of",
        ];
        self.title_after.is_match(&text[span.end..])
            || OF.iter().any(|of| text[..span.start].trim_end().ends_with(of))
    }

    /// Whether the capital at `span` stands for the government that sits there.
    pub(super) fn is_government(&self, text: &str, span: &Range<usize>) -> bool {
        !self.is_place(text, span) && !self.is_in_title(text, span)
    }

    /// The parties of one clause.
    pub(super) fn find(&self, of: &Reading<'_>) -> Vec<PartyMention> {
        let &Reading { codebook, text, names, bodies, treaty, memory } = of;
        let mut parties: Vec<PartyMention> = Vec::new();
        let mut add = |code: &str, rule: &str, span: &Range<usize>| {
            if !treaty.is_empty() && !treaty.iter().any(|t| t == code) {
                return;
            }
            let evidence = Evidence::of(text, span.start, span.end);
            match parties.iter_mut().find(|p| p.code == code) {
                Some(known) => known.evidence.push(evidence),
                None => parties.extend(mention(codebook, code, rule, vec![evidence])),
            }
        };
        let after_dateline = dateline_end(text);
        let mut place = 0;
        for name in names.iter().filter(|n| n.span.start >= after_dateline) {
            let (i, rule) = match name.named {
                // "in Kigali, Rwanda": the country says where the town is.
                Named::Country(_) if place > 0 && text[place..name.span.start].trim() == "," => {
                    continue;
                }
                Named::Country(i) => (i, "name"),
                Named::Demonym(i) => (i, "demonym"),
                Named::Leader(i) => (i, "leader"),
                Named::Capital(i) if self.is_government(text, &name.span) => (i, "capital"),
                Named::Capital(_) => {
                    place = name.span.end;
                    continue;
                }
                _ => continue,
            };
            if self.mediated.is_match(&text[name.span.end..]) {
                continue;
            }
            add(&codebook.countries[i].code, rule, &name.span);
        }
        for body in bodies {
            let rule = if body.rule == "same-bodies" { "same-bodies" } else { "holder" };
            if let (Some(country), Some(span)) = (&body.country, body.spans.first())
                && (rule == "same-bodies" || !parties_named(&body.spans, names))
            {
                add(country, rule, span);
            }
            let members = codebook.institution(body.slug.as_str()).map_or(&[][..], |i| &i.members);
            let here = members.iter().filter(|m| treaty.contains(m)).count();
            // A group is a party through its members, where there are others on the other side.
            if let Some(span) = body.spans.first()
                && here > 1
                && here < treaty.len()
            {
                members.iter().for_each(|m| add(m, "members", span));
            }
        }
        for (person, span) in people(text, memory) {
            add(person, "leader", &span);
        }
        if let Some(form) = self.form.captures(text).and_then(|c| c.name("form"))
            && let Some(country) = only_with_form(codebook, treaty, form.as_str())
        {
            add(country, "form-of-state", &form.range());
        }
        let mut all = self.referring(text, bodies).or_else(|| {
            let name = names.iter().find(|n| self.counterpart.is_match(&text[..n.span.start]))?;
            Some(("counterpart", name.span.clone()))
        });
        // Who signs, signs with the others.
        if all.is_none() && !self.another.is_match(text) {
            all = self.signing.find(text).map(|m| ("signing", m.range()));
        }
        if all.is_none()
            && parties.is_empty()
            && !self.told_of.is_match(text)
            && let Some(word) = self.domestic.find(text)
            && let Some(code) = domestic_of(word.as_str(), memory)
            && treaty.iter().any(|t| t == code)
        {
            let evidence = vec![Evidence::of(text, word.start(), word.end())];
            parties.extend(mention(codebook, code, "domestic", evidence));
        }
        if all.is_some() || parties.is_empty() {
            let (rule, evidence) = match all {
                Some((rule, span)) => (rule, vec![Evidence::of(text, span.start, span.end)]),
                None => ("inherited", Vec::new()),
            };
            for code in treaty {
                if parties.iter().all(|p| p.code != *code) {
                    parties.extend(mention(codebook, code, rule, evidence.clone()));
                }
            }
        }
        parties
    }

    /// The parties of one clause of the treaty's own text: those it names, and all where it speaks of
    /// "the Parties" or "each Contracting State" or names none.
    pub(super) fn find_in_text(
        &self,
        codebook: &Codebook,
        text: &str,
        names: &[Name],
        treaty: &[String],
    ) -> Vec<PartyMention> {
        let mut parties: Vec<PartyMention> = Vec::new();
        for name in names {
            let (Named::Country(i) | Named::Demonym(i)) = name.named else { continue };
            let code = &codebook.countries[i].code;
            if !treaty.contains(code) {
                continue;
            }
            let evidence = Evidence::of(text, name.span.start, name.span.end);
            let rule = if matches!(name.named, Named::Country(_)) { "name" } else { "demonym" };
            match parties.iter_mut().find(|p| p.code == *code) {
                Some(known) => known.evidence.push(evidence),
                None => parties.extend(mention(codebook, code, rule, vec![evidence])),
            }
        }
        let all = self.all.find(text).or_else(|| self.both.find(text));
        let (rule, evidence) = match all {
            Some(m) => ("both-parties", vec![Evidence::of(text, m.start(), m.end())]),
            None if parties.is_empty() => ("inherited", Vec::new()),
            None => return parties,
        };
        for code in treaty {
            if parties.iter().all(|p| p.code != *code) {
                parties.extend(mention(codebook, code, rule, evidence.clone()));
            }
        }
        parties
    }

    /// The words that stand for all parties: "both countries", or the treaty as subject.
    fn referring(&self, text: &str, bodies: &[Body]) -> Option<(&'static str, Range<usize>)> {
        let both = self.both.find(text).map(|m| ("both-parties", m.range()));
        both.or_else(|| {
            let captures = self.subject.captures(text)?;
            let it = captures.name("it")?;
            // "Paris said it would act" speaks of who speaks.
            let verb = captures.name("verb").map_or("", |m| m.as_str().trim());
            let embedded = it.start() > 3 && it.as_str().eq_ignore_ascii_case("it");
            if embedded && !text[..it.start()].ends_with(", ") && OF_SPEAKERS.contains(&verb) {
                return None;
            }
            // "The Duma ratified the treaty" has another subject: a second article tells.
            let second = it
                .as_str()
                .split_whitespace()
                .skip(1)
                .any(|w| ["the", "a", "an", "this", "of"].contains(&w.to_lowercase().as_str()));
            let before_a_body = before_body(text, it.end(), bodies);
            (!second && !before_a_body).then(|| ("inherited", it.range()))
        })
    }
}

/// Verbs after which "it" is as likely who speaks as the treaty.
const OF_SPEAKERS: [&str; 12] = [
    "will", "would", "has", "had", "have", "was", "is", "did", "does", "wants", "hopes", "supports",
];

/// Whether the treaty is only what one state's body deals with: "the treaty was laid before
/// Parliament".
fn before_body(text: &str, after: usize, bodies: &[Body]) -> bool {
    const HANDED: [&str; 9] = [
        "laid before",
        "tabled in",
        "sent to",
        "submitted to",
        "presented to",
        "passed by",
        "referred to",
        "goes to",
        "goes before",
    ];
    let rest = &text[after..];
    let signed = ["signed", "force", "effect"].iter().any(|w| rest.contains(w));
    !signed && HANDED.iter().any(|w| rest.contains(w)) && bodies.iter().any(|b| b.country.is_some())
}

/// People that the document has introduced, with where they are named.
pub(super) fn people<'a>(text: &str, memory: &'a Memory) -> Vec<(&'a str, Range<usize>)> {
    if memory.people.is_empty() {
        return Vec::new();
    }
    let base = text.as_ptr() as usize;
    text.split(|c: char| !c.is_alphabetic() && !"’'-".contains(c))
        .filter_map(|word| {
            let word = word.trim_end_matches("’s").trim_end_matches("'s");
            let code = memory.people.get(word)?;
            let start = word.as_ptr() as usize - base;
            Some((code.as_str(), start..start + word.len()))
        })
        .collect()
}

/// Whose inner affairs a word is about: members of a legislature belong to the one named last.
fn domestic_of<'a>(word: &str, memory: &'a Memory) -> Option<&'a str> {
    const MEMBERS: [&str; 7] =
        ["senator", "lawmaker", "legislator", "deputies", "mps", "peers", "backbencher"];
    let word = word.to_lowercase();
    let member = MEMBERS.iter().any(|m| word.starts_with(m));
    member.then(|| memory.legislature()).flatten().or_else(|| memory.single())
}

/// The one party that is a kingdom, a federation…
fn only_with_form<'a>(codebook: &Codebook, treaty: &'a [String], form: &str) -> Option<&'a str> {
    let form = form.to_lowercase();
    let mut with = treaty.iter().filter(|code| {
        let country = codebook.country(code);
        country.is_some_and(|c| c.official.to_lowercase().contains(form.trim_end_matches('s')))
    });
    let first = with.next()?;
    with.next().is_none().then_some(first.as_str())
}

/// Whether the body's own words already name its country, as in "Iran's parliament".
fn parties_named(spans: &[Range<usize>], names: &[Name]) -> bool {
    names.iter().any(|n| {
        matches!(n.named, Named::Country(_) | Named::Demonym(_))
            && spans.iter().any(|s| s.start <= n.span.start && n.span.end <= s.end)
    })
}

fn mention(
    codebook: &Codebook,
    code: &str,
    rule: &str,
    evidence: Vec<Evidence>,
) -> Option<PartyMention> {
    let country = codebook.country(code)?;
    Some(PartyMention {
        code: code.to_owned(),
        name: country.name.clone(),
        rule: rule.to_owned(),
        evidence,
    })
}

/// Where the dateline ends: "TEHRAN – ", "MOSCOW, January 14. /TASS/. ", "DUBAI (Reuters) – ". A
/// country or capital in it says where the report was filed.
pub(super) fn dateline_end(text: &str) -> usize {
    let capitals = text
        .char_indices()
        .find(|(_, c)| c.is_lowercase() || c.is_ascii_digit() || "(–—/".contains(*c))
        .map_or(text.len(), |(at, _)| at);
    let shouted = text[..capitals].chars().filter(|c| c.is_uppercase()).count();
    if shouted < 4 {
        return 0;
    }
    let within = text.char_indices().nth(80).map_or(text.len(), |(at, _)| at);
    [" – ", " — ", "/. ", " -- ", " - "]
        .iter()
        .filter_map(|mark| text[..within].find(mark).map(|at| at + mark.len()))
        .min()
        .unwrap_or(0)
}
