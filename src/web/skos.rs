//! The subjects as a SKOS concept scheme, in JSON-LD: for libraries that map their own subjects to them.
//!
//! Codes of other schemes are notations with a datatype of this site's own, which says whose code it is.
//! A match with another scheme's concept is claimed only where its address is known and both mean the
//! same by the same name.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{AppState, twin::Twin};
use crate::annotate::Domain;

/// Domains of `EuroVoc` whose names a subject may share: notation, name, and the concept's number in
/// its address (Publications Office of the European Union).
const EUROVOC: [(&str, &str, &str); 11] = [
    ("04", "politics", "100142"),
    ("08", "international relations", "100143"),
    ("12", "law", "100145"),
    ("16", "economics", "100146"),
    ("20", "trade", "100147"),
    ("24", "finance", "100148"),
    ("36", "science", "100151"),
    ("48", "transport", "100154"),
    ("52", "environment", "100155"),
    ("66", "energy", "100159"),
    ("68", "industry", "100160"),
];

/// `/domains.jsonld`: the scheme with all its concepts.
pub(super) fn scheme(state: &AppState) -> Response {
    let site = Site(state.base_url().unwrap_or_default());
    let domains = &state.codebook().domains;
    let top: Vec<Value> = domains.iter().map(|d| json!({ "@id": site.concept(d) })).collect();
    let scheme = json!({
        "@id": site.scheme(),
        "@type": "skos:ConceptScheme",
        "dcterms:title": in_english("Subjects of Pacta"),
        "skos:hasTopConcept": top,
    });
    let nodes: Vec<Value> =
        std::iter::once(scheme).chain(domains.iter().map(|d| site.describe(d))).collect();
    answer(&json!({ "@context": context(), "@graph": nodes }))
}

/// `/domains/{slug}.jsonld`: one concept.
pub(super) fn concept(state: &AppState, domain: &Domain) -> Response {
    let mut concept = Site(state.base_url().unwrap_or_default()).describe(domain);
    concept["@context"] = context();
    answer(&concept)
}

fn context() -> Value {
    json!({
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "dcterms": "http://purl.org/dc/terms/",
    })
}

fn in_english(text: &str) -> Value {
    json!({ "@value": text, "@language": "en" })
}

/// The site's public address, or nothing: then ids are relative to where the file was taken from.
struct Site<'a>(&'a str);

impl Site<'_> {
    fn scheme(&self) -> String {
        format!("{}/domains", self.0)
    }

    fn concept(&self, domain: &Domain) -> String {
        format!("{}/domains/{}", self.0, domain.slug)
    }

    fn describe(&self, domain: &Domain) -> Value {
        let codes = [("unbis", &domain.unbis), ("eurovoc", &domain.eurovoc), ("wti", &domain.wti)];
        let notations: Vec<Value> = codes
            .into_iter()
            .filter_map(|(of, code)| {
                let datatype = format!("{}#{of}", self.scheme());
                Some(json!({ "@value": code.as_ref()?, "@type": datatype }))
            })
            .collect();
        let mut concept = json!({
            "@id": self.concept(domain),
            "@type": "skos:Concept",
            "skos:prefLabel": in_english(&domain.label),
            "skos:scopeNote": in_english(&domain.scope),
            "skos:notation": notations,
            "skos:inScheme": { "@id": self.scheme() },
            "skos:topConceptOf": { "@id": self.scheme() },
        });
        if let Some(number) = same_in_eurovoc(domain) {
            let address = format!("http://eurovoc.europa.eu/{number}");
            concept["skos:closeMatch"] = json!({ "@id": address });
        }
        concept
    }
}

/// The number of `EuroVoc`'s domain, where it goes by the same name.
fn same_in_eurovoc(domain: &Domain) -> Option<&'static str> {
    let code = domain.eurovoc.as_deref()?;
    let label = domain.label.to_lowercase();
    let same = |(notation, name, _): &&(&str, &str, &str)| *notation == code && *name == label;
    EUROVOC.iter().find(same).map(|(.., number)| *number)
}

fn answer(document: &Value) -> Response {
    let body = format!("{document}\n");
    ([(header::CONTENT_TYPE, Twin::JsonLd.media_type())], body).into_response()
}
