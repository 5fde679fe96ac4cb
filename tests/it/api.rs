//! The API does what its description says: every answer fits the schema of its address, and has no
//! member that the schema does not name.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use boon::{Compiler, Schemas};
use pacta::web::{ROUTES, Twin};
use serde_json::{Value, json};

use crate::site::Site;

async fn description(site: &Site) -> Value {
    serde_json::from_str(&site.page("/api/openapi.json").await).unwrap()
}

/// Objects may have no other members than those that their schema names. (The description itself leaves
/// room for more.)
fn close(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if members.contains_key("properties") {
                members.insert("unevaluatedProperties".to_owned(), json!(false));
            }
            members.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

/// What holds answers to their schemas.
struct Checker {
    document: Value,
    schemas: Schemas,
    compiler: Compiler,
}

impl Checker {
    async fn of(site: &Site) -> Self {
        let document = description(site).await;
        let mut closed = document.clone();
        close(&mut closed["components"]["schemas"]);
        let mut compiler = Compiler::new();
        compiler.add_resource("https://pacta.example/api", closed).unwrap();
        Self { document, schemas: Schemas::new(), compiler }
    }

    fn holds(&mut self, schema: &Value, answer: &str, of: &str) {
        let reference = schema["$ref"].as_str().unwrap_or_else(|| panic!("{of}: {schema}"));
        let place = format!("https://pacta.example/api{reference}");
        let schema = self.compiler.compile(&place, &mut self.schemas).unwrap();
        let answer: Value = serde_json::from_str(answer).unwrap();
        if let Err(e) = self.schemas.validate(&answer, schema) {
            panic!("{of} is not what {reference} says: {e:#}");
        }
    }

    /// The JSON at `address`, which `path` describes, and which is also given back.
    async fn json(&mut self, site: &Site, path: &str, address: &str) -> Value {
        let body = site.page(address).await;
        let answers = &self.document["paths"][path]["get"]["responses"];
        let schema = answers["200"]["content"]["application/json"]["schema"].clone();
        self.holds(&schema, &body, address);
        serde_json::from_str(&body).unwrap()
    }

    fn problem(&mut self, answer: &str, of: &str) {
        self.holds(&json!({ "$ref": "#/components/schemas/Problem" }), answer, of);
    }
}

/// Addresses beside the examples of the table: what is shown only where it is asked for.
const FURTHER: &[(&str, &str)] = &[
    ("/search", "/search?q=interbnak"),
    ("/search", "/search?q=energy+nuclear+nothing"),
    ("/search", "/search?q=art+3+iran+russia&sort=date"),
    ("/search", "/search?q=between:iran,russia+kind:event"),
    ("/search", "/search"),
    ("/years/{slug}", "/years/2001"),
    ("/treaties", "/treaties?by=year"),
    ("/treaties", "/treaties?by=party"),
    ("/treaties", "/treaties?party=iran"),
    ("/treaties/{slug}/brief", "/treaties/iran-russia-2025/brief?style=apa"),
    ("/sources", "/sources?treaty=iran-russia-2025&type=report"),
    ("/sources/{slug}", "/sources/iran-russia-2025?marks=all&domain=energy"),
    ("/c/{id}", "/c/{clause}?q=the"),
    ("/c/{id}", "/c/{clause}?in=treaty&sort=document"),
    ("/c/{id}", "/c/{clause}?in="),
    ("/cite", "/cite?c={clause}&style=apa"),
    ("/cite", "/cite"),
    ("/compare", "/compare?c={clause},{other}"),
    ("/compare", "/compare?c={clause},000000000000"),
    ("/differences", "/differences?property=signature&party=iran"),
    ("/verify", "/verify"),
    ("/verify", "/verify?quote=no+such+words+are+held+anywhere"),
    ("/verify", "/verify?quote=much+stronger+interbank+ties"),
];

#[tokio::test]
async fn every_answer_is_what_the_description_says() {
    let site = Site::new().await;
    let clauses = site.store.clauses(false, None, 100).await.unwrap();
    let mut checker = Checker::of(&site).await;
    let (first, other) = (clauses[0].id.to_string(), clauses[20].id.to_string());
    let examples = ROUTES.iter().filter(|r| r.twins.contains(&Twin::Json));
    let examples =
        examples.map(|r| (r.path, r.example)).filter(|(path, _)| !path.contains("{locator}"));
    for (path, example) in examples.chain(FURTHER.iter().copied()) {
        let address = example.replace("{clause}", &first).replace("{other}", &other);
        checker.json(&site, &Twin::Json.address(path), &Twin::Json.address(&address)).await;
    }
    for clause in &clauses {
        checker.json(&site, "/c/{id}.json", &format!("/c/{}.json", clause.id)).await;
    }
}

#[tokio::test]
async fn answers_on_many_treaties_texts_and_versions_are_what_the_description_says() {
    let (site, clauses) = Site::fixtures().await;
    let mut checker = Checker::of(&site).await;
    let mut known = std::collections::BTreeSet::new();
    for clause in &clauses {
        if known.insert(clause.source.clone()) {
            let (source, treaty) = (&clause.source, &clause.treaty);
            for (path, address) in [
                ("/sources/{slug}.json", format!("/sources/{source}.json?marks=all")),
                ("/sources/{slug}/versions.json", format!("/sources/{source}/versions.json")),
                ("/treaties/{slug}.json", format!("/treaties/{treaty}.json")),
                ("/treaties/{slug}/brief.json", format!("/treaties/{treaty}/brief.json")),
                ("/c/{id}.json", format!("/c/{}.json", clause.id)),
            ] {
                checker.json(&site, path, &address).await;
            }
        }
    }
    for path in ["/treaties.json", "/differences.json", "/sources.json", "/years.json"] {
        checker.json(&site, path, path).await;
    }
}

#[tokio::test]
async fn refusals_are_problems_as_described() {
    let site = Site::new().await;
    let mut checker = Checker::of(&site).await;
    for (address, status) in [
        ("/domains/no-such.json", StatusCode::NOT_FOUND),
        ("/c/000000000000.json", StatusCode::NOT_FOUND),
        ("/nothing.json", StatusCode::NOT_FOUND),
        ("/about.csv", StatusCode::NOT_FOUND),
        ("/search.json?sort=sideways", StatusCode::BAD_REQUEST),
        ("/treaties.json?by=title&by=year", StatusCode::BAD_REQUEST),
    ] {
        let answer = site.get(address).await;
        assert_eq!(answer.status, status, "{address}");
        assert_eq!(answer.header("content-type"), "application/problem+json", "{address}");
        checker.problem(&answer.body, address);
    }
    let unsure = Request::post("/domains.json").body(Body::empty()).unwrap();
    let answer = site.send(unsure).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    checker.problem(&answer.body, "POST /domains.json");
}

#[tokio::test]
async fn what_was_tried_is_what_the_description_says() {
    let site = Site::new().await;
    let mut checker = Checker::of(&site).await;
    let text = "Article 1\nThe Parties shall cooperate in energy.\n\nArticle 2\nThis Treaty enters \
        into force on 2 October 2025.\n\nArticle 3\nDone at Moscow on 17 January 2025.";
    let form = form_urlencoded::Serializer::new(String::new()).append_pair("text", text).finish();
    let request = Request::post("/try.json")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(form));
    let answer = site.send(request.unwrap()).await;
    assert_eq!(answer.status, StatusCode::OK);
    let post = checker.document["paths"]["/try.json"]["post"].clone();
    let schema = &post["responses"]["200"]["content"]["application/json"]["schema"];
    checker.holds(schema, &answer.body, "POST /try.json");
    let form = &post["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"];
    let fields: Vec<&String> = form["properties"].as_object().unwrap().keys().collect();
    assert_eq!(fields, ["date", "text", "type"]);
}

