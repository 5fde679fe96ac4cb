//! What the address of a reading view says: where it begins, on which subject, with which marks.

use std::{collections::BTreeSet, fmt::Write};

use crate::{
    model::Slug,
    web::{
        error::WebError,
        extract::Params,
        links,
        marks::{MarkKind, Shown},
    },
};

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
    /// Reads the parameters, and the passage's number that the page should have.
    pub(super) fn read(source: Slug, params: &Params) -> Result<(Self, Option<u32>), WebError> {
        let refuse = |parameter, why: &str| WebError::bad_request(parameter, why.to_owned());
        let from = params.get("from").map(str::parse::<u32>).transpose();
        let from = from.map_err(|_| refuse("from", "It is not the number of a passage."))?;
        let domain = params.get("domain").filter(|d| !d.is_empty()).map(Slug::from_text);
        let domain =
            domain.transpose().map_err(|_| refuse("domain", "There is no such subject."))?;
        let marks = params.get("marks").map(|written| {
            Shown::kinds(written).ok_or_else(|| {
                let names = MarkKind::ALL.map(MarkKind::as_str).join(", ");
                refuse("marks", &format!("It is all, none, or some of {names}, with commas."))
            })
        });
        Ok((Self { source, domain, marks: marks.transpose()? }, from))
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
