//! What browsers and library systems need to know to search here (`OpenSearch` 1.1).

use std::io;

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use quick_xml::events::{BytesDecl, Event};

use super::{AppState, error::WebError, twin::Twin};
use crate::cite::xml::{Xml, element, empty, text};

/// The type that browsers look for.
const MEDIA_TYPE: &str = "application/opensearchdescription+xml; charset=utf-8";

pub(super) async fn show(State(state): State<AppState>) -> Result<Response, WebError> {
    let Some(base) = state.base_url() else {
        return Err(WebError::not_found(
            "What tells browsers how to search here has whole addresses: there is one once the site is started with --base-url.",
        ));
    };
    let body = description(base).map_err(WebError::internal)?;
    Ok(([(header::CONTENT_TYPE, MEDIA_TYPE)], body).into_response())
}

fn description(base: &str) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new_with_indent(Vec::new(), b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let name = [("xmlns", "http://a9.com/-/spec/opensearch/1.1/")];
    element(&mut xml, "OpenSearchDescription", &name, |xml| {
        text(xml, "ShortName", &[], "Pacta")?;
        text(xml, "Description", &[], "What treaties say, and who says so")?;
        text(xml, "InputEncoding", &[], "UTF-8")?;
        for twin in [Twin::Html, Twin::Atom, Twin::Json] {
            let kind = twin.essence();
            let template = format!("{base}{}?q={{searchTerms}}", twin.address("/search"));
            empty(xml, "Url", &[("type", kind), ("template", &template)])?;
        }
        let itself = format!("{base}/opensearch.xml");
        let kind = MEDIA_TYPE.split(';').next().unwrap_or_default();
        empty(xml, "Url", &[("type", kind), ("rel", "self"), ("template", &itself)])
    })?;
    let mut bytes = xml.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}