#[tokio::test]
async fn every_parameter_is_told_with_its_values() {
    let site = Site::new().await;
    let document = description(&site).await;
    let told = |path: &str| -> Vec<&str> {
        let parameters = document["paths"][path]["get"]["parameters"].as_array().unwrap();
        parameters.iter().map(|p| p["name"].as_str().unwrap()).collect()
    };
    assert_eq!(told("/treaties.json"), ["after", "by", "from", "party"]);
    assert_eq!(told("/c/{id}.json"), ["id", "in", "q", "sort"]);
    assert_eq!(told("/sources/{slug}.json"), ["slug", "domain", "from", "marks"]);
    // A feed has an order of its own, a vocabulary as data is whole, a table of a text has no marks.
    assert_eq!(told("/treaties.atom"), ["after", "party"]);
    assert_eq!(told("/search.atom"), ["after", "from", "q", "to", "within"]);
    assert_eq!(told("/search.csv"), ["after", "from", "q", "sort", "to", "within"]);
    assert_eq!((told("/parties.json"), told("/parties.atom")), (vec![], vec!["after"]));
    assert_eq!(
        (told("/treaties/{slug}.json"), told("/treaties/{slug}.csv")),
        (vec!["slug"], vec!["slug"])
    );
    assert_eq!(told("/treaties/{slug}.atom"), ["slug", "after"]);
    assert_eq!(told("/sources/{slug}.csv"), ["slug", "from"]);
    // A file on one thing is the same whatever is asked of the thing's page.
    assert_eq!(told("/c/{id}.bib"), ["id"]);
    assert_eq!(told("/sources/{slug}.akn.xml"), ["slug"]);
    assert_eq!(told("/cite.ris"), told("/cite.json"));
    assert_eq!(told("/download/{file}"), ["file", "Range"]);
    let limit = &document["paths"]["/treaties/{slug}/brief.json"]["get"]["parameters"][2];
    assert_eq!((&limit["name"], &limit["schema"]["maximum"]), (&json!("limit"), &json!(500)));
    // What is described is what is read, and what is refused otherwise: every value of every choice.
    let mut tried = 0;
    let routes = ROUTES.iter().filter(|route| route.twins.contains(&Twin::Json));
    for route in routes.filter(|route| !route.example.contains("{clause}")) {
        let path = Twin::Json.address(route.path);
        let methods = &document["paths"][&path];
        for parameter in methods["get"]["parameters"].as_array().unwrap() {
            let Some(choices) = parameter["schema"]["oneOf"].as_array() else { continue };
            let name = parameter["name"].as_str().unwrap();
            let joint = if route.example.contains('?') { '&' } else { '?' };
            let ask =
                |value: &str| format!("{}{joint}{name}={value}", Twin::Json.address(route.example));
            for choice in choices {
                site.page(&ask(choice["const"].as_str().unwrap())).await;
                tried += 1;
            }
            let refused = site.get(&ask("nonsense")).await;
            assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{path} {name}");
            assert!(
                refused.body.contains(&format!("\"parameter\":\"{name}\"")),
                "{}",
                refused.body
            );
        }
    }
    assert!(tried > 20, "{tried}");
}

