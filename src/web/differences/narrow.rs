//! Which differences are asked for: of a treaty, on a property, of a party, on a subject; and how many
//! there would be of each.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    model::{ClauseId, Fact, Property, Slug},
    store::TreatyRecord,
    web::{AppState, error::WebError, links, sources::of_treaty, view::Offer},
};

/// What differences are narrowed by, in the order of the form.
pub(super) const ASPECTS: [(&str, &str); 4] = [
    ("treaty", "Treaty"),
    ("property", "What they differ on"),
    ("party", "Party of the treaty"),
    ("domain", "Subject of the passages"),
];

/// A difference with its value, or values, in each aspect; each with its name for readers.
pub(super) struct Difference<'a> {
    pub(super) fact: &'a Fact,
    values: [BTreeMap<String, String>; 4],
}

impl<'a> Difference<'a> {
    /// Every difference; `domains` are those of the clauses that differ.
    pub(super) fn all(
        state: &AppState,
        facts: &'a [Fact],
        treaties: &[TreatyRecord],
        domains: &[(ClauseId, Slug)],
    ) -> Vec<Self> {
        let treaties: HashMap<&Slug, &TreatyRecord> =
            treaties.iter().map(|t| (&t.treaty.slug, t)).collect();
        let mut of_clause: HashMap<ClauseId, Vec<&Slug>> = HashMap::new();
        for (clause, domain) in domains {
            of_clause.entry(*clause).or_default().push(domain);
        }
        let difference = |fact: &'a Fact| {
            let treaty = treaties.get(&fact.treaty).map(|t| &t.treaty);
            let title = treaty.map_or_else(|| fact.treaty.to_string(), |t| t.title.clone());
            let parties = treaty.into_iter().flat_map(|t| &t.parties).filter_map(|code| {
                let country = state.codebook().country(code)?;
                Some((links::party(country)?.to_string(), country.name.clone()))
            });
            let domains = fact.claims.iter().filter_map(|c| of_clause.get(&c.clause)).flatten();
            let property = fact.property;
            Self {
                fact,
                values: [
                    BTreeMap::from([(fact.treaty.to_string(), title)]),
                    BTreeMap::from([(property.as_str().to_owned(), property.label().to_owned())]),
                    parties.collect(),
                    domains.map(|d| (d.to_string(), state.domain_label(d.as_str()))).collect(),
                ],
            }
        };
        facts.iter().map(difference).collect()
    }

    /// What stands for it in addresses.
    pub(super) fn key(&self) -> String {
        let actor = self.fact.claims.first().and_then(|c| c.claim.actor.as_deref());
        let property = self.fact.property.as_str();
        format!("{}.{property}.{}", self.fact.treaty, actor.unwrap_or_default())
    }
}

/// Which differences are asked for.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(in crate::web) struct DifferencesParams {
    /// Only those on this treaty.
    #[schemars(example = &"iran-russia-2025")]
    treaty: Option<String>,
    /// Only those on this fact.
    property: Option<Property>,
    /// Only those on treaties of this party.
    #[schemars(example = &"iran")]
    party: Option<String>,
    /// Only those of which a passage is on this subject.
    #[schemars(example = &"energy")]
    domain: Option<String>,
    /// The key of the next page, as `next` has it.
    pub(super) after: Option<String>,
}

/// What is asked for.
pub(super) struct Narrowed([Option<String>; 4]);

impl Narrowed {
    /// Reads the parameters. What no difference can have is refused; where a treaty, party or subject
    /// merely has none, that is an answer.
    pub(super) async fn of(params: &DifferencesParams, state: &AppState) -> Result<Self, WebError> {
        let mut asked = [const { None }; 4];
        let property = params.property.map(Property::as_str);
        let (treaty, party) = (params.treaty.as_deref(), params.party.as_deref());
        let given = [treaty, property, party, params.domain.as_deref()];
        let codebook = state.codebook();
        for (asked, (given, (name, _))) in asked.iter_mut().zip(given.into_iter().zip(ASPECTS)) {
            let Some(written) = given else { continue };
            let value = match name {
                "treaty" => Some(of_treaty(state, written).await?.treaty.slug.to_string()),
                "property" => Some(written.to_owned()),
                // "Iran" and "islamic-republic-of-iran" mean one party.
                "party" => codebook.country(written).and_then(links::party).map(Into::into),
                _ => codebook.domain(written).map(|d| d.slug.to_string()),
            };
            let unknown = || {
                let shown: String = written.chars().take(60).collect();
                let why = format!("Nothing that differs can have the value “{shown}”.");
                WebError::bad_request(name, why)
            };
            *asked = Some(value.ok_or_else(unknown)?);
        }
        Ok(Self(asked))
    }

    /// Whether a difference is one that is asked for, one aspect aside.
    fn has(&self, difference: &Difference<'_>, aside: Option<usize>) -> bool {
        let asked = self.0.iter().zip(&difference.values).enumerate();
        asked
            .filter(|(at, _)| Some(*at) != aside)
            .all(|(_, (asked, has))| asked.as_ref().is_none_or(|value| has.contains_key(value)))
    }

    pub(super) fn shown<'d, 'a>(&self, all: &'d [Difference<'a>]) -> Vec<&'d Difference<'a>> {
        all.iter().filter(|d| self.has(d, None)).collect()
    }

    /// Whether anything is narrowed.
    pub(super) fn is_any(&self) -> bool {
        self.0.iter().any(Option::is_some)
    }

    /// The values of each aspect, each with how many differences there would be.
    pub(super) fn offers(&self, all: &[Difference<'_>]) -> [Vec<Offer>; 4] {
        std::array::from_fn(|aspect| {
            let mut counts: BTreeMap<(&String, &String), usize> = BTreeMap::new();
            for difference in all.iter().filter(|d| self.has(d, Some(aspect))) {
                for (value, label) in &difference.values[aspect] {
                    *counts.entry((label, value)).or_default() += 1;
                }
            }
            let chosen = self.0[aspect].as_ref();
            let offer = |((label, value), n): ((&String, &String), usize)| Offer {
                value: value.clone(),
                label: label.clone(),
                note: n.to_string(),
                chosen: chosen == Some(value),
            };
            let mut offers: Vec<Offer> = counts.into_iter().map(offer).collect();
            // What is asked for stays to be seen, even where nothing is left of it.
            if let Some(value) = chosen.filter(|_| !offers.iter().any(|o| o.chosen)) {
                let known = all.iter().find_map(|d| d.values[aspect].get(value));
                let label = known.unwrap_or(value).clone();
                let (value, note) = (value.clone(), "0".to_owned());
                offers.push(Offer { value, label, note, chosen: true });
            }
            offers
        })
    }

    /// The address of what is asked for.
    pub(super) fn address(&self, after: Option<&str>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for ((name, _), value) in ASPECTS.iter().zip(&self.0) {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        if let Some(after) = after {
            query.append_pair("after", after);
        }
        match query.finish() {
            query if query.is_empty() => "/differences".to_owned(),
            query => format!("/differences?{query}"),
        }
    }
}

/// The clauses of all differences, each once.
pub(super) fn clauses(facts: &[Fact]) -> Vec<ClauseId> {
    let all: BTreeSet<ClauseId> =
        facts.iter().flat_map(|f| f.claims.iter().map(|c| c.clause)).collect();
    all.into_iter().collect()
}
