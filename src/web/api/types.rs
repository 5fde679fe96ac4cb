//! The types of the API's JSON, in words: read from the schemas of its description.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::web::openapi::DOCUMENT;

/// Where the description keeps the types that have a name.
const NAMED: &str = "#/components/schemas/";

/// A type that has a name.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ApiType")]
pub(super) struct Type {
    /// Its name.
    pub(super) name: String,
    /// Its name in addresses.
    pub(super) slug: String,
    /// What it is.
    pub(super) about: String,
    /// What is in it, where it is an object.
    pub(super) members: Vec<Member>,
    /// What it may be, where it is one of a few.
    pub(super) values: Vec<Choice>,
}

/// A member of an object.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ApiMember")]
pub(super) struct Member {
    /// The name.
    pub(super) name: String,
    /// What it is.
    pub(super) about: String,
    /// Whether it is always there.
    pub(super) required: bool,
    /// Its type.
    pub(super) r#type: TypeOf,
}

/// A value, or a type, that something may be.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ApiChoice")]
pub(super) struct Choice {
    /// The value or the type.
    pub(super) name: String,
    /// What it means.
    pub(super) about: String,
}

/// The type of a value.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[schemars(rename = "ApiTypeOf")]
pub(super) struct TypeOf {
    /// The type; of a list, that of its items.
    pub(super) name: String,
    /// What is told of it, where it has a name.
    pub(super) href: Option<String>,
    /// Whether it is a list of these.
    pub(super) list: bool,
    /// Whether it may be null.
    pub(super) nullable: bool,
}

impl TypeOf {
    /// Where it is told on the page of a type that has it.
    pub(super) fn anchor(&self) -> String {
        format!("#{}", slug(&self.name))
    }

    /// The type that a schema describes.
    pub(super) fn of(schema: &Value) -> Self {
        if let Some(name) = schema["$ref"].as_str().and_then(|place| place.strip_prefix(NAMED)) {
            let href = Some(format!("/api/types/{}", slug(name)));
            return Self { name: name.to_owned(), href, ..Self::default() };
        }
        if let Some(any) = schema["anyOf"].as_array() {
            let null = |one: &&Value| one["type"] == "null";
            let some = any.iter().find(|one| !null(one)).map(Self::of).unwrap_or_default();
            return Self { nullable: any.iter().any(|one| null(&one)), ..some };
        }
        let mut kinds: Vec<&str> = match &schema["type"] {
            Value::String(one) => vec![one],
            Value::Array(any) => any.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        let nullable = kinds.contains(&"null");
        kinds.retain(|kind| *kind != "null");
        match kinds[..] {
            ["array"] if schema["items"].is_object() => {
                Self { list: true, nullable, ..Self::of(&schema["items"]) }
            }
            _ => Self { name: kinds.join(" or "), nullable, ..Self::default() },
        }
    }
}

/// `ClausePage` as it stands in addresses: `clause-page`.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for (at, c) in name.char_indices() {
        if c.is_uppercase() && at > 0 && !slug.ends_with('-') {
            slug.push('-');
        }
        slug.push(c.to_ascii_lowercase());
    }
    slug
}

/// The type of a name.
pub(super) fn held(name: &str) -> Option<Type> {
    let schema = DOCUMENT["components"]["schemas"].get(name)?;
    let words = |of: &Value| of["description"].as_str().unwrap_or_default().to_owned();
    let required = schema["required"].as_array();
    let is_required =
        |name: &str| required.is_some_and(|names| names.iter().any(|required| required == name));
    let members = schema["properties"].as_object().into_iter().flatten();
    let any = ["oneOf", "anyOf"].into_iter().filter_map(|key| schema[key].as_array()).flatten();
    let choices = any.map(|one| {
        let parts = one["properties"].as_object().into_iter().flatten();
        let name = match one["const"].as_str() {
            Some(value) => value.to_owned(),
            None if one["$ref"].is_string() => TypeOf::of(one).name,
            None => parts.map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", "),
        };
        Choice { name, about: words(one) }
    });
    Some(Type {
        name: name.to_owned(),
        slug: slug(name),
        about: words(schema),
        values: choices.collect(),
        members: members
            .map(|(name, member)| Member {
                name: name.clone(),
                about: words(member),
                required: is_required(name),
                r#type: TypeOf::of(member),
            })
            .collect(),
    })
}

/// The type of this name, in any case and with or without hyphens, then every type in it, each once;
/// none where there is none.
pub(super) fn with_all_in_it(of: &str) -> Vec<Type> {
    let named = DOCUMENT["components"]["schemas"].as_object();
    let is_meant = |name: &&String| name.eq_ignore_ascii_case(&of.replace('-', ""));
    let first = named.into_iter().flat_map(|named| named.keys()).find(is_meant);
    let mut types: Vec<Type> = Vec::new();
    let mut waiting: Vec<String> = first.cloned().into_iter().collect();
    while let Some(name) = waiting.pop() {
        if types.iter().any(|known| known.name == name) {
            continue;
        }
        let Some(found) = held(&name) else { continue };
        let inner = found.members.iter().map(|member| &member.r#type);
        // The first of them comes next.
        let inner = inner.filter(|of| of.href.is_some()).map(|of| of.name.clone());
        let choices = found.values.iter().map(|choice| choice.name.clone());
        waiting.extend(inner.chain(choices).rev());
        types.push(found);
    }
    types
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_an_address_of_its_own() {
        let named = DOCUMENT["components"]["schemas"].as_object().unwrap();
        for name in named.keys() {
            let types = with_all_in_it(&slug(name));
            assert_eq!(types.first().map(|first| &first.name), Some(name));
        }
    }

    #[test]
    fn a_passage_is_told_to_every_depth() {
        let types = with_all_in_it("clause-page");
        for name in ["ClauseRecord", "PartyMention", "Evidence", "ClauseKind", "Slug"] {
            assert!(types.iter().any(|of| of.name == name), "{name}");
        }
    }
}