#[tokio::test]
async fn the_columns_of_every_table_are_told() {
    let site = Site::new().await;
    let document = description(&site).await;
    let routes = ROUTES.iter().filter(|r| r.twins.contains(&Twin::Csv));
    let further = [("/treaties", "/treaties?by=party"), ("/treaties", "/treaties?by=year")];
    let mut tables = 0;
    for (path, example) in routes.map(|r| (r.path, r.example)).chain(further) {
        let answers = &document["paths"][Twin::Csv.address(path)]["get"]["responses"]["200"];
        let line = &answers["content"]["text/csv"]["schema"]["items"];
        let lines: Vec<&Value> =
            line["anyOf"].as_array().map_or(vec![line], |any| any.iter().collect());
        let table = site.page(&Twin::Csv.address(example)).await;
        let mut names: Vec<&str> = table.lines().next().unwrap().split(',').collect();
        let line = lines.iter().find(|line| line["required"] == json!(names));
        let line = line.unwrap_or_else(|| panic!("{example}: {names:?}: {lines:#?}"));
        let order = format!("In this order: {}.", names.join(", "));
        assert_eq!(line["description"], json!(order));
        names.sort_unstable();
        let properties: Vec<&String> = line["properties"].as_object().unwrap().keys().collect();
        assert_eq!(properties, names);
        tables += 1;
    }
    assert!(tables > 12, "{tables}");
}

#[tokio::test]
async fn answers_that_are_not_whole_or_not_there_are_told() {
    let site = Site::new().await;
    let document = description(&site).await;
    let told = |path: &str| -> Vec<&String> {
        document["paths"][path]["get"]["responses"].as_object().unwrap().keys().collect()
    };
    assert_eq!(told("/sources/{slug}/{locator}.ris"), ["3XX", "4XX", "503"]);
    assert_eq!(told("/download/{file}"), ["200", "206", "304", "3XX", "416", "4XX", "503"]);
    for (range, status) in [("bytes=0-9", "206"), ("bytes=999999999-", "416")] {
        let request = Request::get("/download/claims.csv.gz").header("range", range);
        let answer = site.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status.as_str(), status);
        assert!(answer.header("content-range").starts_with("bytes "), "{range}");
    }
}

#[tokio::test]
async fn methods_that_an_address_takes_are_told() {
    let site = Site::new().await;
    for (address, allow) in [("/domains", "GET,HEAD"), ("/try", "GET,HEAD,POST")] {
        let answer = site.send(Request::delete(address).body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{address}");
        assert_eq!(answer.header("allow"), allow, "{address}");
    }
}

#[tokio::test]
async fn the_description_is_whole_in_plain_words_and_tagged() {
    let site = Site::new().await;
    let answer = site.get("/api/openapi.json").await;
    assert!(answer.header("etag").starts_with("W/\""));
    let document: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(document["info"]["version"], env!("CARGO_PKG_VERSION"));
    let schemas = document["components"]["schemas"].as_object().unwrap();
    for (name, schema) in schemas {
        // A digit at the end would tell that two types go by one name, a hyphen below that it has none of
        // its own.
        assert!(!name.ends_with(|c: char| c.is_ascii_digit()) && !name.contains('_'), "{name}");
        let told = |of: &Value| of["description"].as_str().is_some_and(|words| !words.is_empty());
        assert!(told(schema), "{name}");
        let mut open = vec![schema];
        while let Some(schema) = open.pop() {
            for (member, of) in schema["properties"].as_object().into_iter().flatten() {
                assert!(told(of), "{name}: {member}");
            }
            for any in ["oneOf", "anyOf"].into_iter().filter_map(|any| schema[any].as_array()) {
                assert!(any.iter().all(told), "{name}: {any:?}");
                open.extend(any);
            }
        }
    }
    // References lead somewhere, and descriptions are no notes to programmers.
    let mut open = vec![&document];
    while let Some(value) = open.pop() {
        if let Some(reference) = value["$ref"].as_str() {
            let place = reference.strip_prefix('#').unwrap();
            assert!(document.pointer(place).is_some(), "{reference}");
        }
        if let Some(words) = value["description"].as_str() {
            let internal = ["[`", "::", "()", "TODO", "askama", "axum", "tantivy", "SQL"];
            assert!(!internal.iter().any(|word| words.contains(word)), "{words}");
        }
        match value {
            Value::Object(members) => open.extend(members.values()),
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
}
