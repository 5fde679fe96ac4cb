//! The site for programs, told to people: each address with what it takes and gives, and each type of
//! its JSON to every depth. All of it is read from the description in `OpenAPI`.

mod types;

use askama::Template;
use axum::extract::Path;
use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde_json::Value;

use self::types::{Member, Type, TypeOf, held};
use super::{
    ROUTES, Route,
    chrome::Chrome,
    error::{Way, WebError},
    links::redirect,
    openapi::DOCUMENT,
    page::{Answer, answer},
    schema::parameters,
    twin::Twin,
};

/// An address for programs.
#[derive(Debug, Serialize, JsonSchema)]
struct Address {
    /// The path, with what stands for a name in it.
    path: &'static str,
    /// What it shows.
    shows: &'static str,
    /// It in each form, with an example.
    forms: Vec<Form>,
    /// What it takes in its query.
    parameters: Vec<Parameter>,
    /// The fields of the form (`application/x-www-form-urlencoded`) that it takes with POST.
    fields: Vec<Parameter>,
    /// The type of its JSON.
    json: Option<TypeOf>,
    /// What is in its JSON.
    #[serde(skip)]
    members: Vec<Member>,
}

/// A form of an address.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AddressForm")]
struct Form {
    /// The form's name.
    label: &'static str,
    /// The address in this form, with an example.
    address: String,
    /// Whether the address can be followed as it is: else `{clause}` in it stands for a passage's id.
    whole: bool,
}

/// A parameter in the query of an address.
#[derive(Debug, Serialize, JsonSchema)]
struct Parameter {
    /// The name.
    name: String,
    /// What it is for.
    about: String,
    /// The values that it may have, where they are few.
    values: Vec<String>,
    /// What counts where it is not given, or an example.
    note: Option<String>,
}

impl Parameter {
    fn of(told: &Value) -> Self {
        let schema = &told["schema"];
        let choices = schema["oneOf"].as_array().or_else(|| schema["items"]["oneOf"].as_array());
        let written = |value: &Value| match value {
            Value::String(words) => words.clone(),
            Value::Array(items) => {
                items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(",")
            }
            other => other.to_string(),
        };
        let note = |name: &str, value: &Value| {
            (!value.is_null()).then(|| format!("{name} {}", written(value)))
        };
        Self {
            name: written(&told["name"]),
            about: written(&told["description"]),
            values: choices.into_iter().flatten().map(|choice| written(&choice["const"])).collect(),
            note: note("default", &schema["default"]).or_else(|| note("such as", &told["example"])),
        }
    }
}

impl Address {
    /// The path of its JSON.
    fn twin(&self) -> String {
        Twin::Json.address(self.path)
    }

    fn of(route: &Route) -> Self {
        let methods = &DOCUMENT["paths"][Twin::Json.address(route.path)];
        let described = &methods["get"];
        let form = &methods["post"]["requestBody"]["content"]["application/x-www-form-urlencoded"];
        let fields = Schema::try_from(form["schema"].clone())
            .map_or_else(|_| Vec::new(), |fields| parameters(fields, Twin::Json));
        let asked = described["parameters"].as_array().into_iter().flatten();
        let schema = &described["responses"]["200"]["content"]["application/json"]["schema"];
        let json = TypeOf::of(schema);
        Self {
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
            fields: fields.iter().map(Parameter::of).collect(),
            parameters: asked.filter(|p| p["in"] == "query").map(Parameter::of).collect(),
            members: held(&json.name).map_or_else(Vec::new, |held| held.members),
            json: Some(json).filter(|json| json.href.is_some()),
        }
    }
}

/// The addresses for programs.
#[derive(Template, Serialize, JsonSchema)]
#[template(path = "api.html")]
pub(super) struct ApiPage {
    #[serde(skip)]
    chrome: Chrome,
    /// Every address that has data.
    addresses: Vec<Address>,
}

/// `GET /api`
pub(super) async fn page(twin: Twin) -> Result<Answer<ApiPage>, WebError> {
    let description = "Every page's data for programs: addresses, parameters and forms.";
    let addresses =
        ROUTES.iter().filter(|route| !route.twins.is_empty()).map(Address::of).collect();
    let chrome = Chrome { description: description.to_owned(), ..Chrome::of("API", "/api") };
    answer(twin, &ApiPage { chrome, addresses })
}

/// A type of the API's JSON, and the types of what is in it.
#[derive(Template, Serialize, JsonSchema)]
#[template(path = "api_type.html")]
pub(super) struct TypePage {
    #[serde(skip)]
    chrome: Chrome,
    /// The type, then those in it in the order in which they come up.
    types: Vec<Type>,
}

/// `GET /api/types/{slug}`
pub(super) async fn show(
    twin: Twin,
    Path(written): Path<String>,
) -> Result<Answer<TypePage>, WebError> {
    let types = types::with_all_in_it(&written);
    let Some(first) = types.first() else {
        return Err(WebError::not_found("The API has no type of that name.")
            .way(Way::new("All addresses of the API", "/api")));
    };
    let path = format!("/api/types/{}", first.slug);
    // Programs know types by their names, which stand in the description; the page has one address.
    if written != first.slug {
        return Ok(redirect(&twin.address(&path)).into());
    }
    let title = format!("{} in the API", first.name);
    let chrome = Chrome {
        description: "What is in an answer of the API, to every depth.".to_owned(),
        ..Chrome::of(title, &path)
    };
    answer(twin, &TypePage { chrome, types })
}
