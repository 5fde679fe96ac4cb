//! Which differences are asked for: of a treaty, on a property, of a party, on a subject; and how many
//! there would be of each.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    model::Property,
    store::{DifferenceAspect, DifferenceFilter, FactKey},
    web::{AppState, error::WebError, excerpt::short, links, sources::of_treaty, view::Offer},
};

/// What differences are narrowed by, in the order of the form, with names in addresses and for readers.
const ASPECTS: [(DifferenceAspect, &str, &str); 4] = [
    (DifferenceAspect::Treaty, "treaty", "Treaty"),
    (DifferenceAspect::Property, "property", "What they differ on"),
    (DifferenceAspect::Party, "party", "Party of the treaty"),
    (DifferenceAspect::Domain, "domain", "Subject of the passages"),
];

/// Treaties that the form lists: those on which sources differ most.
pub(super) const MOST: u32 = 100;

/// A choice of the form.
#[derive(Debug)]
pub(super) struct Choice {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) offers: Vec<Offer>,
}

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
    /// By aspect.
    asked: [Option<Value>; 4],
}

impl Narrowed {
    /// Reads the parameters. What no difference can have is refused; where a treaty, party or subject
    /// merely has none, that is an answer.
    pub(super) async fn of(params: &DifferencesParams, state: &AppState) -> Result<Self, WebError> {
        let treaty = match params.treaty.as_deref() {
            None => None,
            Some(written) => Some(of_treaty(state, written.trim()).await?.treaty),
        };
        // "Iran" and "islamic-republic-of-iran" mean one party.
        let party = params.party.as_deref().map(|written| {
            let country = state.codebook().country(written.trim());
            let value = country.and_then(|c| Some((c.code.clone(), party(state, &c.code)?)));
            value.ok_or_else(|| no_such("party", written))
        });
        let (code, party) = party.transpose()?.unzip();
        let domain = params.domain.as_deref().map(|written| {
            state.codebook().domain(written.trim()).ok_or_else(|| no_such("domain", written))
        });
        let domain = domain.transpose()?;
        Ok(Self {
            filter: DifferenceFilter {
                treaty: treaty.as_ref().map(|t| t.slug.clone()),
                property: params.property,
                party: code,
                domain: domain.map(|d| d.slug.clone()),
            },
            asked: [
                treaty.map(|t| (t.slug.to_string(), t.title)),
                params.property.map(on),
                party,
                domain.map(|d| (d.slug.to_string(), d.label.clone())),
            ],
        })
    }

    /// Whether anything is narrowed.
    pub(super) fn is_any(&self) -> bool {
        self.asked.iter().any(Option::is_some)
    }

    /// The values of each aspect by name, each with how many differences there would be.
    pub(super) async fn choices(&self, state: &AppState) -> Result<Vec<Choice>, WebError> {
        use DifferenceAspect::{Domain, Party, Property, Treaty};
        let mut choices = Vec::with_capacity(ASPECTS.len());
        for ((aspect, name, label), asked) in ASPECTS.into_iter().zip(&self.asked) {
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
            if let Some((value, label)) = asked {
                counts.entry((label.clone(), value.clone())).or_default();
            }
            let offer = |((label, value), n): ((String, String), u64)| Offer {
                chosen: asked.as_ref().is_some_and(|(v, _)| *v == value),
                note: n.to_string(),
                label,
                value,
            };
            choices.push(Choice { name, label, offers: counts.into_iter().map(offer).collect() });
        }
        Ok(choices)
    }

    /// The address of what is asked for.
    pub(super) fn address(&self, after: Option<&str>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for ((_, name, _), asked) in ASPECTS.iter().zip(&self.asked) {
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

/// The answer to what no difference can have.
fn no_such(name: &str, written: &str) -> WebError {
    let why = format!("Nothing that differs can have the value “{}”.", short(written.trim()));
    WebError::bad_request(name, why)
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
