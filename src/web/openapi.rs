//! The site for programs, described in `OpenAPI` 3.1.
//!
//! What comes in: the table of addresses, and what their handlers tell of themselves. What goes out:
//! one document, made once.

use std::sync::LazyLock;

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::{
    ROUTES, Route,
    describe::Operation,
    error::ErrorPage,
    list::column_names,
    routes::endpoint,
    schema::{components, parameters},
    twin::Twin,
};
use crate::cite::Item;

/// The parameters in an address's path.
fn in_path(path: &str) -> impl Iterator<Item = Value> {
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
    names.map(move |name| {
        let (description, schema) = about(name);
        json!({
            "name": name, "in": "path", "required": true, "description": description,
            "schema": schema,
        })
    })
}

/// A table: what its lines are, and the columns that each has.
fn table(columns: &[&[&str]]) -> Value {
    let line = |columns: &&[&str]| {
        let names: Vec<&str> = column_names(columns).collect();
        let cell = |name: &&str| ((*name).to_owned(), json!({ "type": "string" }));
        json!({
            "description": format!("In this order: {}.", names.join(", ")),
            "type": "object",
            "properties": names.iter().map(cell).collect::<Map<_, _>>(),
            "required": names,
            "additionalProperties": false,
        })
    };
    let mut lines: Vec<Value> = columns.iter().map(line).collect();
    let line = if lines.len() == 1 { lines.remove(0) } else { json!({ "anyOf": lines }) };
    json!({
        "description": "A line of names, then a line a row, as in RFC 4180.",
        "type": "array",
        "items": line,
    })
}

/// What an address may answer: its own data, and what every address may say instead.
fn answers(route: &Route, twin: Twin, operation: &Operation, types: &mut SchemaGenerator) -> Value {
    let mut answers = json!({
        "3XX": { "$ref": "#/components/responses/Elsewhere" },
        "4XX": { "$ref": "#/components/responses/Refused" },
        "503": { "$ref": "#/components/responses/Unavailable" },
    });
    if operation.leads {
        return answers;
    }
    let mut headers = json!({ "ETag": { "$ref": "#/components/headers/ETag" } });
    let linked = route.twins.iter().any(|twin| matches!(twin, Twin::Csv | Twin::Ris));
    if linked && twin != Twin::JsonLd {
        headers["Link"] = json!({ "$ref": "#/components/headers/Link" });
    }
    answers["200"] = json!({ "description": "What was asked for.", "headers": headers });
    answers["304"] = json!({ "$ref": "#/components/responses/Unchanged" });
    if operation.ranges {
        headers["Content-Range"] = json!({ "$ref": "#/components/headers/Content-Range" });
        answers["206"] =
            json!({ "description": "The part that was asked for.", "headers": headers });
        answers["416"] = json!({ "description": "It has no such part.", "headers": headers });
    }
    let schema = match twin {
        Twin::Html => return answers,
        Twin::Json => operation.json.map(|of| of(types).to_value()),
        Twin::CslJson => Some(Vec::<Item>::json_schema(types).to_value()),
        Twin::JsonLd => Some(json!({ "type": "object" })),
        Twin::Csv => Some(table(operation.columns)),
        _ => Some(json!({ "type": "string" })),
    };
    answers["200"]["content"] = json!({ twin.essence(): { "schema": schema } });
    answers
}

/// Whether a form of an address reads its query: a file on one thing is the same whatever is asked of the
/// thing's page.
fn reads(route: &Route, twin: Twin) -> bool {
    let on_one = [Twin::Bib, Twin::Ris, Twin::CslJson, Twin::AkomaNtoso, Twin::JsonLd];
    !on_one.contains(&twin) || matches!(route.path, "/cite" | "/treaties/{slug}/brief")
}

