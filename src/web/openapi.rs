//! The site for programs: its description in `OpenAPI` 3.1, and the same for people at `/api`.
//!
//! What comes in: the table of addresses and, below, what each takes and gives. What goes out: one
//! document, made once.

use std::sync::LazyLock;

use askama::Template;
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{ROUTES, Route, chrome::Chrome, error::WebError, page::answer, twin::Twin};

/// A parameter in the query of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
struct Parameter {
    name: &'static str,
    about: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    example: Option<&'static str>,
}

const fn takes(name: &'static str, about: &'static str, example: &'static str) -> Parameter {
    Parameter { name, about, example: Some(example) }
}

const AFTER: Parameter =
    Parameter { name: "after", about: "the key of the next page, as next has it", example: None };
const PASSAGES: Parameter =
    Parameter { name: "c", about: "ids of passages, parted by commas", example: None };

/// What an address takes beside its path.
fn parameters(path: &str) -> Vec<Parameter> {
    const DOMAIN: Parameter = takes("domain", "only this subject", "energy");
    const PARTY: Parameter = takes("party", "only this party", "iran");
    const TREATY: Parameter = takes("treaty", "only this treaty", "iran-russia-2025");
    const FROM: Parameter = takes("from", "the number of the first passage", "0");
    match path {
        "/search" => vec![
            takes("q", "a query of at most 1,024 bytes and 32 terms, as /help tells", "energy"),
            takes("sort", "relevance, date, document or newest", "date"),
            AFTER,
        ],
        "/domains/{slug}"
        | "/parties"
        | "/parties/{slug}"
        | "/institutions"
        | "/institutions/{slug}"
        | "/years/{slug}" => vec![AFTER],
        "/treaties" => vec![takes("by", "title, year or party", "year"), PARTY, AFTER],
        "/treaties/{slug}/brief" => vec![
            DOMAIN,
            takes("source", "sources, parted by commas", "iran-russia-2025"),
            takes("style", "chicago-notes, apa, oscola or bluebook", "apa"),
            Parameter { name: "limit", about: "how many passages at most", example: None },
        ],
        "/sources" => vec![TREATY, takes("type", "text, official or report", "report"), AFTER],
        "/sources/{slug}" => vec![
            takes("marks", "party, date, institution, place, subject; all or none", "party,date"),
            DOMAIN,
            FROM,
        ],
        "/sources/{slug}/versions/{number}" => vec![FROM],
        "/c/{id}" => vec![takes("q", "words of the passage to mark", "treaty")],
        "/cite" => {
            vec![PASSAGES, takes("style", "chicago-notes, apa, oscola or bluebook", "oscola")]
        }
        "/compare" => vec![PASSAGES],
        "/differences" => {
            vec![TREATY, takes("property", "only this fact", "signature"), PARTY, DOMAIN, AFTER]
        }
        "/verify" => {
            vec![takes("quote", "a quotation of at least 12 characters", "stronger interbank ties")]
        }
        "/sitemap.xml" => {
            vec![Parameter { name: "part", about: "a part of it, from its index", example: None }]
        }
        _ => vec![],
    }
}

