//! Which differences are asked for: of a treaty, on a property, of a party, on a subject; and how many
//! there would be of each.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    model::Property,
    store::{DifferenceAspect, DifferenceFilter, FactKey},
    web::{AppState, error::WebError, links, sources::of_treaty, view::Offer},
};

/// What differences are narrowed by, in the order of the form.
pub(super) const ASPECTS: [(&str, &str); 4] = [
    ("treaty", "Treaty"),
    ("property", "What they differ on"),
    ("party", "Party of the treaty"),
    ("domain", "Subject of the passages"),
];

/// Treaties that the form lists: those on which sources differ most.
pub(super) const MOST: u32 = 100;

/// What stands for a difference in addresses.
pub(super) fn key(of: &FactKey) -> String {
    let actor = of.actor.as_deref().unwrap_or_default();
    format!("{}.{}.{actor}", of.treaty, of.property.as_str())
}

/// The difference that a key stands for.
pub(super) fn parse(key: &str) -> Option<FactKey> {
    let (treaty, rest) = key.split_once('.')?;
    let (property, actor) = rest.split_once('.')?;
    let actor = Some(actor.to_owned()).filter(|a| !a.is_empty());
    Some(FactKey { treaty: treaty.parse().ok()?, property: Property::from_name(property)?, actor })
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

/// A value in an address, with its name for readers.
type Value = (String, String);

/// What is asked for.
pub(super) struct Narrowed {
    pub(super) filter: DifferenceFilter,
    asked: [Option<Value>; 4],
}

impl Narrowed {
    /// Reads the parameters. What no difference can have is refused; where a treaty, party or subject
    /// merely has none, that is an answer.
    pub(super) async fn of(params: &DifferencesParams, state: &AppState) -> Result<Self, WebError> {
        let mut narrowed = Self { filter: DifferenceFilter::default(), asked: [const { None }; 4] };
        let filter = &mut narrowed.filter;
        let property = params.property.map(Property::as_str);
        let (treaty, by) = (params.treaty.as_deref(), params.party.as_deref());
        let given = [treaty, property, by, params.domain.as_deref()];
        for (asked, (given, (name, _))) in narrowed.asked.iter_mut().zip(given.iter().zip(ASPECTS))
        {
            let Some(written) = given.map(str::trim) else { continue };
            let value = match name {
                "treaty" => {
                    let treaty = of_treaty(state, written).await?.treaty;
                    filter.treaty = Some(treaty.slug.clone());
                    Some((treaty.slug.to_string(), treaty.title))
                }
                "property" => {
                    filter.property = params.property;
                    filter.property.map(on)
                }
                // "Iran" and "islamic-republic-of-iran" mean one party.
                "party" => {
                    let country = state.codebook().country(written);
                    filter.party = country.map(|c| c.code.clone());
                    country.and_then(|c| party(state, &c.code))
                }
                _ => {
                    let domain = state.codebook().domain(written);
                    filter.domain = domain.map(|d| d.slug.clone());
                    domain.map(|d| (d.slug.to_string(), d.label.clone()))
                }
            };
            let unknown = || {
                let shown: String = written.chars().take(60).collect();
                let why = format!("Nothing that differs can have the value “{shown}”.");
                WebError::bad_request(name, why)
            };
            *asked = Some(value.ok_or_else(unknown)?);
        }
        Ok(narrowed)
    }

    /// Whether anything is narrowed.
    pub(super) fn is_any(&self) -> bool {
        self.asked.iter().any(Option::is_some)
    }

    /// The values of each aspect by name, each with how many differences there would be.
    pub(super) async fn offers(&self, state: &AppState) -> Result<[Vec<Offer>; 4], WebError> {
        use DifferenceAspect::{Domain, Party, Property, Treaty};
        let mut offers = [const { Vec::new() }; 4];
        for (at, aspect) in [Treaty, Property, Party, Domain].into_iter().enumerate() {
            let mut others = self.filter.clone();
            match aspect {
                Treaty => others.treaty = None,
                Property => others.property = None,
                Party => others.party = None,
                Domain => others.domain = None,
            }
            let mut counts: BTreeMap<(String, String), u64> = BTreeMap::new();
            for (value, title, n) in state.store().differences_by(&others, aspect, MOST).await? {
                let known = match aspect {
                    Treaty => Some((value, title)),
                    Property => self::Property::from_name(&value).map(on),
                    Party => party(state, &value),
                    Domain => Some((value.clone(), state.domain_label(&value))),
                };
                if let Some((value, label)) = known {
                    *counts.entry((label, value)).or_default() += n;
                }
            }
            // What is asked for stays to be seen, even where nothing is left of it.
            let asked = self.asked[at].as_ref();
            if let Some((value, label)) = asked {
                counts.entry((label.clone(), value.clone())).or_default();
            }
            offers[at] = counts
                .into_iter()
                .map(|((label, value), n)| Offer {
                    chosen: asked.is_some_and(|(v, _)| *v == value),
                    note: n.to_string(),
                    label,
                    value,
                })
                .collect();
        }
        Ok(offers)
    }

    /// The address of what is asked for.
    pub(super) fn address(&self, after: Option<&str>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for ((name, _), asked) in ASPECTS.iter().zip(&self.asked) {
            if let Some((value, _)) = asked {
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

/// A property as a value.
fn on(property: Property) -> Value {
    (property.as_str().to_owned(), property.label().to_owned())
}

/// A party as a value, by its code.
fn party(state: &AppState, code: &str) -> Option<Value> {
    let country = state.codebook().country(code)?;
    Some((links::party(country)?.to_string(), country.name.clone()))
}
