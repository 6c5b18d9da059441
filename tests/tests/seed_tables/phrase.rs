//! The notation in which a seed's row and a schema are compared: a phrase for each property.
//!
//! A phrase is `required` or `optional` and a type: `string`, `string (date-time)`, `int64`, `array
//! of Segment`, `map of anything`, `"a constant"`, the name of a model; `| null` follows where
//! `null` is accepted. It says what is accepted: an open enum is a `string`.

use std::fs;

use serde_json::Value;

use crate::tables::Row;
use crate::workspace;

/// The phrase of a row.
pub(crate) fn of_row(row: &Row) -> String {
    format!("{} {}", presence(row.required), of_printed(row.type_))
}

/// The phrase of a property of the schema in `file`; `(nothing)` if it does not have it.
pub(crate) fn of_member(file: &str, schema: &Value, member: &str) -> String {
    let Some(node) = schema["properties"].get(member) else {
        return "(nothing)".to_owned();
    };
    let required = schema["required"]
        .as_array()
        .is_some_and(|names| names.iter().any(|name| name == member));
    format!("{} {}", presence(required), of_node(file, node))
}

/// The schema in `file`, a path below `schemas/`.
pub(crate) fn schema(file: &str) -> Value {
    let path = workspace().join("schemas").join(file);
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn presence(required: bool) -> &'static str {
    if required { "required" } else { "optional" }
}

/// The phrase of a type in one of the pages' four notations.
fn of_printed(type_: &str) -> String {
    let within = |before: &str, after: &str| type_.strip_prefix(before)?.strip_suffix(after);
    if let Some(inner) = within("Option<", ">").or(within("Optional[", "]")) {
        return format!("{} | null", of_printed(inner));
    }
    if let Some(inner) = within("Vec<", ">")
        .or(within("List[", "]"))
        .or(within("", "[]"))
    {
        return format!("array of {}", of_printed(inner));
    }
    if let Some(inner) = within("Record<string, ", ">") {
        return format!("map of {}", of_printed(inner));
    }
    let name = type_.rsplit(['.', ':']).next().unwrap_or(type_);
    let known = match name {
        "String" => "string",
        "bool" => "boolean",
        "int" => "integer",
        "Any" | "any" => "anything",
        other => other,
    };
    known.to_owned()
}

/// The phrase of a subschema in `file`.
fn of_node(file: &str, node: &Value) -> String {
    if let Some(reference) = node["$ref"].as_str() {
        return of_reference(file, reference);
    }
    let branches = match node["anyOf"].as_array() {
        Some(branches) => branches
            .iter()
            .map(|branch| of_node(file, branch))
            .collect(),
        None => types(node)
            .into_iter()
            .map(|name| of_type(file, name, node))
            .collect::<Vec<_>>(),
    };
    branches.join(" | ")
}

/// The phrase of a reference's target: an object's title, anything else's own phrase.
fn of_reference(file: &str, reference: &str) -> String {
    let (to, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let vendor = file.split('/').next().unwrap_or_default();
    let to = if to.is_empty() {
        file.to_owned()
    } else {
        format!("{vendor}/{to}")
    };
    let document = schema(&to);
    let node = document.pointer(fragment).unwrap();
    match node["type"].as_str() {
        Some("object") => node["title"].as_str().unwrap().to_owned(),
        _ => of_node(&to, node),
    }
}

fn of_type(file: &str, name: &str, node: &Value) -> String {
    if let Some(constant) = node.get("const") {
        return constant.to_string();
    }
    if let Some(values) = node["enum"].as_array() {
        return values
            .iter()
            .map(Value::to_string)
            .collect::<Vec<_>>()
            .join(" | ");
    }
    match name {
        "array" => {
            let items = node
                .get("items")
                .map_or("anything".to_owned(), |items| of_node(file, items));
            let least = node
                .get("minItems")
                .map_or(String::new(), |least| format!(", {least} at least"));
            format!("array of {items}{least}")
        }
        "object" => "map of anything".to_owned(),
        "integer" => integer(node).to_owned(),
        "string" if node["format"] == "date-time" => "string (date-time)".to_owned(),
        other => other.to_owned(),
    }
}

fn integer(node: &Value) -> &'static str {
    match (node["minimum"].as_i64(), node["maximum"].as_i64()) {
        (Some(i64::MIN), Some(i64::MAX)) => "int64",
        (None, None) => "integer",
        other => panic!("bounds without a name here: {other:?}"),
    }
}

fn types(node: &Value) -> Vec<&str> {
    match &node["type"] {
        Value::String(name) => vec![name],
        names => names
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_str)
            .collect(),
    }
}
