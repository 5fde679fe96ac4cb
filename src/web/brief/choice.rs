//! What a brief is asked to hold: its subject, sources, style and length, and the form that chooses them.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    cite::Style,
    model::Slug,
    store::{Facet, SourceRecord},
    web::{
        AppState,
        error::WebError,
        excerpt::short,
        links,
        sources::origin,
        view::{Offer, label},
    },
};

/// How many passages a brief can quote at most; the first is the default, which keeps the page small.
const LIMITS: [u32; 3] = [40, 150, 500];

/// Sources that the form lists; further ones can be named in the address.
const LISTED: usize = 60;

/// What a brief is asked to hold.
#[derive(Deserialize, JsonSchema)]
#[serde(default)]
pub(in crate::web) struct BriefParams {
    /// Only this subject.
    #[schemars(example = &"energy")]
    domain: Option<String>,
    /// Only these sources, parted by commas.
    #[schemars(example = &["iran-russia-2025"])]
    source: Vec<String>,
    /// The style of the citations.
    style: Style,
    /// How many passages are quoted at most.
    #[schemars(range(min = 1, max = 500))]
    limit: u32,
}

impl Default for BriefParams {
    fn default() -> Self {
        let (domain, source, style) = Default::default();
        Self { domain, source, style, limit: LIMITS[0] }
    }
}

/// What the address asks for.
pub(super) struct Choice {
    treaty: Slug,
    pub(super) domain: Option<Slug>,
    /// Chosen sources; none for all.
    sources: Vec<Slug>,
    pub(super) style: Style,
    pub(super) limit: u32,
}

impl Choice {
    /// Reads the parameters; `held` are the treaty's sources.
    pub(super) async fn of(
        asked: &BriefParams,
        state: &AppState,
        treaty: &Slug,
        held: &[SourceRecord],
    ) -> Result<Self, WebError> {
        let domain = asked.domain.as_deref().map(|written| {
            let domain = state.codebook().domain(written).map(|d| d.slug.clone());
            let why = || format!("There is no subject “{}”.", short(written));
            domain.ok_or_else(|| WebError::bad_request("domain", why()))
        });
        let mut sources = Vec::new();
        for written in &asked.source {
            let Some(slug) = one_of(held, state, written).await? else {
                let why = format!("This treaty has no source “{}”.", short(written));
                return Err(WebError::bad_request("source", why));
            };
            if !sources.contains(slug) {
                sources.push(slug.clone());
            }
        }
        if sources.len() == held.len() {
            sources.clear();
        }
        let limit = asked.limit;
        if !(1..=LIMITS[2]).contains(&limit) {
            let why = format!("It is not a number of passages from 1 to {}.", LIMITS[2]);
            return Err(WebError::bad_request("limit", why));
        }
        Ok(Self {
            treaty: treaty.clone(),
            domain: domain.transpose()?,
            sources,
            style: asked.style,
            limit,
        })
    }

    /// Whether a source is chosen.
    pub(super) fn has(&self, source: &Slug) -> bool {
        self.sources.is_empty() || self.sources.contains(source)
    }

    /// Whether more than the subject is chosen: such pages are endless.
    pub(super) fn is_narrow(&self) -> bool {
        self.address() != links::brief(&self.treaty, self.domain.as_ref())
    }

    /// The one address of what is chosen.
    pub(super) fn address(&self) -> String {
        let path = links::brief(&self.treaty, self.domain.as_ref());
        let mut further = Vec::new();
        if !self.sources.is_empty() {
            let slugs: Vec<&str> = self.sources.iter().map(Slug::as_str).collect();
            further.push(format!("source={}", slugs.join(",")));
        }
        if self.style != Style::ALL[0] {
            further.push(format!("style={}", self.style.as_str()));
        }
        if self.limit != LIMITS[0] {
            further.push(format!("limit={}", self.limit));
        }
        if further.is_empty() {
            return path;
        }
        let joint = if self.domain.is_some() { '&' } else { '?' };
        format!("{path}{joint}{}", further.join("&"))
    }
}

/// The source of this name; each keeps the names that it had.
async fn one_of<'a>(
    held: &'a [SourceRecord],
    state: &AppState,
    written: &str,
) -> Result<Option<&'a Slug>, WebError> {
    let Ok(slug) = Slug::from_text(written) else { return Ok(None) };
    let find = |slug: &Slug| held.iter().map(|s| &s.source.slug).find(|of| *of == slug);
    if let Some(found) = find(&slug) {
        return Ok(Some(found));
    }
    let now = state.store().standing(&slug).await?;
    Ok(now.and_then(|s| find(&s.record.source.slug)))
}

/// The form, with everything as it is chosen.
pub(super) struct Form {
    pub(super) action: String,
    pub(super) domains: Vec<Offer>,
    pub(super) sources: Vec<Offer>,
    /// Sources that are not listed.
    pub(super) unlisted: usize,
    pub(super) styles: Vec<Offer>,
    pub(super) limits: Vec<Offer>,
}

impl Form {
    pub(super) async fn of(
        state: &AppState,
        choice: &Choice,
        held: &[SourceRecord],
    ) -> Result<Self, WebError> {
        let terms =
            state.store().terms_beside(Facet::Treaty, &choice.treaty, Facet::Domain).await?;
        let mut domains: Vec<Offer> = terms
            .iter()
            .map(|t| Offer {
                value: t.slug.to_string(),
                label: label(state, t),
                note: t.clauses.to_string(),
                chosen: choice.domain.as_ref() == Some(&t.slug),
            })
            .collect();
        // A subject without passages here is chosen all the same.
        if let Some(domain) = choice.domain.as_ref().filter(|_| !domains.iter().any(|o| o.chosen)) {
            let label = state.domain_label(domain.as_str());
            let value = domain.to_string();
            domains.push(Offer { value, label, note: "0".to_owned(), chosen: true });
        }
        domains.sort_by(|a, b| a.label.cmp(&b.label));
        let named = |s: &SourceRecord| choice.sources.contains(&s.source.slug);
        let unlisted = held.len().saturating_sub(LISTED);
        let mut sources: Vec<&SourceRecord> = held.iter().collect();
        if unlisted > 0 {
            sources.sort_by_key(|s| !named(s));
        }
        Ok(Self {
            action: links::brief(&choice.treaty, None),
            domains,
            sources: sources
                .into_iter()
                .take(LISTED)
                .map(|s| Offer {
                    value: s.source.slug.to_string(),
                    label: s.source.title.clone(),
                    note: format!("{}, {}", s.source.r#type.label(), origin(&s.source)),
                    // Where not all are listed, to choose every one here would leave out the rest.
                    chosen: named(s) || (unlisted == 0 && choice.has(&s.source.slug)),
                })
                .collect(),
            unlisted,
            styles: Style::ALL.map(|s| offer(s.as_str(), s.label(), s == choice.style)).into(),
            limits: limits(choice.limit),
        })
    }
}

fn offer(value: &str, label: &str, chosen: bool) -> Offer {
    Offer { value: value.to_owned(), label: label.to_owned(), note: String::new(), chosen }
}

/// The usual lengths, and another one that was asked for.
fn limits(chosen: u32) -> Vec<Offer> {
    let mut limits = LIMITS.to_vec();
    limits.push(chosen);
    limits.sort_unstable();
    limits.dedup();
    limits.into_iter().map(|n| offer(&n.to_string(), &n.to_string(), n == chosen)).collect()
}
