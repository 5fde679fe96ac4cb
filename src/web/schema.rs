//! JSON Schemas of types, as the API's description shows them.

use schemars::{
    JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings, transform::transform_subschemas,
};
use serde_json::{Map, Value, json};

use super::twin::Twin;

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

/// The parameters of a query that a form reads, each as a property of the struct that it is read into. A
/// property that only some forms read names them under `x-forms`.
pub(super) fn parameters(mut query: Schema, twin: Twin) -> Vec<Value> {
    let Some(Value::Object(properties)) = query.remove("properties") else { return Vec::new() };
    properties.into_iter().filter_map(|(name, schema)| parameter(&name, schema, twin)).collect()
}

fn parameter(name: &str, mut schema: Value, twin: Twin) -> Option<Value> {
    let mut take = |key: &str| schema.as_object_mut().and_then(|schema| schema.remove(key));
    let forms = take("x-forms");
    if forms.is_some_and(|forms| !forms.as_array().is_some_and(|f| f.contains(&json!(twin)))) {
        return None;
    }
    let about = take("description");
    let example = take("examples").and_then(|mut all| Some(all.get_mut(0)?.take()));
    let list = schema["type"] == "array";
    let mut parameter =
        json!({ "name": name, "in": "query", "description": about, "schema": schema });
    if let Some(example) = example {
        parameter["example"] = example;
    }
    if list {
        // Values are parted by commas.
        parameter["explode"] = json!(false);
    }
    Some(parameter)
}

/// Comments are wrapped; descriptions are one line. And what is left out where it is nothing is never
/// null.
fn tidy(schema: &mut Schema) {
    if let Some(Value::String(words)) = schema.get_mut("description") {
        *words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let required = schema.get("required").cloned().unwrap_or_default();
    let always = |name: &str| required.as_array().is_some_and(|all| all.iter().any(|n| n == name));
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        let optional = properties.iter_mut().filter(|(name, _)| !always(name));
        optional.filter_map(|(_, property)| property.as_object_mut()).for_each(given);
    }
    transform_subschemas(&mut tidy, schema);
}

/// What a property may be where it is given: never null, and no default that says nothing.
fn given(schema: &mut Map<String, Value>) {
    let null = json!({ "type": "null" });
    if let Some(Value::Array(any)) = schema.get_mut("anyOf") {
        any.retain(|one| *one != null);
        if let [Value::Object(one)] = &any[..] {
            let one = one.clone();
            schema.remove("anyOf");
            for (key, value) in one {
                schema.entry(key).or_insert(value);
            }
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
}