/// The members of an address's JSON: `s`tring, `i`nteger, `b`oolean, `a`rray or `o`bject each; with
/// `?` it may be null, with `-` it may be absent.
fn members(path: &str) -> &'static str {
    const ENTRY: &str = "label:s slug:s lead:s clauses_total:i scope:s- codes:o- groups:a facets:a \
        years:a next:s?";
    match path {
        "/" => {
            "totals:o differences:a difference_count:i domains:a empty_domains:a treaties:a recent:a"
        }
        "/search" => {
            "q:s recognised:a read_as:s notices:a total:i filters:a groups:a facets:a years:a \
             sorts:a previous:s? next:s? drop_one:a"
        }
        "/domains" | "/parties" | "/institutions" => "total:i entries:a",
        "/domains/{slug}" | "/parties/{slug}" | "/institutions/{slug}" | "/years/{slug}" => ENTRY,
        "/years" => "lead:s centuries:a",
        "/treaties" => "by:s total:i with_text:i treaties:a next:s?",
        "/treaties/{slug}" => {
            "treaty:o parties:a text_held:b facts:a domains:a texts:a sources:a citation:o"
        }
        "/treaties/{slug}/brief" => {
            "treaty:o title:s summary:s notices:a style:s passages:i quoted:i sources:a dates:a"
        }
        "/sources" => "total:i sources:a next:s?",
        "/sources/{slug}" => {
            "source:o metadata:o treaty:o revision:s contents:a blocks:a citation:o previous:s? \
             next:s?"
        }
        "/sources/{slug}/versions" => "source:o versions:a",
        "/sources/{slug}/versions/{number}" => {
            "source:o number:i revision:s added:s clauses:i new:i kept:i lost:i changes:a \
             previous:s? next:s?"
        }
        "/sources/{slug}/{locator}" | "/c/{id}" => {
            "clause:o badge:s place:s pieces:a treaty:o source:o origin:s domains:a differences:a \
             facts:a citation:o explanations:a wordings:o"
        }
        "/cite" => "style:s entries:a unknown:a notices:a",
        "/compare" => "passages:a unknown:a rows:a",
        "/differences" => "all:i total:i differences:a next:s?",
        "/verify" => "quote:s",
        "/download" => "totals:o files:a",
        "/help" => "routes:a",
        "/about" => "version:s domains:i institutions:i countries:i codebook:s",
        "/accessibility" => "standard:s",
        _ => "",
    }
}

fn schema(path: &str) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for member in members(path).split_whitespace() {
        let Some((name, kind)) = member.split_once(':') else { continue };
        let kinds = match kind.get(..1) {
            Some("i") => "integer",
            Some("b") => "boolean",
            Some("a") => "array",
            Some("o") => "object",
            _ => "string",
        };
        let kinds = if kind.ends_with('?') { json!([kinds, "null"]) } else { json!(kinds) };
        properties.insert(name.to_owned(), json!({ "type": kinds }));
        if !kind.ends_with('-') {
            required.push(name);
        }
    }
    json!({ "type": "object", "properties": properties, "required": required })
}

/// The parameters in an address's path.
fn in_path(path: &str) -> Vec<Value> {
    let names = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let about = |name: &str| match name {
        "id" => ("the id of a passage: 12 letters and digits", json!({ "type": "string" })),
        "number" => ("a version, from 1", json!({ "type": "integer", "minimum": 1 })),
        "locator" => {
            ("a place, as people write it: 3(2), art 4, p1.s2", json!({ "type": "string" }))
        }
        "file" => ("the name of a file, as /download lists it", json!({ "type": "string" })),
        _ => ("its name in addresses", json!({ "type": "string" })),
    };
    names
        .map(|name| {
            let (description, schema) = about(name);
            json!({ "name": name, "in": "path", "required": true, "description": description, "schema": schema })
        })
        .collect()
}

/// What every address may answer, beside what was asked for.
fn answers(path: &str, twin: Twin) -> Value {
    let kind = twin.media_type().split(';').next().unwrap_or_default();
    let body = match twin {
        Twin::Json => schema(path),
        Twin::JsonLd => json!({ "type": "object" }),
        Twin::CslJson => json!({ "type": "array", "items": { "type": "object" } }),
        _ => json!({ "type": "string" }),
    };
    let content = json!({ kind: { "schema": body } });
    let problem = json!({ "schema": { "$ref": "#/components/schemas/Problem" } });
    let page = json!({ "schema": { "type": "string" } });
    let refused = json!({
        "application/problem+json": problem,
        "text/html": page,
        "text/plain": page,
    });
    let mut answers = json!({
        "200": {
            "description": "What was asked for.",
            "headers": { "ETag": { "description": "For If-None-Match.", "schema": { "type": "string" } } },
        },
        "304": { "description": "It has not changed." },
        "3XX": {
            "description": "It stands at another address: of its present name, its permanent link, or its one way of writing.",
            "headers": { "Location": { "schema": { "type": "string" } } },
        },
        "4XX": {
            "description": "400: a parameter can't be read (it is named). 404: there is no such thing, with ways onward. 410: it was taken back. 413, 414: more was sent than is read.",
            "content": refused,
        },
        "503": {
            "description": "The search index is being built, or too much is asked at once; Retry-After tells when to ask again.",
            "content": refused,
        },
    });
    if twin != Twin::Html {
        answers["200"]["content"] = content;
    }
    answers
}