fn described(route: &Route, twin: Twin, of: &Operation, types: &mut SchemaGenerator) -> Value {
    let mut asked: Vec<Value> = in_path(route.path).collect();
    let query = of.query.filter(|_| reads(route, twin));
    asked.extend(query.into_iter().flat_map(|query| parameters(query(), twin)));
    asked.extend(of.ranges.then(|| {
        json!({
            "name": "Range", "in": "header", "example": "bytes=0-99",
            "description": "the bytes that are asked for: 200 has all, 206 these",
            "schema": { "type": "string" },
        })
    }));
    let mut described = json!({
        "summary": route.shows,
        "tags": [if twin == Twin::Html { "files" } else { twin.label() }],
        "parameters": asked,
        "responses": answers(route, twin, of, types),
    });
    if let Some(form) = of.form {
        described["requestBody"] = json!({ "required": true, "content": {
            "application/x-www-form-urlencoded": { "schema": form() },
        } });
    }
    described
}

/// Every address for programs, with each method that it takes.
fn paths(types: &mut SchemaGenerator) -> Map<String, Value> {
    let mut paths = Map::new();
    for route in ROUTES {
        let Some(endpoint) = endpoint(route.path) else { continue };
        let forms: &[Twin] = if route.twins.is_empty() { &[Twin::Html] } else { route.twins };
        for &twin in forms {
            let mut methods = json!({ "get": described(route, twin, &endpoint.get, types) });
            if let Some(post) = &endpoint.post {
                methods["post"] = described(route, twin, post, types);
            }
            paths.insert(twin.address(route.path), methods);
        }
    }
    paths
}

/// The answers that every address may give, and their headers.
fn shared(types: &mut SchemaGenerator) -> (Value, Value) {
    let refused = json!({
        "application/problem+json": { "schema": types.subschema_for::<ErrorPage>() },
        "text/html": { "schema": { "type": "string" } },
        "text/plain": { "schema": { "type": "string" } },
    });
    let responses = json!({
        "Unchanged": {
            "description": "It has not changed since the answer with the tag that was sent.",
            "headers": { "ETag": { "$ref": "#/components/headers/ETag" } },
        },
        "Elsewhere": {
            "description": "It stands at another address: of its present name, its permanent link, or its one way of writing.",
            "headers": { "Location": { "$ref": "#/components/headers/Location" } },
        },
        "Refused": {
            "description": "400: a parameter can't be read; it is named. 404: there is no such thing, with ways onward. 405: the address does not take this method; Allow names those that it takes. 410: it was taken back, or is lost. 413, 414: more was sent than is read.",
            "headers": { "Allow": { "$ref": "#/components/headers/Allow" } },
            "content": refused,
        },
        "Unavailable": {
            "description": "The search index or a file is being made, or too much is asked at once.",
            "headers": { "Retry-After": { "$ref": "#/components/headers/Retry-After" } },
            "content": refused,
        },
    });
    let text = |about: &str| json!({ "description": about, "schema": { "type": "string" } });
    let headers = json!({
        "ETag": text("A tag of the answer: sent back as If-None-Match, it spares what has not changed."),
        "Link": text("Where a list goes on (next); how something is cited (cite-as), its data (describedby), what it belongs to (collection) and its license."),
        "Content-Range": text("Which bytes these are, or with 416 how many there are."),
        "Location": text("The other address."),
        "Allow": text("With 405: the methods that the address takes."),
        "Retry-After": {
            "description": "After how many seconds to ask again.",
            "schema": { "type": "integer" },
        },
    });
    (responses, headers)
}

/// The description of everything that programs may ask for.
pub(super) static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let mut types = components();
    let paths = paths(&mut types);
    let (responses, headers) = shared(&mut types);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Pacta",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "What does the treaty say, and who says so?",
            "description": "Every page's data, at its address with a suffix. The same for everybody, without keys; any site's scripts may read it. A list goes on at the address in the header `Link` with `rel=\"next\"`, and in JSON in `next`. Addresses in JSON are those of pages: the suffix goes before the `?`. Members may be added; those named here stay.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": {
            "schemas": types.take_definitions(true),
            "responses": responses,
            "headers": headers,
        },
    })
});

static BODY: LazyLock<String> = LazyLock::new(|| format!("{}\n", *DOCUMENT));

/// `GET /api/openapi.json`
pub(super) async fn document() -> Response {
    ([(header::CONTENT_TYPE, Twin::Json.media_type())], BODY.as_str()).into_response()
}
