//! JSON Schemas of types, as the API's description shows them.

use schemars::{
    JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings, transform::transform_subschemas,
};
use serde_json::{Map, Value, json};

/// Makes schemas of what is serialized; those of named types stand among the document's components.
pub(super) fn components() -> SchemaGenerator {
    let settings = SchemaSettings::draft2020_12().for_serialize().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    settings.with_transform(tidy).into_generator()
}

/// The struct that a query or a form is read into, with all in it in place.
pub(super) fn fields<Q: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft2020_12().for_deserialize().with(|settings| {
        settings.inline_subschemas = true;
        settings.meta_schema = None;
    });
    settings.with_transform(tidy).into_generator().into_root_schema_for::<Q>()
}

/// The parameters of a query, each as a property of the struct that it is read into.
pub(super) fn parameters(mut query: Schema) -> Vec<Value> {
    let Some(Value::Object(properties)) = query.remove("properties") else { return Vec::new() };
    properties.into_iter().map(|(name, schema)| parameter(&name, given(schema))).collect()
}

fn parameter(name: &str, mut schema: Map<String, Value>) -> Value {
    let about = schema.remove("description").unwrap_or_default();
    let example = schema.remove("examples").and_then(|mut all| Some(all.get_mut(0)?.take()));
    let list = schema.get("type") == Some(&json!("array"));
    let mut parameter =
        json!({ "name": name, "in": "query", "description": about, "schema": schema });
    if let Some(example) = example {
        parameter["example"] = example;
    }
    if list {
        // Values are parted by commas.
        parameter["explode"] = json!(false);
    }
    parameter
}

/// What a field may hold where it is given: an optional one is left out, and never null.
fn given(schema: Value) -> Map<String, Value> {
    let Value::Object(mut schema) = schema else { return Map::new() };
    let null = json!({ "type": "null" });
    if let Some(Value::Array(any)) = schema.remove("anyOf") {
        let some = any.into_iter().filter(|one| *one != null).filter_map(|one| match one {
            Value::Object(one) => Some(one),
            _ => None,
        });
        for (key, value) in some.flatten() {
            schema.entry(key).or_insert(value);
        }
    }
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|of| of != "null");
        if let [one] = &types[..] {
            let one = one.clone();
            schema.insert("type".to_owned(), one);
        }
    }
    let nothing = [Value::Null, json!(""), json!([])];
    if schema.get("default").is_some_and(|default| nothing.contains(default)) {
        schema.remove("default");
    }
    schema
}

/// Comments are wrapped; descriptions are one line.
fn tidy(schema: &mut Schema) {
    if let Some(Value::String(words)) = schema.get_mut("description") {
        *words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    transform_subschemas(&mut tidy, schema);
}