fn operation(route: &Route, twin: Twin) -> Value {
    let mut parameters_of = in_path(route.path);
    for p in parameters(route.path) {
        let mut parameter = json!({
            "name": p.name, "in": "query", "description": p.about, "schema": { "type": "string" },
        });
        if let Some(example) = p.example {
            parameter["example"] = json!(example);
        }
        parameters_of.push(parameter);
    }
    json!({
        "summary": route.shows,
        "tags": [if twin == Twin::Html { "files" } else { twin.label() }],
        "parameters": parameters_of,
        "responses": answers(route.path, twin),
    })
}

/// The description of everything that programs may ask for.
static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let mut paths = Map::new();
    for route in ROUTES {
        let forms: &[Twin] = if route.twins.is_empty() { &[Twin::Html] } else { route.twins };
        for &twin in forms {
            paths.insert(twin.address(route.path), json!({ "get": operation(route, twin) }));
        }
        if route.path == "/try" {
            let mut post = operation(route, Twin::Json);
            let field = |about: &str| json!({ "type": "string", "description": about });
            post["requestBody"] = json!({ "required": true, "content": {
                "application/x-www-form-urlencoded": { "schema": { "type": "object", "properties": {
                    "text": field("what to read, at most 64 KiB"),
                    "type": field("auto, text, official or report"),
                    "date": field("when it was published; it completes dates without a year"),
                } } },
            } });
            paths[&Twin::Json.address(route.path)]["post"] = post;
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Pacta",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "What does the treaty say, and who says so?",
            "description": "Every page's data, at its address with a suffix. The same for everybody, without keys; any site's scripts may read it. Lists go on at `next`. Members may be added; those named here stay.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": { "schemas": { "Problem": {
            "description": "A problem as in RFC 9457.",
            "type": "object",
            "required": ["title", "status", "detail", "ways"],
            "properties": {
                "title": { "type": "string" },
                "status": { "type": "integer" },
                "detail": { "type": "string" },
                "parameter": { "type": "string" },
                "tombstone": { "type": "object" },
                "ways": { "type": "array", "items": {
                    "type": "object",
                    "required": ["label", "href"],
                    "properties": { "label": { "type": "string" }, "href": { "type": "string" } },
                } },
            },
        } } },
    })
});

/// `GET /api/openapi.json`
pub(super) async fn document() -> Response {
    let body = format!("{}\n", *DOCUMENT);
    ([(header::CONTENT_TYPE, Twin::Json.media_type())], body).into_response()
}

/// An address for programs.
#[derive(Debug, Serialize)]
struct Address {
    path: &'static str,
    shows: &'static str,
    /// It in each form, as it can be tried; the passage is left to be named.
    forms: Vec<Form>,
    parameters: Vec<Parameter>,
}

#[derive(Debug, Serialize)]
struct Form {
    label: &'static str,
    address: String,
    /// Whether the address can be followed as it is.
    whole: bool,
}

#[derive(Template, Serialize)]
#[template(path = "api.html")]
struct ApiPage {
    #[serde(skip)]
    chrome: Chrome,
    addresses: Vec<Address>,
}

/// `GET /api`
pub(super) async fn page(twin: Twin) -> Result<Response, WebError> {
    let description = "Every page's data for programs: addresses, parameters and forms.";
    let addresses = ROUTES
        .iter()
        .filter(|route| !route.twins.is_empty())
        .map(|route| Address {
            path: route.path,
            shows: route.shows,
            forms: route
                .twins
                .iter()
                .map(|twin| Form {
                    label: twin.label(),
                    address: twin.address(route.example),
                    whole: !route.example.contains('{'),
                })
                .collect(),
            parameters: parameters(route.path),
        })
        .collect();
    let chrome = Chrome { description: description.to_owned(), ..Chrome::of("API", "/api") };
    answer(twin, &ApiPage { chrome, addresses })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_that_has_json_says_what_it_holds() {
        for route in ROUTES.iter().filter(|r| r.twins.contains(&Twin::Json)) {
            let told = !members(route.path).is_empty();
            // What it gives depends on what is sent; and this page describes itself.
            assert!(told || matches!(route.path, "/try" | "/api"), "{}", route.path);
        }
    }
}
