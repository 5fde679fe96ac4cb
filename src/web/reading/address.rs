//! What the address of a reading view says: where it begins, on which subject, with which marks.

use std::{collections::BTreeSet, fmt::Write};

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    model::Slug,
    web::{
        error::WebError,
        links,
        marks::{MarkKind, Marking, Shown},
        twin::Twin,
    },
};

/// What a reading view is asked to show.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(in crate::web) struct ReadingParams {
    /// The number of a passage, from 0: the page that has it is shown.
    from: Option<u32>,
    /// The subject whose passages stand out.
    #[schemars(example = &"energy", extend("x-forms" = [Twin::Html, Twin::Json]))]
    domain: Option<String>,
    /// What is marked in the text, parted by commas.
    #[schemars(extend("x-forms" = [Twin::Html, Twin::Json]))]
    marks: Option<Vec<Marking>>,
    /// The place that the page's field asks for, as people write it. Programs have the address of the place.
    #[schemars(skip)]
    pub(super) at: Option<String>,
}

/// The saved state of a reading view, without its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct View {
    pub(super) source: Slug,
    /// The subject whose passages stand out.
    pub(super) domain: Option<Slug>,
    /// The marks asked for; by default those on the chosen subject, and none without one, so that
    /// a text is calm to read.
    marks: Option<BTreeSet<MarkKind>>,
}

impl View {
    /// Takes the parameters apart, and the passage's number that the page should have.
    pub(super) fn of(source: Slug, asked: ReadingParams) -> Result<(Self, Option<u32>), WebError> {
        let refuse = |parameter, why: &str| WebError::bad_request(parameter, why.to_owned());
        let domain = asked.domain.as_deref().map(Slug::from_text);
        let domain =
            domain.transpose().map_err(|_| refuse("domain", "There is no such subject."))?;
        let marks = asked.marks.map(Shown::kinds);
        Ok((Self { source, domain, marks }, asked.from))
    }

    fn default_kinds(&self) -> BTreeSet<MarkKind> {
        self.domain.iter().map(|_| MarkKind::Subject).collect()
    }

    /// What is marked.
    pub(super) fn shown(&self) -> Shown {
        let kinds = self.marks.clone().unwrap_or_else(|| self.default_kinds());
        Shown { kinds, subject: self.domain.clone() }
    }

    /// The same view on another subject, or on none.
    pub(super) fn on(&self, domain: Option<Slug>) -> Self {
        Self { domain, ..self.clone() }
    }

    /// The same view with other marks.
    pub(super) fn marking(&self, kinds: BTreeSet<MarkKind>) -> Self {
        let marks = Some(kinds).filter(|kinds| *kinds != self.default_kinds());
        Self { marks, ..self.clone() }
    }

    /// Whether the text is shown as it is by default.
    pub(super) fn is_plain(&self) -> bool {
        self.domain.is_none() && self.marks.is_none()
    }

    /// The address of the view's page that has the passage of this order.
    pub(super) fn address(&self, from: u32) -> String {
        let mut address = links::reading(&self.source, from);
        let mut joint = if address.contains('?') { '&' } else { '?' };
        let domain = self.domain.as_ref().map(|d| ("domain", d.to_string()));
        let marks = self.marks.as_ref().map(|kinds| ("marks", Shown::written(kinds)));
        for (name, value) in domain.into_iter().chain(marks) {
            // Slugs and the names of marks need no escaping. Writing to a string can't fail.
            let _ = write!(address, "{joint}{name}={value}");
            joint = '&';
        }
        address
    }
}
